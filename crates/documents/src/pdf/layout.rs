use super::grid;
use super::rules::Rules;
use crate::Error;
use crate::html::is_wide;
use crate::table::Budget;

/// Two baselines closer than this share of the larger size are one line.
const SAME_LINE: f64 = 0.45;

/// A gap of at least this many sizes separates columns.
const COLUMN_GAP: f64 = 1.0;

/// So does a smaller one beside a Chinese character, which is never followed by a gap of its own: justified text
/// spreads characters by less, and the space that Word puts between Chinese and Latin is a quarter of the size.
const COLUMN_GAP_CHINESE: f64 = 0.6;

/// A gap of at least this many sizes is a space between Latin words.
const WORD_GAP: f64 = 0.2;

/// Text drawn twice within this share of the size is bold type, not two characters.
const BOLD_SHIFT: f64 = 0.12;

/// The text of a page and its places.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) rules: Rules,
    pub(crate) draws_pictures: bool,
    pub(crate) width: f64,
}

/// A run of characters drawn one after the other.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) x: f64,
    pub(crate) end: f64,
    /// The baseline, upwards.
    pub(crate) y: f64,
    pub(crate) size: f64,
    /// Written upwards, downwards or across, such as a watermark.
    pub(crate) is_turned: bool,
}

/// A line as a reader sees it.
#[derive(Debug)]
pub(crate) struct VisualLine {
    pub(crate) text: String,
    pub(crate) x: f64,
    pub(crate) end: f64,
    pub(crate) y: f64,
    pub(crate) size: f64,
}

/// The lines of a page from top to bottom.
#[derive(Debug)]
pub(crate) struct PageLines {
    pub(crate) lines: Vec<VisualLine>,
    pub(crate) width: f64,
}

pub(crate) fn lines(page: Page, budget: &mut Budget) -> Result<PageLines, Error> {
    let (turned, upright): (Vec<Piece>, Vec<Piece>) =
        page.pieces.into_iter().partition(|piece| piece.is_turned);
    let (rows, upright) = grid::tables(page.rules, upright, budget)?;
    let mut lines = upright_lines(upright);
    // Size 0 keeps rows and turned text out of paragraphs and margins.
    lines.extend(rows.into_iter().map(|row| VisualLine {
        text: row.text,
        x: 0.0,
        end: 0.0,
        y: row.y,
        size: 0.0,
    }));
    lines.sort_by(|one, other| other.y.total_cmp(&one.y));
    lines.extend(turned.into_iter().map(|piece| VisualLine {
        text: piece.text,
        x: piece.x,
        end: piece.end,
        y: piece.y,
        size: 0.0,
    }));
    Ok(PageLines { lines, width: page.width })
}

/// The text of pieces that stand in one place such as a cell, its lines put together.
pub(crate) fn paragraph(pieces: Vec<Piece>) -> String {
    let mut text = String::new();
    for line in upright_lines(pieces) {
        append(&mut text, &line.text);
    }
    text
}

/// Adds a line to the text it continues: with a space, unless one of them is Chinese or a word was divided.
pub(crate) fn append(text: &mut String, line: &str) {
    let chinese = text.chars().next_back().is_none_or(is_wide) || line.chars().next().is_none_or(is_wide);
    if !chinese && !text.ends_with('-') {
        text.push(' ');
    }
    text.push_str(line);
}

fn upright_lines(mut pieces: Vec<Piece>) -> Vec<VisualLine> {
    pieces.sort_by(|one, other| other.y.total_cmp(&one.y));
    let mut lines = Vec::new();
    let mut current: Vec<Piece> = Vec::new();
    let mut size = 0.0;
    for piece in pieces {
        size = piece.size.max(size);
        if current.first().is_some_and(|first| first.y - piece.y >= SAME_LINE * size) {
            lines.extend(line(std::mem::take(&mut current)));
            size = piece.size;
        }
        current.push(piece);
    }
    lines.extend(line(current));
    lines
}

fn line(mut pieces: Vec<Piece>) -> Option<VisualLine> {
    pieces.sort_by(|one, other| one.x.total_cmp(&other.x));
    let mut pieces = pieces.into_iter().skip_while(|piece| piece.text.trim_matches(' ').is_empty());
    let first = pieces.next()?;
    let mut line =
        VisualLine { text: first.text.clone(), x: first.x, end: first.end, y: first.y, size: first.size };
    let mut last = first;
    for piece in pieces {
        let size = last.size.max(piece.size);
        if piece.text == last.text && (piece.x - last.x).abs() < BOLD_SHIFT * size {
            continue;
        }
        let gap = (piece.x - line.end) / size;
        let before = line.text.chars().next_back();
        let chinese = before.is_some_and(is_wide) || piece.text.chars().next().is_some_and(is_wide);
        if gap >= if chinese { COLUMN_GAP_CHINESE } else { COLUMN_GAP } {
            line.text.truncate(line.text.trim_end_matches(' ').len());
            line.text.push('\t');
        } else if gap >= WORD_GAP && !chinese && before != Some(' ') {
            line.text.push(' ');
        }
        line.text.push_str(&piece.text);
        line.end = line.end.max(piece.end);
        line.size = line.size.max(piece.size);
        last = piece;
    }
    line.text.truncate(line.text.trim_end_matches(' ').len());
    Some(line)
}
