use std::collections::{BTreeMap, BTreeSet};

use form::{Field, Fields, Form, Kind, Value};
use jiff::civil::Date;
use ledger::{Difference, Ledger, Past};
use store::Db;
use store::ledgers::{self, Filter, ListQuery, NOW, Record, Total};

use super::open;
use crate::access::works_here;
use crate::{Actor, App, Error};

/// The names of the records that other records name by key: ledger, key, name. What the actor may not see is not here.
pub type Names = BTreeMap<String, BTreeMap<String, String>>;

/// How many records of a ledger name a record in one of their fields.
#[derive(Debug, Clone)]
pub struct Referrers {
    /// The ledger whose records name it.
    pub ledger: String,
    /// The field in which they do.
    pub field: String,
    /// How many.
    pub total: Total,
    /// Whether the list of that ledger can be narrowed down by the field.
    pub is_listed: bool,
    /// The first of them, in the order of the list, as the actor sees them: of a record of which all that is kept is wanted at once, because
    /// its ledger declares an attestation; otherwise none.
    pub first: Vec<Record>,
    /// The names of what these refer to.
    pub names: Names,
}

impl Referrers {
    /// Whether there are more than the first.
    pub fn has_more(&self) -> bool {
        match self.total {
            Total::Exact(count) => usize::try_from(count).is_ok_and(|count| count > self.first.len()),
            Total::MoreThan(_) => true,
        }
    }
}

/// How many of those that name a record are shown with it.
const FIRST: u16 = 5;

/// The names of everything that these fields refer to, as they were known at a past.
pub(super) async fn names<'f>(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    ledger: &Ledger,
    past: Past,
    records: impl Iterator<Item = &'f Fields>,
) -> Result<Names, Error> {
    names_in(app, actor, db, &ledger.form, past, records).await
}

/// The names of everything that the fields of a form refer to, as they were known at a past.
pub(crate) async fn names_in<'f>(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    form: &Form,
    past: Past,
    records: impl Iterator<Item = &'f Fields>,
) -> Result<Names, Error> {
    let mut referred = Keys::default();
    for (id, value) in records.flatten() {
        referred.add(form, id, value);
    }
    referred.names(app, actor, db, past).await
}

/// The names of everything that is referred to before or after these differences.
pub(super) async fn names_around(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    ledger: &Ledger,
    past: Past,
    differences: &[&Difference],
) -> Result<Names, Error> {
    let mut referred = Keys::default();
    for difference in differences {
        for value in [&difference.left, &difference.right].into_iter().flatten() {
            referred.add(&ledger.form, &difference.field, value);
        }
    }
    referred.names(app, actor, db, past).await
}

/// Keys that are referred to, by their ledger.
#[derive(Default)]
struct Keys(BTreeMap<String, BTreeSet<String>>);

impl Keys {
    fn add(&mut self, form: &Form, field: &str, value: &Value) {
        if let Some(target) = form.field(field).and_then(|field| field.kind.ledger()) {
            self.0.entry(target.to_owned()).or_default().extend(texts(value).map(str::to_owned));
        }
    }

    async fn names(self, app: &App, actor: &Actor, db: &impl Db, past: Past) -> Result<Names, Error> {
        let mut names = Names::new();
        for (target, keys) in self.0 {
            let Ok(opened) = open(app, actor, &target) else { continue };
            let keys: Vec<String> = keys.into_iter().collect();
            let sight = opened.sight.in_store(&opened.sight.everywhere);
            let found = ledgers::names(db, opened.ledger(), &keys, past, &sight).await?;
            names.insert(target, found);
        }
        Ok(names)
    }
}

/// Which records name this one, as far as the actor sees them and the list can be narrowed down by that field; to who works here also
/// the others, of a record of which all that is kept is wanted at once: then a ledger is read through.
pub(super) async fn referrers(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    ledger: &Ledger,
    key: &str,
    day: Date,
) -> Result<Vec<Referrers>, Error> {
    let mut referrers = Vec::new();
    let first = ledger.attestation.as_ref().map_or(0, |_| FIRST);
    let reads_through = first > 0 && works_here(actor);
    let past = Past { as_of: day, known: NOW };
    for opened in super::ledgers(app, actor) {
        let names_it = |kind: &Kind| kind.ledger() == Some(ledger.id.as_str());
        let is_seen = |field: &&Field| opened.sight.everywhere.contains(&field.id);
        for field in opened.fields().filter(|field| names_it(&field.kind)).filter(is_seen) {
            let is_listed = opened.filters().any(|filter| filter.id == field.id);
            if !is_listed && !reads_through {
                continue;
            }
            let query = ListQuery {
                filters: vec![Filter::Is(field.id.clone(), vec![Value::Text(key.to_owned())])],
                sort: Vec::new(),
                after: None,
                limit: first.max(1),
                past,
                sight: opened.store_sight(),
            };
            let (mut records, total) = if is_listed {
                let page = ledgers::list(db, opened.ledger(), &query).await?;
                (page.records, page.total)
            } else {
                // By a reader of its own: one that took too long answers nothing more.
                let apart = app.store().reader().await?;
                match ledgers::go_on(&apart, opened.ledger(), &query).await {
                    Ok((records, next)) => {
                        let count = records.len() as u64;
                        (records, next.map_or(Total::Exact(count), |_| Total::MoreThan(count)))
                    }
                    // Of a ledger that is too large to be read through it is told that there may be some.
                    Err(store::Error::TooSlow { .. }) => (Vec::new(), Total::MoreThan(0)),
                    Err(error) => return Err(error.into()),
                }
            };
            if total == Total::Exact(0) {
                continue;
            }
            records.truncate(first.into());
            records.iter_mut().for_each(|record| opened.narrow(&mut record.fields));
            let fields = records.iter().map(|record| &record.fields);
            let names = names(app, actor, db, opened.ledger(), past, fields).await?;
            referrers.push(Referrers {
                ledger: opened.ledger().id.clone(),
                field: field.id.clone(),
                total,
                is_listed,
                first: records,
                names,
            });
        }
    }
    Ok(referrers)
}

pub(super) fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.values().iter().filter_map(Value::as_text)
}
