//! The rows of a figure: what is counted, one by one. Their sum is the figure, and the page says so.

use app::DIMENSION;
use app::indicators::{Change, Narrowed, ROWS_SHOWN, Records, ShownRow, ShownRows, records};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use indicators::{Cell as RowCell, DeclaredColumn, Indicator, Kind};

use super::{Names, absolute, amount, asked, below, canonical, column_title, is_open, path, then, titled};
use crate::components::{Cell, Column, Notice, Pagination, Table, Tone};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::pages::draw;
use crate::query::Query;
use crate::records::{AS_OF, KNOWN};
use crate::site::Site;
use crate::words::Words;

#[derive(Template)]
#[template(path = "pages/indicators/records.html")]
struct RecordsPage {
    /// How many and what they come to, and whether that is the figure.
    sum: Notice,
    hidden: Option<String>,
    /// By what the rows are narrowed down, and the address of all of them.
    narrowed: Option<(String, String)>,
    table: Table,
    pagination: Pagination,
    files: Vec<(String, String)>,
    /// The form of a demand about these rows, where the reader may make one.
    demand: Option<String>,
    page: Page,
}

/// The rows of an indicator.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let moment = asked(&site, &input)?;
    let narrowed = narrowed(&input);
    let is_all = narrowed == Narrowed::default();
    let records = records(&site.app, page.actor(), &id, (moment.when, is_open(&page)), narrowed).await?;
    let (card, indicator) = (&records.opened.card, &records.opened.card.indicator);
    let rows = records.rows();
    let names = Names::of(&site, indicator, records.set()).await?;
    let from: usize = input.text("from").parse().unwrap_or(0).min(rows.rows.len());
    let until = (from + ROWS_SHOWN).min(rows.rows.len());
    let here = format!("{}/records", path(&page, indicator));
    let query = address(&input);
    let at = |from: usize| {
        let query = if from == 0 { query.clone() } else { query.clone().with("from", from.to_string()) };
        query.after(&page.href(&here))
    };
    let counted = words.of(indicator.counted_in());
    let sum = amount(rows.sum, records.weight_decimals());
    let figure = card.computed.figure();
    let is_same = figure.is_some_and(|figure| figure.numerator == rows.sum);
    let is_whole_base = figure.is_some_and(|figure| figure.denominator == Some(rows.sum));
    let file = |ending: &str| query.after(&page.href(&format!("{here}/{ending}")));
    let mut files = vec![
        (file("xlsx"), words.indicators_as_sheet().to_owned()),
        (file("csv"), words.indicators_as_csv().to_owned()),
    ];
    let is_whole = is_all && records.opened.is_proved && rows.hidden() == 0;
    files.extend(is_whole.then(|| (file(canonical::FORMAT), words.indicators_as_canonical().to_owned())));
    draw(&RecordsPage {
        sum: match indicator.kind {
            _ if is_missing(&input) => Notice {
                tone: Tone::Information,
                title: words.indicators_narrowed(
                    what_is_missing(words, indicator),
                    words.indicators_missing_count(rows.all),
                ),
                text: words.indicators_missing_what().to_owned(),
            },
            _ if is_of_base(&input) => Notice {
                tone: Tone::Information,
                title: words.indicators_base_is(rows.all, &sum),
                text: match is_whole_base {
                    true => words.indicators_base_same().to_owned(),
                    false => words.indicators_base_part().to_owned(),
                },
            },
            Kind::Rank => Notice {
                tone: Tone::Information,
                title: words.indicators_rank_of(rows.all),
                text: words.indicators_rank_what().to_owned(),
            },
            _ => Notice {
                tone: if is_all && !is_same { Tone::Warning } else { Tone::Good },
                title: words.indicators_sum_is(rows.all, &sum, counted),
                text: match (is_all, is_same) {
                    (true, true) => words.indicators_sum_same().to_owned(),
                    (true, false) => words.indicators_sum_other().to_owned(),
                    (false, _) if indicator.kind == Kind::Growth && input.text("by") == "year" => {
                        words.indicators_sum_year().to_owned()
                    }
                    (false, _) => words.indicators_sum_part().to_owned(),
                },
            },
        },
        hidden: (rows.hidden() > 0).then(|| match is_missing(&input) {
            true => words.indicators_hidden_missing(rows.hidden()),
            false => words.indicators_hidden(rows.hidden()),
        }),
        narrowed: (!is_all).then(|| (by(words, &input, indicator, &names), then(&page, &moment, &here))),
        table: table(&page, &records, &names, &rows.rows[from..until]),
        pagination: Pagination {
            words,
            first: (from > ROWS_SHOWN).then(|| at(0)),
            previous: (from > 0).then(|| at(from.saturating_sub(ROWS_SHOWN))),
            next: (until < rows.rows.len()).then(|| at(until)),
        },
        demand: demand(&site, &page, &records, &input),
        files,
        page: below(&page)
            .below(path(&page, indicator), titled(words, indicator))
            .titled(words.indicators_records()),
    })
}

