//! How tasks, duties, indicators, money and cases are spread over the dimensions of the work, and what is of none.

use app::DIMENSION;
use app::dimensions::{Spread, Untagged, What, spread};
use form::Value;

use crate::components::{Cell, Column, Table};
use crate::error::Error;
use crate::page::Page;
use crate::pages::duties::list::UNTAGGED;
use crate::pages::plan::title_of_task;
use crate::query::Query;
use crate::site::Site;

/// The totals of each dimension as a table, and links to what is of none.
pub(super) async fn dimensions(page: &Page, site: &Site) -> Result<(Table, Vec<(String, String)>), Error> {
    let found = spread(&site.app, page.actor()).await?;
    let untagged = found.iter().flat_map(|spread| spread.untagged.iter().map(move |it| link(page, site, it)));
    Ok((table(page, site, &found), untagged.collect()))
}

fn table(page: &Page, site: &Site, found: &[Spread]) -> Table {
    let words = page.words;
    let declarations = site.app.declarations();
    let codes = declarations.codes.get(DIMENSION).map_or(&[][..], |table| table.rows());
    let mut columns = vec![Column::text(words.gaps_spread_what())];
    columns.extend(codes.iter().map(|row| Column::number(words.title(&row.title))));
    columns.push(Column::number(words.gaps_spread_none()));
    columns.push(Column::number(words.gaps_spread_all()));
    let row = |spread: &Spread| {
        let shown = |count: i64| match &spread.what {
            What::Budget(field) | What::Payments(field) => {
                field.show(&Value::Integer(count), page.address.language, &declarations.codes)
            }
            _ => count.to_string(),
        };
        let of = codes.iter().map(|row| spread.of.get(&row.code).copied().unwrap_or(0));
        let counts = of.chain([spread.none, spread.all()]).map(|count| Cell::Figure(shown(count)));
        [Cell::Text(named(page, &spread.what))].into_iter().chain(counts).collect()
    };
    Table { words, caption: words.gaps_spread().to_owned(), columns, rows: found.iter().map(row).collect() }
}

fn named(page: &Page, what: &What) -> String {
    let words = page.words;
    match what {
        What::Tasks => words.gaps_spread_tasks(),
        What::Duties => words.gaps_spread_duties(),
        What::Indicators => words.gaps_spread_indicators(),
        What::Budget(_) => words.gaps_spread_budget(),
        What::Payments(_) => words.gaps_spread_payments(),
        What::Cases => words.gaps_spread_cases(),
    }
    .to_owned()
}

fn link(page: &Page, site: &Site, untagged: &Untagged) -> (String, String) {
    let (words, declarations) = (page.words, site.app.declarations());
    match untagged {
        Untagged::Task(task) => {
            let number = &task.number;
            (page.href(&format!("/plan/tasks/{number}")), format!("{number} {}", title_of_task(task)))
        }
        Untagged::Duties(count) => {
            let href = Query::default().with("dimension", UNTAGGED).after(&page.href("/duties"));
            (href, words.gaps_untagged_duties(count))
        }
        Untagged::Record(ledger, key, name) => {
            let title = declarations.ledgers.get(ledger).map(|ledger| words.title(&ledger.title));
            (page.record(ledger, key), words.gaps_untagged_record(title.unwrap_or_default(), name))
        }
        Untagged::Cases(id, count) => {
            let title = declarations.procedures.get(id).map(|procedure| words.title(&procedure.title));
            let text = words.gaps_untagged_cases(title.unwrap_or_default(), count);
            (page.href(&format!("/procedures/{id}")), text)
        }
    }
}
