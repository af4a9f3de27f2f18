//! The tasks of a document, and what they say.

mod by_body;
mod chosen;

use std::collections::{BTreeSet, HashMap};

use super::owned::{letters, rest};
use super::{Reading, merge, rows};
use crate::date;
use crate::marker::Style;
use crate::model::{Assignment, Plan, Task, TaskGroup};
use crate::owners::{self, Owners, Statement};
use chosen::{by_sentences, owning, siblings, unowned};

/// Reads the tasks and the headings that group them.
pub(crate) fn read(reading: &Reading, plan: &mut Plan) {
    let statements = statements(reading);
    let records = reading.records.tasks.clone();
    let rows = rows::read(reading);
    let mut items = owning(reading, &statements);
    let owning_rows = rows.iter().filter(|row| !row.lead.is_empty() || !row.responsible.is_empty()).count();
    let spoken = match records.is_empty() {
        true => by_sentences(reading, items.len().max(owning_rows)),
        false => BTreeSet::new(),
    };
    let spoken_only = !reading.names_owners || !spoken.is_empty();
    items.extend(spoken);
    if items.len() >= 2 || (records.is_empty() && rows.is_empty()) {
        items.extend(siblings(reading, &items, &statements));
    }
    let owned = !items.is_empty() || !records.is_empty() || !rows.is_empty();
    if !owned || (items.is_empty() && !rows.is_empty()) {
        // The body may name its tasks without owners, and a table at the end may give them.
        let plain = unowned(reading);
        let repeated = !rows.is_empty() && merge::share(reading, &plain, &rows);
        if !owned || repeated {
            items.extend(plain);
        }
    }
    let by_body = if items.is_empty() && rows.is_empty() && records.is_empty() {
        by_body::items(reading)
    } else {
        HashMap::new()
    };
    items.extend(by_body.keys());
    let mut tasks: Vec<Task> =
        items.iter().map(|&item| task(reading, item, &items, &statements, spoken_only)).collect();
    for (task, item) in tasks.iter_mut().zip(&items) {
        if let Some(bodies) = by_body.get(item) {
            by_body::lead(task, bodies);
        }
    }
    tasks.extend(records);
    merge::rows(&mut tasks, rows);
    plan.task_groups = groups(reading, &items);
    plan.tasks = tasks;
}

/// The statements of each item, with the part each stands in.
type Statements<'r> = HashMap<usize, Vec<(usize, &'r Statement)>>;

fn statements(reading: &Reading) -> Statements<'_> {
    let mut found: Statements<'_> = HashMap::new();
    for (i, owned) in reading.owned.iter().enumerate() {
        let part = &reading.outline.parts[i];
        if reading.is_frame(i) || reading.records.parts.contains(&i) {
            continue;
        }
        let given =
            owned.statements.iter().filter(|statement| !statement.is_empty() || statement.deadline.is_some());
        for statement in given {
            let item = lifted(reading, part.item, i);
            found.entry(item).or_default().push((i, statement));
        }
    }
    if found.values().flatten().all(|(_, statement)| statement.is_empty()) {
        return HashMap::new();
    }
    found
}

/// A statement that stands alone behind the last of several items without owners belongs to the heading above them.
fn lifted(reading: &Reading, item: usize, part: usize) -> usize {
    let items = &reading.outline.items;
    let parent = items[item].parent;
    let siblings = &items[parent].children;
    let listed =
        matches!(items[item].style, Some(Style::Is | Style::Dash | Style::Circled | Style::ArabicBracket));
    let last = parent != 0 && siblings.last() == Some(&item);
    let candidate = last && (listed || (siblings.len() >= 2 && items[parent].path.len() >= 2));
    if !candidate || !(reading.owned[part].alone || listed) {
        return item;
    }
    let owns = |&other: &usize| {
        let below = reading.outline.below(other);
        below
            .iter()
            .flat_map(|&below| &items[below].paragraphs)
            .any(|&other| other != part && !reading.owned[other].statements.is_empty())
    };
    if siblings.iter().filter(|&&other| other != item).any(owns) { item } else { parent }
}

fn task(
    reading: &Reading,
    item: usize,
    tasks: &BTreeSet<usize>,
    statements: &Statements<'_>,
    spoken: bool,
) -> Task {
    let outline = &reading.outline;
    let own = &outline.items[item];
    let parts = parts(reading, item, tasks);
    let mut task = Task {
        path: own.path.clone(),
        group: group(reading, item),
        title: own.title.clone(),
        line: own.line,
        ..Task::default()
    };
    task.last_line = parts.iter().map(|&part| outline.parts[part].text.last_line()).max().unwrap_or(own.line);
    task.text = text(reading, item, &parts);
    let none = Vec::new();
    let own_statements = statements.get(&item).unwrap_or(&none);
    let mut owners = Owners::default();
    for (part, statement) in own_statements {
        owners.add(statement.owners(reading.habits));
        task.deadline = statement.deadline.clone().or(task.deadline);
        task.last_line = task.last_line.max(outline.parts[*part].text.last_line());
    }
    if owners.is_empty() {
        owners = in_sentences(reading, &parts, spoken);
    }
    inherit(reading, item, statements, &mut owners);
    task.assignments = assignments(reading, item, own_statements);
    task.open_list = owners.open_list;
    task.responsible_role = owners.guiding_only.then(|| "指导部门".to_owned());
    (task.lead, task.responsible) = owners.into_lists();
    if task.deadline.is_none() {
        task.deadline = stated_deadline(reading, &parts);
    }
    task
}

