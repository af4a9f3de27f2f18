//! The tables of a plan in a terminal.

use plan::{Plan, Task};

use super::terminal::Look;
use super::words;
use crate::render::{Cell, Column, Paint, Table, wrap};

/// Below this many columns the owners of a task stand below it and not beside it.
const BESIDE_MIN: usize = 80;

/// The tasks, group by group: a table, or one below the other where there is little room or many words.
pub(super) fn tasks(plan: &Plan, look: &Look) -> String {
    let groups = grouped(plan);
    if look.columns >= BESIDE_MIN && !look.full { beside(&groups, look) } else { below(&groups, look) }
}

/// The tasks under one heading.
struct Group<'p> {
    heading: Option<String>,
    /// The numbers of the heading; a task below it needs only what follows them.
    path: &'p [String],
    tasks: Vec<&'p Task>,
}

/// The tasks with the heading above them, in the order of the text.
fn grouped(plan: &Plan) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for task in &plan.tasks {
        let named = plan
            .task_groups
            .iter()
            .find(|group| task.group.as_ref() == Some(&group.title) && task.path.starts_with(&group.path));
        let path = named.map_or(&[][..], |group| &group.path);
        let heading = task.group.as_ref().map(|title| {
            let number = path.last().map_or("", String::as_str);
            let space = if number.is_empty() || number.ends_with('）') { "" } else { " " };
            format!("{number}{space}{title}")
        });
        match groups.last_mut() {
            Some(last) if last.heading == heading && last.path == path => last.tasks.push(task),
            _ => groups.push(Group { heading, path, tasks: vec![task] }),
        }
    }
    groups
}

