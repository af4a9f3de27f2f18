//! 凯乐微谷等3个基地: and the other two?

use super::{Draft, Passage, Subject, by_owner};
use crate::number;

const UNITS: &str = "个家项所处座条名类种支";

/// Lists with 等 and a number that name fewer than they count.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut spots = Vec::new();
    for (passage, clause) in subject.clauses() {
        let mut start = clause.start;
        for i in clause.clone() {
            if i < start || passage.text.chars[i] != '等' || spots.len() >= 50 {
                continue;
            }
            let Some((count, length)) = number::whole(&passage.text.chars[i + 1..clause.end]) else {
                continue;
            };
            let after = i + 1 + length;
            let unit = passage.text.chars.get(after).is_some_and(|c| UNITS.contains(*c));
            let named = count_items(passage, start, i);
            if unit && count > 1 && named < count as usize {
                let from = (start..i)
                    .rev()
                    .find(|&j| matches!(passage.text.chars[j], '、'))
                    .map_or(start, |j| j + 1);
                let end = (after..clause.end)
                    .find(|&j| matches!(passage.text.chars[j], '、'))
                    .unwrap_or(clause.end);
                spots.push(subject.spot(passage, from..end));
            }
            // The next list begins behind the things that were counted.
            start =
                (after..clause.end).find(|&j| passage.text.chars[j] == '、').map_or(clause.end, |j| j + 1);
        }
    }
    by_owner(
        spots,
        "“等”后所列数量多于已点名的：其余是哪些？请补全名单。",
        "The number after 等 is larger than what is named. Which are the others? Please complete the list.",
    )
}

/// Items between 、 and 和 before 等; a bracket counts as one.
fn count_items(passage: &Passage<'_>, start: usize, end: usize) -> usize {
    let mut depth = 0_usize;
    let mut items = 1;
    for &c in &passage.text.chars[start..end] {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '、' | '和' | '及' if depth == 0 => items += 1,
            _ => {}
        }
    }
    items
}
