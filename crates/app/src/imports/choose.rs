//! What people do with a file that was taken in.

use std::collections::BTreeMap;

use form::{Context, Value};
use kernel::{Place, Problem, Wording};
use ledger::{Blank, Columns, Fixed, Ledger, Patch, fixed_values};
use store::Db;
use store::imports::{self, Import, Standing};
use store::ledgers::batch_of;

use super::beside::counting;
use super::look::read_samples;
use super::rows::{Reading, blank_name, mapping, reading};
use super::state::is_half_taken_back;
use super::take_in::{SUBJECT, put_heading, sent_before};
use super::{State, open_for};
use crate::duties::Names;
use crate::jobs::{Work, make};
use crate::records::check_reason;
use crate::{Actor, App, Error, gate};

/// How a file is to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Which of its tables, from 0.
    pub table: usize,
    /// Which of its first rows heads it, from 0.
    pub heading: usize,
    /// Which column is which field; none: as the heads say, or as it was taken last.
    pub columns: Option<Columns>,
    /// The values that all rows have, by field; none: as they were taken last, or none at all where the columns are said.
    pub fixed: Option<Fixed>,
    /// What an empty cell says.
    pub blank: Blank,
}

/// Says how a file is to be read. What was found in it before is forgotten.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::NotAllowed`] to whoever may not load files into its ledger, [`Error::Conflict`] if it is loaded or being
/// worked on, [`Error::Invalid`] with every problem of the columns.
pub async fn choose(app: &App, actor: &Actor, id: i64, choice: &Choice) -> Result<(), Error> {
    let import = open_import(app, actor, id, &[State::TakenIn, State::Checked]).await?;
    // What is typed passes as what stands in a file.
    let typed = choice.fixed.iter().flatten().map(|(field, value)| (field.as_str(), value.as_str()));
    gate::pass(app, actor, typed.collect()).await?;
    let declarations = app.declarations();
    let ledger = super::run::ledger_of(&declarations, &import)?;
    let tables = read_samples(app, &import).await?;
    let table = tables.get(choice.table).ok_or_else(|| Error::invalid(no_table()))?;
    let others = counting(&app.store().reader().await?, &[import.ledger.as_str()], &import.file).await?;
    let is_it = |other: &&Import| other.id != id && other.is.table.0 as usize == choice.table;
    if let Some(before) = others.iter().find(is_it) {
        return Err(Error::invalid(sent_before(before)));
    }
    let row = u32::try_from(choice.heading).unwrap_or(u32::MAX);
    let mut is = Standing {
        table: (u32::try_from(choice.table).unwrap_or_default(), table.name.clone()),
        state: State::TakenIn.name().to_owned(),
        blank: blank_name(choice.blank).to_owned(),
        told: None,
        ..import.is.clone()
    };
    put_heading(app, ledger, &mut is, table, row, None).await?;
    if choice.columns.is_some() || choice.fixed.is_some() {
        let taken = reading(&is)?;
        let is_said = choice.columns.is_some();
        let columns = choice.columns.clone().unwrap_or(taken.columns);
        let mut fixed = choice.fixed.clone().unwrap_or(if is_said { Fixed::new() } else { taken.fixed });
        fixed.retain(|_, value| !value.trim().is_empty());
        let fixed = check_mapping(app, ledger, (&columns, &fixed)).await?;
        is.columns = mapping(&columns, &fixed);
    }
    keep(app, &import.is.state, id, &is).await
}

