use app::records::{self, Period, Shown};
use app::{Act, day_of};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use form::{Field as Declared, Kind};
use jiff::civil::Date;
use ledger::{EARLIEST, Interval};

use super::super::draw;
use super::super::imports::under_way;
use super::{Statement, printout};
use crate::components::{
    Block, Cell, Confirmation, Empty, Field, Notice, Summary, SummaryRow, Tag, Timeline, Tone, TwoTimes,
};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::pages::rights::{Part, part};
use crate::query::Query;
use crate::records::{Doers, Look, Moment, entries, files, record_path, starts, told_notices};
use crate::site::Site;

/// How many operations the page shows; the rest is on the page of the history.
const ENTRIES_SHOWN: usize = 5;

/// How many values say in a few words what a statement is about.
const WORDS_MAX: usize = 2;

#[derive(Template)]
#[template(path = "pages/ledgers/record.html")]
struct RecordPage {
    key: String,
    state: Tag,
    confirmation: Option<Confirmation>,
    notice: Option<Notice>,
    /// The files of which the ledger holds only a part, where the record is of one.
    under_way: Vec<Notice>,
    /// What other ledgers tell of it today.
    told: Vec<Notice>,
    summary: Option<Summary>,
    /// If nothing holds at the past that was asked for.
    empty: Empty,
    /// What may be done to it: address and name, the usual one first.
    actions: Vec<(String, &'static str)>,
    /// The same on paper.
    printout: String,
    /// On paper with all that refers to it, if anything can.
    dossier: Option<String>,
    /// Where what all ledgers say of it is attested.
    attestation: Option<String>,
    times: Vec<Field>,
    here: String,
    /// What happened to it and what is still to come by law, if it is a right.
    life: Option<Part>,
    /// What can be started about it.
    starts: Vec<(String, String)>,
    /// Where all that refers to it stands, if anything can.
    held: Option<String>,
    two_times: TwoTimes,
    timeline: Timeline,
    /// The page of the whole history, if there is more of it.
    more: Option<String>,
    page: Page,
}

#[derive(Template)]
#[template(path = "pages/ledgers/history.html")]
struct HistoryPage {
    two_times: TwoTimes,
    timeline: Timeline,
    page: Page,
}

/// A record at some past, with what was said of it.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let opened = records::open(&site.app, page.actor(), &ledger)?;
    let moment = Moment::read(&input, opened.context(&site.app));
    let shown = records::show(&site.app, page.actor(), &ledger, &key, moment.when).await?;
    let doers = doers(&page, &shown).await?;
    let mut composed = compose(&page, &input, &moment, &shown, &doers);
    if shown.record.is_some() {
        let told = records::told(&site.app, &shown.opened, moment.when, &[key.as_str()]).await?;
        composed.told = told_notices(&page, &shown.opened, &told, &key);
    }
    if shown.record.is_some() && !moment.is_past() {
        composed.starts = starts(&page, &site, (&ledger, &key), &[]);
        composed.life = part(&page, &site, &ledger, &key).await?;
    }
    draw(&composed)
}

/// All that was ever said of a record.
pub(crate) async fn history(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key)): Path<(String, String)>,
) -> Result<Response, Error> {
    let shown = records::show(&site.app, page.actor(), &ledger, &key, records::When::default()).await?;
    let doers = doers(&page, &shown).await?;
    let look = Look::of(&page, &shown);
    let timeline =
        Timeline { words: page.words, entries: entries(&look, &shown.opened, &shown.entries, &doers) };
    let two_times = two_times(&look, &shown);
    let page = page_of(page.clone(), &shown).below(record_path(&ledger, &key), name(&look, &shown));
    let title = page.words.record_history();
    draw(&HistoryPage { two_times, timeline, page: page.titled(title) })
}

/// Who did what stands in the history.
pub(super) async fn doers(page: &Page, shown: &Shown) -> Result<Doers, Error> {
    Doers::of(page, shown.entries.iter().map(|entry| entry.operation.actor.as_str())).await
}

