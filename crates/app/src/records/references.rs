use std::collections::{BTreeMap, BTreeSet};

use form::{Field, Fields, Form, Value};
use ledger::{Difference, Ledger, Past};
use store::Db;
use store::ledgers;

use super::open;
use crate::{Actor, App, Error};

/// The names of the records that other records name by key: ledger, key, name. What the actor may not see is not here.
pub type Names = BTreeMap<String, BTreeMap<String, String>>;

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
    for fields in records {
        referred.add_all(form, fields);
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
pub(super) struct Keys(BTreeMap<String, BTreeSet<String>>);

impl Keys {
    /// Adds what all fields of a record refer to.
    pub(super) fn add_all(&mut self, form: &Form, fields: &Fields) {
        for (id, value) in fields {
            self.add(form, id, value);
        }
    }

    fn add(&mut self, form: &Form, field: &str, value: &Value) {
        if let Some(target) = form.field(field).and_then(Field::tells_of) {
            self.0.entry(target.to_owned()).or_default().extend(texts(value).map(str::to_owned));
        }
    }

    pub(super) async fn names(
        self,
        app: &App,
        actor: &Actor,
        db: &impl Db,
        past: Past,
    ) -> Result<Names, Error> {
        let mut names = Names::new();
        for (target, keys) in self.0 {
            let Ok(opened) = open(app, actor, &target) else { continue };
            let keys: Vec<String> = keys.into_iter().collect();
            let sight = opened.names_sight();
            let found = ledgers::names(db, opened.ledger(), &keys, past, &sight).await?;
            names.insert(target, found);
        }
        Ok(names)
    }
}

pub(super) fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.values().iter().filter_map(Value::as_text)
}
