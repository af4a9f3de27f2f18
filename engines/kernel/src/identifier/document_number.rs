use super::fault::{Fault, Slip};
use super::note::Note;
use super::scan::{Scan, is_han};
use super::{Context, Identifier, Part, Scheme, Text, check_year};

/// The number of an official document, `长开市监处罚〔2026〕12号` (GB/T 9704-2012, 7.2.5): abbreviation of the authority, full year
/// in 〔〕, number without leading zeros and without 第, then 号.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DocumentNumber {
    authority: String,
    year: u16,
    number: u32,
}

/// The first year of such numbers.
const YEAR_FIRST: u16 = 1949;
/// The longest abbreviation of an authority and a kind of document.
const AUTHORITY_CHARACTERS_MAX: usize = 30;

impl DocumentNumber {
    /// The abbreviation of the authority and of the kind of document.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The year.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The number within year and authority.
    pub fn number(&self) -> u32 {
        self.number
    }
}

impl Identifier for DocumentNumber {
    const SCHEME: Scheme = Scheme::DocumentNumber;

    fn from_text(text: &mut Text, context: Context) -> Result<Self, Fault> {
        text.drop_spaces();
        write_brackets(text);
        let shape = Fault::Shape { scheme: Self::SCHEME };
        let mut slips = Vec::new();
        let mut scan = Scan::new(&text.content);
        let authority = scan.run(1, AUTHORITY_CHARACTERS_MAX, is_han).ok_or(shape.clone())?.to_owned();
        let has_opening = scan.take("〔");
        let year = scan.digits(2, 4).ok_or(shape.clone())?;
        let has_closing = scan.take("〕");
        if !has_opening && !has_closing {
            // 长开市监处罚2026年12号
            slips.push(Slip::YearWithoutBrackets);
            if year.len() != 4 || !scan.take("年") {
                return Err(shape);
            }
        } else if has_opening != has_closing || year.len() == 3 {
            return Err(shape);
        }
        if year.len() == 2 {
            slips.push(Slip::ShortYear);
        }
        if scan.take("第") {
            slips.push(Slip::Ordinal);
        }
        let digits = scan.digits(1, 6).ok_or(shape.clone())?;
        if digits.starts_with('0') {
            slips.push(Slip::LeadingZeros);
        }
        if !scan.take("号") {
            slips.push(Slip::NoEnding);
        }
        let number: u32 = digits.parse().ok().filter(|&n| n > 0 && scan.is_at_end()).ok_or(shape.clone())?;
        let year = full_year(year).ok_or(shape)?;
        let document = DocumentNumber { authority, year: check_year(year, YEAR_FIRST, context)?, number };
        match slips.first() {
            Some(&slip) => Err(Fault::Miswritten { slip, corrected: Some(document.canonical()) }),
            None => Ok(document),
        }
    }

    fn canonical(&self) -> String {
        format!("{}〔{}〕{}号", self.authority, self.year, self.number)
    }

    fn parts(&self) -> Vec<Part> {
        vec![
            Part::new("authority", &self.authority),
            Part::new("year", &self.year),
            Part::new("number", &self.number),
        ]
    }
}

/// Keyboards have no 〔〕, so people write other brackets.
fn write_brackets(text: &mut Text) {
    text.replace(Note::Brackets, |c| {
        Some(match c {
            '[' | '【' | '(' | '﹝' | '〖' | '{' | '<' | '《' | '「' => '〔',
            ']' | '】' | ')' | '﹞' | '〗' | '}' | '>' | '》' | '」' => '〕',
            _ => c,
        })
    });
}

/// A year of two digits is of this century from 00 to 48, because no such number is older than 1949.
fn full_year(digits: &str) -> Option<u16> {
    let year: u16 = digits.parse().ok()?;
    Some(match (digits.len(), year) {
        (2, 0..=48) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    })
}
