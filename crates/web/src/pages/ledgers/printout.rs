//! A record on paper: what its page shows, as of the same day and as it was known then; as a dossier, with what refers to it and what
//! refers to that.

use app::records::{self, Belonging, DOSSIER_MAX, DOSSIER_OF_LEDGER_MAX, Dossier, Entry, Shown, Told};
use axum::extract::{Path, State};
use axum::response::Response;
use documents::record::{Record, Section};
use documents::{Table, TableColumn};

use super::record::{doers, name};
use crate::components::{self, Cell};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::print::{hand_out, paper, printed};
use crate::query::Query;
use crate::records::{Doers, Look, Moment, entries, naming, time, told_lines};
use crate::site::Site;

/// The newest operations that are printed, some twenty pages of them.
const ENTRIES_PRINTED_MAX: usize = 500;

/// The name in an address that says what is printed beside the record itself, and its one value.
const WITH: &str = "with";
const HELD: &str = "held";

/// The query that asks for the dossier of a record.
pub(super) fn dossier(query: Query) -> Query {
    query.with(WITH, HELD)
}

/// Hands out a record as PDF, to those who see it.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let opened = records::open(&site.app, page.actor(), &ledger)?;
    let moment = Moment::read(&input, opened.context(&site.app)).readable()?;
    let shown = records::show(&site.app, page.actor(), &ledger, &key, moment.when).await?;
    let told = records::told(&site.app, &shown.opened, moment.when, &[key.as_str()]).await?;
    let dossier = match input.text(WITH) {
        HELD => Some(records::dossier(&site.app, page.actor(), &ledger, &key, moment.when).await?),
        _ => None,
    };
    let record = compose(&page, (&shown, &told, dossier.as_ref()), &doers(&page, &shown).await?);
    let name = match dossier {
        Some(_) => {
            format!("{}-{}-{}", record.title, page.words.printout_dossier_name(), shown.past.as_of)
        }
        None => format!("{}-{}", record.title, shown.past.as_of),
    };
    hand_out(record, &name).await
}

fn compose(page: &Page, (shown, told, dossier): (&Shown, &Told, Option<&Dossier>), doers: &Doers) -> Record {
    let (words, past) = (page.words, shown.past);
    let look = Look::of(page, shown);
    let known = shown.entries.iter().filter(|entry| entry.operation.seq <= past.known);
    let known: Vec<Entry> = known.cloned().collect();
    let mut lines = vec![
        words.printout_of(words.title(&shown.opened.ledger().title), &shown.key),
        words.printout_past(past.as_of, past.known),
    ];
    lines.extend(
        known
            .first()
            .map(|newest| words.printout_newest(newest.operation.seq, time(newest.operation.recorded_at))),
    );
    lines.extend(shown.merged_into.as_ref().map(|into| words.record_merged_into(into)));
    let belonging = dossier.map(|dossier| belonging(page, shown, dossier)).unwrap_or_default();
    let sections = [vec![fields(&look, shown, told)], belonging, history(&look, shown, &known, doers)];
    let sections = sections.concat();
    paper(page, name(&look, shown), lines, sections)
}

/// What the reader sees of it, with what other ledgers tell of it, or that nothing of it held.
fn fields(look: &Look<'_>, shown: &Shown, told: &Told) -> Section {
    let words = look.page.words;
    let Some(record) = &shown.record else { return Section::Paragraph(words.record_nothing().to_owned()) };
    let row = |field: &form::Field| {
        let value = record.fields.get(&field.id).map(|value| look.text(field, value));
        (words.title(&field.title), value.unwrap_or_default())
    };
    let tellings = told.tellings.iter().filter_map(|telling| {
        let lines = told_lines(look.page, &shown.opened, told, (&shown.key, telling));
        (!lines.is_empty()).then(|| (words.title(&telling.title), lines.join("\n")))
    });
    Section::Fields(shown.opened.fields().map(row).chain(tellings).collect())
}

