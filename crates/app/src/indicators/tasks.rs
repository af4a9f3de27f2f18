//! The indicators of a task, which are those that are bound to a target of the plan which stands in it; and the tasks of an indicator.

use std::sync::Arc;

use indicators::{Indicator, State};
use kernel::Wording;
use ledger::Past;
use plan::Task;

use super::answers::indicators;
use super::bound::bound;
use super::cards::{Card, of, order, past};
use super::seen::may_know;
use crate::access::works_here;
use crate::plans::{self, Standing};
use crate::records::When;
use crate::{Actor, App, Error};

/// The tasks of the plan that concern an indicator, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelatedTasks {
    /// The tasks, in the order of the plan.
    pub tasks: Vec<Task>,
    /// Whether its target stands in them; otherwise it stands among the general goals, and these are the tasks of its dimension.
    pub is_theirs: bool,
}

/// The tasks of the plan in which the targets stand that a card is to reach; where they are general goals, those of its dimension.
pub(super) fn related(app: &App, standing: Option<&Standing>, card: &Card) -> RelatedTasks {
    let Some((bound, standing)) = card.bound.as_ref().zip(standing) else { return RelatedTasks::default() };
    let also = card.also.iter().filter_map(|at| standing.plan.targets.get(*at)?.task.as_ref());
    let paths: Vec<&Vec<String>> = bound.said.task.iter().chain(also).collect();
    let of_targets = standing.plan.tasks.iter().filter(|task| paths.contains(&&task.path));
    let of_targets: Vec<Task> = of_targets.cloned().collect();
    if !of_targets.is_empty() {
        return RelatedTasks { tasks: of_targets, is_theirs: true };
    }
    let dimensions = standing.dimensions(&app.declarations().codes);
    let is_of_dimension = |task: &&Task| {
        dimensions.get(&task.number).and_then(Option::as_ref) == Some(&card.indicator.dimension.value)
    };
    let of_dimension = standing.plan.tasks.iter().filter(is_of_dimension).cloned();
    RelatedTasks { tasks: of_dimension.collect(), is_theirs: false }
}

/// What the indicators of one task come to, of those that an actor may know of; where some are asked for, these alone, and with them those
/// of the general goals, which are of no task.
///
/// # Errors
/// What the store says.
pub(crate) async fn of_task(
    app: &App,
    actor: &Actor,
    task: &str,
    asked: &[&str],
) -> Result<Vec<Card>, Error> {
    let (standing, past, all) = bound_all(app, actor).await?;
    let Some(standing) = standing else { return Ok(Vec::new()) };
    let Some(task) = standing.plan.tasks.iter().find(|it| it.number == task) else { return Ok(Vec::new()) };
    let declarations = app.declarations();
    let is_meant = |indicator: &Arc<Indicator>| {
        let targets = bound(&declarations, Some(&standing), indicator);
        let is_of_task = targets.iter().any(|bound| bound.said.task.as_ref() == Some(&task.path));
        let is_of_goals = targets.iter().all(|bound| bound.said.task.is_none());
        match asked.contains(&indicator.id.as_str()) {
            true => is_of_task || is_of_goals,
            false => asked.is_empty() && is_of_task,
        }
    };
    let all = all.into_iter().filter(is_meant).collect();
    of(app, all, Some(&standing), (past, works_here(actor))).await
}

/// The indicators that are bound to any target of the plan, of those that an actor may know of: the id of each, and what it is called.
///
/// # Errors
/// What the store says.
pub(crate) async fn bound_to_plan(app: &App, actor: &Actor) -> Result<Vec<(String, Wording)>, Error> {
    let (_, _, mut all) = bound_all(app, actor).await?;
    all.sort_by_cached_key(|indicator| order(indicator));
    let called = |indicator: &Indicator| match &indicator.code {
        Some(code) => Wording::new(
            format!("{} {}", code.value, indicator.title.zh),
            format!("{} {}", code.value, indicator.title.en),
        ),
        None => indicator.title.clone(),
    };
    Ok(all.into_iter().map(|indicator| (indicator.id.clone(), called(&indicator))).collect())
}

/// All indicators that are settled and bound to the plan in force, with that plan and the present.
async fn bound_all(app: &App, actor: &Actor) -> Result<(Option<Standing>, Past, Vec<Arc<Indicator>>), Error> {
    let declarations = app.declarations();
    let standing = plans::current(app, actor).await?;
    let past = past(app, When::default()).await?;
    let all = indicators(app, past.known).await?;
    let is_meant = |indicator: &&Arc<Indicator>| {
        indicator.state == State::Approved
            && may_know(actor, indicator)
            && !bound(&declarations, standing.as_ref(), indicator).is_empty()
    };
    let all = all.by_id.values().filter(is_meant).cloned().collect();
    Ok((standing, past, all))
}
