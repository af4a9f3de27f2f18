//! The frame of a document: covering notice, title, status, number, dates, place and period.

mod role;
mod title;

use std::ops::Range;

use crate::date::Point;
use crate::layout::{Block, Paragraph};
use crate::model::{ClauseKind, Period};
use crate::text::close_up;
use role::{Role, number_in, only_date, role_of, status};
use title::{find_title, has_title_end, named_in_notice, set_title};

/// The title and its frame stand among so many paragraphs from the start of the plan.
const REACH: usize = 30;

/// Longer paragraphs are no titles.
const TITLE_MAX: usize = 90;

/// What the frame says, and which blocks it takes up.
#[derive(Debug, Default)]
pub(crate) struct Front {
    pub(crate) title: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) date: Option<Point>,
    pub(crate) period: Option<Period>,
    pub(crate) place: Option<String>,
    /// The block at which the plan begins; the blocks before it are a covering notice.
    pub(crate) start: usize,
    /// The role of the paragraphs of the frame, by block.
    pub(crate) roles: Vec<(usize, ClauseKind)>,
}

/// Reads the frame.
pub(crate) fn read(blocks: &[Block]) -> Front {
    let mut front = Front::default();
    let Some(mut title) = title_blocks(blocks, 0, &mut front) else {
        finish(blocks, &mut front);
        return front;
    };
    if let Some(named) = named_in_notice(&joined(blocks, title.clone()))
        && let Some(again) = find_title(blocks, title.end, &named)
    {
        front.roles.retain(|(_, role)| *role == ClauseKind::Number);
        front.roles.extend(
            (0..again.start)
                .filter(|i| !matches!(role_of(blocks, *i), Role::Number))
                .map(|i| (i, ClauseKind::Notice)),
        );
        front.start = again.start;
        title = again;
        after_title(blocks, title.end, &mut front);
    }
    let text = joined(blocks, title.clone());
    front.roles.extend(title.map(|i| (i, ClauseKind::Title)));
    set_title(&mut front, &text);
    finish(blocks, &mut front);
    front
}

fn paragraph(blocks: &[Block], i: usize) -> Option<&Paragraph> {
    match blocks.get(i)? {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Table(_) => None,
    }
}

fn joined(blocks: &[Block], range: Range<usize>) -> String {
    range.filter_map(|i| paragraph(blocks, i)).map(|paragraph| close_up(paragraph.text.raw())).collect()
}

/// The blocks of the title, and the roles of the lines before and after it.
fn title_blocks(blocks: &[Block], from: usize, front: &mut Front) -> Option<Range<usize>> {
    let start = (from..blocks.len().min(from + REACH)).find(|&i| {
        let role = role_of(blocks, i);
        note_role(front, blocks, i, role);
        role == Role::Title || role == Role::Body
    })?;
    if role_of(blocks, start) == Role::Body {
        return None;
    }
    let mut end = start + 1;
    while end < blocks.len() && end - start < 5 && role_of(blocks, end) == Role::Title {
        let next = joined(blocks, end..end + 1);
        if has_title_end(&joined(blocks, start..end))
            && !next.starts_with(['（', '('])
            && !next.starts_with("的")
        {
            break;
        }
        end += 1;
    }
    after_title(blocks, end, front);
    Some(start..end)
}

/// Status, number, date and addressee follow the title.
fn after_title(blocks: &[Block], mut at: usize, front: &mut Front) {
    while at < blocks.len() {
        let role = role_of(blocks, at);
        if matches!(role, Role::Title | Role::Body | Role::Annex) {
            break;
        }
        note_role(front, blocks, at, role);
        at += 1;
    }
}

fn note_role(front: &mut Front, blocks: &[Block], i: usize, role: Role) {
    let Some(paragraph) = paragraph(blocks, i) else { return };
    let text = &paragraph.text;
    let kind = match role {
        Role::Status => {
            front.status = status(text.raw()).or(front.status.take());
            ClauseKind::Status
        }
        Role::Number => {
            let words = close_up(text.raw());
            let bare = words.split(['：', ':']).next_back().unwrap_or(&words).to_owned();
            front.number.get_or_insert(bare);
            ClauseKind::Number
        }
        Role::Date => {
            front.date = only_date(text).or(front.date);
            front.number = front.number.take().or_else(|| number_in(text.raw()));
            ClauseKind::Frame
        }
        Role::Issuer | Role::Addressee | Role::Annex => ClauseKind::Frame,
        Role::Title | Role::Body => return,
    };
    front.roles.push((i, kind));
}

/// Signature and date at the end of the plan or of its covering notice.
fn finish(blocks: &[Block], front: &mut Front) {
    let known = |front: &Front, i: usize| front.roles.iter().any(|(block, _)| *block == i);
    for i in front.start..blocks.len() {
        let Some(paragraph) = paragraph(blocks, i) else { continue };
        let role = role_of(blocks, i);
        let signs = role == Role::Date && i > front.start && i > REACH.min(blocks.len() / 2);
        if signs && !known(front, i) {
            front.date = front.date.or(only_date(&paragraph.text));
            front.roles.push((i, ClauseKind::Frame));
            if i > 0 && role_of(blocks, i - 1) == Role::Issuer && !known(front, i - 1) {
                front.roles.push((i - 1, ClauseKind::Frame));
            }
        }
    }
    for i in 0..front.start {
        if role_of(blocks, i) == Role::Date {
            front.date = front.date.or_else(|| only_date(&paragraph(blocks, i)?.text));
        }
    }
}
