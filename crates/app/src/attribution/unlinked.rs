//! The queue of holders whose names several firms have, or none, page by page.

use form::Fields;
use ledger::Found;
use store::ledgers::{self, Total};

use super::link::{asking, that_wait};
use super::names::only;
use super::{PAGE, PageOf, may_correct};
use crate::access::works_here;
use crate::duties::text;
use crate::records::{self, Opened};
use crate::{Actor, App, Error};

/// What waits in a ledger.
#[derive(Debug)]
pub struct Unlinked {
    /// The ledger.
    pub opened: Opened,
    /// How many of its records wait.
    pub total: Total,
    /// A page of them.
    pub records: Vec<Unmatched>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// A record of which it is not known whom the name of its holder means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// The name of its holder.
    pub holder: String,
    /// Why it waits.
    pub found: Found,
}

/// The holders of whom nobody has decided who they are, in each ledger that the actor may correct as a whole: of one ledger the page that is
/// asked for.
///
/// # Errors
/// [`Error::NotFound`] to whoever does not work here; what the store says of a place that is none.
pub async fn unlinked(app: &App, actor: &Actor, page: Option<PageOf<'_>>) -> Result<Vec<Unlinked>, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let mut unlinked = Vec::new();
    for opened in records::ledgers(app, actor) {
        let ledger = opened.ledger();
        let Some(link) = ledger.link.clone().filter(|_| may_correct(actor, ledger)) else { continue };
        let after = page.filter(|page| page.ledger == ledger.id).map(|page| page.after.to_owned());
        let mut query = asking(&link, that_wait(&link), (after, PAGE), app.today());
        query.sight = only(&[ledger.name.as_str(), link.from.as_str(), link.found.as_str()]);
        let found = ledgers::list(&app.store().reader().await?, ledger, &query).await?;
        let of = |(key, fields): (String, Fields)| Unmatched {
            name: text(&fields, &ledger.name).unwrap_or_else(|| key.clone()),
            holder: link.name(&fields).unwrap_or_default().to_owned(),
            found: link.found_of(&fields).unwrap_or(Found::Nobody),
            key,
        };
        let records: Vec<Unmatched> =
            found.records.into_iter().map(|record| of((record.key, record.fields))).collect();
        if !records.is_empty() {
            unlinked.push(Unlinked { records, total: found.total, next: found.next, opened });
        }
    }
    Ok(unlinked)
}
