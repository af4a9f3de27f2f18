use std::collections::BTreeMap;

use ::cases::Procedure;
use app::cases::{self, Counted, Groups, Listed, Opened, Wanted};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use store::cases::Current;

use crate::components::{Cell, Column, Empty, Pagination, Tab, Table, Tabs};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::cases::{called, due, states};
use crate::pages::draw;
use crate::query::Query;
use crate::records::Look;
use crate::site::Site;

/// The code by which the cases are grouped, in the address.
const GROUP: &str = "group";

#[derive(Template)]
#[template(path = "pages/procedures/queue.html")]
struct Queue {
    about: String,
    new: Option<String>,
    /// The steps that can be taken in many cases by one sheet, each with the address of that.
    sheets: Vec<(String, String)>,
    tabs: Tabs,
    /// The codes by which they are grouped.
    groups: Option<Tabs>,
    table: Option<Table>,
    empty: Empty,
    pagination: Pagination,
    page: Page,
}

/// The cases of a procedure: those that have not ended, or those in one state.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let state = Some(input.text("state")).filter(|state| !state.is_empty()).map(str::to_owned);
    let before = input.text("before").parse().ok();
    let group = Some(input.text(GROUP)).filter(|group| !group.is_empty()).map(str::to_owned);
    let wanted = Wanted { state: state.clone(), group: group.clone(), before };
    let list = cases::list(&site.app, page.actor(), &id, &wanted).await?;
    let procedure = list.opened.procedure();
    if state.as_ref().is_some_and(|state| procedure.state(state).is_none()) {
        return Err(Error::NotFound);
    }
    let here = page.href(&format!("/procedures/{id}"));
    let look = Look { page: &page, codes: &list.opened.declarations().codes, names: &list.names };
    let opened_by = list.opened_by.as_ref();
    let rows: Vec<Vec<Cell>> =
        list.cases.iter().map(|listed| row(&look, &list.opened, listed, opened_by)).collect();
    let title = words.title(&procedure.title);
    let new = list.opened.may_start.then(|| format!("{here}/new"));
    let table = (!rows.is_empty()).then(|| Table {
        words,
        caption: title.clone(),
        columns: columns(&page, procedure, opened_by.is_some()),
        rows,
    });
    let chosen = Query::default().with("state", state.clone().unwrap_or_default());
    let chosen = chosen.with(GROUP, group.clone().unwrap_or_default());
    let next = list.next.map(|next| chosen.clone().with("before", next.to_string()).after(&here));
    let sheet = |step: &::cases::Step| (format!("{here}/steps/{}", step.id), words.title(&step.title));
    let queue = Queue {
        sheets: list.by_sheet.iter().map(sheet).collect(),
        about: words.of(&procedure.about).to_owned(),
        tabs: tabs(&page, procedure, &list.totals, (state.as_deref(), &chosen), &here),
        groups: list.groups.as_ref().and_then(|it| groups(&look, procedure, it, &chosen, &here)),
        table,
        empty: Empty {
            title: words.cases_nothing().to_owned(),
            text: words.cases_nothing_what().to_owned(),
            action: new.clone().map(|new| (new, words.cases_start().to_owned())),
        },
        pagination: Pagination {
            words,
            first: before.map(|_: i64| chosen.after(&here)),
            previous: None,
            next,
        },
        new,
        page: page.clone().below("/procedures", words.navigation_cases()).titled(title),
    };
    draw(&queue)
}

/// What is not ended, and each state in which there is a case.
fn tabs(
    page: &Page,
    procedure: &Procedure,
    totals: &[(String, i64)],
    (state, chosen): (Option<&str>, &Query),
    here: &str,
) -> Tabs {
    let words = page.words;
    let of = |state: &str| chosen.clone().without("state").with("state", state).after(here);
    let count = |id: &str| totals.iter().find(|(state, _)| state == id).map_or(0, |(_, count)| *count);
    let open: i64 = procedure.states.iter().filter(|state| !state.end).map(|state| count(&state.id)).sum();
    let mut tabs = vec![Tab {
        href: of(""),
        text: words.cases_tab(words.cases_under_way(), open),
        is_current: state.is_none(),
    }];
    for it in procedure.states.iter().filter(|it| count(&it.id) > 0 || state == Some(it.id.as_str())) {
        tabs.push(Tab {
            href: of(&it.id),
            text: words.cases_tab(called(words, it), count(&it.id)),
            is_current: state == Some(it.id.as_str()),
        });
    }
    Tabs { label: words.cases_states().to_owned(), tabs }
}

