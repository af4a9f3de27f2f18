use jiff::civil::Date;
use kernel::Wording;
use kernel::period::{Event, Period};

use super::project::{Decisive, basis, granted, of_law};
use super::{Clock, Length, Projection, Running, Standing, project};
use crate::law::Limit;
use crate::{Rules, Uncounted};

/// Why a clock ends when it does: one sentence for each fact that moved the date, in the order in which they came.
///
/// # Errors
/// As [`project`].
pub fn explain(
    rules: Rules<'_>,
    clock: &Clock,
    running: &Running,
    today: Date,
) -> Result<Vec<Wording>, Uncounted> {
    let projection = project(rules, clock, running, today)?;
    let mut sentences = Vec::new();
    let limit = match basis(rules, clock, running, today)? {
        Decisive::Given(date) => {
            sentences.push(given(clock, date));
            None
        }
        Decisive::Own { period, regime } => {
            let counted = kernel::period::explain(rules.calendar, regime, running.start, period);
            sentences.push(own(clock, period));
            sentences.push(counted.map_err(Uncounted::Counting)?.wording());
            None
        }
        Decisive::Law { governing, regime } => {
            let limit = governing.limit;
            let counted = kernel::period::explain(rules.calendar, regime, running.start, limit.period);
            sentences.push(by_law(limit, governing.law.in_force));
            sentences.push(counted.map_err(Uncounted::Counting)?.wording());
            Some(limit)
        }
    };
    sentences.extend(running.extended.iter().filter_map(|it| extended(clock, it.extension, it.on, limit)));
    sentences.extend(running.still.iter().map(|still| stood_still(rules, clock, still)));
    sentences.extend(ending(clock, running, &projection, limit));
    Ok(sentences)
}

fn given(clock: &Clock, date: Date) -> Wording {
    let Wording { zh, en } = &clock.title;
    Wording::new(
        format!("{zh}：{date}，由办理时填写的日期确定。"),
        format!("{en}: {date}, the day that was entered."),
    )
}

fn own(clock: &Clock, period: Period) -> Wording {
    let Length::Own { statute, article, .. } = &clock.length else { return Wording::new("", "") };
    let Wording { zh, en } = period.wording();
    Wording::new(
        format!("{}为{zh}（《{statute}》{article}）。", clock.title.zh),
        format!("{}: {en} (《{statute}》{article}).", clock.title.en),
    )
}

fn by_law(limit: &Limit, in_force: Date) -> Wording {
    let Wording { zh, en } = limit.period.wording();
    Wording::new(
        format!("{}为{zh}，依据{}（{in_force}起施行的文本）。", limit.title.zh, limit.basis),
        format!("{}: {en}, by {} (text in force from {in_force}).", limit.title.en, limit.basis),
    )
}

fn extended(clock: &Clock, extension: usize, on: Event, limit: Option<&Limit>) -> Option<Wording> {
    let Wording { zh, en } = granted(clock, extension, limit)?.wording();
    let article = clock.extensions.get(extension)?.ground.cited();
    let approver = of_law(clock, extension, limit).map(|it| &it.approver);
    let (by_zh, by_en) = match approver {
        Some(approver) => (format!("经{}", approver.zh), format!(" by the {}", approver.en)),
        None => (String::new(), String::new()),
    };
    Some(Wording::new(
        format!("{on}{by_zh}批准延长{zh}（{article}）。"),
        format!("Extended{by_en} on {on}: {en} ({article})."),
    ))
}

fn stood_still(rules: Rules<'_>, clock: &Clock, still: &super::Still) -> Wording {
    let article = clock.pauses.get(still.pausing).map(|pausing| pausing.ground.cited()).unwrap_or_default();
    let from = still.from;
    let Some(to) = still.to else {
        return Wording::new(
            format!("{from}起中止计算，尚未恢复（{article}）。"),
            format!("It has stood still since {from} ({article})."),
        );
    };
    let days = from.date().until(to.date()).map_or(0, |span| span.get_days());
    let working = rules.calendar.working_days_between(from.date(), to.date()).unwrap_or(0);
    Wording::new(
        format!("{from}中止计算，{to}恢复，其间{days}日（{working}个工作日）不计入（{article}）。"),
        format!(
            "It stood still from {from} to {to}: {days} days ({working} working days) do not count ({article})."
        ),
    )
}

fn ending(clock: &Clock, running: &Running, projection: &Projection, limit: Option<&Limit>) -> Vec<Wording> {
    let mut sentences = Vec::new();
    match (projection.standing, projection.due) {
        (Standing::StandsStill { left, working }, _) => {
            let (zh, en) = if working { ("个工作日", "working days") } else { ("日", "days") };
            sentences.push(Wording::new(
                format!("恢复后还剩{left}{zh}。"),
                format!("When it runs on, {left} {en} are left."),
            ));
        }
        (_, Some(due)) if !running.extended.is_empty() || !running.still.is_empty() => {
            sentences
                .push(Wording::new(format!("因此最后一日为{due}。"), format!("So the last day is {due}.")));
        }
        _ => {}
    }
    if let Some(strict) = projection.strict {
        sentences.push(Wording::new(
            format!("最严格的读法不计延长和中止，最后一日为{strict}。"),
            format!("Read most strictly, without extensions and pauses, the last day is {strict}."),
        ));
    }
    if let Some(other) = &projection.other {
        let (in_force, due) = (other.in_force, other.due);
        sentences.push(Wording::new(
            format!(
                "{in_force}起施行的文本没有写明是否适用于已经开始的期限；如适用，最后一日为{due}。在明确之前为暂定。"
            ),
            format!(
                "Whether the text in force from {in_force} governs what was already running is not known; if it does, the last \
                 day is {due}. Until that is settled the date is provisional."
            ),
        ));
    }
    if let Some(stopped) = running.stopped {
        sentences.push(Wording::new(format!("{stopped}已办结。"), format!("It ended on {stopped}.")));
    }
    let consequence = clock.consequence.as_ref().or_else(|| limit?.consequence.as_ref());
    if let Some(Wording { zh, en }) = consequence {
        sentences.push(Wording::new(format!("逾期后果：{zh}"), format!("When it runs out: {en}")));
    }
    sentences
}
