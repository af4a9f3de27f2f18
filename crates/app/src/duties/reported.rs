use std::collections::BTreeMap;

use form::{Field, Value};
use store::cases::{Current, Query};

use super::known::Through;
use super::names::text;
use super::owed::owed;
use crate::access::{narrow_case, sight_of_cases};
use crate::cases::{Opened, open};
use crate::{Actor, App, Error};

/// What was reported last on each duty.
#[derive(Debug)]
pub struct Reported {
    opened: Opened,
    newest: BTreeMap<String, Current>,
}

/// The newest report on each duty in which something is written, by the day on which it was due, of those that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] to whoever may not know of reports.
pub async fn reported(app: &App, actor: &Actor) -> Result<Reported, Error> {
    let declarations = app.declarations();
    let part = declarations.programme.report.as_ref().ok_or(Error::NotFound)?;
    let opened = open(app, actor, &part.procedure)?;
    let procedure = opened.procedure();
    let reader = app.store().reader().await?;
    let duties = owed(&reader, opened.declarations(), app.today()).await?;
    let mut newest = BTreeMap::new();
    // Once somebody has written it, it says how far the duty has come.
    let saying = [(part.measures.as_str(), None)];
    let mut through = Through::new(part, &duties, &Query { saying: &saying, ..Query::default() });
    let sight = sight_of_cases(actor, procedure);
    while let Some(mut current) = through.next(&reader, &sight).await? {
        let duty = text(&current.fields, &part.duty).unwrap_or_default();
        if narrow_case(actor, procedure, &mut current) {
            through.settle(&duty);
            newest.insert(duty, current);
        }
    }
    Ok(Reported { newest, opened })
}

impl Reported {
    /// The procedure of reports, as the actor sees it.
    pub fn opened(&self) -> &Opened {
        &self.opened
    }

    /// The newest report on a duty, by the day on which it was due.
    pub fn on(&self, duty: &str) -> Option<&Current> {
        self.newest.get(duty)
    }

    /// What it says in a field.
    pub fn said(&self, duty: &str, field: &str) -> Option<(&Field, &Value)> {
        Some((self.opened.procedure().form.field(field)?, self.on(duty)?.fields.get(field)?))
    }
}
