//! Owners in brackets: （牵头单位：…；责任单位：…）, （…负责）, 【…】, and plain lists at the end of a paragraph.

use std::ops::Range;

use super::labels::{Field, fields};
use super::names;
use super::{Duty, Group, Statement, duty_of, verbs};
use crate::date;
use crate::text::Text;
use crate::words::body;
use crate::words::role::Label;

/// The brackets of a range that are not inside another, with their marks.
pub(crate) fn pairs(text: &Text, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for i in range.clone() {
        match text.chars[i] {
            '(' | '【' | '[' => {
                if depth == 0 {
                    start = i;
                }
                depth += 1;
            }
            ')' | '】' | ']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(start..i + 1);
                }
            }
            _ => {}
        }
    }
    if depth > 0 {
        found.push(start..range.end);
    }
    found
}

/// The statements of owners in the brackets of a range.
pub(crate) fn in_brackets(text: &Text, range: Range<usize>, year: Option<i16>) -> Vec<Statement> {
    let pairs = pairs(text, range.clone());
    let end = pairs.last().map(|last| last.end);
    let tail = |i: usize| text.chars[i..range.end].iter().all(|&c| "。;,.!".contains(c));
    let statement = |pair: &Range<usize>| {
        let closed = matches!(text.chars[pair.end - 1], ')' | '】' | ']');
        let inner = pair.start + 1..pair.end - usize::from(closed);
        let last = Some(pair.end) == end && tail(pair.end);
        let first = pair.start == range.start && text.chars[pair.start] != '(';
        of_inner(text, inner, pair.clone(), last, first, year)
    };
    pairs.iter().filter_map(statement).collect()
}

fn of_inner(
    text: &Text,
    inner: Range<usize>,
    range: Range<usize>,
    last: bool,
    first: bool,
    year: Option<i16>,
) -> Option<Statement> {
    if inner.is_empty() || inner.len() > 600 {
        return None;
    }
    let labels = fields(text, inner.clone());
    if labels.first().is_some_and(|field| field.range.start <= inner.start + 1) {
        let statement = of_fields(text, &labels, range, year);
        return (!statement.is_empty() || statement.deadline.is_some()).then_some(statement);
    }
    if text.chars[range.start] == '[' {
        // ［2026年6月］ behind a task says by when.
        if let Some(date) = verbs::date_of(text, inner.clone(), year) {
            return Some(Statement { range, groups: Vec::new(), deadline: Some(date) });
        }
    }
    let (groups, deadline) = verbs::groups_and_deadline(text, inner.clone(), year)?;
    let plain = groups.iter().all(|group| group.duty == Duty::Responsible);
    if plain {
        // A list without a verb counts only at the end of a paragraph, and one name alone only after a full stop.
        let names: usize = groups.iter().map(|group| group.names.len()).sum();
        let after_stop = range.start > 0 && matches!(text.chars[range.start - 1], '。' | ';' | '!');
        let starts = range.start == 0 || first;
        let short = groups.iter().flat_map(|group| &group.names).any(|name| name.text.chars().count() < 3);
        if (!last && !first) || short || (names < 2 && !after_stop && !starts) {
            return None;
        }
    }
    Some(Statement { range, groups, deadline })
}

/// The owners and the deadline that labels name.
pub(crate) fn of_fields(text: &Text, fields: &[Field], range: Range<usize>, year: Option<i16>) -> Statement {
    let mut statement = Statement { range, groups: Vec::new(), deadline: None };
    for field in fields {
        if field.label == Label::Deadline {
            statement.deadline = date::deadline(text, field.value.clone(), year).or(statement.deadline);
        } else if let Some(duty) = duty_of(field.label) {
            statement.groups.extend(of_value(text, field.value.clone(), duty));
        }
    }
    statement
}

