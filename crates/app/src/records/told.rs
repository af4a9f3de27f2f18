use std::collections::BTreeMap;

use form::{Fields, Value};
use ledger::{Past, Shown, Telling};
use store::ledgers::{self, Filter, ListQuery, NOW, PAGE_MAX, Rows, Sight};

use super::{Opened, When};
use crate::{App, Error};

/// What records of other ledgers say of some here.
#[derive(Debug, Clone)]
pub struct Told {
    /// What is told at all; nothing of any past.
    pub tellings: Vec<Telling>,
    /// By the key of the record and the id of the telling, one after the other.
    said: BTreeMap<(String, String), Vec<Fields>>,
}

impl Told {
    /// What one telling says of a record.
    pub fn of(&self, key: &str, telling: &Telling) -> &[Fields] {
        self.said.get(&(key.to_owned(), telling.id.clone())).map_or(&[], Vec::as_slice)
    }
}

/// What other ledgers tell of the records of one: of another day than today, or as it was known once, nothing. What is no longer published is
/// not dug up by asking for the past, and what was entered later is no part of it.
pub fn tellings(app: &App, opened: &Opened, when: When) -> Vec<Telling> {
    let today = app.today();
    let is_now = when.as_of.is_none_or(|day| day == today)
        && when.known.is_none()
        && when.known_on.is_none_or(|day| day >= today);
    if is_now { opened.ledger().tellings.clone() } else { Vec::new() }
}

/// What is told today of records that the actor sees. What is shown of the other ledgers everybody may see, so nobody is asked whether they
/// see those.
///
/// # Errors
/// If the database cannot answer.
pub async fn told(app: &App, opened: &Opened, when: When, keys: &[&str]) -> Result<Told, Error> {
    let (tellings, today) = (tellings(app, opened, when), app.today());
    let mut all: BTreeMap<(String, String), Vec<Fields>> = BTreeMap::new();
    if keys.is_empty() || tellings.is_empty() {
        return Ok(Told { tellings, said: all });
    }
    let reader = app.store().reader().await?;
    for telling in &tellings {
        let Some(other) = opened.declarations().ledgers.get(&telling.ledger) else { continue };
        let looked_at = telling.fields().chain(other.shown.iter().flat_map(Shown::days));
        let named: Vec<Value> = keys.iter().map(|key| Value::Text((*key).to_owned())).collect();
        let mut query = ListQuery {
            filters: vec![Filter::Is(telling.by.clone(), named)],
            sort: Vec::new(),
            after: None,
            limit: PAGE_MAX,
            past: Past { as_of: today, known: NOW },
            sight: Sight { rows: Rows::All, fields: looked_at.cloned().collect() },
        };
        loop {
            let (records, next) = ledgers::go_on(&reader, other, &query).await?;
            for record in records {
                let names = telling.names(&record.fields).filter(|key| keys.contains(key));
                let names: Vec<String> = names.map(str::to_owned).collect();
                let Some(said) = telling.said(other, record.fields, today) else { continue };
                for key in names {
                    all.entry((key, telling.id.clone())).or_default().push(said.clone());
                }
            }
            if next.is_none() {
                break;
            }
            query.after = next;
        }
    }
    Ok(Told { tellings, said: all })
}
