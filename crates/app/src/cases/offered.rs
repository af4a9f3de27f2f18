use std::collections::BTreeMap;

use cases::{Child, Each, Procedure};

use crate::access::works_here;
use crate::duties::{self, Duty};
use crate::{Actor, App, Error};

/// What can be chosen in fields that list for what cases are opened: by the field, each value with what it is called, in the order of the
/// plan. Nothing chosen means all of them.
///
/// # Errors
/// If the database cannot answer.
pub async fn offered(
    app: &App,
    actor: &Actor,
    procedure: &Procedure,
) -> Result<BTreeMap<String, Vec<(String, String)>>, Error> {
    let children: Vec<&Child> = procedure.steps.iter().flat_map(|step| &step.opens).collect();
    let mut offered: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    if !works_here(actor) || children.iter().all(|child| child.only.is_empty()) {
        return Ok(offered);
    }
    let (declarations, reader) = (app.declarations(), app.store().reader().await?);
    let today = app.today();
    let duties = duties::asked_on(&reader, &declarations, today).await?.duties;
    let bodies = duties::bodies(&reader, &declarations, today).await?;
    for child in children.into_iter().filter(|child| child.each == Some(Each::Duty)) {
        for (value, field) in &child.only {
            let choices = offered.entry(field.clone()).or_default();
            for choice in duties.iter().filter_map(|duty| choice(duty, value, &bodies)) {
                if !choices.contains(&choice) {
                    choices.push(choice);
                }
            }
        }
    }
    Ok(offered)
}

/// A value of a duty, with what it is called.
fn choice(duty: &Duty, value: &str, bodies: &BTreeMap<String, String>) -> Option<(String, String)> {
    let body = duty.body.as_ref()?;
    Some(match value {
        "task" => (duty.task.clone(), format!("{} {}", duty.task, duty.title)),
        "body" => (body.clone(), bodies.get(body).unwrap_or(body).clone()),
        _ => return None,
    })
}
