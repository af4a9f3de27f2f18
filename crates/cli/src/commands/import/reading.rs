//! How a file is to be read, as the command says: which of its tables, which column is which field, what an empty cell says.

use app::imports::{self, Choice, Seen, State};
use app::{Actor, App};
use clap::ArgMatches;
use kernel::{Place, Problem, Wording};
use ledger::{Blank, Columns, letters};

use crate::failure::Failure;
use crate::server;

/// What the command says.
pub(super) struct Reading {
    /// Which table, from 0.
    pub(super) table: Option<usize>,
    clears: bool,
    /// A head or the letters of a column, and the field that it is; an empty field leaves it out.
    columns: Vec<(String, String)>,
}

impl Reading {
    pub(super) fn of(matches: &ArgMatches) -> Result<Reading, Failure> {
        let written = matches.get_many::<String>("column").into_iter().flatten();
        // A head may have the sign itself, a field has not.
        let said: Vec<_> = written.map(|written| (written, written.rsplit_once('='))).collect();
        let wrong: Vec<Problem> =
            said.iter().filter(|(_, said)| said.is_none()).map(|(written, _)| no_pair(written)).collect();
        if !wrong.is_empty() {
            return Err(Failure::Usage(wrong));
        }
        let pair = |(head, field): (&str, &str)| (head.trim().to_owned(), field.trim().to_owned());
        Ok(Reading {
            table: matches.get_one::<u32>("table").map(|number| *number as usize - 1),
            clears: matches.get_flag("clear"),
            columns: said.into_iter().filter_map(|(_, said)| said.map(pair)).collect(),
        })
    }

    fn says_something(&self) -> bool {
        self.table.is_some() || self.clears || !self.columns.is_empty()
    }

    /// Has a file read so, unless it is being worked on or loaded.
    pub(super) async fn choose(&self, app: &App, console: &Actor, id: i64) -> Result<(), Failure> {
        let mut seen = imports::see(app, console, id).await.map_err(server::failure)?;
        if !self.says_something() || !matches!(seen.state, State::TakenIn | State::Checked) {
            return Ok(());
        }
        let blank = if self.clears { Blank::Clears } else { Blank::Keeps };
        if let Some(table) = self.table.filter(|table| *table != seen.table.0) {
            let heading = imports::heading(app, console, id, table).await.map_err(server::failure)?;
            let choice = Choice { table, heading, columns: None, blank };
            imports::choose(app, console, id, &choice).await.map_err(server::failure)?;
            seen = imports::see(app, console, id).await.map_err(server::failure)?;
        }
        let columns = Some(self.mapped(&seen)?);
        let choice = Choice { table: seen.table.0, heading: seen.heading, columns, blank };
        imports::choose(app, console, id, &choice).await.map_err(server::failure)
    }

    /// The columns as they were recognized, with what the command says of them.
    fn mapped(&self, seen: &Seen) -> Result<Columns, Failure> {
        let mut columns = seen.columns.clone();
        columns.0.resize(seen.heads.len().max(columns.0.len()), None);
        let mut unknown = Vec::new();
        for (head, field) in &self.columns {
            let at = seen.heads.iter().position(|it| it.trim() == head);
            let at = at.or_else(|| (0..seen.heads.len()).find(|at| letters(*at).eq_ignore_ascii_case(head)));
            let Some(at) = at else {
                unknown.push(no_head(head, &seen.heads));
                continue;
            };
            // What somebody says counts more than what was recognized.
            columns.0.iter_mut().filter(|it| it.as_ref() == Some(field)).for_each(|it| *it = None);
            columns.0[at] = Some(field.clone()).filter(|field| !field.is_empty());
        }
        if unknown.is_empty() { Ok(columns) } else { Err(Failure::Failed(unknown)) }
    }
}

fn no_pair(written: &str) -> Problem {
    Problem::error(
        "no-column",
        Place::default().at_field("column"),
        Wording::new(format!("“{written}”里没有等号"), format!("{written} has no equals sign")),
        Wording::new(
            "请写成 --column 表头=字段，如 --column 专利号=application_number",
            "write --column HEAD=FIELD, such as --column Number=application_number",
        ),
    )
}

fn no_head(head: &str, heads: &[String]) -> Problem {
    let heads: Vec<&str> = heads.iter().map(|head| head.trim()).filter(|head| !head.is_empty()).collect();
    Problem::error(
        "no-column",
        Place::default().at_field("column"),
        Wording::new(format!("表头里没有“{head}”"), format!("no column is headed {head}")),
        Wording::new(
            format!("请写表头或列号（A、B…）；表头有：{}", heads.join("、")),
            format!("write a head or the letters of a column; the heads are: {}", heads.join(", ")),
        ),
    )
}
