use std::collections::BTreeMap;

use cases::Procedure;
use form::Value;
use pack::programme::Report;
use plan::{DutyRole, Light};
use store::cases::Current;

use super::cut::{
    Cut, DutiesCut, LateDuty, Matter, MatterCase, MatterPart, OfBody, Sayings, Tally, TaskLights,
};
use super::said::{Said, said};
use crate::cases::{Board, Listed, Wanted, list};
use crate::duties::{Duty, Standing, Standings, standings};
use crate::error::seen;
use crate::records::Names;
use crate::{Actor, App, Declarations, Error};

/// Counts what the actor sees of a round, of the duties, and of what is under way.
pub(super) async fn count(app: &App, actor: &Actor, board: &Board) -> Result<Cut, Error> {
    let declarations = app.declarations();
    let standings = seen(standings(app, actor).await)?;
    let report = declarations.programme.report.as_ref();
    let report = report.filter(|part| part.procedure == board.opened.procedure().id);
    let Said { judgements, good, behind, next } =
        report.map(|part| said(board, part, standings.as_ref())).unwrap_or_default();
    let mut matters = Vec::new();
    for (part, procedure, body) in parts(&declarations) {
        matters.extend(matter(app, actor, (part, procedure, body)).await?);
    }
    let states = states(board);
    let bodies = bodies(board, &states, report);
    Ok(Cut {
        round: board.current.name.clone(),
        office: board.office.clone(),
        counted: app.today(),
        late: bodies.iter().map(|body| body.late).sum(),
        bodies,
        judgements,
        good: Sayings::of(good, GOOD_TOLD),
        behind: Sayings::of(behind, BEHIND_TOLD),
        next: Sayings::of(next, NEXT_TOLD),
        duties: standings.as_ref().map(duties),
        matters,
        states,
    })
}

/// Reports that are told of at most: some to learn from; of what stands in the way, and what comes next, as many as a plan has tasks.
const GOOD_TOLD: usize = 6;
const BEHIND_TOLD: usize = 20;
const NEXT_TOLD: usize = 20;

fn states(board: &Board) -> Vec<Tally> {
    let tally = |state: &cases::State| {
        let (_, count) = board.totals.iter().find(|(id, count)| *id == state.id && *count > 0)?;
        let count = usize::try_from(*count).unwrap_or(usize::MAX);
        Some(Tally { id: state.id.clone(), title: state.title.clone(), count })
    };
    board.opened.procedure().states.iter().filter_map(tally).collect()
}

fn bodies(board: &Board, states: &[Tally], report: Option<&Report>) -> Vec<OfBody> {
    let is_late =
        |current: &&Current| report.is_some_and(|part| part.has_come_late(&current.state, &current.fields));
    let of_body = |(body, cells): (&String, &BTreeMap<usize, Vec<Current>>)| OfBody {
        id: body.clone(),
        name: name_in(&board.names, body),
        counts: states
            .iter()
            .map(|state| cells.values().flatten().filter(|current| current.state == state.id).count())
            .collect(),
        late: cells.values().flatten().filter(is_late).count(),
    };
    let mut bodies: Vec<OfBody> = board.rows.iter().map(of_body).collect();
    bodies.sort_by_cached_key(|body| store::ledgers::order(&body.name));
    bodies
}

/// What a record is called that the fields of some cases name.
pub(super) fn name_in(names: &Names, key: &str) -> String {
    names.values().find_map(|names| names.get(key)).map_or(key, String::as_str).to_owned()
}

/// A task with its number.
pub(super) fn task(number: &str, title: &str) -> String {
    format!("{number} {title}")
}

fn duties(standings: &Standings) -> DutiesCut {
    let mut tasks: Vec<TaskLights> = Vec::new();
    for Standing { duty, judged, .. } in &standings.duties {
        let task = task(&duty.task, &duty.title);
        // In the order of the plan, so that those of a task follow each other.
        if tasks.last().is_none_or(|last| last.task != task) {
            tasks.push(TaskLights { task, lights: [0; 4] });
        }
        tasks.last_mut().into_iter().for_each(|last| last.lights[judged.light as usize] += 1);
    }
    let is_late = |standing: &&Standing| standing.judged.light == Light::Red;
    DutiesCut {
        lights: [Light::Green, Light::Grey, Light::Yellow, Light::Red].map(|light| standings.count(light)),
        tasks,
        late: standings.duties.iter().filter(is_late).map(|it| late(standings, it)).collect(),
    }
}

fn late(standings: &Standings, Standing { duty, judged, .. }: &Standing) -> LateDuty {
    let has_ended = |duty: &Duty| duty.body.as_ref().is_some_and(|body| standings.ended.contains(body));
    LateDuty {
        task: task(&duty.task, &duty.title),
        body: standings.name_of(duty).to_owned(),
        has_ended: has_ended(duty),
        leads: duty.role == DutyRole::Lead,
        reasons: judged.reasons.clone(),
    }
}

/// What a meeting looks at, in its order: the procedure of each part, and the field with the body that acts.
fn parts(declarations: &Declarations) -> Vec<(MatterPart, &str, &str)> {
    let programme = &declarations.programme;
    let decision = programme.decision.as_ref().map(|it| (MatterPart::Decision, &it.procedure, &it.body));
    let problem = programme.problem.as_ref().map(|it| (MatterPart::Problem, &it.procedure, &it.body));
    let instruction =
        programme.instruction.as_ref().map(|it| (MatterPart::Instruction, &it.procedure, &it.body));
    let slip = programme.slip.as_ref().map(|it| (MatterPart::Slip, &it.procedure, &it.body));
    let parts = [decision, problem, instruction, slip].into_iter().flatten();
    parts.map(|(part, procedure, body)| (part, procedure.as_str(), body.as_str())).collect()
}

/// The cases of a procedure that have not ended, as far as the actor sees them: how many, and the newest.
async fn matter(
    app: &App,
    actor: &Actor,
    (part, procedure, body): (MatterPart, &str, &str),
) -> Result<Option<Matter>, Error> {
    let Some(list) = seen(list(app, actor, procedure, &Wanted::default()).await)? else { return Ok(None) };
    let declared = list.opened.procedure();
    Ok(Some(Matter {
        part,
        procedure: procedure.to_owned(),
        title: declared.title.clone(),
        open: usize::try_from(list.open()).unwrap_or_default(),
        cases: list.cases.iter().map(|listed| of_matter(declared, &list.names, (listed, body))).collect(),
    }))
}

fn of_matter(procedure: &Procedure, names: &Names, (listed, body): (&Listed, &str)) -> MatterCase {
    let Listed { current, due, overdue } = listed;
    let bodies = current.fields.get(body).map(Value::values).unwrap_or_default();
    let bodies: Vec<String> =
        bodies.iter().filter_map(Value::as_text).map(|body| name_in(names, body)).collect();
    let state = procedure.state(&current.state).map(|state| state.title.clone());
    MatterCase {
        name: current.name.clone(),
        body: bodies.join("、"),
        state: state.unwrap_or_else(|| kernel::Wording::new(&current.state, &current.state)),
        due: *due,
        overdue: *overdue,
    }
}
