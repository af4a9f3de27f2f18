use kernel::period::{Event, Period, Unit, due};

use crate::pack::{CALENDAR, REGIMES};

#[test]
fn amounts_and_units_are_refused_with_the_remedy() {
    for (amount, unit, expected) in [
        ("0", "day", "count a period of \"0\"; write a whole number from 1 to 1000000"),
        ("-3", "day", "count a period of \"-3\"; write a whole number from 1 to 1000000"),
        ("1000001", "hour", "count a period of \"1000001\"; write a whole number from 1 to 1000000"),
        (
            "99999999999999999999",
            "day",
            "count a period of \"99999999999999999999\"; write a whole number from 1 to 1000000",
        ),
        ("1.5", "day", "count a period of \"1.5\"; write a whole number from 1 to 1000000"),
        ("", "day", "count a period of \"\"; write a whole number from 1 to 1000000"),
        ("3", "week", "read the unit \"week\"; write working-day, day, month, year or hour"),
    ] {
        assert_eq!(Period::parse(amount, unit).unwrap_err().to_string(), expected);
    }
    assert!(Period::new(i64::MIN, Unit::Day).is_err());
    assert!(Period::new(i64::MAX, Unit::Day).is_err());
    assert_eq!(Period::parse(" 15 ", "working-day"), Period::new(15, Unit::WorkingDay));
}

#[test]
fn events_are_read_in_the_ways_people_write_them() {
    for (written, expected) in [
        ("2026-02-10", "2026-02-10"),
        (" 2026/2/10 ", "2026-02-10"),
        ("2026.2.10", "2026-02-10"),
        ("2026年2月10日", "2026-02-10"),
        ("2026-02-10T15:30", "2026-02-10T15:30"),
        ("2026-02-10 15:30:20", "2026-02-10T15:30:20"),
        ("2026/2/10 9:05", "2026-02-10T09:05"),
        ("2026年2月10日15:30", "2026-02-10T15:30"),
        ("2026年2月10日 15:30", "2026-02-10T15:30"),
    ] {
        let event: Event = written.parse().unwrap();
        assert_eq!(event.to_string(), expected, "{written}");
    }
}

#[test]
fn events_that_cannot_be_read_name_the_remedy() {
    let form = "; write it like 2026-02-10, or 2026-02-10T15:30 with a time";
    for written in [
        "",
        "tomorrow",
        "10-02-2026",
        "26-02-10",
        "2026-02",
        "2026-02/10",
        "2026-02-10T",
        "2026-02-10Tnoon",
        "20260210",
        "2026--2-10",
        "2026-+2-10",
        "2026-02-10T15",
        "２０２６-02-10",
        "2026年2月",
        "2026-02-10T15:30Z",
        "99999-01-01",
    ] {
        let error = written.parse::<Event>().unwrap_err().to_string();
        assert_eq!(error, format!("read the date {written:?}{form}"));
    }
    for written in
        ["2026-02-30", "2026-13-01", "2025年2月29日", "2026-02-10T24:00", "2026-02-10T10:60", "2026-200-01"]
    {
        let error = written.parse::<Event>().unwrap_err().to_string();
        assert_eq!(
            error,
            format!("use {written:?}, which is no day or time that exists; check year, month, day and time")
        );
    }
}

#[test]
fn counts_that_lead_out_of_range_are_an_error() {
    let out = "count with dates outside 1900-01-01 to 2199-12-31";
    for (event, amount, unit, regime, expected) in [
        ("1899-12-31", 1, Unit::Day, "civil", out),
        ("2200-01-01", 1, Unit::Month, "civil", out),
        ("0001-01-01", 1, Unit::Year, "civil", out),
        ("2199-12-31", 1, Unit::Day, "civil", out),
        ("2199-12-31", 1, Unit::WorkingDay, "civil", out),
        ("2199-12-01", 1, Unit::Month, "civil", out),
        ("2026-01-01", 1_000_000, Unit::Day, "civil", out),
        ("2026-01-01", 1_000_000, Unit::WorkingDay, "civil", out),
        ("2026-01-01", 1_000_000, Unit::Month, "trademark-term", out),
        ("2026-01-01", 1_000_000, Unit::Year, "trademark-term", out),
        ("2190-01-01T00:00", 1_000_000, Unit::Hour, "civil", out),
        ("1899-12-31T23:00", 1, Unit::Hour, "civil-procedure", out),
        ("2199-12-31T23:00", 1, Unit::Hour, "civil-procedure", out),
        (
            "2026-01-01",
            24,
            Unit::Hour,
            "transfer",
            "count hours from a date alone; add the time, like 2026-02-10T15:30",
        ),
    ] {
        let (event, period) = (event.parse().unwrap(), Period::new(amount, unit).unwrap());
        let error = due(&CALENDAR, REGIMES.get(regime).unwrap(), event, period).unwrap_err();
        assert_eq!(error.to_string(), expected, "{event} {amount} {unit:?}");
        assert_eq!(error.wording().en, format!("could not {expected}"));
    }
}

#[test]
fn an_unknown_regime_names_the_known_ones() {
    assert_eq!(
        REGIMES.get("civl").unwrap_err().to_string(),
        "find the regime \"civl\"; write one of: civil, civil-procedure, penalty, coercion, review, licence, patent, \
         trademark, trademark-term, transfer, patent-term, layout-term, plant-term, pct"
    );
}
