use super::fault::{Fault, Slip};
use super::note::Note;
use super::scan::Scan;
use super::{Context, Identifier, Part, Scheme, Text};

/// A class, similar group or item of the Chinese classification of similar goods and services, which follows the Nice
/// Classification: 2, 4 or 6 digits; `C` before an item that China added.
///
/// Titles and items change with every edition; store the edition beside the code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NiceClass {
    digits: String,
    class: u8,
    is_chinese_item: bool,
}

/// The last class since the eighth edition of the Nice Classification (2002).
const CLASS_MAX: u8 = 45;

impl NiceClass {
    /// The class, 1 to 45; goods up to 34, services from 35.
    pub fn class(&self) -> u8 {
        self.class
    }

    /// The similar group of four digits, if the code goes that deep.
    pub fn group(&self) -> Option<&str> {
        self.digits.get(..4)
    }

    /// The item, if the code goes that deep.
    pub fn item(&self) -> Option<String> {
        (self.digits.len() == 6).then(|| self.canonical())
    }
}

impl Identifier for NiceClass {
    const SCHEME: Scheme = Scheme::NiceClass;

    fn from_text(text: &mut Text, _context: Context) -> Result<Self, Fault> {
        text.upper_case();
        text.drop_spaces();
        let shape = Fault::Shape { scheme: Self::SCHEME };
        let mut scan = Scan::new(&text.content);
        let is_labeled = scan.take("第");
        let is_chinese_item = scan.take("C");
        let written = scan.digits(1, 6).ok_or(shape.clone())?;
        let is_closed = scan.take("类") == is_labeled && scan.is_at_end();
        let digits = if written.len() % 2 == 1 { format!("0{written}") } else { written.to_owned() };
        if !is_closed || (is_chinese_item && digits.len() != 6) || (is_labeled && digits.len() != 2) {
            return Err(shape);
        }
        let class = check_class(digits[..2].parse().map_err(|_| shape)?)?;
        let code = NiceClass { class, is_chinese_item, digits };
        match written.len() {
            1 => text.note(Note::Rewritten),
            3 | 5 => {
                let corrected = Some(code.canonical());
                return Err(Fault::Miswritten { slip: Slip::LeadingZeroLost, corrected });
            }
            _ => {}
        }
        if is_labeled {
            text.note(Note::Prefix);
        }
        Ok(code)
    }

    fn canonical(&self) -> String {
        format!("{}{}", if self.is_chinese_item { "C" } else { "" }, self.digits)
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part::new("nice_class", &self.class)];
        parts.extend(self.group().map(|group| Part::new("group", &group)));
        parts.extend(self.item().map(|item| Part::new("item", &item)));
        parts
    }
}

/// A class of the Nice Classification.
pub(super) fn check_class(class: u8) -> Result<u8, Fault> {
    if (1..=CLASS_MAX).contains(&class) {
        Ok(class)
    } else {
        Err(Fault::Class { scheme: Scheme::NiceClass, found: class, class_max: CLASS_MAX })
    }
}
