use std::collections::BTreeSet;
use std::sync::Arc;

use form::{Class, Context, Field, Fields, Value};
use ledger::{Difference, Ledger, Step};

use crate::{Act, Actor, App, Declarations, Error, Sight, Subject, may, sight};

/// A ledger as an actor sees it.
#[derive(Debug, Clone)]
pub struct Opened {
    declarations: Arc<Declarations>,
    id: String,
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
    Ok(Opened { id: id.to_owned(), sight, declarations })
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
        let seen = self.former().filter(|field| classes.contains(&field.class));
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
        self.sight.in_store(&self.sight.fields)
    }

    /// Leaves in a record what the actor sees of it, and puts masks in the place of personal values.
    pub(crate) fn narrow(&self, record: &mut Fields) {
        let seen = self.sight.of(record);
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
