use std::collections::BTreeMap;

use cases::{Procedure, Step};
use jiff::civil::Date;
use store::cases::{self as rows, Current, Query};

use super::counted::{Counted, counted};
use super::opened::{Opened, names, open};
use super::sheet::steps_by_sheet;
use crate::access::{narrow_case, works_here};
use crate::records::Names;
use crate::{Actor, App, Error};

/// Cases of a page.
pub const PAGE: u32 = 50;

/// Which cases are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// In this state; none: in any.
    pub state: Option<String>,
    /// With this code in the field of [`Groups`]; none: with any.
    pub group: Option<String>,
    /// Before this row, for the next page.
    pub before: Option<i64>,
}

/// How the cases of a procedure can be grouped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// The field: the first of its card that is chosen from a table of codes.
    pub field: String,
    /// How many cases have each code, of those in the state that is wanted; an empty text stands for those that have none yet.
    pub counts: Vec<(String, i64)>,
}

/// A page of cases.
#[derive(Debug)]
pub struct Page {
    /// The procedure as the actor sees it.
    pub opened: Opened,
    /// The cases, the newest first.
    pub cases: Vec<Listed>,
    /// Where the next page begins.
    pub next: Option<i64>,
    /// How many cases that are seen are in each state, whatever state is wanted.
    pub totals: Vec<(String, i64)>,
    /// How they can be grouped; none where no field of the card is chosen from a table, and for those who do not work here.
    pub groups: Option<Groups>,
    /// What the fields of the cases name by key.
    pub names: Names,
    /// How far the cases are that each of these opened for many at once, by the numbers of these; none if the procedure opens none.
    pub opened_by: Option<BTreeMap<String, Counted>>,
    /// The steps that the actor may take by a sheet in several of these cases.
    pub by_sheet: Vec<Step>,
}

impl Page {
    /// How many cases that are seen have not ended.
    pub fn open(&self) -> i64 {
        let procedure = self.opened.procedure();
        let is_open = |id: &str| procedure.state(id).is_none_or(|state| !state.end);
        self.totals.iter().filter(|(state, _)| is_open(state)).map(|(_, count)| count).sum()
    }
}

/// A case in a list.
#[derive(Debug)]
pub struct Listed {
    /// The case; of its fields, those that the actor sees.
    pub current: Current,
    /// The first day on which one of its clocks ends.
    pub due: Option<Date>,
    /// Whether that day is over.
    pub overdue: bool,
}

impl Listed {
    /// What the actor sees of a case, if they see it.
    pub(super) fn narrowed(
        actor: &Actor,
        procedure: &Procedure,
        mut current: Current,
        (due, today): (Option<Date>, Date),
    ) -> Option<Listed> {
        let overdue = due.is_some_and(|due| due < today);
        narrow_case(actor, procedure, &mut current).then_some(Listed { current, due, overdue })
    }
}

/// Cases of a procedure that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] for a procedure that the actor may not know of.
pub async fn list(app: &App, actor: &Actor, id: &str, wanted: &Wanted) -> Result<Page, Error> {
    let opened = open(app, actor, id)?;
    let states: Vec<String> = wanted.state.iter().cloned().collect();
    let group = group_of(opened.procedure()).filter(|_| works_here(actor)).map(str::to_owned);
    let saying: Vec<(&str, Option<&str>)> = group
        .as_deref()
        .zip(wanted.group.as_deref())
        .map(|(field, code)| (field, Some(code)))
        .into_iter()
        .collect();
    let query = Query {
        procedure: id,
        states: &states,
        ended: wanted.state.is_none().then_some(false),
        before: wanted.before,
        saying: &saying,
        limit: PAGE + 1,
        ..Query::default()
    };
    let reader = app.store().reader().await?;
    let mut found = rows::list(&reader, &query, &opened.sight).await?;
    let all = Query { states: &[], ended: None, before: None, saying: &[], ..query.clone() };
    let totals = rows::totals(&reader, &all, &opened.sight).await?;
    let groups = match &group {
        Some(field) => {
            let of_state = Query { before: None, saying: &[], ..query.clone() };
            let counts = rows::counts_seen(&reader, &of_state, &opened.sight, [field.as_str()]).await?;
            let counts = counts.into_iter().map(|([code], count)| (code, count)).collect();
            Some(Groups { field: field.clone(), counts })
        }
        None => None,
    };
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let next = (found.len() > page).then(|| found[page - 1].0.id);
    found.truncate(page);
    let by_sheet = steps_by_sheet(&reader, &opened, actor, &found).await?;
    let opened_by = counted(app, actor, &reader, opened.procedure(), &found).await?;
    let today = app.today();
    let listed = |(current, due)| Listed::narrowed(actor, opened.procedure(), current, (due, today));
    let cases: Vec<Listed> = found.into_iter().filter_map(listed).collect();
    let fields = cases.iter().map(|listed| &listed.current.fields);
    let names = names(app, actor, &reader, opened.procedure(), fields).await?;
    Ok(Page { cases, next, totals, groups, names, by_sheet, opened_by, opened })
}

/// The field by which the cases of a procedure are grouped.
fn group_of(procedure: &Procedure) -> Option<&str> {
    let card = procedure.card.iter().filter_map(|id| procedure.form.field(id));
    let mut chosen = card.filter(|field| field.kind.table().is_some() && !field.many);
    chosen.next().map(|field| field.id.as_str())
}
