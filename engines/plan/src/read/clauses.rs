//! Every character of the document, as the clause it belongs to.

use std::ops::Range;

use kernel::Line;

use super::Reading;
use crate::model::{Clause, ClauseKind, Coverage, Force, Quote};
use crate::outline::{Part, Place};
use crate::text::{Text, is_blank, is_invisible};

/// The clauses in reading order, and how much of the input they hold.
pub(super) fn read(reading: &Reading, lines: &[Line]) -> (Vec<Clause>, Coverage) {
    let mut clauses = Vec::new();
    for place in &reading.outline.order {
        match *place {
            Place::Part(i) => of_part(reading, i, &mut clauses),
            Place::Table(i) => {
                let (item, table) = &reading.outline.tables[i];
                let path = &reading.outline.items[*item].path;
                clauses.extend(
                    table
                        .header
                        .iter()
                        .map(|cell| clause(cell, 0..cell.len(), ClauseKind::TableHeading, path)),
                );
                for row in &table.rows {
                    let cells = row.cells.iter().filter(|cell| !cell.is_empty());
                    clauses.extend(cells.map(|cell| clause(cell, 0..cell.len(), ClauseKind::Cell, path)));
                }
            }
        }
    }
    let marks = reading.outline.tables.iter().flat_map(|(_, table)| &table.marks);
    for aside in reading.aside.iter().chain(marks) {
        clauses.push(Clause {
            kind: ClauseKind::Furniture,
            text: aside.text.chars().filter(|&c| !is_invisible(c)).collect(),
            path: Vec::new(),
            force: None,
            line: aside.line,
        });
    }
    clauses.sort_by_key(|clause| clause.line);
    let coverage = coverage(lines, &clauses);
    (clauses, coverage)
}

fn of_part(reading: &Reading, index: usize, clauses: &mut Vec<Clause>) {
    let part = &reading.outline.parts[index];
    let path = &reading.outline.items[part.item].path;
    let text = &part.text;
    if let Some(kind) = reading.roles[index] {
        clauses.push(clause(text, 0..text.len(), kind, path));
        return;
    }
    let notice = part.item != 0 && part.item < reading.outline.notice;
    let kind = |kind| if notice { ClauseKind::Notice } else { kind };
    if part.body > 0 {
        clauses.push(clause(text, 0..part.body, kind(ClauseKind::Heading), path));
    }
    for (range, owners) in pieces(
        part,
        &reading.owned[index].statements.iter().map(|statement| statement.range.clone()).collect::<Vec<_>>(),
    ) {
        if owners {
            clauses.push(clause(text, range, kind(ClauseKind::Owners), path));
        } else {
            for sentence in sentences(text, range) {
                clauses.push(clause(text, sentence, kind(ClauseKind::Sentence), path));
            }
        }
    }
}

/// The body of a part, cut into statements of owners and what stands between them.
fn pieces(part: &Part, owners: &[Range<usize>]) -> Vec<(Range<usize>, bool)> {
    let mut pieces = Vec::new();
    let mut at = part.body;
    for range in owners {
        let range = range.start.max(at)..range.end.max(at);
        if range.start > at {
            pieces.push((at..range.start, false));
        }
        if !range.is_empty() {
            at = range.end;
            pieces.push((range, true));
        }
    }
    if at < part.text.len() {
        pieces.push((at..part.text.len(), false));
    }
    pieces
}

/// Cuts a range at full stops and semicolons outside brackets and quotation marks.
pub(crate) fn sentences(text: &Text, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, range.start);
    for i in range.clone() {
        match text.chars[i] {
            '(' | '《' | '“' => depth += 1,
            ')' | '》' | '”' => depth = depth.saturating_sub(1),
            '。' | ';' | '!' | '?' if depth == 0 => {
                found.push(start..i + 1);
                start = i + 1;
            }
            _ => {}
        }
    }
    if start < range.end {
        // Marks left over belong to the sentence before them.
        match found.last_mut() {
            Some(last) if text.chars[start..range.end].iter().all(|c| !c.is_alphanumeric()) => {
                last.end = range.end;
            }
            _ => found.push(start..range.end),
        }
    }
    found
}

fn clause(text: &Text, range: Range<usize>, kind: ClauseKind, path: &[String]) -> Clause {
    let words = text.quote(range.clone()).to_owned();
    let force = matches!(kind, ClauseKind::Sentence | ClauseKind::Cell | ClauseKind::Heading)
        .then(|| force(&words))
        .flatten();
    Clause { kind, text: words, path: path.to_vec(), force, line: text.line_at(range.start) }
}

const FORCES: &[(&str, Force)] = &[
    ("确保", Force::Ensure),
    ("必须", Force::Ensure),
    ("争创", Force::Compete),
    ("力争", Force::Strive),
    ("努力", Force::Strive),
    ("鼓励", Force::Encourage),
    ("引导", Force::Encourage),
    ("探索", Force::Explore),
];

/// The strongest word of commitment in a clause.
fn force(words: &str) -> Option<Force> {
    FORCES.iter().find(|(word, _)| words.contains(word)).map(|(_, force)| *force)
}

/// Counts what the clauses hold against what was given; blanks do not count.
fn coverage(lines: &[Line], clauses: &[Clause]) -> Coverage {
    let visible = |text: &str| text.chars().filter(|&c| !is_blank(c)).count();
    let characters: usize = lines.iter().map(|line| visible(&line.text)).sum();
    let read: usize = clauses.iter().map(|clause| visible(&clause.text)).sum();
    let mut unread_places = Vec::new();
    if read != characters {
        for line in lines {
            let lost: Vec<String> = line
                .text
                .chars()
                .filter(|&c| is_invisible(c) && !is_blank(c))
                .map(|c| format!("U+{:04X}", u32::from(c)))
                .collect();
            if !lost.is_empty() {
                unread_places.push(Quote { line: line.number, text: lost.join(" ") });
            }
        }
    }
    Coverage { characters, read, unread: characters.saturating_sub(read), unread_places }
}
