use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::notes::Notes;
use super::suggestion::nearest;
use super::table::{Table, join};
use crate::{Problem, Wording};

/// One TOML file being read.
#[derive(Debug)]
pub struct Reader<'t> {
    notes: Notes,
    root: Spanned<DeTable<'t>>,
}

impl<'t> Reader<'t> {
    /// Parses the text. Every error of TOML syntax is a problem of its own, with its line.
    pub fn new(file: &str, text: &'t str) -> Result<Self, Vec<Problem>> {
        let notes = Notes::new(file, text);
        let (root, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let message = error.message();
            notes.error(
                "toml-syntax",
                notes.place(error.span().map_or(0, |span| span.start), ""),
                Wording::new(
                    format!("TOML 语法错误：{}", slip(message)),
                    format!("not valid TOML: {message}"),
                ),
                Wording::new("请改正这一行的写法", "correct this line"),
            );
        }
        if errors.is_empty() { Ok(Reader { notes, root }) } else { Err(notes.into_problems()) }
    }

    /// The table of the whole file.
    pub fn root(&self) -> Table<'_> {
        Table::new(&self.notes, self.root.get_ref(), 0, String::new())
    }

    /// Every problem noted so far and every key nobody asked for, in the order of the file. Empty if all is well.
    pub fn finish(self) -> Vec<Problem> {
        unknown_keys(&self.notes, self.root.get_ref(), "");
        self.notes.into_problems()
    }

    /// The value, if it was read and nothing is wrong with the file; otherwise every problem.
    pub fn finish_with<T>(self, value: Option<T>) -> Result<T, Vec<Problem>> {
        let problems = self.finish();
        match value {
            Some(value) if problems.is_empty() => Ok(value),
            _ => Err(problems),
        }
    }
}

/// The kind of slip in Chinese. The words of the parser are English and change with its version, so they are only looked
/// through for what tells the kinds apart.
fn slip(message: &str) -> &'static str {
    let kinds: [(&[&str], &str); 9] = [
        (&["duplicate"], "键写了两次"),
        (&["escape"], "反斜杠转义的写法有误"),
        (&["expected `\"`", "expected `'`", "must be quoted", "string"], "引号没有闭合，或文字没有加引号"),
        (&["unclosed", "expected `]`", "expected `}`"], "括号没有闭合"),
        (&["expected `=`", "missing `=`"], "键后缺少等号"),
        (&["datetime", "date", "time", "month", "day"], "日期的写法有误"),
        (&["integer", "number", "float", "digit", "leading zero"], "数字的写法有误"),
        (&["value"], "等号后缺少值"),
        (&["key"], "键的写法有误"),
    ];
    let kind = kinds.iter().find(|(signs, _)| signs.iter().any(|sign| message.contains(sign)));
    kind.map_or("写法不符合 TOML", |(_, zh)| zh)
}

/// Notes the keys of this table nobody asked for, and looks into the tables somebody opened.
fn unknown_keys(notes: &Notes, table: &DeTable<'_>, path: &str) {
    let Some(asked) = notes.asked(path) else { return };
    for (key, value) in table {
        let inner = join(path, key.get_ref());
        if asked.contains(key.get_ref().as_ref()) {
            unknown_keys_within(notes, value.get_ref(), &inner);
            continue;
        }
        let remedy = match nearest(key.get_ref(), asked.iter().map(String::as_str)) {
            Some(known) => Wording::new(format!("是不是“{known}”？"), format!("did you mean {known}?")),
            None => {
                let known = asked.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
                Wording::new(format!("此处可用的键：{known}"), format!("keys known here: {known}"))
            }
        };
        let key_name = key.get_ref();
        notes.error(
            "unknown-key",
            notes.place(key.span().start, &inner),
            Wording::new(format!("不认识的键“{key_name}”"), format!("unknown key {key_name}")),
            remedy,
        );
    }
}

fn unknown_keys_within(notes: &Notes, value: &DeValue<'_>, path: &str) {
    match value {
        DeValue::Table(table) => unknown_keys(notes, table, path),
        DeValue::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                unknown_keys_within(notes, item.get_ref(), &format!("{path}[{}]", index + 1));
            }
        }
        _ => {}
    }
}
