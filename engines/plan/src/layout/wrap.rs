//! Joins lines that were broken only because the page was full.

use super::{Row, table, width};
use crate::marker;
use crate::text::Text;

/// Lines this wide or wider (in half-width columns) are paragraphs in one line, not lines of a page.
const PAGE_WIDTH_MAX: usize = 130;
/// Lines narrower than this say nothing about the width of the page.
const PAGE_WIDTH_MIN: usize = 30;
/// How far below the page width a full line may end.
const SLACK: usize = 6;
/// A bracket that has not closed after so many lines is a slip, not a bracket.
const BRACKET_LINES_MAX: usize = 12;
/// A paragraph that goes on for more lines than this is ended.
const LINES_MAX: usize = 400;

/// What the lines tell about the page they were printed on.
#[derive(Debug)]
pub(super) struct Page {
    /// The width at which lines were broken, if they were.
    width: Option<usize>,
    /// Whether paragraphs begin with an indent and broken lines do not.
    indented: bool,
}

impl Page {
    /// Lines were broken at a width when many of them end at it and few go beyond.
    pub(super) fn measure(rows: &[Row]) -> Page {
        let widths: Vec<usize> =
            rows.iter().filter(|row| !row.is_empty()).map(|row| row.indent + width(&row.text)).collect();
        let mut counts = vec![0_usize; PAGE_WIDTH_MAX + 1];
        for &width in widths.iter().filter(|&&width| (PAGE_WIDTH_MIN..=PAGE_WIDTH_MAX).contains(&width)) {
            counts[width] += 1;
        }
        let near = |width: usize| counts[width.saturating_sub(SLACK / 2)..=width].iter().sum::<usize>();
        let best =
            (PAGE_WIDTH_MIN..=PAGE_WIDTH_MAX).max_by_key(|&width| near(width)).unwrap_or(PAGE_WIDTH_MIN);
        let full = near(best);
        let beyond = widths.iter().filter(|&&width| width > best + 2).count();
        let broken = full >= 4 && full * 4 >= widths.len() && beyond * 10 <= widths.len();
        let starts = rows.iter().filter(|row| !row.is_empty() && is_start(row));
        let (mut all, mut indented) = (0, 0);
        for row in starts {
            all += 1;
            indented += usize::from(row.indent >= 2);
        }
        Page { width: broken.then_some(best), indented: all > 0 && indented * 2 > all }
    }
}

/// The rows of the paragraph that begins at `start`, as indexes; rows of furniture between them are skipped.
pub(super) fn paragraph(rows: &[Row], start: usize, page: &Page) -> Vec<usize> {
    let mut parts = vec![start];
    let mut open = open_brackets(&rows[start].text);
    while parts.len() < LINES_MAX {
        let last = parts[parts.len() - 1];
        let gap = rows[last + 1..].iter().take_while(|row| row.is_empty()).count();
        let Some(next) = rows.get(last + 1 + gap) else { break };
        if next.heading > 0 || next.bullet || is_start(next) || table::at(rows, last + 1 + gap).is_some() {
            break;
        }
        let inside = open > 0 && parts.len() < BRACKET_LINES_MAX && rows[start].heading == 0;
        if !(inside || goes_on(&rows[last], next, gap, page)) {
            break;
        }
        open = (open + open_brackets(&next.text)).max(0);
        parts.push(last + 1 + gap);
    }
    parts
}

/// Whether the text of `row` goes on in `next`.
fn goes_on(row: &Row, next: &Row, gap: usize, page: &Page) -> bool {
    let Some(last) = row.text.chars().last().map(crate::text::fold) else { return false };
    if row.heading > 0 {
        return false;
    }
    if matches!(last, ',' | '、') && gap == 0 {
        return true;
    }
    // 配合单位： at the end of a line: its value follows, over the page too.
    if last == ':' && crate::owners::ends_with_label(&row.text) {
        return true;
    }
    let Some(page_width) = page.width else { return false };
    let full = row.indent + width(&row.text) + SLACK >= page_width;
    let ended = matches!(last, '。' | '!' | '?' | ';' | ':');
    full && !(page.indented && next.indent >= 2)
        && (!ended || (page.indented && next.indent == 0 && gap == 0 && last != ':'))
}

/// Whether a row begins something new by its own mark: a number, a label, a dash.
fn is_start(row: &Row) -> bool {
    let head: String = row.text.chars().take(40).collect();
    let text = Text::joined([(head.as_str(), row.number)]);
    marker::at_start(&text).is_some() || crate::owners::starts_with_label(&text)
}

/// Brackets opened and not closed in this text, less those closed and not opened.
fn open_brackets(text: &str) -> i32 {
    text.chars().map(crate::text::fold).fold(0, |open, c| match c {
        '(' => open + 1,
        ')' => open - 1,
        _ => open,
    })
}
