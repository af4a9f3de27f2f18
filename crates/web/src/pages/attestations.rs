//! Attestations: what is shown before one is issued, and where one that was issued is checked.

use app::attestations::{self, Attested, Checked, Part};
use app::records::open;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use documents::record::Section;
use documents::{CellKind, Column, Sheet, Table as Printed, TableColumn, Workbook};
use form::{Class, Field as Declared, Fields};
use ledger::Ledger;

use super::draw;
use super::print::{fields as printed_fields, hand_out, hand_out_sheets, paper};
use crate::components::{Cell, ErrorSummary, Field, Notice, Summary, SummaryRow, Table, Tone};
use crate::error::{Error, see_other};
use crate::input::{Asked, Sent};
use crate::page::Page;
use crate::records::{Look, Moment, Names, naming, place_problems, record_path, time};
use crate::site::Site;

/// The most records of one ledger that a page lists; all of them are counted, covered by the digest and in the workbook.
const LISTED_MAX: usize = 300;

/// The most that a paper lists: some seventy pages. Longer lists are for the workbook alone.
const PRINTED_MAX: usize = 2_000;

/// The most characters of the name of a sheet.
const SHEET_CHARACTERS_MAX: usize = 31;

/// A line to write on.
const BLANK: &str = "＿＿＿＿＿＿＿＿＿＿＿＿";

#[derive(Template)]
#[template(path = "pages/attestations/preview.html")]
struct Preview {
    errors: ErrorSummary,
    times: Vec<Field>,
    here: String,
    content: Content,
    /// What the form sends along: the same two times.
    hidden: Vec<(&'static str, String)>,
    page: Page,
}

#[derive(Template)]
#[template(path = "pages/attestations/show.html")]
struct Show {
    verdict: Notice,
    content: Content,
    printout: String,
    workbook: String,
    page: Page,
}

/// What is attested, as a page shows it.
struct Content {
    facts: Summary,
    own: Summary,
    /// Of each ledger: what it is called, how many records, and the first of them.
    parts: Vec<(String, String, Table)>,
    /// If no record of another ledger names it.
    nothing: &'static str,
}

/// What would be attested, as of a day that one may choose.
pub(crate) async fn ask(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let opened = open(&site.app, page.actor(), &ledger)?;
    let moment = Moment::read(&input, opened.context(&site.app));
    let attested = attestations::preview(&site.app, page.actor(), &ledger, &key, moment.when).await?;
    let words = page.words;
    let path = record_path(&ledger, &key);
    let names = attestations::names(&site.app, page.actor(), &attested).await?;
    let name = name(&page, &site, &attested);
    let title = words.of(&attested.title).to_owned();
    let above = page.clone().below("/ledgers", words.navigation_ledgers());
    let above = above.below(format!("/ledgers/{ledger}"), words.title(&opened.ledger().title));
    let mut times = moment.fields(&page);
    let errors = place_problems(&page, &moment.problems, &mut times.iter_mut().collect::<Vec<_>>());
    let mut page = above.below(path.clone(), name).titled(title);
    page.has_problems = !moment.problems.is_empty();
    draw(&Preview {
        errors,
        times,
        here: page.href(&format!("{path}/attestation")),
        content: content(&page, (&site, &names), &attested, (Vec::new(), LISTED_MAX)),
        hidden: ["as-of", "known"].map(|id| (id, input.text(id).to_owned())).to_vec(),
        page,
    })
}

/// Issues it.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let opened = open(&site.app, page.actor(), &ledger)?;
    let moment = Moment::read(&input, opened.context(&site.app)).readable()?;
    let issued = attestations::issue(&site.app, page.actor(), &ledger, &key, moment.when).await?;
    Ok(see_other(&page.href(&address(&issued))).into_response())
}

/// One that was issued, for whoever has its address, with whether the records still say the same of its day.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((number, code)): Path<(i64, String)>,
) -> Result<Response, Error> {
    let checked = attestations::check(&site.app, number, &code).await?;
    let words = page.words;
    let title = words.of(&checked.attested.title).to_owned();
    let names = attestations::names(&site.app, page.actor(), &checked.attested).await?;
    draw(&Show {
        verdict: verdict(&page, &checked),
        content: content(&page, (&site, &names), &checked.attested, (facts(&page, &checked), LISTED_MAX)),
        printout: page.href(&format!("{}/printout", address(&checked))),
        workbook: page.href(&format!("{}/workbook", address(&checked))),
        page: page.clone().titled(title),
    })
}

