//! The briefing of a round and what goes to the meeting about it, to edit and as PDF: what was asked and reported, how the bodies judge
//! themselves, what can be learned and what stands in the way, what is late and why, what comes next, what is under way, and all of it on
//! one page with a chart. It says what is known of the round: what was kept when it was briefed, or what is counted now. In the document
//! to edit each number is a field, beside which stays what was counted.

mod duties;
mod matters;
mod overview;
mod reports;

use app::rounds::{Cut, MatterPart, cut};
use axum::extract::{Path, State};
use axum::response::Response;
use documents::official::{Attachment, Block, Official};

use crate::error::Error;
use crate::page::Page;
use crate::pages::print::{Format, hand_out_official};
use crate::site::Site;

/// Hands out the briefing, to those who see the round.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((number, format)): Path<(String, String)>,
) -> Result<Response, Error> {
    let format = Format::named(&format).ok_or(Error::NotFound)?;
    let cut = cut(&site.app, page.actor(), &number).await?;
    let mut blocks = quarter(&page, &cut);
    blocks.extend(matters::under_way(&page, &cut, &[MatterPart::Slip]));
    hand_out(&page, &cut, page.words.briefing_title(&cut.round), blocks, format).await
}

/// Hands out what goes to the meeting: what became of what the last ones decided, how the quarter stands, what has to be settled.
pub(crate) async fn papers(
    page: Page,
    State(site): State<Site>,
    Path((number, format)): Path<(String, String)>,
) -> Result<Response, Error> {
    let format = Format::named(&format).ok_or(Error::NotFound)?;
    let cut = cut(&site.app, page.actor(), &number).await?;
    let mut blocks = matters::under_way(&page, &cut, &[MatterPart::Decision]);
    blocks.extend(quarter(&page, &cut));
    let rest = [MatterPart::Problem, MatterPart::Instruction, MatterPart::Slip];
    blocks.extend(matters::under_way(&page, &cut, &rest));
    hand_out(&page, &cut, page.words.briefing_papers_title(&cut.round), blocks, format).await
}

async fn hand_out(
    page: &Page,
    cut: &Cut,
    title: String,
    blocks: Vec<Block>,
    format: Format,
) -> Result<Response, Error> {
    let overview =
        Attachment { title: page.words.briefing_overview().to_owned(), blocks: overview::blocks(page, cut) };
    let official = Official {
        // Under the red head of the office that leads the round.
        sender_mark: cut.office.clone(),
        number: None,
        security: None,
        mark: page.site.is_demonstration.then(|| page.words.demonstration().to_owned()),
        recipients: Vec::new(),
        blocks,
        attachments: vec![overview],
        signers: Vec::new(),
        date: cut.counted,
        remark: None,
        imprint: None,
        title: title.clone(),
    };
    hand_out_official(official, &title, format).await
}

/// How the reports of a round and all duties stand, what they say, and what comes next.
fn quarter(page: &Page, cut: &Cut) -> Vec<Block> {
    let words = page.words;
    let mut blocks = reports::all(page, cut);
    blocks.extend(reports::told(page, words.briefing_good(), words.briefing_done(), &cut.good));
    blocks.extend(reports::told(page, words.briefing_behind(), words.briefing_obstacles(), &cut.behind));
    blocks.extend(cut.duties.iter().flat_map(|it| duties::blocks(page, it)));
    blocks.extend(reports::told(page, words.briefing_next(), words.briefing_steps(), &cut.next));
    blocks
}
