use plan::{Diff, diff, diff_numbered};

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
    // Where one follows the other, a task is the one on which the same duties and the same evidence hang.
    let is_before = before.version.as_ref().is_some_and(|before| after.follows.contains(&before.number));
    let diff = match is_before {
        true => diff_numbered(&before.plan, &after.plan),
        false => diff(&before.plan, &after.plan),
    };
    Ok(Compared { before, after, diff })
}
