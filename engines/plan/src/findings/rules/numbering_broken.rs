//! Numbers of headings that skip or repeat.

use std::collections::HashSet;

use super::{Draft, Subject};
use crate::marker::Style;
use crate::outline::Item;

/// Siblings of one style whose numbers do not follow.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let items = &subject.reading.outline.items;
    let annexes = annex_lines(subject);
    let mut found = Vec::new();
    for parent in items {
        let mut breaks = Vec::new();
        for pair in parent.children.windows(2) {
            let (a, b) = (&items[pair[0]], &items[pair[1]]);
            let counted = a.style == b.style
                && !matches!(
                    a.style,
                    None | Some(Style::Dash | Style::Bullet | Style::Heading(_) | Style::Annex)
                );
            let (Some(number), Some(before)) = (b.path.last(), a.path.last()) else { continue };
            let (first, second) = (value(a, before), value(b, number));
            // One begins a new count, as in every chapter.
            let follows = second == first + 1 || second == 1;
            let listed = annexes.contains(&a.line) || annexes.contains(&b.line);
            if !counted || first == 0 || second == 0 || follows || listed {
                continue;
            }
            let title = b.title.clone().unwrap_or_else(|| number.clone());
            breaks.push(Draft::new(
                subject.spot_at(b.line, &title),
                format!("编号“{before}”之后是“{number}”：是漏项还是编号有误？"),
                format!("Number {number} follows {before}. Is an item missing, or is the number wrong?"),
            ));
        }
        // Where most numbers do not follow, they are counted in another way: 任务1-1, 任务1-2.
        if breaks.len() == 1 || breaks.len() * 2 < parent.children.len() {
            found.extend(breaks);
        }
    }
    found
}

/// The number that counts: of 2.1.3 the last part.
fn value(item: &Item, label: &str) -> u32 {
    match item.style {
        Some(Style::Decimal(_)) => {
            let digits = label.rsplit(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty());
            digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
        }
        _ => item.value,
    }
}

/// The lines of lists of annexes (附件：1.… 2.…): their numbers belong to no heading.
fn annex_lines(subject: &Subject<'_>) -> HashSet<usize> {
    let mut lines = HashSet::new();
    let mut within = false;
    for passage in &subject.passages {
        let chars = &passage.text.chars;
        within = opens_annexes(chars) || within && chars.first().is_some_and(char::is_ascii_digit);
        if within {
            lines.insert(passage.line);
        }
    }
    lines
}

/// 附件：…, 附：… or 附件1.…; 附件1 alone is the heading of an annex.
fn opens_annexes(chars: &[char]) -> bool {
    match chars {
        ['附', ':', ..] | ['附', '件', ':', ..] => true,
        ['附', '件', number, mark, ..] => number.is_ascii_digit() && matches!(mark, '.' | '、'),
        _ => false,
    }
}
