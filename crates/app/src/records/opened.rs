use std::collections::BTreeSet;
use std::sync::Arc;

use form::{Class, Context, Field, Fields, Value};
use jiff::civil::Date;
use ledger::{Difference, Interval, Known, Ledger, Step};
use store::ledgers::Record;

use crate::{Act, Actor, App, Declarations, Error, Sight, Subject, may, sight};

/// A ledger as an actor sees it.
#[derive(Debug, Clone)]
pub struct Opened {
    declarations: Arc<Declarations>,
    id: String,
    today: Date,
    /// What the actor sees of it.
    pub sight: Sight,
}

/// Opens a ledger for an actor.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or none that the actor may know of.
pub fn open(app: &App, actor: &Actor, id: &str) -> Result<Opened, Error> {
    let declarations = app.declarations();
    let ledger = declarations.ledgers.get(id).ok_or(Error::NotFound)?;
    let sight = sight(actor, ledger).ok_or(Error::NotFound)?;
    Ok(Opened { id: id.to_owned(), today: app.today(), sight, declarations })
}

/// Every ledger that an actor may know of, in the order of their ids.
pub fn ledgers(app: &App, actor: &Actor) -> Vec<Opened> {
    let ids: Vec<String> = app.declarations().ledgers.keys().cloned().collect();
    ids.iter().filter_map(|id| open(app, actor, id).ok()).collect()
}

impl Opened {
    /// The declaration.
    pub fn ledger(&self) -> &Ledger {
        &self.declarations.ledgers[&self.id]
    }

    /// What the pack declares, the same for the whole operation.
    pub fn declarations(&self) -> &Declarations {
        &self.declarations
    }

