//! The truth of `days.txt`: a second source for every day of 2018 to 2026.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::pack::CALENDAR;

/// Whether each day is a working day.
pub(crate) static DAYS: LazyLock<BTreeMap<Date, bool>> = LazyLock::new(|| {
    let mut days = BTreeMap::new();
    for line in include_str!("days.txt").lines().filter(|line| !line.starts_with('#')) {
        let (month, marks) = line.split_once(' ').unwrap();
        let mut date: Date = format!("{month}-01").parse().unwrap();
        for mark in marks.chars() {
            days.insert(date, mark == '#');
            date = date.tomorrow().unwrap();
        }
    }
    days
});

#[test]
fn every_day_agrees_with_the_second_source() {
    let disagreements: Vec<_> =
        DAYS.iter().filter(|(date, working)| CALENDAR.is_working(**date) != Ok(**working)).collect();
    assert_eq!(disagreements, []);
    assert_eq!(DAYS.len(), 3287);
}

#[test]
fn every_month_has_the_working_days_of_the_domain_notes() {
    for (year, months) in [
        (2024, [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]),
        (2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]),
        (2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]),
    ] {
        let counted: Vec<i64> = (1..=12)
            .map(|month| {
                let first = Date::new(year, month, 1).unwrap();
                CALENDAR.working_days_between(first.yesterday().unwrap(), first.last_of_month()).unwrap()
            })
            .collect();
        assert_eq!(counted, months, "{year}");
    }
}
