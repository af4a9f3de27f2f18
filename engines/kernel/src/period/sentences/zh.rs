use jiff::civil::{Date, Time, Weekday};

use super::{SPANS_LISTED_MAX, by_reason, year_ranges};
use crate::calendar::{Knowledge, Notice};
use crate::period::regime::{Basis, Certainty, FirstDay, HourStart, MonthEnd, RollOver};
use crate::period::{Counted, Event, Explanation, FirstCounted, LastDay, MonthEndReached, Span, Why};

pub(super) fn paragraph(it: &Explanation) -> String {
    let mut sentences = vec![answer(it), first(&it.first)];
    sentences.extend(counted(it));
    sentences.extend(skipped(it));
    if let Some(last) = &it.last {
        sentences.extend(last.month_end.as_ref().map(|end| month_end(end, last.counted_to)));
        sentences.push(last_day(last));
    }
    sentences.extend(remarks(it));
    sentences.iter().map(|sentence| format!("{sentence}。")).collect()
}

fn answer(it: &Explanation) -> String {
    let from = match it.event {
        Event::Moment(moment) if it.due.time.is_some() => {
            format!("{}{}", weekday(moment.date()), clock(moment.time()))
        }
        _ => weekday(it.event.date()),
    };
    let to = weekday(it.due.date) + &it.due.time.map(clock).unwrap_or_default();
    let provisional = if it.due.provisional { "（暂定）" } else { "" };
    format!("{from}起{}，按《{}》计算，于{to}届满{provisional}", it.period.wording().zh, it.statute)
}

fn first(first: &FirstCounted) -> String {
    let (FirstCounted::Day { basis, .. } | FirstCounted::Moment { basis, .. }) = first;
    let basis = cited(basis);
    match first {
        FirstCounted::Day { date, rule: FirstDay::Excluded, .. } => {
            format!("依{basis}，开始的当日不计入，自{}起算", day(*date))
        }
        FirstCounted::Day { date, rule: FirstDay::Included, .. } => {
            format!("依{basis}，自法定日{}当日起算", day(*date))
        }
        FirstCounted::Moment { moment, rule: HourStart::StatedTime, .. } => {
            format!("依{basis}，自{}{}起算", day(moment.date()), clock(moment.time()))
        }
        FirstCounted::Moment { moment, rule: HourStart::NextHour, .. } => {
            format!("依{basis}，开始的时不计入，自次时即{}{}起算", day(moment.date()), clock(moment.time()))
        }
    }
}

fn counted(it: &Explanation) -> Option<String> {
    let counted = &it.counted;
    let working = counted.kind == Counted::WorkingDays;
    let length = it.period.wording().zh;
    let Some(basis) = counted.basis.as_ref().map(cited) else {
        return match counted.kind {
            Counted::WorkingDays => Some("期限写明为工作日，按工作日计算".to_owned()),
            Counted::Hours => Some("按小时连续计算，不因休息日顺延".to_owned()),
            Counted::Months | Counted::CalendarDays => None,
        };
    };
    Some(match &counted.why {
        Why::EveryAmount => format!("依{basis}，期限以工作日计算"),
        Why::Listed(amounts) if working => format!("依{basis}，{}是指工作日，故按工作日计算", list(amounts)),
        Why::Listed(amounts) => format!("依{basis}，只有{}是工作日，{length}按公历日连续计算", list(amounts)),
        Why::UpTo(most) if working => format!("依{basis}，{most}日以内的期限是工作日，故按工作日计算"),
        Why::UpTo(most) => format!("依{basis}，{most}日以内才是工作日，{length}按公历日连续计算"),
        Why::NoAmount | Why::Stated => format!("依{basis}，按公历日连续计算，其间的休息日计入"),
    })
}

/// The article, marked where it does not say so itself.
fn cited(basis: &Basis) -> String {
    match basis.certainty {
        Certainty::Law => basis.to_string(),
        Certainty::Reading => format!("{basis}（系对法律的理解）"),
    }
}

fn list(amounts: &[u32]) -> String {
    amounts.iter().map(|amount| format!("{amount}日")).collect::<Vec<_>>().join("、")
}

fn skipped(it: &Explanation) -> Vec<String> {
    let mut sentences = Vec::new();
    if let (Some((days, rest)), FirstCounted::Day { date, .. }) = (it.days_passed(), &it.first) {
        let (from, to) = (short(*date, it.event.date()), short(it.due.date, it.event.date()));
        let amount = it.period.amount();
        sentences.push(match rest {
            0 => format!("{from}至{to}共{days}天，均为工作日"),
            _ => format!("{from}至{to}共{days}天，其中休息日{rest}天不计入，计{amount}个工作日"),
        });
    }
    if !it.counted.skipped.is_empty() {
        sentences.push(format!("休息日：{}", spans(&it.counted.skipped, it.event.date())));
    }
    if !it.counted.worked.is_empty() {
        sentences.push(format!("照常计入：{}", spans(&it.counted.worked, it.event.date())));
    }
    sentences
}

