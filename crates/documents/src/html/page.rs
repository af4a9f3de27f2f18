use html5gum::StartTag;

use super::list::{List, number};
use super::white::LineText;
use crate::error::Unit;
use crate::lines::Lines;
use crate::table::{Budget, Cell, Down, Table};
use crate::{Error, limits};

/// Parts that are never text of the page.
const SKIPPED: [&str; 18] = [
    "script", "style", "noscript", "template", "nav", "title", "iframe", "select", "textarea", "svg",
    "object", "audio", "video", "canvas", "button", "map", "datalist", "rt",
];

/// Elements whose end tag HTML demands, so that hiding them ends where the page says.
const CLOSED: [&str; 13] =
    ["div", "span", "section", "article", "ul", "ol", "table", "a", "form", "font", "strong", "em", "h1"];

/// Elements that begin and end a line.
const BLOCKS: [&str; 37] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
    "caption",
];

/// A page that is being read: where text goes, from the outermost flow of lines to the innermost cell.
#[derive(Debug, Default)]
pub(crate) struct Page {
    lines: Lines,
    line: LineText,
    tables: Vec<OpenTable>,
    lists: Vec<List>,
    skipping: Option<Skipping>,
    preformatted: usize,
    budget: Budget,
}

#[derive(Debug, Default)]
struct OpenTable {
    table: Table,
    cell: Option<Cell>,
}

/// An element that is left out, and how many of its name are open inside it.
#[derive(Debug)]
struct Skipping {
    name: Vec<u8>,
    open: usize,
}

impl Page {
    pub(crate) fn open(&mut self, tag: &StartTag<()>) -> Result<(), Error> {
        if let Some(skipping) = &mut self.skipping {
            skipping.open += usize::from(skipping.name == tag.name.0 && !tag.self_closing);
            return Ok(());
        }
        let name = std::str::from_utf8(&tag.name).unwrap_or_default();
        if SKIPPED.contains(&name) || (CLOSED.contains(&name) && is_hidden(tag)) {
            if !tag.self_closing {
                self.skipping = Some(Skipping { name: tag.name.0.clone(), open: 1 });
            }
            return Ok(());
        }
        if BLOCKS.contains(&name) || name == "br" {
            self.end_line()?;
        }
        match name {
            "table" => self.open_table()?,
            "tr" => self.open_row()?,
            "td" | "th" => self.open_cell(tag)?,
            "ol" | "ul" if self.lists.len() < limits::NESTING_MAX => self.lists.push(List::open(tag)),
            "li" => {
                let mark = self.lists.last_mut().map(|list| list.mark(tag)).unwrap_or_default();
                self.line.set_mark(mark);
            }
            "pre" => self.preformatted += 1,
            _ => {}
        }
        Ok(())
    }

    pub(crate) fn close(&mut self, name: &[u8]) -> Result<(), Error> {
        if let Some(skipping) = &mut self.skipping {
            skipping.open -= usize::from(skipping.name == name);
            if skipping.open == 0 {
                self.skipping = None;
            }
            return Ok(());
        }
        let name = std::str::from_utf8(name).unwrap_or_default();
        if BLOCKS.contains(&name) || name == "br" {
            self.end_line()?;
        }
        match name {
            "table" => self.close_table()?,
            "td" | "th" | "tr" => self.close_cell()?,
            "ol" | "ul" => drop(self.lists.pop()),
            "li" => self.line.set_mark(String::new()),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }

    pub(crate) fn text(&mut self, text: &str) -> Result<(), Error> {
        if self.skipping.is_some() {
            return Ok(());
        }
        if self.preformatted == 0 {
            self.line.push(text);
            return Ok(());
        }
        for (index, part) in text.split('\n').enumerate() {
            if index > 0 {
                self.end_line()?;
            }
            self.line.push_verbatim(part);
        }
        Ok(())
    }

    /// The lines, and the name of a hidden part that was never closed.
    pub(crate) fn finish(mut self) -> Result<(Lines, Option<String>), Error> {
        self.end_line()?;
        while !self.tables.is_empty() {
            self.close_table()?;
        }
        let unclosed = self.skipping.map(|skipping| String::from_utf8_lossy(&skipping.name).into_owned());
        Ok((self.lines, unclosed))
    }

    fn end_line(&mut self) -> Result<(), Error> {
        if self.line.is_blank() {
            self.line.take();
            return Ok(());
        }
        let text = self.line.take();
        match self.innermost_cell() {
            Some(cell) => cell.lines.push(text),
            // Text between a table and its cells is shown before the table.
            None => self.lines.push(text)?,
        }
        Ok(())
    }

    fn innermost_cell(&mut self) -> Option<&mut Cell> {
        self.tables.iter_mut().rev().find_map(|open| open.cell.as_mut())
    }

    fn open_table(&mut self) -> Result<(), Error> {
        self.end_line()?;
        if self.tables.len() >= limits::NESTING_MAX {
            return Err(Error::TooMuch { limit: limits::NESTING_MAX, unit: Unit::Levels });
        }
        if let Some(outer) = self.tables.last_mut() {
            outer.table.holds_table = true;
        }
        self.tables.push(OpenTable::default());
        Ok(())
    }

    fn open_row(&mut self) -> Result<(), Error> {
        self.close_cell()?;
        if let Some(open) = self.tables.last_mut() {
            open.table.start_row();
        }
        Ok(())
    }

    fn open_cell(&mut self, tag: &StartTag<()>) -> Result<(), Error> {
        self.close_cell()?;
        let rows = match number(tag, b"rowspan").unwrap_or(1) {
            0 => limits::TABLE_ROW_SPAN_MAX,
            rows => rows.min(limits::TABLE_ROW_SPAN_MAX),
        };
        let columns = number(tag, b"colspan").unwrap_or(1);
        if let Some(open) = self.tables.last_mut() {
            open.cell = Some(Cell { lines: Vec::new(), columns, down: Down::Rows(rows) });
        }
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), Error> {
        self.end_line()?;
        if let Some(open) = self.tables.last_mut()
            && let Some(cell) = open.cell.take()
        {
            open.table.push(cell);
        }
        Ok(())
    }

    fn close_table(&mut self) -> Result<(), Error> {
        self.close_cell()?;
        let Some(open) = self.tables.pop() else { return Ok(()) };
        let lines = open.table.into_lines(&mut self.budget)?;
        match self.innermost_cell() {
            Some(cell) => cell.lines.extend(lines),
            None => lines.into_iter().try_for_each(|line| self.lines.push(line))?,
        }
        Ok(())
    }
}

pub(crate) fn attribute<'a>(tag: &'a StartTag<()>, name: &[u8]) -> Option<&'a str> {
    tag.attributes.get(name).and_then(|value| std::str::from_utf8(value).ok())
}

fn is_hidden(tag: &StartTag<()>) -> bool {
    let style = attribute(tag, b"style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.split_ascii_whitespace().collect();
    tag.attributes.contains_key(b"hidden".as_slice())
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}
