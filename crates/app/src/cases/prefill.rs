use cases::{Effect, Procedure, Source, Step};
use form::{Context, Fields, Input};
use kernel::Place;
use ledger::key_of;
use store::Db;

use super::Shown;
use crate::error::seen;
use crate::records::{self, When};
use crate::{Actor, App, Declarations, Error, plans};

/// The case that a step is about to go on with.
#[derive(Clone, Copy)]
pub(super) struct GoingOn<'g> {
    pub(super) declarations: &'g Declarations,
    pub(super) procedure: &'g Procedure,
    pub(super) number: &'g str,
    /// What the case says, with what was given for the step as far as that is known.
    pub(super) fields: &'g Fields,
}

/// What the fields of a step are before anybody says otherwise: what the records hold by then that it is about to write, where the
/// declaration says that its form begins with that.
///
/// # Errors
/// If the database cannot answer.
pub async fn held_by_records(app: &App, actor: &Actor, shown: &Shown, step: &Step) -> Result<Input, Error> {
    let at = GoingOn {
        declarations: &shown.declarations,
        procedure: &shown.procedure,
        number: &shown.current.number,
        fields: &shown.current.fields,
    };
    let reader = app.store().reader().await?;
    held_by_then(app, actor, &reader, at, step).await
}

/// The same for a case on its way.
pub(super) async fn held_by_then(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    at: GoingOn<'_>,
    step: &Step,
) -> Result<Input, Error> {
    let mut known = Input::new();
    for effect in step.records.iter().filter(|effect| effect.prefills) {
        let held = held(app, actor, db, at, effect).await?;
        for (id, source) in &effect.fields {
            if let (Source::Field(field), Some(texts)) = (source, held.get(id))
                && step.asks.contains(field)
            {
                known.entry(field.clone()).or_insert_with(|| texts.clone());
            }
        }
    }
    Ok(known)
}

/// What a record holds by now, as texts; nothing of one that is not there or that the actor does not see.
async fn held(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    at: GoingOn<'_>,
    effect: &Effect,
) -> Result<Input, Error> {
    let Some(ledger) = at.declarations.ledgers.get(&effect.ledger) else { return Ok(Input::new()) };
    let texts = |id: &String| {
        let (_, source) = effect.fields.iter().find(|(field, _)| field == id)?;
        match source {
            Source::Field(field) => {
                let value = at.fields.get(field)?;
                Some(at.procedure.form.field(field)?.write(value))
            }
            Source::Case => Some(vec![at.number.to_owned()]),
            Source::Text(text) => Some(vec![text.clone()]),
            Source::Each(_) | Source::Day | Source::Joined(_) => None,
        }
    };
    let key: Option<Input> = ledger.key.iter().map(|id| Some((id.clone(), texts(id)?))).collect();
    let Some(key) = key else { return Ok(Input::new()) };
    if let Some(read) = plans::read_now(app, db, &ledger.id, &key).await? {
        return Ok(read);
    }
    let mut form = ledger.form.clone();
    form.fields.retain(|field| key.contains_key(&field.id));
    let context = Context { today: app.today(), codes: &at.declarations.codes };
    let Ok(fields) = form.read(&key, &Place::default(), context) else { return Ok(Input::new()) };
    let found = records::find(app, actor, &ledger.id, &key_of(ledger, &fields), When::default()).await;
    let Some(found) = seen(found)? else { return Ok(Input::new()) };
    let held = found.record.map(|record| record.fields).unwrap_or_default();
    // What is seen masked only is not what the record holds.
    let open = held.iter().filter(|(id, _)| !found.opened.sight.masked.contains(*id));
    let texts = |(id, value)| Some((String::clone(id), ledger.form.field(id)?.prefill(value)));
    Ok(open.filter_map(texts).collect())
}
