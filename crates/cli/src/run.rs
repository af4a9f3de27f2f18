use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};

use kernel::Wording;

use crate::commands;
use crate::early;
use crate::failure::{Exit, Failure};
use crate::help;
use crate::language::Language;
use crate::render::{Paint, problems};
use crate::session::Session;
use crate::usage;

/// Runs a command line and says how it ended.
pub(crate) fn run(arguments: &[OsString]) -> Exit {
    let language = Language::choose(arguments, |name| std::env::var(name).ok());
    let color = early::value(arguments, "--color").unwrap_or_default();
    let (found, exit) = match outcome(arguments, language, &color) {
        Ok(exit) => return exit,
        Err(Failure::ClosedPipe) => return Exit::Fine,
        Err(Failure::Failed(found)) => (found, Exit::Found),
        Err(Failure::Usage(found)) => (found, Exit::Usage),
    };
    let paint = Paint::choose(&color, io::stderr().is_terminal());
    let text: String = found.iter().map(|problem| problems::message(problem, language, paint)).collect();
    // Nobody can be told that stderr is closed.
    _ = io::stderr().lock().write_all(text.as_bytes());
    exit
}

fn outcome(arguments: &[OsString], language: Language, color: &str) -> Result<Exit, Failure> {
    let command = commands::all(language);
    if let Some(path) = help::asked(&command, arguments) {
        if let Some(word) = help::unknown(&path, arguments) {
            return Err(usage::no_command(&word, &path));
        }
        print(&help::page(&path, language, Paint::choose(color, io::stdout().is_terminal())))?;
        return Ok(Exit::Fine);
    }
    let matches = match command.clone().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) if error.kind() == clap::error::ErrorKind::DisplayVersion => {
            print(&error.to_string())?;
            return Ok(Exit::Fine);
        }
        Err(error) => return Err(usage::failure(&error, &command, arguments)),
    };
    let Some((name, inner)) = matches.subcommand() else {
        return group_alone(&command, arguments, language, color);
    };
    let run = match inner.subcommand() {
        None => commands::run(&[name]),
        Some((verb, _)) => commands::run(&[name, verb]),
    };
    let Some(run) = run else { return group_alone(&command, arguments, language, color) };
    let matches = inner.subcommand().map_or(inner, |(_, matches)| matches);
    let mut session = Session::open(language, matches)?;
    let outcome = run(matches, &mut session).and_then(|exit| session.output.finish().map(|()| exit));
    if outcome.is_err() {
        session.output.abandon();
    }
    outcome
}

/// `qiangxian` alone shows what there is; a group without its verb is not understood, and shows its verbs.
fn group_alone(
    command: &clap::Command,
    arguments: &[OsString],
    language: Language,
    color: &str,
) -> Result<Exit, Failure> {
    let path = help::path(command, arguments);
    if path.len() == 1 {
        print(&help::page(&path, language, Paint::choose(color, io::stdout().is_terminal())))?;
        return Ok(Exit::Fine);
    }
    let verbs: Vec<&str> = path
        .last()
        .into_iter()
        .flat_map(|group| group.get_subcommands())
        .map(clap::Command::get_name)
        .collect();
    let verbs = verbs.join(", ");
    Err(Failure::usage(
        Wording::new(format!("缺少子命令，可用：{verbs}"), format!("a command is missing, one of: {verbs}")),
        usage::see_help(&path),
    ))
}

fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    Ok(stdout.flush()?)
}
