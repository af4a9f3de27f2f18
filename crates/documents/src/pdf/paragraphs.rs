use std::collections::{HashMap, HashSet};

use super::layout::{PageLines, VisualLine, append};

/// A line ending less than this many sizes before the right margin is full: no further character and mark fit.
const FULL: f64 = 2.2;

/// A line starting less than this many sizes after the left margin is not indented.
const FLUSH: f64 = 0.8;

/// Lines of one paragraph are at most this many sizes apart.
const LINE_HEIGHT_MAX: f64 = 2.6;

/// Text narrower than this share of the page has no margin to speak of, so nothing is joined.
const TEXT_WIDTH_MIN: f64 = 0.5;

/// Puts together the lines that the width or the end of a page broke. A page number or a running title between the
/// two halves of a paragraph comes after the paragraph.
pub(crate) fn join(pages: &[PageLines]) -> Vec<String> {
    let margins = margins(pages);
    let mut texts = Vec::new();
    let mut current: Option<(String, &VisualLine)> = None;
    let running = running_titles(pages);
    let mut furniture: Vec<String> = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        let margins = margins.get(&points(page.width));
        for (place, line) in page.lines.iter().enumerate() {
            let at_edge = place == 0 || place + 1 == page.lines.len();
            if at_edge && (is_page_number(&line.text) || running.contains(&without_digits(&line.text))) {
                furniture.push(line.text.clone());
                continue;
            }
            let new_page = place == 0 || (index > 0 && place == 1 && !furniture.is_empty());
            match &mut current {
                Some((text, last)) if continues(last, line, margins, new_page) => {
                    append(text, &line.text);
                    *last = line;
                }
                _ => {
                    texts.extend(current.take().map(|(text, _)| text));
                    texts.append(&mut furniture);
                    current = Some((line.text.clone(), line));
                }
            }
        }
    }
    texts.extend(current.map(|(text, _)| text));
    texts.append(&mut furniture);
    texts
}

/// What stands first or last on at least two pages, numbers apart.
fn running_titles(pages: &[PageLines]) -> HashSet<String> {
    let mut seen = HashSet::new();
    let edges = pages.iter().flat_map(|page| [page.lines.first(), page.lines.last()]);
    edges.flatten().map(|line| without_digits(&line.text)).filter(|text| !seen.insert(text.clone())).collect()
}

fn without_digits(text: &str) -> String {
    text.chars().filter(|character| !character.is_numeric()).collect()
}

/// Where text begins and ends.
type Margins = (f64, f64);

/// The margins of the pages of each width, by that width in whole points.
fn margins(pages: &[PageLines]) -> HashMap<i64, Margins> {
    let mut margins: HashMap<i64, Margins> = HashMap::new();
    for page in pages {
        let (left, right) = margins.entry(points(page.width)).or_insert((f64::MAX, f64::MIN));
        // Tables and titles in the corners of a page reach beyond the text.
        let texts = page.lines.iter().filter(|line| line.size > 0.0 && !line.text.contains('\t'));
        for line in texts.filter(|line| !is_page_number(&line.text)) {
            (*left, *right) = (left.min(line.x), right.max(line.end));
        }
    }
    margins.retain(|width, (left, right)| *right - *left >= TEXT_WIDTH_MIN * *width as f64);
    margins
}

fn points(width: f64) -> i64 {
    width.round() as i64
}

fn continues(last: &VisualLine, line: &VisualLine, margins: Option<&Margins>, new_page: bool) -> bool {
    let Some((left, right)) = margins else { return false };
    let size = last.size.max(line.size);
    let same_size = last.size.min(line.size) > 0.85 * size;
    let near = new_page || (last.y - line.y).abs() < LINE_HEIGHT_MAX * size;
    let full = right - last.end < FULL * size;
    let flush = line.x - left < FLUSH * size;
    let tables = last.text.contains('\t') || line.text.contains('\t');
    let next_item = last.text.ends_with(['。', '；', '：', '！', '？', ')', '）']) && starts_item(&line.text);
    same_size && near && full && flush && !tables && !next_item
}

/// Whether a line opens as numbered or listed items of Chinese documents do.
fn starts_item(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(', '第']).unwrap_or(text);
    let bare = inner
        .trim_start_matches(|mark: char| mark.is_ascii_digit() || "〇一二三四五六七八九十百".contains(mark));
    let numbered =
        bare.len() < inner.len() && bare.starts_with(['、', '.', '．', '）', ')', '章', '条', '节']);
    numbered || text.starts_with(['•', '—', '●'])
}

/// `3`, `- 3 -`, `— 3 —`, `第 3 页 共 9 页`, `3 / 9`.
fn is_page_number(text: &str) -> bool {
    let mut digits = 0;
    let only = text.trim().chars().all(|character| {
        digits += usize::from(character.is_numeric());
        character.is_numeric() || " -–—－―·/第页共\t".contains(character)
    });
    only && (1..=8).contains(&digits)
}
