use serde::Serialize;

use super::numeral::{chinese, day};
use super::{Attachment, Block, Chart, Figure, Level, Official, Piece};
use crate::error::Unit;
use crate::print::visible;
use crate::{Error, Table, limits};

/// A document as its reader sees it, before it is set: numbers counted, dates and lists written out. Both writers take it.
pub(super) struct Prepared<'o> {
    pub(super) official: &'o Official,
    pub(super) sender_mark: Option<&'o str>,
    pub(super) security: Option<&'o str>,
    pub(super) mark: Option<&'o str>,
    pub(super) number: Option<String>,
    /// 各街道、区直各单位：
    pub(super) recipients: Option<String>,
    pub(super) parts: Vec<Part<'o>>,
    /// What stands before each attachment (附件：, 附件：1., blanks and 2.) and its title.
    pub(super) attachments: Vec<(String, &'o str)>,
    /// The attachments that go out with it.
    pub(super) annexes: Vec<Annex<'o>>,
    pub(super) date: String,
    pub(super) remark: Option<String>,
    pub(super) imprint: Option<Foot>,
}

/// An attachment on pages of its own.
pub(super) struct Annex<'o> {
    /// 附件, or 附件2 where there are several.
    pub(super) label: String,
    pub(super) title: &'o str,
    pub(super) parts: Vec<Part<'o>>,
}

impl<'o> Prepared<'o> {
    /// The parts of the body and of what is attached.
    pub(super) fn all_parts(&self) -> impl Iterator<Item = &Part<'o>> {
        self.parts.iter().chain(self.annexes.iter().flat_map(|annex| &annex.parts))
    }
}

/// A part of the body.
pub(super) enum Part<'o> {
    Heading { level: u8, text: String },
    Paragraph(Vec<Span<'o>>),
    Table(&'o Table),
    Chart(&'o Chart),
}

/// A piece of one line of a paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) enum Span<'o> {
    Words(&'o str),
    Figure(&'o Figure),
}

impl<'o> Span<'o> {
    pub(super) fn text(self) -> &'o str {
        match self {
            Span::Words(words) => words,
            Span::Figure(figure) => &figure.value,
        }
    }
}

/// The foot of the last page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Foot {
    /// Who gets a copy, with commas between and a stop at the end.
    pub(super) copies: Option<String>,
    pub(super) office: String,
    /// 2026年3月5日印发
    pub(super) date: String,
}

pub(super) fn prepare(official: &Official) -> Result<Prepared<'_>, Error> {
    let attached = official.attachments.iter().map(|attachment| attachment.blocks.len());
    if official.blocks.len() + attached.sum::<usize>() > limits::PRINTED_BLOCKS_MAX {
        return Err(Error::TooLong { limit: limits::PRINTED_BLOCKS_MAX, unit: Unit::Blocks });
    }
    let imprint = official.imprint.as_ref().map(|imprint| Foot {
        copies: (!imprint.copies.is_empty()).then(|| format!("{}。", imprint.copies.join("，"))),
        office: imprint.office.clone(),
        date: format!("{}印发", day(imprint.date)),
    });
    Ok(Prepared {
        official,
        sender_mark: present(&official.sender_mark),
        security: present(&official.security),
        mark: present(&official.mark),
        number: official.number.as_ref().map(ToString::to_string),
        recipients: (!official.recipients.is_empty())
            .then(|| format!("{}：", official.recipients.join("，"))),
        parts: parts(&official.blocks),
        attachments: attachments(&official.attachments),
        annexes: annexes(&official.attachments),
        date: day(official.date),
        remark: present(&official.remark).map(|remark| format!("（{remark}）")),
        imprint,
    })
}

/// A text that shows something.
fn present(text: &Option<String>) -> Option<&str> {
    let shows = |text: &&str| text.chars().filter_map(visible).any(|character| !character.is_whitespace());
    text.as_deref().filter(shows)
}

fn parts(blocks: &[Block]) -> Vec<Part<'_>> {
    let mut counters = Counters::default();
    let mut parts = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Heading(level, text) => {
                let text = format!("{}{text}", counters.next(*level));
                parts.push(Part::Heading { level: *level as u8 + 1, text });
            }
            Block::Paragraph(pieces) => parts.extend(lines(pieces).into_iter().map(Part::Paragraph)),
            Block::Table(table) => parts.push(Part::Table(table)),
            Block::Chart(chart) => parts.push(Part::Chart(chart)),
        }
    }
    parts
}

/// The lines of a paragraph that show something, without blanks at their ends.
fn lines(pieces: &[Piece]) -> Vec<Vec<Span<'_>>> {
    let mut lines = vec![Vec::new()];
    for piece in pieces {
        let spans: Vec<Span<'_>> = match piece {
            Piece::Words(words) => words.split('\n').map(Span::Words).collect(),
            Piece::Figure(figure) => vec![Span::Figure(figure)],
        };
        for (place, span) in spans.into_iter().enumerate() {
            if place > 0 {
                lines.push(Vec::new());
            }
            lines.last_mut().into_iter().for_each(|line| line.push(span));
        }
    }
    for line in &mut lines {
        if let Some(Span::Words(words)) = line.first_mut() {
            *words = words.trim_start();
        }
        if let Some(Span::Words(words)) = line.last_mut() {
            *words = words.trim_end();
        }
    }
    lines.retain(|line| line.iter().any(|span| !span.text().trim().is_empty()));
    lines
}

/// How many headings of each level there were since the last of a higher one.
#[derive(Default)]
struct Counters([usize; 4]);

impl Counters {
    fn next(&mut self, level: Level) -> String {
        let place = level as usize;
        self.0[place] += 1;
        self.0[place + 1..].fill(0);
        let number = self.0[place];
        match level {
            Level::First => format!("{}、", chinese(number)),
            Level::Second => format!("（{}）", chinese(number)),
            Level::Third => format!("{number}."),
            Level::Fourth => format!("（{number}）"),
        }
    }
}

fn attachments(attachments: &[Attachment]) -> Vec<(String, &str)> {
    let label = |number: usize| match (attachments.len(), number) {
        (1, _) => "附件：".to_owned(),
        (_, 1) => "附件：1.".to_owned(),
        // As wide as the word above it, so that the numbers stand below each other.
        _ => format!("　　　{number}."),
    };
    attachments.iter().zip(1..).map(|(it, number)| (label(number), it.title.as_str())).collect()
}

fn annexes(attachments: &[Attachment]) -> Vec<Annex<'_>> {
    let label = |number: usize| match attachments.len() {
        1 => "附件".to_owned(),
        _ => format!("附件{number}"),
    };
    let goes_along = attachments.iter().zip(1..).filter(|(it, _)| !it.blocks.is_empty());
    goes_along
        .map(|(it, number)| Annex { label: label(number), title: &it.title, parts: parts(&it.blocks) })
        .collect()
}
