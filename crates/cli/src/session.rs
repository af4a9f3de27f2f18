use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::ArgMatches;
use kernel::{Problem, Severity};
use pack::Pack;

use crate::failure::Failure;
use crate::language::Language;
use crate::output::Output;
use crate::render::Paint;
use crate::render::problems;

/// Columns of a table that is written to a file or another program.
const COLUMNS_PIPED: usize = 100;
/// Columns beyond which a table is harder to read, and below which it cannot be laid out.
const COLUMNS_MAX: usize = 140;
const COLUMNS_MIN: usize = 48;

/// What every command has at hand: its language, where data and messages go, and how they look.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) language: Language,
    /// Only data and errors, nothing in between.
    pub(crate) quiet: bool,
    pub(crate) output: Output,
    /// Colors of the data.
    pub(crate) paint: Paint,
    /// Columns of the data.
    pub(crate) columns: usize,
    message_paint: Paint,
    pack: Option<OsString>,
}

/// How the names of packs end that are demonstrations.
const DEMONSTRATION: &str = "-demo";

impl Session {
    /// The session that the global options ask for.
    pub(crate) fn open(language: Language, matches: &ArgMatches) -> Result<Session, Failure> {
        let output = Output::open(matches.get_one::<OsString>("output").map(Path::new))?;
        let color = matches.get_one::<String>("color").map_or("auto", String::as_str);
        let columns = columns(output.is_terminal());
        Ok(Session {
            language,
            quiet: matches.get_flag("quiet"),
            paint: Paint::choose(color, output.is_terminal()),
            message_paint: Paint::choose(color, io::stderr().is_terminal()),
            output,
            columns,
            pack: matches.get_one::<OsString>("pack").cloned(),
        })
    }

    /// The pack of `--pack`, a name or a folder; otherwise what all counties share.
    pub(crate) fn pack(&self) -> Result<Pack, Failure> {
        self.named_pack().map_or_else(|| Ok(Pack::built_in("china")?), open_pack)
    }

    /// The pack that is named; else the demonstration that is compiled in.
    pub(crate) fn demonstration(&self) -> Result<Pack, Failure> {
        let built_in = pack::built_in_names().find(|name| name.ends_with(DEMONSTRATION)).unwrap_or_default();
        open_pack(self.named_pack().unwrap_or(built_in.as_ref()))
    }

    /// What `--pack` says, if it was given.
    pub(crate) fn named_pack(&self) -> Option<&OsStr> {
        self.pack.as_deref()
    }

    /// Tells problems on stderr. Notes and warnings are kept back with `--quiet`.
    pub(crate) fn tell(&self, problems: &[Problem]) {
        let told = problems.iter().filter(|problem| !self.quiet || problem.severity == Severity::Error);
        let text: String =
            told.map(|problem| problems::message(problem, self.language, self.message_paint)).collect();
        // Nobody can be told that stderr is closed.
        _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// A word on what was done, on stderr and behind the data; not with `--quiet`.
    pub(crate) fn say(&mut self, zh: &str, en: &str) -> Result<(), Failure> {
        if !self.quiet {
            self.output.flush()?;
            _ = writeln!(io::stderr().lock(), "{}", self.language.pick(zh, en));
        }
        Ok(())
    }
}

/// The pack of this name, or in this folder.
///
/// # Errors
/// Every problem of its manifest.
pub(crate) fn open_pack(named: &OsStr) -> Result<Pack, Failure> {
    let pack = if is_folder(named) {
        Pack::open(Path::new(named))
    } else {
        Pack::built_in(&named.to_string_lossy())
    };
    Ok(pack?)
}

/// Whether a word names a folder rather than a pack that is compiled in. A folder that is there wins, because whoever
/// stands beside it means it; a word with a separator is a path in any case.
pub(crate) fn is_folder(named: &OsStr) -> bool {
    let path = Path::new(named);
    path.is_dir() || path.components().count() > 1
}

fn columns(is_terminal: bool) -> usize {
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let measured = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let columns = if is_terminal { stated.or_else(measured) } else { stated };
    columns.unwrap_or(COLUMNS_PIPED).clamp(COLUMNS_MIN, COLUMNS_MAX)
}
