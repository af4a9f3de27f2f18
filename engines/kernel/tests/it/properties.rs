//! The fast count against a slow one that walks day by day, with the days of a second source.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use kernel::calendar::{Calendar, Knowledge};
use kernel::period::{
    Event, FirstCounted, FirstDay, MonthEnd, Period, Regime, Regimes, RollOver, Unit, due, explain,
};
use proptest::prelude::*;

use crate::days::DAYS;
use crate::pack::{CALENDAR, CALENDAR_TEXT, REGIMES, REGIMES_TEXT};

/// The statutory days of 2027 that fall on Monday to Friday.
const STATUTORY_2027: [(i8, i8); 7] = [(1, 1), (2, 5), (2, 8), (4, 5), (6, 9), (9, 15), (10, 1)];

fn is_working(day: Date) -> bool {
    DAYS.get(&day).copied().unwrap_or_else(|| {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let holiday = day.year() == 2027 && STATUTORY_2027.contains(&(day.month(), day.day()));
        !weekend && !holiday
    })
}

fn is_published(day: Date) -> bool {
    DAYS.contains_key(&day)
}

/// The last day and whether it is provisional, counted on the fingers.
fn oracle(regime: &Regime, event: Date, period: Period) -> (Date, bool) {
    let amount = period.amount();
    let included = regime.first_day.rule == FirstDay::Included;
    let working = match period.unit() {
        Unit::WorkingDay => true,
        Unit::Day => regime.working_days.rule.contains(amount),
        _ => false,
    };
    let mut provisional = false;
    let mut day = if included { event } else { event.tomorrow().unwrap() };
    if working {
        let mut left = amount;
        loop {
            provisional |= !is_published(day);
            left -= u32::from(is_working(day));
            if left == 0 {
                return (day, provisional);
            }
            day = day.tomorrow().unwrap();
        }
    }
    if period.unit() == Unit::Day {
        for _ in 1..amount {
            day = day.tomorrow().unwrap();
        }
    } else {
        let months = i64::from(amount) * if period.unit() == Unit::Year { 12 } else { 1 };
        day = event.checked_add(months.months()).unwrap();
        let before = regime.month_end.rule == MonthEnd::DayBeforeCorrespondingDay;
        if before && day.day() == event.day() {
            day = day.yesterday().unwrap();
        }
    }
    if regime.roll_over.rule == RollOver::None {
        return (day, false);
    }
    provisional = !is_published(day);
    while !is_working(day) {
        day = day.tomorrow().unwrap();
        provisional |= !is_published(day);
    }
    (day, provisional)
}

prop_compose! {
    fn event()(days in 0..4_400_i64) -> Date {
        date(2016, 6, 1).checked_add(days.days()).unwrap()
    }
}

prop_compose! {
    fn period()(unit in 0..4_usize, amount in 1..=400_i64) -> Period {
        let unit = Unit::ALL[unit];
        let amount = match unit {
            Unit::Year => 1 + amount % 12,
            Unit::Month => 1 + amount % 40,
            _ => amount,
        };
        Period::new(amount, unit).unwrap()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn due_dates_agree_with_the_slow_count(event in event(), period in period(), regime in 0..10_usize) {
        let regime = REGIMES.iter().nth(regime).unwrap();
        let due = due(&CALENDAR, regime, event.into(), period).unwrap();
        prop_assert_eq!((due.date, due.provisional), oracle(regime, event, period));
        prop_assert_eq!(due.time, None);
    }

    /// The facts of an explanation add up to the answer.
    #[test]
    fn explanations_add_up(event in event(), period in period(), regime in 0..10_usize) {
        let regime = REGIMES.iter().nth(regime).unwrap();
        let explanation = explain(&CALENDAR, regime, event.into(), period).unwrap();
        prop_assert_eq!(explanation.due, due(&CALENDAR, regime, event.into(), period).unwrap());
        prop_assert_eq!(explanation.due.provisional, !explanation.unpublished.is_empty());
        let FirstCounted::Day { date: first, .. } = explanation.first else { panic!("no hours here") };
        match &explanation.last {
            None => {
                let skipped: u32 = explanation.counted.skipped.iter().map(|span| span.days).sum();
                let through = u32::try_from((explanation.due.date - first).get_days()).unwrap() + 1;
                prop_assert_eq!(through - skipped, period.amount());
            }
            Some(last) => match &last.rolled_over {
                None => prop_assert_eq!(last.counted_to, explanation.due.date),
                Some(rolled_over) => {
                    let rest: u32 = rolled_over.rest.iter().map(|span| span.days).sum();
                    prop_assert_eq!(rolled_over.rest[0].first, last.counted_to);
                    let moved = u32::try_from((rolled_over.to - last.counted_to).get_days()).unwrap();
                    prop_assert_eq!(moved, rest);
                }
            },
        }
        let wording = explanation.wording();
        prop_assert!(wording.zh.contains("届满") && wording.en.contains("end on"));
    }

    /// Anything a person may write is read or refused, never a panic.
    #[test]
    fn nothing_written_makes_it_panic(text in "\\PC{0,24}", amount in any::<i64>(), unit in 0..5_usize) {
        let _ = text.parse::<Event>();
        let _ = text.parse::<Unit>();
        let _ = Period::parse(&text, &text);
        let _ = Calendar::read("calendar.toml", &text);
        if let Ok(period) = Period::new(amount % 3_000_000, Unit::ALL[unit]) {
            for event in [Date::MIN, Calendar::FIRST, date(2026, 2, 28), Calendar::LAST, Date::MAX] {
                for regime in REGIMES.iter() {
                    let moment = Event::from(event.at(23, 59, 59, 0));
                    let short = due(&CALENDAR, regime, moment, period);
                    prop_assert_eq!(short.clone().ok(), due(&CALENDAR, regime, moment, period).ok());
                    if short.is_err() {
                        prop_assert!(explain(&CALENDAR, regime, moment, period).is_err());
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// A slip anywhere in a declared calendar or regime is read or refused, never a panic.
    #[test]
    fn slips_in_declarations_never_panic(slips in prop::collection::vec((any::<prop::sample::Index>(), "[ -~]"), 1..4)) {
        for (text, calendar) in [(CALENDAR_TEXT, true), (REGIMES_TEXT, false)] {
            let mut letters: Vec<char> = text.chars().collect();
            for (index, slip) in &slips {
                *index.get_mut(&mut letters[..]) = slip.chars().next().unwrap_or('x');
            }
            let text: String = letters.into_iter().collect();
            let refused = if calendar {
                Calendar::read("calendar.toml", &text).err()
            } else {
                Regimes::read("regimes.toml", &text).err()
            };
            for problem in refused.unwrap_or_default() {
                prop_assert!(problem.place.line.is_some(), "{:?}", problem);
            }
        }
    }
}

#[test]
fn hours_and_trademark_terms_never_ask_the_calendar() {
    for year in [1950, 2017, 2027, 2100] {
        assert_ne!(CALENDAR.knowledge(year), Knowledge::Published);
        let moment = Event::from(date(year, 5, 1).at(8, 0, 0, 0));
        for regime in REGIMES.iter() {
            let period = Period::new(24, Unit::Hour).unwrap();
            assert!(!due(&CALENDAR, regime, moment, period).unwrap().provisional);
        }
        let period = Period::new(10, Unit::Year).unwrap();
        assert!(!due(&CALENDAR, REGIMES.get("trademark-term").unwrap(), moment, period).unwrap().provisional);
    }
}
