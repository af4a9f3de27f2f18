use super::rules::{MASK, Rules, pattern_schema};
use crate::fault::Fault;
use crate::limits::PERSON_CHARS_MAX;
use crate::writing::{half_width, is_masked, one_line};
use crate::{Codes, Context, Value};

/// The name of one person. Blanks between Chinese characters go (张　三), the point of names of minorities becomes `·`.
#[derive(Debug)]
pub(super) struct Person;

impl Rules for Person {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        if is_masked(written) {
            return Err(Fault::masked());
        }
        let line = one_line(written)?;
        if line.contains(['、', '，', ',', '；', ';', '/', '／']) {
            return Err(Fault::fixed(
                "several-persons",
                ("像是几个人的姓名写在一起", "it looks like the names of several persons"),
                ("请每人分开填写", "write each name by itself"),
            ));
        }
        let name = folded_name(&line);
        if !name.chars().all(may_stand_in_name) || !name.chars().any(char::is_alphabetic) {
            return Err(Fault::fixed(
                "not-a-name",
                ("含有姓名中不会出现的字符", "it holds characters that do not stand in a name"),
                (
                    "请只填写姓名，不要带数字、括号、职务或称谓",
                    "write the name only, without numbers, brackets or titles",
                ),
            ));
        }
        super::text::limited(&name, PERSON_CHARS_MAX)
    }

    fn mask(&self, value: &Value) -> String {
        let mut name = value.as_text().unwrap_or_default().chars();
        match (name.next(), name.count()) {
            (Some(first), 1) => format!("{first}*"),
            (Some(first), 2..) => format!("{first}**"),
            _ => MASK.to_owned(),
        }
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        pattern_schema("^[^0-9*,;/、，；]+$", PERSON_CHARS_MAX)
    }
}

/// Half-width letters, one kind of point, blanks only between Latin names.
fn folded_name(line: &str) -> String {
    let mut name = String::with_capacity(line.len());
    let mut blank = false;
    for c in line.chars().map(fold) {
        if c == ' ' {
            blank = true;
            continue;
        }
        if blank
            && c.is_ascii_alphabetic()
            && name.ends_with(|last: char| last.is_ascii_alphabetic() || last == '.')
        {
            name.push(' ');
        }
        blank = false;
        name.push(c);
    }
    name
}

fn fold(c: char) -> char {
    match c {
        '•' | '・' | '‧' | '∙' | '⋅' | '･' | '．' => '·',
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        _ => half_width(c),
    }
}

fn may_stand_in_name(c: char) -> bool {
    c.is_alphabetic()
        || matches!(c, '·' | ' ' | '-' | '\'' | '.')
        // Marks on letters, variants of characters, and characters that old systems keep in the private area.
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e000}'..='\u{f8ff}' | '\u{e0100}'..='\u{e01ef}')
}
