use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::note::Note;
use super::scheme::Scheme;
use super::{Context, Identifier, read_noting};
use crate::{Place, Problem, Wording};

/// What can be said of a text read as an identifier. The text itself is always kept: wrong numbers exist in old
/// files and have to be stored as they stand there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// What it was read as; nothing if no scheme fits.
    pub scheme: Option<Scheme>,
    /// The text as it was given.
    pub raw: String,
    /// The one way to write it. There is one if, and only if, the verdict is ok.
    pub canonical: Option<String>,
    /// Whether it can be trusted.
    pub verdict: Verdict,
    /// A stable name for what was found, `ok` if nothing is wrong.
    pub code: &'static str,
    /// What was found.
    pub what: Wording,
    /// What to do about it.
    pub remedy: Option<Wording>,
    /// What it may have been meant to be, for a person to confirm.
    pub suggestion: Option<String>,
    /// What was changed on the way to the canonical form, and what else to know.
    pub notes: Vec<Note>,
    /// What the number says, in the order in which it says it.
    pub parts: Vec<Part>,
    #[serde(skip)]
    fault: Option<Fault>,
}

/// Whether an identifier can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Shape right, and every check that the scheme has.
    Ok,
    /// Shape right, a check wrong or missing.
    BadCheck,
    /// Not the shape of the scheme.
    BadShape,
    /// No scheme fits.
    UnknownScheme,
}

/// One thing that a number says, such as its year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its name, a word of the glossary.
    pub name: &'static str,
    /// Its value.
    pub value: String,
}

impl Part {
    pub(super) fn new(name: &'static str, value: &(impl ToString + ?Sized)) -> Self {
        Part { name, value: value.to_string() }
    }
}

impl Reading {
    /// Reads a text as an identifier of this type.
    pub(super) fn of<T: Identifier>(raw: &str, context: Context) -> Reading {
        let (outcome, notes) = read_noting::<T>(raw, context);
        match outcome {
            Ok(identifier) => Reading {
                scheme: Some(T::SCHEME),
                raw: raw.to_owned(),
                canonical: Some(identifier.canonical()),
                verdict: Verdict::Ok,
                code: "ok",
                what: sound(T::SCHEME),
                remedy: None,
                suggestion: None,
                notes,
                parts: identifier.parts(),
                fault: None,
            },
            Err(fault) => Reading::faulty(T::SCHEME, raw, fault, notes),
        }
    }

    /// No scheme fits this text.
    pub(super) fn unknown(raw: &str) -> Reading {
        Reading {
            scheme: None,
            raw: raw.to_owned(),
            canonical: None,
            verdict: Verdict::UnknownScheme,
            code: "unknown-scheme",
            what: Wording::new("不是已知的任何一种号码。", "It is none of the known kinds of number."),
            remedy: Some(Wording::new(
                "请指明号码种类，或对照原件核对；内容已按原样保存。",
                "Say what kind of number it is, or compare it with the original; it is kept as it stands.",
            )),
            suggestion: None,
            notes: Vec::new(),
            parts: Vec::new(),
            fault: None,
        }
    }

    fn faulty(scheme: Scheme, raw: &str, fault: Fault, notes: Vec<Note>) -> Reading {
        Reading {
            scheme: Some(scheme),
            raw: raw.to_owned(),
            canonical: None,
            verdict: fault.verdict(),
            code: fault.code(),
            what: fault.what(),
            remedy: Some(fault.remedy()),
            suggestion: fault.suggestion().map(str::to_owned),
            notes,
            parts: Vec::new(),
            fault: Some(fault),
        }
    }

    /// The reading as a problem at a place in a file; nothing if the verdict is ok.
    pub fn problem(&self, place: Place) -> Option<Problem> {
        let remedy = self.remedy.clone()?;
        Some(Problem::error(self.code, place, self.what.clone(), remedy))
    }

    /// Why it is not ok, for code that has to tell; nothing if it is ok or of no known scheme.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// The rule behind the scheme was not seen; only the rough shape was looked at.
    pub fn is_low_confidence(&self) -> bool {
        self.notes.contains(&Note::LowConfidence)
    }
}

fn sound(scheme: Scheme) -> Wording {
    if scheme.has_check() {
        Wording::new("形式和校验位都正确。", "Shape and check are right.")
    } else {
        Wording::new(
            "形式正确。这类号码没有校验位，写错一位也看不出来。",
            "The shape is right. This kind of number has no check, so a wrong digit cannot be seen.",
        )
    }
}
