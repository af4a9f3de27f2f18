//! What is measured: the words before the comparison, or behind the unit.

use std::ops::Range;

use super::distribute;
use super::measure::Measure;
use crate::text::{Text, is_han};
use crate::words::measure::{MANNER, VERBS};

/// Words before a subject that are not part of it.
const OPENINGS: &[&str] = &[
    "保持",
    "维持",
    "其中",
    "力争",
    "努力",
    "确保",
    "实现",
    "使",
    "推动",
    "并",
    "同时",
    "到",
    "全面",
    "积极",
    "重点",
    "以及",
    "和",
    "将",
    "每年",
    "每季度",
    "每月",
    "每半年",
    "累计",
    "年内",
    "全年",
    "三年累计",
    "新",
    "促进",
    "争取",
    "预计",
    "基本",
    "组织开展",
    "力争到",
    "不断",
    "进一步",
    "另",
    "也",
    "再",
    "又",
    "年均",
    "组织",
    "三年",
];

/// The subjects of a measure: one, or several for 均达到. `earlier` is the subject before, for a clause that leaves it out.
pub(super) fn of(text: &Text, measures: &[Measure], i: usize, earlier: Option<&str>) -> Vec<String> {
    let measure = &measures[i];
    let previous = i
        .checked_sub(1)
        .map(|i| &measures[i])
        .filter(|previous| previous.clause == measure.clause || previous.number.end > measure.clause.start);
    if let Some(shared) = distribute::of(text, measures, i) {
        return shared;
    }
    let start =
        previous.map_or(measure.clause.start, |previous| previous.after.end.max(measure.clause.start));
    let mut lead = start..measure.op.start.max(start);
    strip_front(text, &mut lead);
    strip_verb(text, &mut lead);
    strip_back(text, &mut lead);
    if matches!(text.name(lead.clone()).as_str(), "全市" | "全区" | "全县" | "全省" | "全国" | "辖区")
    {
        lead.start = lead.end;
    }
    let behind = behind(text, measures, i);
    let by_verb = VERBS.iter().any(|verb| text.name(measure.op.clone()).ends_with(verb)) || lead.is_empty();
    let counted = !measure.unit.contains('%') && !measure.unit.is_empty();
    // 选拔不少于200名青年人才: what follows the unit at once is what is counted.
    let follows = counted
        && text.chars.get(measure.after.end).is_some_and(|&c| is_han(c) && !"并且和及以其中为等".contains(c))
        && behind.len() >= 2;
    let subject = match () {
        () if follows && !each(text, &lead) => last_noun(&text.name(behind)).to_owned(),
        // 各街道配备1名以上…的兼职人员: each of many is to have so much.
        () if by_verb && counted && !behind.is_empty() && each(text, &lead) => {
            format!("{}{}", text.name(lead), last_noun(&text.name(behind)))
        }
        () if by_verb && counted && !behind.is_empty() => text.name(behind),
        () if !lead.is_empty() => text.name(lead),
        () if !behind.is_empty() && counted => text.name(behind),
        () => return earlier.map(str::to_owned).or_else(|| left_out(text, measure)).into_iter().collect(),
    };
    if text.name(measure.op.clone()).contains('均') {
        return distribute::each(&subject);
    }
    vec![subject]
}

fn each(text: &Text, lead: &Range<usize>) -> bool {
    lead.len() >= 3 && matches!(text.chars[lead.start], '各' | '每')
}

/// The words after the last 的.
fn last_noun(words: &str) -> &str {
    match words.rfind('的') {
        Some(at) if words.len() > at + 2 * '的'.len_utf8() => &words[at + '的'.len_utf8()..],
        _ => words,
    }
}

/// What a clause leaves out: 2024年建成20个 means what the clause before speaks of, 培训1500人次 means the training.
fn left_out(text: &Text, measure: &Measure) -> Option<String> {
    let op = text.name(measure.op.clone());
    // 开展专利导航，每年不少于1项: the rhythm, too, speaks of the clause before.
    let refers = ["建成", "新增", "建设", "打造", "完成", "新建"].iter().any(|verb| op.starts_with(verb))
        || (measure.compared && op.starts_with('每'));
    let before = measure.clause.start.checked_sub(1).filter(|_| refers);
    if let Some(end) = before {
        let start =
            (0..end).rev().take(60).take_while(|&i| !matches!(text.chars[i], ',' | '。' | ';')).last()?;
        let mut clause = start..end;
        strip_front(text, &mut clause);
        if let Some(at) = VERBS
            .iter()
            .filter_map(|verb| text.find(verb, clause.clone()).map(|at| at + verb.chars().count()))
            .max()
        {
            clause.start = at.min(clause.end);
        }
        return (!clause.is_empty()).then(|| text.name(clause));
    }
    let acts = |verb: &&&str| op.contains(**verb) && !["累计", "力争", "三年累计", "总规模"].contains(*verb);
    let verb = VERBS.iter().filter(acts).max_by_key(|verb| verb.len())?;
    Some((*verb).to_owned())
}

