use super::rules::{MASK, Rules, pattern_schema};
use crate::fault::Fault;
use crate::limits::EMAIL_BYTES_MAX;
use crate::writing::{is_masked, narrow};
use crate::{Codes, Context, Value};

/// An e-mail address of ASCII letters, as every mail server takes it; the part after the @ in small letters.
#[derive(Debug)]
pub(super) struct Email;

/// Bytes before the @ and of one label behind it (RFC 5321, RFC 1035).
const LOCAL_BYTES_MAX: usize = 64;
const LABEL_BYTES_MAX: usize = 63;

impl Rules for Email {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        let text = narrow(written);
        let text = text.strip_prefix("mailto:").unwrap_or(&text);
        let (local, domain) = text.rsplit_once('@').ok_or_else(not_an_email)?;
        if is_masked(text) {
            return Err(Fault::masked());
        }
        let is_email = text.len() <= EMAIL_BYTES_MAX && is_local(local) && is_domain(domain);
        if !is_email {
            return Err(not_an_email());
        }
        Ok(Value::Text(format!("{local}@{}", domain.to_ascii_lowercase())))
    }

    fn mask(&self, value: &Value) -> String {
        match value.as_text().and_then(|text| text.rsplit_once('@')) {
            Some((local, domain)) => {
                format!("{}{MASK}@{domain}", local.chars().next().map(String::from).unwrap_or_default())
            }
            None => MASK.to_owned(),
        }
    }

    fn input_mode(&self) -> &'static str {
        "email"
    }

    fn names_one_thing(&self) -> bool {
        true
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        let mut schema = pattern_schema(
            r"^[A-Za-z0-9!#$%&'+/=?^_`{|}~.-]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])$",
            EMAIL_BYTES_MAX,
        );
        schema["format"] = "email".into();
        schema
    }
}

/// Atoms divided by single points (RFC 5322); a star is left out, because it masks.
fn is_local(local: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'+/=?^_`{|}~-".contains(&byte);
    local.len() <= LOCAL_BYTES_MAX
        && local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_letter))
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LABEL_BYTES_MAX).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top_is_word = |top: &str| top.len() >= 2 && top.starts_with(|c: char| c.is_ascii_alphabetic());
    domain.contains('.')
        && domain.split('.').all(is_label)
        && domain.rsplit('.').next().is_some_and(top_is_word)
}

fn not_an_email() -> Fault {
    Fault::fixed(
        "not-an-email",
        ("不是电子邮箱的写法", "it is not written as an e-mail address"),
        (
            "请填写一个邮箱，如 name@example.cn，不要带姓名、尖括号或汉字",
            "write one address, such as name@example.cn, without a name, brackets or Chinese characters",
        ),
    )
}
