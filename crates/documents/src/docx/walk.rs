use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::flow::Flows;
use super::labels::Labels;
use super::numbering::Definitions;
use super::paragraph::Paragraph;
use super::styles::Styles;
use super::symbols;
use super::xml::{self, Element};
use crate::{Error, limits};

/// What a part of a document holds.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    pub(crate) lines: Vec<String>,
    /// Footnotes and endnotes in the order in which the text refers to them, as `footnote 3`.
    pub(crate) references: Vec<String>,
    /// Their lines.
    pub(crate) footnotes: HashMap<String, Vec<String>>,
    /// The content controls that have a tag or are bound.
    pub(crate) controls: Vec<Control>,
    pub(crate) left_out: LeftOut,
}

/// A content control, and the text in it.
#[derive(Debug, Default)]
pub(crate) struct Control {
    pub(crate) tag: String,
    /// The path to what it is bound to.
    pub(crate) bound: String,
    /// Without that of controls inside it, and no more than is looked at.
    pub(crate) text: String,
    /// Its text only invites to write some.
    is_placeholder: bool,
}

/// How much was left out.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    pub(crate) deletions: usize,
    pub(crate) hidden: usize,
    pub(crate) contents: usize,
    pub(crate) embedded: usize,
}

/// Reads the document part, or the part with the footnotes or endnotes.
pub(crate) fn walk(xml: &str, styles: &Styles, definitions: &Definitions) -> Result<Walked, Error> {
    let mut walker = Walker {
        styles,
        labels: Labels::new(definitions),
        walked: Walked::default(),
        flows: Flows::default(),
        paragraphs: Vec::new(),
        runs: Vec::new(),
        choices: Vec::new(),
        controls: Vec::new(),
        skipped: 0,
        texts: 0,
        properties: None,
    };
    xml::visit(xml, |element| match element {
        Element::Start(start) => walker.start(&start),
        Element::End(name) => walker.end(&name),
        Element::Text(text) => {
            walker.text(&text);
            Ok(())
        }
    })?;
    walker.walked.lines = walker.flows.finish();
    Ok(walker.walked)
}

/// Which properties are being read: the same names mean other things in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Properties {
    Paragraph,
    Row,
}

struct Walker<'a> {
    styles: &'a Styles,
    labels: Labels<'a>,
    walked: Walked,
    flows: Flows,
    paragraphs: Vec<Paragraph>,
    /// For each open run whether its text is hidden.
    runs: Vec<bool>,
    /// For each open `mc:AlternateContent` whether an alternative was taken.
    choices: Vec<bool>,
    /// The open content controls.
    controls: Vec<Control>,
    /// Elements open inside a part that is left out.
    skipped: usize,
    /// Open `w:t` elements: only their text is text.
    texts: usize,
    properties: Option<Properties>,
}

