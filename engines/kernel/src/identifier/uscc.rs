use super::check::{self, USCC_ALPHABET};
use super::damage::{Damage, ends_like_rounded, rounded_and_short};
use super::division_code::is_division;
use super::fault::{Check, Fault};
use super::note::Note;
use super::{Context, Identifier, OrganizationCode, Part, Scheme, Text};

/// A unified social credit code (GB 32100-2015): registering authority, type, division of that authority,
/// organization code (GB 11714-1997) with its own check, check of the whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uscc(String);

/// Characters in a code.
const LENGTH: usize = 18;

impl Uscc {
    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The registering authority, such as 9 for market regulation.
    pub fn authority(&self) -> &str {
        &self.0[..1]
    }

    /// The type of body within that authority.
    pub fn body_type(&self) -> &str {
        &self.0[1..2]
    }

    /// The division where the body was **first** registered (GB/T 2260). It stays when the body moves, so it never decides
    /// to which district a body belongs.
    pub fn first_division(&self) -> &str {
        &self.0[2..8]
    }

    /// The organization code inside.
    pub fn organization_code(&self) -> OrganizationCode {
        OrganizationCode::inside_of(self)
    }
}

impl Identifier for Uscc {
    const SCHEME: Scheme = Scheme::Uscc;

    fn from_text(text: &mut Text, _context: Context) -> Result<Self, Fault> {
        text.upper_case();
        text.write_dashes();
        text.drop_spaces();
        text.replace(Note::Dash, |c| (c != '-').then_some(c));
        let code = text.content.as_str();
        check_characters(code)?;
        let outcome = check_both(code);
        if ends_like_rounded(code) {
            outcome.map_err(|_| Fault::SpreadsheetDamage(Damage::Rounded))?;
            text.note(Note::EndsLikeDamage);
        } else {
            outcome?;
        }
        Ok(Uscc(text.content.clone()))
    }

    fn canonical(&self) -> String {
        self.0.clone()
    }

    fn parts(&self) -> Vec<Part> {
        vec![
            Part::new("authority", &self.authority()),
            Part::new("type", &self.body_type()),
            Part::new("first_division", &self.first_division()),
            Part::new("organization_code", &self.organization_code().canonical()),
            Part::new("check", &self.0[17..]),
        ]
    }
}

/// Length, alphabet, and digits of a division at places 3 to 8.
fn check_characters(code: &str) -> Result<(), Fault> {
    let scheme = Scheme::Uscc;
    if code.chars().any(|c| !c.is_ascii_alphanumeric()) {
        return Err(Fault::Shape { scheme });
    }
    if code.len() != LENGTH {
        return Err(match rounded_and_short(code) {
            Some(damage) => Fault::SpreadsheetDamage(damage),
            None => Fault::Length { scheme, found: code.len(), expected: LENGTH },
        });
    }
    let is_wrong =
        |(at, c): &(usize, char)| !USCC_ALPHABET.contains(*c) || ((2..8).contains(at) && !c.is_ascii_digit());
    if let Some((at, found)) = code.chars().enumerate().find(is_wrong) {
        return Err(Fault::Character {
            scheme,
            found,
            position: at + 1,
            corrected: without_lookalikes(code),
        });
    }
    if is_division(&code[2..8]) { Ok(()) } else { Err(Fault::Shape { scheme }) }
}

/// The code with digits for the letters that the standard leaves out because they look like them (O 0, I 1, Z 2, S 5),
/// if both its checks are right then.
fn without_lookalikes(code: &str) -> Option<String> {
    let digits = |c| match c {
        'O' => '0',
        'I' => '1',
        'Z' => '2',
        'S' => '5',
        _ => c,
    };
    let code: String = code.chars().map(digits).collect();
    (is_division(&code[2..8]) && check_both(&code).is_ok()).then_some(code)
}

/// The check of the organization code inside, and the check of the whole.
fn check_both(code: &str) -> Result<(), Fault> {
    let shape = Fault::Shape { scheme: Scheme::Uscc };
    let inner = check::organization_code(&code[8..16]).ok_or(shape.clone())?;
    let outer = check::uscc(&code[..17]).ok_or(shape)?;
    let mut last = code.chars().rev();
    let found_outer = last.next().unwrap_or_default();
    let found_inner = last.next().unwrap_or_default();
    let (which, found, right) = match (found_inner == inner, found_outer == outer) {
        (true, true) => return Ok(()),
        (true, false) => (Check::Outer, found_outer, outer),
        (false, true) => (Check::Inner, found_inner, inner),
        (false, false) => (Check::Both, found_outer, outer),
    };
    Err(Fault::CheckWrong { which, found, right })
}
