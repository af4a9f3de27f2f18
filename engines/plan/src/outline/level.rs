//! How deep an item stands.

use super::Outline;
use crate::marker::{Marker, Style};
use crate::words::section::SectionKind;

/// How many open items stay open above a new mark.
pub(super) fn level(outline: &Outline, open: &[usize], mark: &Marker) -> usize {
    let style = |&item: &usize| outline.items[item].style;
    if matches!(mark.style, Style::Annex | Style::Plain) {
        return 1;
    }
    // A heading without a number ends where the numbered outline goes on, unless it heads the tasks.
    let major = matches!(
        mark.style,
        Style::Word(_) | Style::Chinese | Style::Chapter | Style::Part | Style::Section | Style::Article
    );
    let plain = open.iter().position(|item| {
        style(item) == Some(Style::Plain) && outline.items[*item].kind != SectionKind::Tasks
    });
    if let Some(plain) = plain.filter(|_| major) {
        return plain;
    }
    if let Some(same) = open.iter().rposition(|item| style(item) == Some(mark.style)) {
        return same;
    }
    if let Some(rank) = rank(mark.style) {
        let lower =
            open.iter().position(|item| style(item).and_then(self::rank).is_some_and(|other| other > rank));
        return lower.unwrap_or(open.len());
    }
    // 一、 never stands below 1. or （一）: such a mark went out of its level.
    if mark.style == Style::Chinese {
        let lower = open.iter().position(|item| {
            matches!(
                style(item),
                Some(
                    Style::ChineseBracket | Style::Arabic | Style::ArabicBracket | Style::Circled | Style::Is
                )
            )
        });
        return lower.unwrap_or(open.len());
    }
    if matches!(mark.style, Style::ChineseBracket) {
        let lower = open
            .iter()
            .position(|item| matches!(style(item), Some(Style::ArabicBracket | Style::Circled | Style::Is)));
        return lower.unwrap_or(open.len());
    }
    // Dashes and 一是 end with the paragraph they stand in; they hold nothing but themselves.
    let leaf = open.iter().rposition(|item| matches!(style(item), Some(Style::Dash | Style::Is)));
    match leaf {
        Some(at)
            if !matches!(mark.style, Style::Dash | Style::Is | Style::Circled | Style::ArabicBracket) =>
        {
            at
        }
        _ => open.len(),
    }
}

/// Marks whose order is fixed by what they say.
fn rank(style: Style) -> Option<usize> {
    Some(match style {
        Style::Part => 1,
        Style::Chapter => 2,
        Style::Section => 3,
        Style::Article => 4,
        Style::Decimal(parts) => 8 + parts,
        Style::Heading(level) => 20 + level,
        _ => return None,
    })
}
