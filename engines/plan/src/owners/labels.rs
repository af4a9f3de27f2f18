//! 牵头单位：… 责任单位：… 完成时限：… — on lines of their own, in brackets, or one after another in a line.

use std::ops::Range;
use std::sync::LazyLock;

use crate::text::Text;
use crate::words::index::Index;
use crate::words::role::{LABELS, Label};

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) label: Label,
    /// The label, its colon and the value.
    pub(crate) range: Range<usize>,
    pub(crate) value: Range<usize>,
}

/// Whether a text begins with a label and a colon, or with a label in 【】.
pub(crate) fn starts_with_label(text: &Text) -> bool {
    let skip = crate::marker::at_start(text).map_or(0, |marker| marker.end);
    label_at(text, 0).is_some() || (skip > 0 && label_at(text, skip).is_some())
}

/// Whether a line ends with a label of bodies or of a deadline and its colon.
pub(crate) fn ends_with_label(line: &str) -> bool {
    let tail: String = line.chars().rev().take(12).collect::<Vec<char>>().into_iter().rev().collect();
    let text = Text::joined([(tail.as_str(), 1)]);
    let owning = |label| is_body_label(label) || label == Label::Deadline;
    (0..text.len())
        .any(|at| label_at(&text, at).is_some_and(|(label, end)| owning(label) && end == text.len()))
}

/// The labels in a range with their values, in order.
pub(crate) fn fields(text: &Text, range: Range<usize>) -> Vec<Field> {
    let mut found: Vec<Field> = Vec::new();
    let mut i = range.start;
    while i < range.end {
        match label_at(text, i).filter(|&(_, end)| end <= range.end && at_boundary(text, range.start, i)) {
            Some((label, end)) => {
                if let Some(last) = found.last_mut() {
                    last.value.end = i;
                }
                found.push(Field { label, range: i..end, value: end..range.end });
                i = end;
            }
            None => i += 1,
        }
    }
    for field in &mut found {
        trim(text, field);
    }
    found
}

/// A label at this place, and where its value begins.
fn label_at(text: &Text, at: usize) -> Option<(Label, usize)> {
    let opened = usize::from(matches!(text.chars.get(at), Some('【' | '[')));
    let (length, label) = INDEX.at(text, at + opened)?;
    let mut end = at + opened + length;
    // 责任单位（部门）：, 牵头单位及责任人：
    if text.chars.get(end) == Some(&'(') && opened == 0 {
        let close = (end..text.len().min(end + 10)).find(|&i| text.chars[i] == ')')?;
        end = close + 1;
    }
    if opened == 1 {
        let colon = usize::from(text.chars.get(end) == Some(&':'));
        let closed = matches!(text.chars.get(end + colon), Some('】' | ']'));
        if closed {
            end += colon + 1;
            return Some((label, end + usize::from(text.chars.get(end) == Some(&':'))));
        }
        return (colon == 1).then_some((label, end + 1));
    }
    match text.chars.get(end) {
        Some(':') => Some((label, end + 1)),
        Some('为' | '是') if is_body_label(label) && length >= 4 => Some((label, end + 1)),
        _ => None,
    }
}

static INDEX: LazyLock<Index<Label>> = LazyLock::new(|| Index::new(LABELS.iter().copied()));

fn is_body_label(label: Label) -> bool {
    super::duty_of(label).is_some()
}

/// A label begins a range or follows a mark or a blank; 各责任单位： inside a sentence is none.
fn at_boundary(text: &Text, start: usize, at: usize) -> bool {
    at == start
        || text.blank_before(at)
        || "。;,、:()[]【】!|/".contains(text.chars[at - 1])
        || text.chars[at] == '【'
}

/// Takes marks off both ends of a value. The value of an owner or a deadline also ends with its sentence.
fn trim(text: &Text, field: &mut Field) {
    let content = matches!(
        field.label,
        Label::Content | Label::Goal | Label::Title | Label::Other | Label::Group | Label::Number
    );
    if !content && let Some(stop) = field.value.clone().find(|&i| text.chars[i] == '。') {
        field.value.end = stop;
    }
    let mut depth = 0;
    while field.value.end > field.value.start {
        match text.chars[field.value.end - 1] {
            ';' | ',' | '、' | '【' | '[' | '|' => field.value.end -= 1,
            '。' if !content => field.value.end -= 1,
            // A bracket that closes what was opened before the label.
            ')' if depth == 0 && unbalanced(text, field.value.clone()) => {
                depth += 1;
                field.value.end -= 1;
            }
            _ => break,
        }
    }
    while field.value.start < field.value.end && matches!(text.chars[field.value.start], ':' | ',' | '、') {
        field.value.start += 1;
    }
    field.range.end = field.value.end.max(field.range.end);
}

fn unbalanced(text: &Text, range: Range<usize>) -> bool {
    let count = |mark| text.chars[range.clone()].iter().filter(|&&c| c == mark).count();
    count(')') > count('(')
}
