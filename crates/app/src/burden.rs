//! How much is asked of each body since the first day: every step that somebody took for it, every field that was asked of them and
//! those that they filled in, every field that is asked and that nobody has filled in yet, and all that they said of the records of ledgers. It is public, so that nobody asks without counting.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use cases::{Happening, Procedure, Relation, Step};
use form::Value;
use jiff::civil::Date;
use store::cases::{self as rows, Current, TakenStep};
use store::{Db, grants, operations};

use crate::accounts::account_of;
use crate::duties::{all, text};
use crate::{App, Declarations, Error};

/// Events, and cases, read in one go.
const EVENTS: u32 = 2_000;
const CASES: u32 = 2_000;

/// What one body was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Burden {
    /// What the body is called.
    pub name: String,
    /// How many steps were taken for it.
    pub steps: usize,
    /// How many fields these asked for.
    pub asked: usize,
    /// How many fields are asked of it now in requests that nobody has answered yet.
    pub open: usize,
    /// How many of them were filled in.
    pub fields: usize,
    /// How often its people said something of a record of a ledger.
    pub revisions: usize,
    /// How many fields were filled in, by procedure.
    pub procedures: BTreeMap<String, usize>,
}

/// What has been counted so far. Steps are only ever added, so each is read once.
#[derive(Debug, Clone, Default)]
struct Counted {
    after: (i64, i64, u32),
    /// The last operation that was counted.
    last: i64,
    bodies: BTreeMap<String, Burden>,
    /// The last case of which it is known what it asks: the last operation on it, and its row.
    changed: (i64, i64),
    /// What each case asks now, by its row.
    waiting: BTreeMap<i64, Waiting>,
}

/// What a case asks of bodies that have not answered yet.
#[derive(Debug, Clone)]
struct Waiting {
    bodies: Vec<String>,
    fields: usize,
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
        let place = |it: &Counted| (it.after, it.last, it.changed);
        if place(&held) < place(counted) {
            held.clone_from(counted);
        }
    }
}

/// What each body has been asked, the one that was asked most first. What the system fills in by itself does not count.
///
/// # Errors
/// If the database cannot answer.
pub async fn burden(app: &App) -> Result<Vec<Burden>, Error> {
    let declarations = app.declarations();
    let reader = app.store().reader().await?;
    let mut counted = app.burden().get();
    loop {
        let page = rows::taken_steps(&reader, counted.after, EVENTS).await?;
        page.iter().for_each(|taken| counted.count(&declarations, taken));
        if page.len() < EVENTS as usize {
            break;
        }
    }
    counted.count_revisions(&reader, &declarations, app.today()).await?;
    counted.look_at_open(&reader, &declarations).await?;
    app.burden().put(&counted);
    counted.add_open();
    for (key, fields) in all(&reader, &declarations, "bodies", app.today()).await? {
        if let Some(burden) = counted.bodies.get_mut(&key) {
            burden.name = text(&fields, "name").unwrap_or(key);
        }
    }
    let mut all: Vec<Burden> = counted.bodies.into_values().collect();
    all.sort_by(|one, other| (other.asked + other.open, &one.name).cmp(&(one.asked + one.open, &other.name)));
    Ok(all)
}

impl Counted {
    fn of(&mut self, body: &str) -> &mut Burden {
        let named = || Burden { name: body.to_owned(), ..Burden::default() };
        self.bodies.entry(body.to_owned()).or_insert_with(named)
    }

    fn count(&mut self, declarations: &Declarations, TakenStep { at, procedure, event }: &TakenStep) {
        self.after = *at;
        let (Some(body), Happening::Step { step, fields, .. }) = (&event.body, &event.what) else { return };
        let declared = declarations.procedures.get(procedure);
        let declared = declared.and_then(|declared| Some((declared, declared.step(step)?)));
        // What only some cases ask was asked of whoever answered it, at least.
        let is_asked = |declared: &Procedure, id: &String| {
            fields.contains_key(id) || !declared.replies.iter().any(|reply| reply.field == *id)
        };
        let asks = declared
            .map_or(0, |(declared, step)| step.asks.iter().filter(|id| is_asked(declared, id)).count());
        let burden = self.of(body);
        burden.steps += 1;
        // A step of an earlier declaration asked for what was filled in, at least.
        burden.asked += asks.max(fields.len());
        burden.fields += fields.len();
        *burden.procedures.entry(procedure.clone()).or_default() += fields.len();
    }

    /// Looks at the cases that changed since it was looked last.
    async fn look_at_open(&mut self, db: &impl Db, declarations: &Declarations) -> Result<(), Error> {
        loop {
            let page = rows::changed_after(db, self.changed, CASES).await?;
            for current in &page {
                self.changed = (current.changed_by, current.id);
                match waiting(declarations, current) {
                    Some(waiting) => self.waiting.insert(current.id, waiting),
                    None => self.waiting.remove(&current.id),
                };
            }
            if page.len() < CASES as usize {
                return Ok(());
            }
        }
    }

    /// Adds what is asked now to what each body has been asked.
    fn add_open(&mut self) {
        for Waiting { bodies, fields } in std::mem::take(&mut self.waiting).into_values() {
            for body in bodies {
                self.of(&body).open += fields;
            }
        }
    }

    /// What accounts said of records, for the body for which they have a role when it is counted.
    async fn count_revisions(
        &mut self,
        db: &impl Db,
        declarations: &Declarations,
        today: Date,
    ) -> Result<(), Error> {
        let done = operations::done_after(db, self.last).await?;
        self.last = done.last;
        for ((actor, kind), count) in done.counts {
            let account = account_of(&actor).filter(|_| declarations.ledgers.contains_key(&kind));
            let Some(account) = account else { continue };
            let grants = grants::of_account(db, account).await?;
            let body = grants.into_iter().filter(|grant| grant.holds_on(today)).find_map(|grant| grant.body);
            if let Some(body) = body {
                self.of(&body).revisions += usize::try_from(count).unwrap_or(usize::MAX);
            }
        }
        Ok(())
    }
}

/// What a case asks of bodies now: of the steps by which they take it further, the one that asks most.
fn waiting(declarations: &Declarations, current: &Current) -> Option<Waiting> {
    let procedure = declarations.procedures.get(&current.procedure).filter(|_| !current.ended)?;
    let leads_on = |step: &&Step| {
        step.from.contains(&current.state)
            && step.to.as_ref().is_some_and(|to| *to != current.state)
            && step.given.iter().all(|id| current.fields.contains_key(id))
    };
    let asked = procedure.steps.iter().filter(leads_on).filter_map(|step| {
        let field = step.by.iter().find_map(|who| match &who.relation {
            Relation::Of(field) => Some(field),
            Relation::Any | Relation::Other(_) => None,
        })?;
        let bodies = current.fields.get(field)?.values().iter().filter_map(Value::as_text);
        let bodies = bodies.map(str::to_owned).collect();
        let fields = procedure.asked_in(step, &current.fields).fields.len();
        Some(Waiting { bodies, fields })
    });
    asked.max_by_key(|waiting| waiting.fields).filter(|waiting| waiting.fields > 0)
}
