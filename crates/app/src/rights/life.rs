use form::{Fields, Kind, Value};
use jiff::civil::Date;
use ledger::{Deadline, Ledger, RightLook};

use super::refresh::of_some;
use super::sight::{Whose, known_rules};
use super::warn::{Warning, warnings};
use crate::records::{self, When};
use crate::{Actor, App, Error, sight};

/// The most events of a right that are shown beside it.
const EVENTS_MAX: u16 = 100;

/// A right with what happened to it, what is still to come by law, and what hangs on it.
#[derive(Debug, Clone, Default)]
pub struct Life {
    /// The day by which it stands as it does.
    pub today: Option<Date>,
    /// What happened, the newest first.
    pub events: Vec<Event>,
    /// What is still to come, each with its reasons, as far as it follows from what the actor sees.
    pub deadlines: Vec<Deadline>,
    /// Loans and alliances that hang on rights whose fee was missed or that have ended.
    pub warnings: Vec<Warning>,
}

/// Something that happened to a right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The ledger of the event.
    pub ledger: String,
    /// Its key.
    pub key: String,
    /// When.
    pub date: Option<Date>,
    /// What it says, as far as the actor sees it.
    pub fields: Fields,
}

/// The life of a right; nothing of a record of which nothing follows.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see the record.
pub async fn life(app: &App, actor: &Actor, ledger: &str, key: &str) -> Result<Life, Error> {
    let declarations = app.declarations();
    let found = records::find(app, actor, ledger, key, When::default()).await?;
    let (Some(declared), Some(record)) = (declarations.ledgers.get(ledger), found.record) else {
        return Ok(Life::default());
    };
    let reader = app.store().reader().await?;
    let mut life = Life { today: Some(app.today()), ..Life::default() };
    let mut is_own = false;
    if declarations.right_laws.concern(ledger) {
        let look = (app.today(), RightLook::Life);
        let days = of_some(&reader, &declarations, declared, &[key.to_owned()], look).await?;
        // A firm knows what it pays; others are shown what follows from what they see.
        let owner = days.first().and_then(|row| row.enterprise.clone());
        let whose = Whose::asked(&reader, actor, owner.as_deref()).await?;
        is_own = owner.is_some_and(|owner| whose == Whose::Firm(owner));
        let seen = sight(actor, declared).map(|sight| sight.of(&record.fields)).unwrap_or_default();
        let known = known_rules(&declarations, actor, declared, &seen);
        let days = days.into_iter().filter(|row| is_own || known.contains(&row.deadline.rule));
        life.deadlines = days.map(|row| row.deadline).collect();
    }
    life.warnings = warnings(app, (actor, is_own), &reader, ledger, key).await?;
    drop(reader);
    for events in declarations.ledgers.values().filter(|events| is_of(events, ledger)) {
        if sight(actor, events).is_some() {
            life.events.extend(events_of(app, actor, events, key).await?);
        }
    }
    life.events.sort_by(|left, right| (right.date, &right.key).cmp(&(left.date, &left.key)));
    Ok(life)
}

/// Whether a ledger holds what happened to the records of another: its key begins with the record and goes on with a day.
fn is_of(events: &Ledger, ledger: &str) -> bool {
    let kind = |at: usize| Some(&events.form.field(events.key.get(at)?)?.kind);
    kind(0).and_then(Kind::ledger) == Some(ledger) && kind(1) == Some(&Kind::Date)
}

async fn events_of(app: &App, actor: &Actor, events: &Ledger, key: &str) -> Result<Vec<Event>, Error> {
    let filters = [(events.key[0].clone(), vec![key.to_owned()])].into();
    let request = records::ListRequest { filters, limit: EVENTS_MAX, ..records::ListRequest::default() };
    let listed = records::list(app, actor, &events.id, &request).await?;
    let event = |record: store::ledgers::Record| Event {
        ledger: events.id.clone(),
        key: record.key,
        date: record.fields.get(&events.key[1]).and_then(Value::as_date),
        fields: record.fields,
    };
    Ok(listed.page.records.into_iter().map(event).collect())
}
