use super::fault::{Check, Fault};
use super::note::Note;
use super::{Context, Identifier, Part, Scheme, Text, Uscc, check};

/// An organization code (GB 11714-1997): eight digits or capitals, a hyphen, the check character.
///
/// New ones exist only inside the unified social credit code, but old files name bodies by them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganizationCode {
    body: String,
    check: char,
}

impl OrganizationCode {
    /// The code that a unified social credit code holds at places 9 to 17; its check is right because the whole was read.
    pub(super) fn inside_of(uscc: &Uscc) -> Self {
        let code = uscc.as_str();
        OrganizationCode { body: code[8..16].to_owned(), check: code.chars().nth(16).unwrap_or_default() }
    }

    /// The eight characters before the check.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The check character.
    pub fn check(&self) -> char {
        self.check
    }
}

impl Identifier for OrganizationCode {
    const SCHEME: Scheme = Scheme::OrganizationCode;

    fn from_text(text: &mut Text, _context: Context) -> Result<Self, Fault> {
        let scheme = Self::SCHEME;
        text.upper_case();
        text.write_dashes();
        text.drop_spaces();
        let (body, last) = match text.content.split_once('-') {
            Some((body, last)) => (body.to_owned(), last.to_owned()),
            None if text.content.chars().count() == 9 && text.content.is_ascii() => {
                let (body, last) = text.content.split_at(8);
                (body.to_owned(), last.to_owned())
            }
            None => (text.content.clone(), String::new()),
        };
        let right = check::organization_code(&body).ok_or(Fault::Shape { scheme })?;
        let code = OrganizationCode { body, check: right };
        if last.is_empty() {
            return Err(Fault::CheckMissing { right, corrected: code.canonical() });
        }
        let mut characters = last.chars();
        let found = characters.next().filter(|&c| c.is_ascii_digit() || c == 'X');
        match (found, characters.next()) {
            (Some(found), None) if found == right => {}
            (Some(found), None) => return Err(Fault::CheckWrong { which: Check::Only, found, right }),
            _ => return Err(Fault::Shape { scheme }),
        }
        if code.canonical() != text.content {
            text.note(Note::Rewritten);
        }
        Ok(code)
    }

    fn canonical(&self) -> String {
        format!("{}-{}", self.body, self.check)
    }

    fn parts(&self) -> Vec<Part> {
        vec![Part::new("body", &self.body), Part::new("check", &self.check)]
    }
}
