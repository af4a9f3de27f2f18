use toml::de::DeValue;

use super::notes::Notes;
use super::table::Table;
use crate::{Place, Wording};

/// One value of a declaration with its place; what a [`Value`](super::Value) is read from.
#[derive(Debug)]
pub struct Item<'r> {
    pub(super) notes: &'r Notes,
    pub(super) value: &'r DeValue<'r>,
    pub(super) offset: usize,
    pub(super) path: String,
}

impl<'r> Item<'r> {
    /// File, line and key path.
    pub fn place(&self) -> Place {
        self.notes.place(self.offset, &self.path)
    }

    /// The 1-based line.
    pub fn line(&self) -> usize {
        self.notes.line(self.offset)
    }

    /// The text, if it is a string.
    pub fn as_str(&self) -> Option<&'r str> {
        self.value.as_str()
    }

    /// What kind of value it is, as TOML calls it: `string`, `integer`, `float`, `boolean`, `datetime`, `array`, `table`.
    pub fn type_name(&self) -> &'static str {
        self.value.type_str()
    }

    /// The table, if it is one.
    pub fn as_table(&self) -> Option<Table<'r>> {
        let table = self.value.as_table()?;
        Some(Table::new(self.notes, table, self.offset, self.path.clone()))
    }

    /// The elements, if it is a list.
    pub fn as_list(&self) -> Option<Vec<Item<'r>>> {
        let items = self.value.as_array()?.iter().enumerate();
        Some(
            items
                .map(|(index, item)| Item {
                    notes: self.notes,
                    value: item.get_ref(),
                    offset: item.span().start,
                    path: format!("{}[{}]", self.path, index + 1),
                })
                .collect(),
        )
    }

    /// Notes that something else was expected here, named in both languages; answers `None` for convenience.
    pub fn wrong_type<T>(&self, expected: &Wording) -> Option<T> {
        let found = self.value.type_str();
        self.notes.error(
            "wrong-type",
            self.place(),
            Wording::new(format!("这里的值类型是 {found}"), format!("the value here is a {found}")),
            Wording::new(format!("应为{}", expected.zh), format!("write {}", expected.en)),
        );
        None
    }

    /// Notes that the value has the right type but cannot be used; answers `None` for convenience.
    pub fn bad_value<T>(&self, what: Wording, remedy: Wording) -> Option<T> {
        self.notes.error("bad-value", self.place(), what, remedy);
        None
    }
}
