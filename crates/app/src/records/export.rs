use jiff::Timestamp;
use ledger::{Known, Past, View};
use store::ledgers::{self, Filter, ListQuery, Record};

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
    /// The past that all of its records are of: what was known before the export began, so that nothing that is said while
    /// the file is written gets into it.
    pub past: Past,
    /// The operation by which the trail has it.
    pub operation: Known,
    /// When that was recorded.
    pub recorded_at: Timestamp,
    app: App,
    actor: Actor,
    query: ListQuery,
    view: Option<String>,
    records_max: usize,
    taken: usize,
    ended: bool,
}

/// Takes the records of a list out as a file, the same ones in the same order, personal values masked. That it was done is
/// an operation: the trail shows who took out what, in which format.
///
/// # Errors
/// [`Error::NotFound`] for a ledger the actor may not know of, [`Error::NotAllowed`] if it may not export, and what
/// [`list`](super::list()) refuses.
pub async fn export(
    app: &App,
    actor: &Actor,
    ledger: &str,
    request: &ListRequest,
    format: &str,
) -> Result<Export, Error> {
    let opened = open(app, actor, ledger)?;
    may(actor, Act::Export, Subject::Ledger(opened.ledger())).map_err(Error::NotAllowed)?;
    let reader = app.store().reader().await?;
    let past = named(request.when.past(app, &reader).await?, &reader).await?;
    drop(reader);
    let whole = ListRequest { limit: super::ROWS_MAX, cursor: None, ..request.clone() };
    let query = query(app, &opened, &whole, past)?;
    let what = described(format, &whole, past);
    let write = app.begin(actor, Act::Export.id(), ("ledger", ledger), Some(&what)).await?;
    let (operation, recorded_at) = (write.seq(), write.recorded_at());
    write.commit().await?;
    Ok(Export {
        opened,
        past,
        operation,
        recorded_at,
        app: app.clone(),
        actor: actor.clone(),
        query,
        view: whole.view,
        records_max: RECORDS_MAX,
        taken: 0,
        ended: false,
    })
}

/// What is taken out, as the trail says it: the same words as in the address of the list.
fn described(format: &str, request: &ListRequest, past: Past) -> String {
    let mut words = vec![format.to_owned(), format!("as_of={}", past.as_of), format!("known={}", past.known)];
    let given = request.filters.iter().filter(|(_, texts)| texts.iter().any(|text| !text.trim().is_empty()));
    words.extend(given.map(|(id, texts)| format!("{id}={}", texts.join("|"))));
    words.extend(request.name.iter().map(|name| format!("name_contains={name}")));
    words.extend(request.view.iter().map(|view| format!("view={view}")));
    words.join("; ")
}

impl Export {
    /// The same, but of fewer records than [`RECORDS_MAX`].
    #[must_use]
    pub fn at_most(mut self, records_max: usize) -> Export {
        self.records_max = records_max.min(RECORDS_MAX);
        self
    }

    /// The next records with the names of what they refer to; none behind the last. A pause between two of them keeps
    /// nobody waiting.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub async fn next(&mut self) -> Result<Option<(Vec<Record>, Names)>, Error> {
        let left = self.records_max.saturating_sub(self.taken);
        if self.ended || left == 0 {
            return Ok(None);
        }
        self.query.limit = u16::try_from(left).unwrap_or(super::ROWS_MAX).min(super::ROWS_MAX);
        let ledger = self.opened.ledger();
        let reader = self.app.store().reader().await?;
        let (mut records, next) = ledgers::go_on(&reader, ledger, &self.query).await?;
        self.opened.narrow_all(&mut records);
        let fields = records.iter().map(|record| &record.fields);
        let names = names(&self.app, &self.actor, &reader, ledger, self.past, fields).await?;
        self.taken += records.len();
        self.ended = next.is_none();
        self.query.after = next;
        Ok(Some((records, names)))
    }

    /// How many records were taken so far.
    pub fn taken(&self) -> usize {
        self.taken
    }

    /// After how many records it stops although there are more; none while it has not.
    pub fn cut_at(&self) -> Option<usize> {
        (!self.ended && self.taken >= self.records_max).then_some(self.records_max)
    }

    /// What narrows it down.
    pub fn filters(&self) -> &[Filter] {
        &self.query.filters
    }

    /// The view whose order it has; none for the order of the keys.
    pub fn view(&self) -> Option<&View> {
        let ledger = self.opened.ledger();
        match &self.view {
            Some(id) => ledger.views.iter().find(|view| view.id == *id),
            None => self.query.view(ledger),
        }
    }
}
