use plan::{Diff, diff};

use super::{Standing, version};
use crate::{Actor, App, Error};

/// Two versions and what moved between them.
#[derive(Debug)]
pub struct Compared {
    /// The older version.
    pub before: Standing,
    /// The newer version.
    pub after: Standing,
    /// What moved.
    pub diff: Diff,
}

/// Compares two versions that the actor may see.
///
/// # Errors
/// [`Error::NotFound`] if there is no such version, or none that the actor may see.
pub async fn compare(app: &App, actor: &Actor, (before, after): (&str, &str)) -> Result<Compared, Error> {
    let (before, after) = (version(app, actor, before).await?, version(app, actor, after).await?);
    let diff = diff(&before.plan, &after.plan);
    Ok(Compared { before, after, diff })
}
