//! The title, and what it says about place and time.

use std::ops::Range;

use super::role::status;
use super::{Front, TITLE_MAX, joined, paragraph};
use crate::date;
use crate::layout::Block;
use crate::model::Period;
use crate::text::{Text, fold};

/// Words that end the titles of plans.
const TITLE_ENDS: &[&str] = &[
    "方案",
    "计划",
    "意见",
    "规划",
    "纲要",
    "要点",
    "通知",
    "措施",
    "办法",
    "细则",
    "规定",
    "决定",
    "清单",
    "分工",
    "行动",
    "安排",
    "规程",
    "公告",
    "通告",
    "函",
    "通报",
    "分解表",
    "任务书",
    "工程",
    "条例",
    "规则",
    "制度",
    "指南",
    "举措",
    "意见稿",
];

pub(super) fn has_title_end(words: &str) -> bool {
    let bare = crate::words::body::without_bracket(words);
    TITLE_ENDS.iter().any(|end| bare.ends_with(end))
}

/// The plan that a covering notice passes on: 关于印发《…》的通知.
pub(super) fn named_in_notice(title: &str) -> Option<String> {
    if !title.contains("通知") && !title.contains("印发") {
        return None;
    }
    if let (Some(open), Some(close)) = (title.find('《'), title.rfind('》')) {
        return (open < close).then(|| title[open + '《'.len_utf8()..close].to_owned());
    }
    let begin =
        ["关于印发", "印发", "转发"].iter().find_map(|word| title.find(word).map(|at| at + word.len()))?;
    let end = title.rfind("的通知").or_else(|| title.rfind("通知"))?;
    (begin < end).then(|| title[begin..end].to_owned())
}

/// Where the title named in a notice stands by itself.
pub(super) fn find_title(blocks: &[Block], from: usize, named: &str) -> Option<Range<usize>> {
    let named = bare(named);
    for start in from..blocks.len() {
        if paragraph(blocks, start)
            .is_none_or(|paragraph| paragraph.text.len() > TITLE_MAX || paragraph.text.last() == Some('。'))
        {
            continue;
        }
        for end in start + 1..=blocks.len().min(start + 4) {
            let text = bare(&joined(blocks, start..end));
            let shorter = text.chars().count().min(named.chars().count());
            if shorter >= 6
                && (text == named
                    || text.starts_with(&named) && text.chars().count() <= shorter + 20
                    || (named.ends_with(&text) && shorter * 2 > named.chars().count()))
            {
                return Some(start..end);
            }
            if !named.contains(&text) {
                break;
            }
        }
    }
    None
}

/// Letters only, so that widths and marks do not matter.
fn bare(words: &str) -> String {
    words.chars().map(fold).filter(|c| c.is_alphanumeric()).collect()
}

pub(super) fn set_title(front: &mut Front, text: &str) {
    let mut title = text.to_owned();
    let stripped = crate::words::body::without_bracket(&title).to_owned();
    if stripped.len() < title.len()
        && let Some(found) = status(&title[stripped.len()..])
    {
        // 试行 and 暂行 belong to the name of a rule; a draft does not.
        if !matches!(found.as_str(), "试行" | "暂行") {
            title = stripped;
        }
        front.status = Some(found);
    }
    // （共12项） counts what follows; it is not part of the name.
    let bare = crate::words::body::without_bracket(&title);
    if title[bare.len()..].trim_start_matches(['（', '(']).starts_with('共') {
        title = bare.to_owned();
    }
    for prefix in ["附件：", "附件:"] {
        title = title.strip_prefix(prefix).unwrap_or(&title).to_owned();
    }
    let words = Text::joined([(title.as_str(), 1)]);
    front.period = period(&words);
    front.place = place(&title);
    front.title = Some(title);
}

/// The years in a title: （2024-2026年）, or one year for a yearly plan.
fn period(title: &Text) -> Option<Period> {
    let spans = date::all(title, 0..title.len(), None);
    let span = spans.iter().find(|span| span.is_span).or(spans.first())?;
    let from = span.from.or(span.to)?;
    Some(Period { from: from.to_string(), to: span.to.map(|to| to.to_string()) })
}

/// The place at the beginning of a title: 长沙市开福区.
fn place(title: &str) -> Option<String> {
    let title = title.strip_prefix("关于").unwrap_or(title).trim_start_matches("中共");
    let mut end = 0;
    let mut since = 0;
    for (at, c) in title.char_indices() {
        since += 1;
        if since > 8 || "《（(、，关".contains(c) {
            break;
        }
        let segment = &title[end..at];
        if ["国家", "全国", "知识", "建设", "创建", "推进", "促进"].iter().any(|word| segment.contains(word))
        {
            break;
        }
        if "省市县区州盟旗镇乡".contains(c) && since >= 2 {
            end = at + c.len_utf8();
            since = 0;
        }
    }
    (end > 0).then(|| title[..end].to_owned())
}
