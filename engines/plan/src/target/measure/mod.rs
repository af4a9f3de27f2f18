//! Numbers with their units and the words that compare.

mod kind;
mod op;
mod value;

use std::ops::Range;

use crate::date::Span;
use crate::model::{Comparator, TargetKind};
use crate::number;
use crate::text::Text;

/// Clauses longer than this are read by their last words.
const CLAUSE_MAX: usize = 160;

/// A number that is to be reached.
#[derive(Debug, Clone)]
pub(super) struct Measure {
    /// The clause it stands in, between commas.
    pub(super) clause: Range<usize>,
    /// The words before the number that compare or count: 达到, 年均增长.
    pub(super) op: Range<usize>,
    pub(super) number: Range<usize>,
    /// The words after the unit that compare: 以上.
    pub(super) after: Range<usize>,
    pub(super) value: f64,
    pub(super) unit: String,
    pub(super) comparator: Comparator,
    pub(super) reading: bool,
    pub(super) kind: TargetKind,
    /// Whether a word of comparison stands there at all.
    pub(super) compared: bool,
}

impl Measure {
    /// 达到…以上
    pub(super) fn op_text(&self, text: &Text) -> String {
        let (op, after) = (text.name(self.op.clone()), text.name(self.after.clone()));
        match (op.is_empty(), after.is_empty()) {
            (false, false) => format!("{op}…{after}"),
            (true, false) => after,
            _ => op,
        }
    }
}

/// The measures in a sentence.
pub(super) fn find(text: &Text, sentence: Range<usize>, dates: &[Span], strict: bool) -> Vec<Measure> {
    let mut found: Vec<Measure> = Vec::new();
    let mut clause = sentence.start;
    let mut at = sentence.start;
    // Numbers in titles, document numbers and brackets describe; they are not to be reached.
    let mut quoted = 0_usize;
    let mut date = dates.partition_point(|span| span.range.end <= sentence.start);
    while at < sentence.end {
        while dates.get(date).is_some_and(|span| span.range.end <= at) {
            date += 1;
        }
        if let Some(span) = dates.get(date).filter(|span| span.range.contains(&at)) {
            at = span.range.end.min(sentence.end).max(at + 1);
            continue;
        }
        match text.chars[at] {
            '《' | '[' | '(' => quoted += 1,
            '》' | ']' | ')' => quoted = quoted.saturating_sub(1),
            ',' | ':' | ';' | '。' => clause = at + 1,
            c if quoted == 0 && (c.is_ascii_digit() || number::is_numeral(c) || matches!(c, '翻' | '前')) =>
            {
                let end = clause_end(text, at, sentence.end);
                if let Some(measure) = measure(text, clause..end, at, strict) {
                    at = measure.after.end.max(measure.number.end);
                    found.push(measure);
                    continue;
                }
                if c.is_ascii_digit() {
                    at += text.chars[at..sentence.end]
                        .iter()
                        .take_while(|c| c.is_ascii_digit() || **c == '.')
                        .count();
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    share_ops(text, &mut found);
    found
}

fn clause_end(text: &Text, at: usize, end: usize) -> usize {
    (at..end.min(at + 200))
        .find(|&i| matches!(text.chars[i], ',' | ';' | '。' | '!'))
        .unwrap_or(end.min(at + 200))
}

fn measure(text: &Text, clause: Range<usize>, at: usize, strict: bool) -> Option<Measure> {
    match text.chars[at] {
        '翻' => return value::multiplied(text, &clause, at),
        '前' => return value::rank(text, &clause, at),
        _ => {}
    }
    let (value, length) = value::value(text, at)?;
    let before = at.checked_sub(1).map(|i| text.chars[i]);
    if at > clause.start && before.is_some_and(|c| c.is_ascii_alphanumeric() || "第·.-/~+共+".contains(c))
    {
        return None;
    }
    let mut end = at + length;
    if text.chars.get(end).is_some_and(|c| "·~+".contains(*c))
        || (text.chars.get(end) == Some(&'-') && !text.has_at(end, "--"))
    {
        return None;
    }
    // 120余件, 30多家
    let over = usize::from(matches!(text.chars.get(end), Some('余' | '多')));
    let (unit, unit_length) = value::unit(text, end + over);
    end += over + unit_length;
    let number = at..end;
    let after = op::after(text, end);
    let op = op::before(text, clause.start, at);
    let (mut comparator, mut reading) = (Comparator::AtLeast, true);
    if let Some(found) = op.comparator {
        (comparator, reading) = (found, false);
    }
    if let Some((_, found)) = after.1 {
        let upward = op.comparator == Some(Comparator::More) && found == Comparator::AtLeast;
        if !upward {
            comparator = found;
        }
        reading = false;
    } else if over == 1 {
        (comparator, reading) = (Comparator::AtLeast, false);
    }
    let compared = op.comparator.is_some() || after.1.is_some() || op.change;
    let mut measure = Measure {
        clause,
        op: op.range.clone(),
        number,
        after: after.0,
        value,
        unit,
        comparator,
        reading,
        kind: TargetKind::Level,
        compared,
    };
    if !kind::is_target(text, &measure, &op, strict) {
        return None;
    }
    measure.kind = kind::kind(text, &measure, op.change);
    Some(measure)
}

/// The words before a number as far as they can matter.
fn window(measure: &Measure, end: usize) -> Range<usize> {
    measure.clause.start.max(end.saturating_sub(CLAUSE_MAX))..end
}

/// 分别达到65%和55%: the second number has the words of the first.
fn share_ops(text: &Text, found: &mut [Measure]) {
    for i in 1..found.len() {
        let (done, rest) = found.split_at_mut(i);
        let (first, next) = (&done[i - 1], &mut rest[0]);
        let between = text.name(first.after.end..next.number.start);
        if matches!(between.as_str(), "和" | "、" | "及" | "与" | "")
            && first.clause == next.clause
            && text.name(first.op.clone()).contains("分别")
        {
            next.op = first.op.clone();
            next.comparator = first.comparator;
            next.reading = first.reading;
            next.kind = first.kind;
            next.compared = first.compared;
        }
    }
}