fn month_end(end: &MonthEndReached, counted_to: Date) -> String {
    let basis = cited(&end.basis);
    let last = day(counted_to);
    match (end.corresponding_day, end.rule) {
        (Some(_), MonthEnd::CorrespondingDay) => format!("依{basis}，到期月的对应日{last}为最后一日"),
        (Some(corresponding), MonthEnd::DayBeforeCorrespondingDay) => {
            format!("依{basis}，到期月对应日{}的前一日{last}为最后一日", day(corresponding))
        }
        (None, _) => format!("依{basis}，到期月没有对应日，以月末日{last}为最后一日"),
    }
}

fn last_day(last: &LastDay) -> String {
    let (basis, counted_to) = (cited(&last.basis), weekday(last.counted_to));
    let Some(rolled_over) = &last.rolled_over else {
        return match last.rule {
            RollOver::None => format!("依{basis}，最后一日不因休息日顺延"),
            _ if last.is_worked_weekend => format!("最后一日{counted_to}是调休上班日，不顺延"),
            _ => format!("最后一日{counted_to}是工作日，不顺延"),
        };
    };
    let (rest, to) = (spans(&rolled_over.rest, last.counted_to), weekday(rolled_over.to));
    let rule = match last.rule {
        RollOver::FirstWorkingDay => "以休假日后的第一个工作日为最后一日",
        _ => "以休假日结束的次日为最后一日",
    };
    format!("最后一日{counted_to}是休息日：{rest}；依{basis}，{rule}，顺延至{to}")
}

fn remarks(it: &Explanation) -> Vec<String> {
    let mut sentences = Vec::new();
    if !it.notices.is_empty() {
        let notices: Vec<String> = it.notices.iter().map(notice).collect();
        sentences.push(format!("所据放假安排：{}", notices.join("、")));
    }
    for (first, last) in year_ranges(&it.unpublished) {
        let years =
            if first.year == last { format!("{last}年") } else { format!("{}年至{last}年", first.year) };
        let known = match first.knowledge {
            Knowledge::StatutoryOnly => "只按法定节假日和周末计算，调休未知",
            Knowledge::NoData | Knowledge::Published => "只按周末计算",
        };
        sentences.push(format!("暂定的原因：没有{years}的放假通知，{known}；收录通知后应当重新计算"));
    }
    if let Some(year) = it.may_reach_back {
        sentences.push(format!("提示：{year}年的放假通知尚未收录，仍可能调整此前的年末几日"));
    }
    if let Some(date) = it.in_force_later {
        sentences.push(format!("所引文本自{}起施行，事件在此之前，请核对当时的规定", day(date)));
    }
    sentences.extend(it.note.as_ref().map(|note| note.zh.clone()));
    sentences
}

fn notice(notice: &Notice) -> String {
    let of = [notice.number.clone(), notice.date.map(day)];
    let of: Vec<String> = of.into_iter().flatten().collect();
    if of.is_empty() {
        format!("《{}》", notice.title)
    } else {
        format!("《{}》（{}）", notice.title, of.join("，"))
    }
}

/// 春节放假9天（2月15日至2月23日）、周末3天（3月1日、3月7日至3月8日）.
fn spans(spans: &[Span], near: Date) -> String {
    let groups = by_reason(spans).into_iter().map(|(reason, spans)| {
        let days: u32 = spans.iter().map(|span| span.days).sum();
        let count = format!("{}{days}天", reason.zh);
        if spans.len() > SPANS_LISTED_MAX { count } else { format!("{count}（{}）", dates(spans, near)) }
    });
    groups.collect::<Vec<_>>().join("、")
}

fn dates<'s>(spans: impl IntoIterator<Item = &'s Span>, near: Date) -> String {
    let span = |span: &Span| {
        let first = short(span.first, near);
        if span.days == 1 { first } else { format!("{first}至{}", short(span.last, span.first)) }
    };
    spans.into_iter().map(span).collect::<Vec<_>>().join("、")
}

/// Without the year where it goes without saying.
fn short(date: Date, near: Date) -> String {
    if date.year() == near.year() { format!("{}月{}日", date.month(), date.day()) } else { day(date) }
}

fn day(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

fn weekday(date: Date) -> String {
    let name = match date.weekday() {
        Weekday::Monday => "一",
        Weekday::Tuesday => "二",
        Weekday::Wednesday => "三",
        Weekday::Thursday => "四",
        Weekday::Friday => "五",
        Weekday::Saturday => "六",
        Weekday::Sunday => "日",
    };
    format!("{}（星期{name}）", day(date))
}

fn clock(time: Time) -> String {
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    match (minute, second) {
        (0, 0) => format!("{hour}时"),
        (_, 0) => format!("{hour}时{minute}分"),
        _ => format!("{hour}时{minute}分{second}秒"),
    }
}
