//! Who did what: the trail of operations, for who audits it.

use std::collections::BTreeMap;

pub use store::operations::{Asked, Operation};
use store::{cases, operations};

use crate::{Act, Actor, App, Error, Subject, may};

/// The most operations of one page.
pub const OPERATIONS_MAX: u16 = 100;

/// Operations, the newest first.
///
/// # Errors
/// [`Error::NotAllowed`] to all who may not read the trail.
pub async fn list(app: &App, actor: &Actor, asked: &Asked) -> Result<Vec<Operation>, Error> {
    may(actor, Act::ReadAudit, Subject::County).map_err(Error::NotAllowed)?;
    let asked = Asked { limit: asked.limit.clamp(1, OPERATIONS_MAX), ..asked.clone() };
    Ok(operations::list(&app.store().reader().await?, &asked).await?)
}

/// For whom the operations were done that were done by the right of somebody else, by their numbers.
///
/// # Errors
/// [`Error::NotAllowed`] to all who may not read the trail.
pub async fn deputised(
    app: &App,
    actor: &Actor,
    operations: &[Operation],
) -> Result<BTreeMap<i64, String>, Error> {
    may(actor, Act::ReadAudit, Subject::County).map_err(Error::NotAllowed)?;
    let numbers = || operations.iter().map(|operation| operation.seq);
    let (Some(first), Some(last)) = (numbers().min(), numbers().max()) else { return Ok(BTreeMap::new()) };
    let found = cases::deputised(&app.store().reader().await?, first, last).await?;
    Ok(found.into_iter().collect())
}
