use std::collections::BTreeMap;

use form::Value;
use jiff::civil::Date;
use kernel::Wording;
use plan::Plan;
use store::cases::{self as rows, Query};

use crate::access::{narrow_case, sight_of_cases};
use crate::{Actor, App, Error};

/// Cases read at most; a plan has a handful of stages.
const STAGES_MAX: u32 = 200;

/// The case of a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageCase {
    /// Its number.
    pub number: String,
    /// What its state is called.
    pub state: Wording,
    /// The day on which it really closed; none while it has not.
    pub closed_on: Option<Date>,
}

/// The years for which a plan is, as the cases of its stages name them: `2024-2026`, or one year; none where it does not say.
pub fn period(plan: &Plan) -> Option<String> {
    let period = plan.period.as_ref()?;
    let from = period.from.get(..4)?;
    let to = period.to.as_deref().and_then(|to| to.get(..4)).filter(|to| *to != from);
    Some(to.map_or_else(|| from.to_owned(), |to| format!("{from}-{to}")))
}

/// The cases of the stages of a plan, those that the actor sees, by the numbers of the stages, the first being 1. Those of a plan for other
/// years are not among them.
///
/// # Errors
/// If the database cannot answer.
pub async fn stages(app: &App, actor: &Actor, plan: &Plan) -> Result<BTreeMap<usize, StageCase>, Error> {
    let declarations = app.declarations();
    let Some(part) = &declarations.programme.stage else { return Ok(BTreeMap::new()) };
    let Some(procedure) = declarations.procedures.get(&part.procedure) else { return Ok(BTreeMap::new()) };
    let period = period(plan);
    let reader = app.store().reader().await?;
    let saying = [(part.period.as_str(), period.as_deref())];
    let saying = if period.is_some() { saying.as_slice() } else { &[] };
    let query = Query { procedure: &part.procedure, saying, limit: STAGES_MAX, ..Query::default() };
    let cases = rows::list(&reader, &query, &sight_of_cases(actor, procedure)).await?;
    let ended: Vec<i64> = cases.iter().filter(|(it, _)| it.ended).map(|(it, _)| it.id).collect();
    let events = rows::events_of(&reader, &ended).await?;
    let mut stages = BTreeMap::new();
    for (mut current, _) in cases {
        let state = procedure.state(&current.state).map(|state| state.title.clone());
        let (true, Some(state)) = (narrow_case(actor, procedure, &mut current), state) else { continue };
        let number = current.fields.get(&part.number).and_then(Value::as_integer);
        let Some(number) = number.and_then(|number| usize::try_from(number).ok()) else { continue };
        let closed_on = events.get(&current.id).and_then(|events| events.last());
        let closed_on = closed_on.map(|(_, last)| last.happened.date());
        stages.insert(number, StageCase { number: current.number, state, closed_on });
    }
    Ok(stages)
}

/// The first and the last day of a stage, as far as the plan names them.
pub fn days(stage: &plan::Stage) -> (Option<Date>, Option<Date>) {
    (stage.from.as_deref().and_then(first_day), stage.to.as_deref().and_then(last_day))
}

/// Of `2024`, `2024-03` or `2024-03-05`.
fn first_day(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let mut or_first = || parts.next().map_or(Some(1), |part| part.parse().ok());
    Date::new(year, or_first()?, or_first()?).ok()
}

fn last_day(text: &str) -> Option<Date> {
    let first = first_day(text)?;
    Some(match text.matches('-').count() {
        0 => first.last_of_year(),
        1 => first.last_of_month(),
        _ => first,
    })
}

#[cfg(test)]
mod tests {
    use super::{first_day, last_day};

    #[test]
    fn a_month_ends_with_its_last_day() {
        let of = |text: &str| {
            (first_day(text).map(|day| day.to_string()), last_day(text).map(|day| day.to_string()))
        };
        let days = |from: &str, to: &str| (Some(from.to_owned()), Some(to.to_owned()));
        assert_eq!(of("2024-02"), days("2024-02-01", "2024-02-29"));
        assert_eq!(of("2026"), days("2026-01-01", "2026-12-31"));
        assert_eq!(of("2026-05-06"), days("2026-05-06", "2026-05-06"));
        assert_eq!(of("以后"), (None, None));
    }
}
