//! Sections and goals.

use super::Reading;
use crate::marker::Style;
use crate::model::{Goal, Section};
use crate::words::section::SectionKind;

/// The outermost headings.
pub(super) fn sections(reading: &Reading) -> Vec<Section> {
    let items = &reading.outline.items;
    let top =
        items[0].children.iter().filter(|&&item| item >= reading.outline.notice).map(|&item| &items[item]);
    top.filter(|item| item.style != Some(Style::Dash))
        .map(|item| Section {
            path: item.path.clone(),
            title: item.title.clone().unwrap_or_default(),
            kind: item.kind,
            line: item.line,
        })
        .collect()
}

/// The headed items of goal sections.
pub(super) fn read(reading: &Reading) -> Vec<Goal> {
    let outline = &reading.outline;
    let goals = outline.items.iter().enumerate().skip(outline.notice);
    let goals = goals
        .filter(|(_, item)| item.kind == SectionKind::Goals && item.children.is_empty() && item.parent != 0);
    goals
        .filter_map(|(_, item)| {
            let part = &outline.parts[*item.paragraphs.first()?];
            let mut text = part.text.quote(part.body..part.text.len()).to_owned();
            for &more in &item.paragraphs[1..] {
                text.push('\n');
                text.push_str(outline.parts[more].text.raw());
            }
            Some(Goal { title: item.title.clone()?, text, line: item.line })
        })
        .filter(|goal| SectionKind::of(&goal.title) != SectionKind::Goals)
        .collect()
}
