use super::fault::{Fault, Slip};
use super::nice_class::check_class;
use super::note::Note;
use super::scan::Scan;
use super::{Context, Identifier, Part, Scheme, Text};

/// A trademark registration number, which is also the application number; a right is the number and its class.
///
/// Up to nine digits without a check, `G` and digits for a mark under the Madrid system, a letter after the digits for
/// a part of a divided application. No published standard was seen; the shape is that of the gazette.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TrademarkNumber {
    number: String,
    class: Option<u8>,
}

impl TrademarkNumber {
    /// The number without class.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The Nice class, if it stands beside the number. Without it the right is not identified where older
    /// data repeat a number for each class.
    pub fn class(&self) -> Option<u8> {
        self.class
    }

    /// An international registration with effect in China.
    pub fn is_international(&self) -> bool {
        self.number.starts_with('G')
    }

    /// The right: this number in that class.
    ///
    /// # Errors
    /// There are 45 classes.
    pub fn in_class(&self, class: u8) -> Result<Self, Fault> {
        Ok(TrademarkNumber { number: self.number.clone(), class: Some(check_class(class)?) })
    }
}

impl Identifier for TrademarkNumber {
    const SCHEME: Scheme = Scheme::TrademarkNumber;

    fn from_text(text: &mut Text, _context: Context) -> Result<Self, Fault> {
        text.upper_case();
        text.drop_spaces();
        let shape = Fault::Shape { scheme: Self::SCHEME };
        let mut scan = Scan::new(&text.content);
        let is_labeled = scan.take("第");
        let international = if scan.take("G") { "G" } else { "" };
        let digits = scan.digits(1, 9).ok_or(shape.clone())?;
        let part = scan.one(|c| c.is_ascii_uppercase()).map(String::from).unwrap_or_default();
        if scan.take("号") != is_labeled {
            return Err(shape);
        }
        let class = class_after(&mut scan).ok_or(shape.clone())?;
        let bare = digits.trim_start_matches('0');
        if bare.is_empty() {
            return Err(shape);
        }
        let right = TrademarkNumber { number: format!("{international}{bare}{part}"), class };
        class.map(check_class).transpose()?;
        if bare.len() != digits.len() {
            return Err(Fault::Miswritten { slip: Slip::LeadingZeros, corrected: Some(right.canonical()) });
        }
        if is_labeled {
            text.note(Note::Prefix);
        }
        Ok(right)
    }

    fn canonical(&self) -> String {
        match self.class {
            Some(class) => format!("{}/{class}", self.number),
            None => self.number.clone(),
        }
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part::new("number", &self.number)];
        parts.extend(self.class.map(|class| Part::new("nice_class", &class)));
        parts
    }
}

/// `/9` or `第9类` up to the end of the text, or nothing; the outer nothing if there is something else.
fn class_after(scan: &mut Scan<'_>) -> Option<Option<u8>> {
    if scan.is_at_end() {
        return Some(None);
    }
    let is_written_out = scan.take("第");
    if !is_written_out && !scan.take("/") {
        return None;
    }
    let class: u8 = scan.digits(1, 2)?.parse().ok()?;
    let is_closed = !is_written_out || scan.take("类");
    (is_closed && scan.is_at_end()).then_some(Some(class))
}
