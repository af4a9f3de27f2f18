//! The tables of a file beside the one that is loaded: a workbook may have several, and each is loaded as a file of its own.

use std::collections::BTreeSet;

use jiff::civil::Date;
use ledger::{Fixed, Ledger};
use serde::{Deserialize, Serialize};
use store::Db;
use store::imports::{self, Import, NewImport};

use super::choose::no_table;
use super::look::{Sample, read_samples};
use super::take_in::{ACT, SUBJECT, check_words, put_heading, sent_before};
use super::{NewFile, State, open_for};
use crate::{Actor, App, Declarations, Error};

/// A table of a file that is not the one that is loaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// Which of the tables, from 0.
    pub index: usize,
    /// What it is called.
    pub name: String,
    /// The ledger for which it is: the one that it says, or that of the file.
    pub ledger: String,
    /// Whether its heading names all that a record of that ledger needs.
    pub is_headed: bool,
}

/// A table beside the one that is loaded, and the import that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// The table.
    pub table: Beside,
    /// The import of it and how far that is; none: it is not loaded.
    pub import: Option<(i64, State)>,
    /// Whether the actor may load it.
    pub may_load: bool,
}

/// The tables of a file beside one of them, as far as they have rows below a heading and this county has the ledger.
pub(super) fn tables_beside(
    declarations: &Declarations,
    tables: &[Sample],
    ledger: &Ledger,
    taken: usize,
) -> Vec<Beside> {
    let others = tables.iter().enumerate().filter(|(index, table)| *index != taken && table.rows.len() > 1);
    let beside = |(index, table): (usize, &Sample)| {
        let ledger = match &table.ledger {
            Some(id) => declarations.ledgers.get(id)?,
            None => ledger,
        };
        let is_headed = is_headed(table, ledger);
        Some(Beside { index, name: table.name.clone(), ledger: ledger.id.clone(), is_headed })
    };
    others.filter_map(beside).collect()
}

/// Whether the heading of a table names all that a record of a ledger needs.
pub(super) fn is_headed(table: &Sample, ledger: &Ledger) -> bool {
    let Some(heading) = table.heading(ledger) else { return false };
    let mut required = ledger.form.fields.iter().filter(|field| field.required);
    heading.columns.check(ledger, &Fixed::new()).is_empty()
        && required.all(|field| heading.columns.of_field(&field.id).is_some())
}

/// The imports of a file into some ledgers that count: what they say is in the records, or may be.
pub(super) async fn counting(db: &impl Db, ledgers: &[&str], file: &[u8; 32]) -> Result<Vec<Import>, Error> {
    let all = imports::of_file(db, ledgers, file).await?.into_iter();
    Ok(all.filter(|import| State::of(&import.is.state).is_some_and(State::counts)).collect())
}

/// The tables of a file beside the one that an import takes, once its rows were looked at. Of a ledger into which the actor may not load
/// they are told of no import: a table that has one is left out.
///
/// # Errors
/// [`Error::NotFound`] to whoever may not load files into its ledger.
pub async fn beside(app: &App, actor: &Actor, id: i64) -> Result<Vec<Other>, Error> {
    let seen = super::see(app, actor, id).await?;
    let tables = seen.told.map(|told| told.beside).unwrap_or_default();
    let reader = app.store().reader().await?;
    let file = imports::get(&reader, id).await?.ok_or(Error::NotFound)?.file;
    let ledgers: BTreeSet<&str> = tables.iter().map(|table| table.ledger.as_str()).collect();
    let ledgers: Vec<&str> = ledgers.into_iter().collect();
    let counting = counting(&reader, &ledgers, &file).await?;
    let other = |table: Beside| {
        let is_of =
            |import: &&Import| import.ledger == table.ledger && import.is.table.0 as usize == table.index;
        let import = counting.iter().find(is_of);
        let import = import.and_then(|import| Some((import.id, State::of(&import.is.state)?)));
        let may_load = open_for(app, actor, &table.ledger).is_ok();
        (may_load || import.is_none()).then_some(Other { table, import, may_load })
    };
    Ok(tables.into_iter().filter_map(other).collect())
}

/// Begins to load another table of a file that is here, with what was said of the file. Gives the number of its import.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::NotAllowed`] to whoever may not load files into the ledgers, [`Error::Invalid`] if the file has no
/// such table, or it is loaded already.
pub async fn another(app: &App, actor: &Actor, id: i64, index: usize) -> Result<i64, Error> {
    let import = loadable(app, actor, id).await?;
    begin(app, actor, &import, index, (import.as_of, &import.source, import.note.as_deref())).await
}

/// As [`another`], with the day, the source and the remark of a file that is the same and was sent again.
///
/// # Errors
/// As [`another`]; [`Error::Invalid`] with every problem of what is said.
pub async fn another_as(
    app: &App,
    actor: &Actor,
    id: i64,
    index: usize,
    new: &NewFile<'_>,
) -> Result<i64, Error> {
    let import = loadable(app, actor, id).await?;
    let problems = check_words(new, app.today());
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let as_of = new.as_of.unwrap_or_else(|| app.today());
    begin(app, actor, &import, index, (as_of, new.source.trim(), new.remark())).await
}

/// An import, for who may load files into its ledger.
async fn loadable(app: &App, actor: &Actor, id: i64) -> Result<Import, Error> {
    let import = imports::get(&app.store().reader().await?, id).await?.ok_or(Error::NotFound)?;
    open_for(app, actor, &import.ledger).map_err(|_| Error::NotFound)?;
    Ok(import)
}

/// Begins to load a table of the file of an import.
async fn begin(
    app: &App,
    actor: &Actor,
    import: &Import,
    index: usize,
    (as_of, source, note): (Date, &str, Option<&str>),
) -> Result<i64, Error> {
    let tables = read_samples(app, import).await?;
    let table = tables.get(index).ok_or_else(|| Error::invalid(no_table()))?;
    let opened = open_for(app, actor, table.ledger.as_deref().unwrap_or(&import.ledger))?;
    let ledger = opened.ledger();
    let number = u32::try_from(index).unwrap_or(u32::MAX);
    let mut is = super::take_in::untouched();
    is.table = (number, table.name.clone());
    let heading = table.heading(ledger);
    let row = heading.as_ref().and_then(|heading| u32::try_from(heading.row).ok()).unwrap_or_default();
    put_heading(app, ledger, &mut is, table, row, heading.map(|heading| heading.columns)).await?;
    let mut write = app.begin(actor, ACT, (SUBJECT, ""), Some(source)).await?;
    let of_ledger = counting(&write, &[ledger.id.as_str()], &import.file).await?;
    if let Some(before) = of_ledger.iter().find(|before| before.is.table.0 == number) {
        return Err(Error::invalid(sent_before(before)));
    }
    let new = NewImport {
        account: actor.account,
        actor: &actor.name,
        ledger: &ledger.id,
        file: (import.file, &import.name, import.size, &import.format),
        as_of,
        source,
        note,
    };
    let id = imports::make(&write, &new, &is, app.now()).await?;
    write.set_subject_id(&id.to_string());
    write.commit().await?;
    Ok(id)
}
