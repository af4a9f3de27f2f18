//! How a file is to be read, as the command says: which of its tables, which row heads it, which column is which field, what all rows say, what
//! an empty cell says.

use app::imports::{self, Choice, Seen, State};
use app::{Actor, App};
use clap::ArgMatches;
use kernel::{Place, Problem, Wording};
use ledger::{Blank, Columns, Fixed, HEADING_ROWS_MAX, letters};

use crate::failure::Failure;
use crate::server;

/// What the command says.
pub(super) struct Reading {
    /// Which table, from 0.
    pub(super) table: Option<usize>,
    /// Which row heads it, as the file counts its lines.
    heading: Option<u64>,
    clears: bool,
    /// A head or the letters of a column, and the field that it is; an empty field leaves it out.
    columns: Vec<(String, String)>,
    /// Fields, and the value that all rows have; an empty one takes back what was taken over from the file before.
    fixed: Vec<(String, String)>,
}

impl Reading {
    pub(super) fn of(matches: &ArgMatches) -> Result<Reading, Failure> {
        // A head may have the sign itself, a field has not.
        let columns = pairs(matches, "column", |written| written.rsplit_once('='));
        let fixed = pairs(matches, "value", |written| written.split_once('='));
        match (columns, fixed) {
            (Ok(columns), Ok(fixed)) => Ok(Reading {
                table: matches.get_one::<u32>("table").map(|number| *number as usize - 1),
                heading: matches.get_one::<u64>("heading").copied(),
                clears: matches.get_flag("clear"),
                columns,
                fixed,
            }),
            (columns, fixed) => {
                let wrong = columns.err().into_iter().chain(fixed.err());
                Err(Failure::Usage(wrong.flatten().collect()))
            }
        }
    }

    fn says_something(&self) -> bool {
        self.table.is_some()
            || self.heading.is_some()
            || self.clears
            || !self.columns.is_empty()
            || !self.fixed.is_empty()
    }

    /// Has a file read so, unless it is being worked on or loaded.
    pub(super) async fn choose(&self, app: &App, console: &Actor, id: i64) -> Result<(), Failure> {
        let mut seen = imports::see(app, console, id).await.map_err(server::failure)?;
        if !self.says_something() || !matches!(seen.state, State::TakenIn | State::Checked) {
            return Ok(());
        }
        let blank = if self.clears { Blank::Clears } else { Blank::Keeps };
        let table = self.table.unwrap_or(seen.table.0);
        let heading = match self.heading {
            Some(line) => row_of(app, console, (id, table), line).await?,
            None if table == seen.table.0 => seen.heading,
            None => imports::heading(app, console, id, table).await.map_err(server::failure)?,
        };
        if (table, heading) != (seen.table.0, seen.heading) {
            let choice = Choice { table, heading, blank, ..Choice::default() };
            imports::choose(app, console, id, &choice).await.map_err(server::failure)?;
            seen = imports::see(app, console, id).await.map_err(server::failure)?;
        }
        let (columns, fixed) = (Some(self.mapped(&seen)?), Some(self.fixed(&seen)));
        let choice = Choice { table: seen.table.0, heading: seen.heading, columns, fixed, blank };
        imports::choose(app, console, id, &choice).await.map_err(server::failure)
    }

    /// The values that all rows have as they were taken over, with what the command says of them.
    fn fixed(&self, seen: &Seen) -> Fixed {
        let mut fixed = seen.fixed.clone();
        // What is said to be a column is one.
        fixed.retain(|field, _| self.columns.iter().all(|(_, column)| column != field));
        fixed.extend(self.fixed.iter().cloned());
        fixed
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

/// What an option says, each time that it is given: two things with a sign between them.
fn pairs<'m>(
    matches: &'m ArgMatches,
    option: &'static str,
    divided: impl Fn(&'m str) -> Option<(&'m str, &'m str)>,
) -> Result<Vec<(String, String)>, Vec<Problem>> {
    let written = matches.get_many::<String>(option).into_iter().flatten();
    let said: Vec<_> = written.map(|written| (written, divided(written))).collect();
    let wrong: Vec<Problem> =
        said.iter().filter(|(_, said)| said.is_none()).map(|(written, _)| no_pair(option, written)).collect();
    let pair = |(left, right): (&str, &str)| (left.trim().to_owned(), right.trim().to_owned());
    if wrong.is_empty() {
        Ok(said.into_iter().filter_map(|(_, said)| said.map(pair)).collect())
    } else {
        Err(wrong)
    }
}

/// Which of the first rows of a table a line of the file is.
async fn row_of(app: &App, console: &Actor, (id, table): (i64, usize), line: u64) -> Result<usize, Failure> {
    let samples = imports::sample(app, console, id).await.map_err(server::failure)?;
    // That there is no such table, is told where it is taken.
    let Some(sample) = samples.get(table) else { return Ok(0) };
    let found = sample.rows.iter().position(|(it, _)| *it == line);
    found.ok_or_else(|| Failure::Failed(vec![no_row(line)]))
}

fn no_pair(option: &str, written: &str) -> Problem {
    let remedy = match option {
        "value" => Wording::new(
            "请写成 --value 字段=值，如 --value segment=high-tech",
            "write --value FIELD=VALUE, such as --value segment=high-tech",
        ),
        _ => Wording::new(
            "请写成 --column 表头=字段，如 --column 专利号=application_number",
            "write --column HEAD=FIELD, such as --column Number=application_number",
        ),
    };
    Problem::error(
        "no-column",
        Place::default().at_field(option),
        Wording::new(format!("“{written}”里没有等号"), format!("{written} has no equals sign")),
        remedy,
    )
}

fn no_row(line: u64) -> Problem {
    Problem::error(
        "no-heading",
        Place::default().at_field("heading"),
        Wording::new(
            format!("第{line}行不在表的前{HEADING_ROWS_MAX}个有内容的行里"),
            format!(
                "line {line} is none of the first {HEADING_ROWS_MAX} rows of the table that have content"
            ),
        ),
        Wording::new(
            "请写表头在文件里的行号，从1起；空行不能作表头",
            "give the line of the file that heads the table, from 1; an empty line cannot",
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
