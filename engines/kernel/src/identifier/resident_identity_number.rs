use std::fmt;

use jiff::civil::Date;

use super::damage::{Damage, ends_like_rounded, rounded_and_short};
use super::division_code::is_division;
use super::fault::{Check, Fault, Slip};
use super::note::Note;
use super::{Context, Identifier, Part, Scheme, Text, check};

/// A resident identity number (GB 11643-1999): division, date of birth, order, check.
///
/// Personal data. Lists show [`masked`](Self::masked); the parts leave out date of birth and sex; and neither debug output
/// nor any message repeats the number.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ResidentIdentityNumber {
    number: String,
    birth_date: Date,
}

/// Characters in a number.
const LENGTH: usize = 18;
/// Nobody alive was born before; an earlier year is a slip.
const BIRTH_YEAR_MIN: i16 = 1850;

impl ResidentIdentityNumber {
    /// The division of the first registration (GB/T 2260 at that time).
    pub fn division(&self) -> &str {
        &self.number[..6]
    }

    /// The date of birth.
    pub fn birth_date(&self) -> Date {
        self.birth_date
    }

    /// The number as it may stand in a list: first six and last four.
    pub fn masked(&self) -> String {
        mask(&self.number)
    }
}

/// A number as it may stand in a list: the first six characters, asterisks, the last four.
///
/// Works on damaged and wrong numbers too; what is too short to hide anything in is hidden whole.
pub fn mask(raw: &str) -> String {
    let characters: Vec<char> = raw.trim().chars().collect();
    let count = characters.len();
    let is_shown = |at: usize| count >= 15 && (at < 6 || at + 4 >= count);
    characters.iter().enumerate().map(|(at, &c)| if is_shown(at) { c } else { '*' }).collect()
}

impl fmt::Debug for ResidentIdentityNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "ResidentIdentityNumber({})", self.masked())
    }
}

impl Identifier for ResidentIdentityNumber {
    const SCHEME: Scheme = Scheme::ResidentIdentityNumber;

    fn from_text(text: &mut Text, context: Context) -> Result<Self, Fault> {
        text.upper_case();
        text.drop_spaces();
        let number = text.content.as_str();
        check_characters(number)?;
        let shape = Fault::Shape { scheme: Self::SCHEME };
        if !is_division(&number[..6]) {
            return Err(shape);
        }
        let birth_date = birth_date(&number[6..14], context).ok_or(Fault::BirthDate)?;
        let right = check::resident_identity_number(&number[..17]).ok_or(shape)?;
        let found = number.chars().last().unwrap_or_default();
        let is_like_damage = ends_like_rounded(number);
        if found != right && is_like_damage {
            return Err(Fault::SpreadsheetDamage(Damage::Rounded));
        }
        if found != right {
            return Err(Fault::CheckWrong { which: Check::Only, found, right });
        }
        let number = number.to_owned();
        if is_like_damage {
            text.note(Note::EndsLikeDamage);
        }
        Ok(ResidentIdentityNumber { number, birth_date })
    }

    fn canonical(&self) -> String {
        self.number.clone()
    }

    fn parts(&self) -> Vec<Part> {
        vec![Part::new("division", &self.division()), Part::new("masked", &self.masked())]
    }
}

/// Seventeen digits, then a digit or X.
fn check_characters(number: &str) -> Result<(), Fault> {
    let scheme = Scheme::ResidentIdentityNumber;
    let is_wrong = |(at, c): &(usize, char)| !(c.is_ascii_digit() || (*at == LENGTH - 1 && *c == 'X'));
    let count = number.chars().count();
    if count == LENGTH {
        return match number.chars().enumerate().find(is_wrong) {
            Some((at, found)) => Err(Fault::Character { scheme, found, position: at + 1, corrected: None }),
            None => Ok(()),
        };
    }
    if let Some(damage) = rounded_and_short(number) {
        return Err(Fault::SpreadsheetDamage(damage));
    }
    if count == 15 && number.chars().all(|c| c.is_ascii_digit()) {
        return Err(Fault::Miswritten { slip: Slip::FifteenDigits, corrected: None });
    }
    Err(Fault::Length { scheme, found: count, expected: LENGTH })
}

fn birth_date(digits: &str, context: Context) -> Option<Date> {
    let year: i16 = digits[..4].parse().ok()?;
    let month: i8 = digits[4..6].parse().ok()?;
    let day: i8 = digits[6..].parse().ok()?;
    let date = Date::new(year, month, day).ok()?;
    (year >= BIRTH_YEAR_MIN && date <= context.today).then_some(date)
}
