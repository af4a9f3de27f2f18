use std::collections::{BTreeMap, HashMap};

use kernel::Wording;

use crate::writing::folded;

/// The code tables of a pack by their id.
pub type Codes = BTreeMap<String, CodeTable>;

/// One code table: a closed list that records refer to by code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeTable {
    /// A stable name such as `nice-class`.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// How sure it is.
    pub status: Status,
    /// Where its codes come from.
    pub source: String,
    rows: Vec<CodeRow>,
    by_code: HashMap<String, usize>,
    /// By what people write instead of the code, folded; nothing where two rows share it.
    by_writing: HashMap<String, Option<usize>>,
}

/// How sure a code table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// The codes are those of the named document.
    Official,
    /// Only some rows were confirmed.
    Partial,
    /// Made for this product; no standard has them.
    Own,
}

/// One code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeRow {
    /// The code.
    pub code: String,
    /// What it stands for.
    pub title: Wording,
    /// The further columns of the table, such as the class of a similar group.
    pub more: BTreeMap<String, String>,
}

impl CodeRow {
    /// A row without further columns.
    pub fn new(code: impl Into<String>, title: Wording) -> CodeRow {
        CodeRow { code: code.into(), title, more: BTreeMap::new() }
    }
}

/// The row that was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<'c> {
    /// This one.
    Row(&'c CodeRow),
    /// Several rows have this title.
    Several,
    /// None.
    Nothing,
}

impl CodeTable {
    /// A table of these rows. Of two rows with one code the first counts; who reads the table reports the second.
    pub fn new(id: String, title: Wording, status: Status, source: String, rows: Vec<CodeRow>) -> CodeTable {
        let mut by_code = HashMap::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate() {
            by_code.entry(row.code.clone()).or_insert(at);
        }
        let counting = rows.iter().enumerate().filter(|(at, row)| by_code.get(&row.code) == Some(at));
        let by_writing = writings(&counting.collect::<Vec<_>>());
        CodeTable { id, title, status, source, rows, by_code, by_writing }
    }

    /// The rows in their order.
    pub fn rows(&self) -> &[CodeRow] {
        &self.rows
    }

    /// The row of a code.
    pub fn get(&self, code: &str) -> Option<&CodeRow> {
        self.by_code.get(code).map(|at| &self.rows[*at])
    }

    /// The row that somebody means who writes its code, also in small letters or without the zeros before it, one of its
    /// titles, or what its column `also` lists.
    pub fn find(&self, written: &str) -> Found<'_> {
        if let Some(row) = self.get(written) {
            return Found::Row(row);
        }
        match self.by_writing.get(folded(written).as_ref()) {
            Some(Some(at)) => Found::Row(&self.rows[*at]),
            Some(None) => Found::Several,
            None => Found::Nothing,
        }
    }
}

/// The further column that says what else people and other systems write for a row, divided by `；`.
const ALSO: &str = "also";

/// What people write instead of a code. A code counts for more than a title, a title for more than what is written
/// elsewhere, and that for more than a code whose zeros a spreadsheet has dropped.
fn writings(rows: &[(usize, &CodeRow)]) -> HashMap<String, Option<usize>> {
    let mut known: HashMap<String, Option<usize>> = HashMap::with_capacity(rows.len() * 3);
    add(&mut known, rows, |row| vec![&row.code]);
    add(&mut known, rows, |row| vec![&row.title.zh, &row.title.en]);
    add(&mut known, rows, |row| row.more.get(ALSO).map_or(Vec::new(), |also| also.split('；').collect()));
    add(&mut known, rows, |row| vec![row.code.trim_start_matches('0')]);
    known
}

/// Adds writings that are not known yet; one that two rows share stands for neither.
fn add<'r>(
    known: &mut HashMap<String, Option<usize>>,
    rows: &[(usize, &'r CodeRow)],
    writings: impl Fn(&'r CodeRow) -> Vec<&'r str>,
) {
    let mut added: HashMap<String, Option<usize>> = HashMap::new();
    for &(at, row) in rows {
        for writing in writings(row).into_iter().map(folded).filter(|writing| !writing.is_empty()) {
            added
                .entry(writing.into_owned())
                .and_modify(|first| *first = first.filter(|first| *first == at))
                .or_insert(Some(at));
        }
    }
    for (writing, at) in added {
        known.entry(writing).or_insert(at);
    }
}