/// Rows that a demand names one by one; of more it says where all of them are.
const DEMANDED_MAX: usize = 20;
/// Characters of a demand at most that come from rows: what is asked has room for a thousand.
const DEMANDED_CHARACTERS: usize = 900;

/// The form of a demand that names these rows, to the body by which they are narrowed down.
fn demand(site: &Site, page: &Page, records: &Records, input: &Input) -> Option<String> {
    let words = page.words;
    let declarations = site.app.declarations();
    let part = declarations.programme.slip.as_ref()?;
    let opened = app::cases::open(&site.app, page.actor(), &part.procedure).ok()?;
    if !opened.may_start || is_open(page) {
        return None;
    }
    // A demand without a duty is of the dimension of the indicator.
    let mut fields = opened.procedure().form.fields.iter();
    let dimension = fields.find(|field| field.kind.table() == Some(DIMENSION) && !field.many);
    let card = &records.opened.card;
    let rows = records.rows();
    let as_of = card.computed.window.as_of;
    let here = page.href(&format!("{}/records", path(page, &card.indicator)));
    let all = address(input).without(AS_OF).with(AS_OF, as_of.to_string()).after(&here);
    let named = demanded(words, &rows, &absolute(page, &all));
    let title = titled(words, &card.indicator);
    let body = if input.text("by") == "body" { input.text("value") } else { "" };
    let query = Query::default()
        .with(&part.subject, title.as_str())
        .with(&part.body, body)
        .with(&part.demand, words.indicators_demand(rows.all, named))
        .with(&part.origin, words.indicators_demand_origin(&title, as_of));
    let query = match dimension {
        Some(field) => query.with(&field.id, card.indicator.dimension.value.as_str()),
        None => query,
    };
    Some(query.after(&page.href(&format!("/procedures/{}/new", part.procedure))))
}

/// As many of the rows as there is room for, each whole; where more are meant, with the address of all of them.
fn demanded(words: Words, rows: &ShownRows<'_>, all: &str) -> String {
    let mut room = DEMANDED_CHARACTERS.saturating_sub(all.chars().count());
    let mut named: Vec<String> = Vec::new();
    for row in rows.rows.iter().take(DEMANDED_MAX) {
        let name = match row.name {
            Some(name) if name != row.key => format!("{} {name}", row.key),
            _ => row.key.to_owned(),
        };
        let characters = name.chars().count() + words.semicolon().chars().count();
        if characters > room {
            break;
        }
        room -= characters;
        named.push(name);
    }
    let is_whole = named.len() == rows.all;
    let named = named.join(words.semicolon());
    if is_whole { named } else { words.indicators_demand_more(named, all) }
}

/// Which rows an address asks for.
pub(super) fn narrowed(input: &Input) -> Narrowed {
    let by = input.text("by");
    let value = if input.text("none").is_empty() { input.text("value") } else { "" };
    Narrowed {
        by: (!by.is_empty()).then(|| (by.to_owned(), value.to_owned())),
        change: Change::parse(input.text("change")),
        since: input.text("since").parse().ok(),
        missing: is_missing(input),
        base: is_of_base(input),
        same_period: !input.text("same").is_empty(),
    }
}

/// Whether an address asks for the denominator.
fn is_of_base(input: &Input) -> bool {
    !input.text("base").is_empty()
}

/// Whether an address asks for what of the denominator does not count.
fn is_missing(input: &Input) -> bool {
    !input.text("missing").is_empty()
}

/// What the rows of the denominator are called that do not count.
pub(super) fn what_is_missing(words: Words, indicator: &Indicator) -> &'static str {
    match indicator.kind {
        Kind::Coverage => words.indicators_uncovered(),
        _ => words.indicators_not_counted(),
    }
}