/// The same on paper.
pub(crate) async fn printout(
    page: Page,
    State(site): State<Site>,
    Path((number, code)): Path<(i64, String)>,
) -> Result<Response, Error> {
    let checked = attestations::check(&site.app, number, &code).await?;
    let words = page.words;
    let names = attestations::names(&site.app, page.actor(), &checked.attested).await?;
    let told = (facts(&page, &checked), PRINTED_MAX);
    let content = content(&page, (&site, &names), &checked.attested, told);
    let mut sections = vec![printed_fields(&content.facts), printed_fields(&content.own)];
    for (title, count, table) in &content.parts {
        sections.push(Section::Heading(title.clone()));
        sections.push(Section::Paragraph(count.clone()));
        sections.push(Section::Table(on_paper(table)));
    }
    if content.parts.is_empty() {
        sections.push(Section::Paragraph(content.nothing.to_owned()));
    }
    let verdict = verdict(&page, &checked);
    sections.push(Section::Paragraph(format!("{} {}", verdict.title, verdict.text)));
    // By hand: the paper is signed and sealed by the body that gives it out.
    let blank = || BLANK.to_owned();
    sections.push(Section::Fields(vec![
        (words.attestations_signature().to_owned(), blank()),
        (words.attestations_signed_on().to_owned(), blank()),
    ]));
    let title = words.of(&checked.attested.title).to_owned();
    let lines =
        vec![words.attestations_number(number), words.attestations_where(where_to_check(&page, &checked))];
    hand_out(paper(&page, title.clone(), lines, sections), &format!("{title}-{number}")).await
}

/// All of its records, ledger by ledger, to calculate with.
pub(crate) async fn workbook(
    page: Page,
    State(site): State<Site>,
    Path((number, code)): Path<(i64, String)>,
) -> Result<Response, Error> {
    let checked = attestations::check(&site.app, number, &code).await?;
    let words = page.words;
    let names = attestations::names(&site.app, page.actor(), &checked.attested).await?;
    let told = (facts(&page, &checked), usize::MAX);
    let content = content(&page, (&site, &names), &checked.attested, told);
    let title = words.of(&checked.attested.title).to_owned();
    let rows = content.facts.rows.iter().chain(&content.own.rows);
    let mut basis: Vec<(String, String)> = rows.map(|row| (row.term.clone(), row.value.text())).collect();
    basis.push((words.export_at().to_owned(), time(site.app.now())));
    let mark = page.site.is_demonstration.then(|| words.demonstration().to_owned());
    let sheet = |(at, (title, count, table)): (usize, &(String, String, Table))| Sheet {
        name: sheet_name(at + 1, title),
        title: Some(title.clone()),
        notes: mark.iter().chain([count]).cloned().collect(),
        columns: table.columns.iter().map(|it| Column::new(it.title.clone(), CellKind::Text)).collect(),
        rows: table
            .rows
            .iter()
            .map(|row| row.iter().map(|it| documents::Cell::text(it.text())).collect())
            .collect(),
        closing: Vec::new(),
    };
    let mut sheets: Vec<Sheet> = content.parts.iter().enumerate().map(sheet).collect();
    sheets.push(Sheet::basis(words.export_basis(), [words.export_item(), words.export_content()], &basis));
    hand_out_sheets(Workbook { sheets }, &format!("{title}-{number}")).await
}

/// What the sheet of a ledger is called: no two are alike, and some signs stand in none.
fn sheet_name(at: usize, title: &str) -> String {
    let fits = |character: &char| !"[]:*?/\\".contains(*character);
    format!("{at} {title}").chars().filter(fits).take(SHEET_CHARACTERS_MAX).collect()
}

fn address(checked: &Checked) -> String {
    format!("/attestations/{}/{}", checked.number, checked.code)
}

/// The whole address where it is checked, as it stands on the paper.
fn where_to_check(page: &Page, checked: &Checked) -> String {
    format!("{}{}", page.site.app.surroundings().address, address(checked))
}

