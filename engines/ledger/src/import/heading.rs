use std::collections::BTreeMap;

use form::{Field, folded};
use kernel::{Place, Problem, Wording};
use serde::{Deserialize, Serialize};

use crate::Ledger;

/// So many rows of a table are looked at to find the one that heads it; above it stand titles and notes.
pub const HEADING_ROWS_MAX: usize = 20;

/// The row that heads a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Which of the rows it is, from 0.
    pub row: usize,
    /// What its columns are, as far as their heads say so.
    pub columns: Columns,
}

/// Which column is which field; none: it is not taken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Columns(pub Vec<Option<String>>);

/// The values that all rows of a table have, as they are written: what a list says in its title and in no column. By field.
pub type Fixed = BTreeMap<String, String>;

impl Heading {
    /// Finds the row that heads a table among its first rows: the one with the most heads of fields, of several the first. None if no
    /// row has one.
    pub fn find<'r>(ledger: &Ledger, rows: impl IntoIterator<Item = &'r [String]>) -> Option<Heading> {
        let known = known(ledger);
        let mut best: Option<(usize, Heading)> = None;
        for (row, cells) in rows.into_iter().take(HEADING_ROWS_MAX).enumerate() {
            let columns = Columns::of(&known, cells);
            let count = columns.0.iter().flatten().count();
            if count > best.as_ref().map_or(0, |(count, _)| *count) {
                best = Some((count, Heading { row, columns }));
            }
        }
        best.map(|(_, heading)| heading)
    }
}

/// What heads are called, folded, and the field of each; a title that two fields claim is of none.
fn known(ledger: &Ledger) -> BTreeMap<String, Option<&str>> {
    let mut known: BTreeMap<String, Option<&str>> = BTreeMap::new();
    let heads = |field: &Field| ledger.import.heads.get(&field.id).cloned().unwrap_or_default();
    for field in &ledger.form.fields {
        let own = [field.id.clone(), field.title.zh.clone(), field.title.en.clone()];
        for head in own.into_iter().chain(heads(field)) {
            known
                .entry(compared(&head))
                .and_modify(|of| *of = of.filter(|of| *of == field.id))
                .or_insert(Some(&field.id));
        }
    }
    known
}

/// A head as it is compared: without blanks, brackets half width.
fn compared(head: &str) -> String {
    folded(head).chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}

/// A head without what stands behind it in brackets, such as a unit.
fn without_remark(head: &str) -> &str {
    head.split_once('(').map_or(head, |(head, _)| head)
}

impl Columns {
    fn of(known: &BTreeMap<String, Option<&str>>, cells: &[String]) -> Columns {
        let mut taken: Vec<&str> = Vec::new();
        let mut columns: Vec<Option<String>> = vec![None; cells.len()];
        // Whole heads come first, so that a head with a remark does not take the field of another column.
        for is_whole in [true, false] {
            for (column, cell) in columns.iter_mut().zip(cells) {
                let head = compared(cell);
                let head = if is_whole { head.as_str() } else { without_remark(&head) };
                let field = known.get(head).copied().flatten().filter(|field| !taken.contains(field));
                if let (None, Some(field)) = (&column, field) {
                    taken.push(field);
                    *column = Some(field.to_owned());
                }
            }
        }
        Columns(columns)
    }

    /// The column of a field.
    pub fn of_field(&self, field: &str) -> Option<usize> {
        self.0.iter().position(|column| column.as_deref() == Some(field))
    }

