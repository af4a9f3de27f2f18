//! Whether a number is a target, and of what kind.

use super::op::Op;
use super::{Measure, window};
use crate::model::{Comparator, TargetKind};
use crate::text::{Text, is_han};
use crate::words::measure::{COUNTED, TIME_UNITS};

/// Whether a number in this place is something to reach.
pub(super) fn is_target(text: &Text, measure: &Measure, op: &Op, strict: bool) -> bool {
    let unit = measure.unit.as_str();
    let next = text.chars.get(measure.after.end).copied();
    let beside =
        measure.number.start.checked_sub(1).filter(|&i| i >= measure.clause.start).map(|i| text.chars[i]);
    let before =
        measure.op.start.checked_sub(1).filter(|&i| i >= measure.clause.start).map(|i| text.chars[i]);
    let counted = COUNTED.iter().any(|counted| unit.ends_with(counted))
        || matches!(unit, "%" | "个百分点" | "分")
        || unit.starts_with(['万', '亿'])
        || unit.ends_with(['元', '瓦', '吨', '亩', '里', '米', '顷', '口', '份']);
    if unit.is_empty() && !(measure.compared && next.is_none_or(|c| !is_han(c) && !c.is_ascii_alphabetic())) {
        return false;
    }
    if unit.is_empty() && measure.number.start == measure.clause.start {
        return false;
    }
    let listing = text.has_at(measure.op.start.saturating_sub(2), "方面")
        || next == Some(':')
        || before == Some('等') && !measure.compared
        || matches!(before, Some('共' | '“' | '"' | '上'));
    if listing {
        return false;
    }
    // 5000平方米以上建筑工地: the number only describes what follows.
    let opens = measure.op.start == measure.clause.start && measure.op.is_empty();
    let describes = opens && next.is_some_and(is_han);
    if describes {
        return false;
    }
    // 对完成率低于80%的单位, 超过10亿元的企业
    if next == Some('的') && matches!(op.comparator, Some(Comparator::More | Comparator::Less)) {
        return false;
    }
    // 每季度召开1次 is a rhythm; 每年不少于1次 is a number to reach.
    let rhythm = text.name(window(measure, measure.number.start)).contains('每');
    if unit == "次" && measure.value <= 1.0 && op.comparator.is_none() && rhythm {
        return false;
    }
    // 3人以上的事故, 20万元以上的村: the number describes what follows.
    if !measure.after.is_empty() && next == Some('的') && op.comparator.is_none() && !op.verb {
        return false;
    }
    let lead = text.name(window(measure, measure.number.start));
    let summed = lead
        .find('共')
        .is_some_and(|at| lead[at + '共'.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()));
    let written = !text.chars[measure.number.start].is_ascii_digit();
    if summed || (written && !measure.compared && !op.verb) {
        return false;
    }
    // 最高不超过15万元 is the rule of a subsidy, not something to reach.
    if unit.ends_with('元') && lead.contains("最高") {
        return false;
    }
    if TIME_UNITS.contains(&unit) {
        return op.comparator.is_some() || (measure.compared && !measure.op.is_empty());
    }
    if measure.compared {
        return true;
    }
    let has_subject = measure.op.start > measure.clause.start || op.verb;
    !strict
        && counted
        && has_subject
        && before != Some('的')
        && !matches!(beside, Some('这' | '各' | '每' | '前' | '其' | '某'))
}

pub(super) fn kind(text: &Text, measure: &Measure, change: bool) -> TargetKind {
    let op = text.name(measure.op.clone());
    let lead = text.name(window(measure, measure.number.start));
    let subject = text.name(window(measure, measure.op.start));
    let unit = measure.unit.as_str();
    let has = |words: &[&str]| words.iter().any(|word| lead.contains(word));
    // 较2023年增长: the 年 belongs to the year.
    let yearly =
        |word: &str| lead.find(word).is_some_and(|at| !lead[..at].ends_with(|c: char| c.is_ascii_digit()));
    let added = ["新增", "净增", "新增加"].iter().any(|word| {
        op.contains(word)
            || subject.trim_start_matches(|c: char| !is_han(c)).starts_with(word)
            || subject.contains(word)
    });
    match unit {
        "%" if ["年均", "年平均", "每年增长", "年增长", "每年提高"].into_iter().any(yearly) => {
            TargetKind::AnnualGrowth
        }
        "%" if change => TargetKind::GrowthOverBase,
        "%" | "‰" => TargetKind::Rate,
        "分" => TargetKind::Score,
        "" if has(&["得分", "满意度"]) => TargetKind::Score,
        "倍" => TargetKind::GrowthOverBase,
        _ if has(&["每年", "每季度", "每月", "每半年", "年服务", "每周"]) => {
            TargetKind::PerYear
        }
        "个百分点" | "百分点" => TargetKind::Delta,
        _ if TIME_UNITS.contains(&unit) => TargetKind::Level,
        _ if added && measure.comparator != Comparator::AtMost => TargetKind::Delta,
        _ if is_count(&lead, &subject, unit) => TargetKind::Count,
        _ => TargetKind::Level,
    }
}

/// Things one can list are counted; densities, stocks and sums are levels.
fn is_count(lead: &str, subject: &str, unit: &str) -> bool {
    let bare = unit.trim_start_matches(['万', '亿', '千', '百']);
    let stock =
        ["量", "总数", "规模", "余额", "面积", "产值", "收入"].iter().any(|end| subject.ends_with(end));
    COUNTED.contains(&bare)
        && !stock
        && !["每万", "每千", "每百", "总量", "人均"].iter().any(|word| lead.contains(word))
}
