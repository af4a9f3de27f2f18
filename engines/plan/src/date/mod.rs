//! Dates as plans write them: 2026年底前, 2024年1月-4月, 即日起至3月底, 2024年第二季度, “十四五”期末.

mod parse;
mod point;

use std::ops::Range;

use crate::text::Text;
use parse::{bare_month, may_begin, point};
pub(crate) use point::Point;

/// A date or a span of time found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) range: Range<usize>,
    /// None where the text leaves it open.
    pub(crate) from: Option<Point>,
    pub(crate) to: Option<Point>,
    /// Written as a span (一月至三月), not as one date.
    pub(crate) is_span: bool,
    /// Written as an end: 底, 末, 前, or after 到, 至.
    pub(crate) is_end: bool,
    /// 底 or 末 or 前 or a day: the date is meant to the day.
    pub(crate) is_exact: bool,
}

/// The date or span that begins at this place. `year` is used where the text names none.
pub(crate) fn at(text: &Text, start: usize, year: Option<i16>) -> Option<Span> {
    if !text.chars.get(start).is_some_and(|&c| may_begin(c)) {
        return None;
    }
    let reach = text.longest_at(start, &["到", "至", "截至", "截止", "截止到", "截至到", "力争到", "于"]);
    let since = usize::from(reach.is_none() && matches!(text.chars[start], '自' | '从'));
    let begin = start + since + reach.map_or(0, |word| word.chars().count());
    if let Some(word) =
        text.longest_at(start, &["即日起", "自印发之日起", "发布之日起", "从现在起", "自即日起"])
    {
        let mut end = start + word.chars().count();
        end += usize::from(matches!(text.chars.get(end), Some('至' | '到' | '-' | '~' | '—')));
        let found = point(text, end, year)?;
        return Some(Span {
            range: start..found.end,
            from: None,
            to: Some(found.to),
            is_span: true,
            is_end: true,
            is_exact: found.is_exact,
        });
    }
    let first = point(text, begin, year)?;
    let mut end = first.end;
    let joint = text.longest_at(end, &["起至", "起到", "-", "--", "—", "——", "~", "至", "到", "——-"]);
    if let Some(joint) = joint.filter(|_| reach.is_none() && !first.is_exact_end()) {
        let next = end + joint.chars().count();
        let year = Some(first.from.year);
        if let Some(second) = point(text, next, year).or_else(|| bare_month(text, next, &first)) {
            return Some(Span {
                range: start..second.end,
                from: Some(first.from),
                to: Some(second.to),
                is_span: true,
                is_end: second.is_end,
                is_exact: second.is_exact,
            });
        }
    }
    if let Some(words) = text.longest_at(end, &["及之后", "及以后", "起", "以后", "之后", "开始", "以来"])
    {
        end += words.chars().count();
        return Some(Span {
            range: start..end,
            from: Some(first.from),
            to: None,
            is_span: true,
            is_end: false,
            is_exact: false,
        });
    }
    let is_end = first.is_end || reach.is_some();
    let from = (first.from != first.to).then_some(first.from);
    Some(Span {
        range: start..end,
        from,
        to: Some(first.to),
        is_span: from.is_some(),
        is_end,
        is_exact: first.is_exact,
    })
}

/// Words for a duty without an end.
const ONGOING: &[&str] = &[
    "长期坚持",
    "长期推进",
    "长期任务",
    "长期",
    "持续推进",
    "持续实施",
    "持续开展",
    "持续落实",
    "持续",
    "常年",
    "常态化",
    "贯穿全程",
    "全年",
    "始终坚持",
    "年度任务",
    "每年",
    "全程",
];

/// A deadline as somebody wrote it into a label or a cell: a date, or `ongoing`.
pub(crate) fn deadline(text: &Text, range: Range<usize>, year: Option<i16>) -> Option<String> {
    let mut latest: Option<Point> = None;
    let mut at = range.start;
    while at < range.end {
        match self::at(text, at, year).filter(|span| span.range.end <= range.end) {
            Some(span) => {
                let to = span.to.map(|to| if to.month.is_some() || span.is_exact { to.closed() } else { to });
                latest = latest.max(to);
                at = span.range.end;
            }
            None => at += 1,
        }
    }
    let yearly = ["每年", "每季度", "每月", "每半年"].iter().any(|word| text.has_at(range.start, word));
    if yearly {
        return Some("ongoing".to_owned());
    }
    let ongoing = || (range.start..range.end).any(|i| text.longest_at(i, ONGOING).is_some());
    match latest {
        Some(point) => Some(point.to_string()),
        None => ongoing().then(|| "ongoing".to_owned()),
    }
}

