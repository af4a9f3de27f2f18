use cases::Procedure;
use form::{Fields, Value};
use kernel::{Place, Problem, Wording};
use store::Db;
use store::cases::{self as rows, Current};

use crate::duties::text;
use crate::indicators::bound_to_plan;
use crate::{Actor, App, Declarations, Error};

/// What is wrong with what was chosen of what is on record: an indicator that measures no target of the plan, evidence that is not
/// accepted, or proves another duty, and a report to supplement that was answered, or is about another duty.
pub(super) async fn check_chosen(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    declarations: &Declarations,
    procedure: &Procedure,
    (said, all): (&Fields, &Fields),
) -> Result<Vec<Problem>, Error> {
    let programme = &declarations.programme;
    let texts = |field: &str| {
        let value = said.get(field).map(Value::values).unwrap_or_default();
        value.iter().filter_map(Value::as_text).map(str::to_owned).collect::<Vec<String>>()
    };
    let mut problems = Vec::new();
    if let Some(part) = programme.round.as_ref().filter(|part| part.procedure == procedure.id)
        && said.contains_key(&part.indicators)
    {
        let known = bound_to_plan(app, actor).await?;
        let is_known = |id: &String| known.iter().any(|(known, _)| known == id);
        let unknown = texts(&part.indicators).into_iter().filter(|id| !is_known(id));
        problems.extend(unknown.map(|id| no_indicator(&part.indicators, &id)));
    }
    let Some(part) = programme.report.as_ref().filter(|part| part.procedure == procedure.id) else {
        return Ok(problems);
    };
    let duty = text(all, &part.duty);
    let was_archived = |report: &Current| {
        report.procedure == procedure.id
            && report.ended
            && part.missing.contains(&report.state)
            && text(&report.fields, &part.duty) == duty
    };
    for number in texts(&part.supplements) {
        let report = rows::get(db, &number).await?;
        if !report.as_ref().is_some_and(was_archived) {
            problems.push(no_report(&part.supplements, &number));
        }
    }
    if let Some(evidence) = &programme.evidence {
        let proves = |piece: &Current| {
            piece.procedure == evidence.procedure
                && piece.state == evidence.accepted
                && text(&piece.fields, &evidence.duty) == duty
        };
        for number in texts(&part.records) {
            let piece = rows::get(db, &number).await?;
            if !piece.as_ref().is_some_and(proves) {
                problems.push(no_evidence(&part.records, &number));
            }
        }
    }
    Ok(problems)
}

fn no_indicator(field: &str, id: &str) -> Problem {
    Problem::error(
        "no-indicator",
        Place::default().at_field(field),
        Wording::new(
            format!("“{id}”不是方案目标所绑定的指标"),
            format!("{id} is no indicator that measures a target of the plan"),
        ),
        Wording::new("请从所列的指标中选择", "choose among the indicators that are listed"),
    )
}

fn no_report(field: &str, number: &str) -> Problem {
    Problem::error(
        "no-report",
        Place::default().at_field(field),
        Wording::new(
            format!("“{number}”不是这项职责归档未报的报告"),
            format!("{number} is no report on this duty that was archived without an answer"),
        ),
        Wording::new(
            "请填那一份的编号；不是补报的，留空",
            "give the number of that one, or none if it is no supplement",
        ),
    )
}

fn no_evidence(field: &str, number: &str) -> Problem {
    Problem::error(
        "no-evidence",
        Place::default().at_field(field),
        Wording::new(
            format!("“{number}”不是这项职责已采纳的佐证"),
            format!("{number} is no evidence that was accepted for this duty"),
        ),
        Wording::new("请从所列的佐证中勾选，或另附材料", "tick one that is listed, or send a document"),
    )
}
