mod remedy;
mod what;

use kernel::{Place, Problem};

/// A rule that a declaration breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault<'f> {
    Id { id: &'f str },
    Reserved { id: &'f str },
    Twice { written: &'f str, line: usize },
    ListedTwice { id: &'f str },
    UnknownField { id: &'f str, meant: Option<&'f str> },
    Empty { list: &'static str },
    TooMany { list: &'static str, max: usize },
    TooFew { list: &'static str, min: usize },
    Hidden { id: &'f str, of: Use },
    Several { id: &'f str, of: Use },
    NoColumn { id: &'f str, of: Use },
    NotRequired { id: &'f str },
    Years,
    Months,
    Days,
    MonthAndDay,
    YearsApart,
    NoOwner,
    OfOtherKind { id: &'f str, key: &'static str },
    UnknownLedger { id: &'f str, meant: Option<&'f str> },
    NotByNumber { id: &'f str },
    NotByName { id: &'f str },
    UnknownCode { code: &'f str, table: &'f str, meant: Option<&'f str> },
    InTwoFiles { written: &'f str, file: &'f str },
}

/// What a field is named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Key,
    Name,
    Card,
    Filter,
    Sort,
    Gap,
    Import,
    Rule,
    Shown,
    Total,
}

impl Use {
    fn wording(self) -> (&'static str, &'static str) {
        match self {
            Use::Key => ("记录的标识", "the key"),
            Use::Name => ("记录的名称", "the name"),
            Use::Card => ("卡片", "the card"),
            Use::Filter => ("筛选", "a filter"),
            Use::Sort => ("排序", "an order"),
            Use::Gap => ("缺口", "a gap"),
            Use::Import => ("导入", "imports"),
            Use::Rule => ("规则", "a rule"),
            Use::Shown => ("公示", "what is shown publicly"),
            Use::Total => ("汇总", "a total"),
        }
    }
}

impl Fault<'_> {
    /// The fault as a problem at a place.
    pub(crate) fn at(self, place: Place) -> Problem {
        Problem::error(self.code(), place, self.what(), self.remedy())
    }

    /// The stable name of the problem.
    fn code(self) -> &'static str {
        match self {
            Fault::Id { .. } => "bad-id",
            Fault::Reserved { .. } => "reserved-id",
            Fault::Twice { .. } => "written-twice",
            Fault::ListedTwice { .. } => "listed-twice",
            Fault::UnknownField { .. } => "unknown-field",
            Fault::Empty { .. } => "empty-list",
            Fault::TooMany { .. } => "too-many",
            Fault::TooFew { .. } => "too-few",
            Fault::Hidden { .. } => "hidden-field",
            Fault::Several { .. } => "several-values",
            Fault::NoColumn { .. } => "no-column",
            Fault::NotRequired { .. } => "key-not-required",
            Fault::Years => "retention-years",
            Fault::Months => "bad-months",
            Fault::Days => "gap-days",
            Fault::MonthAndDay => "month-and-day",
            Fault::YearsApart => "rule-years",
            Fault::NoOwner => "no-owner",
            Fault::OfOtherKind { .. } => "other-kind",
            Fault::UnknownLedger { .. } => "unknown-ledger",
            Fault::NotByNumber { .. } => "not-by-number",
            Fault::NotByName { .. } => "not-by-name",
            Fault::UnknownCode { .. } => "unknown-code",
            Fault::InTwoFiles { .. } => "in-two-files",
        }
    }
}
