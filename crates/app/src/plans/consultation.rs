//! The versions that are out for comment, and that a comment is about one of them.

use std::collections::BTreeMap;

use cases::{Case, Event, Procedure, Taken};
use form::Fields;
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use store::Db;
use store::cases::{self as rows, Current, Query, Sight};

use super::{
    Part, Standing, VERSIONS_MAX, Version, any_version, binds, clauses, procedure, standing_in, version_of,
};
use crate::duties::text;
use crate::{App, Declarations, Error};

/// Whether a version in this state is out for comment: no draft any more, and neither in force nor over.
pub(super) fn is_out(procedure: &Procedure, state: &str) -> bool {
    let starts = |step: &cases::Step| step.from.is_empty() && step.to.as_deref() == Some(state);
    let is_over = procedure.state(state).is_none_or(|state| state.end);
    !is_over && !binds(procedure, state) && !procedure.steps.iter().any(starts)
}

/// The versions of which a comment can be entered, with what they say: those that are out for comment first, then those that once were,
/// for what came in at that time.
pub(crate) async fn ever_out(
    app: &App,
    db: &impl Db,
    declarations: &Declarations,
) -> Result<Vec<Standing>, Error> {
    let Some((procedure, _)) = procedure(declarations) else { return Ok(Vec::new()) };
    let mut versions = all(db, procedure).await?;
    let past = histories(db, procedure, &versions).await?;
    let was_ever_out = |case: &Case| case.taken.iter().any(|taken| leads_out(procedure, taken) == Some(true));
    versions.retain(|it| is_out(procedure, &it.state) || past.get(&it.id).is_some_and(was_ever_out));
    versions.sort_by_key(|current| !is_out(procedure, &current.state));
    let mut out = Vec::new();
    for version in versions.into_iter().filter_map(|current| version_of(declarations, current)) {
        out.push(standing_in(app, db, declarations, version).await?);
    }
    Ok(out)
}

/// What is wrong with that about which a comment is: a version that was not out for comment on the day of the comment, or a clause that this
/// version does not have.
pub(crate) async fn check_comment(
    app: &App,
    db: &impl Db,
    declarations: &Declarations,
    procedure: &Procedure,
    (fields, day): (&Fields, Date),
) -> Result<Vec<Problem>, Error> {
    let part = declarations.programme.comment.as_ref().filter(|part| part.procedure == procedure.id);
    let Some(part) = part else { return Ok(Vec::new()) };
    let Some(number) = text(fields, &part.version) else { return Ok(Vec::new()) };
    let out = out_on(app, db, declarations, day).await?;
    if out.iter().all(|version| version.number != number) {
        return Ok(vec![not_out(&part.version, &number, &out)]);
    }
    let Some(clause) = text(fields, &part.clause) else { return Ok(Vec::new()) };
    let standing = any_version(app, db, declarations, &number).await?;
    let is_there = clauses(&standing).iter().any(|it| it.name == clause);
    Ok(if is_there { Vec::new() } else { vec![no_clause(&part.clause, &clause)] })
}

/// The versions that were out for comment at some time of a day; of today those that are out now.
async fn out_on(
    app: &App,
    db: &impl Db,
    declarations: &Declarations,
    day: Date,
) -> Result<Vec<Version>, Error> {
    let Some((procedure, _)) = procedure(declarations) else { return Ok(Vec::new()) };
    let mut versions = all(db, procedure).await?;
    if day >= app.today() {
        versions.retain(|current| is_out(procedure, &current.state));
    } else {
        let past = histories(db, procedure, &versions).await?;
        versions.retain(|it| past.get(&it.id).is_some_and(|case| was_out(procedure, case, day)));
    }
    Ok(versions.into_iter().filter_map(|current| version_of(declarations, current)).collect())
}

/// All versions, the newest first.
async fn all(db: &impl Db, procedure: &Procedure) -> Result<Vec<Current>, Error> {
    let query = Query { procedure: &procedure.id, limit: VERSIONS_MAX, ..Query::default() };
    let found = rows::list(db, &query, &Sight::All).await?;
    Ok(found.into_iter().map(|(current, _)| current).collect())
}

/// What happened to each version, by its row.
async fn histories(
    db: &impl Db,
    procedure: &Procedure,
    versions: &[Current],
) -> Result<BTreeMap<i64, Case>, Error> {
    let ids: Vec<i64> = versions.iter().map(|current| current.id).collect();
    let case = |(id, events): (i64, Vec<(i64, Event)>)| {
        let events = events.into_iter().map(|(_, event)| event).collect();
        Some((id, Case::of(procedure, events).ok()?))
    };
    Ok(rows::events_of(db, &ids).await?.into_iter().filter_map(case).collect())
}

/// Whether a version is out for comment once a step was taken; none of a step that changes no state.
fn leads_out(procedure: &Procedure, taken: &Taken) -> Option<bool> {
    Some(is_out(procedure, procedure.step(&taken.step)?.to.as_deref()?))
}

fn was_out(procedure: &Procedure, case: &Case, day: Date) -> bool {
    let mut was_out = false;
    for taken in case.taken.iter().take_while(|taken| taken.happened.date() <= day) {
        // On the day on which that ends it was out as well.
        if was_out && taken.happened.date() == day {
            return true;
        }
        was_out = leads_out(procedure, taken).unwrap_or(was_out);
    }
    was_out
}

fn not_out(field: &str, number: &str, out: &[Version]) -> Problem {
    let remedy = if out.is_empty() {
        Wording::new(
            "现在没有版本在征求意见；版本转为征求意见后再提，征求意见期间收到的请填写当时的日期",
            "no version is out for comment now; comment once one is, or give the day on which it came in while one was",
        )
    } else {
        let zh: Vec<String> = out.iter().map(|it| format!("{}（{}）", it.number, it.title)).collect();
        let en: Vec<String> = out.iter().map(|it| format!("{} ({})", it.number, it.title)).collect();
        Wording::new(
            format!("正在征求意见的版本：{}；征求意见期间收到的请填写当时的日期", zh.join("、")),
            format!("out for comment: {}; of what came in earlier, give the day", en.join(", ")),
        )
    };
    Problem::error(
        "not-out-for-comment",
        Place::default().at_field(field),
        Wording::new(
            format!("方案版本“{number}”没有在征求意见"),
            format!("version {number} of the plan is not out for comment"),
        ),
        remedy,
    )
}

fn no_clause(field: &str, clause: &str) -> Problem {
    let [target, stage, safeguard] =
        [(Part::Target, "14.2"), (Part::Stage, "1"), (Part::Safeguard, "1")].map(|(it, at)| it.named(at));
    let whole = Part::Whole.named("");
    Problem::error(
        "unknown-number",
        Place::default().at_field(field),
        Wording::new(format!("这一版没有“{clause}”"), format!("this version has no {clause}")),
        Wording::new(
            format!(
                "填任务编号，如1.2；目标、阶段、措施写作“{target}”“{stage}”“{safeguard}”，对整个方案写“{whole}”"
            ),
            format!(
                "the number of a task, such as 1.2; {target} for a target, {stage} for a stage, {safeguard} for a safeguard, {whole} for the plan as a whole"
            ),
        ),
    )
}
