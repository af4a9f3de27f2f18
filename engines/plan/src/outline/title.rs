//! Where the title of an item ends and its text begins.

use std::ops::Range;

use crate::owners;
use crate::text::Text;

/// A heading longer than this is a sentence of the text, not a title.
const TITLE_MAX: usize = 45;

/// A title before the text in the same paragraph is shorter still.
const RUN_IN_MAX: usize = 32;

/// The title after a mark: to the first full stop if that is near, or to a colon, or the whole line.
pub(crate) fn title(text: &Text, start: usize) -> Option<Range<usize>> {
    // 【区科技局、区教育局】建设培育中心: owners in front are not part of the title.
    let start = owners_in_front(text, start);
    let end = title_end(text, start)?;
    let mut range = start..end;
    if text.chars.get(start) == Some(&'(') {
        // 第一阶段（即日起至3月底）：宣传发动: the title follows the bracket.
        if let Some(pair) = owners::pairs(text, start..text.len().min(start + 60))
            .first()
            .filter(|pair| is_note(text, (*pair).clone()))
        {
            let after = pair.end + usize::from(text.chars.get(pair.end) == Some(&':'));
            return title(text, after).filter(|_| after < text.len());
        }
    }
    // Brackets with owners or dates at the end of a heading are not part of its title.
    while let Some(pair) = owners::pairs(text, range.clone()).pop().filter(|pair| pair.end == range.end) {
        if !is_note(text, pair.clone()) {
            break;
        }
        range.end = pair.start;
    }
    while range.end > range.start && matches!(text.chars[range.end - 1], ':' | '。' | ';' | ',') {
        range.end -= 1;
    }
    (!range.is_empty()).then_some(range)
}

fn owners_in_front(text: &Text, start: usize) -> usize {
    if text.chars.get(start) != Some(&'【') {
        return start;
    }
    let reach = start..text.len().min(start + 200);
    match owners::pairs(text, reach.clone()).first() {
        Some(pair)
            if owners::in_brackets(text, start..pair.end, None)
                .iter()
                .any(|statement| !statement.is_empty()) =>
        {
            pair.end
        }
        _ => start,
    }
}

fn title_end(text: &Text, start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for i in start..text.len().min(start + TITLE_MAX + 80) {
        let length = i - start;
        match text.chars[i] {
            '(' | '《' | '“' | '【' => {
                if depth == 0
                    && length > 0
                    && matches!(text.chars[i], '(' | '【')
                    && is_owner_bracket(text, i)
                {
                    return (length <= TITLE_MAX + 15).then_some(i);
                }
                depth += 1;
            }
            ')' | '》' | '”' | '】' => depth = depth.saturating_sub(1),
            '。' | '!' | '?' if depth == 0 => return is_run_in(text, start, i).then_some(i),
            ';' if depth == 0 => return None,
            ':' if depth == 0 && length > 0 && length <= 20 && i + 1 < text.len() => return Some(i),
            _ => {}
        }
    }
    (text.len() - start <= TITLE_MAX + 15).then_some(text.len())
}

/// Whether the first sentence of a paragraph is its title: short, with one comma at most; alone in its line it may be
/// longer.
fn is_run_in(text: &Text, start: usize, end: usize) -> bool {
    let commas = text.chars[start..end].iter().filter(|&&c| c == ',').count();
    let digits = text.chars[start..end].iter().any(char::is_ascii_digit);
    // A sentence with a comma right before its owners is the task itself.
    let whole = commas > 0 && matches!(text.chars.get(end + 1), Some('(' | '【'));
    end - start <= RUN_IN_MAX && commas <= 1 && !(digits && commas == 1) && !whole
}

fn is_owner_bracket(text: &Text, at: usize) -> bool {
    let end = text.len().min(at + 400);
    let close = owners::pairs(text, at..end).first().cloned();
    close.is_some_and(|pair| !owners::in_brackets(text, pair, None).is_empty())
}

/// A bracket that says when or who or how many: （2024年1月-4月）, （共5项）, （牵头单位：…）.
fn is_note(text: &Text, pair: Range<usize>) -> bool {
    let inner = pair.start + 1..pair.end.saturating_sub(1);
    let words = text.name(inner.clone());
    let count = words.starts_with('共') && words.ends_with(['项', '条', '个']);
    count
        || crate::date::at(text, inner.start, Some(2000)).is_some_and(|span| span.range.end <= inner.end)
        || !owners::in_brackets(text, pair, None).is_empty()
}

/// Where the text goes on after a title: behind its full stop or colon.
pub(super) fn after_title(text: &Text, end: usize) -> usize {
    let closing = text.chars.get(end).is_some_and(|&c| matches!(c, '。' | ':' | '!' | ',' | ';'));
    end + usize::from(closing)
}
