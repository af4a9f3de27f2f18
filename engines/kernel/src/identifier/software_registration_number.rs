use super::fault::Fault;
use super::note::Note;
use super::scan::Scan;
use super::{Context, Identifier, Part, Scheme, Text, check_year};

/// One of the two numbers of a registered computer program: the registration number `2024SR0123456` or the
/// number of the certificate `软著登字第12345678号`.
///
/// The two differ for one record; they are kept apart and never joined on each other. No published standard was seen:
/// seven digits after `SR`, fewer in earlier years.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SoftwareRegistrationNumber {
    /// The registration number.
    Registration(SoftwareSerial),
    /// The number of the certificate.
    Certificate(SoftwareSerial),
}

/// The inside of a number of registered software; made only by reading.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SoftwareSerial {
    year: Option<u16>,
    serial: String,
}

/// Programs have been registered since 1992 (计算机软件著作权登记办法).
const YEAR_FIRST: u16 = 1992;

impl SoftwareSerial {
    /// The year; a certificate has none.
    pub fn year(&self) -> Option<u16> {
        self.year
    }

    /// The digits with their leading zeros.
    pub fn serial(&self) -> &str {
        &self.serial
    }
}

impl Identifier for SoftwareRegistrationNumber {
    const SCHEME: Scheme = Scheme::SoftwareRegistrationNumber;

    fn from_text(text: &mut Text, context: Context) -> Result<Self, Fault> {
        text.upper_case();
        text.drop_spaces();
        let shape = Fault::Shape { scheme: Self::SCHEME };
        let content = text.content.clone();
        let mut scan = Scan::new(&content);
        let is_certificate = scan.take("软著登字");
        if is_certificate && !(scan.take("第") && content.ends_with('号')) {
            return Err(shape);
        }
        let body = scan.rest().strip_suffix('号').filter(|_| is_certificate).unwrap_or(scan.rest());
        if is_certificate && (5..=8).contains(&body.len()) && body.chars().all(|c| c.is_ascii_digit()) {
            let serial = body.to_owned();
            return Ok(SoftwareRegistrationNumber::Certificate(SoftwareSerial { year: None, serial }));
        }
        if is_certificate {
            // People wrap the registration number in the words of the certificate.
            text.note(Note::Prefix);
        }
        let mut scan = Scan::new(body);
        let year = scan.year().ok_or(shape.clone())?;
        let has_mark = scan.take("SR");
        let serial = scan.digits(4, 7).filter(|_| has_mark).ok_or(shape.clone())?.to_owned();
        if !scan.is_at_end() {
            return Err(shape);
        }
        if serial.len() < 7 {
            text.note(Note::EarlyForm);
        }
        let year = Some(check_year(year, YEAR_FIRST, context)?);
        Ok(SoftwareRegistrationNumber::Registration(SoftwareSerial { year, serial }))
    }

    fn canonical(&self) -> String {
        match self {
            SoftwareRegistrationNumber::Registration(number) => {
                format!("{}SR{}", number.year.unwrap_or_default(), number.serial)
            }
            SoftwareRegistrationNumber::Certificate(number) => format!("软著登字第{}号", number.serial),
        }
    }

    fn parts(&self) -> Vec<Part> {
        let (form, number) = match self {
            SoftwareRegistrationNumber::Registration(number) => ("registration", number),
            SoftwareRegistrationNumber::Certificate(number) => ("certificate", number),
        };
        let mut parts = vec![Part::new("form", &form)];
        parts.extend(number.year.map(|year| Part::new("year", &year)));
        parts.push(Part::new("serial", &number.serial));
        parts
    }
}
