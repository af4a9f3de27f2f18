//! The outline of a document: which paragraph stands under which heading.

mod kinds;
mod level;
mod mark;
mod title;

use std::ops::Range;

use crate::layout::{Block, Paragraph, Table};
use crate::marker::{Marker, Style};
use crate::text::Text;
use crate::words::section::SectionKind;
pub(crate) use title::title;

/// Deeper outlines than this are not read as such; the rest hangs at the last level.
const DEPTH_MAX: usize = 16;

/// A numbered heading or list item with what stands under it. Item 0 is the document itself.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) parent: usize,
    pub(crate) style: Option<Style>,
    pub(crate) value: u32,
    /// The numbers from the outermost heading to this one, as written.
    pub(crate) path: Vec<String>,
    pub(crate) title: Option<String>,
    pub(crate) kind: SectionKind,
    pub(crate) line: usize,
    pub(crate) children: Vec<usize>,
    /// The paragraphs that belong to this item itself, its heading first.
    pub(crate) paragraphs: Vec<usize>,
    pub(crate) tables: Vec<usize>,
}

/// A paragraph with the ranges of its parts.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) text: Text,
    pub(crate) item: usize,
    /// The mark and the title, where the paragraph is a heading.
    pub(crate) marker: usize,
    pub(crate) title: Option<Range<usize>>,
    /// Where the text after the heading begins.
    pub(crate) body: usize,
}

/// The outline with all paragraphs and tables in reading order.
#[derive(Debug)]
pub(crate) struct Outline {
    pub(crate) items: Vec<Item>,
    pub(crate) parts: Vec<Part>,
    pub(crate) tables: Vec<(usize, Table)>,
    /// Paragraphs and tables as they follow one another.
    pub(crate) order: Vec<Place>,
    /// The items below this index belong to a covering notice.
    pub(crate) notice: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Part(usize),
    Table(usize),
}

/// Hangs paragraphs and tables under their headings.
///
/// `start` is the block at which the plan itself begins; what stands before it (a covering notice) has an outline of
/// its own that does not reach into the plan.
pub(crate) fn build(blocks: Vec<Block>, start: usize, frame: &[bool]) -> Outline {
    let mut outline =
        Outline { items: vec![root()], parts: Vec::new(), tables: Vec::new(), order: Vec::new(), notice: 1 };
    let mut open: Vec<usize> = vec![0];
    for (i, block) in blocks.into_iter().enumerate() {
        if i == start {
            open.truncate(1);
            outline.notice = outline.items.len();
        }
        match block {
            Block::Paragraph(paragraph) => push_paragraph(&mut outline, &mut open, paragraph, frame[i]),
            Block::Table(table) => {
                let item = open[open.len() - 1];
                outline.items[item].tables.push(outline.tables.len());
                outline.order.push(Place::Table(outline.tables.len()));
                outline.tables.push((item, table));
            }
        }
    }
    kinds::settle(&mut outline);
    outline
}

fn root() -> Item {
    Item {
        parent: 0,
        style: None,
        value: 0,
        path: Vec::new(),
        title: None,
        kind: SectionKind::Other,
        line: 1,
        children: Vec::new(),
        paragraphs: Vec::new(),
        tables: Vec::new(),
    }
}

fn push_paragraph(outline: &mut Outline, open: &mut Vec<usize>, paragraph: Paragraph, frame: bool) {
    let index = outline.parts.len();
    let Paragraph { text, heading, bullet } = paragraph;
    let mark = if frame { None } else { mark::mark(outline, open, &text, heading, bullet) };
    let mut part = Part { item: open[open.len() - 1], marker: 0, title: None, body: 0, text };
    if let Some(mark) = mark {
        let level = level::level(outline, open, &mark);
        open.truncate(level.max(1));
        let title = title::title(&part.text, mark.end);
        part.marker = mark.end;
        part.body = title.as_ref().map_or(mark.end, |title| title::after_title(&part.text, title.end));
        let parent = open[open.len() - 1];
        part.item = push_item(outline, parent, &part, &mark, title.clone());
        part.title = title;
        if open.len() < DEPTH_MAX {
            open.push(part.item);
        }
    }
    outline.items[part.item].paragraphs.push(index);
    outline.order.push(Place::Part(index));
    outline.parts.push(part);
}

fn push_item(
    outline: &mut Outline,
    parent: usize,
    part: &Part,
    mark: &Marker,
    title: Option<Range<usize>>,
) -> usize {
    let item = outline.items.len();
    let title = title.map(|range| part.text.name(range));
    let mut path = outline.items[parent].path.clone();
    if !mark.label.is_empty() {
        path.push(mark.label.clone());
    }
    let own = title.as_deref().map_or(SectionKind::Other, SectionKind::of);
    // Under a section that is known, a heading cannot change what it is for; 总体要求 is open to both goals and principles.
    let kind = match outline.items[parent].kind {
        SectionKind::Other | SectionKind::Guidance => own,
        SectionKind::Tasks if own == SectionKind::Goals && matches!(mark.style, Style::ChineseBracket) => own,
        known => known,
    };
    outline.items.push(Item {
        parent,
        style: Some(mark.style),
        value: mark.value,
        path,
        title,
        kind,
        line: part.text.line(),
        children: Vec::new(),
        paragraphs: Vec::new(),
        tables: Vec::new(),
    });
    outline.items[parent].children.push(item);
    item
}

impl Outline {
    /// The item and all items below it, in reading order.
    pub(crate) fn below(&self, item: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut waiting = vec![item];
        while let Some(item) = waiting.pop() {
            found.push(item);
            waiting.extend(self.items[item].children.iter().rev());
        }
        found
    }

    /// The outermost heading that an item stands under.
    pub(crate) fn section(&self, mut item: usize) -> usize {
        while item != 0 && self.items[item].parent != 0 {
            item = self.items[item].parent;
        }
        item
    }
}
