//! Which paragraphs begin an item of the outline.

use super::Outline;
use crate::marker::{self, Marker, Style};
use crate::owners;
use crate::text::Text;
use crate::words::section::SectionKind;

/// The name of an annex in a list, with its number, is no longer than this.
const ANNEX_NAME_MAX: usize = 40;
const ANNEXES_MAX: u32 = 20;

/// The mark of a paragraph, if it makes it an item of the outline.
pub(super) fn mark(
    outline: &Outline,
    open: &[usize],
    text: &Text,
    heading: usize,
    bullet: bool,
) -> Option<Marker> {
    let found = marker::at_start(text);
    if heading > 0 {
        let unnumbered = || Marker { style: Style::Heading(heading), value: 0, label: String::new(), end: 0 };
        return Some(found.unwrap_or_else(unnumbered));
    }
    let Some(found) = found else { return plain_heading(text, bullet) };
    if bullet && matches!(found.style, Style::Dash | Style::Bullet) {
        return None;
    }
    if owners::starts_with_label(text)
        && matches!(
            found.style,
            Style::ArabicBracket | Style::Circled | Style::Dash | Style::Bullet | Style::Arabic
        )
    {
        return None;
    }
    match found.style {
        Style::Decimal(parts) => follows(outline, open, parts, &found).then_some(found),
        // 一是…；二是… in one paragraph is a list inside the text, not an item of the outline.
        Style::Is => (!lists_on(text)).then_some(found),
        Style::Bullet => None,
        Style::Arabic if names_annex(outline, text, found.value) => None,
        Style::Annex => is_annex(text, &found).then_some(found),
        _ => Some(found),
    }
}

/// 保障措施, 组织实施, 第一季度 alone in a line head what follows without a number.
fn plain_heading(text: &Text, bullet: bool) -> Option<Marker> {
    let words = text.name(0..text.len());
    let quarter =
        text.len() <= 6 && (words.ends_with("季度") || matches!(words.as_str(), "上半年" | "下半年"));
    let section = text.len() <= 8
        && text.chars.iter().all(|&c| crate::text::is_han(c))
        && SectionKind::of(&words) != SectionKind::Other;
    if bullet || !(quarter || section) {
        return None;
    }
    let label = if quarter { words } else { String::new() };
    Some(Marker { style: if quarter { Style::Quarter } else { Style::Plain }, value: 0, label, end: 0 })
}

/// Whether a paragraph that begins with 一是 goes on with 二是.
fn lists_on(text: &Text) -> bool {
    ["二是", "三是", "第二,", "其次,"].iter().any(|word| text.contains(word))
}

/// An annex begins with its number alone or with a title of its own; 附件：1.任务表 at the end of a plan only lists it.
fn is_annex(text: &Text, marker: &Marker) -> bool {
    marker.end == text.len() || (text.len() <= 40 && !matches!(text.chars.get(marker.end - 1), Some(':')))
}

/// 附件：1.任务分工表, 2.指标分解表: the lines after the first go on with the list of annexes.
fn names_annex(outline: &Outline, text: &Text, value: u32) -> bool {
    let before = outline.parts.iter().rev().map(|part| &part.text);
    let mut wanted = value;
    if value > ANNEXES_MAX {
        return false;
    }
    for text in std::iter::once(text).chain(before) {
        if wanted == 1 {
            let first = text.longest_at(0, &["附件", "附:"]).map_or(0, |word| word.chars().count());
            return first > 0 && text.chars[first..].iter().take(3).any(|&c| c == '1');
        }
        let goes_on =
            marker::at_start(text).is_some_and(|found| found.style == Style::Arabic && found.value == wanted);
        if !goes_on || text.len() > ANNEX_NAME_MAX {
            return false;
        }
        wanted -= 1;
    }
    false
}

/// 1.1 is a heading where 1 or another 1.x is open, or where it begins a count.
fn follows(outline: &Outline, open: &[usize], parts: usize, found: &Marker) -> bool {
    let first = found.label.split(['.', '．']).nth(1).is_some_and(|second| second == "1" || second == "１");
    first
        || open.iter().any(|&item| match outline.items[item].style {
            Some(Style::Decimal(other)) => other + 1 >= parts,
            Some(Style::Arabic | Style::Chapter | Style::Part | Style::Chinese) => {
                outline.items[item].value == found.value
            }
            _ => false,
        })
}
