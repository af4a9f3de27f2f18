//! The number itself: Arabic, Chinese, with its unit; 翻一番 and 前三.

use std::ops::Range;

use super::Measure;
use crate::model::{Comparator, TargetKind};
use crate::number;
use crate::text::{Text, is_han};
use crate::words::measure::{COUNTED, UNITS};

/// An Arabic number, or a Chinese one from 两 on that a counting unit follows.
pub(super) fn value(text: &Text, at: usize) -> Option<(f64, usize)> {
    let chars = &text.chars[at..];
    if chars[0].is_ascii_digit() {
        return number::arabic(chars);
    }
    let (value, length) = number::whole(chars)?;
    let counted = COUNTED.iter().any(|unit| text.has_at(at + length, unit))
        && !text.has_at(at + length, "个方面")
        && !text.has_at(at + length, "次会议");
    (counted && length <= 3 && value > 1).then_some((f64::from(value), length))
}

pub(super) fn unit(text: &Text, at: usize) -> (String, usize) {
    let multiplier =
        text.longest_at(at, &["万亿", "万", "亿", "千万", "百万"]).map_or(0, |word| word.chars().count());
    let measured = text.longest_at(at + multiplier, UNITS).map_or(0, |word| word.chars().count());
    let length = multiplier + measured;
    (text.name(at..at + length).replace('％', "%"), length)
}

/// 翻一番, 翻两番: a growth of 100 or 300 per cent.
pub(super) fn multiplied(text: &Text, clause: &Range<usize>, at: usize) -> Option<Measure> {
    let (times, length) = number::whole(&text.chars[at + 1..])?;
    let end = at + 1 + length;
    let doubled = matches!(text.chars.get(end), Some('番'))
        .then(|| 2_f64.powi(i32::try_from(times.min(10)).unwrap_or(1)))?;
    Some(Measure {
        clause: clause.clone(),
        op: at..end + 1,
        number: at..end + 1,
        after: end + 1..end + 1,
        value: doubled,
        unit: "倍".to_owned(),
        comparator: Comparator::AtLeast,
        reading: true,
        kind: TargetKind::GrowthOverBase,
        compared: true,
    })
}

/// 进入全省前三, 位居全市前10名: a place in an order, at most so far down.
pub(super) fn rank(text: &Text, clause: &Range<usize>, at: usize) -> Option<Measure> {
    let (value, length) = number::whole(&text.chars[at + 1..])?;
    let mut end = at + 1 + length;
    let unit = text.longest_at(end, &["名", "位", "强"]).unwrap_or("");
    end += unit.chars().count();
    let goes_on = text.chars.get(end).is_some_and(|&c| is_han(c) || c == '%');
    let lead = text.name(clause.start..at);
    let placed =
        ["进入", "位居", "位列", "保持", "排名", "跻身", "排在", "列"].iter().any(|word| lead.contains(word));
    if !placed || (goes_on && unit.is_empty()) || value == 0 {
        return None;
    }
    Some(Measure {
        clause: clause.clone(),
        op: at..at + 1,
        number: at + 1..end,
        after: end..end,
        value: f64::from(value),
        unit: unit.to_owned(),
        comparator: Comparator::AtMost,
        reading: false,
        kind: TargetKind::Rank,
        compared: true,
    })
}
