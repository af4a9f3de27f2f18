use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use ledger::Life;
use store::ledgers::{LINES_TOLD_MAX, Line, Loaded};

use super::Told;
use super::rows::{Handed, ReadRow, Said};
use super::state::Finding;

/// What reading the rows has found so far.
#[derive(Default)]
pub(super) struct Found {
    pub(super) rows: u64,
    unread: u64,
    /// By line; at most [`LINES_TOLD_MAX`].
    pub(super) problems: BTreeMap<i64, Vec<Finding>>,
    broken: Option<Problem>,
    is_publication: bool,
}

impl Found {
    /// The lines that can be said; the others are noted.
    pub(super) fn take(&mut self, handed: Handed, as_of: Date) -> Vec<Line> {
        let rows = match handed {
            Ok(rows) => rows,
            Err(problem) => {
                self.broken = Some(problem);
                return Vec::new();
            }
        };
        self.rows += rows.len() as u64;
        rows.into_iter().filter_map(|row| self.line(row, as_of)).collect()
    }

    fn line(&mut self, (line, row): ReadRow, as_of: Date) -> Option<Line> {
        match row {
            Ok(Said { row, follows, is_publication }) => {
                let Life { since, before } = row.life;
                self.is_publication |= is_publication;
                Some(Line {
                    line,
                    key: row.key,
                    valid_from: as_of,
                    since,
                    before,
                    fields: row.fields,
                    follows: follows.into_iter().collect(),
                    fills_in: is_publication,
                })
            }
            Err(problems) => {
                self.refuse(line, problems);
                None
            }
        }
    }

    pub(super) fn refuse(&mut self, line: i64, findings: Vec<Finding>) {
        self.unread += 1;
        self.note(line, findings);
    }

    pub(super) fn note(&mut self, line: i64, problems: Vec<Finding>) {
        if self.problems.len() < LINES_TOLD_MAX {
            self.problems.entry(line).or_default().extend(problems);
        }
    }

    /// The sums, with what the ledger refused among the problems of the lines.
    pub(super) fn told(&mut self, loaded: &Loaded) -> Told {
        for (line, problems) in loaded.refused.iter().chain(&loaded.warned) {
            self.note(*line, problems.iter().cloned().map(Finding::from).collect());
        }
        for (earlier, later) in &loaded.replaced {
            self.note(*earlier, vec![replaced(*later).into()]);
        }
        Told {
            rows: self.rows,
            added: loaded.added,
            changed: loaded.changed,
            same: loaded.same,
            set_aside: self.unread + loaded.refused_count,
            replaced: loaded.replaced.len() as u64,
            since: loaded.since,
            broken: self.broken.clone(),
            is_publication: self.is_publication,
            ..Told::default()
        }
    }
}

fn replaced(later: i64) -> Problem {
    Problem::warning(
        "said-again-later",
        Place::default(),
        Wording::new(
            format!("第{later}行说的是同一条记录，以第{later}行为准"),
            format!("line {later} is about the same record and counts in its place"),
        ),
        Wording::new(
            "无需处理；如以本行为准，请删去后一行",
            "nothing to do; if this line is right, take the later one out",
        ),
    )
}
