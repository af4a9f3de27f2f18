use super::fault::{Fault, Slip};
use super::note::Note;
use super::scan::{Scan, is_han};
use super::{Context, Identifier, Part, Scheme, Text, check_year};

/// The number of a case of a court: `（2026）湘0105诉前调确1号` (关于人民法院案件案号的若干规定, 法〔2015〕137号, in force 2016).
///
/// Year of acceptance in round brackets, court (a province's character and up to four digits, or 最高法), kind of case,
/// number. Numbers up to 2015 had 第 before the number (`（2013）开民初字第123号`) and stay as they were.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CourtCaseNumber {
    year: u16,
    /// Court and kind of case together.
    court_and_kind: String,
    court_length: usize,
    number: u32,
    /// Written after 号, as in 之一.
    suffix: String,
}

/// The first year of such numbers.
const YEAR_FIRST: u16 = 1949;
/// The rule in force came in this year.
const YEAR_OF_RULE: u16 = 2016;
/// The longest court and kind of case.
const KIND_CHARACTERS_MAX: usize = 30;

impl CourtCaseNumber {
    /// The year in which the court accepted the case.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The court, such as 湘0105; empty for numbers before 2016, which do not mark where the court ends.
    pub fn court(&self) -> &str {
        &self.court_and_kind[..self.court_length]
    }

    /// The kind of case, such as 诉前调确.
    pub fn kind(&self) -> &str {
        &self.court_and_kind[self.court_length..]
    }

    /// The number within year, court and kind.
    pub fn number(&self) -> u32 {
        self.number
    }
}

impl Identifier for CourtCaseNumber {
    const SCHEME: Scheme = Scheme::CourtCaseNumber;

    fn from_text(text: &mut Text, context: Context) -> Result<Self, Fault> {
        text.drop_spaces();
        let shape = Fault::Shape { scheme: Self::SCHEME };
        let content = text.content.clone();
        let mut scan = Scan::new(&content);
        scan.one(|c| "([【〔".contains(c)).ok_or(shape.clone())?;
        let year = scan.year().ok_or(shape.clone())?;
        scan.one(|c| ")]】〕".contains(c)).ok_or(shape.clone())?;
        let (court, kind) = court_and_kind(&mut scan).ok_or(shape.clone())?;
        let is_early = year < YEAR_OF_RULE;
        let has_ordinal = scan.take("第");
        let digits = scan.digits(1, 7).ok_or(shape.clone())?;
        let has_ending = scan.take("号");
        let suffix = scan.rest().to_owned();
        let number: u32 = digits.parse().ok().filter(|&number| number > 0).ok_or(shape.clone())?;
        if !is_suffix(&suffix) {
            return Err(shape);
        }
        let year = check_year(year, YEAR_FIRST, context)?;
        let court_length = if is_early { 0 } else { court.len() };
        let case =
            CourtCaseNumber { year, court_and_kind: format!("{court}{kind}"), court_length, number, suffix };
        let slip = match () {
            () if !has_ending => Some(Slip::NoEnding),
            () if has_ordinal && !is_early => Some(Slip::Ordinal),
            () if digits.starts_with('0') => Some(Slip::LeadingZeros),
            () => None,
        };
        if let Some(slip) = slip {
            return Err(Fault::Miswritten { slip, corrected: Some(case.canonical()) });
        }
        if text.written == case.canonical() {
            // The rule itself wants full-width brackets; that they were folded for reading is no news to anybody.
            text.notes.clear();
        } else if !text.written.starts_with('（') {
            text.note(Note::Brackets);
        }
        if is_early {
            text.note(Note::EarlyForm);
        }
        Ok(case)
    }

    fn canonical(&self) -> String {
        let ordinal = if self.year < YEAR_OF_RULE { "第" } else { "" };
        format!("（{}）{}{ordinal}{}号{}", self.year, self.court_and_kind, self.number, self.suffix)
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part::new("year", &self.year)];
        if !self.court().is_empty() {
            parts.push(Part::new("court", &self.court()));
        }
        parts.push(Part::new("kind", &self.kind()));
        parts.push(Part::new("number", &self.number));
        parts
    }
}

/// The court as far as the rule of 2016 marks it, and the kind of case.
fn court_and_kind<'a>(scan: &mut Scan<'a>) -> Option<(String, &'a str)> {
    if scan.take("最高法") {
        return Some(("最高法".to_owned(), scan.run(1, KIND_CHARACTERS_MAX, is_kind)?));
    }
    let region = scan.one(is_han)?;
    let digits = scan.digits(0, 4)?;
    Some((format!("{region}{digits}"), scan.run(1, KIND_CHARACTERS_MAX, is_kind)?))
}

fn is_kind(c: char) -> bool {
    is_han(c) && c != '第' && c != '号'
}

/// Nothing, or 之 and a number.
fn is_suffix(suffix: &str) -> bool {
    let mut scan = Scan::new(suffix);
    suffix.is_empty() || (scan.take("之") && scan.run(1, 3, is_numeral).is_some() && scan.is_at_end())
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c) || c.is_ascii_digit()
}