/// The bodies in the value of a label or the cell of a column. Verbs inside (牵头, 配合) count before the label.
pub(crate) fn of_value(text: &Text, value: Range<usize>, duty: Duty) -> Vec<Group> {
    let segments = segments(text, value.clone());
    if segments.len() > 1 && segments.iter().all(|segment| names::mark(text, segment.clone()).is_some()) {
        return segments.into_iter().flat_map(|segment| of_segment(text, segment)).collect();
    }
    if let Some(groups) = verbs::groups(text, value.clone())
        && groups
            .iter()
            .any(|group| matches!(group.duty, Duty::Lead | Duty::Help | Duty::Share | Duty::Charge))
    {
        return groups
            .into_iter()
            .map(|group| match group.duty {
                Duty::Lead | Duty::Help => group,
                _ => Group { duty, ..group },
            })
            .collect();
    }
    let (names, open) = names::split(text, value);
    let names: Vec<_> = names.into_iter().filter(|name| is_name(&name.text)).collect();
    if names.is_empty() { Vec::new() } else { vec![Group { duty, names, open }] }
}

/// The parts of a value between semicolons.
fn segments(text: &Text, value: Range<usize>) -> Vec<Range<usize>> {
    let stops = value.clone().filter(|&i| text.chars[i] == ';').chain([value.end]);
    let mut start = value.start;
    let cut = stops.map(|stop| std::mem::replace(&mut start, stop + 1)..stop);
    cut.filter(|segment| !segment.is_empty()).collect()
}

/// 区教育局、区财政局（协办）: the mark behind a whole list holds for all of it.
fn of_segment(text: &Text, segment: Range<usize>) -> Option<Group> {
    let (length, leads) = names::mark(text, segment.clone())?;
    let (names, open) = names::split(text, segment.start..segment.end - length);
    let duty = if leads { Duty::Lead } else { Duty::Help };
    (!names.is_empty()).then_some(Group { duty, names, open })
}

/// Where a label announces bodies, everything is a name but marks and notes.
fn is_name(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
    letters >= 2
        && name.chars().count() <= 40
        && (body::looks_like(name) || !name.chars().any(|c| c.is_ascii_digit() || "。“”".contains(c)))
}

/// The bodies in a cell of a column whose heading gives the duty.
pub(crate) fn cell_groups(cell: &Text, duty: Duty) -> Vec<Group> {
    let labels = fields(cell, 0..cell.len());
    if labels.first().is_some_and(|field| field.range.start == 0 && duty_of(field.label).is_some()) {
        return of_fields(cell, &labels, 0..cell.len(), None).groups;
    }
    of_value(cell, 0..cell.len(), duty)
}

/// Owners at the end of a paragraph behind a dash: …能力。——区财政局牵头，区科技局配合
pub(crate) fn behind_dash(text: &Text, range: Range<usize>, others: &[Statement]) -> Option<Statement> {
    let start =
        (range.start..range.end.saturating_sub(2)).rev().take(DASH_REACH).find(|&i| text.has_at(i, "--"))?;
    let inner = start + 2..range.end;
    let taken = others.iter().any(|statement| statement.range.end > start);
    if taken || start == range.start || inner.is_empty() {
        return None;
    }
    let (groups, deadline) = verbs::groups_and_deadline(text, inner.clone(), None)?;
    let verb = groups.iter().any(|group| group.duty != Duty::Responsible);
    verb.then_some(Statement { range: start..range.end, groups, deadline })
}

/// Owners behind a dash are no longer than this.
const DASH_REACH: usize = 120;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_may_stand_behind_a_dash() {
        let text =
            Text::joined([("扩大老年助餐网络。——市民政局牵头，市商务局、各县（市、区）人民政府配合", 1)]);
        let statement = behind_dash(&text, 0..text.len(), &[]).expect("the dash is followed by owners");
        let names: Vec<&str> =
            statement.groups.iter().flat_map(|group| &group.names).map(|name| name.text.as_str()).collect();
        assert_eq!(names, ["市民政局", "市商务局", "各县（市、区）人民政府"]);
    }
}
