//! The page that `plan read` shows: who the plan is, what it says, what it leaves open.

use kernel::Severity;
use plan::Plan;

use super::{Section, parts, words};
use crate::language::Language;
use crate::render::{Paint, clean, problems, width, wrap};

/// How the page looks.
#[derive(Debug)]
pub(crate) struct Look {
    pub(crate) language: Language,
    pub(crate) paint: Paint,
    pub(crate) columns: usize,
    /// With the words of each task.
    pub(crate) full: bool,
    /// The file, for the hint what to do next.
    pub(crate) file: String,
}

/// The whole page, or one part of it.
pub(crate) fn page(plan: &Plan, section: Option<Section>, look: &Look) -> String {
    if let Some(section) = section {
        return body(plan, section, look);
    }
    let mut page = header(plan, look);
    for section in Section::ALL {
        let body = body(plan, section, look);
        if !body.is_empty() {
            page.push_str(&format!("\n{}{body}", heading(plan, section, look)));
        }
    }
    page
}

fn body(plan: &Plan, section: Section, look: &Look) -> String {
    match section {
        Section::Tasks if plan.tasks.is_empty() => String::new(),
        Section::Tasks => parts::tasks(plan, look),
        Section::Targets => parts::targets(plan, look),
        Section::Stages if plan.stages.is_empty() => String::new(),
        Section::Stages => parts::stages(plan, look),
        Section::Safeguards if plan.safeguards.is_empty() => String::new(),
        Section::Safeguards => parts::safeguards(plan, look),
        Section::Bodies if plan.bodies.is_empty() => String::new(),
        Section::Bodies => parts::bodies(plan, look),
        Section::Findings => findings(plan, look),
    }
}

/// Title and facts of the document.
fn header(plan: &Plan, look: &Look) -> String {
    let (language, paint) = (look.language, look.paint);
    let untitled = language.pick("（没有题目）", "(no title)").to_owned();
    let title = plan.title.clone().unwrap_or(untitled);
    let mut out: String =
        wrap(&title, look.columns).iter().map(|line| format!("{}\n", paint.bold(line))).collect();
    out.push('\n');
    let facts = [
        (language.pick("状态", "Status"), plan.status.clone()),
        (language.pick("文号", "Number"), plan.number.clone()),
        (language.pick("日期", "Date"), plan.date.clone()),
        (language.pick("期限", "Period"), words::period(plan)),
        (language.pick("地区", "Place"), plan.place.clone()),
        (language.pick("牵头", "Leads"), Some(words::lead_rule(plan.lead_rule, language).to_owned())),
        (language.pick("读取率", "Read"), Some(words::coverage(&plan.coverage, language))),
    ];
    let widest = facts.iter().map(|(label, _)| width(label)).max().unwrap_or(0);
    for (label, fact) in facts {
        let fact = fact.map_or_else(|| paint.dim("—"), |fact| clean(&fact).into_owned());
        let blanks = " ".repeat(widest - width(label));
        out.push_str(&format!("  {}{blanks}  {fact}\n", paint.dim(label)));
    }
    out
}

/// The heading of a part with its counts, on a light rule.
fn heading(plan: &Plan, section: Section, look: &Look) -> String {
    let (language, paint) = (look.language, look.paint);
    let (title, counts) = match section {
        Section::Tasks => {
            let leads: usize = plan.tasks.iter().map(|task| task.lead.len()).sum();
            let shares: usize = plan.tasks.iter().map(|task| task.responsible.len()).sum();
            let tasks = plan.tasks.len();
            let counts = language.pick(
                format!("{tasks} 项任务 · 牵头 {leads} · 责任 {shares}"),
                format!("{tasks} tasks · {leads} leads · {shares} shares"),
            );
            (language.pick("任务分解表", "Tasks"), counts)
        }
        Section::Targets => {
            let (numbers, words) = (plan.targets.len(), plan.qualitative_targets.len());
            let counts = language.pick(
                format!("{numbers} 项有数值 · {words} 项没有数值"),
                format!("{numbers} with a number · {words} without"),
            );
            (language.pick("目标指标", "Targets"), counts)
        }
        Section::Stages => (language.pick("实施步骤", "Stages"), plan.stages.len().to_string()),
        Section::Safeguards => (language.pick("保障措施", "Safeguards"), plan.safeguards.len().to_string()),
        Section::Bodies => {
            let bodies = plan.bodies.len();
            (
                language.pick("主体职责表", "Bodies"),
                language.pick(format!("{bodies} 个主体"), bodies.to_string()),
            )
        }
        Section::Findings => {
            let severities = plan.findings.iter().map(|finding| finding.severity);
            let counts = problems::counts(severities, language, Paint::choose("never", false));
            (language.pick("待明确问题", "Open questions"), counts)
        }
    };
    format!("{}  {}\n", paint.bold(title), paint.dim(&counts))
}

/// The worst findings in a line each, and where to see them all.
fn findings(plan: &Plan, look: &Look) -> String {
    const SHOWN_MAX: usize = 5;
    let (language, paint) = (look.language, look.paint);
    let mut all: Vec<_> = plan.findings.iter().collect();
    if all.is_empty() {
        return String::new();
    }
    all.sort_by_key(|finding| (std::cmp::Reverse(finding.severity), finding.line));
    let worst = all.iter().filter(|finding| finding.severity > Severity::Information).take(SHOWN_MAX);
    let mut out = String::new();
    for finding in worst {
        let word = problems::severity(finding.severity, language);
        let label = problems::color(finding.severity, word, paint);
        let line = language.pick(format!("第{}行", finding.line), format!("line {}", finding.line));
        let indent = 2 + width(word) + 2;
        let question = format!("{line}  {}", language.of(&finding.question));
        for (at, text) in wrap(&question, look.columns.saturating_sub(indent)).iter().enumerate() {
            let left = if at == 0 { format!("  {label}  ") } else { " ".repeat(indent) };
            out.push_str(&format!("{left}{text}\n"));
        }
    }
    let hint = language.pick(
        format!("全部问题：qiangxian plan check {}", look.file),
        format!("all of them: qiangxian plan check {}", look.file),
    );
    out.push_str(&format!("  {}\n", paint.dim(&hint)));
    out
}
