//! What of a pack can move the ends of clocks, beside the one that was in force before: in the words that every day which it moves keeps as
//! its reason.

use cases::{Law, Limit};
use jiff::ToSpan as _;
use jiff::civil::Date;
use kernel::Wording;
use kernel::calendar::{Calendar, Knowledge};
use kernel::period::Regime;

use crate::Declarations;
use crate::cases::{News, NewsOf};

/// Days that are named one by one; of more it is said how many there are.
const DAYS_NAMED: usize = 5;

/// What is new of the calendar, of the ways in which periods are counted, and of the law.
pub(super) fn what_is_new(before: &Declarations, now: &Declarations, pack: &str) -> Vec<News> {
    let years = Calendar::FIRST.year()..=Calendar::LAST.year();
    let mut news: Vec<News> =
        years.filter_map(|year| of_year(&before.calendar, &now.calendar, year)).collect();
    for regime in now.regimes.iter() {
        if before.regimes.iter().any(|known| known.id == regime.id && !counts_as(known, regime)) {
            let Wording { zh, en } = &regime.title;
            let what = Wording::new(
                format!("“{zh}”的计算规则有改动"),
                format!("the rule of counting {en} is another"),
            );
            news.push(News::new(what, NewsOf::Regime(regime.id.clone())));
        }
    }
    for law in now.laws.ids().flat_map(|id| now.laws.versions(id)) {
        let known = before.laws.versions(&law.id).iter().find(|known| known.in_force == law.in_force);
        match known {
            Some(known) => news.extend(corrected(known, law)),
            None => news.push(text_is(law, "已登记", "is on record")),
        }
    }
    for law in before.laws.ids().flat_map(|id| before.laws.versions(id)) {
        if now.laws.versions(&law.id).iter().all(|known| known.in_force != law.in_force) {
            news.push(text_is(law, "已撤下", "is on record no longer"));
        }
    }
    if news.is_empty() {
        let what = Wording::new(format!("数据包“{pack}”已更新"), format!("the pack {pack} is a newer one"));
        news.push(News::of_everything(what));
    }
    news
}

/// Whether periods are counted alike by two declarations of a regime.
fn counts_as(one: &Regime, other: &Regime) -> bool {
    one.first_day.rule == other.first_day.rule
        && one.working_days.rule == other.working_days.rule
        && one.month_end.rule == other.month_end.rule
        && one.roll_over.rule == other.roll_over.rule
        && one.hours.rule == other.hours.rule
}

/// What became of a year: it is published now, or days of it are working days that were none, or the other way round.
fn of_year(before: &Calendar, now: &Calendar, year: i16) -> Option<News> {
    let is_published = |calendar: &Calendar| calendar.knowledge(year) == Knowledge::Published;
    if is_published(now) && !is_published(before) {
        let what = Wording::new(
            format!("{year}年放假安排已公布"),
            format!("the arrangement for {year} is published"),
        );
        return Some(News::new(what, NewsOf::Year(year)));
    }
    let moved = moved_days(before, now, year);
    if moved.is_empty() && is_published(now) == is_published(before) {
        return None;
    }
    let named: Vec<Wording> =
        moved.iter().take(DAYS_NAMED).map(|(day, works)| of_day(*day, *works)).collect();
    let zh = named.iter().map(|it| it.zh.as_str()).collect::<Vec<&str>>().join("、");
    let en = named.iter().map(|it| it.en.as_str()).collect::<Vec<&str>>().join(", ");
    let what = match moved.len() {
        0 => Wording::new(
            format!("{year}年放假安排改为待公布"),
            format!("the arrangement for {year} is no longer taken as published"),
        ),
        count if count > DAYS_NAMED => Wording::new(
            format!("{year}年放假安排有更正，共{count}日：{zh}等"),
            format!("the arrangement for {year} is corrected, {count} days in all: {en} and others"),
        ),
        _ => Wording::new(
            format!("{year}年放假安排有更正：{zh}"),
            format!("the arrangement for {year} is corrected: {en}"),
        ),
    };
    let days: Vec<Date> = moved.into_iter().map(|(day, _)| day).collect();
    // Whether the days of a year are provisional concerns all that runs in it.
    let is_of_days = is_published(now) == is_published(before);
    Some(News::new(what, if is_of_days { NewsOf::Days(days) } else { NewsOf::Year(year) }))
}

/// The days of a year on which people work now and did not before, or the other way round.
fn moved_days(before: &Calendar, now: &Calendar, year: i16) -> Vec<(Date, bool)> {
    let works = |calendar: &Calendar, day| calendar.is_working(day).unwrap_or(true);
    let first = Date::new(year, 1, 1).unwrap_or(Calendar::FIRST);
    let days = first.series(1.day()).take_while(|day| day.year() == year);
    let moved = days.filter(|day| works(before, *day) != works(now, *day));
    moved.map(|day| (day, works(now, day))).collect()
}

fn of_day(day: Date, works: bool) -> Wording {
    match works {
        true => Wording::new(format!("{day}改为工作日"), format!("{day} is a working day")),
        false => Wording::new(format!("{day}改为休息日"), format!("{day} is a day of rest")),
    }
}

/// A text of a statute, and what became of it.
fn text_is(law: &Law, zh: &str, en: &str) -> News {
    let what = Wording::new(
        format!("《{}》{}起施行的文本{zh}", law.title.zh, law.in_force),
        format!("the text of {} in force from {} {en}", law.title.en, law.in_force),
    );
    News::new(what, NewsOf::Statute(law.id.clone()))
}

/// What was put right in a text that was on record: which limits, and to what; or which running periods it governs.
fn corrected(before: &Law, now: &Law) -> Option<News> {
    let mut what: Vec<Wording> = Vec::new();
    if before.transition != now.transition {
        what.push(Wording::new("过渡规则", "the rule of transition"));
    }
    what.extend(now.limits.iter().filter_map(|limit| of_limit(before.limit(&limit.id), limit)));
    let gone = before.limits.iter().filter(|limit| now.limit(&limit.id).is_none());
    what.extend(gone.map(|it| {
        Wording::new(format!("不再有“{}”", it.title.zh), format!("there is no {} any more", it.title.en))
    }));
    if what.is_empty() {
        return None;
    }
    let zh = what.iter().map(|it| it.zh.as_str()).collect::<Vec<&str>>().join("，");
    let en = what.iter().map(|it| it.en.as_str()).collect::<Vec<&str>>().join(", ");
    Some(text_is(now, &format!("有更正：{zh}"), &format!("is corrected: {en}")))
}

/// What was put right of a limit, as far as days follow from it; none if nothing was.
fn of_limit(before: Option<&Limit>, now: &Limit) -> Option<Wording> {
    let Wording { zh, en } = &now.title;
    let Some(before) = before else {
        let is = now.period.wording();
        return Some(Wording::new(format!("新增“{zh}”{}", is.zh), format!("{en} of {} is new", is.en)));
    };
    if before.period != now.period {
        let (was, is) = (before.period.wording(), now.period.wording());
        return Some(Wording::new(
            format!("“{zh}”由{}改为{}", was.zh, is.zh),
            format!("{en} is {} and not {}", is.en, was.en),
        ));
    }
    if before.regime != now.regime {
        return Some(Wording::new(format!("“{zh}”的计算规则"), format!("how {en} is counted")));
    }
    let grants = |limit: &Limit| -> Vec<_> {
        limit.extensions.iter().map(|it| (it.id.clone(), it.period, it.times)).collect()
    };
    (grants(before) != grants(now))
        .then(|| Wording::new(format!("“{zh}”的延长"), format!("what can be granted beyond {en}")))
}
