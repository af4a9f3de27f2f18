use super::fault::Fault;
use super::note::Note;
use super::scan::Scan;
use super::{Context, Identifier, Part, Scheme, Text};

/// A class and subclass of the Locarno Classification of industrial designs, `06-01`.
///
/// `LOC (13) Cl.` before it names the edition; it is kept as a part, not in the canonical form.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LocarnoClass {
    class: u8,
    subclass: u8,
    edition: Option<u8>,
}

/// The last class since the eighth edition of the Locarno Classification (2004).
const CLASS_MAX: u8 = 32;

impl LocarnoClass {
    /// The class, 1 to 32.
    pub fn class(&self) -> u8 {
        self.class
    }

    /// The subclass, 0 to 99.
    pub fn subclass(&self) -> u8 {
        self.subclass
    }

    /// The edition, if it was written.
    pub fn edition(&self) -> Option<u8> {
        self.edition
    }
}

impl Identifier for LocarnoClass {
    const SCHEME: Scheme = Scheme::LocarnoClass;

    fn from_text(text: &mut Text, _context: Context) -> Result<Self, Fault> {
        text.upper_case();
        text.write_dashes();
        text.drop_spaces();
        let shape = Fault::Shape { scheme: Self::SCHEME };
        let mut scan = Scan::new(&text.content);
        let edition = edition(&mut scan);
        let class = scan.digits(1, 2).ok_or(shape.clone())?;
        let has_hyphen = scan.take("-");
        let subclass = scan.digits(1, 2).ok_or(shape.clone())?;
        let is_padded = class.len() == 2 && subclass.len() == 2;
        if !scan.is_at_end() || (!has_hyphen && !is_padded) {
            return Err(shape);
        }
        let found: u8 = class.parse().map_err(|_| shape.clone())?;
        let subclass = subclass.parse().map_err(|_| shape)?;
        if !(1..=CLASS_MAX).contains(&found) {
            return Err(Fault::Class { scheme: Self::SCHEME, found, class_max: CLASS_MAX });
        }
        if !has_hyphen || !is_padded {
            text.note(Note::Rewritten);
        }
        if edition.is_some() {
            text.note(Note::Prefix);
        }
        Ok(LocarnoClass { class: found, subclass, edition })
    }

    fn canonical(&self) -> String {
        format!("{:02}-{:02}", self.class, self.subclass)
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part::new("class", &self.class), Part::new("subclass", &self.subclass)];
        parts.extend(self.edition.map(|edition| Part::new("edition", &edition)));
        parts
    }
}

/// `LOC(13)CL.`, the way of the gazettes (INID code 51).
fn edition(scan: &mut Scan<'_>) -> Option<u8> {
    if !scan.take("LOC") {
        return None;
    }
    scan.take("(");
    let edition = scan.digits(1, 2)?.parse().ok();
    scan.take(")");
    if scan.take("CL") {
        scan.take(".");
    }
    edition
}
