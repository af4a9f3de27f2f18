use form::{Fields, Value};
use store::cases::{self as rows, Query, Sight};

use super::Shown;
use crate::access::narrow_case;
use crate::duties::{self, Standing, standings};
use crate::error::seen;
use crate::indicators::{Card, of_task};
use crate::{Actor, App, Error};

/// What is known already to whoever goes on with a case about a duty, so that they need not ask or type it again.
#[derive(Debug)]
pub struct Context {
    /// How the duty stands: light, reasons, what proves it; none where nobody owes it any more.
    pub standing: Option<Standing>,
    /// What the indicators come to that measure targets of its task, for whoever reports on it.
    pub figures: Vec<Card>,
    /// The last case of the same kind about the same duty: its number, and what was said in it.
    pub before: Option<(String, Fields)>,
}

/// What is known of the duty that a case is about; none of a case about something else, or for those who see no duties.
///
/// # Errors
/// If the database cannot answer.
pub async fn context(app: &App, actor: &Actor, shown: &Shown) -> Result<Option<Context>, Error> {
    let form = &shown.procedure.form;
    let named = form.fields.iter().find(|field| field.kind.ledger() == Some(duties::LEDGER));
    let said = |field: &'_ str| shown.current.fields.get(field).and_then(Value::as_text);
    let Some((field, duty)) = named.and_then(|field| Some((field, said(&field.id)?))) else {
        return Ok(None);
    };
    let Some(all) = seen(standings(app, actor).await)? else { return Ok(None) };
    let standing = all.duties.into_iter().find(|standing| standing.duty.id == duty);
    let body = form.fields.iter().find(|field| field.kind == form::Kind::Body);
    let body =
        body.and_then(|it| Some((it.id.clone(), shown.current.fields.get(&it.id)?.as_text()?.to_owned())));
    let sight = body.map_or(Sight::All, |body| Sight::Those { bodies: vec![body], begun_by: None });
    let query = Query {
        procedure: &shown.procedure.id,
        before: Some(shown.current.id),
        saying: &[(&field.id, Some(duty))],
        limit: 1,
        ..Query::default()
    };
    let reader = app.store().reader().await?;
    let before = rows::list(&reader, &query, &sight).await?.pop().and_then(|(mut current, _)| {
        narrow_case(actor, &shown.procedure, &mut current).then_some((current.number, current.fields))
    });
    let task = standing.as_ref().map(|standing| standing.duty.task.as_str());
    let figures = figures(app, actor, shown, task).await?;
    Ok(Some(Context { standing, figures, before }))
}

/// What the indicators of a task come to, where a case is a report on it: those that its round asks about.
async fn figures(app: &App, actor: &Actor, shown: &Shown, task: Option<&str>) -> Result<Vec<Card>, Error> {
    let declarations = app.declarations();
    let part = declarations.programme.report.as_ref().filter(|part| part.procedure == shown.procedure.id);
    let (Some(part), Some(task)) = (part, task) else { return Ok(Vec::new()) };
    let asked = shown.current.fields.get(&part.indicators).map(Value::values).unwrap_or_default();
    let asked: Vec<&str> = asked.iter().filter_map(Value::as_text).collect();
    of_task(app, actor, task, &asked).await
}

impl Context {
    /// What was said last in a field.
    pub fn said(&self, field: &str) -> Option<&Value> {
        self.before.as_ref()?.1.get(field)
    }
}
