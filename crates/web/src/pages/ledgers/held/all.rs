//! All records of one ledger that name a record in one field, page by page.

use app::records::{self, HeldBy, HeldRequest};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Problem;

use super::super::list;
use super::{below, name};
use crate::components::{Cell, ErrorSummary, Field, Notice, Pagination, Table};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::draw;
use crate::pages::imports::under_way;
use crate::query::Query;
use crate::records::{Look, Moment, naming, place_problems, record_path};
use crate::site::Site;

/// How many records one page shows, as many as one of a list.
const ROWS: u16 = 50;

/// The name in an address that says where the page begins.
const CURSOR: &str = "cursor";

#[derive(Template)]
#[template(path = "pages/ledgers/held_all.html")]
struct AllPage {
    lead: String,
    errors: ErrorSummary,
    /// The files of which the ledger holds only a part.
    under_way: Vec<Notice>,
    day: Field,
    here: String,
    total: String,
    /// None if there is no such record on that day.
    table: Option<Table>,
    pagination: Pagination,
    page: Page,
}

/// The records of a ledger that name a record in a field, on a day.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path((ledger, key, by, field)): Path<(String, String, String, String)>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let opened = records::open(&site.app, page.actor(), &ledger)?;
    let moment = Moment::read_day(&input, opened.context(&site.app));
    let cursor = Some(input.text(CURSOR).to_owned()).filter(|cursor| !cursor.is_empty());
    let (of, by) = ((ledger.as_str(), key.as_str()), (by.as_str(), field.as_str()));
    let first = HeldRequest { as_of: moment.when.as_of, cursor: None, limit: ROWS };
    let request = HeldRequest { cursor, ..first.clone() };
    let (held, problems) = match records::held_by(&site.app, page.actor(), of, by, &request).await {
        Ok(held) => (held, moment.problems.clone()),
        Err(app::Error::Invalid(problems)) => {
            (records::held_by(&site.app, page.actor(), of, by, &first).await?, problems)
        }
        Err(error) => return Err(error.into()),
    };
    draw(&compose(&page, &moment, &held, &problems, (&key, &field)))
}

/// The address of the page.
pub(super) fn path(page: &Page, (ledger, key): (&str, &str), (by, field): (&str, &str)) -> String {
    format!("{}/held/{by}/{field}", page.record(ledger, key))
}

fn compose(
    page: &Page,
    moment: &Moment,
    held: &HeldBy,
    problems: &[Problem],
    (key, field): (&str, &str),
) -> AllPage {
    let (words, found) = (page.words, &held.found);
    let (ledger, of) = (held.opened.ledger(), found.opened.ledger());
    let name = name(page, found, &held.names, key);
    let above = below(page, found, &name, key);
    let above = above.below(format!("{}/held", record_path(&of.id, key)), words.record_held());
    let mut titled = above.titled(naming::part_title(page, ledger, field, of));
    titled.has_problems = !problems.is_empty();
    let mut day = moment.day_field(page);
    let errors = place_problems(page, problems, &mut [&mut day]);
    let (query, path) = (moment.add_to(Query::default()), path(page, (&of.id, key), (&ledger.id, field)));
    let at = |cursor: &Option<String>| {
        cursor.as_ref().map(|cursor| query.clone().with(CURSOR, cursor.as_str()).after(&path))
    };
    AllPage {
        lead: words.record_held_of(name, held.as_of),
        errors,
        under_way: held.under_way.iter().map(|it| under_way(page, it, words.under_way_list())).collect(),
        day,
        total: list::total(page, held.page.total),
        table: (!held.page.records.is_empty()).then(|| table(page, moment, held, field)),
        pagination: Pagination {
            words,
            first: held.page.previous.as_ref().map(|_| query.after(&path)),
            previous: at(&held.page.previous),
            next: at(&held.page.next),
        },
        here: path.clone(),
        page: titled,
    }
}

/// The name of each record, which leads to it, and what a card shows of it, as far as the reader sees it.
fn table(page: &Page, moment: &Moment, held: &HeldBy, field: &str) -> Table {
    let ledger = held.opened.ledger();
    let look = Look { page, codes: &held.opened.declarations().codes, names: &held.names };
    let records = held.page.records.iter().map(|record| (record.key.as_str(), &record.fields));
    let link = |key: &str, text: String| {
        let href = moment.add_to(Query::default()).after(&page.record(&ledger.id, key));
        Cell::Link { href, text }
    };
    let shown = naming::Shown::of(ledger, field, |it| held.opened.sight.fields.contains(&it.id));
    shown.table(&look, records, link, |field, value| look.cell(field, value))
}
