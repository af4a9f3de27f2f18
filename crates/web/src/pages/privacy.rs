use app::Declarations;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ledger::Ledger;

use super::draw;
use crate::components::{Cell, Column, Table};
use crate::error::Error;
use crate::page::Page;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/privacy.html")]
struct Privacy {
    /// Which ledgers keep personal information, for what, how long and by which rule.
    kept: Option<Table>,
    page: Page,
}

/// Which personal information is kept, why and how long, as the ledgers declare it.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let title = page.words.privacy_title();
    let kept = kept(&page, &site.app.declarations());
    draw(&Privacy { kept, page: page.titled(title) })
}

fn kept(page: &Page, declarations: &Declarations) -> Option<Table> {
    let words = page.words;
    let rows: Vec<Vec<Cell>> = declarations.ledgers.values().filter_map(|ledger| row(page, ledger)).collect();
    let columns = vec![
        Column::text(words.privacy_ledger()),
        Column::text(words.privacy_fields()),
        Column::text(words.privacy_purpose()),
        Column::text(words.privacy_years()),
        Column::text(words.privacy_basis()),
    ];
    let caption = words.privacy_kept().to_owned();
    (!rows.is_empty()).then_some(Table { words, caption, columns, rows })
}

/// The row of a ledger that keeps personal information.
fn row(page: &Page, ledger: &Ledger) -> Option<Vec<Cell>> {
    let words = page.words;
    let personal = ledger.form.fields.iter().filter(|field| field.class.is_sealed());
    let fields: Vec<&str> = personal.map(|field| words.of(&field.title)).collect();
    let years = match ledger.retention.years {
        Some(years) => words.privacy_some_years(years),
        None => words.privacy_for_ever().to_owned(),
    };
    (!fields.is_empty()).then(|| {
        vec![
            Cell::Text(words.title(&ledger.title)),
            Cell::Text(fields.join(words.comma())),
            Cell::Text(words.of(&ledger.about).to_owned()),
            Cell::Text(years),
            Cell::Text(words.of(&ledger.retention.basis).to_owned()),
        ]
    })
}
