use serde::Serialize;

/// What a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClauseKind {
    /// The title.
    Title,
    /// 征求意见稿 and the like.
    Status,
    /// The document number.
    Number,
    /// Date, issuer, addressee and signature.
    Frame,
    /// Words of a covering notice.
    Notice,
    /// A numbered or marked heading.
    Heading,
    /// A sentence of the text.
    Sentence,
    /// A statement of owners.
    Owners,
    /// A heading cell of a table.
    TableHeading,
    /// A cell of a table.
    Cell,
    /// Page numbers, running headers, rules, marks of Markdown.
    Furniture,
}

/// How firmly a clause commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Force {
    /// 确保
    Ensure,
    /// 争创
    Compete,
    /// 力争
    Strive,
    /// 鼓励
    Encourage,
    /// 探索
    Explore,
}

/// The smallest part of the document that can be quoted and answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clause {
    /// What it is.
    pub kind: ClauseKind,
    /// The words, exactly as written.
    pub text: String,
    /// The numbers of the headings it stands under.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
    /// How firmly it commits, where it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force: Option<Force>,
    /// 1-based line of its first character.
    pub line: usize,
}

/// Words with their line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// 1-based.
    pub line: usize,
    /// The words.
    pub text: String,
}

/// How much of the input was read. Blanks do not count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// All characters.
    pub characters: usize,
    /// Those that belong to a clause.
    pub read: usize,
    /// Those that belong to none.
    pub unread: usize,
    /// Where they are.
    pub unread_places: Vec<Quote>,
}