    /// The fields that the actor sees, in the order in which they are asked.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.ledger().form.fields.iter().filter(|field| self.sight.fields.contains(&field.id))
    }

    /// The fields that the actor sees and those that were declared before, for what is said of the past of a record.
    pub fn fields_ever(&self) -> impl Iterator<Item = &Field> {
        self.fields().chain(self.former())
    }

    /// The former fields that the actor sees of a record.
    pub(crate) fn former_of(&self, record: &Fields) -> BTreeSet<String> {
        let classes = self.sight.classes_of(record);
        let is_shown = |field: &Field| !self.is_outside(record) || !self.ledger().is_for_a_time(&field.id);
        let seen = self.former().filter(|field| classes.contains(&field.class) && is_shown(field));
        seen.map(|field| field.id.clone()).collect()
    }

    fn former(&self) -> impl Iterator<Item = &Field> {
        self.declarations.former.get(&self.id).into_iter().flatten()
    }

    /// The fields by which its list can be narrowed down: those of its views.
    pub fn filters(&self) -> impl Iterator<Item = &Field> {
        let declared = |id: &String| self.ledger().views.iter().any(|view| view.filters.contains(id));
        self.fields().filter(move |field| declared(&field.id) && self.sight.everywhere.contains(&field.id))
    }

    /// Whether the actor may do something to some record of it.
    pub fn may(&self, actor: &Actor, act: Act) -> bool {
        may(actor, act, Subject::Ledger(self.ledger())).is_ok()
    }

    /// What reading its form needs to know.
    pub fn context(&self, app: &App) -> Context<'_> {
        Context { today: app.today(), codes: &self.declarations.codes }
    }

    /// What the store is told to leave out.
    pub(crate) fn store_sight(&self) -> store::ledgers::Sight {
        self.sight.in_store(&self.sight.fields, self.today)
    }

    /// The same where names are looked up: by what is seen of every record alone.
    pub(crate) fn names_sight(&self) -> store::ledgers::Sight {
        self.sight.in_store(&self.sight.everywhere, self.today)
    }

    /// The day that is today.
    pub(crate) fn today(&self) -> Date {
        self.today
    }

    /// Whether what a record was from a day until another, as it was known until an operation, is what it is today as it is known now.
    pub(crate) fn stands(&self, (valid_from, valid_to): (Date, Date), known_to: Known) -> bool {
        known_to == Interval::STILL && valid_from <= self.today && self.today < valid_to
    }

    /// The fields that the actor sees of a record. Who sees only what is public sees what is shown for a time only while it stands and is
    /// shown today: what is over or was put right is not dug up by asking for the past.
    pub(crate) fn seen(&self, record: &Fields, stands: bool) -> BTreeSet<String> {
        let withheld = self.withheld(record, stands);
        let mut seen = self.sight.of(record);
        seen.retain(|id| !withheld.contains(id.as_str()));
        seen
    }

    /// Whether the actor may know of a record, as far as it is shown publicly.
    pub(crate) fn may_know(&self, record: &Fields, stands: bool) -> bool {
        let withheld = self.withheld(record, stands);
        self.ledger().form.fields.iter().any(|field| !withheld.contains(field.id.as_str()))
    }

    /// The fields of a record that the actor would see if they were shown publicly.
    fn withheld(&self, record: &Fields, stands: bool) -> BTreeSet<&str> {
        let ledger = self.ledger();
        if ledger.shown.is_empty() || !self.is_outside(record) {
            return BTreeSet::new();
        }
        if stands {
            return ledger.withheld(record, self.today);
        }
        let fields = ledger.form.fields.iter().map(|field| field.id.as_str());
        fields.filter(|id| ledger.is_for_a_time(id)).collect()
    }

    /// Whether the actor sees only what is public of a record.
    fn is_outside(&self, record: &Fields) -> bool {
        self.sight.classes_of(record).iter().all(|class| *class == Class::Public)
    }

    /// What the actor sees of a record, if it is anything.
    pub(crate) fn narrowed(&self, mut record: Record) -> Option<Record> {
        self.narrow_record(&mut record);
        (!record.fields.is_empty()).then_some(record)
    }

    /// Leaves in records what the actor sees of them; those of which nothing is seen are gone.
    pub(crate) fn narrow_all(&self, records: &mut Vec<Record>) {
        records.retain_mut(|record| {
            self.narrow_record(record);
            !record.fields.is_empty()
        });
    }

    /// Leaves in a record what the actor sees of it.
    pub(crate) fn narrow_record(&self, record: &mut Record) {
        let stands = self.stands((record.valid_from, record.valid_to), record.known_to);
        self.narrow(&mut record.fields, stands);
    }

    /// Leaves in a record what the actor sees of it, and puts masks in the place of personal values.
    pub(crate) fn narrow(&self, record: &mut Fields, stands: bool) {
        let seen = self.seen(record, stands);
        record.retain(|id, _| seen.contains(id));
        for (id, value) in record.iter_mut().filter(|(id, _)| self.sight.masked.contains(*id)) {
            if let Some(field) = self.ledger().form.field(id) {
                *value = masked(field, value);
            }
        }
    }

    /// Puts masks in the place of personal values that differ.
    pub(crate) fn mask_difference(&self, difference: &mut Difference) {
        if !self.sight.masked.contains(&difference.field) {
            return;
        }
        let Some(field) = self.ledger().form.field(&difference.field) else { return };
        for value in [&mut difference.left, &mut difference.right].into_iter().flatten() {
            *value = masked(field, value);
        }
    }

    /// Leaves in a step what is among the fields that are seen, and masks what is personal.
    pub(crate) fn narrow_step(&self, step: &mut Step, seen: &BTreeSet<String>) {
        step.differences.retain(|difference| seen.contains(&difference.field));
        for difference in &mut step.differences {
            self.mask_difference(difference);
        }
    }

    /// Fields that are kept sealed.
    pub(crate) fn sealed(&self) -> impl Iterator<Item = &Field> {
        self.ledger().form.fields.iter().filter(|field| field.class >= Class::Personal)
    }
}

fn masked(field: &Field, value: &Value) -> Value {
    match value {
        Value::List(values) => Value::List(values.iter().map(|value| masked(field, value)).collect()),
        value => Value::Text(field.mask(value)),
    }
}
