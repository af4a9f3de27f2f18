//! Dates in running text by which something is to be done.

use super::Reading;
use crate::date;
use crate::model::Deadline;
use crate::text::Text;

/// Every 2018年12月底前 and the like outside titles and headings.
pub(super) fn read(reading: &Reading) -> Vec<Deadline> {
    let outline = &reading.outline;
    let parts = outline
        .parts
        .iter()
        .enumerate()
        .filter(|(i, _)| !reading.is_frame(*i))
        .map(|(_, part)| (&part.text, part.marker));
    let cells = outline
        .tables
        .iter()
        .flat_map(|(_, table)| table.rows.iter().flat_map(|row| &row.cells))
        .map(|cell| (cell, 0));
    parts.chain(cells).flat_map(|(text, start)| of_text(text, start, reading.year)).collect()
}

fn of_text(text: &Text, start: usize, year: Option<i16>) -> Vec<Deadline> {
    let mut found = Vec::new();
    let mut begin = start;
    for span in date::all(text, start..text.len(), year) {
        let aim = matches!(text.chars[span.range.start], '到' | '至' | '截' | '力');
        let Some(to) = span.to.filter(|_| span.is_end && span.is_exact && !span.is_span && !aim) else {
            continue;
        };
        let stop = |i: &usize| matches!(text.chars[*i], '。' | ';' | '!');
        begin = (begin..span.range.start).rev().find(stop).map_or(begin, |i| i + 1);
        let end = (span.range.end..text.len().min(span.range.end + 400))
            .find(stop)
            .unwrap_or(text.len().min(span.range.end + 400));
        let closed = to.closed();
        found.push(Deadline {
            text: text.name(span.range.clone()),
            date: closed.to_string(),
            what: text.quote(begin.max(span.range.start.saturating_sub(400))..end).to_owned(),
            line: text.line_at(span.range.start),
        });
    }
    found
}