/// The words between the measure before, or the beginning of the clause, and the comparison.
fn lead(measure: &Measure, previous: Option<&Measure>) -> Range<usize> {
    let start =
        previous.map_or(measure.clause.start, |previous| previous.after.end.max(measure.clause.start));
    start..measure.op.start.max(start)
}

/// The verb in front of the subject, where the words before the number do not compare: 完成…30个.
pub(super) fn verb_in_front(text: &Text, measures: &[Measure], i: usize) -> Option<String> {
    let mut lead = lead(
        &measures[i],
        i.checked_sub(1).map(|i| &measures[i]).filter(|previous| previous.clause == measures[i].clause),
    );
    strip_front(text, &mut lead);
    text.longest_at(lead.start, VERBS).filter(|verb| verb.chars().count() < lead.len()).map(str::to_owned)
}

fn strip_front(text: &Text, range: &mut Range<usize>) {
    loop {
        while range.start < range.end && "、,:;。)—-".contains(text.chars[range.start]) {
            range.start += 1;
        }
        // 到2026年底 and the like stand in front of the subject.
        if let Some(span) =
            crate::date::at(text, range.start, Some(2000)).filter(|span| span.range.end <= range.end)
        {
            range.start = span.range.end;
            continue;
        }
        // 一是, 二是
        if crate::number::is_numeral(text.chars[range.start.min(text.len() - 1)])
            && text.has_at(range.start + 1, "是")
            && range.len() > 2
        {
            range.start += 2;
            continue;
        }
        let length = |word: &str| word.chars().count();
        let verb = text.longest_at(range.start, VERBS).map_or(0, length);
        match text.longest_at(range.start, OPENINGS).filter(|word| length(word) < range.len()) {
            // 新增注册商标 opens with a verb, not with 新.
            Some(word) if length(word) >= verb => range.start += length(word),
            _ => return,
        }
    }
}

/// 完成知识产权培育企业30个: the verb in front is not what is counted.
fn strip_verb(text: &Text, range: &mut Range<usize>) {
    // 依托园区建设维权工作站3家: the means stand before the verb.
    if text.longest_at(range.start, MEANS).is_some() {
        let verb = (range.start + 2..range.end).find(|&i| text.longest_at(i, VERBS).is_some());
        range.start = verb.unwrap_or(range.start);
    }
    if let Some(verb) =
        text.longest_at(range.start, VERBS).filter(|verb| verb.chars().count() + 2 <= range.len())
    {
        let after = text.chars.get(range.start + verb.chars().count());
        // 培训人数 and 服务企业 keep their verb when a 的 or 率 closes the name.
        if after != Some(&'率') && !text.chars[range.end - 1].eq(&'率') {
            range.start += verb.chars().count();
        }
    }
}

/// The base of a comparison is no longer than this: 较2023年12月31日.
const BASE_REACH: usize = 14;

/// Words that open a phrase of means or place.
const MEANS: &[&str] = &["依托", "通过", "围绕", "利用", "借助", "面向", "依靠"];

/// Words between a subject and its comparison that belong to neither.
const JOINTS: &[&str] = &["要", "应", "为", "在", "将", "、", ",", "的", "也"];

fn strip_back(text: &Text, range: &mut Range<usize>) {
    strip_base(text, range);
    while range.start < range.end {
        let ends = |word: &&&str| {
            let length = word.chars().count();
            range.len() >= length && text.has_at(range.end - length, word)
        };
        let found = MANNER.iter().chain(JOINTS).find(ends);
        match found {
            Some(word) => range.end -= word.chars().count(),
            None => return,
        }
    }
}

/// 质押融资额较2023年增长30%: the base of a comparison does not name what is measured.
fn strip_base(text: &Text, range: &mut Range<usize>) {
    let is_base = |i: &usize| {
        matches!(text.chars[*i], '较' | '比')
            && crate::date::at(text, i + 1, None).is_some_and(|span| span.range.end == range.end)
    };
    let near = range.start.max(range.end.saturating_sub(BASE_REACH))..range.end;
    if let Some(at) = near.rev().find(is_base).filter(|&at| at > range.start) {
        range.end = at;
    }
}

/// The words behind a unit: 争创1个省级知识产权综合服务分中心.
fn behind(text: &Text, measures: &[Measure], i: usize) -> Range<usize> {
    let measure = &measures[i];
    let stop = measures.get(i + 1).map_or(measure.clause.end, |next| next.op.start.min(measure.clause.end));
    let mut range = measure.after.end..stop.max(measure.after.end);
    while range.start < range.end && "的、以上".contains(text.chars[range.start]) {
        range.start += 1;
    }
    let cut = |i: &usize| matches!(text.chars[*i], '、' | '(' | ';' | '。' | '!' | ')');
    range.end = range.clone().find(cut).unwrap_or(range.end);
    range.end = range.end.min(range.start + 40);
    range
}
