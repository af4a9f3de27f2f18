use std::fmt;

use super::fault::{Fault, Slip};
use super::{Context, Identifier, Part, Scheme, Text};

/// The code of an administrative division: six digits down to the county (GB/T 2260), nine with the street or town
/// (GB/T 10114, in the yearly statistical list).
///
/// Only the shape is known here. Which codes exist, and their names, change every year and are imported.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DivisionCode(String);

/// How deep a division lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DivisionLevel {
    /// 430000.
    Province,
    /// 430100.
    City,
    /// 430105; also a district or a county-level city.
    County,
    /// 430105001; also a town or township.
    Street,
}

impl DivisionCode {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How deep the division lies.
    pub fn level(&self) -> DivisionLevel {
        match (&self.0[2..4], &self.0[4..6], self.0.len()) {
            (_, _, 9) => DivisionLevel::Street,
            ("00", _, _) => DivisionLevel::Province,
            (_, "00", _) => DivisionLevel::City,
            _ => DivisionLevel::County,
        }
    }

    /// This division is the other one or lies in it.
    pub fn is_within(&self, other: &DivisionCode) -> bool {
        let prefix = match other.level() {
            DivisionLevel::Province => 2,
            DivisionLevel::City => 4,
            DivisionLevel::County => 6,
            DivisionLevel::Street => 9,
        };
        self.0.starts_with(&other.0[..prefix])
    }
}

impl Identifier for DivisionCode {
    const SCHEME: Scheme = Scheme::DivisionCode;

    fn from_text(text: &mut Text, _context: Context) -> Result<Self, Fault> {
        let scheme = Self::SCHEME;
        text.drop_spaces();
        let code = text.content.as_str();
        if code.chars().any(|c| !c.is_ascii_digit()) {
            return Err(Fault::Shape { scheme });
        }
        if code.len() != 6 && code.len() != 9 {
            return Err(Fault::Length { scheme, found: code.len(), expected: 6 });
        }
        if !is_division(&code[..6]) {
            return Err(Fault::Shape { scheme });
        }
        match &code[6..] {
            "" => {}
            "000" => {
                let corrected = Some(code[..6].to_owned());
                return Err(Fault::Miswritten { slip: Slip::NoStreet, corrected });
            }
            // A street lies at least in a city; some cities have no counties between.
            _ if &code[2..4] == "00" => return Err(Fault::Shape { scheme }),
            _ => {}
        }
        Ok(DivisionCode(text.content.clone()))
    }

    fn canonical(&self) -> String {
        self.0.clone()
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part::new("level", &self.level()), Part::new("province", &self.0[..2])];
        if self.level() > DivisionLevel::Province {
            parts.push(Part::new("city", &self.0[..4]));
        }
        if self.level() > DivisionLevel::City {
            parts.push(Part::new("county", &self.0[..6]));
        }
        parts
    }
}

impl fmt::Display for DivisionLevel {
    /// The word of the glossary.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            DivisionLevel::Province => "province",
            DivisionLevel::City => "city",
            DivisionLevel::County => "county",
            DivisionLevel::Street => "street",
        })
    }
}

/// Six digits that may be a code of GB/T 2260: regions of provinces count from 1, and nothing lies below a missing city.
pub(super) fn is_division(code: &str) -> bool {
    let is_number = code.len() == 6 && code.chars().all(|c| c.is_ascii_digit());
    is_number && !code.starts_with('0') && (&code[2..4] != "00" || &code[4..] == "00")
}
