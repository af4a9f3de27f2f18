//! A plan as a workbook with the sheets that offices pass around.

use documents::{Cell, CellKind, Column, Sheet, Workbook};
use plan::{ClauseKind, Force, Plan};

use super::words;
use crate::language::Language;
use crate::render::problems;

/// The whole workbook. A sheet without rows stays, so that every file looks the same.
pub(crate) fn workbook(plan: &Plan, language: Language) -> Workbook {
    let mut sheets = vec![
        tasks(plan, language),
        targets(plan, language),
        stages(plan, language),
        safeguards(plan, language),
        bodies(plan, language),
        findings(plan, language),
        clauses(plan, language),
    ];
    for sheet in &mut sheets {
        sheet.title.clone_from(&plan.title);
        sheet.notes = vec![language.pick(
            format!(
                "{}；读取率 {}",
                plan.status.as_deref().unwrap_or("状态未写明"),
                words::coverage(&plan.coverage, language)
            ),
            format!(
                "{}; read {}",
                plan.status.as_deref().unwrap_or("no status"),
                words::coverage(&plan.coverage, language)
            ),
        )];
    }
    Workbook { sheets }
}

fn sheet(name: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Sheet {
    Sheet { name: name.to_owned(), columns, rows, ..Sheet::default() }
}

fn words_column(title: &str) -> Column {
    Column::new(title, CellKind::Text)
}

fn number_column(title: &str) -> Column {
    Column::new(title, CellKind::Number { decimals: 0 })
}

fn number(count: usize) -> Cell {
    // Lines and counts of a plan are far below the integers a float keeps.
    Cell::Number(u32::try_from(count).map_or(f64::MAX, f64::from))
}

fn text(text: impl Into<String>) -> Cell {
    Cell::text(text.into())
}

fn tasks(plan: &Plan, language: Language) -> Sheet {
    let columns = vec![
        words_column(language.pick("序号", "No.")),
        words_column(language.pick("组别", "Group")).wrapped_at(22.0),
        words_column(language.pick("任务", "Task")).wrapped_at(24.0),
        words_column(language.pick("内容", "Words")).wrapped_at(60.0),
        words_column(language.pick("牵头单位", "Lead")).wrapped_at(26.0),
        words_column(language.pick("责任单位", "Shares")).wrapped_at(36.0),
        words_column(language.pick("期限", "By")),
        number_column(language.pick("行", "Line")),
    ];
    let rows = plan.tasks.iter().map(|task| {
        vec![
            text(words::path(&task.path)),
            text(task.group.clone().unwrap_or_default()),
            text(words::task_title(task)),
            text(&*task.text),
            text(task.lead.join("、")),
            text(words::responsible(task).join("、")),
            text(words::deadline(task.deadline.as_deref(), language)),
            number(task.line),
        ]
    });
    sheet(language.pick("任务分解表", "Tasks"), columns, rows.collect())
}

fn targets(plan: &Plan, language: Language) -> Sheet {
    let columns = vec![
        words_column(language.pick("指标", "Target")).wrapped_at(36.0),
        words_column(language.pick("比较", "Comparator")),
        Column::new(language.pick("目标值", "Value"), CellKind::Number { decimals: 2 }),
        words_column(language.pick("单位", "Unit")),
        words_column(language.pick("种类", "Kind")),
        words_column(language.pick("期限", "By")),
        words_column(language.pick("读法", "Reading")),
        words_column(language.pick("原文", "As written")).wrapped_at(70.0),
        number_column(language.pick("行", "Line")),
    ];
    let numbers = plan.targets.iter().map(|target| {
        let reading = if target.reading { language.pick("待确认", "to confirm") } else { "" };
        vec![
            text(&*target.subject),
            text(target.comparator.sign()),
            Cell::Number(target.number),
            text(&*target.unit),
            text(words::kind(target.kind, language)),
            text(words::by(target, language)),
            text(reading),
            text(&*target.sentence),
            number(target.line),
        ]
    });
    let without = plan.qualitative_targets.iter().map(|target| {
        let kind = text(language.pick("没有数值", "no number"));
        let by = text(target.by.clone().unwrap_or_default());
        vec![
            text(&*target.text),
            text(&*target.word),
            Cell::Empty,
            Cell::Empty,
            kind,
            by,
            Cell::Empty,
            text(&*target.text),
            number(target.line),
        ]
    });
    sheet(language.pick("目标指标", "Targets"), columns, numbers.chain(without).collect())
}

fn stages(plan: &Plan, language: Language) -> Sheet {
    let columns = vec![
        words_column(language.pick("序号", "No.")),
        words_column(language.pick("阶段", "Stage")).wrapped_at(30.0),
        words_column(language.pick("开始", "From")),
        words_column(language.pick("结束", "To")),
        words_column(language.pick("原文", "As written")).wrapped_at(30.0),
        number_column(language.pick("行", "Line")),
    ];
    let rows = plan.stages.iter().map(|stage| {
        vec![
            text(words::path(&stage.path)),
            text(&*stage.title),
            text(stage.from.clone().unwrap_or_default()),
            text(stage.to.clone().unwrap_or_default()),
            text(stage.text.clone().unwrap_or_default()),
            number(stage.line),
        ]
    });
    sheet(language.pick("实施步骤", "Stages"), columns, rows.collect())
}

fn safeguards(plan: &Plan, language: Language) -> Sheet {
    let columns = vec![
        words_column(language.pick("序号", "No.")),
        words_column(language.pick("保障", "Safeguard")).wrapped_at(24.0),
        words_column(language.pick("内容", "Words")).wrapped_at(80.0),
        words_column(language.pick("单位", "Bodies")).wrapped_at(30.0),
        number_column(language.pick("行", "Line")),
    ];
    let rows = plan.safeguards.iter().map(|safeguard| {
        let bodies = [safeguard.lead.clone(), safeguard.responsible.clone()].concat().join("、");
        vec![
            text(words::path(&safeguard.path)),
            text(&*safeguard.title),
            text(&*safeguard.text),
            text(bodies),
            number(safeguard.line),
        ]
    });
    sheet(language.pick("保障措施", "Safeguards"), columns, rows.collect())
}

fn bodies(plan: &Plan, language: Language) -> Sheet {
    let columns = vec![
        words_column(language.pick("主体", "Body")).wrapped_at(40.0),
        number_column(language.pick("牵头", "Leads")),
        number_column(language.pick("责任", "Shares")),
        number_column(language.pick("合计", "Total")),
        words_column(language.pick("群体", "Group")),
    ];
    let rows = plan.bodies.iter().map(|body| {
        let group = if body.group { language.pick("是", "yes") } else { "" };
        vec![
            text(&*body.name),
            number(body.leads),
            number(body.shares),
            number(body.leads + body.shares),
            text(group),
        ]
    });
    sheet(language.pick("主体职责", "Bodies"), columns, rows.collect())
}

fn findings(plan: &Plan, language: Language) -> Sheet {
    let columns = vec![
        words_column(language.pick("程度", "Severity")),
        number_column(language.pick("行", "Line")),
        words_column(language.pick("原文", "Quote")).wrapped_at(50.0),
        words_column(language.pick("问题", "Question")).wrapped_at(60.0),
        words_column(language.pick("答复单位", "To be answered by")).wrapped_at(26.0),
        words_column(language.pick("答复", "Answer")).wrapped_at(40.0),
        words_column(language.pick("代码", "Code")),
    ];
    let rows = plan.findings.iter().map(|finding| {
        vec![
            text(problems::severity(finding.severity, language)),
            number(finding.line),
            text(&*finding.quote),
            text(language.of(&finding.question)),
            text(finding.owner.clone().unwrap_or_default()),
            Cell::Empty,
            text(&*finding.code),
        ]
    });
    sheet(language.pick("待明确问题", "Open questions"), columns, rows.collect())
}

fn clauses(plan: &Plan, language: Language) -> Sheet {
    let columns = vec![
        number_column(language.pick("行", "Line")),
        words_column(language.pick("位置", "Place")),
        words_column(language.pick("种类", "Kind")),
        words_column(language.pick("力度", "Force")),
        words_column(language.pick("原文", "Words")).wrapped_at(100.0),
    ];
    let rows = plan.clauses.iter().map(|clause| {
        vec![
            number(clause.line),
            text(words::path(&clause.path)),
            text(clause_kind(clause.kind, language)),
            text(clause.force.map_or("", |force| self::force(force, language))),
            text(&*clause.text),
        ]
    });
    sheet(language.pick("条款", "Clauses"), columns, rows.collect())
}

fn clause_kind(kind: ClauseKind, language: Language) -> &'static str {
    match kind {
        ClauseKind::Title => language.pick("题目", "title"),
        ClauseKind::Status => language.pick("状态", "status"),
        ClauseKind::Number => language.pick("文号", "number"),
        ClauseKind::Frame => language.pick("版头", "frame"),
        ClauseKind::Notice => language.pick("通知", "notice"),
        ClauseKind::Heading => language.pick("标题", "heading"),
        ClauseKind::Sentence => language.pick("正文", "sentence"),
        ClauseKind::Owners => language.pick("责任", "owners"),
        ClauseKind::TableHeading => language.pick("表头", "table heading"),
        ClauseKind::Cell => language.pick("表格", "cell"),
        ClauseKind::Furniture => language.pick("页面", "furniture"),
    }
}

fn force(force: Force, language: Language) -> &'static str {
    match force {
        Force::Ensure => language.pick("确保", "ensure"),
        Force::Compete => language.pick("争创", "compete"),
        Force::Strive => language.pick("力争", "strive"),
        Force::Encourage => language.pick("鼓励", "encourage"),
        Force::Explore => language.pick("探索", "explore"),
    }
}
