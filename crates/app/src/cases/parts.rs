use cases::Rule;
use store::cases::Current;

use super::facts::parts_of;
use super::{Opened, Shown, open};
use crate::access::narrow_case;
use crate::records::Names;
use crate::{Actor, App, Error};

/// What others have done of something that is taken on together.
#[derive(Debug)]
pub struct Part {
    /// Their case, as the actor sees it.
    pub current: Current,
    /// The bodies that it names first, by their keys.
    pub bodies: Vec<String>,
    /// Whether it is accepted.
    pub is_accepted: bool,
}

/// The parts of others in what a case takes on together with them, where one of its steps asks for these; with the procedure, as the actor
/// sees it, and what the bodies are called. None for a case in which nothing is taken on together.
///
/// # Errors
/// What the store says.
pub async fn parts(
    app: &App,
    actor: &Actor,
    shown: &Shown,
) -> Result<Option<(Opened, Vec<Part>, Names)>, Error> {
    let (procedure, current) = (&shown.procedure, &shown.current);
    let asks = procedure
        .steps
        .iter()
        .filter(|step| step.given.iter().all(|field| current.fields.contains_key(field)));
    let rule = asks.flat_map(|step| &step.guards).find_map(|guard| match &guard.rule {
        Rule::PartsAccepted { same, states, .. } => Some((same, states)),
        _ => None,
    });
    let Some((same, states)) = rule else { return Ok(None) };
    let (opened, reader) = (open(app, actor, &procedure.id)?, app.store().reader().await?);
    let of = (Some(current.number.as_str()), &current.fields);
    let mut found = parts_of(&reader, procedure, of, same).await?;
    found.retain_mut(|part| narrow_case(actor, opened.procedure(), part));
    let fields = found.iter().map(|part| &part.fields);
    let names = super::opened::names(app, actor, &reader, opened.procedure(), fields).await?;
    let body = procedure.form.fields.iter().find(|field| field.kind == form::Kind::Body);
    let part = |current: Current| {
        let value = body.and_then(|body| current.fields.get(&body.id));
        let values = value.map(form::Value::values).unwrap_or_default();
        let bodies = values.iter().filter_map(form::Value::as_text).map(str::to_owned).collect();
        Part { is_accepted: states.contains(&current.state), bodies, current }
    };
    Ok(Some((opened, found.into_iter().map(part).collect(), names)))
}
