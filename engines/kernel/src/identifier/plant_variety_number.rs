use super::fault::Fault;
use super::note::Note;
use super::scan::Scan;
use super::{Context, Identifier, Part, Scheme, Text, check_year};

/// The number of a new plant variety: `CNA20191006012` in agriculture, older `CNA20100123.4`; year and serial in
/// forestry, `20190123`.
///
/// Low confidence: no standard was seen, and the form changed between 2016 and 2019.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PlantVarietyNumber {
    is_agricultural: bool,
    year: u16,
    serial: String,
    check: Option<char>,
}

/// Varieties have been protected since 1997 (植物新品种保护条例), and applications taken since 1999.
const YEAR_FIRST: u16 = 1997;

impl PlantVarietyNumber {
    /// By the ministry for agriculture; otherwise by the forestry authority.
    pub fn is_agricultural(&self) -> bool {
        self.is_agricultural
    }

    /// The year in the number.
    pub fn year(&self) -> u16 {
        self.year
    }
}

impl Identifier for PlantVarietyNumber {
    const SCHEME: Scheme = Scheme::PlantVarietyNumber;

    fn from_text(text: &mut Text, context: Context) -> Result<Self, Fault> {
        text.upper_case();
        text.write_points();
        text.write_dashes();
        text.drop_spaces();
        let shape = Fault::Shape { scheme: Self::SCHEME };
        let content = text.content.clone();
        let mut scan = Scan::new(&content);
        let is_agricultural = scan.take("CNA");
        let year = scan.year().ok_or(shape.clone())?;
        if !is_agricultural {
            scan.take("-");
        }
        let serial_digits_max = if is_agricultural { 7 } else { 4 };
        let serial = scan.digits(4, serial_digits_max).ok_or(shape.clone())?.to_owned();
        let has_check = is_agricultural && scan.take(".");
        let check = scan.one(|c| has_check && (c.is_ascii_digit() || c == 'X'));
        if !scan.is_at_end() || has_check != check.is_some() {
            return Err(shape);
        }
        let year = check_year(year, YEAR_FIRST, context)?;
        text.note(Note::LowConfidence);
        let number = PlantVarietyNumber { is_agricultural, year, serial, check };
        if number.canonical() != content {
            text.note(Note::Rewritten);
        }
        Ok(number)
    }

    fn canonical(&self) -> String {
        let mark = if self.is_agricultural { "CNA" } else { "" };
        let check = self.check.map(|check| format!(".{check}")).unwrap_or_default();
        format!("{mark}{}{}{check}", self.year, self.serial)
    }

    fn parts(&self) -> Vec<Part> {
        let field = if self.is_agricultural { "agriculture" } else { "forestry" };
        vec![Part::new("field", &field), Part::new("year", &self.year), Part::new("serial", &self.serial)]
    }
}