    /// What is wrong with taking the columns of a table for these fields, with these values for all of its rows: unknown fields, a field in
    /// two columns or in a column and with a value, a part of the key in neither, a value that is for one person.
    pub fn check(&self, ledger: &Ledger, fixed: &Fixed) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (index, field) in self.0.iter().enumerate() {
            let Some(id) = field else { continue };
            let first = self.of_field(id).unwrap_or(index);
            match ledger.form.field(id) {
                None => problems.push(unknown(index, id)),
                Some(field) if first != index => problems.push(twice(index, first, field)),
                Some(_) => {}
            }
        }
        for id in fixed.keys() {
            match (ledger.form.field(id), self.of_field(id)) {
                (None, _) => problems.push(unknown_fixed(id)),
                (Some(field), Some(column)) => problems.push(column_and_fixed(column, field)),
                (Some(field), None) if field.class.is_sealed() => problems.push(of_one_person(field)),
                (Some(_), None) => {}
            }
        }
        let is_missing = |id: &&String| self.of_field(id).is_none() && !fixed.contains_key(*id);
        let missing = ledger.key.iter().filter(is_missing);
        problems.extend(missing.filter_map(|id| ledger.form.field(id)).map(no_key));
        problems
    }
}

/// Columns are called by their letters, as spreadsheets do.
pub fn letters(index: usize) -> String {
    let (mut index, mut letters) = (index + 1, Vec::new());
    while index > 0 {
        index -= 1;
        letters.push(char::from(b'A' + u8::try_from(index % 26).unwrap_or_default()));
        index /= 26;
    }
    letters.iter().rev().collect()
}

fn unknown(index: usize, id: &str) -> Problem {
    let column = letters(index);
    Problem::error(
        "unknown-field",
        Place::default().at_field(format!("column-{index}")),
        Wording::new(
            format!("{column}列对应的字段“{id}”不存在"),
            format!("column {column} is said to be {id}, which is no field"),
        ),
        Wording::new("请另选字段，或选“不导入”", "choose another field, or leave the column out"),
    )
}

fn twice(index: usize, first: usize, field: &Field) -> Problem {
    let (one, other) = (letters(first), letters(index));
    let Wording { zh, en } = &field.title;
    Problem::error(
        "field-twice",
        Place::default().at_field(format!("column-{index}")),
        Wording::new(
            format!("{one}列和{other}列都对应“{zh}”"),
            format!("columns {one} and {other} are both said to be {en}"),
        ),
        Wording::new("请只留一列，其余选“不导入”", "keep one of them and leave out the others"),
    )
}

/// Where a value for all rows is given for a field.
pub(super) fn fixed_place(id: &str) -> Place {
    Place::default().at_field(format!("fixed-{id}"))
}

fn unknown_fixed(id: &str) -> Problem {
    Problem::error(
        "unknown-field",
        fixed_place(id),
        Wording::new(format!("字段“{id}”不存在"), format!("there is no field {id}")),
        Wording::new("请写台账字段的编号", "give the id of a field of the ledger"),
    )
}

fn column_and_fixed(column: usize, field: &Field) -> Problem {
    let column = letters(column);
    let Wording { zh, en } = &field.title;
    Problem::error(
        "field-twice",
        fixed_place(&field.id),
        Wording::new(
            format!("“{zh}”既对应{column}列，又写了各行相同的值"),
            format!("{en} is column {column} and has one value for all rows as well"),
        ),
        Wording::new(
            "请只留一样：那一列选“不导入”，或不写这个值",
            "keep one of them: leave the column out, or the value",
        ),
    )
}

fn of_one_person(field: &Field) -> Problem {
    let Wording { zh, en } = &field.title;
    Problem::error(
        "personal-for-all",
        fixed_place(&field.id),
        Wording::new(
            format!("“{zh}”是个人信息，不能各行相同"),
            format!("{en} is personal and cannot be the same in all rows"),
        ),
        Wording::new("请在文件里逐行填写", "write it in each row of the file"),
    )
}

fn no_key(field: &Field) -> Problem {
    let Wording { zh, en } = &field.title;
    Problem::error(
        "no-key-column",
        Place::default().at_field(field.id.as_str()),
        Wording::new(
            format!("没有一列对应“{zh}”，无法知道每一行是哪条记录"),
            format!("no column is {en}, so nobody can tell which record a row is about"),
        ),
        Wording::new(
            format!("请指明哪一列是“{zh}”；或写各行相同的值"),
            format!("say which column is {en}, or give one value for all rows"),
        ),
    )
}
