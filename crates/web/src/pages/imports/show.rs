use app::imports::{self, Finding, LaterFile, Seen, SetAside, State as Standing, Told};
use app::indicators::attributes;
use app::jobs;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use documents::record::{Paper, Record, Section};
use kernel::{Problem, Severity};

use super::{below, effect, later, path, tables, tag};
use crate::components::{Cell, Column, Notice, Summary, SummaryRow, Table, Tag, Tone};
use crate::error::{Error, see_other};
use crate::input::Sent;
use crate::page::Page;
use crate::pages::draw;
use crate::pages::form::{Form, REASON};
use crate::pages::print::{fields, hand_out, paper, printed};
use crate::records::{Doers, time};
use crate::site::Site;

/// Where people decide for which county, sub-district or park records count.
const ATTRIBUTION: &str = "/workbench/attribution";

/// Rows that were set aside and are shown on the page; the file of them has all.
const ROWS_SHOWN: u32 = 50;

/// Those that are printed.
const ROWS_PRINTED: u32 = 500;

#[derive(Template)]
#[template(path = "pages/imports/show.html")]
struct Show {
    state: Tag,
    notice: Option<Notice>,
    /// That a file with a later day was loaded before.
    later: Option<Notice>,
    /// That it changes records from which periods were closed.
    warning: Option<Notice>,
    goes_on: bool,
    /// How far the work is, in percent, and what is being done.
    progress: Option<(i64, String)>,
    summary: Summary,
    /// What was found or done, in figures.
    figures: Option<Table>,
    /// Rows of which there is something to say.
    rows: Option<Table>,
    rows_more: Vec<String>,
    /// The file of the rows that were set aside.
    workbook: Option<String>,
    /// The report on paper, once something was found.
    printout: Option<String>,
    /// What it does to figures: how many indicators count from its ledger, and each of them.
    effect: Option<(String, Table)>,
    /// What it has changed of figures.
    changed: Option<effect::Changed>,
    /// The tables of the file beside the one that is loaded.
    beside: Option<Table>,
    /// What can be done: the address, the words, whether it is the one that one came for, and whether it is a page of its own.
    deeds: Vec<Deed>,
    page: Page,
}

struct Deed {
    href: String,
    text: &'static str,
    is_main: bool,
    is_link: bool,
}

/// A file on its way with the first rows of which there is something to say.
struct Gathered {
    seen: Seen,
    rows: Vec<SetAside>,
    /// Into which ledger.
    opened: app::records::Opened,
    doers: Doers,
}

impl Gathered {
    async fn of(page: &Page, site: &Site, id: i64, limit: u32) -> Result<Gathered, Error> {
        let seen = imports::see(&site.app, page.actor(), id).await?;
        let rows = imports::set_aside(&site.app, page.actor(), id, (0, limit)).await?;
        let opened = app::records::open(&site.app, page.actor(), &seen.ledger)?;
        let doers = Doers::of(page, std::iter::once(seen.by.as_str())).await?;
        Ok(Gathered { seen, rows, opened, doers })
    }

    /// The rows, if there are any.
    fn table(&self, page: &Page) -> Option<Table> {
        let form = &self.opened.ledger().form;
        let title = |id: &str| form.field(id).map(|field| page.words.title(&field.title));
        (!self.rows.is_empty()).then(|| rows_table(page, self.seen.id, &self.rows, title))
    }
}

/// A file on its way: what it is, what was found in it, and what can be done next.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    let words = page.words;
    let gathered = Gathered::of(&page, &site, id, ROWS_SHOWN).await?;
    let table = gathered.table(&page);
    let Gathered { seen, rows, doers, .. } = gathered;
    let others = imports::beside(&site.app, page.actor(), id).await?;
    let effect = match seen.state {
        Standing::Checked => imports::effect(&site.app, page.actor(), id).await?,
        _ => None,
    };
    let present = match &effect {
        Some(effect) => imports::present(&site.app, effect).await?,
        None => Vec::new(),
    };
    let moves = imports::moves(&site.app, page.actor(), id).await?;
    let later_file = later_file(&page, &site, &seen).await?;
    let job = match seen.job.filter(|_| seen.state.goes_on()) {
        Some(job) => jobs::see(&site.app, page.actor(), job).await.ok(),
        None => None,
    };
    let progress = seen.state.goes_on().then(|| {
        let line = job.as_ref().and_then(|job| job.line.as_ref()).map(|line| words.title(line));
        (job.as_ref().and_then(|job| job.percent).unwrap_or_default(), line.unwrap_or_default())
    });
    draw(&Show {
        state: tag(&page, seen.state),
        notice: notice(&page, &seen).or_else(|| tables::notice(&page, &seen, &others)),
        later: later_file.map(|file| later(&page, &file)),
        warning: effect.as_ref().and_then(|effect| effect::warning(&page, effect)),
        goes_on: seen.state.goes_on(),
        progress,
        summary: summary(&page, &doers, &seen),
        figures: seen.told.as_ref().map(|told| figures(&page, &seen, told)),
        rows_more: rows_more(&page, &seen, (rows.len(), ROWS_SHOWN)),
        printout: seen.told.is_some().then(|| page.href(&format!("{}/printout", path(id)))),
        workbook: table.is_some().then(|| page.href(&format!("{}/rows", path(id)))),
        rows: table,
        effect: effect.as_ref().map(|effect| effect::table(&page, effect, &present)),
        changed: moves.as_ref().map(|moves| effect::changed(&page, moves)),
        beside: tables::table(&page, &seen, &others),
        deeds: deeds(&page, &seen),
        page: below(page).titled(seen.name.clone()),
    })
}

