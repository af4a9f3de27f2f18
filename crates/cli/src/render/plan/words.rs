//! Values of a plan in words.

use plan::{Body, ByHow, Coverage, LeadRule, Plan, Target, TargetKind, Task};

use crate::language::Language;

/// A path of heading numbers as one number: 三（一）1.
pub(crate) fn path(path: &[String]) -> String {
    let mut out = String::new();
    for part in path {
        // Two plain numbers in a row would run together.
        if out.ends_with(|c: char| c.is_ascii_alphanumeric())
            && part.starts_with(|c: char| c.is_ascii_alphanumeric())
        {
            out.push('.');
        }
        out.push_str(part);
    }
    out
}

/// The title of a task, or its first words.
pub(crate) fn task_title(task: &Task) -> String {
    const CHARACTERS_MAX: usize = 30;
    match &task.title {
        Some(title) => title.clone(),
        None => {
            let first = task.text.split(['。', '；']).next().unwrap_or_default();
            let short: String = first.chars().take(CHARACTERS_MAX).collect();
            if short.len() < first.len() { format!("{short}…") } else { short }
        }
    }
}

/// The bodies that share, with 等 where the text ends so.
pub(crate) fn responsible(task: &Task) -> Vec<String> {
    let mut names = task.responsible.clone();
    if task.open_list
        && let Some(last) = names.last_mut()
    {
        last.push('等');
    }
    names
}

/// A deadline in words.
pub(crate) fn deadline(deadline: Option<&str>, language: Language) -> String {
    match deadline {
        Some("ongoing") => language.pick("长期", "ongoing").to_owned(),
        Some(date) => date.to_owned(),
        None => String::new(),
    }
}

/// The value of a target: ≥ 10 %.
pub(crate) fn value(target: &Target) -> String {
    let sign = match target.comparator.sign() {
        ">=" => "≥",
        "<=" => "≤",
        "~" => "≈",
        other => other,
    };
    format!("{sign} {}{}", target.number, target.unit)
}

/// When a target is to be reached; a date taken over from elsewhere in the text is marked.
pub(crate) fn by(target: &Target, language: Language) -> String {
    match (&target.by, target.by_how) {
        (Some(by), ByHow::Inherited) => format!("{by}{}", language.pick("（沿用）", " (inherited)")),
        (Some(by), _) => by.clone(),
        (None, _) => String::new(),
    }
}

/// What kind of number a target is.
pub(crate) fn kind(kind: TargetKind, language: Language) -> &'static str {
    match kind {
        TargetKind::Level => language.pick("水平", "level"),
        TargetKind::Rate => language.pick("比率", "rate"),
        TargetKind::Count => language.pick("数量", "count"),
        TargetKind::Score => language.pick("评分", "score"),
        TargetKind::AnnualGrowth => language.pick("年均增长", "annual growth"),
        TargetKind::GrowthOverBase => language.pick("比基期增长", "growth over base"),
        TargetKind::Delta => language.pick("增减量", "change"),
        TargetKind::PerYear => language.pick("每年", "per year"),
        TargetKind::Rank => language.pick("位次", "rank"),
    }
}

/// How the document says who leads.
pub(crate) fn lead_rule(rule: LeadRule, language: Language) -> &'static str {
    match rule {
        LeadRule::Named => language.pick("逐项写明牵头单位", "named at each task"),
        LeadRule::FirstNamed => language.pick("排在首位的单位牵头", "the first body of each list leads"),
        LeadRule::Responsible => {
            language.pick("责任单位牵头，配合单位协助", "the responsible body leads, others help")
        }
        LeadRule::None => language.pick("没有写明牵头单位", "nowhere said"),
    }
}

/// How much was read: 99.8%（9,600字中9,581字）.
pub(crate) fn coverage(coverage: &Coverage, language: Language) -> String {
    let (read, all) = (coverage.read, coverage.characters);
    // Shown with one decimal and never rounded up to 100.
    let tenths = (read * 1000).checked_div(all).unwrap_or(0);
    let share = format!("{}.{}%", tenths / 10, tenths % 10);
    if coverage.unread == 0 {
        return format!("{share}{}", language.pick(format!("（{all}字）"), format!(" ({all} characters)")));
    }
    let rest = coverage.unread;
    format!(
        "{share}{}",
        language.pick(format!("（{all}字，{rest}字未读）"), format!(" ({all} characters, {rest} unread)"))
    )
}

/// The years of the plan.
pub(crate) fn period(plan: &Plan) -> Option<String> {
    let period = plan.period.as_ref()?;
    Some(match &period.to {
        Some(to) if *to == period.from => to.clone(),
        Some(to) => format!("{}–{to}", period.from),
        None => format!("{}–", period.from),
    })
}

/// From when to when a stage lasts.
pub(crate) fn stage_dates(from: Option<&String>, to: Option<&String>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => from.clone(),
        (Some(from), Some(to)) => format!("{from} – {to}"),
        (Some(from), None) => format!("{from} –"),
        (None, Some(to)) => format!("– {to}"),
        (None, None) => String::new(),
    }
}

/// The name of a body; a group is marked.
pub(crate) fn body(body: &Body, language: Language) -> String {
    if body.group {
        format!("{}{}", body.name, language.pick("（群体）", " (group)"))
    } else {
        body.name.clone()
    }
}
