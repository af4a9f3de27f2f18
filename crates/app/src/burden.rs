//! How much is asked of each body: every step that somebody took for it, and every field they filled in, since the first day. It is
//! public, so that nobody asks without counting.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use cases::Happening;
use store::cases::{self as rows, TakenStep};

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

/// What has been counted so far. Steps are only ever added, so each is read once.
#[derive(Debug, Clone, Default)]
struct Counted {
    after: (i64, i64, u32),
    bodies: BTreeMap<String, Burden>,
}

/// The sums, kept at hand.
#[derive(Debug, Default)]
pub(crate) struct Sums(Mutex<Counted>);

impl Sums {
    fn get(&self) -> Counted {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put(&self, counted: &Counted) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.after < counted.after {
            held.clone_from(counted);
        }
    }
}

/// What each body has been asked, the one that filled in most first. What the system fills in by itself does not count.
///
/// # Errors
/// If the database cannot answer.
pub async fn burden(app: &App) -> Result<Vec<Burden>, Error> {
    let declarations = app.declarations();
    let reader = app.store().reader().await?;
    let mut counted = app.burden().get();
    loop {
        let page = rows::taken_steps(&reader, counted.after, EVENTS).await?;
        page.iter().for_each(|taken| counted.count(taken));
        if page.len() < EVENTS as usize {
            break;
        }
    }
    app.burden().put(&counted);
    for (key, fields) in all(&reader, &declarations, "bodies", app.today()).await? {
        if let Some(burden) = counted.bodies.get_mut(&key) {
            burden.name = text(&fields, "name").unwrap_or(key);
        }
    }
    let mut all: Vec<Burden> = counted.bodies.into_values().collect();
    all.sort_by(|one, other| (other.fields, &one.name).cmp(&(one.fields, &other.name)));
    Ok(all)
}

impl Counted {
    fn count(&mut self, TakenStep { at, procedure, event }: &TakenStep) {
        self.after = *at;
        let (Some(body), Happening::Step { fields, .. }) = (&event.body, &event.what) else { return };
        let named = || Burden { name: body.clone(), ..Burden::default() };
        let burden = self.bodies.entry(body.clone()).or_insert_with(named);
        burden.steps += 1;
        burden.fields += fields.len();
        *burden.procedures.entry(procedure.clone()).or_default() += fields.len();
    }
}
