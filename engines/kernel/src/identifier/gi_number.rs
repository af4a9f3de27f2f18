use super::fault::{Fault, Slip};
use super::note::Note;
use super::scan::{Scan, is_han};
use super::{Context, Identifier, Part, Scheme, Text, check_year};

/// What identifies a geographical indication: the registration of an agricultural one (`AGI2010-01-00234`, shorter
/// `AGI00234`) or the announcement of a GI product (`国家知识产权局公告第514号`, `质检总局公告2010年第89号`).
///
/// An announcement names the product only together with the product's name. A GI registered as a trademark has an ordinary
/// trademark number. No standard of these numbers was seen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GiNumber(Form);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Form {
    Agricultural { digits: String },
    Announcement { authority: String, year: Option<u16>, number: u32 },
}

/// China has protected products of designated origin by announcement since 1999 (原产地域产品保护规定).
const YEAR_FIRST: u16 = 1999;
/// The longest name of an authority.
const AUTHORITY_CHARACTERS_MAX: usize = 40;

impl GiNumber {
    /// The registration of an agricultural GI, not an announcement.
    pub fn is_agricultural(&self) -> bool {
        matches!(self.0, Form::Agricultural { .. })
    }
}

impl Identifier for GiNumber {
    const SCHEME: Scheme = Scheme::GiNumber;

    fn from_text(text: &mut Text, context: Context) -> Result<Self, Fault> {
        text.upper_case();
        text.write_dashes();
        text.drop_spaces();
        let form = match text.content.strip_prefix("AGI") {
            Some(digits) => agricultural(digits),
            None => announcement(&text.content, context)?,
        };
        let number = GiNumber(form.ok_or(Fault::Shape { scheme: Self::SCHEME })?);
        if number.is_agricultural() {
            text.note(Note::LowConfidence);
        } else if number.canonical() != text.content {
            text.note(Note::Rewritten);
        }
        Ok(number)
    }

    fn canonical(&self) -> String {
        match &self.0 {
            Form::Agricultural { digits } => format!("AGI{digits}"),
            Form::Announcement { authority, year, number } => {
                let year = year.map(|year| format!("{year}年")).unwrap_or_default();
                format!("{authority}公告{year}第{number}号")
            }
        }
    }

    fn parts(&self) -> Vec<Part> {
        match &self.0 {
            Form::Agricultural { digits } => vec![Part::new("serial", &digits)],
            Form::Announcement { authority, year, number } => {
                let mut parts = vec![Part::new("authority", &authority)];
                parts.extend(year.map(|year| Part::new("year", &year)));
                parts.push(Part::new("number", &number));
                parts
            }
        }
    }
}

/// Four to ten digits, or year, batch and serial with hyphens.
fn agricultural(digits: &str) -> Option<Form> {
    let mut scan = Scan::new(digits);
    let first = scan.digits(4, 10)?;
    if scan.take("-") {
        scan.digits(1, 2)?;
        if first.len() != 4 || !scan.take("-") {
            return None;
        }
        scan.digits(1, 5)?;
    }
    scan.is_at_end().then(|| Form::Agricultural { digits: digits.to_owned() })
}

/// The year may stand before or after 公告: `公告2010年第89号`, `2010年第89号公告`.
fn announcement(written: &str, context: Context) -> Result<Option<Form>, Fault> {
    let Some((authority, rest)) = split_authority(written) else { return Ok(None) };
    let is_closed = rest.ends_with("公告");
    let rest = rest.strip_suffix("公告").or_else(|| rest.strip_prefix("公告")).unwrap_or(rest);
    let mut scan = Scan::new(rest);
    let year = scan.year();
    let has_year = year.is_some() && scan.take("年");
    let has_ordinal = scan.take("第");
    let Some(digits) = scan.digits(1, 5) else { return Ok(None) };
    let is_shaped = has_ordinal && has_year == year.is_some() && scan.take("号") && scan.is_at_end();
    let is_announcement = is_closed || written.contains("公告");
    let (true, true, Ok(number)) = (is_shaped, is_announcement, digits.parse::<u32>()) else {
        return Ok(None);
    };
    let year = year.map(|year| check_year(year, YEAR_FIRST, context)).transpose()?;
    if number == 0 {
        return Ok(None);
    }
    let form = Form::Announcement { authority: authority.to_owned(), year, number };
    if digits.starts_with('0') {
        let corrected = Some(GiNumber(form).canonical());
        return Err(Fault::Miswritten { slip: Slip::LeadingZeros, corrected });
    }
    Ok(Some(form))
}

/// The characters up to 公告, or up to the first thing that is not part of a name.
fn split_authority(written: &str) -> Option<(&str, &str)> {
    let at = written.find("公告").into_iter().chain(written.find(|c: char| c == '第' || !is_han(c))).min()?;
    let (authority, rest) = written.split_at(at);
    let count = authority.chars().count();
    (1..=AUTHORITY_CHARACTERS_MAX).contains(&count).then_some((authority, rest))
}
