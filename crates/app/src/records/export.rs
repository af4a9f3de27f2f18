use ledger::Past;
use store::ledgers::{self, ListQuery, Record};

use super::list::query;
use super::references::{Names, names};
use super::when::named;
use super::{ListRequest, Opened, open};
use crate::{Act, Actor, App, Error, Subject, may};

/// The most records of one export.
pub const RECORDS_MAX: usize = 1_000_000;

/// Records to be written into a file.
#[derive(Debug)]
pub struct Export {
    /// The ledger.
    pub opened: Opened,
    /// The past of it; what is known now has the number of the newest operation.
    pub past: Past,
    app: App,
    actor: Actor,
    query: ListQuery,
    ended: bool,
    taken: usize,
}

/// Takes the records of a list out as a file, the same ones in the same order, personal values masked. That it was done is
/// an operation: the trail shows who took out what.
///
/// # Errors
/// [`Error::NotFound`] for a ledger the actor may not know of, [`Error::NotAllowed`] if it may not export, and what
/// [`list`](super::list()) refuses.
pub async fn export(app: &App, actor: &Actor, ledger: &str, request: &ListRequest) -> Result<Export, Error> {
    let opened = open(app, actor, ledger)?;
    may(actor, Act::Export, Subject::Ledger(opened.ledger())).map_err(Error::NotAllowed)?;
    let reader = app.store().reader().await?;
    let past = request.when.past(app, &reader).await?;
    let request = ListRequest { limit: super::ROWS_MAX, cursor: None, ..request.clone() };
    let query = query(app, &opened, &request, past)?;
    let past = named(past, &reader).await?;
    drop(reader);
    app.begin(actor, Act::Export.id(), ("ledger", ledger), None).await?.commit().await?;
    Ok(Export { opened, past, app: app.clone(), actor: actor.clone(), query, ended: false, taken: 0 })
}

impl Export {
    /// The next records with the names of what they refer to; none behind the last. A pause between two of them keeps
    /// nobody waiting.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub async fn next(&mut self) -> Result<Option<(Vec<Record>, Names)>, Error> {
        if self.ended || self.taken >= RECORDS_MAX {
            return Ok(None);
        }
        let reader = self.app.store().reader().await?;
        let mut page = ledgers::list(&reader, self.opened.ledger(), &self.query).await?;
        for record in &mut page.records {
            self.opened.narrow(&mut record.fields);
        }
        self.taken += page.records.len();
        self.ended = page.next.is_none();
        self.query.after = page.next;
        let fields = page.records.iter().map(|record| &record.fields);
        let names =
            names(&self.app, &self.actor, &reader, self.opened.ledger(), self.past.as_of, fields).await?;
        Ok(Some((page.records, names)))
    }
}