/// Hands out as PDF what the file is, what was found in it or done with it, and the first rows of which there is something to say.
pub(crate) async fn print(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    let words = page.words;
    let gathered = Gathered::of(&page, &site, id, ROWS_PRINTED).await?;
    let table = gathered.table(&page);
    let Gathered { seen, rows, doers, .. } = gathered;
    let mut sections = vec![fields(&summary(&page, &doers, &seen))];
    if let Some(told) = &seen.told {
        let figures = figures(&page, &seen, told);
        sections.push(Section::Heading(figures.caption.clone()));
        sections.push(Section::Table(printed(&figures)));
    }
    if let Some(file) = later_file(&page, &site, &seen).await? {
        let Notice { title, text, .. } = later(&page, &file);
        sections.push(Section::Paragraph(words.problem_sentence(title, text)));
    }
    if let Some(table) = table {
        sections.push(Section::Heading(table.caption.clone()));
        sections.push(Section::Table(printed(&table)));
    }
    let more = rows_more(&page, &seen, (rows.len(), ROWS_PRINTED));
    sections.extend(more.into_iter().map(Section::Paragraph));
    let lines = vec![words.imports_report(id, words.title(&seen.state.title()))];
    let name = words.imports_report_file(&seen.name);
    hand_out(Record { paper: Paper::Landscape, ..paper(&page, seen.name, lines, sections) }, &name).await
}

/// What of the rows is not listed: those behind the first, and those worth a look that were too many to be kept.
fn rows_more(page: &Page, seen: &Seen, (listed, most): (usize, u32)) -> Vec<String> {
    let words = page.words;
    let behind = (listed == most as usize).then(|| words.imports_rows_more(most));
    let left_out = seen.told.as_ref().map_or(0, |told| told.notes_left_out);
    let left_out = (left_out > 0).then(|| words.imports_notes_left_out(left_out));
    behind.into_iter().chain(left_out).collect()
}

/// A file with a later day that was loaded before; of a file that was put aside or taken back it is of no use to know.
async fn later_file(page: &Page, site: &Site, seen: &Seen) -> Result<Option<LaterFile>, Error> {
    Ok(match (seen.state, &seen.told) {
        (Standing::Dropped | Standing::TakenBack, _) => None,
        (_, Some(told)) => told.later.clone(),
        (_, None) => imports::later_file(&site.app, page.actor(), seen.id).await?,
    })
}

fn notice(page: &Page, seen: &Seen) -> Option<Notice> {
    let words = page.words;
    let told = seen.told.as_ref();
    if let Some(broken) = told.and_then(|told| told.broken.as_ref()) {
        let text = words.problem_sentence(words.title(&broken.what), words.title(&broken.remedy));
        return Some(Notice { tone: Tone::Bad, title: words.imports_broken().to_owned(), text });
    }
    let (tone, title, text) = match (seen.state, told) {
        (Standing::Checked, Some(told)) if !told.is_new() && told.is_of_use() => {
            (Tone::Information, words.imports_nothing_new().to_owned(), words.imports_nothing_new_confirms())
        }
        (Standing::Checked, Some(told)) if !told.is_new() => {
            (Tone::Information, words.imports_nothing_new().to_owned(), words.imports_nothing_new_what())
        }
        (Standing::Checked, Some(told)) if told.set_aside > 0 => {
            (Tone::Warning, words.imports_some_aside(told.set_aside), words.imports_some_aside_what())
        }
        (Standing::Stopped, _) if seen.is_half_taken_back => {
            (Tone::Bad, words.imports_half_taken_back().to_owned(), words.imports_half_taken_back_what())
        }
        (Standing::Stopped, _) => {
            (Tone::Bad, words.imports_stopped().to_owned(), words.imports_stopped_what())
        }
        (Standing::TakenBack, Some(told)) if !told.left.is_empty() => {
            (Tone::Warning, words.imports_left(told.left.join(words.comma())), words.imports_left_what())
        }
        _ => return None,
    };
    Some(Notice { tone, title, text: text.to_owned() })
}

