use std::collections::{BTreeMap, BTreeSet};

use form::{Fields, Form, Kind, Value};
use jiff::civil::Date;
use ledger::{Difference, Ledger, Past};
use store::Db;
use store::ledgers::{self, Filter, ListQuery, NOW, Total};

use super::open;
use crate::{Actor, App, Error};

/// The names of the records that other records name by key: ledger, key, name. What the actor may not see is not here.
pub type Names = BTreeMap<String, BTreeMap<String, String>>;

/// How many records of a ledger name a record in one of their fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referrers {
    /// The ledger whose records name it.
    pub ledger: String,
    /// The field in which they do.
    pub field: String,
    /// How many.
    pub total: Total,
}

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

/// Which records name this one, as far as the actor sees them and the list can be narrowed down by that field.
pub(super) async fn referrers(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    ledger: &str,
    key: &str,
    day: Date,
) -> Result<Vec<Referrers>, Error> {
    let mut referrers = Vec::new();
    for opened in super::ledgers(app, actor) {
        let names_it = |kind: &Kind| kind.ledger() == Some(ledger);
        for field in opened.filters().filter(|field| names_it(&field.kind)) {
            let query = ListQuery {
                filters: vec![Filter::Is(field.id.clone(), vec![Value::Text(key.to_owned())])],
                sort: Vec::new(),
                after: None,
                limit: 1,
                past: Past { as_of: day, known: NOW },
                sight: opened.store_sight(),
            };
            let total = ledgers::list(db, opened.ledger(), &query).await?.total;
            if total != Total::Exact(0) {
                referrers.push(Referrers {
                    ledger: opened.ledger().id.clone(),
                    field: field.id.clone(),
                    total,
                });
            }
        }
    }
    Ok(referrers)
}

pub(super) fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.values().iter().filter_map(Value::as_text)
}
