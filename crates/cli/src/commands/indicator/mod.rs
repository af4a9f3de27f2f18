//! `qiangxian indicator`: one figure, the rows that it counts, and whether a proof of it holds.

pub(super) mod rows;
pub(super) mod show;
pub(super) mod verify;

use clap::Command;

use crate::language::Language;

pub(super) fn group(language: Language) -> Command {
    Command::new("indicator")
        .about(language.pick(
            "看一项指标、它的明细，核对指标证明",
            "see one indicator and its rows, verify the proof of a figure",
        ))
        .before_help(
            "qiangxian indicator show inventions-per-10000 --data DIR\n\
             qiangxian indicator verify d1.proof.json --snapshot DIR",
        )
        .subcommand(show::command(language))
        .subcommand(rows::command(language))
        .subcommand(verify::command(language))
}