/// Whether the columns and the values that all rows are to have can be taken; gives these values as they are read, codes by their ids.
async fn check_mapping(
    app: &App,
    ledger: &Ledger,
    (columns, fixed): (&Columns, &Fixed),
) -> Result<Fixed, Error> {
    let mut problems = columns.check(ledger, fixed);
    let mut read = Patch::new();
    if !fixed.is_empty() {
        let declarations = app.declarations();
        let names = Names::read(&app.store().reader().await?, &declarations, app.today()).await?;
        let names = BTreeMap::from([(form::BODIES.to_owned(), names.into_bodies())]);
        let context = Context { today: app.today(), codes: &declarations.codes };
        match fixed_values(ledger, fixed, &names, context) {
            Ok(values) => read = values,
            Err(more) => problems.extend(more),
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let written = |(id, value): (String, Option<Value>)| {
        let text = ledger.form.field(&id)?.write_cell(&value?);
        Some((id, text))
    };
    Ok(read.into_iter().filter_map(written).collect())
}

/// Has every row looked at, beside the pages.
///
/// # Errors
/// As [`choose`].
pub async fn check(app: &App, actor: &Actor, id: i64) -> Result<(), Error> {
    let import = open_import(app, actor, id, &[State::TakenIn, State::Checked]).await?;
    let declarations = app.declarations();
    let Reading { columns, fixed, .. } = reading(&import.is)?;
    let ledger = super::run::ledger_of(&declarations, &import)?;
    check_mapping(app, ledger, (&columns, &fixed)).await?;
    put_down(app, (import, State::Checking), Work::CheckImport { import: id }).await
}

/// Has a file loaded that was looked at, or goes on with one whose loading was broken off.
///
/// # Errors
/// As [`choose`].
pub async fn confirm(app: &App, actor: &Actor, id: i64) -> Result<(), Error> {
    let import = open_import(app, actor, id, &[State::Checked, State::Stopped]).await?;
    // What is half taken back is taken back to its end.
    if is_half_taken_back(&import.is) {
        return Err(Error::Conflict(gone_on(State::TakingBack)));
    }
    put_down(app, (import, State::Loading), Work::Import { import: id }).await
}

/// Has what a file said taken back.
///
/// # Errors
/// As [`choose`]; [`Error::Invalid`] without a reason.
pub async fn take_back(app: &App, actor: &Actor, id: i64, reason: &str) -> Result<(), Error> {
    let problems = check_reason(reason);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let import = open_import(app, actor, id, &[State::Loaded, State::Stopped]).await?;
    let declarations = app.declarations();
    let ledger = super::run::ledger_of(&declarations, &import)?;
    let digest = super::run::digest_of(&import);
    let batch = batch_of(&app.store().reader().await?, ledger, digest).await?;
    let batch = batch.ok_or_else(|| Error::invalid(nothing_loaded()))?;
    let write = app.begin(actor, "ask-to-take-back", (SUBJECT, &id.to_string()), Some(reason.trim())).await?;
    still(&write, id, &import.is.state).await?;
    let job = make(app, &write, &Work::TakeBackImport { import: id }, import.account).await?;
    let state = State::TakingBack.name().to_owned();
    imports::keep(
        &write,
        id,
        &Standing { state, job: Some(job), batch: Some(batch), ..import.is },
        app.now(),
    )
    .await?;
    Ok(write.commit().await?)
}

/// Puts a file aside that was not loaded.
///
/// # Errors
/// As [`choose`].
pub async fn drop_file(app: &App, actor: &Actor, id: i64) -> Result<(), Error> {
    let import = open_import(app, actor, id, &[State::TakenIn, State::Checked]).await?;
    let is = Standing { state: State::Dropped.name().to_owned(), ..import.is.clone() };
    keep(app, &import.is.state, id, &is).await
}

/// The import, for whoever may load files into its ledger, if it is in one of these states.
async fn open_import(app: &App, actor: &Actor, id: i64, states: &[State]) -> Result<Import, Error> {
    let import = imports::get(&app.store().reader().await?, id).await?.ok_or(Error::NotFound)?;
    open_for(app, actor, &import.ledger).map_err(|_| Error::NotFound)?;
    let state = State::of(&import.is.state).ok_or_else(|| Error::broken("a state of an import"))?;
    if states.contains(&state) { Ok(import) } else { Err(Error::Conflict(gone_on(state))) }
}

async fn put_down(app: &App, (import, state): (Import, State), work: Work) -> Result<(), Error> {
    let housekeeping = app.store().housekeeping().await?;
    housekeeping.alone().await?;
    still(&housekeeping, import.id, &import.is.state).await?;
    let job = make(app, &housekeeping, &work, import.account).await?;
    let is = Standing { state: state.name().to_owned(), job: Some(job), ..import.is };
    imports::keep(&housekeeping, import.id, &is, app.now()).await?;
    Ok(housekeeping.commit().await?)
}

/// Whether an import is in the state in which it was found: two may press buttons at once.
async fn still(db: &impl Db, id: i64, state: &str) -> Result<(), Error> {
    let now = imports::get(db, id).await?.ok_or(Error::NotFound)?;
    if now.is.state == state {
        return Ok(());
    }
    let now = State::of(&now.is.state).ok_or_else(|| Error::broken("a state of an import"))?;
    Err(Error::Conflict(gone_on(now)))
}

async fn keep(app: &App, before: &str, id: i64, is: &Standing) -> Result<(), Error> {
    let housekeeping = app.store().housekeeping().await?;
    housekeeping.alone().await?;
    still(&housekeeping, id, before).await?;
    imports::keep(&housekeeping, id, is, app.now()).await?;
    Ok(housekeeping.commit().await?)
}

fn gone_on(state: State) -> Wording {
    let Wording { zh, en } = state.title();
    Wording::new(
        format!("这次导入现在是“{zh}”，不能这样办；请刷新页面"),
        format!("the import is {en} by now; look at its page again"),
    )
}

pub(super) fn no_table() -> Problem {
    Problem::error(
        "no-table",
        Place::default().at_field("table"),
        Wording::new("文件里没有这张表", "the file has no such table"),
        Wording::new("请从列出的工作表中选", "choose one of those that are listed"),
    )
}

fn nothing_loaded() -> Problem {
    Problem::error(
        "nothing-loaded",
        Place::default(),
        Wording::new("这次导入还没有写入任何记录", "nothing of this file has been loaded"),
        Wording::new("无需撤回", "there is nothing to take back"),
    )
}
