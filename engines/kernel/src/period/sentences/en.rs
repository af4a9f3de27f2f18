use jiff::civil::{Date, Weekday};

use super::{SPANS_LISTED_MAX, by_reason, year_ranges};
use crate::calendar::Knowledge;
use crate::period::event::clock;
use crate::period::regime::{Basis, Certainty, FirstDay, HourStart, MonthEnd, RollOver};
use crate::period::{Counted, Explanation, FirstCounted, LastDay, MonthEndReached, Span, Why};

pub(super) fn paragraph(it: &Explanation) -> String {
    let mut sentences = vec![answer(it), first(&it.first)];
    sentences.extend(counted(it));
    sentences.extend(skipped(it));
    if let Some(last) = &it.last {
        sentences.extend(last.month_end.as_ref().map(|end| month_end(end, last.counted_to)));
        sentences.push(last_day(last));
    }
    sentences.extend(remarks(it));
    sentences.iter().map(|sentence| format!("{sentence}.")).collect::<Vec<_>>().join(" ")
}

fn answer(it: &Explanation) -> String {
    let time = it.due.time.map(|time| format!(" at {}", clock(time))).unwrap_or_default();
    let provisional = if it.due.provisional { " (provisional)" } else { "" };
    let (length, event, due, statute) = (it.period.wording().en, it.event, weekday(it.due.date), &it.statute);
    format!("{length} from {event} under 《{statute}》 end on {due}{time}{provisional}")
}

fn first(first: &FirstCounted) -> String {
    let (FirstCounted::Day { basis, .. } | FirstCounted::Moment { basis, .. }) = first;
    let basis = cited(basis);
    match first {
        FirstCounted::Day { date, rule: FirstDay::Excluded, .. } => {
            format!("Under {basis} the day of the event is not counted; the first day is {date}")
        }
        FirstCounted::Day { date, rule: FirstDay::Included, .. } => {
            format!("Under {basis} the statutory day {date} is itself the first day")
        }
        FirstCounted::Moment { moment, rule: HourStart::StatedTime, .. } => {
            format!("Under {basis} hours run from {} {}", moment.date(), clock(moment.time()))
        }
        FirstCounted::Moment { moment, rule: HourStart::NextHour, .. } => {
            let (date, time) = (moment.date(), clock(moment.time()));
            format!("Under {basis} the hour of the start is not counted; hours run from {date} {time}")
        }
    }
}

fn counted(it: &Explanation) -> Option<String> {
    let counted = &it.counted;
    let working = counted.kind == Counted::WorkingDays;
    let length = it.period.wording().en;
    let Some(basis) = counted.basis.as_ref().map(cited) else {
        return match counted.kind {
            Counted::WorkingDays => Some("The period is stated in working days".to_owned()),
            Counted::Hours => Some("Hours run on through rest days and do not roll over".to_owned()),
            Counted::Months | Counted::CalendarDays => None,
        };
    };
    Some(match &counted.why {
        Why::EveryAmount => format!("Under {basis} all periods are working days"),
        Why::Listed(amounts) if working => format!("Under {basis} {} 日 are working days", list(amounts)),
        Why::Listed(amounts) => {
            format!("Under {basis} only {} 日 are working days; {length} are calendar days", list(amounts))
        }
        Why::UpTo(most) if working => format!("Under {basis} periods of {most} 日 or less are working days"),
        Why::UpTo(most) => {
            format!(
                "Under {basis} only periods of {most} 日 or less are working days; {length} are calendar days"
            )
        }
        Why::NoAmount | Why::Stated => format!("Under {basis} every calendar day counts, rest days included"),
    })
}

/// The article, marked where it does not say so itself.
fn cited(basis: &Basis) -> String {
    match basis.certainty {
        Certainty::Law => basis.to_string(),
        Certainty::Reading => format!("{basis} (our reading)"),
    }
}

