//! What was done about a duty: its evidence, its reports, its slips and whatever else names it, kind by kind.

use app::cases::{self, Listed, Naming, naming};
use form::{Field, Kind};

use crate::components::{Cell, Column, Table};
use crate::error::Error;
use crate::page::Page;
use crate::pages::cases::{due, states};
use crate::records::Look;
use crate::site::Site;

/// The cases of one kind.
pub(super) struct CasesOf {
    pub(super) title: String,
    pub(super) table: Table,
    /// That these are the newest alone.
    pub(super) cut: Option<String>,
}

/// The cases that name a duty, as far as the reader sees them.
pub(super) async fn about(page: &Page, site: &Site, duty: &str) -> Result<Vec<CasesOf>, Error> {
    let found = naming(&site.app, page.actor(), "duties", duty).await?;
    Ok(found.iter().map(|naming| of_kind(page, naming)).collect())
}

fn of_kind(page: &Page, naming: &Naming) -> CasesOf {
    let words = page.words;
    let procedure = naming.opened.procedure();
    let fields: Vec<&Field> = procedure.form.fields.iter().filter(|field| is_shown(naming, field)).collect();
    let mut columns = vec![Column::text(words.cases_case())];
    columns.extend(fields.iter().map(|field| Column::text(words.title(&field.title))));
    columns.push(Column::text(words.cases_state()));
    columns.push(Column::text(words.cases_due()));
    let look = Look { page, codes: &naming.opened.declarations().codes, names: &naming.names };
    let title = words.title(&procedure.title);
    CasesOf {
        table: Table {
            words,
            caption: title.clone(),
            columns,
            rows: naming.cases.iter().map(|listed| row(&look, naming, &fields, listed)).collect(),
        },
        cut: naming.is_cut.then(|| words.duties_cases_cut(naming.cases.len())),
        title,
    }
}

/// What tells cases about one duty apart in a word: of which quarter, how judged, which proof of the list, which day; as far as any of
/// them says it.
fn is_shown(naming: &Naming, field: &Field) -> bool {
    let is_short = match field.kind {
        Kind::Quarter | Kind::Code(_) | Kind::Date => true,
        Kind::Reference(_) => field.id != naming.field,
        _ => false,
    };
    is_short && naming.cases.iter().any(|listed| listed.current.fields.contains_key(&field.id))
}

fn row(look: &Look<'_>, naming: &Naming, fields: &[&Field], listed: &Listed) -> Vec<Cell> {
    let opened = &naming.opened;
    let current = &listed.current;
    let name = if current.name.is_empty() { &current.number } else { &current.name };
    let mut cells =
        vec![Cell::Link { href: look.page.href(&cases::path(&current.number)), text: name.clone() }];
    cells.extend(fields.iter().map(|field| look.cell(field, current.fields.get(&field.id))));
    cells.push(Cell::Tags(states(look.page, opened.declarations(), opened.procedure(), current)));
    cells.push(due(look.page, listed.due, listed.overdue));
    cells
}