/// What refers to it and what refers to that, a table for each ledger, with what is left out.
fn belonging(page: &Page, shown: &Shown, dossier: &Dossier) -> Vec<Section> {
    let words = page.words;
    let mut sections = vec![
        Section::Heading(words.printout_dossier_name().to_owned()),
        Section::Paragraph(words.printout_dossier_what(DOSSIER_OF_LEDGER_MAX, DOSSIER_MAX)),
    ];
    if dossier.parts.is_empty() {
        sections.push(Section::Paragraph(words.record_held_nothing().to_owned()));
    }
    sections.extend(dossier.parts.iter().flat_map(|part| ledger_part(page, shown, dossier, part)));
    if dossier.is_full {
        sections.push(Section::Paragraph(words.printout_dossier_full(DOSSIER_MAX)));
    }
    sections
}

/// The records of one ledger: the name of each, and what a card shows of it, as far as the reader sees it.
fn ledger_part(page: &Page, shown: &Shown, dossier: &Dossier, part: &Belonging) -> Vec<Section> {
    let (words, ledger) = (page.words, part.opened.ledger());
    let below = part.below.as_ref().and_then(|id| shown.opened.declarations().ledgers.get(id));
    let title = naming::part_title(page, ledger, &part.field, below.unwrap_or(shown.opened.ledger()));
    let title = match below {
        Some(of) => words.printout_below(title, words.title(&of.title)),
        None => title,
    };
    let count = match part.is_cut {
        true => words.printout_first_only(part.records.len()),
        false => words.total_exact(part.records.len()),
    };
    let look = Look { page, codes: &part.opened.declarations().codes, names: &dossier.names };
    let records = part.records.iter().map(|record| (record.key.as_str(), &record.fields));
    let columns = naming::Shown::of(ledger, &part.field, |it| part.opened.sight.fields.contains(&it.id));
    let name = |_: &str, text: String| Cell::Text(text);
    let table = columns.table(&look, records, name, |field, value| match value {
        Some(value) => look.brief(field, value),
        None => Cell::Nothing,
    });
    vec![Section::Heading(title), Section::Paragraph(count), Section::Table(printed(&table))]
}

fn history(look: &Look<'_>, shown: &Shown, known: &[Entry], doers: &Doers) -> Vec<Section> {
    let words = look.page.words;
    let mut sections = vec![Section::Heading(words.record_history().to_owned())];
    if known.len() > ENTRIES_PRINTED_MAX {
        sections.push(Section::Paragraph(words.printout_newest_only(ENTRIES_PRINTED_MAX)));
    }
    let printed = &known[..known.len().min(ENTRIES_PRINTED_MAX)];
    let entries = entries(look, &shown.opened, printed, doers);
    let is_staff = look.page.reader.is_staff();
    let mut titles = vec![words.timeline_operation(), words.timeline_recorded(), words.printout_what()];
    if is_staff {
        titles.extend([words.printout_who(), words.statement_reason()]);
    }
    let row = |entry: &components::Entry| {
        let mut row = vec![entry.operation.clone(), entry.recorded.clone(), what(entry)];
        if is_staff {
            row.extend([entry.who.clone(), entry.reason.clone()]);
        }
        row
    };
    let columns = titles.into_iter().map(|title| TableColumn::new(title, 1)).collect();
    let table = Table { columns, rows: entries.iter().map(row).collect(), ..Table::default() };
    sections.push(Section::Table(table.fitted()));
    sections
}

/// What an operation did, a line for each period.
fn what(entry: &components::Entry) -> String {
    let line = |step: &components::Step| {
        let marks = step.marks.iter().map(|mark| mark.text.as_str());
        marks.chain([step.holds.as_str()]).collect::<Vec<&str>>().join(" · ")
    };
    entry.steps.iter().map(line).collect::<Vec<String>>().join("\n")
}
