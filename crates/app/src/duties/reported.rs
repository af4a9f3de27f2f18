use std::collections::BTreeMap;

use form::{Field, Value};
use store::cases::Current;

use super::known::{REPORT, through_reports};
use super::owed::owed;
use crate::access::{narrow_case, sight_of_cases};
use crate::cases::{Opened, open};
use crate::{Actor, App, Error};

/// The field that a report has once somebody has written it.
const WRITTEN: &str = "measures";

/// What was reported last on each duty.
#[derive(Debug)]
pub struct Reported {
    opened: Opened,
    newest: BTreeMap<String, Current>,
}

/// The newest report on each duty in which something is written, of those that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] to whoever may not know of reports.
pub async fn reported(app: &App, actor: &Actor) -> Result<Reported, Error> {
    let opened = open(app, actor, REPORT)?;
    let procedure = opened.procedure();
    let reader = app.store().reader().await?;
    let duties = owed(&reader, opened.declarations(), app.today()).await?;
    let mut newest = BTreeMap::new();
    through_reports(&reader, &duties, &sight_of_cases(actor, procedure), |duty, mut current, _| {
        let is_written = current.fields.contains_key(WRITTEN) && narrow_case(actor, procedure, &mut current);
        if is_written {
            newest.insert(duty, current);
        }
        is_written
    })
    .await?;
    Ok(Reported { newest, opened })
}

impl Reported {
    /// The procedure of reports, as the actor sees it.
    pub fn opened(&self) -> &Opened {
        &self.opened
    }

    /// The newest report on a duty.
    pub fn on(&self, duty: &str) -> Option<&Current> {
        self.newest.get(duty)
    }

    /// What it says in a field.
    pub fn said(&self, duty: &str, field: &str) -> Option<(&Field, &Value)> {
        Some((self.opened.procedure().form.field(field)?, self.on(duty)?.fields.get(field)?))
    }
}
