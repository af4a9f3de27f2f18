//! From the outline to the model: each file reads one kind of thing.

mod bodies;
mod clauses;
mod deadlines;
mod frequencies;
mod goals;
mod merge;
mod owned;
mod records;
mod rows;
mod safeguards;
mod stages;
mod tasks;

use kernel::Line;

use crate::front::{self, Front};
use crate::layout::{self, Furniture};
use crate::model::{LeadRule, Plan, Task};
use crate::numbers;
use crate::outline::{self, Outline, Place};
use crate::owners::Habits;
use crate::target;
use owned::Owned;

pub(crate) use clauses::sentences;
pub(crate) use owned::{is_note, rest};

/// All that is known while a document is read.
pub(crate) struct Reading {
    pub(crate) outline: Outline,
    pub(crate) front: Front,
    pub(crate) aside: Vec<Furniture>,
    /// For each part of the outline, the owners it names.
    pub(crate) owned: Vec<Owned>,
    pub(crate) habits: Habits,
    pub(crate) records: records::Records,
    /// Whether any paragraph names owners in a bracket or with a label.
    pub(crate) names_owners: bool,
    /// The year meant where a date names none.
    pub(crate) year: Option<i16>,
    /// The first year the plan can mean by a date to reach.
    pub(crate) floor: Option<i16>,
    /// For each part of the outline, its role in the frame of the document.
    pub(crate) roles: Vec<Option<crate::model::ClauseKind>>,
}

/// Reads a plan; the findings are still to be made.
pub(crate) fn plan(lines: &[Line]) -> (Plan, Reading) {
    let reading = reading(lines);
    let mut plan = Plan {
        title: reading.front.title.clone(),
        status: reading.front.status.clone(),
        number: reading.front.number.clone(),
        date: reading.front.date.map(|date| date.to_string()),
        period: reading.front.period.clone(),
        place: reading.front.place.clone(),
        ..Plan::default()
    };
    tasks::read(&reading, &mut plan);
    numbers::count(&mut plan.tasks);
    plan.sections = goals::sections(&reading);
    plan.goals = goals::read(&reading);
    plan.stages = stages::read(&reading);
    plan.safeguards = safeguards::read(&reading, &plan.tasks);
    target::read(&reading, &mut plan);
    plan.deadlines = deadlines::read(&reading);
    plan.frequencies = frequencies::read(&reading, &plan.tasks);
    plan.bodies = bodies::read(&plan.tasks);
    plan.lead_rule = lead_rule(&reading, &plan);
    (plan.clauses, plan.coverage) = clauses::read(&reading, lines);
    (plan, reading)
}

fn reading(lines: &[Line]) -> Reading {
    let (blocks, aside) = layout::blocks(lines);
    let front = front::read(&blocks);
    let mut by_block = vec![None; blocks.len()];
    for &(block, kind) in &front.roles {
        by_block[block] = Some(kind);
    }
    let year = context_year(&front);
    let frame: Vec<bool> = by_block.iter().map(Option::is_some).collect();
    let outline = outline::build(blocks, front.start, &frame);
    let owned: Vec<Owned> = outline.parts.iter().map(|part| owned::of(part, year)).collect();
    let habits = habits(&outline, &owned);
    let from = front.period.as_ref().and_then(|period| period.from.get(..4)?.parse().ok());
    let floor = from.into_iter().chain(front.date.map(|date| date.year)).min();
    let names_owners =
        owned.iter().any(|owned| owned.statements.iter().any(|statement| !statement.is_empty()));
    let records = records::read(&outline, &owned, habits, year);
    let parts = outline.order.iter().zip(by_block).filter(|(place, _)| matches!(place, Place::Part(_)));
    let roles = parts.map(|(_, role)| role).collect();
    Reading { outline, front, aside, owned, habits, records, names_owners, floor, year, roles }
}

/// The year of a plan for one year, or of its issue.
fn context_year(front: &Front) -> Option<i16> {
    let period = front.period.as_ref();
    let single = period.filter(|period| period.to.as_ref() == Some(&period.from));
    let parse = |text: &String| text.get(..4)?.parse().ok();
    single.and_then(|period| parse(&period.from)).or(front.date.map(|date| date.year)).or_else(|| {
        front.number.as_ref().and_then(|number| {
            number.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 4)?.parse().ok()
        })
    })
}

fn habits(outline: &Outline, owned: &[Owned]) -> Habits {
    let statements = || owned.iter().flat_map(|owned| &owned.statements);
    let first_leads = outline.parts.iter().any(|part| crate::owners::states_first_leads(&part.text))
        || outline.tables.iter().any(|(_, table)| {
            let cells = table.header.iter().chain(table.rows.iter().flat_map(|row| &row.cells));
            cells.into_iter().any(crate::owners::states_first_leads)
        });
    let beside = statements().any(crate::owners::Statement::names_lead_beside_responsible);
    let responsible_leads = !beside && statements().any(crate::owners::Statement::pairs_without_lead);
    Habits { first_leads, responsible_leads, beside }
}

fn lead_rule(reading: &Reading, plan: &Plan) -> LeadRule {
    if reading.habits.first_leads {
        LeadRule::FirstNamed
    } else if reading.habits.responsible_leads {
        LeadRule::Responsible
    } else if plan.tasks.iter().any(|task| !task.lead.is_empty()) {
        LeadRule::Named
    } else {
        LeadRule::None
    }
}

impl Reading {
    /// Whether a part belongs to the frame of the document or to a covering notice.
    pub(crate) fn is_frame(&self, part: usize) -> bool {
        let item = self.outline.parts[part].item;
        (item != 0 && item < self.outline.notice) || self.roles[part].is_some()
    }

    /// The tasks by their lines, to find the one that a line belongs to.
    pub(crate) fn by_line(tasks: &[Task]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..tasks.len()).collect();
        order.sort_by_key(|&i| tasks[i].line);
        order
    }
}

/// The task that a line belongs to; `order` is that of [`Reading::by_line`].
pub(crate) fn task_at<'t>(tasks: &'t [Task], order: &[usize], line: usize) -> Option<&'t Task> {
    let after = order.partition_point(|&i| tasks[i].line <= line);
    let task = &tasks[*order.get(after.checked_sub(1)?)?];
    (line <= task.last_line).then_some(task)
}
