//! Words to watch for: facts of law and of the trade that make a phrase of a plan doubtful. They are data of a pack.
//!
//! A `[[term]]` asks a question where its words stand. An `[[expect]]` names the body that a careful plan lists where its
//! words stand. A `[[slip]]` is a known typing slip. Every term says what it rests on and how certain that is, because
//! the reader of a finding has to be able to check it.

use std::collections::HashSet;

use kernel::declaration::{Reader, Table};
use kernel::{Problem, Severity, Wording};

use super::words::Words;

/// A file with more entries is no longer read by anybody.
const ENTRIES_MAX: usize = 500;
/// Words of one entry.
const WORDS_MAX: usize = 60;
/// Characters of one word.
const WORD_MAX: usize = 30;

/// The words to watch for.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    pub(super) terms: Vec<Term>,
    pub(super) expects: Vec<Expect>,
    pub(super) slips: Vec<Slip>,
    pub(super) periods: Vec<NamedPeriod>,
    /// The words of all terms that are looked for in text and titles, by the number of the term.
    pub(super) term_words: Words,
    pub(super) expect_words: Words,
    pub(super) slip_words: Words,
}

/// Words that raise a question.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) code: String,
    pub(super) severity: Severity,
    pub(super) words: Vec<String>,
    pub(super) place: Where,
    /// One of these has to stand in the same sentence; empty for no such need.
    pub(super) near: Vec<String>,
    /// One of these in the same sentence settles the question.
    pub(super) unless: Vec<String>,
    pub(super) question: Wording,
    pub(super) basis: String,
    pub(super) certainty: Certainty,
}

/// Words with which a careful plan names a body.
#[derive(Debug, Clone)]
pub(super) struct Expect {
    pub(super) words: Vec<String>,
    /// Parts of names; one of them among the owners is enough.
    pub(super) bodies: Vec<String>,
    /// Who it is, for the question.
    pub(super) name: Wording,
}

/// A known typing slip.
#[derive(Debug, Clone)]
pub(super) struct Slip {
    pub(super) wrong: String,
    pub(super) right: String,
    /// Longer words that contain the wrong one and are right.
    pub(super) unless: Vec<String>,
}

/// The years of a plan by whose number others are named: 十四五.
#[derive(Debug, Clone)]
pub(super) struct NamedPeriod {
    pub(super) name: String,
    pub(super) last_year: i64,
}

/// Where the words of a term are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    Text,
    Target,
    Owner,
    Title,
}

/// How certain the fact behind a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// Read in the source.
    Read,
    /// Reported by somebody else.
    Reported,
    /// From memory; to be checked before use.
    Memory,
}

impl Watch {
    /// Reads a `watch.toml`.
    ///
    /// # Errors
    /// All problems of the file at once, each with its line.
    pub fn read(file: &str, text: &str) -> Result<Watch, Vec<Problem>> {
        let reader = Reader::new(file, text)?;
        let root = reader.root();
        root.required_schema(1);
        root.required::<jiff::civil::Date>("checked_on");
        let terms: Vec<Term> = limited(&root, "term").iter().filter_map(term).collect();
        let expects: Vec<Expect> = limited(&root, "expect").iter().filter_map(expect).collect();
        let slips: Vec<Slip> = limited(&root, "slip").iter().filter_map(slip).collect();
        let periods: Vec<NamedPeriod> = limited(&root, "period").iter().filter_map(period).collect();
        let mut known = HashSet::new();
        for term in terms.iter().filter(|term| !known.insert(&term.code)) {
            root.problem(Problem::error(
                "code-twice",
                root.place_of("term"),
                Wording::new(
                    format!("代码“{}”写了两次", term.code),
                    format!("the code {} is declared twice", term.code),
                ),
                Wording::new("请改名或合并", "rename one of them, or merge them"),
            ));
        }
        let in_text =
            terms.iter().enumerate().filter(|(_, term)| matches!(term.place, Where::Text | Where::Title));
        let term_words = numbered(in_text.map(|(id, term)| (id, &term.words)));
        let expect_words = numbered(expects.iter().enumerate().map(|(id, expect)| (id, &expect.words)));
        let slip_words = Words::new(slips.iter().enumerate().map(|(id, slip)| (slip.wrong.as_str(), id)));
        reader.finish_with(Some(Watch {
            terms,
            expects,
            slips,
            periods,
            term_words,
            expect_words,
            slip_words,
        }))
    }
}

fn numbered<'w>(words: impl Iterator<Item = (usize, &'w Vec<String>)>) -> Words {
    Words::new(words.flat_map(|(id, words)| words.iter().map(move |word| (word.as_str(), id))))
}

