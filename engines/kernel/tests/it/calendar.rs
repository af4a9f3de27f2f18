use jiff::civil::{Date, date};
use kernel::calendar::{Calendar, Knowledge, OutOfRange, Reason};

use crate::pack::CALENDAR;

#[test]
fn each_day_says_why_it_is_what_it_is() {
    for (written, working, reason) in [
        ("2026-02-10", true, "工作日"),
        ("2026-02-14", true, "调休上班"),
        ("2026-02-17", false, "春节放假"),
        ("2026-03-01", false, "周末"),
        ("2025-10-06", false, "国庆节、中秋节放假"),
        // The eve of 2024 was an ordinary working day, although most people were off.
        ("2024-02-09", true, "工作日"),
        // The epidemic extension of 2020 took back a worked Saturday.
        ("2020-02-01", false, "春节放假"),
        ("2019-05-05", true, "调休上班"),
        ("2018-12-31", false, "元旦放假"),
        ("2027-02-08", false, "春节放假"),
        ("2028-01-01", false, "周末"),
        ("2028-01-03", true, "工作日"),
    ] {
        let day = CALENDAR.day(written.parse().unwrap()).unwrap();
        assert_eq!((day.is_working(), day.reason.wording().zh.as_str()), (working, reason), "{written}");
    }
}

#[test]
fn a_day_names_the_notice_that_arranged_it() {
    let notice = |written: &str| {
        CALENDAR.day(written.parse().unwrap()).unwrap().reason.notice().map(ToString::to_string)
    };
    assert_eq!(
        notice("2026-02-14").unwrap(),
        "《国务院办公厅关于2026年部分节假日安排的通知》（国办发明电〔2025〕7号，2025-11-04）"
    );
    assert_eq!(notice("2020-01-31").unwrap(), "《国务院办公厅关于延长2020年春节假期的通知》（2020-01-26）");
    // The notice for 2019 reaches back into 2018.
    assert_eq!(
        notice("2018-12-29").unwrap(),
        "《国务院办公厅关于2019年部分节假日安排的通知》（国办发明电〔2018〕15号）"
    );
    assert_eq!(notice("2026-02-10"), None);
    assert_eq!(notice("2027-02-08"), None);
    assert!(matches!(CALENDAR.day(date(2027, 2, 8)).unwrap().reason, Reason::Holiday { notice: None, .. }));
}

#[test]
fn a_year_is_published_or_statutory_or_unknown() {
    for (year, knowledge) in [
        (2017, Knowledge::NoData),
        (2018, Knowledge::Published),
        (2026, Knowledge::Published),
        (2027, Knowledge::StatutoryOnly),
        (2028, Knowledge::NoData),
        (i16::MIN, Knowledge::NoData),
        (i16::MAX, Knowledge::NoData),
    ] {
        assert_eq!(CALENDAR.knowledge(year), knowledge, "{year}");
        assert_eq!(CALENDAR.notice(year).is_some(), knowledge == Knowledge::Published, "{year}");
    }
    assert!(CALENDAR.is_published(date(2018, 1, 1), date(2026, 12, 31)));
    assert!(!CALENDAR.is_published(date(2017, 12, 31), date(2018, 1, 1)));
    assert!(!CALENDAR.is_published(date(2026, 12, 31), date(2027, 1, 1)));
    assert!(!CALENDAR.is_published(Date::MIN, Date::MAX));
}

#[test]
fn working_days_are_found_and_counted() {
    let holiday = date(2026, 2, 17);
    assert_eq!(CALENDAR.first_working_day_from(holiday), Ok(date(2026, 2, 24)));
    assert_eq!(CALENDAR.first_working_day_from(date(2026, 2, 14)), Ok(date(2026, 2, 14)));
    assert_eq!(CALENDAR.nth_working_day_after(date(2026, 2, 10), 15), Ok(date(2026, 3, 9)));
    assert_eq!(CALENDAR.nth_working_day_after(holiday, 0), Ok(holiday));
    assert_eq!(CALENDAR.working_days_between(date(2026, 2, 10), date(2026, 3, 9)), Ok(15));
    assert_eq!(CALENDAR.working_days_between(date(2026, 3, 9), date(2026, 2, 10)), Ok(-15));
    assert_eq!(CALENDAR.working_days_between(holiday, holiday), Ok(0));
}

#[test]
fn dates_out_of_range_are_an_error_and_not_a_panic() {
    let (before, after) = (Calendar::FIRST.yesterday().unwrap(), Calendar::LAST.tomorrow().unwrap());
    for outside in [before, after, Date::MIN, Date::MAX] {
        assert_eq!(CALENDAR.is_working(outside), Err(OutOfRange));
        assert_eq!(CALENDAR.day(outside), Err(OutOfRange));
        assert_eq!(CALENDAR.first_working_day_from(outside), Err(OutOfRange));
        assert_eq!(CALENDAR.nth_working_day_after(outside, 1), Err(OutOfRange));
    }
    assert_eq!(CALENDAR.nth_working_day_after(Calendar::LAST, 1), Err(OutOfRange));
    assert_eq!(CALENDAR.nth_working_day_after(Calendar::FIRST, u32::MAX), Err(OutOfRange));
    assert_eq!(CALENDAR.days_after(Calendar::LAST, 1), Err(OutOfRange));
    assert_eq!(CALENDAR.days_after(Calendar::FIRST, u32::MAX), Err(OutOfRange));
    assert_eq!(OutOfRange.to_string(), "count with dates outside 1900-01-01 to 2199-12-31");
}
