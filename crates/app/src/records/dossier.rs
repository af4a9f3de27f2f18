//! All that belongs to a record, put together for paper: what refers to it, and what refers to that in turn.

use std::collections::BTreeSet;

use ledger::{GROUPS, Past};
use store::Db;
use store::ledgers::{self, Record};

use super::held::{naming, query};
use super::references::Keys;
use super::show::found;
use super::{Names, Opened, When, open};
use crate::{Actor, App, Error};

/// How many records of one ledger a dossier has. More are a list to be exported, not a paper to be read.
pub const DOSSIER_OF_LEDGER_MAX: u16 = 200;

/// How many records a dossier has: some forty pages of them.
pub const DOSSIER_MAX: u16 = 1000;

/// What belongs to a record, as an actor sees it.
#[derive(Debug)]
pub struct Dossier {
    /// Ledger by ledger in the order of their groups, after each what refers to its records; those without any are left out. Each record
    /// stands in the first part to which it belongs.
    pub parts: Vec<Belonging>,
    /// Whether it has [`DOSSIER_MAX`] records, so that nothing was looked for after them.
    pub is_full: bool,
    /// The names of what all these refer to.
    pub names: Names,
}

/// The records of one ledger that refer to others in one field.
#[derive(Debug)]
pub struct Belonging {
    /// The ledger, as the actor sees it.
    pub opened: Opened,
    /// The field in which they do.
    pub field: String,
    /// The ledger to whose records, listed before, they refer; none if they refer to the record itself.
    pub below: Option<String>,
    /// They, in the order of the list, personal values masked.
    pub records: Vec<Record>,
    /// Whether there are more.
    pub is_cut: bool,
}

/// What refers to a record, and what refers to that, at a past. Each is a look at an index.
///
/// # Errors
/// [`Error::NotFound`] if there never was such a record, or none that the actor may see.
pub async fn dossier(
    app: &App,
    actor: &Actor,
    ledger: &str,
    key: &str,
    when: When,
) -> Result<Dossier, Error> {
    let opened = open(app, actor, ledger)?;
    let reader = app.store().reader().await?;
    let past = when.past(app, &reader).await?;
    let declarations = app.declarations();
    let groups = declarations.codes.get(GROUPS).map_or(&[][..], |table| table.rows());
    let place = |part: &Belonging| {
        let group = part.opened.ledger().group.as_deref();
        groups.iter().position(|row| Some(row.code.as_str()) == group).unwrap_or(groups.len())
    };
    found(&reader, opened, key, past).await?;
    let listed = BTreeSet::from([(ledger.to_owned(), key.to_owned())]);
    let mut gathering =
        Gathering { app, actor, past, listed, names: Keys::default(), room: DOSSIER_MAX, is_full: false };
    let mut direct = gathering.referring(&reader, (ledger, &[key]), None).await?;
    direct.sort_by_key(place);
    let mut parts = Vec::new();
    for part in direct {
        let keys: Vec<&str> = part.records.iter().map(|record| record.key.as_str()).collect();
        let id = part.opened.ledger().id.clone();
        let below = gathering.referring(&reader, (&id, &keys), Some(&id)).await?;
        parts.push(part);
        parts.extend(below);
    }
    let Gathering { names, is_full, .. } = gathering;
    Ok(Dossier { parts, is_full, names: names.names(app, actor, &reader, past).await? })
}

/// A dossier that is being put together.
struct Gathering<'a> {
    app: &'a App,
    actor: &'a Actor,
    past: Past,
    /// What is in it already: ledger and key.
    listed: BTreeSet<(String, String)>,
    /// What all these refer to.
    names: Keys,
    /// How many more records it has room for.
    room: u16,
    is_full: bool,
}

impl Gathering<'_> {
    /// What refers to these records of a ledger and is not in it yet.
    async fn referring(
        &mut self,
        db: &impl Db,
        (ledger, keys): (&str, &[&str]),
        below: Option<&str>,
    ) -> Result<Vec<Belonging>, Error> {
        let declarations = self.app.declarations();
        let mut parts = Vec::new();
        for (opened, field) in naming(self.app, self.actor, declarations.as_ref(), ledger) {
            if self.room == 0 {
                self.is_full = true;
                break;
            }
            let limit = DOSSIER_OF_LEDGER_MAX.min(self.room);
            let query = query(&opened, (&field, keys), (None, limit), self.past);
            let (mut records, next) = ledgers::go_on(db, opened.ledger(), &query).await?;
            opened.narrow_all(&mut records);
            let id = &opened.ledger().id;
            records.retain(|record| self.listed.insert((id.clone(), record.key.clone())));
            for record in &records {
                self.names.add_all(&opened.ledger().form, &record.fields);
            }
            // No more than were asked for, which fits.
            self.room = self.room.saturating_sub(u16::try_from(records.len()).unwrap_or(limit));
            let (below, is_cut) = (below.map(str::to_owned), next.is_some());
            if !records.is_empty() {
                parts.push(Belonging { opened, field, below, records, is_cut });
            }
        }
        Ok(parts)
    }
}
