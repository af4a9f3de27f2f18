use sea_orm::Value;

use crate::dialect::Dialect;

/// A statement that is put together: its text, and the values that stand as `$1`, `$2` … in it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sql {
    pub(crate) text: String,
    pub(crate) values: Vec<Value>,
}

impl Sql {
    pub(crate) fn new(text: impl Into<String>) -> Sql {
        Sql { text: text.into(), values: Vec::new() }
    }

    /// Goes on with this text.
    pub(crate) fn text(&mut self, text: &str) -> &mut Sql {
        self.text.push_str(text);
        self
    }

    /// Goes on with this value.
    pub(crate) fn value(&mut self, value: impl Into<Value>) -> &mut Sql {
        self.values.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Goes on with these texts, in brackets, as one value: a list of JSON. SQLite looks for the name of each parameter among all
    /// of them, which for a thousand takes longer than the answer.
    pub(crate) fn texts<'t>(
        &mut self,
        dialect: Dialect,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> &mut Sql {
        self.text("(select value from ").each_text(dialect, texts).text(")")
    }

    /// Goes on with these texts as rows of a table, with the one column `value`.
    pub(crate) fn each_text<'t>(
        &mut self,
        dialect: Dialect,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> &mut Sql {
        let texts: Vec<&str> = texts.into_iter().collect();
        self.values.push(serde_json::to_string(&texts).expect("texts always serialize").into());
        self.text(&dialect.each_text(&format!("${}", self.values.len())))
    }

    /// Goes on with these values, in brackets.
    pub(crate) fn list(&mut self, values: impl IntoIterator<Item = Value>) -> &mut Sql {
        let mut before = "(";
        for value in values {
            self.text(before).value(value);
            before = ", ";
        }
        // No value is in an empty list.
        self.text(if before == "(" { "(null)" } else { ")" })
    }
}
