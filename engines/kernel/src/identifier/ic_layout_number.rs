use super::fault::Fault;
use super::note::Note;
use super::scan::Scan;
use super::{Context, Identifier, Part, Scheme, Text};

/// The number of a layout design of integrated circuits: `BS.` and nine digits, or in the older form eight digits, a point
/// and a check character.
///
/// Low confidence: no standard was seen, and the check is therefore not computed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IcLayoutNumber {
    digits: String,
    check: Option<char>,
}

impl IcLayoutNumber {
    /// The digits after `BS.`, without the check character.
    pub fn digits(&self) -> &str {
        &self.digits
    }
}

impl Identifier for IcLayoutNumber {
    const SCHEME: Scheme = Scheme::IcLayoutNumber;

    fn from_text(text: &mut Text, _context: Context) -> Result<Self, Fault> {
        text.upper_case();
        text.write_points();
        text.drop_spaces();
        let shape = Fault::Shape { scheme: Self::SCHEME };
        let mut scan = Scan::new(&text.content);
        let has_mark = scan.take("BS");
        let has_point = scan.take(".");
        let digits = scan.digits(8, 9).filter(|_| has_mark).ok_or(shape.clone())?.to_owned();
        let has_check = scan.take(".");
        let check = scan.one(|c| has_check && (c.is_ascii_digit() || c == 'X'));
        if !scan.is_at_end() || has_check != check.is_some() {
            return Err(shape);
        }
        if !has_point {
            text.note(Note::Point);
        }
        text.note(Note::LowConfidence);
        Ok(IcLayoutNumber { digits, check })
    }

    fn canonical(&self) -> String {
        let check = self.check.map(|check| format!(".{check}")).unwrap_or_default();
        format!("BS.{}{check}", self.digits)
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part::new("serial", &self.digits)];
        parts.extend(self.check.map(|check| Part::new("check", &check)));
        parts
    }
}
