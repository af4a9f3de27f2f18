use super::damage::Damage;
use super::reading::Verdict;
use super::scheme::Scheme;

/// Why a text is not an identifier of a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// There is nothing in it.
    Empty,
    /// It is longer than anything that is read.
    TooLong {
        /// The limit, in characters.
        chars_max: usize,
    },
    /// A spreadsheet took it for a quantity.
    SpreadsheetDamage(Damage),
    /// It has the shape, but the check character is missing.
    CheckMissing {
        /// The check character that belongs there.
        right: char,
        /// The whole number with it.
        corrected: String,
    },
    /// It has the shape, but a check character does not fit.
    CheckWrong {
        /// Which of the checks.
        which: Check,
        /// The check character that stands there.
        found: char,
        /// The one that fits the other characters.
        right: char,
    },
    /// It has the wrong number of characters.
    Length {
        /// The scheme it was read as.
        scheme: Scheme,
        /// How many it has.
        found: usize,
        /// How many it needs.
        expected: usize,
    },
    /// A character that may not stand at its place.
    Character {
        /// The scheme it was read as.
        scheme: Scheme,
        /// The character.
        found: char,
        /// Its place, counted from 1.
        position: usize,
        /// The number as it may have been meant, if that reading is sound.
        corrected: Option<String>,
    },
    /// A year outside the years in which such numbers exist.
    Year {
        /// The year that stands there.
        found: u16,
        /// The first possible year.
        earliest: u16,
        /// The last possible year: the current one, or the one in which the form ended.
        latest: u16,
    },
    /// The digit for the kind of patent is not one of 1, 2, 3, 8, 9.
    PatentKind {
        /// The digit that stands there.
        found: char,
    },
    /// A class number outside the classification.
    Class {
        /// The classification.
        scheme: Scheme,
        /// The class that stands there.
        found: u8,
        /// Its last class.
        class_max: u8,
    },
    /// The date of birth does not exist or lies in the future.
    BirthDate,
    /// Recognized, but written in a way the rule forbids.
    Miswritten {
        /// What is wrong in the writing.
        slip: Slip,
        /// The number as the rule writes it, if it is otherwise sound.
        corrected: Option<String>,
    },
    /// It does not have the shape of this scheme at all.
    Shape {
        /// The scheme it was read as.
        scheme: Scheme,
    },
}

/// Which check character of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Check {
    /// The only one.
    Only,
    /// The last character of a unified social credit code (GB 32100-2015), over all the others.
    Outer,
    /// Character 17 of a unified social credit code: the check of the organization code inside (GB 11714-1997).
    Inner,
    /// Both of them.
    Both,
}

/// A way of writing that the rule for the number forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slip {
    /// A space where ZC 0006-2003 allows none.
    Space,
    /// Zeros before the number.
    LeadingZeros,
    /// A leading zero is missing, as after a spreadsheet.
    LeadingZeroLost,
    /// 第 before the number.
    Ordinal,
    /// A year of two digits.
    ShortYear,
    /// A year that is not in brackets.
    YearWithoutBrackets,
    /// 号 is missing at the end.
    NoEnding,
    /// The kind code (A, B, U, S…) is missing at the end.
    NoKindCode,
    /// The 15-digit identity number in use until GB 11643-1999.
    FifteenDigits,
    /// A street code whose street part is 000.
    NoStreet,
}

impl Fault {
    /// The verdict that goes with it.
    pub fn verdict(&self) -> Verdict {
        match self {
            Fault::CheckMissing { .. } | Fault::CheckWrong { .. } => Verdict::BadCheck,
            Fault::SpreadsheetDamage(Damage::Rounded) => Verdict::BadCheck,
            _ => Verdict::BadShape,
        }
    }

    /// A stable name; tests and scripts rely on it.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Empty => "identifier-empty",
            Fault::TooLong { .. } => "identifier-too-long",
            Fault::SpreadsheetDamage(_) => "spreadsheet-damage",
            Fault::CheckMissing { .. } => "check-missing",
            Fault::CheckWrong { which: Check::Only, .. } => "check-wrong",
            Fault::CheckWrong { which: Check::Outer, .. } => "outer-check-wrong",
            Fault::CheckWrong { which: Check::Inner, .. } => "inner-check-wrong",
            Fault::CheckWrong { which: Check::Both, .. } => "both-checks-wrong",
            Fault::Length { .. } => "wrong-length",
            Fault::Character { .. } => "wrong-character",
            Fault::Year { .. } => "wrong-year",
            Fault::PatentKind { .. } => "wrong-patent-kind",
            Fault::Class { .. } => "wrong-class",
            Fault::BirthDate => "wrong-birth-date",
            Fault::Miswritten { slip, .. } => slip.code(),
            Fault::Shape { .. } => "wrong-shape",
        }
    }

    /// The number as it should be or may be meant, for a person to confirm; it is never used by itself.
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            Fault::CheckMissing { corrected, .. } => Some(corrected),
            Fault::SpreadsheetDamage(Damage::DecimalPoint { corrected, .. })
            | Fault::Character { corrected, .. }
            | Fault::Miswritten { corrected, .. } => corrected.as_deref(),
            _ => None,
        }
    }
}

impl Slip {
    fn code(self) -> &'static str {
        match self {
            Slip::Space => "space-misplaced",
            Slip::LeadingZeros => "leading-zeros",
            Slip::LeadingZeroLost => "leading-zero-lost",
            Slip::Ordinal => "ordinal-not-allowed",
            Slip::ShortYear => "short-year",
            Slip::YearWithoutBrackets => "year-without-brackets",
            Slip::NoEnding => "ending-missing",
            Slip::NoKindCode => "kind-code-missing",
            Slip::FifteenDigits => "fifteen-digits",
            Slip::NoStreet => "no-street",
        }
    }
}
