//! Page numbers, running headers, rules and remarks: lines that are not part of the text.

use std::collections::HashMap;

use super::{Furniture, Row, width};
use crate::text::{fold, is_blank};

/// A running header is short; a longer line that comes again is content.
const HEADER_WIDTH_MAX: usize = 80;
/// A line must come at least so often beside page numbers to be a running header.
const HEADER_TIMES_MIN: usize = 2;

/// Empties the rows that are furniture and keeps their text aside.
pub(super) fn set_aside(mut rows: Vec<Row>, aside: &mut Vec<Furniture>) -> Vec<Row> {
    let pages: Vec<usize> = (0..rows.len()).filter(|&i| is_page_number(&rows[i].text)).collect();
    let headers = running_headers(&rows, &pages);
    let mut first = true;
    for row in &mut rows {
        let remark = first && is_remark(&row.text);
        first &= row.is_empty();
        let away =
            remark || is_rule(&row.text) || is_page_number(&row.text) || headers.contains_key(&row.text);
        if away && !row.is_empty() {
            aside.push(Furniture { line: row.number, text: std::mem::take(&mut row.text) });
        }
    }
    rows
}

/// `# source: …` in the first line, as test files and exports carry it.
pub(super) fn is_remark(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('#') else { return false };
    let rest = rest.trim_start().to_lowercase();
    ["source", "来源", "演示数据"].iter().any(|word| rest.starts_with(word))
}

/// Lines of dashes, equal signs or stars.
fn is_rule(text: &str) -> bool {
    let mut marks = text.chars().filter(|&c| !is_blank(c)).map(fold);
    let Some(first) = marks.next() else { return false };
    "-=_*·.+".contains(first) && text.chars().count() >= 3 && marks.all(|c| c == first || "-+".contains(c))
}

/// `— 3 —`, `- 3 -`, `第3页`, `第 3 页 共 10 页`, `3/10`, or a number alone.
fn is_page_number(text: &str) -> bool {
    let text: String = text.chars().filter(|&c| !is_blank(c)).map(fold).collect();
    let bare = text.trim_matches(|c| "-·~".contains(c));
    let number = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    if number(bare) {
        return bare.len() <= 3;
    }
    if let Some((page, pages)) = bare.split_once('/') {
        return number(page) && number(pages);
    }
    let Some(rest) = bare.strip_prefix('第') else { return false };
    let Some((page, rest)) = rest.split_once('页') else { return false };
    let total = rest.trim_start_matches([',', '/', '共']).trim_end_matches('页');
    number(page) && (rest.is_empty() || number(total))
}

/// Lines that stand within two lines of a page number, again and again.
fn running_headers(rows: &[Row], pages: &[usize]) -> HashMap<String, usize> {
    let mut times: HashMap<String, usize> = HashMap::new();
    for &page in pages {
        let below = (page + 1..rows.len()).filter(|&i| !rows[i].is_empty()).take(1);
        let above = (0..page).rev().filter(|&i| !rows[i].is_empty()).take(1);
        for i in below.chain(above) {
            if width(&rows[i].text) <= HEADER_WIDTH_MAX && !is_page_number(&rows[i].text) {
                *times.entry(rows[i].text.clone()).or_default() += 1;
            }
        }
    }
    times.retain(|_, &mut times| times >= HEADER_TIMES_MIN);
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_in_their_many_forms() {
        for text in
            ["— 3 —", "-12-", "－ 4 －", "第3页", "第 3 页 共 10 页", "第3页，共10页", "3/10", "· 7 ·", "15"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2026", "3月", "第三页", "一", "", "2024/2026年"] {
            assert!(!is_page_number(text), "{text}");
        }
    }

    #[test]
    fn rules_are_lines_of_one_mark() {
        assert!(is_rule("-----") && is_rule("———") && is_rule("* * *"));
        assert!(!is_rule("——知识产权创造能力更加强劲") && !is_rule("--"));
    }
}
