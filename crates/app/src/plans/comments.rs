use form::Fields;
use kernel::Wording;
use store::cases::{self as rows, Query, Sight};

use super::version;
use crate::access::narrow_case;
use crate::duties::text;
use crate::{Actor, App, Error};

/// Comments read at most.
const COMMENTS_MAX: u32 = 5_000;

/// What somebody said of a clause, and how it was answered.
#[derive(Debug, Clone)]
pub struct Comment {
    /// The number of its case.
    pub number: String,
    /// The clause.
    pub clause: String,
    /// What was said, in short.
    pub subject: String,
    /// What its state is called.
    pub state: Wording,
    /// The fields that the actor sees: what was said in full, the outcome, the reply.
    pub fields: Fields,
}

/// What was said of a version, in the order of its clauses, as far as the actor sees it.
///
/// # Errors
/// [`Error::NotFound`] for a version that the actor may not see.
pub async fn comments(app: &App, actor: &Actor, number: &str) -> Result<Vec<Comment>, Error> {
    version(app, actor, number).await?;
    let declarations = app.declarations();
    let Some(part) = &declarations.programme.comment else { return Ok(Vec::new()) };
    let Some(procedure) = declarations.procedures.get(&part.procedure) else { return Ok(Vec::new()) };
    let reader = app.store().reader().await?;
    let query = Query { procedure: &part.procedure, limit: COMMENTS_MAX, ..Query::default() };
    let found = rows::list(&reader, &query, &Sight::All).await?.into_iter().map(|(current, _)| current);
    let of_version = found.filter(|it| text(&it.fields, &part.version).as_deref() == Some(number));
    let seen = of_version.filter_map(|mut it| narrow_case(actor, procedure, &mut it).then_some(it));
    let comment = |it: rows::Current| {
        Some(Comment {
            clause: text(&it.fields, &part.clause)?,
            subject: it.name,
            state: procedure.state(&it.state)?.title.clone(),
            fields: it.fields,
            number: it.number,
        })
    };
    let mut comments: Vec<Comment> = seen.filter_map(comment).collect();
    comments.sort_by_cached_key(|comment| (order(&comment.clause), comment.number.clone()));
    Ok(comments)
}

/// Clauses that are numbers in the order of the plan, 1.2 before 1.10; others after them, by their words.
fn order(clause: &str) -> (Vec<u32>, String) {
    let numbers = clause.split('.').map(|number| number.parse().unwrap_or(u32::MAX)).collect();
    (numbers, clause.to_owned())
}
