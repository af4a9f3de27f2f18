use super::fault::Fault;
use super::note::Note;
use super::scan::Scan;
use super::{Context, Identifier, Part, Scheme, Text, check_year};

/// An international application by the PCT: `PCT/CN2024/123456` (Administrative Instructions under the PCT, section 307).
///
/// Receiving office by WIPO ST.3, year, six-digit serial. Before 2004 the year had two digits and the serial five.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PctApplicationNumber {
    office: String,
    year: u16,
    serial: String,
}

/// The PCT came into force in 1978.
pub(super) const YEAR_FIRST: u16 = 1978;

impl PctApplicationNumber {
    /// The receiving office, two letters.
    pub fn office(&self) -> &str {
        &self.office
    }

    /// The year of filing, four digits.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The serial with its leading zeros.
    pub fn serial(&self) -> &str {
        &self.serial
    }
}

impl Identifier for PctApplicationNumber {
    const SCHEME: Scheme = Scheme::PctApplicationNumber;

    fn from_text(text: &mut Text, context: Context) -> Result<Self, Fault> {
        text.upper_case();
        text.drop_spaces();
        let shape = Fault::Shape { scheme: Self::SCHEME };
        let content = text.content.clone();
        let mut scan = Scan::new(&content);
        let has_mark = scan.take("PCT");
        scan.take("/");
        let is_letter = |c: char| c.is_ascii_uppercase();
        let office = scan.run(2, 2, is_letter).filter(|_| has_mark).ok_or(shape.clone())?.to_owned();
        let (year, serial) = year_and_serial(scan.rest(), 5).ok_or(shape)?;
        let number = PctApplicationNumber { office, year: check_year(year, YEAR_FIRST, context)?, serial };
        if number.serial.len() == 5 {
            text.note(Note::EarlyForm);
        }
        if number.canonical() != content {
            text.note(Note::Rewritten);
        }
        Ok(number)
    }

    fn canonical(&self) -> String {
        format!("PCT/{}{}/{}", self.office, written_year(self.year, &self.serial, 5), self.serial)
    }

    fn parts(&self) -> Vec<Part> {
        vec![
            Part::new("office", &self.office),
            Part::new("year", &self.year),
            Part::new("serial", &self.serial),
        ]
    }
}

/// `2024/123456` or `2024123456`; or the early `03/00123`, whose serial has so many digits.
pub(super) fn year_and_serial(written: &str, early_digits: usize) -> Option<(u16, String)> {
    let mut scan = Scan::new(written);
    let digits = scan.digits(2, 10)?;
    if scan.is_at_end() && digits.len() == 10 {
        return Some((digits[..4].parse().ok()?, digits[4..].to_owned()));
    }
    if !scan.take("/") {
        return None;
    }
    let serial = scan.digits(5, 6)?;
    let year: u16 = digits.parse().ok()?;
    let year = match (digits.len(), serial.len()) {
        (4, 6) if year >= 2004 => year,
        (2, count) if count == early_digits => {
            if year < 78 {
                2000 + year
            } else {
                1900 + year
            }
        }
        _ => return None,
    };
    let is_early = digits.len() == 2;
    (scan.is_at_end() && (!is_early || year < 2004)).then(|| (year, serial.to_owned()))
}

/// The year as the form wants it.
pub(super) fn written_year(year: u16, serial: &str, early_digits: usize) -> String {
    if year < 2004 && serial.len() == early_digits { format!("{:02}", year % 100) } else { year.to_string() }
}