/// All of the state, and each code of the table that any of them has, in the order of the table; none where no case has any.
fn groups(
    look: &Look<'_>,
    procedure: &Procedure,
    groups: &Groups,
    chosen: &Query,
    here: &str,
) -> Option<Tabs> {
    let words = look.page.words;
    let field = procedure.form.field(&groups.field)?;
    let table = look.codes.get(field.kind.table()?)?;
    let group = chosen.pairs().find(|(name, _)| *name == GROUP).map_or("", |(_, code)| code);
    let tab = |code: &str, title: &str, count: i64| Tab {
        href: chosen.clone().without(GROUP).with(GROUP, code).after(here),
        text: words.cases_tab(title, count),
        is_current: code == group,
    };
    let count = |code: &str| groups.counts.iter().find(|(it, _)| it == code).map_or(0, |(_, count)| *count);
    let known = table.rows().iter().filter(|row| count(&row.code) > 0 || row.code == group);
    let known: Vec<Tab> = known.map(|row| tab(&row.code, words.of(&row.title), count(&row.code))).collect();
    if known.is_empty() {
        return None;
    }
    let all = tab("", words.cases_groups_all(), groups.counts.iter().map(|(_, count)| count).sum());
    let label = words.cases_groups(words.of(&field.title));
    Some(Tabs { label, tabs: [all].into_iter().chain(known).collect() })
}

/// Of a procedure that opens cases for many at once, also how far these are.
fn columns(page: &Page, procedure: &Procedure, opens_many: bool) -> Vec<Column> {
    let words = page.words;
    let mut columns = vec![Column::text(words.cases_case())];
    columns.extend(card(procedure).map(|field| Column::text(words.title(&field.title))));
    columns.push(Column::text(words.cases_state()));
    if opens_many {
        let counted =
            [words.cases_asked(), words.cases_answered(), words.cases_returned(), words.cases_late()];
        columns.extend(counted.map(Column::number));
    }
    columns.push(Column::text(words.cases_due()));
    columns
}

/// The fields of a card that are not said by the day anyhow.
fn card(procedure: &Procedure) -> impl Iterator<Item = &form::Field> {
    let fields = procedure.card.iter().filter_map(|id| procedure.form.field(id));
    fields.filter(|field| field.kind != form::Kind::Date)
}

fn row(
    look: &Look<'_>,
    opened: &Opened,
    listed: &Listed,
    opened_by: Option<&BTreeMap<String, Counted>>,
) -> Vec<Cell> {
    let procedure = opened.procedure();
    let current = &listed.current;
    let name = if current.name.is_empty() { &current.number } else { &current.name };
    let mut cells =
        vec![Cell::Link { href: look.page.href(&cases::path(&current.number)), text: name.clone() }];
    cells.extend(card(procedure).map(|field| match current.fields.get(&field.id) {
        Some(value) => look.brief(field, value),
        None => Cell::Nothing,
    }));
    cells.push(Cell::Tags(states(look.page, opened.declarations(), procedure, current)));
    cells.extend(opened_by.into_iter().flat_map(|all| counted(look.page, current, all)));
    cells.push(due(look.page, listed.due, listed.overdue));
    cells
}

/// How many cases were opened, and how far they are; how many there are leads to where they are laid out.
fn counted(page: &Page, current: &Current, all: &BTreeMap<String, Counted>) -> [Cell; 4] {
    let figure = |count: i64| if count == 0 { Cell::Nothing } else { Cell::Figure(count.to_string()) };
    let of = all.get(&current.number).copied().unwrap_or_default();
    let board = page.href(&format!("{}/board", cases::path(&current.number)));
    let asked = match of.asked {
        0 => Cell::Nothing,
        count => Cell::Link { href: board, text: count.to_string() },
    };
    [asked, figure(of.answered), figure(of.returned), figure(of.late)]
}