/// The parts of an item and of the items below it that are no tasks of their own.
fn parts(reading: &Reading, item: usize, tasks: &BTreeSet<usize>) -> Vec<usize> {
    let items = &reading.outline.items;
    let mut found = Vec::new();
    let mut waiting = vec![item];
    while let Some(at) = waiting.pop() {
        found.extend(items[at].paragraphs.iter().copied());
        waiting.extend(items[at].children.iter().rev().filter(|child| !tasks.contains(child)));
    }
    found.sort_unstable();
    found
}

/// The words of a task, without its mark, its title and its owners.
fn text(reading: &Reading, item: usize, parts: &[usize]) -> String {
    let mut pieces = Vec::new();
    for &index in parts {
        let part = &reading.outline.parts[index];
        let start = if part.item == item { part.body } else { 0 };
        let words: Vec<&str> = rest(&part.text, start..part.text.len(), &reading.owned[index].statements)
            .into_iter()
            .filter(|range| letters(&part.text, range.clone()) > 0)
            .map(|range| part.text.quote(range))
            .collect();
        if !words.is_empty() {
            pieces.push(words.concat());
        }
    }
    pieces.join("\n")
}

fn in_sentences(reading: &Reading, parts: &[usize], spoken: bool) -> Owners {
    let mut owners = Owners::default();
    for &index in parts {
        let part = &reading.outline.parts[index];
        let start = if part.title.is_some() { part.body } else { part.marker };
        for statement in owners::in_sentences(&part.text, start..part.text.len()) {
            // Where brackets name the owners, a sentence does so only when it says 牵头.
            let leads = statement.groups.iter().any(|group| group.duty == owners::Duty::Lead);
            if !spoken && !leads {
                continue;
            }
            owners.add(statement.owners(reading.habits));
        }
    }
    owners
}

/// A lead named at the heading above leads the tasks below that name none.
fn inherit(reading: &Reading, item: usize, statements: &Statements<'_>, owners: &mut Owners) {
    let parent = reading.outline.items[item].parent;
    if parent == 0 || !owners.lead.is_empty() {
        return;
    }
    for (_, statement) in statements.get(&parent).into_iter().flatten() {
        let mut above = statement.owners(reading.habits);
        above.responsible.clear();
        if owners.is_empty() {
            above = statement.owners(reading.habits);
        }
        owners.add(above);
    }
}

/// Several statements in one task, each with the words before it.
fn assignments(reading: &Reading, item: usize, statements: &[(usize, &Statement)]) -> Vec<Assignment> {
    let naming: Vec<_> = statements.iter().filter(|(_, statement)| !statement.is_empty()).collect();
    let brackets = naming.iter().filter(|(part, _)| reading.owned[*part].fields.is_empty()).count();
    if brackets < 2 {
        return Vec::new();
    }
    let mut before: HashMap<usize, usize> = HashMap::new();
    let mut found = Vec::new();
    for (index, statement) in naming {
        let part = &reading.outline.parts[*index];
        let start = *before.entry(*index).or_insert(if part.item == item { part.body } else { part.marker });
        let (lead, responsible) = statement.owners(reading.habits).into_lists();
        found.push(Assignment {
            text: part.text.quote(start..statement.range.start.max(start)).to_owned(),
            lead,
            responsible,
            deadline: statement.deadline.clone(),
            line: part.text.line_at(statement.range.start),
        });
        before.insert(*index, statement.range.end);
    }
    found
}

/// The latest date before which the words of the task want something done.
fn stated_deadline(reading: &Reading, parts: &[usize]) -> Option<String> {
    let mut latest = None;
    for &index in parts {
        let part = &reading.outline.parts[index];
        for span in date::all(&part.text, part.marker..part.text.len(), reading.year) {
            let target = matches!(part.text.chars[span.range.start], '到' | '至' | '截' | '力');
            if span.is_end && span.is_exact && !span.is_span && !target {
                latest = latest.max(span.to);
            }
        }
    }
    latest.map(|point| point.to_string())
}

fn group(reading: &Reading, item: usize) -> Option<String> {
    let parent = reading.outline.items[item].parent;
    reading.outline.items[parent].title.clone()
}

/// The headings right above tasks; a section that only says 主要任务 groups nothing.
fn groups(reading: &Reading, tasks: &BTreeSet<usize>) -> Vec<TaskGroup> {
    let items = &reading.outline.items;
    let parents: BTreeSet<usize> =
        tasks.iter().map(|&task| items[task].parent).filter(|&parent| parent != 0).collect();
    let several = parents.len() > 1;
    let groups =
        parents.into_iter().map(|parent| &items[parent]).filter(|item| item.path.len() > 1 || several);
    groups
        .filter_map(|item| {
            Some(TaskGroup { path: item.path.clone(), title: item.title.clone()?, line: item.line })
        })
        .collect()
}
