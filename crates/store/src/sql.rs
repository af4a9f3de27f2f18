use sea_orm::Value;

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
