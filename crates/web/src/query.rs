use std::fmt::Write as _;

/// What follows the question mark of an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// The query with one more pair; an empty value is left out.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Query {
        let value = value.into();
        if !value.is_empty() {
            self.pairs.push((name.to_owned(), value));
        }
        self
    }

    /// The query without a name.
    #[must_use]
    pub(crate) fn without(mut self, name: &str) -> Query {
        self.pairs.retain(|(other, _)| other != name);
        self
    }

    /// The pairs, for the hidden fields of a form.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A path with this query.
    pub(crate) fn after(&self, path: &str) -> String {
        let mut address = path.to_owned();
        for (index, (name, value)) in self.pairs.iter().enumerate() {
            let mark = if index == 0 { '?' } else { '&' };
            _ = write!(address, "{mark}{}={}", encode(name), encode(value));
        }
        address
    }
}

/// A text as a segment of a path or a value of a query (RFC 3986).
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte.into()),
            _ => _ = write!(encoded, "%{byte:02X}"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{Query, encode};

    #[test]
    fn what_would_mean_something_in_an_address_is_encoded() {
        assert_eq!(encode("a-b_c.d~e"), "a-b_c.d~e");
        assert_eq!(encode("a/b?c=d&e#f g"), "a%2Fb%3Fc%3Dd%26e%23f%20g");
        assert_eq!(encode("区"), "%E5%8C%BA");
    }

    #[test]
    fn empty_values_are_left_out() {
        let query = Query::default().with("kind", "street").with("name", "").with("as-of", "2026-06-30");
        assert_eq!(query.after("/ledgers/bodies"), "/ledgers/bodies?kind=street&as-of=2026-06-30");
        assert_eq!(query.without("kind").without("as-of").after("/x"), "/x");
    }
}
