//! The command `qiangxian`: reads plans, counts deadlines, checks identifiers and packs in a terminal or a script; makes,
//! serves and looks after the database of a county.
//!
//! Data goes to stdout, messages to stderr. Every text is there in Chinese and English. A command reads input, calls an
//! engine and renders; what the answer is belongs to the engine.
//!
//! Not here: pages (`web`), what is done to records and accounts (`app`), and any rule of a plan, a period or an identifier.
//!
//! Begin in `run.rs`; each command is one file below `commands/`. `settings/` reads what an installation decides, `server/`
//! starts and stops what runs.

mod commands;
mod early;
mod failure;
mod help;
mod input;
mod language;
mod output;
mod render;
mod run;
mod server;
mod session;
mod settings;
mod usage;

use std::process::ExitCode;

/// Records are many small texts, made by one thread and put away by another; that of the system takes a third of a load.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let exit = run::run(&std::env::args_os().collect::<Vec<_>>());
    ExitCode::from(exit.code())
}