impl Walker<'_> {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Error> {
        let name = start.local_name();
        let name = name.as_ref();
        if self.skipped > 0 || self.is_left_out(name) {
            self.skipped += 1;
            return Ok(());
        }
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "r" => self.runs.push(false),
            "t" => self.texts += 1,
            "pPr" => self.properties = Some(Properties::Paragraph),
            "trPr" => self.properties = Some(Properties::Row),
            "AlternateContent" => self.choices.push(false),
            "tbl" | "tr" | "tc" | "gridSpan" | "vMerge" | "gridBefore" => {
                self.flows.start_table_part(name, start)?;
            }
            "txbxContent" => self.flows.open(None)?,
            "footnote" | "endnote" => self.flows.open(footnote_id(name, start))?,
            "pStyle" | "numId" | "ilvl" => self.paragraph_property(name, start),
            "vanish" | "rStyle" => self.run_property(name, start),
            "sdt" => self.controls.push(Control::default()),
            "tag" | "dataBinding" | "showingPlcHdr" => self.control_property(name, start),
            _ if self.properties.is_none() => self.start_content(name, start),
            _ => {}
        }
        Ok(())
    }

    /// Whether an element and all inside it is left out. Marks of deletion on a paragraph's end or a row are noted.
    fn is_left_out(&mut self, name: &str) -> bool {
        match (name, self.properties) {
            ("del" | "moveFrom", Some(Properties::Paragraph)) => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.end_is_deleted = true;
                }
                false
            }
            ("del", Some(Properties::Row)) => {
                self.flows.delete_row();
                false
            }
            ("del" | "moveFrom", None) => {
                self.walked.left_out.deletions += 1;
                true
            }
            ("Choice" | "Fallback", _) => {
                let taken = self.choices.last_mut().map(|taken| std::mem::replace(taken, true));
                taken.unwrap_or(false)
            }
            (
                "instrText" | "delText" | "delInstrText" | "rt" | "sectPr" | "pPrChange" | "rPrChange"
                | "tblPrChange" | "trPrChange" | "tcPrChange" | "tblPrExChange" | "numberingChange",
                _,
            ) => true,
            _ => false,
        }
    }

    fn paragraph_property(&mut self, name: &str, start: &BytesStart<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match name {
            "pStyle" => paragraph.style = xml::attribute(start, "val"),
            "numId" => paragraph.number = xml::attribute(start, "val"),
            _ => paragraph.level = xml::number(start),
        }
    }

    /// Hiding in the properties of a paragraph only hides its mark, which has no text.
    fn run_property(&mut self, name: &str, start: &BytesStart<'_>) {
        let Some(hidden) = self.runs.last_mut().filter(|_| self.properties.is_none()) else { return };
        if name == "vanish" {
            *hidden = xml::is_on(start);
        } else {
            *hidden |= xml::attribute(start, "val").is_some_and(|style| self.styles.is_hidden(&style));
        }
    }

    fn control_property(&mut self, name: &str, start: &BytesStart<'_>) {
        let Some(control) = self.controls.last_mut() else { return };
        match name {
            "tag" => control.tag = xml::attribute(start, "val").unwrap_or_default(),
            "dataBinding" => control.bound = xml::attribute(start, "xpath").unwrap_or_default(),
            _ => control.is_placeholder = xml::is_on(start),
        }
    }

    fn start_content(&mut self, name: &str, start: &BytesStart<'_>) {
        match name {
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "sym" => {
                let character = symbols::symbol(&xml::attribute(start, "char").unwrap_or_default());
                self.push(character.encode_utf8(&mut [0; 4]));
            }
            "footnoteReference" | "endnoteReference" => {
                let kind = name.trim_end_matches("Reference");
                self.walked.references.extend(footnote_id(kind, start));
                let mark = format!("[注{}]", self.walked.references.len());
                self.push(&mark);
            }
            "altChunk" => self.walked.left_out.embedded += 1,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.texts > 0 && self.skipped == 0 {
            self.push(&text.chars().map(symbols::ordinary).collect::<String>());
        }
    }

    fn push(&mut self, text: &str) {
        if self.runs.last().is_some_and(|hidden| *hidden) {
            self.walked.left_out.hidden += 1;
        } else if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
            if let Some(control) = self.controls.last_mut() {
                control.push(text);
            }
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Error> {
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        match name {
            "p" => self.end_paragraph(),
            "r" => drop(self.runs.pop()),
            "t" => self.texts = self.texts.saturating_sub(1),
            "pPr" | "trPr" => self.properties = None,
            "AlternateContent" => drop(self.choices.pop()),
            "sdt" => {
                let closed = self.controls.pop();
                let named = closed.filter(|it| !it.tag.is_empty() || !it.bound.is_empty());
                self.walked.controls.extend(named);
            }
            "tc" => self.flows.end_cell(),
            "tr" => self.walked.left_out.deletions += usize::from(self.flows.end_row()),
            "tbl" => self.flows.end_table()?,
            "txbxContent" => {
                let (lines, _) = self.flows.close();
                match self.paragraphs.last_mut() {
                    Some(paragraph) => paragraph.boxes.extend(lines),
                    None => self.flows.add(lines),
                }
            }
            "footnote" | "endnote" => {
                let (lines, footnote) = self.flows.close();
                self.walked.footnotes.extend(footnote.map(|id| (id, lines)));
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let is_contents = paragraph.style.as_deref().is_some_and(|style| self.styles.is_contents(style));
        if paragraph.end_is_deleted {
            self.flows.carry(&paragraph.text);
        } else if is_contents {
            self.walked.left_out.contents += 1;
        } else {
            let mut label = paragraph.label(self.styles, &mut self.labels);
            let text = self.flows.take_carried() + &paragraph.text;
            let lines =
                text.split('\n').map(|line| line.trim_matches('\t')).filter(|line| !line.trim().is_empty());
            self.flows.add(lines.map(|line| std::mem::take(&mut label) + line));
        }
        self.flows.add(paragraph.boxes);
    }
}

impl Control {
    fn push(&mut self, text: &str) {
        let room = limits::FIGURE_CHARS_MAX.saturating_sub(self.text.chars().count());
        if !self.is_placeholder {
            self.text.extend(text.chars().take(room));
        }
    }
}

/// A footnote by its kind and number; none for the separators, which are drawn as footnotes.
fn footnote_id(kind: &str, start: &BytesStart<'_>) -> Option<String> {
    let separator = xml::attribute(start, "type").is_some_and(|kind| kind.contains("eparator"));
    let id = xml::attribute(start, "id").filter(|_| !separator)?;
    Some(format!("{kind} {id}"))
}
