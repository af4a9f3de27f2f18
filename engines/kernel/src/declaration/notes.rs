use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::{Place, Problem, Wording};

/// What was noted while a file is read: its problems, and which keys of which table were asked for.
#[derive(Debug)]
pub(super) struct Notes {
    file: String,
    /// Byte offsets at which lines start.
    line_starts: Vec<usize>,
    problems: RefCell<Vec<Problem>>,
    asked: RefCell<BTreeMap<String, BTreeSet<String>>>,
}

impl Notes {
    pub(super) fn new(file: &str, text: &str) -> Self {
        let breaks =
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(offset, _)| offset + 1);
        Notes {
            file: file.to_owned(),
            line_starts: std::iter::once(0).chain(breaks).collect(),
            problems: RefCell::default(),
            asked: RefCell::default(),
        }
    }

    pub(super) fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset)
    }

    pub(super) fn place(&self, offset: usize, path: &str) -> Place {
        let place = Place::file(self.file.as_str()).at_line(self.line(offset));
        if path.is_empty() { place } else { place.at_field(path) }
    }

    pub(super) fn add(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    pub(super) fn error(&self, code: &str, place: Place, what: Wording, remedy: Wording) {
        self.add(Problem::error(code, place, what, remedy));
    }

    pub(super) fn ask(&self, table: &str, key: &str) {
        self.asked.borrow_mut().entry(table.to_owned()).or_default().insert(key.to_owned());
    }

    /// The keys asked of a table, or nothing if nobody looked at it.
    pub(super) fn asked(&self, table: &str) -> Option<BTreeSet<String>> {
        self.asked.borrow().get(table).cloned()
    }

    /// Every problem, in the order of the file.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| problem.place.line);
        problems
    }
}