/// A deadline as somebody writes it by itself, in the form of [`crate::Task::deadline`]: 2026年底前, 2026-12, 2026, 长期. A date has to
/// name its year; None where nothing of that is there.
pub fn written_deadline(text: &str) -> Option<String> {
    let text = text.trim();
    if text == "ongoing" {
        return Some(text.to_owned());
    }
    let text = by_itself(text);
    deadline(&text, 0..text.len(), None)
}

/// When something begins or ends as somebody writes it by itself, in the form of [`crate::Stage::from`]: 2024年1月, 2024-01, 2024. It has to
/// name its year; None for a span, and where nothing of that is there.
pub fn written_point(text: &str) -> Option<String> {
    let text = by_itself(text.trim());
    let span = at(&text, 0, None).filter(|span| span.range.end == text.len() && !span.is_span)?;
    span.to.map(|point| point.to_string())
}

/// A year that stands alone is one.
fn by_itself(text: &str) -> Text {
    let is_bare_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = if is_bare_year { format!("{text}年") } else { text.to_owned() };
    Text::joined([(&*text, 1)])
}

/// All dates and spans in a range, in order.
pub(crate) fn all(text: &Text, range: Range<usize>, year: Option<i16>) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end.min(text.len()) {
        let digit_before = at > 0 && text.chars[at - 1].is_ascii_digit();
        match self::at(text, at, year).filter(|_| !digit_before) {
            Some(span) => {
                at = span.range.end.max(at + 1);
                found.push(span);
            }
            None => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let text = Text::joined([(text, 1)]);
        let spans = all(&text, 0..text.len(), Some(2024));
        let point = |point: Option<Point>| point.map_or("…".to_owned(), |point| point.to_string());
        let one = |span: &Span| match span.is_span {
            true => format!("{}..{}", point(span.from), point(span.to)),
            false => point(span.to),
        };
        spans.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn dates_in_the_forms_of_plans() {
        let cases = [
            ("到2026年底，", "2026-12-31"),
            ("到2026年，", "2026"),
            ("2018年12月底前", "2018-12-31"),
            ("2024年1月-2024年4月", "2024-01..2024-04"),
            ("2024年1月至4月", "2024-01..2024-04"),
            ("2024年1-3月", "2024-01..2024-03"),
            ("2024.1-2024.4", "2024-01..2024-04"),
            ("2027年1月及之后", "2027-01..…"),
            ("2021－2035年", "2021..2035"),
            ("2024-2026年", "2024..2026"),
            ("即日起至3月底", "…..2024-03-31"),
            ("2024年第二季度", "2024-04..2024-06"),
            ("2025年上半年", "2025-01..2025-06"),
            ("2025年6月30日前", "2025-06-30"),
            ("2025年6月前", "2025-06-30"),
            ("2025年前", "2025"),
            ("6月15日前", "2024-06-15"),
            ("“十四五”末", "2025"),
            ("二〇二六年十二月三十一日", "2026-12-31"),
            ("2024年3月1日至2024年5月31日", "2024-03-01..2024-05-31"),
            ("每万人突破120件，PCT 3.15", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn deadlines_of_labels() {
        let cases = [
            ("2025年6月底前", Some("2025-06-30")),
            ("2025年12月", Some("2025-12-31")),
            ("2026年", Some("2026")),
            ("长期坚持", Some("ongoing")),
            ("2024年底前完成，并持续推进", Some("2024-12-31")),
            ("—", None),
        ];
        for (text, expected) in cases {
            let text = Text::joined([(text, 1)]);
            assert_eq!(deadline(&text, 0..text.len(), Some(2024)).as_deref(), expected, "{}", text.raw());
        }
    }

    #[test]
    fn deadlines_that_somebody_writes_by_themselves() {
        let cases = [
            ("2026年底前", Some("2026-12-31")),
            ("２０２６年６月底前", Some("2026-06-30")),
            ("2026-12-31", Some("2026-12-31")),
            ("2026-12", Some("2026-12-31")),
            ("2026/3/5", Some("2026-03-05")),
            (" 2026 ", Some("2026")),
            ("2026年", Some("2026")),
            ("2026年第三季度", Some("2026-09-30")),
            ("长期", Some("ongoing")),
            ("ongoing", Some("ongoing")),
            ("12月底前", None),
            ("年底前", None),
            ("尽快", None),
            ("2026-13-40", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(written_deadline(text).as_deref(), expected, "{text}");
        }
    }
}
