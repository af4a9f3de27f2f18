//! The owners that each paragraph names.

use std::ops::Range;

use crate::outline::Part;
use crate::owners::{self, Field, Statement};
use crate::text::Text;
use crate::words::role::Label;

/// What a paragraph says about owners.
#[derive(Debug, Default)]
pub(crate) struct Owned {
    pub(crate) statements: Vec<Statement>,
    /// The labels of a paragraph that begins with one.
    pub(crate) fields: Vec<Field>,
    /// The paragraph says nothing else.
    pub(crate) alone: bool,
}

/// Finds the statements of owners in a paragraph.
pub(crate) fn of(part: &Part, year: Option<i16>) -> Owned {
    let text = &part.text;
    let range = part.marker..text.len();
    if is_note(text) {
        return Owned::default();
    }
    if owners::starts_with_label(text) {
        return of_labels(text, year);
    }
    let mut statements = owners::in_brackets(text, range.clone(), year);
    let free = trailing_labels(text, part.body..text.len(), &statements);
    if let Some(first) = free.first() {
        statements.push(owners::of_fields(text, &free, first.range.start..text.len(), year));
    }
    statements.extend(owners::behind_dash(text, part.body..text.len(), &statements));
    let rest: usize =
        rest(text, part.body..text.len(), &statements).iter().map(|piece| letters(text, piece.clone())).sum();
    let alone = !statements.is_empty() && rest == 0 && part.title.is_none();
    Owned { statements, fields: Vec::new(), alone }
}

/// 注：… and 备注：… speak about owners without naming any.
pub(crate) fn is_note(text: &Text) -> bool {
    ["注:", "备注", "说明:"].iter().any(|word| text.has_at(0, word))
}

fn of_labels(text: &Text, year: Option<i16>) -> Owned {
    let start = crate::marker::at_start(text)
        .filter(|_| owners::fields(text, 0..text.len()).first().is_none_or(|field| field.range.start > 0));
    let fields = owners::fields(text, start.map_or(0, |marker| marker.end)..text.len());
    let mut statement = owners::of_fields(text, &fields, 0..text.len(), year);
    // A value of content may hold owners in brackets of its own.
    let mut statements = Vec::new();
    for field in
        fields.iter().filter(|field| matches!(field.label, Label::Content | Label::Title | Label::Goal))
    {
        statements.extend(owners::in_brackets(text, field.value.clone(), year));
    }
    let mut owning = fields
        .iter()
        .filter(|field| owners::duty_of(field.label).is_some() || field.label == Label::Deadline);
    let alone = fields.iter().all(|field| {
        owners::duty_of(field.label).is_some() || matches!(field.label, Label::Deadline | Label::Other)
    });
    if let (Some(first), Some(last)) = (owning.clone().next(), owning.next_back()) {
        statement.range = first.range.start..last.range.end;
        statements.push(statement);
    }
    Owned { statements, fields, alone }
}

/// Labels behind the text of a paragraph, outside brackets: …能力。牵头单位：… 责任单位：…
fn trailing_labels(text: &Text, range: Range<usize>, statements: &[Statement]) -> Vec<Field> {
    let fields = owners::fields(text, range);
    let free = fields
        .into_iter()
        .filter(|field| !statements.iter().any(|statement| statement.range.contains(&field.range.start)));
    let mut free: Vec<Field> = free.skip_while(|field| owners::duty_of(field.label).is_none()).collect();
    free.retain(|field| owners::duty_of(field.label).is_some() || field.label == Label::Deadline);
    free
}

/// What a range holds besides statements.
pub(crate) fn rest(text: &Text, range: Range<usize>, statements: &[Statement]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = range.start;
    for statement in statements {
        if statement.range.start > start {
            pieces.push(start..statement.range.start.min(range.end));
        }
        start = start.max(statement.range.end);
    }
    if start < range.end.min(text.len()) {
        pieces.push(start..range.end.min(text.len()));
    }
    pieces
}

/// How many characters of a range are letters or digits.
pub(crate) fn letters(text: &Text, range: Range<usize>) -> usize {
    text.chars[range].iter().filter(|c| c.is_alphanumeric()).count()
}
