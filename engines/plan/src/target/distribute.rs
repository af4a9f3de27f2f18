//! One comparison for several subjects: 花生种植、收获机械化率分别达到65%和55%.

use std::ops::Range;

use super::measure::Measure;
use crate::text::Text;

/// The measures that share the 分别 of this one.
pub(super) fn row(text: &Text, measures: &[Measure], i: usize) -> Option<Range<usize>> {
    let shares = |&j: &usize| measures[j].op == measures[i].op && !measures[j].op.is_empty();
    if !text.name(measures[i].op.clone()).contains("分别") {
        return None;
    }
    let first = (0..=i).rev().take_while(shares).last()?;
    let last = (i..measures.len()).take_while(shares).last()?;
    Some(first..last + 1)
}

/// The subject of a number that stands in a row with 分别; None where there is no such row.
pub(super) fn of(text: &Text, measures: &[Measure], i: usize) -> Option<Vec<String>> {
    let Range { start: first, end } = row(text, measures, i)?;
    let list = text.name(measures[first].clause.start..measures[first].op.start);
    let subjects = each(strip(&list));
    // One number for all, or one number each.
    if end == first + 1 {
        return Some(subjects);
    }
    (subjects.len() == end - first).then(|| vec![subjects[i - first].clone()])
}

fn strip(list: &str) -> &str {
    let mut list = list;
    for word in ["其中", "力争", "确保", "实现", "全面", "使"] {
        list = list.strip_prefix(word).unwrap_or(list);
    }
    list
}

/// Cuts a list of subjects, giving each what only the first or the last says: 马铃薯种植、收获机械化率.
pub(super) fn each(list: &str) -> Vec<String> {
    let parts = cut(list);
    if parts.len() < 2 {
        return vec![list.to_owned()];
    }
    let chars = |part: &str| part.chars().collect::<Vec<char>>();
    let (first, last) = (chars(&parts[0]), chars(&parts[parts.len() - 1]));
    // Complete names end alike: 专利授权量、商标注册量.
    let whole = parts.iter().all(|part| is_measure(part));
    if whole {
        return parts;
    }
    // The part that differs is taken to be as long in the first as in the last: two characters as a rule.
    let tail: String = last.iter().skip(2).collect();
    let head: String = first.iter().take(first.len().saturating_sub(2)).collect();
    let middle = |i: usize, part: &str| -> String {
        let part = chars(part);
        match i {
            0 => part[part.len().saturating_sub(2)..].iter().collect(),
            _ if i + 1 == parts.len() => part.iter().take(2).collect(),
            _ => part.iter().collect(),
        }
    };
    parts.iter().enumerate().map(|(i, part)| format!("{head}{}{tail}", middle(i, part))).collect()
}

/// Cuts at 、 and at 和 outside brackets and quotation marks.
fn cut(list: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for c in list.chars() {
        match c {
            '（' | '(' | '“' => depth += 1,
            '）' | ')' | '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && matches!(c, '、' | '和' | '及') {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a name can be measured by itself.
fn is_measure(name: &str) -> bool {
    [
        "率", "量", "数", "额", "值", "度", "例", "比", "重", "长", "面积", "规模", "收入", "标准", "环节",
        "材料", "时间", "成本", "企业", "店", "街", "项目", "中心", "基地",
    ]
    .iter()
    .any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::each;

    #[test]
    fn shared_words_are_given_to_each() {
        assert_eq!(each("马铃薯种植、收获机械化率"), ["马铃薯种植机械化率", "马铃薯收获机械化率"]);
        assert_eq!(each("化肥、农药使用量"), ["化肥使用量", "农药使用量"]);
        assert_eq!(each("全程网办率、即办件比例"), ["全程网办率", "即办件比例"]);
        assert_eq!(each("群众满意度"), ["群众满意度"]);
    }
}
