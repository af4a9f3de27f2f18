//! A plan as a Markdown document that one may send on.

use plan::Plan;

use super::words;
use crate::language::Language;
use crate::render::problems;

/// The document.
pub(crate) fn document(plan: &Plan, language: Language) -> String {
    let untitled = language.pick("（没有题目）", "(no title)").to_owned();
    let mut out = format!("# {}\n\n", cell(plan.title.as_ref().unwrap_or(&untitled)));
    let facts = [
        (language.pick("状态", "Status"), plan.status.clone()),
        (language.pick("文号", "Number"), plan.number.clone()),
        (language.pick("日期", "Date"), plan.date.clone()),
        (language.pick("期限", "Period"), words::period(plan)),
        (language.pick("地区", "Place"), plan.place.clone()),
        (language.pick("牵头", "Leads"), Some(words::lead_rule(plan.lead_rule, language).to_owned())),
        (language.pick("读取率", "Read"), Some(words::coverage(&plan.coverage, language))),
    ];
    for (label, fact) in facts.iter().filter_map(|(label, fact)| Some((label, fact.as_ref()?))) {
        out.push_str(&format!("- {label}{}{}\n", language.pick("：", ": "), cell(fact)));
    }
    tasks(plan, language, &mut out);
    targets(plan, language, &mut out);
    rest(plan, language, &mut out);
    out
}

fn tasks(plan: &Plan, language: Language, out: &mut String) {
    let header = language
        .pick(["序号", "任务", "牵头单位", "责任单位", "期限"], ["No.", "Task", "Lead", "Shares", "By"]);
    let rows = plan.tasks.iter().map(|task| {
        vec![
            words::path(&task.path),
            words::task_title(task),
            task.lead.join("、"),
            words::responsible(task).join("、"),
            words::deadline(task.deadline.as_deref(), language),
        ]
    });
    table(language.pick("任务分解表", "Tasks"), &header, rows, out);
}

fn targets(plan: &Plan, language: Language, out: &mut String) {
    let header = language.pick(
        ["行", "指标", "目标值", "种类", "期限", "读法"],
        ["Line", "Target", "Value", "Kind", "By", "Reading"],
    );
    let rows = plan.targets.iter().map(|target| {
        let reading = if target.reading { language.pick("待确认", "to confirm") } else { "" };
        vec![
            target.line.to_string(),
            target.subject.clone(),
            words::value(target),
            words::kind(target.kind, language).to_owned(),
            words::by(target, language),
            reading.to_owned(),
        ]
    });
    table(language.pick("目标指标", "Targets"), &header, rows, out);
    let rows = plan
        .qualitative_targets
        .iter()
        .map(|target| vec![target.line.to_string(), target.text.clone(), target.word.clone()]);
    let header = language.pick(["行", "目标", "用词"], ["Line", "Target", "Word"]);
    table(language.pick("没有数值的目标", "Targets without a number"), &header, rows, out);
}

fn rest(plan: &Plan, language: Language, out: &mut String) {
    let rows = plan.stages.iter().map(|stage| {
        vec![
            words::path(&stage.path),
            stage.title.clone(),
            words::stage_dates(stage.from.as_ref(), stage.to.as_ref()),
        ]
    });
    let header = language.pick(["序号", "阶段", "起止"], ["No.", "Stage", "Dates"]);
    table(language.pick("实施步骤", "Stages"), &header, rows, out);
    let rows = plan
        .safeguards
        .iter()
        .map(|safeguard| vec![words::path(&safeguard.path), safeguard.title.clone(), safeguard.text.clone()]);
    let header = language.pick(["序号", "保障", "内容"], ["No.", "Safeguard", "Words"]);
    table(language.pick("保障措施", "Safeguards"), &header, rows, out);
    let rows = plan
        .bodies
        .iter()
        .map(|body| vec![words::body(body, language), body.leads.to_string(), body.shares.to_string()]);
    let header = language.pick(["主体", "牵头", "责任"], ["Body", "Leads", "Shares"]);
    table(language.pick("主体职责表", "Bodies"), &header, rows, out);
    let rows = plan.findings.iter().map(|finding| {
        vec![
            problems::severity(finding.severity, language).to_owned(),
            finding.line.to_string(),
            finding.quote.clone(),
            language.of(&finding.question).to_owned(),
            finding.owner.clone().unwrap_or_default(),
        ]
    });
    let header = language.pick(
        ["程度", "行", "原文", "问题", "答复单位"],
        ["Severity", "Line", "Quote", "Question", "To be answered by"],
    );
    table(language.pick("待明确问题", "Open questions"), &header, rows, out);
}

/// A table with its heading; nothing if it has no row.
fn table(title: &str, header: &[&str], rows: impl Iterator<Item = Vec<String>>, out: &mut String) {
    let rows: Vec<String> = rows
        .map(|row| format!("| {} |\n", row.iter().map(|text| cell(text)).collect::<Vec<_>>().join(" | ")))
        .collect();
    if rows.is_empty() {
        return;
    }
    let dashes = vec!["---"; header.len()].join(" | ");
    out.push_str(&format!("\n## {title}\n\n| {} |\n| {dashes} |\n{}", header.join(" | "), rows.concat()));
}

/// A text that keeps its place in a table.
fn cell(text: &str) -> String {
    let one_line =
        text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    one_line
        .replace('\\', "\\\\")
        .replace('|', "\\|")
        .replace('<', "&lt;")
        .replace('*', "\\*")
        .replace('_', "\\_")
}