fn compose(page: &Page, input: &Input, moment: &Moment, shown: &Shown, doers: &Doers) -> RecordPage {
    let words = page.words;
    let look = Look::of(page, shown);
    let here = page.record(&shown.opened.ledger().id, &shown.key);
    let mut entries = entries(&look, &shown.opened, &shown.entries, doers);
    let more = (entries.len() > ENTRIES_SHOWN).then(|| format!("{here}/history"));
    entries.truncate(ENTRIES_SHOWN);
    let title = name(&look, shown);
    RecordPage {
        key: shown.key.clone(),
        state: state(page, shown),
        confirmation: confirmation(page, input, shown),
        notice: notice(page, moment, shown),
        under_way: {
            let of = shown.under_way.iter().filter(|it| it.records.contains(&shown.key));
            of.map(|it| under_way(page, it, words.under_way_record())).collect()
        },
        told: Vec::new(),
        summary: summary(&look, shown, &here),
        empty: Empty {
            title: words.record_nothing().to_owned(),
            text: words.record_nothing_what().to_owned(),
            action: None,
        },
        actions: actions(page, moment, shown, &here),
        life: None,
        starts: Vec::new(),
        attestation: attestation(page, moment, shown, &here),
        printout: moment.add_to(Query::default()).after(&format!("{here}/printout")),
        dossier: shown
            .can_be_held
            .then(|| printout::dossier(moment.add_to(Query::default())).after(&format!("{here}/printout"))),
        times: moment.fields(page),
        held: shown.can_be_held.then(|| {
            moment.add_to(Query::default()).without(crate::records::KNOWN).after(&format!("{here}/held"))
        }),
        here,
        two_times: two_times(&look, shown),
        timeline: Timeline { words, entries },
        more,
        page: page_of(page.clone(), shown).titled(title),
    }
}

/// Where a paper about it is issued, by whoever may take records out.
fn attestation(page: &Page, moment: &Moment, shown: &Shown, here: &str) -> Option<String> {
    let ledger = shown.opened.ledger();
    let may = ledger.attestation.is_some() && shown.opened.may(page.actor(), Act::Export);
    (may && shown.record.is_some())
        .then(|| moment.add_to(Query::default()).after(&format!("{here}/attestation")))
}

/// The page with those above it.
pub(super) fn page_of(page: Page, shown: &Shown) -> Page {
    let ledger = shown.opened.ledger();
    let (words, title) = (page.words, page.words.title(&ledger.title));
    page.below("/ledgers", words.navigation_ledgers()).below(format!("/ledgers/{}", ledger.id), title)
}

/// What the record is called, or was when last it was something; its key where the reader sees no name.
pub(super) fn name(look: &Look<'_>, shown: &Shown) -> String {
    let ledger = shown.opened.ledger();
    let last =
        shown.periods.iter().max_by_key(|period| (period.interval.known_to, period.interval.valid_from));
    let fields = shown.record.as_ref().map(|record| &record.fields).or(last.map(|period| &period.fields));
    let value = fields.and_then(|fields| fields.get(&ledger.name));
    let named = value.zip(ledger.form.field(&ledger.name)).map(|(value, field)| look.text(field, value));
    named.unwrap_or_else(|| shown.key.clone())
}

fn state(page: &Page, shown: &Shown) -> Tag {
    let words = page.words;
    let (text, tone) = match (&shown.merged_into, &shown.record) {
        (Some(_), _) => (words.state_merged(), Tone::Plain),
        (None, Some(record)) if record.valid_to != Interval::FOREVER => {
            (words.state_until_further(), Tone::Information)
        }
        (None, Some(_)) => (words.state_holds(), Tone::Good),
        (None, None) => (words.state_nothing(), Tone::Bad),
    };
    Tag { text: text.to_owned(), tone }
}

fn notice(page: &Page, moment: &Moment, shown: &Shown) -> Option<Notice> {
    let words = page.words;
    if let Some(key) = &shown.merged_into {
        let (tone, title) = (Tone::Warning, words.record_merged_into(key));
        return Some(Notice { tone, title, text: words.record_merged_what().to_owned() });
    }
    if moment.is_past() {
        let (tone, title) = (Tone::Information, moment.sentence(page));
        return Some(Notice { tone, title, text: words.past_not_now().to_owned() });
    }
    shown.erased.map(|operation| erased(page, operation))
}

/// What is said where what was personal is gone.
pub(crate) fn erased(page: &Page, operation: i64) -> Notice {
    let words = page.words;
    let title = words.erasure_done(operation);
    Notice { tone: Tone::Information, title, text: words.erasure_done_what().to_owned() }
}

