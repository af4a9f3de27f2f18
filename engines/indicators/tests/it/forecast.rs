//! Forecasts, and how well they would have done.

use indicators::{Comparator, Exact, Target, back_test, forecast};
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Ends of quarters from 2022 on with these values.
fn series(values: &[i128]) -> Vec<(Date, Exact)> {
    let day = |index: usize| {
        let months = i32::try_from(index).unwrap() * 3;
        date(2022, 1, 1).saturating_add(months.months()).saturating_add(3.months()).saturating_sub(1.day())
    };
    values.iter().enumerate().map(|(index, value)| (day(index), Exact::whole(*value))).collect()
}

#[test]
fn a_straight_series_goes_on_straight() {
    let points: Vec<(Date, Exact)> = (0..6)
        .map(|index: i64| {
            (date(2026, 1, 1).saturating_add((index * 10).days()), Exact::whole((100 + index).into()))
        })
        .collect();
    let told = forecast(&points, date(2026, 3, 2)).unwrap();
    assert!((told.value - 106.0).abs() < 1e-9 && told.high - told.low < 1e-6, "{told:?}");
}

#[test]
fn too_few_points_tell_nothing() {
    let points = series(&[1, 2, 3, 4]);
    assert_eq!(forecast(&points, date(2026, 1, 1)), None);
    assert_eq!(forecast(&[], date(2026, 1, 1)), None);
    let points = series(&[1, 2, 3, 4, 5, 6]);
    assert_eq!(forecast(&points, points[5].0), None);
    let same_day = vec![(date(2026, 1, 1), Exact::whole(1)); 6];
    assert_eq!(forecast(&same_day, date(2026, 2, 1)), None);
}

#[test]
fn scattered_points_have_a_wider_interval() {
    let width = |values: &[i128]| {
        let told = forecast(&series(values), date(2024, 6, 30)).unwrap();
        told.high - told.low
    };
    assert!(width(&[10, 30, 20, 40, 30, 50]) > width(&[10, 20, 31, 40, 49, 60]));
}

#[test]
fn a_miss_is_foretold_quarters_before() {
    let target = |number| Target {
        comparator: Comparator::AtLeast,
        number: Exact::whole(number),
        unit: None,
        by: Some(date(2024, 12, 31)),
        baseline: None,
    };
    let slow = series(&[10, 14, 21, 25, 29, 36, 40, 44, 51, 54, 60, 66]);
    let tested = back_test(&slow, Some(&target(100))).unwrap();
    assert_eq!((tested.forecasts, tested.quarters_before_miss), (7, Some(7)));
    assert!(tested.within >= 5, "{tested:?}");
    assert_eq!(back_test(&slow, Some(&target(60))).unwrap().quarters_before_miss, None);
    // It breaks off in the last quarter: nobody could know.
    let broken = series(&[10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 60]);
    assert_eq!(back_test(&broken, Some(&target(115))).unwrap().quarters_before_miss, Some(0));
}
