//! Forecasts, and how well they would have done.

use indicators::{Comparator, Exact, Rate, Target, back_test, forecast};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::world::indicator;

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

/// At least so much by the end of 2024.
fn target(number: i128) -> Target {
    Target {
        comparator: Comparator::AtLeast,
        rate: Rate::Compound,
        number: Exact::whole(number),
        unit: None,
        by: Some(date(2024, 12, 31)),
        baseline: None,
        years: Vec::new(),
    }
}

/// The same numbers from the same seed everywhere: Knuth's linear congruence of 64 bits.
struct Numbers(u64);

impl Numbers {
    /// The next, below a bound.
    fn below(&mut self, bound: u64) -> i128 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i128::from((self.0 >> 33) % bound)
    }
}

/// Twelve quarters that climb at a speed of their own and scatter about it; every fourth slows down to a third in the last year.
fn climbing(numbers: &mut Numbers) -> Vec<(Date, Exact)> {
    let speed = 20 + numbers.below(61);
    let slows_down = numbers.below(4) == 0;
    let mut level = 1000;
    let mut values = Vec::new();
    for quarter in 0..12 {
        level += if slows_down && quarter >= 8 { speed / 3 } else { speed };
        values.push(level + numbers.below(61) - 30);
    }
    series(&values)
}

/// The share that docs/indicators.md states.
#[test]
fn four_of_five_misses_are_foretold_two_quarters_before() {
    let (level, mut numbers) = (indicator("level", "", false), Numbers(2026));
    let (mut missed, mut foretold) = (0, 0);
    while missed < 40 {
        let tested = back_test(&level, &climbing(&mut numbers), Some(&target(1600))).unwrap();
        let Some(quarters) = tested.quarters_before_miss else { continue };
        missed += 1;
        foretold += usize::from(quarters >= 2);
    }
    assert!(foretold >= 32, "foretold two quarters before: {foretold} of {missed}");
}

#[test]
fn a_forecast_says_by_how_much_the_target_is_missed() {
    let level = indicator("level", "", false);
    let told = forecast(&series(&[10, 20, 30, 40, 50, 60]), date(2024, 12, 31)).unwrap();
    let lacks = told.lacks(&level, &target(200)).unwrap();
    assert!((lacks - (200.0 - told.value)).abs() < 1e-9 && lacks > 0.0, "{told:?}");
    assert_eq!(told.lacks(&level, &target(100)), None);
}

#[test]
fn a_list_that_is_to_be_empty_is_missed_by_what_is_left_on_it() {
    let list = indicator("list", "direction = \"down\"\n", false);
    let empty = Target { comparator: Comparator::Exactly, ..target(0) };
    let lacks = |values: &[i128]| {
        let told = forecast(&series(values), date(2024, 12, 31)).unwrap();
        (told.value, told.lacks(&list, &empty))
    };
    // It falls too slowly: so many are left.
    let (left, lacks_slow) = lacks(&[120, 116, 111, 107, 102, 98]);
    assert!(left > 60.0 && lacks_slow == Some(left), "{left} {lacks_slow:?}");
    // Its line goes below nothing: it is empty by then.
    let (below, lacks_fast) = lacks(&[60, 50, 40, 30, 20, 10]);
    assert!(below < 0.0 && lacks_fast.is_none(), "{below} {lacks_fast:?}");
    // The same of how it was told before: what is left at the end was foretold, an empty list is no miss.
    let tested = |values: &[i128]| back_test(&list, &series(values), Some(&empty)).unwrap();
    let slow = [120, 116, 111, 107, 102, 98, 94, 89, 85, 80, 76, 71];
    assert_eq!(tested(&slow).quarters_before_miss, Some(7));
    assert_eq!(tested(&[110, 100, 90, 80, 70, 60, 50, 40, 30, 20, 10, 0]).quarters_before_miss, None);
    // Of what is to rise as far as a number, less is a miss.
    let level = indicator("level", "", false);
    let all = Target { comparator: Comparator::Exactly, ..target(100) };
    let told = forecast(&series(&[10, 14, 21, 25, 29, 36]), date(2024, 12, 31)).unwrap();
    assert!(told.lacks(&level, &all).is_some() && told.value < 100.0, "{told:?}");
}

#[test]
fn a_miss_is_foretold_quarters_before() {
    let level = indicator("level", "", false);
    let slow = series(&[10, 14, 21, 25, 29, 36, 40, 44, 51, 54, 60, 66]);
    let tested = back_test(&level, &slow, Some(&target(100))).unwrap();
    assert_eq!((tested.forecasts, tested.quarters_before_miss), (7, Some(7)));
    assert!(tested.within >= 5, "{tested:?}");
    assert_eq!(back_test(&level, &slow, Some(&target(60))).unwrap().quarters_before_miss, None);
    // It breaks off in the last quarter: nobody could know.
    let broken = series(&[10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 60]);
    assert_eq!(back_test(&level, &broken, Some(&target(115))).unwrap().quarters_before_miss, Some(0));
}
