//! By when: the date that holds for a number.

use std::ops::Range;

use crate::date::{self, Span};
use crate::model::ByHow;
use crate::read::Reading;
use crate::text::Text;

/// The dates of a paragraph, and the one that holds outside them.
pub(super) struct By<'r> {
    text: &'r Text,
    /// All dates, in order; numbers inside them are no targets.
    spans: Vec<Span>,
    /// Those that are dates to reach, in order.
    aims: Vec<Span>,
    /// For each aim, the last one up to it that holds for the sentences behind it.
    opening: Vec<Option<usize>>,
    outer: Option<String>,
    /// The year of a plan for one year, meant by 全年 and 年内.
    year: Option<i16>,
    last: Option<String>,
}

/// A date behind a number is looked for among so many.
const BEHIND_MAX: usize = 8;
/// 全年 stands no further than this before its number.
const THIS_YEAR_REACH: usize = 200;

impl<'r> By<'r> {
    pub(super) fn new(reading: &Reading, text: &'r Text, outer: Option<String>) -> By<'r> {
        let single =
            reading.front.period.as_ref().is_some_and(|period| period.to.as_ref() == Some(&period.from));
        let spans = date::all(text, 0..text.len(), reading.year);
        let aims: Vec<Span> =
            spans.iter().filter(|span| is_aim(text, span, reading.floor)).cloned().collect();
        let mut open = None;
        let opening = aims.iter().enumerate().map(|(i, span)| {
            // 到2026年 holds for the sentences that follow; 2026年6月底前 only for its own.
            let opens = matches!(text.chars[span.range.start], '到' | '至' | '力')
                || (span.range.start <= 1 && !span.is_exact);
            open = opens.then_some(i).or(open);
            open
        });
        let opening = opening.collect();
        By { text, spans, aims, opening, outer, year: reading.year.filter(|_| single), last: None }
    }

    /// All dates of the paragraph; numbers inside them are no targets.
    pub(super) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The last date the paragraph named as an aim.
    pub(super) fn last(&self) -> Option<String> {
        self.last.clone()
    }

    /// Remembers the dates of a range as passed.
    pub(super) fn pass(&mut self, range: Range<usize>) {
        let before = self.aims.partition_point(|span| span.range.start < range.end);
        let last =
            before.checked_sub(1).map(|i| &self.aims[i]).filter(|span| span.range.start >= range.start);
        self.last = last.and_then(show).or(self.last.take());
    }

    /// The date for the number at this place in this sentence.
    pub(super) fn of(&self, sentence: Range<usize>, at: usize) -> (Option<String>, ByHow) {
        let passed = self.aims.partition_point(|span| span.range.end <= at);
        let before =
            passed.checked_sub(1).map(|i| &self.aims[i]).filter(|span| span.range.start >= sentence.start);
        let behind =
            self.aims[passed..].iter().take(BEHIND_MAX).take_while(|span| span.range.end <= sentence.end);
        let after =
            || behind.clone().find(|span| span.range.start > at && span.is_exact && self.closes(span));
        if let Some(date) = before.or_else(after).and_then(show) {
            return (Some(date), ByHow::Stated);
        }
        let from = sentence.start.max(at.saturating_sub(THIS_YEAR_REACH));
        if let Some(year) = self.year.filter(|_| self.says_this_year(from, at)) {
            return (Some(year.to_string()), ByHow::Stated);
        }
        let earlier = self.aims.partition_point(|span| span.range.end <= sentence.start);
        let earlier = earlier.checked_sub(1).and_then(|i| self.opening[i]).and_then(|i| show(&self.aims[i]));
        match earlier.or_else(|| self.outer.clone()) {
            Some(date) => (Some(date), ByHow::Inherited),
            None => (None, ByHow::None),
        }
    }

    /// 到2025年、2026年、2027年分别达到…: the dates of a row, if there are as many as numbers.
    pub(super) fn row(&self, before: usize, count: usize) -> Option<Vec<String>> {
        let end = self.aims.partition_point(|span| span.range.end <= before);
        let row = &self.aims[end.checked_sub(count)?..end];
        let joined = row.windows(2).all(|pair| pair[1].range.start <= pair[0].range.end + 1);
        let apart =
            end.checked_sub(count + 1).is_none_or(|i| self.aims[i].range.end + 1 < row[0].range.start);
        (count > 1 && joined && apart).then(|| row.iter().filter_map(show).collect())
    }

    /// 建成3个，2023年底前完成: a date behind a number holds for it when it speaks of finishing.
    fn closes(&self, span: &Span) -> bool {
        const FINISHING: &[&str] =
            &["完成", "建成", "到位", "达到", "出台", "发布", "投入", "落实", "全部", "达标"];
        self.text.longest_at(span.range.end, FINISHING).is_some()
    }

    fn says_this_year(&self, from: usize, to: usize) -> bool {
        ["全年", "年内", "今年", "本年度"].iter().any(|word| self.text.find(word, from..to).is_some())
    }
}

/// A date to reach, not one to start or to compare with: 比2020年, 2023年以来, 2024年基数.
fn is_aim(text: &Text, span: &Span, floor: Option<i16>) -> bool {
    let before = span.range.start.checked_sub(1).map(|i| text.chars[i]);
    let compared =
        before.is_some_and(|c| matches!(c, '比' | '较' | '以' | '自' | '从' | '与' | '[' | '《' | '('));
    let after = text.longest_at(span.range.end, &["以来", "基数", "基础上", "的", "版", "》", ")"]);
    let past = floor.is_some_and(|floor| span.to.is_some_and(|to| to.year < floor));
    !compared
        && !past
        && after.is_none()
        && span.to.is_some()
        && !(span.is_span && span.from.is_some() && !is_part_of_year(span))
}

/// 2024年上半年 is a span that ends; 2024年1月至3月 is one that lasts.
fn is_part_of_year(span: &Span) -> bool {
    span.from.zip(span.to).is_some_and(|(from, to)| from.year == to.year)
}

/// `2026` for a year, the last day for everything that is more precise.
fn show(span: &Span) -> Option<String> {
    let to = span.to?;
    let exact = to.month.is_some() || span.is_exact;
    Some(if exact { to.closed().to_string() } else { to.to_string() })
}