fn verdict(page: &Page, checked: &Checked) -> Notice {
    let words = page.words;
    let (tone, title, text) = match checked.is_same {
        true => (Tone::Good, words.attestations_same(), words.attestations_same_what()),
        false => (Tone::Bad, words.attestations_other(), words.attestations_other_what()),
    };
    Notice { tone, title: title.to_owned(), text: text.to_owned() }
}

/// Number, who issued it and when, digest and address.
fn facts(page: &Page, checked: &Checked) -> Vec<(String, String)> {
    let words = page.words;
    let mut facts = vec![(words.attestations_number_title().to_owned(), checked.number.to_string())];
    facts.extend(checked.issued_by.clone().map(|body| (words.attestations_issuer().to_owned(), body)));
    facts.extend([
        (words.attestations_issued().to_owned(), time(checked.issued_at)),
        (words.attestations_digest().to_owned(), checked.attested.digest.clone()),
        (words.attestations_check().to_owned(), where_to_check(page, checked)),
    ]);
    facts
}

fn content(
    page: &Page,
    (site, names): (&Site, &Names),
    attested: &Attested,
    (more, listed_max): (Vec<(String, String)>, usize),
) -> Content {
    let words = page.words;
    let declarations = site.app.declarations();
    let look = Look { page, codes: &declarations.codes, names };
    let mut facts = vec![
        (words.attestations_as_of().to_owned(), attested.past.as_of.to_string()),
        (words.attestations_known().to_owned(), attested.past.known.to_string()),
    ];
    facts.extend(more);
    let row = |(term, value): (String, String)| SummaryRow { term, value: Cell::Figure(value), action: None };
    let own = declarations.ledgers.get(&attested.ledger).map(|ledger| own(&look, ledger, &attested.fields));
    let part = |part: &Part| {
        let ledger = declarations.ledgers.get(&part.ledger)?;
        let of = declarations.ledgers.get(&attested.ledger)?;
        let count = match part.records.len() {
            all if all > listed_max => words.attestations_first(listed_max, all),
            all => words.attestations_count(all),
        };
        let title = naming::part_title(page, ledger, &part.field, of);
        Some((title, count, table(&look, ledger, part, listed_max)))
    };
    Content {
        facts: Summary { rows: facts.into_iter().map(row).collect() },
        own: Summary { rows: own.unwrap_or_default() },
        parts: attested.parts.iter().filter_map(part).collect(),
        nothing: words.attestations_nothing(),
    }
}

fn own(look: &Look<'_>, ledger: &Ledger, fields: &Fields) -> Vec<SummaryRow> {
    let row = |field: &Declared| {
        let value = fields.get(&field.id)?;
        let text = look.text(field, value);
        Some(SummaryRow { term: look.page.words.title(&field.title), value: Cell::Text(text), action: None })
    };
    ledger.form.fields.iter().filter_map(row).collect()
}

/// The name of each record, and what a card shows of it and is public.
fn table(look: &Look<'_>, ledger: &Ledger, part: &Part, listed_max: usize) -> Table {
    let shown = naming::Shown::of(ledger, &part.field, |field| field.class == Class::Public);
    let records = part.records.iter().take(listed_max).map(|(key, fields)| (key.as_str(), fields));
    let name = |_: &str, text: String| Cell::Text(text);
    shown.table(look, records, name, |field, value| match value {
        Some(value) => look.brief(field, value),
        None => Cell::Nothing,
    })
}

fn on_paper(table: &Table) -> Printed {
    let columns = table.columns.iter().map(|column| TableColumn::new(column.title.clone(), 1)).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect();
    Printed { columns, rows, ..Printed::default() }.fitted()
}

/// What the record is called.
fn name(page: &Page, site: &Site, attested: &Attested) -> String {
    let declarations = site.app.declarations();
    let named = declarations.ledgers.get(&attested.ledger).and_then(|ledger| {
        let (field, value) = (ledger.form.field(&ledger.name)?, attested.fields.get(&ledger.name)?);
        let names = Names::new();
        Some(Look { page, codes: &declarations.codes, names: &names }.text(field, value))
    });
    named.unwrap_or_else(|| attested.key.clone())
}
