//! How much is asked of each body since the first day: every step that somebody took for it, every field that was asked of them and
//! those that they filled in, every field that is asked and that nobody has filled in yet, and how often they said something of a record of a
//! ledger. What was asked to the end of a case without an answer stays asked. It is public, so that nobody asks without counting.
//!
//! Steps, cases and operations are never taken back, so the sums can be made again at any time and come to the same.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Mutex, PoisonError};

use cases::{Case, Event, Happening, Procedure, Relation, Rule, Step};
use form::{Fields, Form, Value};
use store::cases::{self as rows, TakenStep};
use store::{Db, grants, operations};

use crate::accounts::account_of;
use crate::cases::pinned;
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
    /// How many fields these asked for, and cases that ended without its answer.
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
    /// What each case asks now, or asked to its end, by its row.
    waiting: BTreeMap<i64, Waiting>,
}

/// What a case asks of bodies that have not answered.
#[derive(Debug, Clone)]
struct Waiting {
    bodies: Vec<String>,
    fields: usize,
    /// Whether the case has ended without their answer.
    is_over: bool,
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
    counted.count_revisions(&reader, &declarations).await?;
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
            let ended: Vec<i64> = page.iter().filter(|it| it.ended).map(|it| it.id).collect();
            let mut events = rows::events_of(db, &ended).await?;
            for current in &page {
                self.changed = (current.changed_by, current.id);
                let procedure = pinned(declarations, db, (&current.procedure, &current.digest)).await?;
                let events = events.remove(&current.id).unwrap_or_default();
                let asked = match current.ended {
                    true => unanswered(&procedure, events.into_iter().map(|(_, event)| event).collect()),
                    false => asking(&procedure, &current.state, &current.fields),
                };
                match asked {
                    Some(asked) => self.waiting.insert(current.id, Waiting::new(asked, current.ended)),
                    None => self.waiting.remove(&current.id),
                };
            }
            if page.len() < CASES as usize {
                return Ok(());
            }
        }
    }

    /// Adds what is asked now, and what was asked and never answered, to what each body has been asked.
    fn add_open(&mut self) {
        for Waiting { bodies, fields, is_over } in std::mem::take(&mut self.waiting).into_values() {
            for body in bodies {
                let burden = self.of(&body);
                let sum = if is_over { &mut burden.asked } else { &mut burden.open };
                *sum += fields;
            }
        }
    }

    /// What accounts said of records, for the body for which they had a role when they did: what somebody did whose role has ended stays
    /// with the body.
    async fn count_revisions(&mut self, db: &impl Db, declarations: &Declarations) -> Result<(), Error> {
        let done = operations::done_after(db, self.last).await?;
        self.last = done.last;
        let mut held: BTreeMap<i64, Vec<grants::Grant>> = BTreeMap::new();
        for done in done.counts {
            let account = account_of(&done.actor).filter(|_| declarations.ledgers.contains_key(&done.kind));
            let Some(account) = account else { continue };
            let grants = match held.entry(account) {
                Entry::Occupied(entry) => entry.into_mut(),
                Entry::Vacant(entry) => entry.insert(grants::of_account(db, account).await?),
            };
            let mut holding = grants.iter().filter(|grant| grant.held_at(done.day, done.first));
            if let Some(body) = holding.find_map(|grant| grant.body.as_deref()) {
                self.of(body).revisions += usize::try_from(done.count).unwrap_or(usize::MAX);
            }
        }
        Ok(())
    }
}

/// The bodies that are asked for something, and what they are asked.
type Asked = (Vec<String>, Form);

impl Waiting {
    fn new((bodies, asked): Asked, is_over: bool) -> Waiting {
        Waiting { bodies, fields: asked.fields.len(), is_over }
    }
}

/// What an ended case asked last and nobody answered until its end.
fn unanswered(procedure: &Procedure, events: Vec<Event>) -> Option<Asked> {
    let taken = Case::of(procedure, events.clone()).ok()?.taken;
    let standing = events.into_iter().filter(|event| taken.iter().any(|taken| taken.seq == event.seq));
    let (mut case, mut left) = (Case::default(), None);
    for (event, seq) in standing.zip(1..) {
        let asked = case.state.as_deref().and_then(|state| asking(procedure, state, &case.fields));
        left = asked.or(left).and_then(|asked| left_by(procedure, asked, &event));
        case.apply(procedure, Event { seq, ..event }).ok()?;
    }
    left
}

/// What is still asked after a step. A body answers by a step that asks for something; what somebody else or the system says in its place
/// need not be said by it any more.
fn left_by(procedure: &Procedure, (mut bodies, asked): Asked, event: &Event) -> Option<Asked> {
    let Happening::Step { step, fields, .. } = &event.what else { return Some((bodies, asked)) };
    let is_theirs = event.body.as_ref().is_some_and(|body| bodies.contains(body));
    if is_theirs && procedure.step(step).is_some_and(|step| !step.asks.is_empty()) {
        bodies.retain(|body| Some(body) != event.body.as_ref());
    } else if asked.fields.iter().any(|field| fields.contains_key(&field.id)) {
        bodies.clear();
    }
    (!bodies.is_empty()).then_some((bodies, asked))
}

/// What a case in this state, that says this, asks of bodies: of the steps by which they take it further, the one that asks most.
fn asking(procedure: &Procedure, state: &str, said: &Fields) -> Option<Asked> {
    // What can be done only as long as a clock runs, such as asking for a review, is a right: nobody is asked to use it.
    let is_right = |step: &Step| step.guards.iter().any(|guard| matches!(guard.rule, Rule::Within { .. }));
    let leads_on = |step: &&Step| {
        step.from.iter().any(|from| from == state)
            && step.to.as_ref().is_some_and(|to| to != state)
            && step.given.iter().all(|id| said.contains_key(id))
            && !is_right(step)
    };
    let asked = procedure.steps.iter().filter(leads_on).filter_map(|step| {
        let field = step.by.iter().find_map(|who| match &who.relation {
            Relation::Of(field) => Some(field),
            Relation::Any | Relation::Other(_) => None,
        })?;
        let bodies = said.get(field)?.values().iter().filter_map(Value::as_text);
        let bodies: Vec<String> = bodies.map(str::to_owned).collect();
        Some((bodies, procedure.asked_in(step, said)))
    });
    asked.max_by_key(|(_, asked): &Asked| asked.fields.len()).filter(|(_, asked)| !asked.fields.is_empty())
}
