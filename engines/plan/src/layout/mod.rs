//! From lines to paragraphs and tables: what a reader sees before thinking about the content.
//!
//! Page numbers, running headers and marks of Markdown are set aside, lines broken by a page width are joined again,
//! tables are cut into cells. Nothing is thrown away: what is set aside is kept as [`Furniture`].

mod furniture;
mod markup;
mod table;
mod wrap;

use kernel::Line;

use crate::text::Text;
pub(crate) use table::{Table, TableRow};

/// A piece of the document in reading order.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph of prose, a heading, a list item.
#[derive(Debug, Clone)]
pub(crate) struct Paragraph {
    pub(crate) text: Text,
    /// The level of a Markdown heading, 0 for everything else.
    pub(crate) heading: usize,
    /// Whether it was written with a bullet.
    pub(crate) bullet: bool,
}

/// Characters that belong to the page, not to the text: page numbers, running headers, rules, marks of Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Furniture {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// One line after the marks of the page were set aside.
#[derive(Debug, Clone)]
struct Row {
    number: usize,
    /// The text without marks; still with its blanks inside, so that columns can be seen.
    text: String,
    /// Blanks before the text, in half-width columns.
    indent: usize,
    heading: usize,
    bullet: bool,
}

impl Row {
    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// Cuts lines into blocks and furniture.
pub(crate) fn blocks(lines: &[Line]) -> (Vec<Block>, Vec<Furniture>) {
    let mut aside = Vec::new();
    let rows = lines.iter().map(|line| markup::row(line, &mut aside)).collect();
    let rows = furniture::set_aside(rows, &mut aside);
    let page = wrap::Page::measure(&rows);
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        if rows[at].is_empty() {
            at += 1;
        } else if let Some((table, end)) = table::at(&rows, at) {
            blocks.push(Block::Table(table));
            at = end;
        } else {
            let parts = wrap::paragraph(&rows, at, &page);
            let row = &rows[at];
            let text = Text::joined(parts.iter().map(|&i| (rows[i].text.as_str(), rows[i].number)));
            at = parts.last().map_or(at, |&last| last) + 1;
            blocks.push(Block::Paragraph(Paragraph { text, heading: row.heading, bullet: row.bullet }));
        }
    }
    (blocks, aside)
}

/// The width of a text in half-width columns.
fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    match c {
        '\t' => 4,
        _ if crate::text::is_invisible(c) => 0,
        '\u{0}'..='\u{7f}' => 1,
        _ => 2,
    }
}