fn list(amounts: &[u32]) -> String {
    amounts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn skipped(it: &Explanation) -> Vec<String> {
    let mut sentences = Vec::new();
    if let (Some((days, rest)), FirstCounted::Day { date, .. }) = (it.days_passed(), &it.first) {
        let (to, amount) = (it.due.date, it.period.amount());
        sentences.push(match rest {
            0 => format!("{date} to {to} are {days} days, all of them working days"),
            _ => format!("{date} to {to} are {days} days, {rest} of them rest days, which leaves {amount}"),
        });
    }
    if !it.counted.skipped.is_empty() {
        sentences.push(format!("Rest days: {}", spans(&it.counted.skipped)));
    }
    if !it.counted.worked.is_empty() {
        sentences.push(format!("Counted all the same: {}", spans(&it.counted.worked)));
    }
    sentences
}

fn month_end(end: &MonthEndReached, counted_to: Date) -> String {
    let basis = cited(&end.basis);
    match (end.corresponding_day, end.rule) {
        (Some(_), MonthEnd::CorrespondingDay) => {
            format!("Under {basis} the last day is the corresponding day {counted_to}")
        }
        (Some(corresponding), MonthEnd::DayBeforeCorrespondingDay) => {
            format!(
                "Under {basis} the last day is {counted_to}, the day before the corresponding day {corresponding}"
            )
        }
        (None, _) => {
            format!(
                "Under {basis} the last day is the end of the month, {counted_to}, which lacks the corresponding day"
            )
        }
    }
}

fn last_day(last: &LastDay) -> String {
    let (basis, counted_to) = (cited(&last.basis), weekday(last.counted_to));
    let Some(rolled_over) = &last.rolled_over else {
        return match last.rule {
            RollOver::None => format!("Under {basis} the last day does not roll over"),
            _ if last.is_worked_weekend => {
                format!("The last day, {counted_to}, is a worked weekend day and does not roll over")
            }
            _ => format!("The last day, {counted_to}, is a working day and does not roll over"),
        };
    };
    let (rest, to) = (spans(&rolled_over.rest), weekday(rolled_over.to));
    let rule = match last.rule {
        RollOver::FirstWorkingDay => "the first working day after the rest days",
        _ => "the day after the rest days",
    };
    format!("The last day, {counted_to}, is a rest day: {rest}; under {basis} it rolls over to {rule}, {to}")
}

fn remarks(it: &Explanation) -> Vec<String> {
    let mut sentences = Vec::new();
    if !it.notices.is_empty() {
        let notices: Vec<String> = it.notices.iter().map(ToString::to_string).collect();
        sentences.push(format!("Notices used: {}", notices.join(", ")));
    }
    for (first, last) in year_ranges(&it.unpublished) {
        let years = if first.year == last { last.to_string() } else { format!("{} to {last}", first.year) };
        let known = match first.knowledge {
            Knowledge::StatutoryOnly => "only statutory holidays and weekends are known",
            Knowledge::NoData | Knowledge::Published => "only weekends are known",
        };
        sentences.push(format!(
            "Provisional because there is no holiday notice for {years} and {known}; to be counted again with the notice"
        ));
    }
    if let Some(year) = it.may_reach_back {
        sentences.push(format!(
            "The notice for {year} is not known yet and may still move the last days of December"
        ));
    }
    if let Some(date) = it.in_force_later {
        sentences.push(format!(
            "The cited text took effect on {date}, after the event; check the text of that time"
        ));
    }
    sentences.extend(it.note.as_ref().map(|note| format!("Note: {}", note.en)));
    sentences
}

fn spans(spans: &[Span]) -> String {
    let groups = by_reason(spans).into_iter().map(|(reason, spans)| {
        let days: u32 = spans.iter().map(|span| span.days).sum();
        let count = format!("{days} day{} of {}", if days == 1 { "" } else { "s" }, reason.en);
        if spans.len() > SPANS_LISTED_MAX { count } else { format!("{count} ({})", dates(spans)) }
    });
    groups.collect::<Vec<_>>().join(", ")
}

fn dates<'s>(spans: impl IntoIterator<Item = &'s Span>) -> String {
    let span = |span: &Span| {
        if span.days == 1 { span.first.to_string() } else { format!("{} to {}", span.first, span.last) }
    };
    spans.into_iter().map(span).collect::<Vec<_>>().join(", ")
}

fn weekday(date: Date) -> String {
    let name = match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    };
    format!("{name} {date}")
}
