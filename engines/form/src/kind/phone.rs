use super::rules::{MASK, Rules, pattern_schema};
use crate::fault::Fault;
use crate::writing::{is_masked, is_power_of_ten, narrow};
use crate::{Codes, Context, Value};

/// A telephone number of China: mobile `13812345678`, line `010-12345678`, with extension `010-12345678-123`, of a company
/// `400-123-4567`, of a service `12345`.
#[derive(Debug)]
pub(super) struct Phone;

/// The fewest digits of a line, without its area.
const LINE_DIGITS_MIN: usize = 7;

/// The most digits that may stand in a number with its extension.
const DIGITS_MAX: usize = 24;

impl Rules for Phone {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        if is_masked(written) {
            return Err(Fault::masked());
        }
        let text = narrow(written);
        if is_power_of_ten(&text) {
            return Err(Fault::power_of_ten());
        }
        if text.contains(['/', ';', ',', '、', '；', '，']) {
            return Err(Fault::fixed(
                "several-phones",
                ("像是几个电话号码写在一起", "it looks like several telephone numbers"),
                ("请每个号码分开填写", "write each number by itself"),
            ));
        }
        let (number, extension) = parts(without_country(&text)).ok_or_else(not_a_phone)?;
        let number = national(&number);
        if let ("", Some(mobile)) = (extension.as_str(), mobile(number)) {
            return Ok(Value::Text(mobile.to_owned()));
        }
        let line = line(number)?;
        // Numbers of services, such as 12345, have no extensions; written with one they would read as another number.
        if !extension.is_empty() && line.bytes().filter(u8::is_ascii_digit).count() < LINE_DIGITS_MIN {
            return Err(not_a_phone());
        }
        Ok(Value::Text(if extension.is_empty() { line } else { format!("{line}-{extension}") }))
    }

    fn mask(&self, value: &Value) -> String {
        let number = value.as_text().unwrap_or_default();
        if mobile(number).is_some() {
            return format!("{}{MASK}{}", &number[..3], &number[7..]);
        }
        match number.split('-').collect::<Vec<_>>()[..] {
            [area, line] | [area, line, _] if area.starts_with('0') && line.len() >= 7 && line.is_ascii() => {
                let (hidden, shown) = line.split_at(line.len() - 4);
                format!("{area}-{}{shown}", "*".repeat(hidden.len()))
            }
            _ => MASK.to_owned(),
        }
    }

    fn input_mode(&self) -> &'static str {
        "tel"
    }

    fn names_one_thing(&self) -> bool {
        true
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        pattern_schema(
            "^(1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8}(-[0-9]{1,6})?|[48]00-[0-9]{3}-[0-9]{4}(-[0-9]{1,6})?|1[0-9]{2}|[19][0-9]{4}|9[0-9]{5})$",
            DIGITS_MAX,
        )
    }
}

/// The digits of the number and of its extension, if nothing else stands there.
fn parts(text: &str) -> Option<(String, String)> {
    let (number, extension) = match text.find(['转', '#', 'x', 'X', 'e', 'E', '分']) {
        Some(at) => (&text[..at], extension(&text[at..])?),
        None => dashed_extension(text),
    };
    let number = number.strip_suffix(".0").unwrap_or(number);
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let divides = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let is_plain = number.chars().all(|c| c.is_ascii_digit() || divides(c));
    let is_short = digits.len() <= DIGITS_MAX && extension.len() <= 6;
    (is_plain && is_short && !digits.is_empty()).then(|| (digits, extension.to_owned()))
}

/// The digits after 转, 分机, ext., x or #.
fn extension(text: &str) -> Option<&str> {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let word: String =
        text[..text.len() - digits.len()].chars().filter(|c| !matches!(c, ' ' | '.' | ':')).collect();
    let is_word = ["转", "转分机", "分机", "分机号", "#", "x", "ext", "extension"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known));
    (is_word && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// `010-12345678-123`: what stands after a whole number and another dash.
fn dashed_extension(text: &str) -> (&str, &str) {
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    match text.rsplit_once('-') {
        Some((number, extension))
            if digits(number) >= 10
                && (1..=6).contains(&extension.len())
                && digits(extension) == extension.len() =>
        {
            (number, extension)
        }
        _ => (text, ""),
    }
}

/// The text without the prefix of the country, where a sign shows it.
fn without_country(text: &str) -> &str {
    let rest = ["+86", "(+86)", "0086", "(0086)", "(86)"].iter().find_map(|prefix| text.strip_prefix(prefix));
    rest.map_or(text, |rest| rest.trim_start_matches([' ', '-']))
}

/// The digits without the prefix of the country, which is seen by the length of a mobile number.
fn national(digits: &str) -> &str {
    digits.strip_prefix("86").filter(|rest| mobile(rest).is_some()).unwrap_or(digits)
}

fn mobile(digits: &str) -> Option<&str> {
    let is_mobile = digits.len() == 11
        && digits.starts_with('1')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(digits.as_bytes()[1], b'3'..=b'9');
    is_mobile.then_some(digits)
}

/// A number that is not mobile, with its dashes.
fn line(digits: &str) -> Result<String, Fault> {
    match (digits.as_bytes().first(), digits.len()) {
        // 010 and 02x are area codes of three digits with lines of eight; the others have four.
        (Some(b'0'), 11) if is_short_area(digits) => Ok(format!("{}-{}", &digits[..3], &digits[3..])),
        (Some(b'0'), 11 | 12) if !is_short_area(digits) => Ok(format!("{}-{}", &digits[..4], &digits[4..])),
        (Some(b'4' | b'8'), 10) if &digits[1..3] == "00" => {
            Ok(format!("{}-{}-{}", &digits[..3], &digits[3..6], &digits[6..]))
        }
        (Some(b'1'), 3) | (Some(b'1' | b'9'), 5) => Ok(digits.to_owned()),
        (Some(b'9'), 6) => Ok(digits.to_owned()),
        (Some(b'1'), _) => Err(Fault::fixed(
            "wrong-mobile",
            ("手机号码应为11位，以13至19开头", "a mobile number has 11 digits and begins with 13 to 19"),
            ("请核对号码的位数", "check the number of digits"),
        )),
        (Some(b'2'..=b'9'), 7 | 8) => Err(Fault::fixed(
            "area-code-missing",
            ("固定电话缺少区号", "the area code is missing"),
            ("请在号码前加上区号，如 010-12345678", "put the area code before it, such as 010-12345678"),
        )),
        (Some(b'2'..=b'9'), 10 | 11) => Err(Fault::fixed(
            "leading-zero-lost",
            ("区号开头的0可能被电子表格去掉了", "a spreadsheet may have dropped the 0 of the area code"),
            ("请补上区号开头的0，如 010-12345678", "put the 0 before it again, such as 010-12345678"),
        )),
        _ => Err(not_a_phone()),
    }
}

fn is_short_area(digits: &str) -> bool {
    digits.starts_with("01") || digits.starts_with("02")
}

fn not_a_phone() -> Fault {
    Fault::fixed(
        "not-a-phone",
        ("不是中国的电话号码", "it is no telephone number of China"),
        (
            "请填写11位手机号码，或带区号的固定电话，如 010-12345678，分机写作 010-12345678-123",
            "write a mobile number of 11 digits, or a line with its area code, such as 010-12345678, an extension as 010-12345678-123",
        ),
    )
}
