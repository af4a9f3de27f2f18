use std::collections::BTreeMap;

use form::{Fields, Value};
use jiff::civil::Date;
use ledger::Past;
use plan::Meant;
use store::Db;
use store::ledgers::{self, Filter, ListQuery, NOW, PAGE_MAX, Record, Sight};

use crate::{Declarations, Error};

/// Whom the ledgers mean by a name.
#[derive(Debug, Default)]
pub(crate) struct Names {
    bodies: BTreeMap<String, String>,
    groups: BTreeMap<String, String>,
    members: BTreeMap<String, Vec<String>>,
}

impl Names {
    pub(crate) async fn read(db: &impl Db, declarations: &Declarations, day: Date) -> Result<Names, Error> {
        let mut names = Names::default();
        for (key, fields) in all(db, declarations, "bodies", day).await? {
            names.bodies.extend(text(&fields, "name").map(|name| (name, key)));
        }
        for (_, fields) in all(db, declarations, "body-aliases", day).await? {
            names.bodies.extend(text(&fields, "alias").zip(text(&fields, "body")));
        }
        for (key, fields) in all(db, declarations, "groups", day).await? {
            names.groups.extend(text(&fields, "name").map(|name| (name, key.clone())));
            let aliases = fields.get("aliases").map(Value::values).unwrap_or_default();
            let aliases = aliases.iter().filter_map(Value::as_text);
            names.groups.extend(aliases.map(|alias| (alias.to_owned(), key.clone())));
        }
        for (_, fields) in all(db, declarations, "group-members", day).await? {
            if let Some((group, body)) = text(&fields, "group").zip(text(&fields, "body")) {
                names.members.entry(group).or_default().push(body);
            }
        }
        Ok(names)
    }

    /// The keys of bodies by the names that people give them.
    pub(crate) fn into_bodies(self) -> BTreeMap<String, String> {
        self.bodies
    }

    pub(crate) fn meant(&self, written: &str) -> Meant {
        if let Some(body) = self.bodies.get(written) {
            return Meant::Body(body.clone());
        }
        match self.groups.get(written) {
            Some(group) => Meant::Group(self.members.get(group).cloned().unwrap_or_default()),
            None => Meant::Unknown,
        }
    }
}

pub(crate) fn text(fields: &Fields, id: &str) -> Option<String> {
    fields.get(id).and_then(Value::as_text).map(str::to_owned)
}

/// Every record of a ledger that holds on a day: key and fields.
pub(crate) async fn all(
    db: &impl Db,
    declarations: &Declarations,
    ledger: &str,
    day: Date,
) -> Result<Vec<(String, Fields)>, Error> {
    all_then(db, declarations, ledger, Past { as_of: day, known: NOW }).await
}

/// Every record of a ledger in a past: key and fields.
pub(crate) async fn all_then(
    db: &impl Db,
    declarations: &Declarations,
    ledger: &str,
    past: Past,
) -> Result<Vec<(String, Fields)>, Error> {
    let records = listed(db, declarations, ledger, Vec::new(), past).await?.into_iter();
    Ok(records.map(|record| (record.key, record.fields)).collect())
}

/// The records of a ledger that hold on a day and have a text in a field by which a view is narrowed down.
pub(crate) async fn records_where(
    db: &impl Db,
    declarations: &Declarations,
    ledger: &str,
    (field, value): (&str, &str),
    day: Date,
) -> Result<Vec<Record>, Error> {
    let filter = Filter::Is(field.to_owned(), vec![Value::Text(value.to_owned())]);
    listed(db, declarations, ledger, vec![filter], Past { as_of: day, known: NOW }).await
}

async fn listed(
    db: &impl Db,
    declarations: &Declarations,
    ledger: &str,
    filters: Vec<Filter>,
    past: Past,
) -> Result<Vec<Record>, Error> {
    let Some(ledger) = declarations.ledgers.get(ledger) else { return Ok(Vec::new()) };
    let mut query = ListQuery {
        filters,
        sort: Vec::new(),
        after: None,
        limit: PAGE_MAX,
        past,
        sight: Sight::everything(ledger),
    };
    let mut found = Vec::new();
    loop {
        let (records, next) = ledgers::go_on(db, ledger, &query).await?;
        found.extend(records);
        query.after = next;
        if query.after.is_none() {
            return Ok(found);
        }
    }
}
