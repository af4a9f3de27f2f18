use std::collections::BTreeMap;

use form::Value;
use pack::programme::Report;
use plan::DutyRole;
use store::cases::Current;

use super::count::{name_in, task};
use super::cut::{Saying, Sayings, Tally};
use crate::cases::Board;
use crate::duties::{Standing, Standings};

/// What the accepted reports of a round say.
#[derive(Default)]
pub(super) struct Said {
    pub(super) judgements: Vec<Tally>,
    pub(super) good: Vec<Saying>,
    pub(super) behind: Vec<Saying>,
    pub(super) next: Vec<Saying>,
}

impl Sayings {
    /// So many of them at most.
    pub(super) fn of(mut told: Vec<Saying>, most: usize) -> Sayings {
        let more = told.len().saturating_sub(most);
        told.truncate(most);
        Sayings { told, more }
    }
}

/// An accepted report, and where its duty stands in the plan.
struct Accepted<'b> {
    current: &'b Current,
    body: String,
    task: String,
    leads: bool,
    is_late: bool,
    place: usize,
}

impl Accepted<'_> {
    fn text(&self, field: &str) -> Option<&str> {
        self.current.fields.get(field).and_then(Value::as_text).filter(|text| !text.trim().is_empty())
    }

    fn saying(&self, field: &str) -> Option<Saying> {
        let text = self.text(field)?.trim().to_owned();
        Some(Saying { task: self.task.clone(), body: self.body.clone(), text, late: self.is_late })
    }
}

/// Reads what was accepted: the totals by judgement, what others can learn, what stands in the way, and what those who lead a task do next.
pub(super) fn said(board: &Board, part: &Report, standings: Option<&Standings>) -> Said {
    let mut accepted = accepted(board, part, standings);
    accepted.sort_by_key(|it| (!it.leads, it.place));
    let judged = |it: &Accepted<'_>| it.text(&part.judgement).unwrap_or_default().to_owned();
    let of = |is_meant: &dyn Fn(&Accepted<'_>) -> bool, field: &str| {
        accepted.iter().filter(|it| is_meant(it)).filter_map(|it| it.saying(field)).collect()
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for it in &accepted {
        *counts.entry(judged(it)).or_default() += 1;
    }
    Said {
        judgements: judgements(board, part, &counts),
        good: of(&|it| part.good.contains(&judged(it)), &part.measures),
        behind: of(&|it| judged(it) == part.behind, &part.problems),
        next: of(&|it| it.leads, &part.next),
    }
}

fn accepted<'b>(board: &'b Board, part: &Report, standings: Option<&Standings>) -> Vec<Accepted<'b>> {
    let duties = standings.iter().flat_map(|all| all.duties.iter().enumerate());
    let duties: BTreeMap<&str, (usize, &Standing)> =
        duties.map(|(place, standing)| (standing.duty.id.as_str(), (place, standing))).collect();
    let report = |(body, current): (&String, &'b Current)| {
        let duty = current.fields.get(&part.duty).and_then(Value::as_text);
        let known = duty.and_then(|duty| duties.get(duty));
        Accepted {
            current,
            body: name_in(&board.names, body),
            task: known.map_or_else(|| current.name.clone(), |(_, it)| task(&it.duty.task, &current.name)),
            leads: known.is_some_and(|(_, it)| it.duty.role == DutyRole::Lead),
            is_late: part.is_late(&current.fields),
            place: known.map_or(usize::MAX, |(place, _)| *place),
        }
    };
    let all = board.rows.iter().flat_map(|(body, cells)| cells.values().flatten().map(move |it| (body, it)));
    all.filter(|(_, current)| part.accepted.contains(&current.state)).map(report).collect()
}

/// How many accepted reports have each judgement, in the order of its table; those that nobody chose are left out.
fn judgements(board: &Board, part: &Report, counts: &BTreeMap<String, usize>) -> Vec<Tally> {
    let field = board.opened.procedure().form.field(&part.judgement);
    let table = field.and_then(|field| board.opened.declarations().codes.get(field.kind.table()?));
    let tally = |row: &form::CodeRow| {
        let count = *counts.get(&row.code)?;
        Some(Tally { id: row.code.clone(), title: row.title.clone(), count })
    };
    table.map_or(&[][..], |table| table.rows()).iter().filter_map(tally).collect()
}
