//! `budgets.txt`: periods with extensions, and clocks that stood still.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use kernel::period::{Budget, Event, Pause, Period, Unit, due};
use proptest::prelude::*;

use crate::pack::{CALENDAR, REGIMES};

#[test]
fn every_worked_budget_holds() {
    let mut wrong = Vec::new();
    for row in include_str!("budgets.txt").lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let (asked, expected) = row.split_once("->").unwrap();
        let (asked, pauses) = asked.split_once('/').unwrap_or((asked, ""));
        let mut words = asked.split_whitespace();
        let start: Event = words.next().unwrap().parse().unwrap();
        let regime = REGIMES.get(words.next().unwrap()).unwrap();
        let periods = words.collect::<Vec<_>>().join(" ");
        let periods: Vec<Period> = periods.split(" + ").map(period).collect();
        let pauses: Vec<Pause> = pauses.split_whitespace().map(pause).collect();
        let due = Budget { start, periods: &periods, pauses: &pauses }.due(&CALENDAR, regime).unwrap();
        let found = format!("{due}{}", if due.provisional { "*" } else { "" });
        if found != expected.trim() {
            wrong.push(format!("{row}\n   found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn period(text: &str) -> Period {
    let (amount, unit) = text.split_once(' ').unwrap();
    Period::parse(amount, unit).unwrap()
}

fn pause(text: &str) -> Pause {
    let (from, to) = text.split_once("..").unwrap();
    Pause { from: from.parse().unwrap(), to: to.parse().unwrap() }
}

/// The last of so many days, counted on the fingers.
fn on_the_fingers(start: Date, days: u32, pauses: &[(Date, Date)], counts: impl Fn(Date) -> bool) -> Date {
    let (mut day, mut left) = (start, days);
    while left > 0 {
        day = day.tomorrow().unwrap();
        let stands_still = pauses.iter().any(|(from, to)| *from < day && day <= *to);
        left -= u32::from(!stands_still && counts(day));
    }
    day
}

proptest! {
    #[test]
    fn a_clock_that_stood_still_is_counted_day_by_day(
        offset in 0i32..900,
        days in 1u32..60,
        gaps in prop::collection::vec((0i32..20, 0i32..30), 0..4),
        working in any::<bool>(),
    ) {
        let start = date(2023, 1, 1).checked_add(offset.days()).unwrap();
        let mut at = start;
        let mut pauses = Vec::new();
        for (before, long) in gaps {
            let from = at.checked_add(before.days()).unwrap();
            at = from.checked_add(long.days()).unwrap();
            pauses.push((from, at));
        }
        // A regime that never rolls over, so that only counting is compared.
        let regime = kernel::period::Regime {
            roll_over: kernel::period::Rule {
                rule: kernel::period::RollOver::None,
                basis: REGIMES.get("civil").unwrap().roll_over.basis.clone(),
            },
            ..REGIMES.get("civil").unwrap().clone()
        };
        let unit = if working { Unit::WorkingDay } else { Unit::Day };
        let given: Vec<Pause> =
            pauses.iter().map(|(from, to)| Pause { from: (*from).into(), to: (*to).into() }).collect();
        let budget = Budget {
            start: start.into(),
            periods: &[Period::new(i64::from(days), unit).unwrap()],
            pauses: &given,
        };
        let expected =
            on_the_fingers(start, days, &pauses, |day| !working || CALENDAR.is_working(day).unwrap());
        prop_assert_eq!(budget.due(&CALENDAR, &regime).unwrap().date, expected);
    }

    #[test]
    fn a_budget_of_one_period_is_that_period(offset in 0i32..1200, amount in 1i64..150, unit in 0usize..4) {
        let start = date(2023, 1, 1).checked_add(offset.days()).unwrap();
        let period = Period::new(amount, Unit::ALL[unit]).unwrap();
        for regime in REGIMES.iter() {
            // A pause before the start changes nothing, and takes the long way through the count.
            let before = Pause { from: date(2022, 5, 1).into(), to: date(2022, 6, 1).into() };
            let budget = Budget { start: start.into(), periods: &[period], pauses: &[before] };
            prop_assert_eq!(
                budget.due(&CALENDAR, regime).unwrap(),
                due(&CALENDAR, regime, start.into(), period).unwrap()
            );
        }
    }
}