/// What an operation that was just saved did.
fn confirmation(page: &Page, input: &Input, shown: &Shown) -> Option<Confirmation> {
    let words = page.words;
    let saved: i64 = input.text("saved").parse().ok()?;
    shown.entries.iter().find(|entry| entry.operation.seq == saved)?;
    Some(Confirmation {
        title: words.record_saved().to_owned(),
        number: Some((words.timeline_operation().to_owned(), saved.to_string())),
        next: vec![words.record_saved_next().to_owned()],
        link: None,
    })
}

fn summary(look: &Look<'_>, shown: &Shown, here: &str) -> Option<Summary> {
    let record = shown.record.as_ref()?;
    let page = look.page;
    let row = |field: &Declared| {
        let value = record.fields.get(&field.id);
        let is_masked = shown.opened.sight.masked.contains(&field.id);
        let value = match value {
            Some(value) if is_masked => {
                let href =
                    Query::default().with("field", field.id.as_str()).after(&format!("{here}/unmasking"));
                let href = shown.actions.unmask.then_some(href);
                let shown = field.show(value, page.address.language, look.codes);
                Cell::Masked { shown, href, view: page.words.record_unmask() }
            }
            Some(value) if matches!(field.kind, Kind::File) => files(here, value),
            value => look.cell(field, value),
        };
        SummaryRow { term: page.words.title(&field.title), value, action: None }
    };
    Some(Summary { rows: shown.opened.fields().map(row).collect() })
}

/// What may be done to the record as it is now.
fn actions(page: &Page, moment: &Moment, shown: &Shown, here: &str) -> Vec<(String, &'static str)> {
    let may = shown.actions;
    let may_separate = shown.merged_into.is_some() && shown.opened.may(page.actor(), Act::Merge);
    let is_now = !moment.is_past();
    let offered = [
        (Statement::Change, may.change && is_now),
        (Statement::Correction, may.correct),
        (Statement::End, may.end && is_now),
        (Statement::Merger, may.merge && is_now),
        (Statement::Separation, may_separate),
        (Statement::Withdrawal, may.correct && is_now),
    ];
    let address = |statement: Statement| {
        let query = match statement {
            Statement::Correction => moment.add_to(Query::default()).without(crate::records::KNOWN),
            _ => Query::default(),
        };
        (query.after(&format!("{here}/{}", statement.segment())), statement.name(page.words))
    };
    let offered = offered.into_iter().filter(|(_, offer)| *offer).map(|(statement, _)| address(statement));
    let erasure = (may.erase && is_now).then(|| (format!("{here}/erasure"), page.words.erasure_button()));
    offered.chain(erasure).collect()
}

/// Both times of what was said.
fn two_times(look: &Look<'_>, shown: &Shown) -> TwoTimes {
    let telling = telling(shown);
    let block = |period: &Period| Block {
        from: period.interval.valid_from,
        to: period.interval.valid_to,
        known_from: period.interval.known_from,
        known_to: period.interval.known_to,
        text: in_few_words(look, &telling, period),
    };
    let blocks: Vec<Block> = shown.periods.iter().map(block).collect();
    let words = look.page.words;
    let day = |day: Date| if day == EARLIEST { words.two_times_ever().to_owned() } else { day.to_string() };
    TwoTimes::new(words, &blocks, day, |known| {
        let entry = shown.entries.iter().find(|entry| entry.operation.seq == known);
        let day = entry.map_or_else(String::new, |entry| day_of(entry.operation.recorded_at).to_string());
        look.page.words.two_times_known_since(day, known)
    })
}

/// The fields that tell the periods of a record apart; its name if they are all alike.
fn telling(shown: &Shown) -> Vec<&Declared> {
    let differs = |field: &&Declared| {
        let mut values = shown.periods.iter().map(|period| period.fields.get(&field.id));
        let first = values.next();
        values.any(|value| Some(value) != first)
    };
    let telling: Vec<&Declared> = shown.opened.fields().filter(differs).take(WORDS_MAX).collect();
    let name = &shown.opened.ledger().name;
    if telling.is_empty() {
        shown.opened.fields().filter(|field| field.id == *name).collect()
    } else {
        telling
    }
}

fn in_few_words(look: &Look<'_>, telling: &[&Declared], period: &Period) -> String {
    let words = look.page.words;
    let values = telling.iter().filter_map(|field| Some(look.text(field, period.fields.get(&field.id)?)));
    let texts: Vec<String> = values.collect();
    if texts.is_empty() { words.two_times_said_by(period.said_by) } else { texts.join(words.comma()) }
}
