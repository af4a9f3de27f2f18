use std::borrow::Cow;

use kernel::Wording;
use kernel::declaration::{Table, nearest};
use serde::Serialize;
use serde_json::json;

use super::Control;
use super::rules::{Rules, text_schema};
use crate::fault::Fault;
use crate::limits::{CODE_CHARS_MAX, SCHEMA_CODES_MAX};
use crate::writing::unmarked;
use crate::{CodeRow, CodeTable, Codes, Context, Found, Language, Value};

/// A code of a table of the pack, written as code or as title in either language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Code {
    /// The id of the table.
    pub table: String,
}

/// The most rows among which a nearest one is looked for, and the most that a remedy lists.
const SUGGESTED_ROWS_MAX: usize = 500;
const LISTED_ROWS_MAX: usize = 12;

impl Code {
    pub(super) fn declared(table: &Table<'_>) -> Option<Code> {
        Some(Code { table: table.required("table")? })
    }

    fn row<'c>(&self, value: &Value, codes: &'c Codes) -> Option<&'c CodeRow> {
        codes.get(&self.table)?.get(value.as_text()?)
    }
}

impl Rules for Code {
    fn read(&self, written: &str, context: Context<'_>) -> Result<Value, Fault> {
        let Some(table) = context.codes.get(&self.table) else {
            return Err(no_table(&self.table));
        };
        match table.find(unmarked(written)) {
            Found::Row(row) => Ok(Value::Text(row.code.clone())),
            Found::Several => Err(Fault::fixed(
                "ambiguous-title",
                ("表中有几个代码用这个名称", "several codes of the table have this title"),
                ("请填写代码", "write the code"),
            )),
            Found::Nothing => Err(unknown(table, written)),
        }
    }

    fn show<'v>(&self, value: &'v Value, language: Language, codes: &'v Codes) -> Cow<'v, str> {
        match self.row(value, codes) {
            Some(row) => Cow::Borrowed(language.of(&row.title)),
            None => self.write(value),
        }
    }

    fn control(&self) -> Control {
        Control::Choice
    }

    fn names_one_thing(&self) -> bool {
        true
    }

    fn json_schema(&self, codes: &Codes) -> serde_json::Value {
        match codes.get(&self.table) {
            Some(table) if table.rows().len() <= SCHEMA_CODES_MAX => {
                let listed: Vec<&str> = table.rows().iter().map(|row| row.code.as_str()).collect();
                let meant = table.rows().iter().map(|row| titled(row, Language::Zh, Language::En));
                json!({ "type": "string", "enum": listed, "description": meant.collect::<Vec<_>>().join("; ") })
            }
            _ => text_schema(CODE_CHARS_MAX),
        }
    }
}

fn titled(row: &CodeRow, first: Language, second: Language) -> String {
    format!("{} {} / {}", row.code, first.of(&row.title), second.of(&row.title))
}

fn no_table(id: &str) -> Fault {
    Fault::new(
        "unknown-table",
        Wording::new(format!("数据包中没有代码表“{id}”"), format!("the pack has no code table {id}")),
        Wording::new("请联系数据包的维护人员补上该表", "ask who keeps the pack to add it"),
    )
}

/// The remedy names what was probably meant, or all codes of a short table, or where to look.
fn unknown(table: &CodeTable, written: &str) -> Fault {
    let remedy = |language: Language| -> String {
        let one = |row: &CodeRow| format!("{} {}", row.code, language.of(&row.title));
        let meant = suggestion(table, written).map(one);
        let all = (table.rows().len() <= LISTED_ROWS_MAX)
            .then(|| table.rows().iter().map(one).collect::<Vec<_>>().join(language.comma()));
        let title = language.of(&table.title);
        match (language, meant, all) {
            (Language::Zh, Some(meant), _) => format!("是不是“{meant}”？请按代码表“{title}”填写代码或名称"),
            (Language::En, Some(meant), _) => {
                format!("did you mean {meant}? Write a code or title of the table {title}")
            }
            (Language::Zh, None, Some(all)) => format!("请填写代码或名称：{all}"),
            (Language::En, None, Some(all)) => format!("write a code or its title: {all}"),
            (Language::Zh, None, None) => format!("请按代码表“{title}”填写代码或名称"),
            (Language::En, None, None) => format!("write a code or title of the table {title}"),
        }
    };
    Fault::new(
        "unknown-code",
        Wording::new("代码表中没有这个代码或名称", "the table has no such code or title"),
        Wording::new(remedy(Language::Zh), remedy(Language::En)),
    )
}

/// The row nearest to what was written. Short codes are all near each other, so they suggest nothing.
fn suggestion<'c>(table: &'c CodeTable, written: &str) -> Option<&'c CodeRow> {
    let is_word = !written.bytes().all(|byte| byte.is_ascii_digit());
    let length = written.chars().count();
    if !is_word || !(2..=CODE_CHARS_MAX).contains(&length) || table.rows().len() > SUGGESTED_ROWS_MAX {
        return None;
    }
    let known = table
        .rows()
        .iter()
        .flat_map(|row| [row.code.as_str(), row.title.zh.as_str(), row.title.en.as_str()])
        .filter(|known| known.chars().count() > 1);
    match table.find(nearest(written, known)?) {
        Found::Row(row) => Some(row),
        Found::Several | Found::Nothing => None,
    }
}