fn summary(page: &Page, doers: &Doers, seen: &Seen) -> Summary {
    let words = page.words;
    let row = |term: &str, value: Cell| SummaryRow { term: term.to_owned(), value, action: None };
    let ledger =
        Cell::Link { href: page.href(&format!("/ledgers/{}", seen.ledger)), text: words.title(&seen.title) };
    let mut rows = vec![
        row(words.imports_ledger(), ledger),
        row(words.imports_source(), Cell::Text(seen.source.clone())),
        row(words.imports_as_of(), Cell::Text(seen.as_of.to_string())),
        row(words.imports_format(), Cell::Text(words.title(&seen.format))),
        row(words.imports_sent(), Cell::Lines(vec![time(seen.made_at), doers.who(page, &seen.by)])),
        row(words.imports_digest(), Cell::Text(seen.digest.clone())),
    ];
    if !seen.table.1.is_empty() {
        rows.insert(4, row(words.imports_table(), Cell::Text(seen.table.1.clone())));
    }
    rows.extend(fixed(page, seen).map(|lines| row(words.imports_fixed_values(), Cell::Lines(lines))));
    rows.extend(seen.note.clone().map(|note| row(words.imports_note(), Cell::Text(note))));
    Summary { rows }
}

/// The values that all rows have, each with its field; none if there are none.
fn fixed(page: &Page, seen: &Seen) -> Option<Vec<String>> {
    let words = page.words;
    let opened = app::records::open(&page.site.app, page.actor(), &seen.ledger).ok()?;
    let line = |(id, value): (&String, &String)| {
        let field = opened.ledger().form.field(id);
        let title = field.map_or_else(|| id.clone(), |field| words.title(&field.title));
        let table = field.and_then(|field| field.kind.table());
        let code = table.and_then(|table| opened.declarations().codes.get(table)?.get(value));
        words.imports_said_of(title, code.map_or_else(|| value.clone(), |row| words.title(&row.title)))
    };
    (!seen.fixed.is_empty()).then(|| seen.fixed.iter().map(line).collect())
}

fn figures(page: &Page, seen: &Seen, told: &Told) -> Table {
    let words = page.words;
    let is_future = matches!(seen.state, Standing::Checked | Standing::Checking | Standing::TakenIn);
    let mut rows = vec![
        (words.imports_rows(), told.rows, words.imports_rows_what()),
        (words.imports_added(), told.added, words.imports_added_what()),
        (words.imports_changed(), told.changed, words.imports_changed_what()),
        (words.imports_same(), told.same, words.imports_same_what()),
        (words.imports_replaced(), told.replaced, words.imports_replaced_what()),
        (words.imports_set_aside(), told.set_aside, words.imports_set_aside_what()),
    ];
    if told.taken_back > 0 {
        rows.push((words.imports_taken_back(), told.taken_back, words.imports_taken_back_what()));
    }
    let cells = |(term, count, what): (&str, u64, &str)| {
        vec![Cell::Text(term.to_owned()), Cell::Figure(count.to_string()), Cell::Text(what.to_owned())]
    };
    Table {
        words,
        caption: if is_future { words.imports_would() } else { words.imports_did() }.to_owned(),
        columns: vec![
            Column::text(words.imports_kind()),
            Column::number(words.imports_rows_count()),
            Column::text(words.imports_meaning()),
        ],
        rows: rows
            .into_iter()
            .map(cells)
            .chain(told.unattributed.map(|it| waiting(page, seen, it)))
            .collect(),
    }
}

/// How many of its records waited until somebody decides where they count when it was loaded, with the way there for whoever may.
fn waiting(page: &Page, seen: &Seen, records: u64) -> Vec<Cell> {
    let words = page.words;
    let count = records.to_string();
    let leads = records > 0 && attributes(&page.site.app, page.actor(), [seen.ledger.as_str()]);
    let count = match leads {
        true => Cell::Link { href: page.href(ATTRIBUTION), text: count },
        false => Cell::Figure(count),
    };
    let [term, what] = [words.imports_unattributed(), words.imports_unattributed_what()];
    vec![Cell::Text(term.to_owned()), count, Cell::Text(what.to_owned())]
}

