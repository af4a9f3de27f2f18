//! Who did what: the trail of operations, for who audits it.

use store::operations;
pub use store::operations::{Asked, Operation};

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
