use askama::Template;

use super::{Light, Tag, component};

/// What stands in a cell of a table or beside a term.
#[derive(Debug, Clone, Template)]
#[template(path = "components/cell.html")]
pub(crate) enum Cell {
    /// There is no value.
    Nothing,
    /// Words.
    Text(String),
    /// Several lines.
    Lines(Vec<String>),
    /// A number, a date, a number that is a name: digits of one width.
    Figure(String),
    /// A link to a page of ours.
    Link {
        /// The whole address.
        href: String,
        text: String,
    },
    /// Several of them; one without an address is words alone.
    Links(Vec<(String, String)>),
    Tag(Tag),
    /// Several of them.
    Tags(Vec<Tag>),
    /// Files.
    Files(Vec<FileLink>),
    /// What is missing, each with what to do about it.
    Gaps(Vec<(Tag, String)>),
    /// A figure behind which there is a list.
    Details {
        summary: String,
        lines: Vec<String>,
    },
    Light(Light),
    /// The light of what is not settled, behind the word for that.
    TaggedLight(Tag, Light),
    /// Something that can be done: a form of one button.
    Deed {
        /// The whole address to which it is sent.
        action: String,
        hidden: Vec<(&'static str, String)>,
        text: &'static str,
    },
    /// A value that is shown in part; the address asks for the reason to see it whole.
    Masked {
        shown: String,
        href: Option<String>,
        view: &'static str,
    },
}

/// A file, with what was found in it.
#[derive(Debug, Clone)]
pub(crate) struct FileLink {
    /// The whole address.
    pub(crate) href: String,
    pub(crate) name: String,
    /// What was found in a word, and one by one.
    pub(crate) found: Option<(Tag, Vec<String>)>,
}

impl FileLink {
    fn lines(&self) -> Vec<&str> {
        let found = self.found.iter();
        let found = found.flat_map(|(tag, lines)| [&tag.text].into_iter().chain(lines));
        [&self.name].into_iter().chain(found).map(String::as_str).collect()
    }
}

impl Cell {
    /// Whether there is no value.
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self, Cell::Nothing)
    }

    /// What it says, on paper; a button says nothing there.
    pub(crate) fn text(&self) -> String {
        match self {
            Cell::Nothing | Cell::Deed { .. } => String::new(),
            Cell::Text(text) | Cell::Figure(text) | Cell::Link { text, .. } => text.clone(),
            Cell::Lines(lines) => lines.join("\n"),
            Cell::Links(links) => {
                links.iter().map(|(_, text)| text.as_str()).collect::<Vec<&str>>().join("\n")
            }
            Cell::Tag(tag) => tag.text.clone(),
            Cell::Tags(tags) => tags.iter().map(|tag| tag.text.as_str()).collect::<Vec<&str>>().join(" "),
            Cell::Files(files) => files.iter().flat_map(FileLink::lines).collect::<Vec<&str>>().join("\n"),
            Cell::Gaps(gaps) => {
                gaps.iter().map(|(tag, text)| format!("{} {text}", tag.text)).collect::<Vec<_>>().join("\n")
            }
            Cell::Details { summary, lines } => format!("{summary}\n{}", lines.join("\n")),
            Cell::Light(light) => light.word().to_owned(),
            Cell::TaggedLight(tag, light) => format!("{} {}", tag.text, light.word()),
            Cell::Masked { shown, .. } => shown.clone(),
        }
    }
}

component!(Cell);
