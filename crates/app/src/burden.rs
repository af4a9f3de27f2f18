//! How much is asked of each body: every step that somebody took for it, and every field they filled in, since the first day. It is
//! public, so that nobody asks without counting.

use std::collections::BTreeMap;

use cases::Happening;
use store::cases as rows;

use crate::duties::{all, text};
use crate::{App, Error};

/// Events read in one go.
const EVENTS: u32 = 2_000;

/// What one body was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Burden {
    /// What the body is called.
    pub name: String,
    /// How many steps were taken for it.
    pub steps: usize,
    /// How many fields were filled in.
    pub fields: usize,
    /// Of these, by procedure.
    pub procedures: BTreeMap<String, usize>,
}

/// What each body has been asked, the one that filled in most first. What the system fills in by itself does not count.
///
/// # Errors
/// If the database cannot answer.
pub async fn burden(app: &App) -> Result<Vec<Burden>, Error> {
    let declarations = app.declarations();
    let reader = app.store().reader().await?;
    let mut bodies: BTreeMap<String, Burden> = BTreeMap::new();
    let mut after = (0, 0);
    loop {
        let page = rows::taken_steps(&reader, after, EVENTS).await?;
        for rows::TakenStep { procedure, event, .. } in &page {
            let (Some(body), Happening::Step { fields, .. }) = (&event.body, &event.what) else { continue };
            let named = || Burden { name: body.clone(), ..Burden::default() };
            let burden = bodies.entry(body.clone()).or_insert_with(named);
            burden.steps += 1;
            burden.fields += fields.len();
            *burden.procedures.entry(procedure.clone()).or_default() += fields.len();
        }
        match page.last() {
            Some(last) if page.len() == EVENTS as usize => after = (last.case, last.event.seq),
            _ => break,
        }
    }
    for (key, fields) in all(&reader, &declarations, "bodies", app.today()).await? {
        if let Some(burden) = bodies.get_mut(&key) {
            burden.name = text(&fields, "name").unwrap_or(key);
        }
    }
    let mut all: Vec<Burden> = bodies.into_values().collect();
    all.sort_by(|one, other| (other.fields, &one.name).cmp(&(one.fields, &other.name)));
    Ok(all)
}
