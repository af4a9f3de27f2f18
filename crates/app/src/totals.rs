//! What the records of a ledger come to: the sums that it declares, over what the actor sees of today.

use std::collections::BTreeMap;

use form::Fields;
use ledger::{Added, Group, Past, Total, add};
use store::Db;
use store::ledgers::{self as rows, ListQuery, NOW, PAGE_MAX};

use crate::records::{Names, Opened, names_in, open};
use crate::{Actor, App, Error};

/// The most records of which a sum is made on a page; more is for an indicator, which counts in files.
pub const SUMMED_MAX: usize = 100_000;

/// The sums of a ledger.
#[derive(Debug)]
pub struct Totals {
    /// The ledger.
    pub opened: Opened,
    /// Each sum that the actor may know of, with what it comes to.
    pub totals: Vec<(Total, Added)>,
    /// The records that are added up, by their keys, as the actor sees them.
    pub records: BTreeMap<String, Fields>,
    /// The names of what the groups are of.
    pub names: Names,
    /// Whether there are more records than are added up.
    pub is_cut: bool,
}

/// The sums that a ledger declares, as of today, over the records that the actor sees.
///
/// # Errors
/// [`Error::NotFound`] for a ledger of which the actor may not know, or none of whose sums; what the store says.
pub async fn totals(app: &App, actor: &Actor, ledger: &str) -> Result<Totals, Error> {
    let opened = open(app, actor, ledger)?;
    let seen: Vec<Total> = seen(app, actor, &opened);
    if seen.is_empty() {
        return Err(Error::NotFound);
    }
    let reader = app.store().reader().await?;
    let (records, is_cut) = records(app, &reader, &opened).await?;
    let mut totals = Vec::new();
    for total in seen {
        let cover = match &total.covered_by {
            Some(cover) => self::records(app, &reader, &open(app, actor, &cover.ledger)?).await?.0,
            None => Vec::new(),
        };
        let added = add(&total, &records, &cover, app.today());
        totals.push((total, added));
    }
    let past = Past { as_of: app.today(), known: NOW };
    let form = &opened.ledger().form;
    let of_groups: Vec<Fields> =
        totals.iter().flat_map(|(total, added)| fields(total, &added.groups)).collect();
    let mut names = names_in(app, actor, &reader, form, past, of_groups.iter()).await?;
    let own = names.entry(ledger.to_owned()).or_default();
    let named = records.iter().filter_map(|(key, fields)| {
        let name = fields.get(&opened.ledger().name)?.as_text()?;
        Some((key.clone(), name.to_owned()))
    });
    own.extend(named);
    Ok(Totals { opened, totals, records: records.into_iter().collect(), names, is_cut })
}

/// The sums whose fields the actor sees of every record that they see, here and in what covers them.
pub fn seen(app: &App, actor: &Actor, opened: &Opened) -> Vec<Total> {
    let covers = |total: &Total| {
        let Some(cover) = &total.covered_by else { return true };
        let other = open(app, actor, &cover.ledger);
        other.is_ok_and(|other| {
            total.fields_of_cover().iter().all(|field| other.sight.everywhere.contains(*field))
        })
    };
    let is_seen =
        |total: &&Total| total.fields().all(|field| opened.sight.everywhere.contains(field)) && covers(total);
    opened.ledger().totals.iter().filter(is_seen).cloned().collect()
}

/// The records of today that the actor sees, up to the most that are added up.
pub(crate) async fn records(
    app: &App,
    db: &impl Db,
    opened: &Opened,
) -> Result<(Vec<(String, Fields)>, bool), Error> {
    let mut query = ListQuery {
        filters: Vec::new(),
        sort: Vec::new(),
        after: None,
        limit: PAGE_MAX,
        past: Past { as_of: app.today(), known: NOW },
        sight: opened.store_sight(),
    };
    let mut found = Vec::new();
    loop {
        let (records, next) = rows::go_on(db, opened.ledger(), &query).await?;
        for mut record in records {
            opened.narrow_record(&mut record);
            found.push((record.key, record.fields));
        }
        query.after = next;
        if query.after.is_none() || found.len() >= SUMMED_MAX {
            return Ok((found, query.after.is_some()));
        }
    }
}

/// The values of groups as fields, so that what they name can be looked up.
fn fields(total: &Total, groups: &[Group]) -> Vec<Fields> {
    let of = |group: &Group| {
        let pairs = total.by.iter().zip(&group.values);
        pairs.filter_map(|(id, value)| Some((id.clone(), value.clone()?))).collect()
    };
    groups.iter().map(of).collect()
}
