//! Second thoughts about sections, once all their items are known.

use super::Outline;
use crate::date;
use crate::marker::Style;
use crate::words::section::SectionKind;

/// Settles what sections are for where their titles alone mislead.
pub(super) fn settle(outline: &mut Outline) {
    for section in outline.items[0].children.clone() {
        let kind = outline.items[section].kind;
        let settled = match kind {
            SectionKind::Tasks | SectionKind::Other if has_dated_items(outline, section) => {
                SectionKind::Stages
            }
            SectionKind::Safeguards
                if goes_on_counting(outline, section) && !is_standard(outline, section) =>
            {
                before(outline, section).map_or(SectionKind::Tasks, |before| outline.items[before].kind)
            }
            _ => continue,
        };
        for item in outline.below(section) {
            outline.items[item].kind = settled;
        }
    }
}

/// 工作安排 with （一）动员部署（2024年4月） holds stages.
fn has_dated_items(outline: &Outline, section: usize) -> bool {
    let children = &outline.items[section].children;
    let dated = children.iter().filter(|&&child| {
        let part = outline.items[child].paragraphs.first().map(|&i| &outline.parts[i]);
        part.is_some_and(|part| {
            let end = part.title.as_ref().map_or(part.marker, |title| title.end);
            let opened = part.text.chars.get(end) == Some(&'(');
            opened
                && date::at(&part.text, end + 1, Some(2000))
                    .is_some_and(|span| part.text.chars.get(span.range.end) == Some(&')'))
        })
    });
    let dated = dated.count();
    dated >= 2 && dated * 2 > children.len()
}

/// 保障措施 stays what it says, however its items are counted; 夯实基础保障 does not.
fn is_standard(outline: &Outline, section: usize) -> bool {
    const STANDARD: [&str; 12] = [
        "保障措施",
        "保障举措",
        "组织实施",
        "组织保障",
        "工作要求",
        "工作保障",
        "保障机制",
        "实施保障",
        "有关要求",
        "相关要求",
        "保障与监督",
        "组织领导",
    ];
    outline.items[section].title.as_deref().is_some_and(|title| STANDARD.contains(&title))
}

fn before(outline: &Outline, section: usize) -> Option<usize> {
    outline.items[0].children.iter().copied().take_while(|&other| other != section).last()
}

/// 四、夯实基础保障 whose first item is 10 after a 9 goes on with the tasks.
fn goes_on_counting(outline: &Outline, section: usize) -> bool {
    let items = &outline.items;
    let Some(&first) = items[section].children.first() else { return false };
    let last = before(outline, section).and_then(|before| {
        outline
            .below(before)
            .into_iter()
            .filter(|&item| items[item].style == items[first].style)
            .map(|item| items[item].value)
            .max()
    });
    !matches!(items[first].style, Some(Style::Decimal(_) | Style::Article))
        && items[first].value > 1
        && last.is_some_and(|last| last + 1 == items[first].value)
}
