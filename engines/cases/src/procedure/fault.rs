mod words;

use kernel::{Place, Problem};

use super::names::Part;

/// A rule that the declaration of a procedure breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault<'f> {
    Id { id: &'f str },
    Twice { id: &'f str, line: usize },
    ListedTwice { id: &'f str },
    Unknown { part: Part, id: &'f str, meant: Option<&'f str> },
    WrongKind { id: &'f str, needed: &'f str },
    Empty { list: &'static str },
    TooMany { list: &'static str },
    Who { written: &'f str },
    UnknownRole { role: &'f str, meant: Option<&'f str> },
    UnknownLedger { id: &'f str },
    UnknownProcedure { id: &'f str },
    UnknownMove { id: &'f str, step: &'f str },
    UnknownRegime { id: &'f str },
    UnknownLimit { id: &'f str },
    Sealed { field: &'f str },
    SealedKind { field: &'f str },
    Secret { field: &'f str },
    LimitName { written: &'f str },
    Lengths,
    GivenCannotWait { clock: &'f str },
    ExtensionLength,
    Competence { key: &'f str },
    OwnCompetence { key: &'f str },
    CompetenceNotAsked { field: &'f str },
    NobodyTakes { step: &'f str },
    TakenAnyhow { step: &'f str },
    NotByClock { step: &'f str },
    LinkToIdle { step: &'f str, role: &'f str },
    LinkTooEarly { step: &'f str },
    StayAtStart { step: &'f str },
    NoStart,
    Unreachable { state: &'f str },
    DeadEnd { state: &'f str },
    NeverEnds { state: &'f str },
    AfterTheEnd { state: &'f str, step: &'f str },
    ClockLeftRunning { clock: &'f str, path: &'f str },
    NoExtension { limit: &'f str, id: &'f str },
    NeverAsked { field: &'f str },
    AsksBeside,
    AlikeUnseen,
    Undated { statute: &'f str },
    PagesGoOn,
    Reserved { id: &'f str },
    FieldOfOther { id: &'f str, of: &'f str },
    NoEach { field: &'f str, value: &'f str, known: &'f [&'f str] },
    SlowLookUp { id: &'f str, ledger: &'f str },
    EffectWithout { ledger: &'f str, field: &'f str },
    FreesNothing { state: &'f str },
    PrefillsNothing,
    SameOfNone,
    NoDay,
}

impl Fault<'_> {
    /// The fault as a problem at a place.
    pub(super) fn at(self, place: Place) -> Problem {
        let (what, remedy) = self.words();
        Problem::error(self.code(), place, what, remedy)
    }

    /// The stable name of the problem.
    fn code(self) -> &'static str {
        match self {
            Fault::Id { .. } => "bad-id",
            Fault::Twice { .. } => "written-twice",
            Fault::ListedTwice { .. } => "listed-twice",
            Fault::Unknown { part, .. } => match part {
                Part::State => "unknown-state",
                Part::Step => "unknown-step",
                Part::Clock => "unknown-clock",
                Part::LookUp => "unknown-look-up",
                // The others are kinds of fields.
                _ => "unknown-field",
            },
            Fault::WrongKind { .. } => "wrong-kind",
            Fault::Empty { .. } => "empty-list",
            Fault::TooMany { .. } => "too-many",
            Fault::Who { .. } => "bad-role",
            Fault::UnknownRole { .. } => "unknown-role",
            Fault::UnknownLedger { .. } => "unknown-ledger",
            Fault::UnknownProcedure { .. } | Fault::UnknownMove { .. } => "unknown-procedure",
            Fault::UnknownRegime { .. } => "unknown-regime",
            Fault::UnknownLimit { .. } => "unknown-limit",
            Fault::Sealed { .. } => "sealed-field",
            Fault::SealedKind { .. } => "sealed-kind",
            Fault::Secret { .. } => "secret-field",
            Fault::LimitName { .. } => "bad-limit",
            Fault::Lengths => "clock-length",
            Fault::GivenCannotWait { .. } => "given-cannot-wait",
            Fault::ExtensionLength => "extension-length",
            Fault::Competence { .. } => "no-competence",
            Fault::OwnCompetence { .. } => "own-competence",
            Fault::CompetenceNotAsked { .. } => "competence-not-asked",
            Fault::NobodyTakes { .. } => "nobody-takes",
            Fault::TakenAnyhow { .. } => "taken-anyhow",
            Fault::NotByClock { .. } => "not-by-clock",
            Fault::LinkToIdle { .. } => "link-to-idle",
            Fault::LinkTooEarly { .. } => "link-too-early",
            Fault::StayAtStart { .. } => "starts-nowhere",
            Fault::NoStart => "no-start",
            Fault::Unreachable { .. } => "unreachable",
            Fault::DeadEnd { .. } => "dead-end",
            Fault::NeverEnds { .. } => "never-ends",
            Fault::AfterTheEnd { .. } => "after-the-end",
            Fault::ClockLeftRunning { .. } => "clock-left-running",
            Fault::NoExtension { .. } => "unknown-extension",
            Fault::NeverAsked { .. } => "never-asked",
            Fault::AsksBeside => "asks-beside-pages",
            Fault::AlikeUnseen => "alike-unseen",
            Fault::Undated { .. } => "undated",
            Fault::PagesGoOn => "pages-go-on",
            Fault::Reserved { .. } => "reserved-id",
            Fault::NoEach { .. } => "unknown-value",
            Fault::FieldOfOther { .. } => "unknown-field",
            Fault::SlowLookUp { .. } => "slow-look-up",
            Fault::EffectWithout { .. } => "record-without",
            Fault::FreesNothing { .. } => "frees-nothing",
            Fault::PrefillsNothing => "prefills-nothing",
            Fault::SameOfNone => "same-of-none",
            Fault::NoDay => "no-day",
        }
    }
}
