use super::fault::Fault;
use super::note::Note;
use super::pct_application_number::{YEAR_FIRST, written_year};
use super::scan::Scan;
use super::{Context, Identifier, Part, Scheme, Text, check_year};

/// The number of an international publication by the PCT: `WO 2024/123456`, perhaps with a kind code (`A1`).
///
/// Administrative Instructions under the PCT, section 404, and WIPO ST.6. Until 2003 the year had two digits; the serial
/// five, and six from July 2002.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PctPublicationNumber {
    year: u16,
    serial: String,
    kind_code: Option<String>,
}

impl PctPublicationNumber {
    /// The year of publication, four digits.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The serial with its leading zeros.
    pub fn serial(&self) -> &str {
        &self.serial
    }

    /// The kind code by WIPO ST.16, if it was written.
    pub fn kind_code(&self) -> Option<&str> {
        self.kind_code.as_deref()
    }
}

impl Identifier for PctPublicationNumber {
    const SCHEME: Scheme = Scheme::PctPublicationNumber;

    fn from_text(text: &mut Text, context: Context) -> Result<Self, Fault> {
        text.upper_case();
        let written = text.content.clone();
        text.content.retain(|c| !c.is_whitespace());
        let shape = Fault::Shape { scheme: Self::SCHEME };
        let rest = text.content.strip_prefix("WO").ok_or(shape.clone())?;
        let (number, kind_code) = match rest.find(|c: char| c.is_ascii_uppercase()) {
            Some(at) => (&rest[..at], Some(&rest[at..])),
            None => (rest, None),
        };
        if !kind_code.is_none_or(is_kind_code) {
            return Err(shape);
        }
        let (year, serial) = year_and_serial(number).ok_or(shape)?;
        let kind_code = kind_code.map(str::to_owned);
        let year = check_year(year, YEAR_FIRST, context)?;
        let number = PctPublicationNumber { year, serial, kind_code };
        if year < 2004 {
            text.note(Note::EarlyForm);
        }
        if number.canonical() != written {
            text.note(Note::Rewritten);
        }
        Ok(number)
    }

    fn canonical(&self) -> String {
        let year = written_year(self.year, &self.serial, self.serial.len());
        let kind_code = self.kind_code.as_ref().map(|code| format!(" {code}")).unwrap_or_default();
        format!("WO {year}/{}{kind_code}", self.serial)
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part::new("year", &self.year), Part::new("serial", &self.serial)];
        parts.extend(self.kind_code.as_ref().map(|code| Part::new("kind_code", &code)));
        parts
    }
}

/// The early serial has five digits or six.
fn year_and_serial(number: &str) -> Option<(u16, String)> {
    use super::pct_application_number::year_and_serial;
    year_and_serial(number, 5).or_else(|| year_and_serial(number, 6))
}

fn is_kind_code(code: &str) -> bool {
    let mut scan = Scan::new(code);
    scan.one(|c| c.is_ascii_uppercase()).is_some() && scan.digits(0, 1).is_some() && scan.is_at_end()
}
