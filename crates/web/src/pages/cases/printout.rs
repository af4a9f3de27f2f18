//! A case on paper: what it is about, how its clocks stand and why, and what happened.

use app::cases;
use axum::extract::{Path, State};
use axum::response::Response;
use documents::record::Section;
use documents::{Table, TableColumn};

use super::record::{CasePage, compose, doers};
use crate::components::{Cell, Entry};
use crate::error::Error;
use crate::input::Input;
use crate::page::Page;
use crate::pages::print::{fields, hand_out, paper};
use crate::site::Site;

/// Hands out a case as PDF, to those who see it.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
) -> Result<Response, Error> {
    let shown = cases::show(&site.app, page.actor(), &number).await?;
    let doers = doers(&page, &shown).await?;
    let composed = compose(&page, &Input::default(), &shown, &doers);
    let title = if shown.current.name.is_empty() { number.clone() } else { shown.current.name.clone() };
    let words = page.words;
    let lines = vec![
        format!("{}{}{number}", words.title(&shown.procedure.title), words.cases_colon()),
        format!(
            "{}{}{}",
            words.cases_state(),
            words.cases_colon(),
            Cell::Tags(composed.states.clone()).text()
        ),
    ];
    let sections = sections(&page, &composed);
    hand_out(paper(&page, title, lines, sections), &number).await
}

fn sections(page: &Page, case: &CasePage) -> Vec<Section> {
    let words = page.words;
    let mut sections = vec![fields(&case.summary)];
    if !case.basis.is_empty() {
        sections.push(Section::Heading(words.cases_basis().to_owned()));
        sections.extend(case.basis.iter().map(|basis| Section::Paragraph(basis.clone())));
        sections.push(Section::Paragraph(case.competence.clone()));
    }
    for clock in &case.clocks {
        sections.push(Section::Heading(format!("{} {}", clock.title, clock.standing.text)));
        sections.push(Section::Paragraph(clock.ends.clone()));
        let reasons = clock.sentences.iter().chain(&clock.moved);
        sections.extend(reasons.map(|reason| Section::Paragraph(reason.clone())));
    }
    sections.push(Section::Heading(words.cases_what_happened().to_owned()));
    let is_staff = page.reader.is_staff();
    let mut titles = vec![words.timeline_recorded(), words.printout_what()];
    if is_staff {
        titles.push(words.printout_who());
    }
    let row = |entry: &Entry| {
        let mut row = vec![entry.recorded.clone(), what(entry)];
        if is_staff {
            row.push(entry.who.clone());
        }
        row
    };
    let columns = titles.into_iter().map(|title| TableColumn::new(title, 1)).collect();
    let table = Table { columns, rows: case.timeline.entries.iter().map(row).collect(), ..Table::default() };
    sections.push(Section::Table(table.fitted()));
    sections
}

/// What happened, when it did, what was said, and why: a line each.
fn what(entry: &Entry) -> String {
    let mut lines = Vec::new();
    for step in &entry.steps {
        let marks = step.marks.iter().map(|mark| mark.text.as_str());
        lines.push(marks.chain([step.holds.as_str()]).collect::<Vec<&str>>().join(" · "));
        for change in step.changes.iter().filter(|change| !matches!(change.after, Cell::Nothing)) {
            lines.push(format!("{}：{}", change.field, change.after.text()));
        }
    }
    lines.extend(Some(entry.reason.clone()).filter(|reason| !reason.is_empty()));
    lines.join("\n")
}
