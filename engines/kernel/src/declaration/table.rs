use toml::de::{DeTable, DeValue};

use super::notes::Notes;
use super::suggestion::nearest;
use super::{Item, Value};
use crate::{Place, Problem, Wording};

/// A table of a declaration. Asking it for a key makes that key known.
#[derive(Debug, Clone)]
pub struct Table<'r> {
    notes: &'r Notes,
    table: &'r DeTable<'r>,
    offset: usize,
    path: String,
}

impl<'r> Table<'r> {
    pub(super) fn new(notes: &'r Notes, table: &'r DeTable<'r>, offset: usize, path: String) -> Self {
        Table { notes, table, offset, path }
    }

    /// The value of a key that must be there. `None` means that a problem was noted.
    pub fn required<T: Value>(&self, key: &'static str) -> Option<T> {
        T::read(&self.required_item(key)?)
    }

    /// The value of a key that may be left out. `None` means left out, or that a problem was noted.
    pub fn optional<T: Value>(&self, key: &'static str) -> Option<T> {
        T::read(&self.item(key)?)
    }

    /// The meaning of a code that must be there and must be one of the list.
    pub fn required_code<T: Copy>(&self, key: &'static str, codes: &[(&'static str, T)]) -> Option<T> {
        code(&self.required_item(key)?, codes)
    }

    /// The meaning of a code of the list that may be left out.
    pub fn optional_code<T: Copy>(&self, key: &'static str, codes: &[(&'static str, T)]) -> Option<T> {
        code(&self.item(key)?, codes)
    }

    /// The meanings of a list of codes that must be there; each unknown one is a problem of its own.
    pub fn required_codes<T: Copy>(&self, key: &'static str, codes: &[(&'static str, T)]) -> Option<Vec<T>> {
        self::codes(&self.required_item(key)?, codes)
    }

    /// The meanings of a list of codes that may be left out.
    pub fn optional_codes<T: Copy>(&self, key: &'static str, codes: &[(&'static str, T)]) -> Option<Vec<T>> {
        self::codes(&self.item(key)?, codes)
    }

    /// A table that must be there, `[key]` or `key = { … }`.
    pub fn required_table(&self, key: &'static str) -> Option<Table<'r>> {
        table(&self.required_item(key)?)
    }

    /// A table that may be left out.
    pub fn optional_table(&self, key: &'static str) -> Option<Table<'r>> {
        table(&self.item(key)?)
    }

    /// The tables of `[[key]]` in their order; none if there are none.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'r>> {
        let Some(item) = self.item(key) else { return Vec::new() };
        let Some(items) = item.as_list() else {
            item.wrong_type::<()>(&Wording::new(format!("[[{key}]]"), format!("[[{key}]]")));
            return Vec::new();
        };
        items.iter().filter_map(table).collect()
    }

    /// The key `schema`, which must name this version of the format.
    pub fn required_schema(&self, version: u32) {
        let Some(item) = self.required_item("schema") else { return };
        if u32::read(&item).is_some_and(|written| written != version) {
            item.bad_value::<()>(
                Wording::new("不认识的格式版本", "unknown version of the format"),
                Wording::new(format!("应为 schema = {version}"), format!("write schema = {version}")),
            );
        }
    }

    /// One value as it stands, for kinds of values this module does not know; `None` if it was left out.
    pub fn item(&self, key: &'static str) -> Option<Item<'r>> {
        self.notes.ask(&self.path, key);
        let value = self.table.get(key)?;
        let path = join(&self.path, key);
        Some(Item { notes: self.notes, value: value.get_ref(), offset: value.span().start, path })
    }

    /// Every key with its value, in the order of the keys: for tables whose keys are names that only the caller knows.
    pub fn entries(&self) -> Vec<(&'r str, Item<'r>)> {
        let entry =
            |(key, value): (&'r toml::Spanned<std::borrow::Cow<'r, str>>, &'r toml::Spanned<DeValue<'r>>)| {
                let key = key.get_ref().as_ref();
                self.notes.ask(&self.path, key);
                let path = join(&self.path, key);
                (key, Item { notes: self.notes, value: value.get_ref(), offset: value.span().start, path })
            };
        self.table.iter().map(entry).collect()
    }

    /// Where the table begins.
    pub fn place(&self) -> Place {
        self.notes.place(self.offset, &self.path)
    }

    /// Where a key stands, or the table if it was left out.
    pub fn place_of(&self, key: &'static str) -> Place {
        let offset = self.table.get(key).map_or(self.offset, |value| value.span().start);
        self.notes.place(offset, &join(&self.path, key))
    }

    /// Notes a problem of meaning, found by who knows what the declaration is about.
    pub fn problem(&self, problem: Problem) {
        self.notes.add(problem);
    }

    fn required_item(&self, key: &'static str) -> Option<Item<'r>> {
        let item = self.item(key);
        if item.is_none() {
            self.notes.error(
                "missing-key",
                self.place_of(key),
                Wording::new(format!("缺少“{key}”"), format!("{key} is missing")),
                Wording::new(format!("请补上 {key} = …"), format!("add {key} = …")),
            );
        }
        item
    }
}

/// The path of a key in a table.
pub(super) fn join(table: &str, key: &str) -> String {
    if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") }
}

fn table<'r>(item: &Item<'r>) -> Option<Table<'r>> {
    item.as_table().or_else(|| item.wrong_type(&Wording::new("一个表", "a table")))
}

fn codes<T: Copy>(item: &Item<'_>, codes: &[(&'static str, T)]) -> Option<Vec<T>> {
    let Some(items) = item.as_list() else {
        return item.wrong_type(&Wording::new("方括号中的列表", "a list in square brackets"));
    };
    let read: Vec<Option<T>> = items.iter().map(|item| code(item, codes)).collect();
    read.into_iter().collect()
}

fn code<T: Copy>(item: &Item<'_>, codes: &[(&'static str, T)]) -> Option<T> {
    let written = String::read(item)?;
    if let Some((_, meaning)) = codes.iter().find(|(code, _)| *code == written) {
        return Some(*meaning);
    }
    let known = codes.iter().map(|(code, _)| *code);
    let list = known.clone().collect::<Vec<_>>().join(", ");
    let remedy = match nearest(&written, known) {
        Some(meant) => Wording::new(
            format!("是不是“{meant}”？可用：{list}"),
            format!("did you mean {meant}? One of: {list}"),
        ),
        None => Wording::new(format!("可用：{list}"), format!("write one of: {list}")),
    };
    item.bad_value(
        Wording::new(format!("不认识的代码“{written}”"), format!("unknown code {written}")),
        remedy,
    )
}
