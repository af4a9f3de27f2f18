//! How many records each ledger has, and had a month ago: counted, never typed.

use app::records::{self, ListRequest, Opened, When};
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::ledgers::Total;

use super::ledgers::list::grouped;
use crate::components::{Cell, Column, Table};
use crate::error::Error;
use crate::page::Page;
use crate::site::Site;

/// How many days back the comparison goes.
const DAYS: i64 = 30;

/// What is on record now and was a month ago, of every ledger that the reader sees.
pub(super) async fn table(page: &Page, site: &Site) -> Result<Option<Table>, Error> {
    let words = page.words;
    let today = site.app.today();
    let before = today.checked_sub(DAYS.days()).unwrap_or(today);
    let mut rows = Vec::new();
    for opened in records::ledgers(&site.app, page.actor()) {
        rows.extend(row(page, site, &opened, before).await?);
    }
    let columns = vec![
        Column::text(words.counts_ledger()),
        Column::number(words.counts_now()),
        Column::number(words.counts_before(before)),
        Column::number(words.counts_difference()),
    ];
    let caption = words.counts_title().to_owned();
    Ok((!rows.is_empty()).then_some(Table { words, caption, columns, rows }))
}

/// A row of the table; none of a ledger in which there is nothing and was nothing.
async fn row(page: &Page, site: &Site, opened: &Opened, before: Date) -> Result<Option<Vec<Cell>>, Error> {
    let ledger = opened.ledger();
    let count = async |when: When| -> Result<Total, Error> {
        let request = ListRequest { limit: 1, when, ..ListRequest::default() };
        Ok(records::list(&site.app, page.actor(), &ledger.id, &request).await?.page.total)
    };
    let now = count(When::default()).await?;
    let then = count(When { as_of: Some(before), known: None, known_on: Some(before) }).await?;
    if (now, then) == (Total::Exact(0), Total::Exact(0)) {
        return Ok(None);
    }
    let difference = match (now, then) {
        (Total::Exact(now), Total::Exact(then)) => Cell::Figure(signed(now, then)),
        _ => Cell::Nothing,
    };
    let href = page.href(&format!("/ledgers/{}", ledger.id));
    Ok(Some(vec![
        Cell::Link { href, text: page.words.title(&ledger.title) },
        Cell::Figure(figure(now)),
        Cell::Figure(figure(then)),
        difference,
    ]))
}

/// A number; that there are more is marked by a plus.
fn figure(total: Total) -> String {
    match total {
        Total::Exact(count) => grouped(&count),
        Total::MoreThan(count) => format!("{}+", grouped(&count)),
    }
}

/// More with a plus, fewer with a minus.
fn signed(now: u64, then: u64) -> String {
    match now.cmp(&then) {
        std::cmp::Ordering::Greater => format!("+{}", now - then),
        std::cmp::Ordering::Less => format!("−{}", then - now),
        std::cmp::Ordering::Equal => "0".to_owned(),
    }
}
