use store::cases::{self as rows, Sight};
use store::{Write, operations};

use super::Cut;
use super::count::count;
use crate::access::sight_of_cases;
use crate::cases::{board, standing_events};
use crate::error::seen;
use crate::{Actor, App, Error};

/// What the actor sees of a round, counted before the operation that briefs about it: nobody has to wait for that who writes meanwhile.
#[derive(Debug)]
pub(crate) struct Ahead {
    /// The newest operation before it was counted.
    newest: i64,
    /// What is to be kept, if anything is.
    content: Option<String>,
}

/// Counts a round before a step of it is taken, if that is the one that briefs about it.
pub(crate) async fn ahead(
    app: &App,
    actor: &Actor,
    number: &str,
    step: &str,
) -> Result<Option<Ahead>, Error> {
    let declarations = app.declarations();
    let round = declarations.programme.round.as_ref().filter(|part| part.brief == step);
    let Some(round) = round else { return Ok(None) };
    let reader = app.store().reader().await?;
    let newest = operations::newest(&reader).await?;
    let current = rows::get(&reader, number).await?;
    drop(reader);
    if current.is_none_or(|current| current.procedure != round.procedure) {
        return Ok(None);
    }
    Ok(Some(Ahead { newest, content: content(app, actor, number).await? }))
}

/// Keeps what the actor sees of a round, within the operation that briefs about it: what was counted ahead, or, where somebody wrote in
/// between, what is counted now. The step changes nothing that is counted, so that what was saved before the operation is what holds in it.
pub(crate) async fn keep(
    app: &App,
    actor: &Actor,
    write: &Write,
    (id, number, seq): (i64, &str, u32),
    ahead: Option<&Ahead>,
) -> Result<(), Error> {
    let content = match ahead.filter(|ahead| ahead.newest + 1 == write.seq()) {
        Some(ahead) => ahead.content.clone(),
        None => content(app, actor, number).await?,
    };
    let Some(content) = content else { return Ok(()) };
    Ok(rows::keep_cut(write, (id, number), seq, &content).await?)
}

/// What the actor sees of a round, as it is kept. Who may brief and sees no report has nothing to keep.
async fn content(app: &App, actor: &Actor, number: &str) -> Result<Option<String>, Error> {
    let Some(board) = seen(board(app, actor, number).await)? else { return Ok(None) };
    let cut = count(app, actor, &board).await?;
    let content = serde_json::to_string(&cut).map_err(|error| Error::broken(error.to_string()))?;
    Ok(Some(content))
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
    Ok(Some(cut))
}
