use std::collections::BTreeMap;

use cases::{Keep, Step};
use jiff::civil::Date;
use kernel::Wording;
use store::cases::{self as rows, Query};

use super::super::follow::Following;
use super::Ending;
use crate::duties::{self, last_names};
use crate::{Error, plans};

/// The duties that end with a step which brings them up to date, each with what is open about it: a duty that ends takes nothing along.
pub(super) async fn ending(at: &Following<'_>, step: &Step, day: Date) -> Result<Vec<Ending>, Error> {
    let Following { app, write, declarations, number, .. } = *at;
    let Some(Keep::Duties(_)) = &step.keeps else { return Ok(Vec::new()) };
    let plan = plans::binding(app, write, declarations, number).await?;
    let ending = duties::ending(write, declarations, (&plan, number), day).await?;
    if ending.is_empty() {
        return Ok(Vec::new());
    }
    let mut open = open_about_duties(at).await?;
    let keys = ending.iter().filter_map(|duty| duty.body.clone()).collect();
    let names = last_names(write, declarations, keys, day).await?;
    let told = |duty: duties::Duty| {
        let name = duty.body.as_ref().and_then(|body| names.get(body)).cloned();
        let name = name.unwrap_or_else(|| duty.written.clone());
        Ending { open: open.remove(&duty.id).unwrap_or_default(), name, duty }
    };
    Ok(ending.into_iter().map(told).collect())
}

/// How many cases about each duty have not ended: what they are called, and how many.
async fn open_about_duties(at: &Following<'_>) -> Result<BTreeMap<String, Vec<(Wording, i64)>>, Error> {
    let mut open: BTreeMap<String, Vec<(Wording, i64)>> = BTreeMap::new();
    for procedure in at.declarations.procedures.values() {
        let named = |field: &&form::Field| field.kind.ledger() == Some(duties::LEDGER);
        let Some(field) = procedure.form.fields.iter().find(named) else { continue };
        let query = Query { procedure: &procedure.id, ended: Some(false), ..Query::default() };
        for ([duty], count) in rows::counts(at.write, &query, [field.id.as_str()]).await? {
            open.entry(duty).or_default().push((procedure.title.clone(), count));
        }
    }
    Ok(open)
}
