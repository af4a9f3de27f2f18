//! One term with 县 and with 区: 强县 and 强区.

use std::collections::HashMap;

use super::{Draft, Subject};
use crate::findings::draft::Spot;
use crate::model::ClauseKind;
use crate::text::is_han;

/// 市 is left out: a city has plans of its own beside those of its counties.
const LEVELS: &[char] = &['县', '区', '旗'];
/// The characters before the level that have to be the same.
const CONTEXT: usize = 4;
/// A quote reaches back no further than this.
const QUOTE: usize = 8;
/// Terms told in one finding.
const TERMS_MAX: usize = 4;

/// The same words before 县 here and before 区 there.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut seen: HashMap<&[char], Vec<(char, usize, usize)>> = HashMap::new();
    let mut both: Vec<&[char]> = Vec::new();
    for (i, passage) in subject.passages.iter().enumerate() {
        if !matches!(passage.role, None | Some(ClauseKind::Title)) {
            continue;
        }
        let chars = &passage.text.chars;
        for at in CONTEXT..chars.len() {
            let context = &chars[at - CONTEXT..at];
            let plain = |c: &char| is_han(*c) && !LEVELS.contains(c) && !"省市各".contains(*c);
            if !LEVELS.contains(&chars[at]) || !context.iter().all(plain) {
                continue;
            }
            let levels = seen.entry(context).or_default();
            if levels.iter().all(|(level, _, _)| *level != chars[at]) {
                levels.push((chars[at], i, at));
                if levels.len() == 2 {
                    both.push(context);
                }
            }
        }
    }
    let mut spots: Vec<Spot> = Vec::new();
    for context in both.into_iter().take(TERMS_MAX) {
        let reach = common(subject, &seen[context]);
        for (_, i, at) in &seen[context] {
            spots.push(subject.spot(&subject.passages[*i], at - reach..at + 1));
        }
    }
    super::together(
        spots,
        "同一用语有“县”“区”等不同写法：是否同一称号？请按批准文件写正式名称。",
        "The same term is written with 县 here and 区 there. Is it one designation? Please use the name of the notice that grants it.",
    )
}

/// How many characters before the level all places have in common: the term, as far as they write it alike.
fn common(subject: &Subject<'_>, places: &[(char, usize, usize)]) -> usize {
    let char_at = |place: &(char, usize, usize), back: usize| {
        place.2.checked_sub(back).map(|at| subject.passages[place.1].text.chars[at])
    };
    let alike = |back: &usize| {
        let first = places.first().and_then(|place| char_at(place, *back)).filter(|&c| part_of_term(c));
        first.is_some() && places.iter().all(|place| char_at(place, *back) == first)
    };
    (1..=QUOTE).take_while(alike).count()
}

fn part_of_term(c: char) -> bool {
    is_han(c) && !LEVELS.contains(&c)
}
