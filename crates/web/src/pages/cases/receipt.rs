//! The receipt for a step: what was sent, when, and what it set going; as a page and on paper.

use ::cases::Happening;
use app::cases::{self, Receipt, Told};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use documents::record::Section;
use form::{Field, FileReference, Kind, Value};

use super::record::{step_title, title_of};
use super::{below, clock, state};
use crate::components::{Cell, Clock, Summary, SummaryRow, Tag};
use crate::error::Error;
use crate::page::Page;
use crate::pages::draw;
use crate::pages::print::{fields, hand_out, paper};
use crate::records::Look;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/cases/receipt.html")]
struct ReceiptPage {
    number: String,
    state: Tag,
    /// What was asked for, when, for whom.
    summary: Summary,
    /// What was sent.
    sent: Summary,
    /// The clocks that run now.
    clocks: Vec<Clock>,
    code: String,
    printout: String,
    page: Page,
}

/// The receipt for one thing that happened, to those who see the case.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((number, seq)): Path<(String, String)>,
) -> Result<Response, Error> {
    let receipt = read(&page, &site, &number, &seq).await?;
    draw(&compose(&page, &receipt))
}

/// The same on paper.
pub(crate) async fn print(
    page: Page,
    State(site): State<Site>,
    Path((number, seq)): Path<(String, String)>,
) -> Result<Response, Error> {
    let receipt = read(&page, &site, &number, &seq).await?;
    let composed = compose(&page, &receipt);
    let title = composed.page.title.clone();
    let words = page.words;
    let mut sections = vec![fields(&composed.summary)];
    if !composed.sent.rows.is_empty() {
        sections.push(Section::Heading(words.receipt_sent().to_owned()));
        sections.push(fields(&composed.sent));
    }
    sections.push(Section::Heading(words.receipt_clocks().to_owned()));
    for clock in &composed.clocks {
        sections.push(Section::Paragraph(format!("{} {}", clock.title, clock.standing.text)));
        let reasons = [&clock.ends].into_iter().chain(&clock.sentences);
        sections.extend(reasons.map(|reason| Section::Paragraph(reason.clone())));
    }
    if composed.clocks.is_empty() {
        sections.push(Section::Paragraph(words.receipt_no_clock().to_owned()));
    }
    sections.push(Section::Heading(words.receipt_track().to_owned()));
    sections.push(Section::Paragraph(words.receipt_track_what().to_owned()));
    sections.push(Section::Fields(vec![
        (words.receipt_track_where().to_owned(), on_the_web(&page)),
        (words.cases_number().to_owned(), number.clone()),
        (words.track_code().to_owned(), composed.code.clone()),
    ]));
    hand_out(paper(&page, title, Vec::new(), sections), &format!("{number}-{seq}")).await
}

/// Where a case is followed, as one can type it: paper has no links.
fn on_the_web(page: &Page) -> String {
    let path = page.href("/track");
    let below = path.strip_prefix(page.site.settings.base_path.as_str()).unwrap_or(&path);
    match page.site.app.surroundings().address.as_str() {
        "" => path,
        address => format!("{address}{below}"),
    }
}

/// The path of a receipt, without base path and language.
pub(super) fn receipt_path(number: &str, seq: u32) -> String {
    format!("{}/receipts/{seq}", cases::path(number))
}

async fn read(page: &Page, site: &Site, number: &str, seq: &str) -> Result<Receipt, Error> {
    let seq = seq.parse().map_err(|_| Error::NotFound)?;
    Ok(cases::receipt(&site.app, page.actor(), number, seq).await?)
}

fn compose(page: &Page, receipt: &Receipt) -> ReceiptPage {
    let words = page.words;
    let (shown, told) = (&receipt.shown, &receipt.shown.told[receipt.at]);
    let number = &shown.current.number;
    let (procedure, step) = (words.title(&shown.procedure.title), step_title(page, &shown.procedure, told));
    let running = shown.clocks.iter().filter(|clock| clock.running.stopped.is_none());
    let name = if shown.current.name.is_empty() { number } else { &shown.current.name };
    let page = below(page, &shown.procedure).below(cases::path(number), name.as_str());
    ReceiptPage {
        number: number.clone(),
        state: state(&page, &shown.procedure, &shown.current.state),
        summary: summary(&page, receipt, (procedure, &step)),
        sent: sent(&page, receipt, told),
        clocks: running.map(|running| clock(&page, &shown.declarations, running)).collect(),
        code: receipt.code.text(),
        printout: page.href(&format!("{}/printout", receipt_path(number, told.event.seq))),
        page: page.titled(words.receipt_title(step)),
    }
}

fn summary(page: &Page, receipt: &Receipt, (procedure, step): (String, &str)) -> Summary {
    let words = page.words;
    let (shown, told) = (&receipt.shown, &receipt.shown.told[receipt.at]);
    let event = &told.event;
    let row = |term: &str, value: Cell| SummaryRow { term: term.to_owned(), value, action: None };
    let step = match told.annulled {
        true => format!("{step}{}", words.receipt_annulled()),
        false => step.to_owned(),
    };
    let mut rows = vec![
        row(words.cases_number(), Cell::Figure(shown.current.number.clone())),
        row(words.receipt_procedure(), Cell::Text(procedure)),
        row(words.receipt_step(), Cell::Text(step)),
        row(words.cases_happened(), Cell::Figure(event.happened.date().to_string())),
        row(words.timeline_recorded(), Cell::Figure(event.recorded.strftime("%Y-%m-%d %H:%M").to_string())),
    ];
    rows.extend(receipt.body.clone().map(|body| row(words.receipt_body(), Cell::Text(body))));
    rows.push(row(words.timeline_operation(), Cell::Figure(told.operation.to_string())));
    Summary { rows }
}

/// What was sent, as far as the reader sees it; of files also by what they are known again.
fn sent(page: &Page, receipt: &Receipt, told: &Told) -> Summary {
    let words = page.words;
    let shown = &receipt.shown;
    let look = Look { page, codes: &shown.declarations.codes, names: &shown.names };
    let Happening::Step { fields, emptied, defects, .. } = &told.event.what else {
        return Summary { rows: Vec::new() };
    };
    let row = |term: String, value: Cell| SummaryRow { term, value, action: None };
    let field = |field: &Field| {
        let value = match fields.get(&field.id) {
            Some(value) if matches!(field.kind, Kind::File) => Cell::Lines(files(page, receipt, value)),
            Some(value) => look.cell(field, Some(value)),
            None if emptied.contains(&field.id) => Cell::Text(words.receipt_emptied().to_owned()),
            None => return None,
        };
        Some(row(words.title(&field.title), value))
    };
    let mut rows: Vec<SummaryRow> = shown.procedure.form.fields.iter().filter_map(field).collect();
    rows.extend(defects.iter().map(|defect| {
        let field = title_of(page, &shown.procedure, &defect.field);
        row(words.cases_defect(field), Cell::Text(defect.reason.clone()))
    }));
    Summary { rows }
}

/// Each file with its digest, and its size if that is known.
fn files(page: &Page, receipt: &Receipt, value: &Value) -> Vec<String> {
    let words = page.words;
    let of = |file: FileReference<'_>| {
        let size = receipt.shown.files.get(file.digest).map(|known| words.receipt_bytes(known.bytes));
        let digest = words.receipt_digest(file.digest);
        [Some(file.name.to_owned()), size, Some(digest)].into_iter().flatten().collect::<Vec<String>>()
    };
    value.values().iter().filter_map(FileReference::of).flat_map(of).collect()
}