/// The address without the place in the list.
pub(super) fn address(input: &Input) -> Query {
    let names = ["by", "value", "none", "change", "since", "missing", "base", "same", AS_OF, KNOWN];
    names.into_iter().fold(Query::default(), |query, name| query.with(name, input.text(name)))
}

/// By what the rows are narrowed down, in words.
fn by(words: Words, input: &Input, indicator: &Indicator, names: &Names) -> String {
    match Change::parse(input.text("change")) {
        Some(Change::Came) => return words.indicators_came().to_owned(),
        Some(Change::Went) => return words.indicators_went().to_owned(),
        Some(Change::Revalued) => return words.indicators_revalued().to_owned(),
        None if is_missing(input) => return what_is_missing(words, indicator).to_owned(),
        None => {}
    }
    let (by, value) = (input.text("by"), input.text("value"));
    if by.is_empty() {
        return words.indicators_denominator().to_owned();
    }
    let column = column_title(words, indicator, by);
    let value = match value {
        "" if by == "body" => words.indicators_undecided().to_owned(),
        "" => words.indicators_without().to_owned(),
        value => names.of_value(words, by, value),
    };
    words.indicators_narrowed(column, value)
}

fn table(page: &Page, records: &Records, names: &Names, rows: &[ShownRow<'_>]) -> Table {
    let words = page.words;
    let indicator = &records.opened.card.indicator;
    let has = |any: &dyn Fn(&ShownRow<'_>) -> bool| rows.iter().any(any);
    let has_bodies = has(&|row| row.body.is_some());
    let has_weights = has(&|row| row.weight != 1);
    let has_names = has(&|row| row.name.is_some_and(|name| name != row.key));
    let mut columns = vec![Column::text(words.indicators_key())];
    columns.extend(has_names.then(|| Column::text(words.indicators_name())));
    columns.extend(has_bodies.then(|| Column::text(words.indicators_body())));
    // The rows of a denominator have some of them at most.
    let is_there = |column: &&DeclaredColumn| rows.is_empty() || has(&|row| row.cell(&column.id).is_some());
    let declared: Vec<&DeclaredColumn> = indicator.columns.iter().filter(is_there).collect();
    columns.extend(declared.iter().map(|column| match column.decimals {
        0 => Column::text(words.title(&column.title)),
        _ => Column::number(words.title(&column.title)),
    }));
    columns.extend(has_weights.then(|| match records.are_of_base() {
        true => Column::number(words.indicators_denominator()),
        false => Column::number(words.of(indicator.counted_in())),
    }));
    let row = |row: &ShownRow<'_>| {
        let mut cells = vec![match row.ledger.zip(row.record) {
            Some((ledger, record)) => {
                Cell::Link { href: page.record(ledger, record), text: row.key.to_owned() }
            }
            None => Cell::Figure(row.key.to_owned()),
        }];
        cells.extend(has_names.then(|| text(row.name.unwrap_or_default())));
        let body = row.body.map_or_else(
            || words.indicators_undecided().to_owned(),
            |body| names.of_value(words, "body", body),
        );
        cells.extend(has_bodies.then_some(Cell::Text(body)));
        cells.extend(declared.iter().map(|column| shown(words, names, column, row)));
        let weight = amount(row.weight.into(), records.weight_decimals());
        cells.extend(has_weights.then_some(Cell::Figure(weight)));
        cells
    };
    let caption = words.indicators_records().to_owned();
    Table { words, caption, columns, rows: rows.iter().map(row).collect() }
}

/// What stands in a declared column of a row.
fn shown(words: Words, names: &Names, column: &DeclaredColumn, row: &ShownRow<'_>) -> Cell {
    match row.cell(&column.id) {
        Some(RowCell::Integer(parts)) if column.decimals > 0 => {
            Cell::Figure(amount((*parts).into(), column.decimals))
        }
        Some(RowCell::Flag(flag)) => text(if *flag { words.yes() } else { words.no() }),
        found => {
            let found = found.map(ToString::to_string).unwrap_or_default();
            let parts = found.split(',').filter(|part| !part.is_empty());
            let named: Vec<String> = parts.map(|part| names.of_value(words, &column.id, part)).collect();
            text(&named.join(words.comma()))
        }
    }
}

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Nothing } else { Cell::Text(text.to_owned()) }
}
