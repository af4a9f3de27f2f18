use std::fmt;

use super::fault::{Check, Fault, Slip};
use super::note::Note;
use super::scan::Scan;
use super::{Context, Identifier, Part, Scheme, Text, check, check_year};

/// A Chinese patent application number (ZC 0006-2003). With `ZL` before it, it is the number of the granted patent; the
/// canonical form is without, so that an application and its patent meet.
///
/// Since 1 October 2003 twelve digits: year, kind, seven-digit serial. Before: eight digits, with a year of two
/// digits and a serial of five. Then a point and the check character, which belongs to the number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ApplicationNumber {
    digits: String,
    year: u16,
    kind: PatentKind,
    check: char,
}

/// The kind of right that a patent application is for, as its number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PatentKind {
    /// 1, invention.
    Invention,
    /// 2, utility model.
    UtilityModel,
    /// 3, design.
    Design,
    /// 8, international application for an invention that entered the national phase.
    PctInvention,
    /// 9, international application for a utility model that entered the national phase.
    PctUtilityModel,
}

/// The year in which the Chinese patent office opened.
const YEAR_FIRST: u16 = 1985;
/// The year in which the number changed from eight digits to twelve.
const YEAR_OF_CHANGE: u16 = 2003;
/// What people write before the number.
const LABELS: [&str; 3] = ["专利申请号", "申请号", "专利号"];

impl ApplicationNumber {
    /// The year of filing; four digits also for the eight-digit form.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The kind of patent.
    pub fn kind(&self) -> PatentKind {
        self.kind
    }

    /// The serial of the year and kind, five or seven digits.
    pub fn serial(&self) -> &str {
        &self.digits[self.digits.len() - if self.digits.len() == 8 { 5 } else { 7 }..]
    }

    /// The check character.
    pub fn check(&self) -> char {
        self.check
    }

    /// The number that the granted patent has, or would have.
    pub fn patent_number(&self) -> String {
        format!("ZL{}", self.canonical())
    }

    /// A filing year that may go with this number; a year of difference is tolerated.
    pub fn fits_filing_year(&self, filing_year: u16) -> bool {
        self.year.abs_diff(filing_year) <= 1
    }
}

impl Identifier for ApplicationNumber {
    const SCHEME: Scheme = Scheme::ApplicationNumber;
    const HAS_POINT: bool = true;

    fn from_text(text: &mut Text, context: Context) -> Result<Self, Fault> {
        text.upper_case();
        text.write_points();
        drop_prefix(text);
        let written = text.content.clone();
        text.drop_spaces();
        let number = sound(text, context)?;
        let year_digits = if number.digits.len() == 8 { 2 } else { 4 };
        if has_misplaced_space(&written, year_digits) {
            let corrected = Some(number.canonical());
            return Err(Fault::Miswritten { slip: Slip::Space, corrected });
        }
        Ok(number)
    }

    fn canonical(&self) -> String {
        format!("{}.{}", self.digits, self.check)
    }

    fn parts(&self) -> Vec<Part> {
        vec![
            Part::new("year", &self.year),
            Part::new("kind", &self.kind),
            Part::new("serial", &self.serial()),
            Part::new("check", &self.check),
        ]
    }
}

/// Drops labels and `CN`, and `ZL` with a note of its own.
fn drop_prefix(text: &mut Text) {
    let mut rest = text.content.as_str();
    for label in LABELS {
        rest = rest.strip_prefix(label).unwrap_or(rest);
    }
    rest = rest.trim_start_matches([':', ' ']);
    rest = rest.strip_prefix("CN").unwrap_or(rest);
    let patent = rest.strip_prefix("ZL");
    let number = patent.unwrap_or(rest).to_owned();
    let (is_labeled, is_patent) = (rest.len() != text.content.len(), patent.is_some());
    text.content = number;
    if is_labeled {
        text.note(Note::Prefix);
    }
    if is_patent {
        text.note(Note::PatentNumber);
    }
}

