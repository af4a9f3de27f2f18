//! Calendars that break a rule, each with the problems it is refused for.

use kernel::calendar::Calendar;

use crate::declaration::lines;
use crate::pack::CALENDAR_TEXT;

/// Changes one piece of the pack's calendar and names the problems by code and the text of their line.
fn check(from: &str, to: &str, expected: &[(&str, &str)]) {
    assert_eq!(CALENDAR_TEXT.matches(from).count(), 1, "{from} stands once in the pack's calendar");
    let text = CALENDAR_TEXT.replace(from, to);
    let problems = Calendar::read("calendar.toml", &text).expect_err("the calendar is refused");
    let found: Vec<(&str, &str)> = problems
        .iter()
        .map(|problem| (problem.code.as_str(), text.lines().nth(problem.place.line.unwrap() - 1).unwrap()))
        .collect();
    assert_eq!(found, expected, "{problems:#?}");
}

const WORKED_2026: &str = "worked = [2026-01-04, 2026-02-14, 2026-02-28, 2026-05-09, 2026-09-20, 2026-10-10]";

#[test]
fn a_forgotten_worked_weekend_breaks_the_identity() {
    let changed = WORKED_2026.replace(", 2026-10-10", "");
    let year = "[[year]]";
    check(WORKED_2026, &changed, &[("identity", year), ("working-days", "working_days = 248")]);
    let text = CALENDAR_TEXT.replace(WORKED_2026, &changed);
    let problems = Calendar::read("calendar.toml", &text).unwrap_err();
    assert_eq!(problems[0].what.zh, "2026年：周一至周五放假19天，应等于调休上班5天 + 法定13天 + 特别放假0天");
}

#[test]
fn a_date_cannot_be_off_and_worked() {
    let changed = WORKED_2026.replace("2026-10-10", "2026-02-15");
    check(WORKED_2026, &changed, &[("off-and-worked", &changed)]);
}

#[test]
fn a_weekday_cannot_be_a_worked_weekend() {
    let changed = WORKED_2026.replace("2026-10-10", "2026-10-09");
    check(WORKED_2026, &changed, &[("worked-on-weekday", &changed)]);
}

#[test]
fn a_date_belongs_to_its_year_and_stands_once() {
    let changed = WORKED_2026.replace("2026-10-10", "2027-10-10");
    check(WORKED_2026, &changed, &[("date-of-another-year", &changed)]);
    let changed = WORKED_2026.replace("2026-10-10", "2026-01-04");
    check(WORKED_2026, &changed, &[("date-twice", &changed)]);
}

#[test]
fn a_year_stands_once() {
    let (_, last) = CALENDAR_TEXT.rsplit_once("[[year]]").unwrap();
    let problems = Calendar::read("calendar.toml", &format!("{CALENDAR_TEXT}\n[[year]]{last}")).unwrap_err();
    assert_eq!(lines(&problems), [format!("{} year[11] year-twice", CALENDAR_TEXT.lines().count() + 2)]);
}

#[test]
fn a_notice_may_move_a_day_across_new_year() {
    // As the notice for 2012 did with 31 December 2011: worked in the old year for a day off in the new one.
    let change = "[[year.change]]\nnotice = \"国务院办公厅关于2026年部分节假日安排的通知\"\nsource = \"演示\"\n\
                  name = { zh = \"元旦\", en = \"New Year's Day\" }\nworked = [2025-12-28]\nbelongs_to = 2026\n";
    let (before, after) = CALENDAR_TEXT.split_once("[[year]]\nyear = 2026\n").unwrap();
    let moved = format!("{before}{change}\n[[year]]\nyear = 2026\n{after}").replace("2026-01-04, ", "");
    let (old, new) = moved.split_once("year = 2025\nstatus").unwrap();
    let new = new.replacen("working_days = 248", "working_days = 249", 1);
    let (new, newest) = new.split_once("year = 2026\nstatus").unwrap();
    let newest = newest.replacen("working_days = 248", "working_days = 247", 1);
    let text = format!("{old}year = 2025\nstatus{new}year = 2026\nstatus{newest}");
    assert_eq!(Calendar::read("calendar.toml", &text).err(), None);
    let text = text.replace("belongs_to = 2026", "belongs_to = 2027");
    let problems = Calendar::read("calendar.toml", &text).unwrap_err();
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["belongs-to-unpublished-year", "identity"]);
}

#[test]
fn an_extension_needs_its_date_and_its_days_off() {
    let extra = "extra_days = [2020-01-31, 2020-02-01]";
    check("notice_date = 2020-01-26\n", "", &[("extra-days-without-date", "[[year.change]]")]);
    check(
        extra,
        "extra_days = [2020-01-31, 2020-02-03]",
        &[("extra-day-not-off", "extra_days = [2020-01-31, 2020-02-03]")],
    );
    check(extra, "", &[("identity", "[[year]]")]);
}

#[test]
fn a_year_without_notice_has_its_statutory_days_and_no_worked_weekends() {
    check("off = [2027-05-01, 2027-05-02]", "off = [2027-05-01]", &[("statutory-days", "[[year]]")]);
    check(
        "status = \"statutory_only\"",
        "status = \"statutory_only\"\nworked = [2027-02-20]",
        &[("unknown-key", "worked = [2027-02-20]")],
    );
    // To call it published without a notice is no way around the rules.
    check(
        "status = \"statutory_only\"",
        "status = \"published\"",
        &[
            ("missing-key", "[[year]]"),
            ("missing-key", "[[year]]"),
            ("missing-key", "[[year]]"),
            ("missing-key", "[[year]]"),
        ],
    );
}

#[test]
fn years_before_the_declared_law_are_refused() {
    check("from_year = 2008", "from_year = 2019", &[("no-statutory-days", "[[year]]")]);
}

#[test]
fn slips_in_several_places_come_at_once() {
    let text = CALENDAR_TEXT
        .replacen("working_days = 250", "workingdays = 250", 1)
        .replacen("2021-02-11", "\"2021-02-11\"", 1)
        .replace("year = 2024\n", "year = 20244\n");
    let problems = Calendar::read("calendar.toml", &text).unwrap_err();
    let codes: Vec<String> =
        lines(&problems).iter().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect();
    assert_eq!(
        codes,
        [
            "year[1].working_days missing-key",
            "year[1].workingdays unknown-key",
            "year[4].holiday[2].off[1] wrong-type",
            "year[7].year bad-value",
        ]
    );
}
