//! Marks of Markdown and bullets at the beginning of a line, and emphasis inside it.

use kernel::Line;

use super::{Furniture, Row, char_width};
use crate::text::{is_blank, is_invisible};

const BULLETS: [char; 14] = ['●', '•', '■', '◆', '★', '▪', '○', '◇', '□', '►', '▶', '➢', '✓', '※'];

/// Takes the marks off one line.
pub(super) fn row(line: &Line, aside: &mut Vec<Furniture>) -> Row {
    let mut taken = String::new();
    let mut text: &str = line.text.trim_end_matches(is_blank);
    let indent = text.chars().take_while(|&c| is_blank(c)).map(char_width).sum();
    // A tab in front is an empty first cell where more tabs follow the text, an indent otherwise.
    let blank = |c| is_blank(c) || is_invisible(c);
    let row = text.trim_start_matches(|c| blank(c) && c != '\t');
    let more = line.text.trim_start_matches(blank).contains('\t');
    text = if more { row } else { text.trim_start_matches(blank) };
    text = strip_prefix_mark(text, '>', &mut taken);
    let heading = heading_level(text);
    if heading > 0 {
        taken.extend(std::iter::repeat_n('#', heading));
        text = text[heading..].trim_start_matches(is_blank);
    }
    let before = text.len();
    text = strip_bullet(text, &mut taken);
    let bullet = text.len() < before;
    let text = strip_breaks(strip_emphasis(text, &mut taken), &mut taken);
    if !taken.is_empty() {
        aside.push(Furniture { line: line.number, text: taken });
    }
    Row { number: line.number, text, indent, heading, bullet }
}

fn strip_prefix_mark<'a>(text: &'a str, mark: char, taken: &mut String) -> &'a str {
    match text.strip_prefix(mark) {
        Some(rest) => {
            taken.push(mark);
            rest.trim_start_matches(is_blank)
        }
        None => text,
    }
}

/// `## title` is a heading of level 2; a line `# source: …` is a remark of whoever made the file, not a heading.
fn heading_level(text: &str) -> usize {
    let marks = text.bytes().take_while(|&b| b == b'#').count();
    let rest = &text[marks..];
    if (1..=6).contains(&marks) && !super::furniture::is_remark(text) && rest.starts_with(is_blank) {
        marks
    } else {
        0
    }
}

fn strip_bullet<'a>(text: &'a str, taken: &mut String) -> &'a str {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return text };
    let rest = chars.as_str();
    let markdown = matches!(first, '-' | '*' | '+')
        && rest.starts_with(' ')
        && !rest.trim_start().starts_with(['-', '*']);
    if !BULLETS.contains(&first) && !markdown {
        return text;
    }
    taken.push(first);
    rest.trim_start_matches(is_blank)
}

/// A line break inside a cell of a Markdown table parts words like a blank.
fn strip_breaks(mut text: String, taken: &mut String) -> String {
    for mark in ["<br>", "<br/>", "<br />"] {
        let count = text.matches(mark).count();
        if count > 0 {
            text = text.replace(mark, " ");
            taken.push_str(&mark.repeat(count));
        }
    }
    text
}

/// Takes out `**` and `__` where they come in pairs.
fn strip_emphasis(text: &str, taken: &mut String) -> String {
    let mut text = text.to_owned();
    for mark in ["**", "__"] {
        let count = text.matches(mark).count();
        if count >= 2 && count % 2 == 0 {
            text = text.replace(mark, "");
            taken.push_str(&mark.repeat(count));
        }
    }
    text
}
