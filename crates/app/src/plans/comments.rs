use form::Fields;
use kernel::Wording;
use store::cases::{self as rows, Query, Sight};

use super::{Part, clauses, version};
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
    /// What that is; none if the version has it no more.
    pub part: Option<Part>,
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
    let clauses = clauses(&version(app, actor, number).await?);
    let declarations = app.declarations();
    let Some(part) = &declarations.programme.comment else { return Ok(Vec::new()) };
    let Some(procedure) = declarations.procedures.get(&part.procedure) else { return Ok(Vec::new()) };
    let reader = app.store().reader().await?;
    let query = Query { procedure: &part.procedure, limit: COMMENTS_MAX, ..Query::default() };
    let found = rows::list(&reader, &query, &Sight::All).await?.into_iter().map(|(current, _)| current);
    let of_version = found.filter(|it| text(&it.fields, &part.version).as_deref() == Some(number));
    let seen = of_version.filter_map(|mut it| narrow_case(actor, procedure, &mut it).then_some(it));
    let place = |clause: &str| clauses.iter().position(|it| it.name == clause);
    let comment = |it: rows::Current| {
        let clause = text(&it.fields, &part.clause)?;
        Some(Comment {
            part: place(&clause).map(|at| clauses[at].part),
            clause,
            subject: it.name,
            state: procedure.state(&it.state)?.title.clone(),
            fields: it.fields,
            number: it.number,
        })
    };
    let mut comments: Vec<Comment> = seen.filter_map(comment).collect();
    // What the version has no more stands behind all that it has.
    comments.sort_by_cached_key(|comment| {
        let place = place(&comment.clause).unwrap_or(clauses.len());
        (place, comment.clause.clone(), comment.number.clone())
    });
    Ok(comments)
}
