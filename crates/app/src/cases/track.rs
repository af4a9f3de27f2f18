use std::sync::Arc;

use cases::{Happening, Procedure};
use form::{Class, Fields};
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use store::Db;

use super::ClockShown;
use super::opened::{Loaded, load_any, names};
use super::receipt::code;
use super::show::clocks;
use crate::accounts::refusals::missing;
use crate::records::Names;
use crate::secrets::TrackingCode;
use crate::throttle::{Gate, Trial};
use crate::{App, Declarations, Error, Visitor};

/// The most characters of the number of a case; longer ones are none.
const NUMBER_CHARACTERS_MAX: usize = 100;

/// How a case stands, for whoever has its code: no names of persons, and no field that is not public.
#[derive(Debug)]
pub struct Tracked {
    /// What the pack declares.
    pub declarations: Arc<Declarations>,
    /// The procedure to which it is pinned.
    pub procedure: Arc<Procedure>,
    /// Its number.
    pub number: String,
    /// Its state.
    pub state: String,
    /// Whether it has ended.
    pub ended: bool,
    /// Its public fields.
    pub fields: Fields,
    /// What they name by key.
    pub names: Names,
    /// Its clocks, in the order in which they started.
    pub clocks: Vec<ClockShown>,
    /// What happened, in order.
    pub passed: Vec<Passed>,
}

/// One thing that happened, without who, why and what was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// The step; none for the annulment of one.
    pub step: Option<String>,
    /// On which day.
    pub happened: Date,
    /// Whether it counts no longer.
    pub annulled: bool,
}

/// A case by its number and code, for whoever has a receipt. Whether there is such a case cannot be told from the answer.
///
/// # Errors
/// [`Error::Invalid`] if number and code do not belong together, [`Error::TooSoon`] after too many failures from one address.
pub async fn track(app: &App, visitor: &Visitor, number: &str, given: &str) -> Result<Tracked, Error> {
    let number = number.trim().to_lowercase();
    let given = TrackingCode::read(given);
    let empty = [("number", number.is_empty()), ("code", given.is_empty())];
    let problems: Vec<Problem> =
        empty.into_iter().filter(|(_, is_empty)| *is_empty).map(|(field, _)| missing(field)).collect();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let reader = app.store().reader().await?;
    if let Some(trial) = trial(&reader, visitor) {
        trial.check(&reader, app.now()).await?;
    }
    // The code of any number can be made: nobody is told by a slower answer that there is such a case.
    let is_right = number.chars().count() <= NUMBER_CHARACTERS_MAX && code(&reader, &number).is(&given);
    let loaded = match is_right {
        true => load_any(app, &reader, &number).await,
        false => Err(Error::NotFound),
    };
    match loaded {
        Ok(loaded) => tracked(app, visitor, &reader, loaded).await,
        Err(Error::NotFound) => {
            drop(reader);
            count(app, visitor).await?;
            Err(Error::invalid(no_match()))
        }
        Err(error) => Err(error),
    }
}

fn trial(db: &impl Db, visitor: &Visitor) -> Option<Trial> {
    visitor.address.as_deref().map(|address| Trial::new(db, Gate::CaseCode, address))
}

/// Who tries codes from one address waits.
async fn count(app: &App, visitor: &Visitor) -> Result<(), Error> {
    let housekeeping = app.store().housekeeping().await?;
    let Some(trial) = trial(&housekeeping, visitor) else { return Ok(()) };
    // Many may have tried at once; a burst gets no more attempts than one after the other.
    trial.check(&housekeeping, app.now()).await?;
    trial.count(&housekeeping, app.now()).await?;
    Ok(housekeeping.commit().await?)
}

async fn tracked(
    app: &App,
    visitor: &Visitor,
    db: &impl Db,
    Loaded { declarations, procedure, current, case, .. }: Loaded,
) -> Result<Tracked, Error> {
    let is_public = |id: &String| procedure.form.field(id).is_some_and(|field| field.class == Class::Public);
    let mut fields = current.fields;
    fields.retain(|id, _| is_public(id));
    let stranger = visitor.stranger(app);
    let names = names(app, &stranger, db, &procedure, [&fields].into_iter()).await?;
    let passed = case.events.iter().map(|event| {
        let is_standing = case.taken.iter().any(|taken| taken.seq == event.seq);
        let (step, annulled) = match &event.what {
            Happening::Step { step, .. } => (Some(step.clone()), !is_standing),
            Happening::Annulment { .. } => (None, false),
        };
        Passed { step, happened: event.happened.date(), annulled }
    });
    Ok(Tracked {
        passed: passed.collect(),
        clocks: clocks(app, &declarations, &procedure, &case, &[])?,
        number: current.number,
        state: current.state,
        ended: current.ended,
        fields,
        names,
        declarations,
        procedure,
    })
}

/// The same for a number that there is not and for a code that is another one.
fn no_match() -> Problem {
    Problem::error(
        "no-such-case",
        Place::default().at_field("code"),
        Wording::new("编号和查询码不相符", "number and code do not belong together"),
        Wording::new("请照回执上写的填写", "copy both from the receipt"),
    )
}
