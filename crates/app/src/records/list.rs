use std::collections::BTreeMap;

use form::Value;
use kernel::{Place, Problem, Wording};
use ledger::Past;
use store::ledgers::{self, Filter, ListQuery, PAGE_MAX, Page};

use super::references::{Names, names};
use super::when::named;
use super::{Opened, When, open};
use crate::imports::{UnderWay, under_way};
use crate::{Act, Actor, App, Error};

/// The most records of one page.
pub const ROWS_MAX: u16 = PAGE_MAX;

/// Which records of a ledger, in which order, and which page of them.
#[derive(Debug, Clone, Default)]
pub struct ListRequest {
    /// Texts by the field they narrow down.
    pub filters: BTreeMap<String, Vec<String>>,
    /// What the name of the record contains.
    pub name: Option<String>,
    /// The view whose order is wanted; the first that serves the filters if left out.
    pub view: Option<String>,
    /// Where the page begins, as an earlier page said.
    pub cursor: Option<String>,
    /// How many records, at most [`ROWS_MAX`].
    pub limit: u16,
    /// At which past.
    pub when: When,
}

/// One page of a ledger.
#[derive(Debug)]
pub struct List {
    /// The ledger.
    pub opened: Opened,
    /// The records, personal values masked.
    pub page: Page,
    /// The past of it; what is known now has the number of the newest operation.
    pub past: Past,
    /// What the records name by key.
    pub names: Names,
    /// The files of which the ledger holds only a part; none if a past is asked for.
    pub under_way: Vec<UnderWay>,
    /// Whether the actor may make a record.
    pub may_create: bool,
    /// Whether the actor may take the list out as a file.
    pub may_export: bool,
    /// Whether the actor may compare two pasts.
    pub may_compare: bool,
}

/// One page of the records that an actor sees.
///
/// # Errors
/// [`Error::NotFound`] for a ledger the actor may not know of; [`Error::Invalid`] for filters, views and cursors that
/// cannot be used.
pub async fn list(app: &App, actor: &Actor, ledger: &str, request: &ListRequest) -> Result<List, Error> {
    let opened = open(app, actor, ledger)?;
    let reader = app.store().reader().await?;
    let past = request.when.past(app, &reader).await?;
    let query = query(app, &opened, request, past)?;
    let mut page = ledgers::list(&reader, opened.ledger(), &query).await?;
    opened.narrow_all(&mut page.records);
    let fields = page.records.iter().map(|record| &record.fields);
    let names = names(app, actor, &reader, opened.ledger(), past, fields).await?;
    let under_way = match request.when.is_now() {
        true => {
            let keys: Vec<&str> = page.records.iter().map(|record| record.key.as_str()).collect();
            under_way(&reader, actor, &opened, &keys).await?
        }
        false => Vec::new(),
    };
    let past = named(past, &reader).await?;
    let may = |act| opened.may(actor, act);
    let (may_create, may_export, may_compare) = (may(Act::Create), may(Act::Export), may(Act::Compare));
    Ok(List { page, past, names, under_way, may_create, may_export, may_compare, opened })
}

/// Every problem of a request, for whoever cannot ask it yet because something else is wrong with it.
pub fn request_problems(app: &App, opened: &Opened, request: &ListRequest) -> Vec<Problem> {
    let past = Past { as_of: app.today(), known: ledgers::NOW };
    match query(app, opened, request, past) {
        Err(Error::Invalid(problems)) => problems,
        _ => Vec::new(),
    }
}

/// The request as the store understands it; every problem at once.
pub(super) fn query(
    app: &App,
    opened: &Opened,
    request: &ListRequest,
    past: Past,
) -> Result<ListQuery, Error> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut filters = Vec::new();
    for (id, texts) in &request.filters {
        let texts: Vec<String> = texts.iter().filter(|text| !text.trim().is_empty()).cloned().collect();
        if texts.is_empty() {
            continue;
        }
        match filter(app, opened, id, &texts) {
            Ok(filter) => filters.push(filter),
            Err(more) => problems.extend(more),
        }
    }
    let view = request.view.as_deref();
    let sort = match view.map(|id| opened.ledger().views.iter().find(|view| view.id == id)) {
        Some(None) => {
            problems.push(no_view(opened, view.unwrap_or_default()));
            Vec::new()
        }
        Some(Some(view)) => view.sort.clone(),
        None => Vec::new(),
    };
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if let Some(name) = request.name.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
        filters.push(Filter::Named(name.to_owned()));
    }
    let limit = request.limit.clamp(1, ROWS_MAX);
    Ok(ListQuery { filters, sort, after: request.cursor.clone(), limit, past, sight: opened.store_sight() })
}

/// What narrows the list down by one field: those of the views, and references.
fn filter(app: &App, opened: &Opened, id: &str, texts: &[String]) -> Result<Filter, Vec<Problem>> {
    let place = Place::default().at_field(id);
    let Some(field) = opened.filters().find(|field| field.id == id) else {
        return Err(vec![no_filter(opened, place, id)]);
    };
    let mut values = Vec::new();
    let mut problems = Vec::new();
    for text in texts {
        match field.read(std::slice::from_ref(text), &place, opened.context(app)) {
            Ok(Some(Value::List(several))) => values.extend(several),
            Ok(value) => values.extend(value),
            Err(more) => problems.extend(more),
        }
    }
    if problems.is_empty() { Ok(Filter::Is(id.to_owned(), values)) } else { Err(problems) }
}

fn no_filter(opened: &Opened, place: Place, id: &str) -> Problem {
    let known: Vec<&str> = opened.filters().map(|field| field.id.as_str()).collect();
    let known = known.join(", ");
    Problem::error(
        "unknown-filter",
        place,
        Wording::new(format!("不能按“{id}”筛选"), format!("the list cannot be narrowed down by {id}")),
        Wording::new(format!("可用：{known}"), format!("use one of: {known}")),
    )
}

fn no_view(opened: &Opened, id: &str) -> Problem {
    let known: Vec<&str> = opened.ledger().views.iter().map(|view| view.id.as_str()).collect();
    let known = known.join(", ");
    Problem::error(
        "unknown-view",
        Place::default().at_field("view"),
        Wording::new(format!("没有“{id}”这个视图"), format!("there is no view {id}")),
        Wording::new(format!("可用：{known}"), format!("use one of: {known}")),
    )
}