/// A table: number, task, who leads, who shares, by when.
fn beside(groups: &[Group<'_>], look: &Look) -> String {
    let language = look.language;
    let tasks = || groups.iter().flat_map(|group| &group.tasks);
    let has_deadlines = tasks().any(|task| task.deadline.is_some());
    let mut columns = vec![
        Column::fit(language.pick("序号", "No.")).styled(Paint::dim),
        Column::flow(language.pick("任务", "Task"), 18, 3).whole(26),
        Column::flow(language.pick("牵头单位", "Lead"), 16, 5).whole(30),
        Column::flow(role(&tasks().copied().collect::<Vec<_>>(), look), 20, 6),
    ];
    if has_deadlines {
        columns.push(Column::fit(language.pick("期限", "By")));
    }
    let mut table = Table::new(columns);
    for group in groups {
        group.heading.iter().for_each(|heading| table.band(heading));
        for task in &group.tasks {
            let number = task.path.strip_prefix(group.path).unwrap_or(&task.path);
            let mut cells = vec![
                Cell::Text(words::path(number)),
                Cell::Text(words::task_title(task)),
                Cell::Names(task.lead.clone()),
                Cell::Names(words::responsible(task)),
            ];
            if has_deadlines {
                cells.push(Cell::Text(words::deadline(task.deadline.as_deref(), language)));
            }
            table.cells(cells);
        }
    }
    table.render(look.columns, 2, look.paint)
}

/// The word for those who share; where the text uses another for every task, that one.
fn role(tasks: &[&Task], look: &Look) -> String {
    let own = tasks.first().and_then(|task| task.responsible_role.clone());
    let same = own.filter(|role| tasks.iter().all(|task| task.responsible_role.as_ref() == Some(role)));
    same.filter(|_| look.language.pick(true, false))
        .unwrap_or_else(|| look.language.pick("责任单位", "Shares").to_owned())
}

/// Each task with its owners below it; with its words too if they are asked for.
fn below(groups: &[Group<'_>], look: &Look) -> String {
    let mut out = String::new();
    for group in groups {
        out.push_str(if out.is_empty() { "" } else { "\n" });
        for line in group.heading.iter().flat_map(|heading| wrap(heading, look.columns.saturating_sub(2))) {
            out.push_str(&format!("  {}\n", look.paint.bold(&line)));
        }
        group.tasks.iter().for_each(|task| out.push_str(&one(task, look)));
    }
    out
}

fn one(task: &Task, look: &Look) -> String {
    let (language, paint) = (look.language, look.paint);
    let number = words::path(&task.path);
    let indent = 2 + crate::render::width(&number) + 2;
    let mut out = String::new();
    for (at, line) in wrap(&words::task_title(task), look.columns.saturating_sub(indent)).iter().enumerate() {
        let left = if at == 0 { format!("  {}  ", paint.dim(&number)) } else { " ".repeat(indent) };
        out.push_str(&format!("{left}{}\n", paint.bold(line)));
    }
    let deadline = words::deadline(task.deadline.as_deref(), language);
    let deadline = if deadline.is_empty() { Vec::new() } else { vec![deadline] };
    out.push_str(&labelled(language.pick("牵头", "lead"), &task.lead, look));
    out.push_str(&labelled(language.pick("责任", "shares"), &words::responsible(task), look));
    out.push_str(&labelled(language.pick("期限", "by"), &deadline, look));
    if look.full {
        for line in wrap(&task.text, look.columns.saturating_sub(6)) {
            out.push_str(&format!("      {line}\n"));
        }
        out.push('\n');
    }
    out
}

fn labelled(label: &str, bodies: &[String], look: &Look) -> String {
    if bodies.is_empty() {
        return String::new();
    }
    let indent = 6 + crate::render::width(label) + 2;
    let lines = crate::render::wrap_list(bodies, look.columns.saturating_sub(indent));
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let left = if at == 0 { format!("      {}  ", look.paint.dim(label)) } else { " ".repeat(indent) };
        out.push_str(&format!("{left}{line}\n"));
    }
    out
}

/// The targets with a number, then those in words.
pub(super) fn targets(plan: &Plan, look: &Look) -> String {
    let language = look.language;
    let mut out = String::new();
    if !plan.targets.is_empty() {
        let mut table = Table::new(vec![
            Column::fit(language.pick("行", "Line")).right().styled(Paint::dim),
            Column::flow(language.pick("指标", "Target"), 12, 4),
            Column::fit(language.pick("目标值", "Value")).styled(Paint::bold),
            Column::fit(language.pick("种类", "Kind")).optional(),
            Column::flow(language.pick("期限", "By"), 10, 1),
            Column::fit(language.pick("读法", "Reading")).styled(Paint::yellow).optional(),
        ]);
        for target in &plan.targets {
            let reading = if target.reading { language.pick("待确认", "to confirm") } else { "" };
            table.row(vec![
                target.line.to_string(),
                target.subject.clone(),
                words::value(target),
                words::kind(target.kind, language).to_owned(),
                words::by(target, language),
                reading.to_owned(),
            ]);
        }
        out.push_str(&table.render(look.columns, 2, look.paint));
    }
    if !plan.qualitative_targets.is_empty() {
        let mut table = Table::new(vec![
            Column::fit(language.pick("行", "Line")).right().styled(Paint::dim),
            Column::flow(language.pick("没有数值的目标", "Targets without a number"), 20, 1),
            Column::fit(language.pick("用词", "Word")).styled(Paint::yellow),
        ]);
        for target in &plan.qualitative_targets {
            table.row(vec![target.line.to_string(), target.text.clone(), target.word.clone()]);
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&table.render(look.columns, 2, look.paint));
    }
    out
}

/// The stages with their dates.
pub(super) fn stages(plan: &Plan, look: &Look) -> String {
    let language = look.language;
    let mut table = Table::new(vec![
        Column::fit(language.pick("序号", "No.")).styled(Paint::dim),
        Column::fit(language.pick("起止", "Dates")),
        Column::flow(language.pick("阶段", "Stage"), 12, 1),
        Column::flow(language.pick("原文", "As written"), 14, 1).styled(Paint::dim).optional(),
    ]);
    for stage in &plan.stages {
        table.row(vec![
            words::path(&stage.path),
            words::stage_dates(stage.from.as_ref(), stage.to.as_ref()),
            stage.title.clone(),
            stage.text.clone().unwrap_or_default(),
        ]);
    }
    table.render(look.columns, 2, look.paint)
}

/// The safeguards with their first words.
pub(super) fn safeguards(plan: &Plan, look: &Look) -> String {
    let language = look.language;
    let mut table = Table::new(vec![
        Column::fit(language.pick("序号", "No.")).styled(Paint::dim),
        Column::flow(language.pick("保障", "Safeguard"), 10, 2).whole(20),
        Column::flow(language.pick("内容", "Words"), 16, 5),
    ]);
    for safeguard in &plan.safeguards {
        let words = if look.full { safeguard.text.clone() } else { first_sentence(&safeguard.text) };
        table.row(vec![super::words::path(&safeguard.path), safeguard.title.clone(), words]);
    }
    table.render(look.columns, 2, look.paint)
}

fn first_sentence(text: &str) -> String {
    match text.split_once('。') {
        Some((first, rest)) if !rest.is_empty() => format!("{first}。…"),
        _ => text.to_owned(),
    }
}

/// How much each body carries, most first.
pub(super) fn bodies(plan: &Plan, look: &Look) -> String {
    let language = look.language;
    let mut bodies: Vec<_> = plan.bodies.iter().collect();
    bodies.sort_by_key(|body| std::cmp::Reverse((body.leads, body.shares)));
    let mut table = Table::new(vec![
        Column::flow(language.pick("主体", "Body"), 20, 1),
        Column::fit(language.pick("牵头", "Leads")).right().styled(Paint::bold),
        Column::fit(language.pick("责任", "Shares")).right(),
        Column::fit(language.pick("合计", "Total")).right(),
    ]);
    for body in bodies {
        table.row(vec![
            words::body(body, language),
            number(body.leads),
            number(body.shares),
            (body.leads + body.shares).to_string(),
        ]);
    }
    table.render(look.columns, 2, look.paint)
}

/// Nothing is easier to overlook than a zero among numbers.
fn number(count: usize) -> String {
    if count == 0 { "·".to_owned() } else { count.to_string() }
}
