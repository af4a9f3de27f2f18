//! What can be proved today, beside what will be final.

use indicators::{measure, provisional};
use jiff::civil::{Date, date};

use crate::world::{indicator, table, year};

const FINAL: &str = "[final]\nmonths = 12\nwhy = { zh = \"年末常住人口次年公布\", en = \"the population is published in the next year\" }\n";

#[test]
fn a_figure_is_final_some_months_after_its_period_or_its_target() {
    let check = |more: &str, by: Option<Date>, today: Date, final_on: Option<Date>| {
        let indicator = indicator("level", more, false);
        let figure = measure(&indicator, &table("key\nA\n"), None, &year()).unwrap();
        let found = provisional(&indicator, &figure, &year(), by, today);
        assert_eq!(found.map(|it| it.final_on), final_on, "{more} {by:?} {today}");
    };
    let today = date(2026, 12, 31);
    check("", None, today, None);
    check(FINAL, None, today, Some(date(2027, 12, 31)));
    check(FINAL, Some(date(2026, 6, 30)), today, Some(date(2027, 6, 30)));
    // When that day has come, nothing is provisional any more.
    check(FINAL, None, date(2027, 12, 30), Some(date(2027, 12, 31)));
    check(FINAL, None, date(2027, 12, 31), None);
    check(FINAL, Some(date(2025, 12, 31)), today, None);
}

#[test]
fn it_says_what_can_be_proved_and_what_the_rest_waits_for() {
    let indicator = indicator("level", FINAL, false);
    let figure = measure(&indicator, &table("key\nA\nB\n"), None, &year()).unwrap();
    let found = provisional(&indicator, &figure, &year(), None, date(2026, 12, 31)).unwrap();
    assert_eq!(
        found.sentence.zh,
        "可证值2件（截至2026-12-31）；终值至迟2027-12-31才有：年末常住人口次年公布。"
    );
    // Without a value there is none to be proved.
    let ratio = indicator_of_nothing();
    let figure = measure(&ratio, &table("key\nA\n"), Some(&table("key,weight\n")), &year()).unwrap();
    assert_eq!(provisional(&ratio, &figure, &year(), None, date(2026, 12, 31)), None);
}

/// A ratio, of which the denominator will have no rows.
fn indicator_of_nothing() -> indicators::Indicator {
    indicator("level", FINAL, true)
}