fn rows_table(page: &Page, id: i64, rows: &[SetAside], title: impl Fn(&str) -> Option<String>) -> Table {
    let words = page.words;
    let field = |problem: &Problem| {
        let field = problem.place.field.as_deref()?;
        Some(title(field).unwrap_or_else(|| field.to_owned()))
    };
    let cells = |row: &SetAside, finding: &Finding| {
        let problem = &finding.problem;
        let tone = if problem.severity == Severity::Error { Tone::Bad } else { Tone::Plain };
        let word = if tone == Tone::Bad { words.imports_row_aside() } else { words.imports_row_note() };
        vec![
            Cell::Link {
                href: page.href(&format!("{}/rows/{}", path(id), row.line)),
                text: row.line.to_string(),
            },
            Cell::Tag(Tag { text: word.to_owned(), tone }),
            field(problem).map_or(Cell::Nothing, Cell::Text),
            finding.value.clone().map_or(Cell::Nothing, Cell::Text),
            Cell::Text(words.title(&problem.what)),
            Cell::Text(words.title(&problem.remedy)),
        ]
    };
    Table {
        words,
        caption: words.imports_rows_aside().to_owned(),
        columns: vec![
            Column::text(words.imports_line()),
            Column::text(words.imports_state()),
            Column::text(words.imports_column_title()),
            Column::text(words.imports_value()),
            Column::text(words.imports_reason()),
            Column::text(words.imports_remedy()),
        ],
        rows: rows.iter().flat_map(|row| row.findings.iter().map(move |it| cells(row, it))).collect(),
    }
}

fn deeds(page: &Page, seen: &Seen) -> Vec<Deed> {
    let words = page.words;
    let href = |end: &str| page.href(&format!("{}/{end}", path(seen.id)));
    let deed = |end: &str, text, is_main, is_link| Deed { href: href(end), text, is_main, is_link };
    let is_of_use = seen.told.as_ref().is_some_and(Told::is_of_use);
    match seen.state {
        Standing::TakenIn => vec![
            deed("mapping", words.imports_mapping(), true, true),
            deed("drop", words.imports_drop(), false, false),
        ],
        Standing::Checked => {
            let mut deeds = Vec::new();
            if is_of_use {
                deeds.push(deed("confirm", words.imports_confirm(), true, false));
            }
            deeds.push(deed("mapping", words.imports_mapping_again(), false, true));
            deeds.push(deed("drop", words.imports_drop(), false, false));
            deeds
        }
        Standing::Stopped if seen.is_half_taken_back => {
            vec![deed("taking-back", words.imports_take_back_further(), true, true)]
        }
        Standing::Stopped => vec![
            deed("confirm", words.imports_go_on(), true, false),
            deed("taking-back", words.imports_take_back(), false, true),
        ],
        Standing::Loaded => vec![deed("taking-back", words.imports_take_back(), false, true)],
        _ => Vec::new(),
    }
}

/// Has it loaded.
pub(crate) async fn confirm(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    imports::confirm(&site.app, page.actor(), id).await?;
    Ok(see_other(&page.href(&path(id))))
}

/// Puts it aside.
pub(crate) async fn drop(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    imports::drop_file(&site.app, page.actor(), id).await?;
    Ok(see_other(&page.href(super::ALL)))
}

/// Asks why it is taken back.
pub(crate) async fn ask_taking_back(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    reason(page, &site, id, &crate::input::Input::default()).await?.ask()
}

/// Has what it said taken back.
pub(crate) async fn take_back(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    match imports::take_back(&site.app, page.actor(), id, input.text(REASON)).await {
        Ok(()) => Ok(see_other(&page.href(&path(id)))),
        Err(refusal) => reason(page, &site, id, &input).await?.refuse(refusal),
    }
}

async fn reason(page: Page, site: &Site, id: i64, input: &crate::input::Input) -> Result<Form, Error> {
    let words = page.words;
    let seen = imports::see(&site.app, page.actor(), id).await?;
    let page = below(page).below(path(id), seen.name.clone()).titled(words.imports_take_back());
    let here = format!("{}/taking-back", path(id));
    let lead = words.imports_take_back_lead(words.title(&seen.title));
    Ok(Form::of_reason(page, &here, lead, words.imports_take_back(), input)
        .or(&path(id), words.form_cancel()))
}
