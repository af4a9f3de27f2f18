//! Who is assessed is said in different words.

use std::collections::HashSet;

use super::{Draft, Subject, together};
use crate::findings::words::Words;

const ASSESSMENTS: &[&str] = &["绩效考核", "年度工作考核", "年度考核", "考核目标", "目标考核", "绩效评估"];
/// Words between which the assessed stand: 纳入各街道的绩效考核.
const OPENINGS: &[&str] = &["纳入", "列入", "作为", "开展", "加强", "完善", "对"];
const WHO: &[&str] = &["政府", "街道", "园区", "部门", "单位", "乡镇", "企业", "县", "区直"];

/// Clauses on assessment that name different circles.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let (assessments, openings) = (Words::of(ASSESSMENTS), Words::of(OPENINGS));
    let mut circles: HashSet<&[char]> = HashSet::new();
    let mut spots = Vec::new();
    for (passage, clause) in subject.clauses() {
        let chars = &passage.text.chars[clause.clone()];
        let Some((at, _)) = assessments.first(chars) else { continue };
        let start = (0..at).rev().find_map(|i| openings.at(chars, i).next().map(|(length, _)| i + length));
        let circle = &chars[start.unwrap_or(0).min(at)..at];
        let named = WHO.iter().any(|who| circle.iter().collect::<String>().contains(who));
        if named && circles.len() < 12 && circles.insert(circle) {
            spots.push(subject.spot(passage, clause));
        }
    }
    if spots.len() < 2 {
        return Vec::new();
    }
    together(
        spots,
        "考核对象有几种写法：哪些单位被考核，由谁考核，结果用于哪里？请列名单。",
        "Those to be assessed are named in different ways. Which bodies are assessed, by whom and to what end? Please list them.",
    )
}
