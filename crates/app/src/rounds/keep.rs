use store::Write;
use store::cases::{self as rows, Sight};

use super::Cut;
use super::count::count;
use crate::access::sight_of_cases;
use crate::cases::{board, standing_events};
use crate::{Actor, App, Error};

/// Keeps what the actor sees of a round, within the operation that briefs about it. The step changes nothing that is counted, so that
/// what was saved before the operation is what holds in it.
pub(crate) async fn keep(
    app: &App,
    actor: &Actor,
    write: &Write,
    (id, number, seq): (i64, &str, u32),
) -> Result<(), Error> {
    let board = match board(app, actor, number).await {
        Ok(board) => board,
        // Who may brief and sees no report has nothing to keep.
        Err(Error::NotFound) => return Ok(()),
        Err(error) => return Err(error),
    };
    let cut = count(app, actor, &board).await?;
    let content = serde_json::to_string(&cut).map_err(|error| Error::broken(error.to_string()))?;
    Ok(rows::keep_cut(write, (id, number), seq, &content).await?)
}

/// What was kept when a round was briefed, by the last such step that stands: of what else the meeting looks at, the procedures of which
/// the actor sees every case.
pub(super) async fn kept(app: &App, actor: &Actor, number: &str) -> Result<Option<Cut>, Error> {
    let reader = app.store().reader().await?;
    let (case, standing) = standing_events(app, &reader, actor, number).await?;
    let mut kept = rows::cuts(&reader, case).await?.into_iter().rev();
    let Some((_, content)) = kept.find(|(seq, _)| standing.contains(seq)) else { return Ok(None) };
    let mut cut: Cut = serde_json::from_str(&content)
        .map_err(|error| Error::broken(format!("what was known of {number} cannot be read: {error}")))?;
    let declarations = app.declarations();
    cut.matters.retain(|matter| {
        let procedure = declarations.procedures.get(&matter.procedure);
        procedure.is_some_and(|procedure| sight_of_cases(actor, procedure) == Sight::All)
    });
    cut.is_kept = true;
    Ok(Some(cut))
}
