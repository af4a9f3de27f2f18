//! 长沙市市委, 的的, 、、: a character too many.

use super::{Draft, Subject};

/// Doubled before these words, the name of a place has one character too many: 市市委.
const AFTER_PLACE: &[&str] = &["委", "政府", "人大", "政协", "人民政府"];
const PLACES: &[char] = &['市', '县', '区', '省', '镇', '乡'];
/// Before the doubled character these make it right: 全市市委, 各区区委.
const RIGHT: &[char] = &['全', '各', '本', '我', '该'];
const MARKS: &[char] = &['、', ',', '。', ';', ':', '的', '与'];

/// Doubled characters that no word needs.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for passage in &subject.passages {
        let chars = &passage.text.chars;
        for at in 0..chars.len().saturating_sub(1) {
            let (c, before) = (chars[at], at.checked_sub(1).map(|i| chars[i]));
            if c != chars[at + 1] || found.len() >= 12 {
                continue;
            }
            let place = PLACES.contains(&c)
                && passage.text.longest_at(at + 2, AFTER_PLACE).is_some()
                && !before.is_none_or(|before| RIGHT.contains(&before));
            // 目的的 is right, and so is a row of dots drawn with marks.
            let mark = MARKS.contains(&c)
                && before != Some('目')
                && chars.get(at + 2) != Some(&c)
                && before != Some(c);
            if place || mark {
                let clause = at.saturating_sub(4)..chars.len().min(at + 4);
                found.push(Draft::new(
                    subject.spot(passage, clause),
                    format!("“{c}{c}”疑为多打一字：是否更正？"),
                    format!("{c}{c} looks like one character too many. Shall it be corrected?"),
                ));
            }
        }
    }
    found
}
