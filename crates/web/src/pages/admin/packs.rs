use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::components::{Cell, Column, Table};
use crate::error::Error;
use crate::page::Page;
use crate::pages::draw;
use crate::site::Site;

/// How many digits of a digest are enough to tell packs apart by eye.
const DIGITS_SHOWN: usize = 16;

#[derive(Template)]
#[template(path = "pages/admin/table.html")]
struct Packs {
    lead: &'static str,
    table: Table,
    page: Page,
}

/// The installed packs: that of the county, then those it extends.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let declarations = site.app.declarations();
    let mut rows = Vec::new();
    for pack in declarations.pack.chain() {
        let manifest = pack.manifest();
        let digest = pack.digest().unwrap_or_default();
        rows.push(vec![
            Cell::Text(manifest.name.clone()),
            manifest.title.as_ref().map_or(Cell::Nothing, |title| Cell::Text(words.title(title))),
            manifest.division.clone().map_or(Cell::Nothing, Cell::Figure),
            Cell::Figure(digest.chars().take(DIGITS_SHOWN).collect()),
        ]);
    }
    let columns = vec![
        Column::text(words.packs_name()),
        Column::text(words.packs_title()),
        Column::text(words.packs_division()),
        Column::text(words.packs_digest()),
    ];
    let table = Table { words, caption: words.navigation_packs().to_owned(), columns, rows };
    let page = page.below("/admin", words.navigation_admin()).titled(words.navigation_packs());
    draw(&Packs { lead: words.packs_lead(), table, page })
}