/// Whether a text is written as nothing but an application number or patent is: with `ZL`, or with a point before its
/// one check character. A digit too few or too many leaves that as plain as a wrong one.
pub(super) fn is_meant(raw: &str) -> bool {
    let Ok(mut text) = Text::fold(raw) else { return false };
    text.upper_case();
    text.write_points();
    drop_prefix(&mut text);
    text.drop_spaces();
    let mut scan = Scan::new(&text.content);
    let is_pointed = scan.digits(11, 13).is_some()
        && scan.take(".")
        && scan.one(|c| c.is_ascii_digit() || c == 'X').is_some()
        && scan.is_at_end();
    is_pointed || text.notes.contains(&Note::PatentNumber)
}

/// One space may stand after the prefix, one between year and kind, one between kind and serial; no other.
fn has_misplaced_space(written: &str, year_digits: usize) -> bool {
    let mut scan = Scan::new(written);
    scan.take(" ");
    let _year = scan.digits(year_digits, year_digits);
    scan.take(" ");
    let _kind = scan.digits(1, 1);
    scan.take(" ");
    scan.rest().contains(char::is_whitespace)
}

fn sound(text: &mut Text, context: Context) -> Result<ApplicationNumber, Fault> {
    let scheme = Scheme::ApplicationNumber;
    let (digits, found) = split(text)?;
    let (year, kind) = match digits.len() {
        12 => {
            let year = digits[..4].parse().map_err(|_| Fault::Shape { scheme })?;
            (check_year(year, YEAR_OF_CHANGE, context)?, &digits[4..5])
        }
        8 => (short_year(&digits[..2])?, &digits[2..3]),
        found => return Err(Fault::Length { scheme, found, expected: 12 }),
    };
    let kind = PatentKind::of_digit(kind.chars().next().unwrap_or('0'))?;
    let right = check::application_number(&digits).ok_or(Fault::Shape { scheme })?;
    let number = ApplicationNumber { digits, year, kind, check: right };
    match found {
        Some(found) if found == right => Ok(number),
        Some(found) => {
            if found == '0' {
                text.note(Note::ZeroMayBeDecimal);
            }
            Err(Fault::CheckWrong { which: Check::Only, found, right })
        }
        None => Err(Fault::CheckMissing { right, corrected: number.canonical() }),
    }
}

/// The digits, and the check character if there is one; the point may be missing.
fn split(text: &mut Text) -> Result<(String, Option<char>), Fault> {
    let mut scan = Scan::new(&text.content);
    let digits = scan.digits(1, 20).ok_or(Fault::Shape { scheme: Scheme::ApplicationNumber })?;
    let has_point = scan.take(".");
    let check = scan.one(|c| c.is_ascii_digit() || c == 'X');
    if !scan.is_at_end() {
        return Err(Fault::Shape { scheme: Scheme::ApplicationNumber });
    }
    let (digits, check) = match (check, digits.len()) {
        (None, 9 | 13) if !has_point => {
            let (body, check) = digits.split_at(digits.len() - 1);
            (body, check.chars().next())
        }
        (check, _) => (digits, check),
    };
    let split = (digits.to_owned(), check);
    if check.is_some() && !has_point {
        text.note(Note::Point);
    }
    Ok(split)
}

/// The year of the eight-digit form.
fn short_year(digits: &str) -> Result<u16, Fault> {
    let short: u16 = digits.parse().map_err(|_| Fault::Shape { scheme: Scheme::ApplicationNumber })?;
    let found = if short < 50 { 2000 + short } else { 1900 + short };
    if (YEAR_FIRST..=YEAR_OF_CHANGE).contains(&found) {
        Ok(found)
    } else {
        Err(Fault::Year { found, earliest: YEAR_FIRST, latest: YEAR_OF_CHANGE })
    }
}

impl PatentKind {
    fn of_digit(digit: char) -> Result<Self, Fault> {
        match digit {
            '1' => Ok(PatentKind::Invention),
            '2' => Ok(PatentKind::UtilityModel),
            '3' => Ok(PatentKind::Design),
            '8' => Ok(PatentKind::PctInvention),
            '9' => Ok(PatentKind::PctUtilityModel),
            found => Err(Fault::PatentKind { found }),
        }
    }
}

impl fmt::Display for PatentKind {
    /// The word of the glossary.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            PatentKind::Invention => "invention_patent",
            PatentKind::UtilityModel => "utility_model_patent",
            PatentKind::Design => "design_patent",
            PatentKind::PctInvention => "pct_invention_patent",
            PatentKind::PctUtilityModel => "pct_utility_model_patent",
        })
    }
}
