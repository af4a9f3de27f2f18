use std::collections::BTreeMap;

use store::Db;
use store::cases::{self as rows, Current, Query};

use super::names::text;
use crate::access::{narrow_case, works_here};
use crate::cases::{Opened, open};
use crate::{Actor, App, Error};

/// Cases read at most, the newest first; a programme has some thousand in all its years.
const CASES_MAX: u32 = 10_000;

/// What is on file of duties beside the reports, by their ids: of what the actor sees.
#[derive(Debug, Default)]
pub struct Kept {
    /// The evidence that was accepted, the newest first.
    pub evidence: BTreeMap<String, Vec<Current>>,
    /// The slips, the newest first.
    pub slips: BTreeMap<String, Vec<Slip>>,
}

/// A slip about a duty.
#[derive(Debug)]
pub struct Slip {
    /// The case.
    pub current: Current,
    /// The numbers of the documents that it made.
    pub documents: Vec<String>,
}

/// What is on file of duties beside the reports, for who works here.
///
/// # Errors
/// [`Error::NotFound`] to all others.
pub async fn kept(app: &App, actor: &Actor) -> Result<Kept, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let declarations = app.declarations();
    let (programme, reader) = (&declarations.programme, app.store().reader().await?);
    let mut kept = Kept::default();
    if let Some(part) = &programme.evidence {
        let states = [part.accepted.clone()];
        let query = Query { procedure: &part.procedure, states: &states, ..Query::default() };
        for current in about(app, actor, &reader, (&part.duty, query)).await? {
            let duty = text(&current.fields, &part.duty).unwrap_or_default();
            kept.evidence.entry(duty).or_default().push(current);
        }
    }
    if let Some(part) = &programme.slip {
        let query = Query { procedure: &part.procedure, ..Query::default() };
        let found = about(app, actor, &reader, (&part.duty, query)).await?;
        let mut documents = documents(&reader, &found).await?;
        for current in found {
            let duty = text(&current.fields, &part.duty).unwrap_or_default();
            let documents = documents.remove(&current.id).unwrap_or_default();
            kept.slips.entry(duty).or_default().push(Slip { current, documents });
        }
    }
    Ok(kept)
}

/// The cases that say anything in the field of the duty, as the actor sees them.
async fn about(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    (duty, query): (&str, Query<'_>),
) -> Result<Vec<Current>, Error> {
    let opened: Opened = match open(app, actor, query.procedure) {
        Err(Error::NotFound) => return Ok(Vec::new()),
        opened => opened?,
    };
    let query = Query { saying: &[(duty, None)], limit: CASES_MAX, ..query };
    let found = rows::list(db, &query, opened.sight()).await?.into_iter().map(|(current, _)| current);
    let seen = |mut current: Current| narrow_case(actor, opened.procedure(), &mut current).then_some(current);
    Ok(found.filter_map(seen).collect())
}

/// The numbers of the documents of some cases, by the rows of these.
async fn documents(db: &impl Db, cases: &[Current]) -> Result<BTreeMap<i64, Vec<String>>, Error> {
    let ids: Vec<i64> = cases.iter().map(|current| current.id).collect();
    let mut numbers: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for document in rows::documents_of(db, &ids).await? {
        numbers.entry(document.case).or_default().push(document.number());
    }
    Ok(numbers)
}
