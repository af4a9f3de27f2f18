use super::rules::{MASK, Rules, pattern_schema};
use super::text::limited;
use crate::fault::Fault;
use crate::limits::ADDRESS_CHARS_MAX;
use crate::writing::{changed, half_width, is_masked, one_line};
use crate::{Codes, Context, Value};

/// A postal address in China. Full-width digits and letters are folded, since numbers of houses are meant by them.
#[derive(Debug)]
pub(super) struct Address;

/// Shorter is no address to which anything could be sent.
const CHARS_MIN: usize = 5;

impl Rules for Address {
    fn read(&self, written: &str, _context: Context<'_>) -> Result<Value, Fault> {
        if is_masked(written) {
            return Err(Fault::masked());
        }
        let line = one_line(written)?;
        let address = changed(&line, |c| {
            let narrow = half_width(c);
            Some(if narrow.is_ascii_alphanumeric() { narrow } else { c })
        });
        if address.chars().nth(CHARS_MIN - 1).is_none() || !address.chars().any(is_chinese) {
            return Err(Fault::fixed(
                "not-an-address",
                ("不是完整的中国地址", "it is not a whole address in China"),
                (
                    "请用中文填写省、市、区（县）、街道和门牌号，如 ××省××市××区××路1号",
                    "write it in Chinese: province, city, district, street and number",
                ),
            ));
        }
        limited(&address, ADDRESS_CHARS_MAX)
    }

    fn mask(&self, value: &Value) -> String {
        let text = value.as_text().unwrap_or_default();
        format!("{}{MASK}", &text[..district_end(text)])
    }

    fn json_schema(&self, _codes: &Codes) -> serde_json::Value {
        pattern_schema(r"^\S(.*\S)?$", ADDRESS_CHARS_MAX)
    }
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Where the name of the district or county ends, else of the city or province; the rest of an address is personal.
fn district_end(text: &str) -> usize {
    let behind = |ends: &[char], not_after: &[&str]| {
        text.match_indices(ends)
            .find(|(at, _)| !not_after.iter().any(|word| text[..*at].ends_with(word)))
            .map(|(at, end)| at + end.len())
    };
    behind(&['区', '县', '旗'], &["自治", "小", "社", "园", "校"])
        .or_else(|| behind(&['市', '州', '盟'], &[]))
        .or_else(|| behind(&['省'], &[]))
        .unwrap_or(0)
}
