//! What is to be done follows the role: to whoever gets it, and away from whoever loses it.

use std::collections::{BTreeMap, BTreeSet};

use cases::{Event, Notice, Procedure, Relation, Who};
use form::Value;
use store::cases::{self as rows, Current};
use store::{Db, Write, inbox as messages};

use super::follow::{Following, projected, step_of};
use super::messages::{draft, meant_of, to_whom};
use super::opened::{load_any, pinned};
use super::path;
use crate::grants::{Held, Holders};
use crate::{Actor, App, Error, inbox};

/// Cases read in one go.
const CASES: u32 = 1_000;

/// The tasks of a role for a body that nobody can do, because nobody holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unattended {
    /// The role by its id.
    pub role: String,
    /// The body; none where the role is not asked for one.
    pub body: Option<String>,
    /// How many tasks.
    pub to_dos: usize,
}

/// Puts into the inbox of somebody who got a role what waits for those who hold it: of each case that has not ended, the task that its
/// last step gave them. What is there already is not put there twice. Tells how many there were.
pub(crate) async fn hand_over(app: &App, write: &Write, to: &Held) -> Result<u32, Error> {
    let (mut after, mut handed, mut holders) = (0, 0, Holders::default());
    loop {
        let page = rows::under_way(write, after, CASES).await?;
        let Some((last, _)) = page.last() else { return Ok(handed) };
        after = last.id;
        for (current, event) in page {
            let declarations = app.declarations();
            let procedure = pinned(&declarations, write, (&current.procedure, &current.digest)).await?;
            let notices = to_dos(&procedure, &event);
            holders.look_up(write, roles(&notices), app.today()).await?;
            let case = (current.number.as_str(), &current.fields);
            let is_theirs = |whos: &[Who]| {
                let mut whos = whos.iter().filter(|who| who.role == to.role);
                whos.any(|who| meant_of(std::slice::from_ref(to), who, case).next().is_some())
            };
            let notice = notices
                .into_iter()
                .find(|notice| is_theirs(&notice.to) || is_theirs(to_whom(&holders, notice, case)));
            let Some(notice) = notice.cloned() else { continue };
            if !messages::has_to_do(write, to.account, &path(&current.number)).await? {
                put(app, write, to.account, (&current, &notice)).await?;
                handed += 1;
            }
        }
    }
}

async fn put(
    app: &App,
    write: &Write,
    account: i64,
    (current, notice): (&Current, &Notice),
) -> Result<(), Error> {
    let loaded = load_any(app, write, &current.number).await?;
    let actor = Actor::system();
    let at = Following {
        app,
        actor: &actor,
        write,
        declarations: &loaded.declarations,
        procedure: &loaded.procedure,
        id: current.id,
        number: &current.number,
        ahead: None,
    };
    let clocks = projected(&at, &loaded.case)?;
    inbox::put(app, write, account, draft(&at, &loaded.case, &clocks, notice)).await
}

/// Settles the tasks of an account that are not its own any more, because it lost a role or can act no longer; tells how many.
pub(crate) async fn settle_of(app: &App, write: &Write, account: i64) -> Result<u32, Error> {
    let (mut holders, mut settled) = (Holders::default(), 0);
    for path in messages::paths_to_do(write, account).await? {
        let Some(number) = path.strip_prefix("/cases/") else { continue };
        let Some(current) = rows::get(write, number).await? else { continue };
        let declarations = app.declarations();
        let procedure = pinned(&declarations, write, (&current.procedure, &current.digest)).await?;
        let last = rows::events(write, current.id).await?.pop();
        let notices: Vec<&Notice> = last.iter().flat_map(|(_, event)| to_dos(&procedure, event)).collect();
        holders.look_up(write, roles(&notices), app.today()).await?;
        let case = (number, &current.fields);
        let is_theirs = notices.into_iter().flat_map(|notice| to_whom(&holders, notice, case)).any(|who| {
            let mut meant = meant_of(holders.of(&who.role), who, case);
            meant.any(|held| held.account == account)
        });
        if !is_theirs {
            inbox::settle(app, write, &path, Some(account)).await?;
            settled += 1;
        }
    }
    Ok(settled)
}

/// The tasks that nobody can do: of each case that waits for a body, the roles by which it could go on and that nobody holds.
pub(crate) async fn unattended(app: &App, db: &impl Db) -> Result<Vec<Unattended>, Error> {
    let (mut after, mut holders) = (0, Holders::default());
    let mut found: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    loop {
        let page = rows::under_way(db, after, CASES).await?;
        let Some((last, _)) = page.last() else { break };
        after = last.id;
        for (current, event) in page {
            let declarations = app.declarations();
            let procedure = pinned(&declarations, db, (&current.procedure, &current.digest)).await?;
            let told: BTreeSet<&str> = to_dos(&procedure, &event)
                .into_iter()
                .flat_map(|notice| notice.named().map(|who| who.role.as_str()))
                .collect();
            if told.is_empty() {
                continue;
            }
            let mut missing: BTreeSet<(String, Option<String>)> = BTreeSet::new();
            for step in procedure.steps.iter().filter(|step| step.from.contains(&current.state)) {
                // What an office can do for any body waits for none of its own.
                let is_own = |who: &Who| matches!(who.relation, Relation::Of(_));
                if step.by.is_empty() || !step.by.iter().all(is_own) {
                    continue;
                }
                // One who can act is enough; of several roles, one that was told is named.
                let named = step.by.iter().find(|who| told.contains(who.role.as_str()));
                let named = named.unwrap_or(&step.by[0]);
                holders.look_up(db, step.by.iter().map(|who| &who.role), app.today()).await?;
                let case = (current.number.as_str(), &current.fields);
                for body in bodies(named, &current) {
                    let mut able = step.by.iter().flat_map(|who| meant_of(holders.of(&who.role), who, case));
                    if !able.any(|held| body.is_none() || held.body == body) {
                        missing.insert((named.role.clone(), body));
                    }
                }
            }
            for gap in missing {
                *found.entry(gap).or_default() += 1;
            }
        }
    }
    let unattended = found.into_iter().map(|((role, body), to_dos)| Unattended { role, body, to_dos });
    Ok(unattended.collect())
}

/// The bodies for which a role is asked in a case; none, once, where it is asked for no body.
fn bodies(who: &Who, current: &Current) -> Vec<Option<String>> {
    let Relation::Of(field) = &who.relation else { return vec![None] };
    let named = current.fields.get(field).map(Value::values).unwrap_or_default();
    named.iter().filter_map(Value::as_text).map(|body| Some(body.to_owned())).collect()
}

/// The roles that some notices name.
fn roles<'n>(notices: &[&'n Notice]) -> Vec<&'n String> {
    notices.iter().flat_map(|notice| notice.named()).map(|who| &who.role).collect()
}

/// What an event asks people to do.
fn to_dos<'p>(procedure: &'p Procedure, event: &Event) -> Vec<&'p Notice> {
    let step = step_of(event).and_then(|id| procedure.step(id));
    step.into_iter().flat_map(|step| &step.notices).filter(|notice| notice.to_do).collect()
}
