use super::fault::{Fault, Slip};
use super::note::Note;
use super::scan::Scan;
use super::{Context, Identifier, Part, Scheme, Text};

/// The number of a published Chinese patent document (ZC 0007; kind codes ZC 0008 after WIPO ST.16).
///
/// `CN`, nine digits (seven from 1989, eight like the application number before), then the kind code. It is not the
/// application number; the two are never joined on each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicationNumber {
    digits: String,
    kind_code: String,
}

impl PublicationNumber {
    /// The digits after `CN`.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// The kind code: `A` application, `B` grant, `C` after partial invalidation (until 2010 also grant), `U` and `Y`
    /// utility model, `S` and `D` design; a digit after it marks a corrected or amended print.
    pub fn kind_code(&self) -> &str {
        &self.kind_code
    }
}

impl Identifier for PublicationNumber {
    const SCHEME: Scheme = Scheme::PublicationNumber;

    fn from_text(text: &mut Text, _context: Context) -> Result<Self, Fault> {
        text.upper_case();
        text.drop_spaces();
        let shape = Fault::Shape { scheme: Self::SCHEME };
        let mut scan = Scan::new(&text.content);
        let has_country = scan.take("CN");
        let digits = scan.digits(1, 20).ok_or(shape.clone())?.to_owned();
        let kind_code = scan.rest().to_owned();
        if kind_code.is_empty() && has_country && patent_digit(&digits).is_some() {
            return Err(Fault::Miswritten { slip: Slip::NoKindCode, corrected: None });
        }
        let patent_digit = patent_digit(&digits).ok_or(shape.clone())?;
        if !is_kind_code(&kind_code, patent_digit) {
            return Err(shape);
        }
        if !has_country {
            text.note(Note::Rewritten);
        }
        if digits.len() < 9 {
            text.note(Note::EarlyForm);
        }
        Ok(PublicationNumber { digits, kind_code })
    }

    fn canonical(&self) -> String {
        format!("CN{}{}", self.digits, self.kind_code)
    }

    fn parts(&self) -> Vec<Part> {
        vec![
            Part::new("country", &"CN"),
            Part::new("serial", &self.digits),
            Part::new("kind_code", &self.kind_code),
        ]
    }
}

/// The digit that says invention (1), utility model (2) or design (3), if the digits have one of the three forms.
fn patent_digit(digits: &str) -> Option<char> {
    let place = match digits.len() {
        7 | 9 => 0,
        // 1985 to 1988 documents had the number of their application, with a year of two digits before the kind.
        8 if matches!(&digits[..2], "85" | "86" | "87" | "88") => 2,
        _ => return None,
    };
    digits.chars().nth(place).filter(|c| ('1'..='3').contains(c))
}

/// A letter that goes with the kind of patent, and perhaps a digit.
fn is_kind_code(kind_code: &str, patent_digit: char) -> bool {
    let letters = match patent_digit {
        '1' => "ABC",
        '2' => "UY",
        _ => "SD",
    };
    let mut scan = Scan::new(kind_code);
    scan.one(|c| letters.contains(c)).is_some() && scan.digits(0, 1).is_some() && scan.is_at_end()
}
