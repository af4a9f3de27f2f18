use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{Place, Problem, Severity, Wording};
use ledger::Life;
use store::ledgers::{Further, LINES_TOLD_MAX, Line, Loaded};

use super::Told;
use super::kept;
use super::rows::{Handed, ReadRow, Said};
use super::state::Finding;

/// What reading the rows has found so far.
#[derive(Default)]
pub(super) struct Found {
    pub(super) rows: u64,
    unread: u64,
    /// Lines that are set aside, with everything that is to be said of them; at most [`LINES_TOLD_MAX`].
    aside: BTreeMap<i64, Vec<Finding>>,
    /// Those beyond: none is left out.
    further: Further,
    /// Lines that are said and are worth a look; at most [`LINES_TOLD_MAX`], so that they take the place of none that is set aside.
    noted: BTreeMap<i64, Vec<Finding>>,
    /// How many more of these there were.
    notes_left_out: u64,
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
        self.set_aside(line, findings);
    }

    fn set_aside(&mut self, line: i64, findings: Vec<Finding>) {
        if self.aside.len() < LINES_TOLD_MAX || self.aside.contains_key(&line) {
            self.aside.entry(line).or_default().extend(findings);
        } else {
            self.further.push(line, findings.into_iter().map(|finding| finding.problem).collect());
        }
    }

    /// Notes what is worth a look of a line that is said.
    pub(super) fn note(&mut self, line: i64, findings: Vec<Finding>) {
        if self.noted.len() < LINES_TOLD_MAX || self.noted.contains_key(&line) {
            self.noted.entry(line).or_default().extend(findings);
        } else {
            self.notes_left_out += 1;
        }
    }

    /// Takes over what was found of a line before, unless something was found of it now.
    pub(super) fn remember(&mut self, line: i64, findings: Vec<Finding>) {
        if self.aside.contains_key(&line) || self.noted.contains_key(&line) {
            return;
        }
        match findings.iter().any(|finding| finding.problem.severity == Severity::Error) {
            true => self.set_aside(line, findings),
            false => self.note(line, findings),
        }
    }

    /// What there is to say of the lines, as it is kept.
    pub(super) fn into_kept(self) -> Vec<(i64, String)> {
        let mut told = self.aside;
        for (line, findings) in self.noted {
            told.entry(line).or_default().extend(findings);
        }
        kept::written(told, &self.further)
    }

    /// The sums, with what the ledger refused among the problems of the lines.
    pub(super) fn told(&mut self, loaded: &Loaded) -> Told {
        let findings =
            |problems: &[Problem]| -> Vec<Finding> { problems.iter().cloned().map(Finding::from).collect() };
        for (line, problems) in &loaded.refused {
            self.set_aside(*line, findings(problems));
        }
        self.further.append(&loaded.refused_further);
        for (line, problems) in &loaded.warned {
            self.note(*line, findings(problems));
        }
        for (earlier, later) in &loaded.replaced {
            self.note(*earlier, vec![replaced(*later).into()]);
        }
        self.notes_left_out += loaded.warned_count - loaded.warned.len() as u64;
        self.notes_left_out += loaded.replaced_count - loaded.replaced.len() as u64;
        Told {
            rows: self.rows,
            added: loaded.added,
            changed: loaded.changed,
            same: loaded.same,
            set_aside: self.unread + loaded.refused_count,
            replaced: loaded.replaced_count,
            notes_left_out: self.notes_left_out,
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
