//! Whether two titles are those of one plan.

pub(super) use crate::likeness::alike;

/// Whether one name stands inside the other.
pub(super) fn contains(long: &[char], short: &[char]) -> bool {
    !short.is_empty() && long.windows(short.len()).any(|window| window == short)
}

/// Names with so much in common are those of one plan.
const SAME_PLAN: f64 = 0.6;
/// The place in front of a title is no longer than this.
const PLACE_MAX: usize = 6;

/// Whether two bare titles are those of one plan: alike, of the same place and the same kind (方案, 规划).
pub(super) fn is_same_plan(own: &[char], named: &[char], place: Option<&str>) -> bool {
    let place = place.map_or(0, |place| place.chars().count().min(PLACE_MAX));
    let shared = own.iter().zip(named).take_while(|(a, b)| a == b).count();
    let kind = |title: &[char]| title[title.len().saturating_sub(2)..].to_vec();
    shared >= place && kind(own) == kind(named) && alike(own, named) >= SAME_PLAN
}

/// The name of a document without years, brackets and marks: what two of its titles should share.
pub(super) fn bare_title(title: &str) -> Vec<char> {
    let mut depth = 0_usize;
    let mut bare = Vec::new();
    for c in title.chars().map(crate::text::fold) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && c.is_alphanumeric() && !c.is_ascii_digit() => bare.push(c),
            _ => {}
        }
    }
    bare
}
