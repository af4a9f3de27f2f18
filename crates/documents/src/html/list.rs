use html5gum::StartTag;

use super::page::attribute;

/// A list that is being read.
#[derive(Debug)]
pub(crate) enum List {
    /// `ol`: the number of the next item.
    Numbered(i64),
    /// `ul`.
    Bulleted,
    /// A list whose style hides the marks.
    Unmarked,
}

impl List {
    pub(crate) fn open(tag: &StartTag<()>) -> List {
        let style = attribute(tag, b"style").unwrap_or_default().to_ascii_lowercase();
        let style: String = style.split_ascii_whitespace().collect();
        if style.contains("list-style:none") || style.contains("list-style-type:none") {
            return List::Unmarked;
        }
        if tag.name.as_slice() == b"ol" {
            List::Numbered(number(tag, b"start").unwrap_or(1))
        } else {
            List::Bulleted
        }
    }

    /// The mark of the next item.
    pub(crate) fn mark(&mut self, item: &StartTag<()>) -> String {
        match self {
            List::Numbered(next) => {
                let number = number(item, b"value").unwrap_or(*next);
                *next = number.saturating_add(1);
                format!("{number}. ")
            }
            List::Bulleted => "• ".to_owned(),
            List::Unmarked => String::new(),
        }
    }
}

pub(crate) fn number<T: std::str::FromStr>(tag: &StartTag<()>, name: &[u8]) -> Option<T> {
    attribute(tag, name)?.trim().parse().ok()
}
