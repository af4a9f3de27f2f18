use app::imports::{self, Other, Seen, State as Standing};
use axum::extract::{Path, State};
use axum::response::Response;

use super::{path, tag};
use crate::components::{Cell, Column, Notice, Table, Tone};
use crate::error::{Error, see_other};
use crate::input::Sent;
use crate::page::Page;
use crate::site::Site;

/// Which of the tables, in the form that begins to load it.
const TABLE: &str = "table";

/// Begins to load another table of the same file: its columns are looked at next.
pub(crate) async fn another(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let index = input.text(TABLE).parse().map_err(|_| Error::BadRequest)?;
    let other = imports::another(&site.app, page.actor(), id, index).await?;
    Ok(see_other(&page.href(&format!("{}/mapping", path(other)))))
}

/// The tables of a file beside the one that is loaded: the import of each, or what begins one.
pub(super) fn table(page: &Page, seen: &Seen, others: &[Other]) -> Option<Table> {
    let words = page.words;
    let row = |other: &Other| {
        let ledger = app::records::open(&page.site.app, page.actor(), &other.table.ledger);
        let ledger = ledger.map_or(other.table.ledger.clone(), |opened| words.title(&opened.ledger().title));
        let standing = match &other.import {
            Some((_, state)) => Cell::Tag(tag(page, *state)),
            None if other.table.is_headed => Cell::Text(words.imports_beside_not().to_owned()),
            None => Cell::Text(words.imports_beside_headless().to_owned()),
        };
        let way = match &other.import {
            Some((id, _)) => {
                Cell::Link { href: page.href(&path(*id)), text: words.imports_beside_import(id) }
            }
            None if other.may_load => Cell::Deed {
                action: page.href(&format!("{}/tables", path(seen.id))),
                hidden: vec![(TABLE, other.table.index.to_string())],
                text: words.imports_beside_load(),
            },
            None => Cell::Nothing,
        };
        vec![Cell::Text(other.table.name.clone()), Cell::Text(ledger), standing, way]
    };
    (!others.is_empty()).then(|| Table {
        words,
        caption: words.imports_beside().to_owned(),
        columns: vec![
            Column::text(words.imports_table()),
            Column::text(words.imports_ledger()),
            Column::text(words.imports_state()),
            Column::text(words.imports_beside_way()),
        ],
        rows: others.iter().map(row).collect(),
    })
}

/// That some of them are not loaded, once this one is.
pub(super) fn notice(page: &Page, seen: &Seen, others: &[Other]) -> Option<Notice> {
    let words = page.words;
    let left = others.iter().filter(|other| other.import.is_none() && other.table.is_headed);
    let left: Vec<&str> = left.map(|other| other.table.name.as_str()).collect();
    (seen.state == Standing::Loaded && !left.is_empty()).then(|| Notice {
        tone: Tone::Warning,
        title: words.imports_beside_left(left.join(words.comma())),
        text: words.imports_beside_left_what().to_owned(),
    })
}