fn limited<'r>(root: &Table<'r>, key: &'static str) -> Vec<Table<'r>> {
    let mut tables = root.tables(key);
    if tables.len() > ENTRIES_MAX {
        root.problem(Problem::error(
            "too-many",
            root.place_of(key),
            Wording::new(
                format!("[[{key}]]超过{ENTRIES_MAX}项"),
                format!("more than {ENTRIES_MAX} entries [[{key}]]"),
            ),
            Wording::new("请拆成几个数据包", "split them over several packs"),
        ));
        tables.truncate(ENTRIES_MAX);
    }
    tables
}

/// Everything is asked for before anything is put together, so that all problems are found.
fn term(table: &Table<'_>) -> Option<Term> {
    let severities =
        [("error", Severity::Error), ("warning", Severity::Warning), ("information", Severity::Information)];
    let places =
        [("text", Where::Text), ("target", Where::Target), ("owner", Where::Owner), ("title", Where::Title)];
    let certainties =
        [("read", Certainty::Read), ("reported", Certainty::Reported), ("memory", Certainty::Memory)];
    let (code, words) = (code(table), words(table, "words", true));
    let (severity, place) =
        (table.required_code("severity", &severities), table.required_code("where", &places));
    let (near, unless) = (words_or_none(table, "near"), words_or_none(table, "unless"));
    let (question, basis) = (table.required::<Wording>("question"), table.required::<String>("basis"));
    let (_source, certainty) =
        (table.required::<String>("source"), table.required_code("certainty", &certainties));
    if certainty.is_some_and(|certainty| certainty != Certainty::Read) {
        at_most_information(table, severity);
    }
    Some(Term {
        code: code?,
        severity: severity?,
        words: words?,
        place: place?,
        near: near?,
        unless: unless?,
        question: question?,
        basis: basis?,
        certainty: certainty?,
    })
}

/// What nobody has read in its source may be asked and must not warn.
fn at_most_information(table: &Table<'_>, severity: Option<Severity>) {
    if severity.is_some_and(|severity| severity > Severity::Information) {
        table.problem(Problem::error(
            "unread-warning",
            table.place_of("severity"),
            Wording::new(
                "依据尚未核实原文，不能作为警告或错误",
                "what has not been read in its source cannot be a warning or an error",
            ),
            Wording::new(
                "请核实原文并改 certainty 为 \"read\"，或改 severity 为 \"information\"",
                "read the source and write certainty = \"read\", or severity = \"information\"",
            ),
        ));
    }
}

fn expect(table: &Table<'_>) -> Option<Expect> {
    let (named, bodies) = (words(table, "words", true), words(table, "bodies", true));
    let name = table.required("name");
    Some(Expect { words: named?, bodies: bodies?, name: name? })
}

fn slip(table: &Table<'_>) -> Option<Slip> {
    let (wrong, right) = (table.required("wrong"), table.required("right"));
    let unless = words_or_none(table, "unless");
    Some(Slip { wrong: wrong?, right: right?, unless: unless? })
}

fn period(table: &Table<'_>) -> Option<NamedPeriod> {
    let name = table.required::<String>("name");
    let (first, last) = (table.required::<i64>("first_year"), table.required::<i64>("last_year"));
    let _source = table.required::<String>("source");
    if first.zip(last).is_some_and(|(first, last)| first > last) {
        table.problem(Problem::error(
            "bad-value",
            table.place_of("last_year"),
            Wording::new("最后一年早于第一年", "the last year is before the first"),
            Wording::new("请核对起止年份", "check both years"),
        ));
    }
    Some(NamedPeriod { name: name?, last_year: last? })
}

/// A code like those of the rules: small letters, digits and hyphens.
fn code(table: &Table<'_>) -> Option<String> {
    let code = table.required::<String>("code")?;
    let fine = code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !fine {
        table.problem(Problem::error(
            "bad-value",
            table.place_of("code"),
            Wording::new(
                format!("代码“{code}”含有其他字符"),
                format!("the code {code} has other characters"),
            ),
            Wording::new("只用小写字母、数字和连字符", "use small letters, digits and hyphens only"),
        ));
    }
    fine.then_some(code)
}

fn words_or_none(table: &Table<'_>, key: &'static str) -> Option<Vec<String>> {
    if table.item(key).is_some() { words(table, key, false) } else { Some(Vec::new()) }
}

fn words(table: &Table<'_>, key: &'static str, needed: bool) -> Option<Vec<String>> {
    let words = table.required::<Vec<String>>(key)?;
    let long = words.iter().any(|word| word.chars().count() > WORD_MAX);
    if long || words.len() > WORDS_MAX || (needed && words.is_empty()) {
        table.problem(Problem::error(
            "bad-value",
            table.place_of(key),
            Wording::new("词语过多、过长或没有词语", "too many words, words too long, or none"),
            Wording::new(
                format!("请写1至{WORDS_MAX}个词，每个不超过{WORD_MAX}字"),
                format!("write 1 to {WORDS_MAX} words of {WORD_MAX} characters at most"),
            ),
        ));
        return None;
    }
    Some(words)
}
