use super::fault::Fault;
use super::note::Note;
use super::scan::{Scan, is_han};
use super::{Context, Identifier, Part, Scheme, Text, check_year};

/// The number of a registered work: `国作登字-2026-A-00037559`, or with the short name of a province.
///
/// By art. 10 of the 作品自愿登记试行办法 (1994) the number is 作登字, region, year, class of work and serial. The form with
/// 国 or a province in front and eight digits is that of the certificates in use; the older one with a region of digits
/// is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WorkRegistrationNumber {
    registrar: Registrar,
    year: u16,
    class: char,
    serial: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Registrar {
    /// 国 or the one character for a province.
    Named(char),
    /// The digits of the earlier form, or none for the national office.
    Numbered(String),
}

/// The year in which the 1994 rule came into force.
const YEAR_FIRST: u16 = 1995;

impl WorkRegistrationNumber {
    /// The year of registration.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The letter of the class of work, A to L; what it means is data.
    pub fn class(&self) -> char {
        self.class
    }

    /// The serial, with its leading zeros.
    pub fn serial(&self) -> &str {
        &self.serial
    }

    /// Registered by the national office.
    pub fn is_national(&self) -> bool {
        match &self.registrar {
            Registrar::Named(name) => *name == '国',
            Registrar::Numbered(region) => region.is_empty(),
        }
    }
}

impl Identifier for WorkRegistrationNumber {
    const SCHEME: Scheme = Scheme::WorkRegistrationNumber;

    fn from_text(text: &mut Text, context: Context) -> Result<Self, Fault> {
        text.upper_case();
        text.write_dashes();
        text.drop_spaces();
        let shape = Fault::Shape { scheme: Self::SCHEME };
        let content = text.content.clone();
        let mut scan = Scan::new(&content);
        let registrar = registrar(&mut scan).ok_or(shape.clone())?;
        let year = scan.year().ok_or(shape.clone())?;
        let has_hyphen = scan.take("-");
        let class = scan.one(|c| ('A'..='L').contains(&c)).ok_or(shape.clone())?;
        let has_hyphen = scan.take("-") && has_hyphen;
        let serial_digits_min = if matches!(registrar, Registrar::Named(_)) { 8 } else { 1 };
        let serial = scan.digits(serial_digits_min, 8).ok_or(shape.clone())?.to_owned();
        if !has_hyphen || !scan.is_at_end() {
            return Err(shape);
        }
        if matches!(registrar, Registrar::Numbered(_)) {
            text.note(Note::EarlyForm);
        }
        let number =
            WorkRegistrationNumber { registrar, year: check_year(year, YEAR_FIRST, context)?, class, serial };
        if number.canonical() != content {
            text.note(Note::Rewritten);
        }
        Ok(number)
    }

    fn canonical(&self) -> String {
        let start = match &self.registrar {
            Registrar::Named(name) => format!("{name}作登字"),
            Registrar::Numbered(region) if region.is_empty() => "作登字".to_owned(),
            Registrar::Numbered(region) => format!("作登字-{region}"),
        };
        format!("{start}-{}-{}-{}", self.year, self.class, self.serial)
    }

    fn parts(&self) -> Vec<Part> {
        let registrar = match &self.registrar {
            Registrar::Named(name) => name.to_string(),
            Registrar::Numbered(region) => region.clone(),
        };
        vec![
            Part::new("registrar", &registrar),
            Part::new("year", &self.year),
            Part::new("class", &self.class),
            Part::new("serial", &self.serial),
        ]
    }
}

/// Up to and with the hyphen before the year.
fn registrar(scan: &mut Scan<'_>) -> Option<Registrar> {
    let name = if scan.take("作登字") {
        None
    } else {
        let name = scan.one(is_han)?;
        if !scan.take("作登字") {
            return None;
        }
        Some(name)
    };
    if !scan.take("-") {
        scan.take(":");
    }
    if let Some(name) = name {
        return Some(Registrar::Named(name));
    }
    let region = scan.rest().split('-').next().filter(|region| region.len() < 4).unwrap_or("");
    if region.is_empty() {
        return Some(Registrar::Numbered(String::new()));
    }
    let region = scan.digits(1, 3)?.to_owned();
    scan.take("-").then_some(Registrar::Numbered(region))
}
