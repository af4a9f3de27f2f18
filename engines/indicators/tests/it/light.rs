//! What is told with a light.

use indicators::{
    Comparator, Exact, Figure, Indicator, Judgement, Light, Rate, Sql, Target, Window, YearBeside, light,
    measure,
};
use jiff::civil::{Date, date};

use crate::world::{ROWS, indicator, table, toml, year};

#[test]
fn a_card_says_what_is_missing_now_and_to_the_target() {
    let indicator = indicator("level", "", false);
    let rows = table("key,weight\nA,40\n");
    let figure = measure(&indicator, &rows, None, &year()).unwrap();
    let target = Target {
        comparator: Comparator::More,
        rate: Rate::Compound,
        number: Exact::whole(100),
        unit: None,
        by: Some(date(2026, 12, 31)),
        baseline: Some((Exact::whole(0), date(2025, 12, 31))),
        years: Vec::new(),
    };
    let judgement = light(&indicator, &figure, Some(&target), date(2026, 7, 1));
    assert_eq!(judgement.light, Light::Yellow);
    assert_eq!(judgement.wanted_now.unwrap().rounded(4), "49.8630");
    assert_eq!(judgement.gap.unwrap().things, Some(Exact::whole(10)));
    assert_eq!(judgement.gap_to_target.unwrap().things, Some(Exact::whole(61)));
    assert_eq!(
        judgement.sentence.zh,
        "演示指标为40件；目标大于100件，不晚于2026-12-31；按直线序时，2026-07-01应为50件，完成80.2%，不足100%，黄灯；\
         还差10件，补上即为绿灯。"
    );
    assert_eq!(
        judgement.sentence.en,
        "worked indicator: 40 patents; the target is more than 100 patents by 2026-12-31; by the straight line it \
         should be 50 patents on 2026-07-01, 80.2% of it, below 100%: yellow; it lacks 10 (patents) to be green."
    );
    assert!(
        judgement.rule.zh.starts_with("序时目标是从2025-12-31的0到2026-12-31的100的直线"),
        "{:?}",
        judgement.rule
    );
    let without = Target { baseline: None, ..target };
    let judgement = light(&indicator, &figure, Some(&without), date(2026, 7, 1));
    assert_eq!((judgement.light, judgement.reached), (Light::Red, Some(false)));
    assert!(judgement.rule.en.starts_with("there is no baseline"), "{:?}", judgement.rule);
}

#[test]
fn a_figure_that_is_withheld_is_grey_and_says_why() {
    let indicator = indicator("level", "", false);
    let figure = measure(&indicator, &table("key\nA\n"), None, &year()).unwrap();
    let why = kernel::Wording::new("校验未通过：数了未授权的", "a check failed: counts what is not granted");
    let target = Target {
        comparator: Comparator::AtLeast,
        rate: Rate::Compound,
        number: Exact::whole(1),
        unit: None,
        by: None,
        baseline: None,
        years: Vec::new(),
    };
    let text = kernel::Wording::new("未取数", "no data");
    let figure = Figure { value: None, text, unknown: Some(why), ..figure };
    let judgement = light(&indicator, &figure, Some(&target), date(2026, 7, 1));
    assert_eq!((judgement.light, judgement.reached), (Light::Grey, None));
    assert!(
        judgement.sentence.zh.starts_with("演示指标：未取数（校验未通过：数了未授权的）"),
        "{judgement:?}"
    );
}

/// A level of 40 that is to be so each year beside the year before, on a day of 2026.
fn each_year(comparator: Comparator, years: &[(i16, i128, i128, bool)]) -> Judgement {
    let indicator = indicator("level", "", false);
    let figure = measure(&indicator, &table("key,weight\nA,40\n"), None, &year()).unwrap();
    let years = years.iter().map(|(year, before, after, is_over)| YearBeside {
        year: *year,
        before: Exact::whole(*before),
        after: Exact::whole(*after),
        is_over: *is_over,
    });
    let target = Target {
        comparator,
        rate: Rate::EachYear,
        number: Exact::whole(0),
        unit: None,
        by: Some(date(2026, 12, 31)),
        baseline: None,
        years: years.collect(),
    };
    light(&indicator, &figure, Some(&target), date(2026, 7, 1))
}

#[test]
fn what_is_no_growth_is_to_be_better_than_in_the_year_before() {
    let better = each_year(Comparator::More, &[(2025, 30, 35, true), (2026, 35, 40, false)]);
    assert_eq!((better.light, better.reached), (Light::Green, Some(true)));
    assert_eq!(better.wanted_now, Some(Exact::whole(35)));
    assert!(better.sentence.zh.contains("目标是每年高于上年"), "{:?}", better.sentence);

    // As much is not more, and the year is not over; one more would be enough.
    let equal = [(2025, 30, 40, true), (2026, 40, 40, false)];
    let behind = each_year(Comparator::More, &equal);
    assert_eq!((behind.light, behind.reached), (Light::Yellow, None));
    let told = "2026年尚未结束，与上年年末相比暂未做到，黄灯；还差1件，补上即为绿灯";
    assert!(behind.sentence.zh.contains(told), "{:?}", behind.sentence);
    assert_eq!(each_year(Comparator::AtLeast, &equal).light, Light::Green);

    // A year that is over is not made up for.
    let missed = each_year(Comparator::More, &[(2025, 36, 35, true), (2026, 35, 40, false)]);
    assert_eq!((missed.light, missed.reached, missed.gap), (Light::Red, Some(false), None));
    assert!(missed.sentence.zh.contains("没有做到的年份：2025"), "{:?}", missed.sentence);
    assert!(missed.sentence.en.contains("it did not in 2025"), "{:?}", missed.sentence);
    assert!(missed.rule.zh.starts_with("每一年都与上年比较"), "{:?}", missed.rule);

    assert_eq!(each_year(Comparator::Less, &[(2026, 41, 40, false)]).light, Light::Green);
    assert_eq!(each_year(Comparator::Less, &[(2026, 40, 40, true)]).light, Light::Red);

    // Of this year nothing can be said: the number of another year is not wanted of it.
    let without = each_year(Comparator::More, &[(2024, 25, 30, true)]);
    assert_eq!((without.light, without.wanted_now, without.gap), (Light::Green, None, None));
    let told = "2025、2026年没有数可与上年年末相比";
    assert!(without.sentence.zh.contains(told), "{:?}", without.sentence);
    let told = "in 2025, 2026 there is nothing to compare with the end of the year before";
    assert!(without.sentence.en.contains(told), "{:?}", without.sentence);
    assert!(!better.sentence.zh.contains("相比"), "{:?}", better.sentence);

    let alone = each_year(Comparator::More, &[]);
    assert_eq!((alone.light, alone.reached), (Light::Grey, None));
    assert!(alone.sentence.zh.contains("没有上年的数可比，灰灯"), "{:?}", alone.sentence);
}

/// What a year counts is to be one at least: on a day of it, after so many.
fn of_a_year(rows: &str, today: Date) -> Judgement {
    let indicator = Indicator::read(
        "indicators/worked/indicator.toml",
        &toml("flow", "direction = \"up\"\n").replace("\"month\"", "\"year\""),
        Sql { rows: Some(ROWS), ..Sql::default() },
    )
    .unwrap();
    let figure = measure(&indicator, &table(rows), None, &year()).unwrap();
    let target = Target {
        comparator: Comparator::AtLeast,
        rate: Rate::Compound,
        number: Exact::whole(1),
        unit: None,
        by: Some(date(2026, 12, 31)),
        baseline: None,
        years: Vec::new(),
    };
    light(&indicator, &figure, Some(&target), today)
}

#[test]
fn what_a_year_counts_is_due_at_its_end() {
    let (none, one) = ("key,weight,on\n", "key,weight,on\nA,1,2026-05-01\n");
    let open = of_a_year(none, date(2026, 1, 1));
    assert_eq!(open.light, Light::Grey);
    assert!(open.sentence.zh.contains("2026-12-31前没有到期的要求"), "{:?}", open.sentence);
    assert_eq!(of_a_year(one, date(2026, 6, 30)).light, Light::Green);
    assert_eq!(of_a_year(none, date(2026, 12, 31)).light, Light::Red);
}

#[test]
fn years_are_compared_at_their_ends_and_what_happens_in_them_over_the_same_days() {
    let (level, flow) = (indicator("level", "", false), indicator("flow", "", false));
    assert_eq!(
        Window::years_beside(&level, 2025..=2026, date(2026, 7, 1)),
        [(date(2024, 12, 31), date(2025, 12, 31)), (date(2025, 12, 31), date(2026, 7, 1))]
    );
    assert_eq!(
        Window::years_beside(&flow, 2027..=2030, date(2028, 2, 29)),
        [(date(2026, 12, 31), date(2027, 12, 31)), (date(2027, 2, 28), date(2028, 2, 29))]
    );
    assert_eq!(
        Window::years_beside(&flow, 2028..=2030, date(2028, 12, 31)),
        [(date(2027, 12, 31), date(2028, 12, 31))]
    );
    // After the plan its years are told at their ends, and no other.
    assert_eq!(
        Window::years_beside(&flow, 2025..=2026, date(2028, 7, 1)),
        [(date(2024, 12, 31), date(2025, 12, 31)), (date(2025, 12, 31), date(2026, 12, 31))]
    );
    assert!(Window::years_beside(&level, 2025..=2026, date(2024, 7, 1)).is_empty());
    // A new method starts a new series: what another one told is compared with nothing.
    let earlier = "method = \"ledger\"\nversion = 2\n[[earlier]]\nversion = 1\nuntil = 2025-12-31\n\
                   what = { zh = \"演示\", en = \"example\" }\n";
    let toml =
        toml("level", &format!("direction = \"up\"\n{earlier}")).replace("version = 1\nbasis", "basis");
    let toml = toml.replace("in_force = 2024-01-01", "in_force = 2026-01-01");
    let sql = Sql { rows: Some(ROWS), ..Sql::default() };
    let other = Indicator::read("indicators/worked/indicator.toml", &toml, sql).unwrap();
    assert_eq!(
        Window::years_beside(&other, 2025..=2027, date(2027, 7, 1)),
        [(date(2026, 12, 31), date(2027, 7, 1))]
    );
}

#[test]
fn numbers_are_exact() {
    for (written, decimals, shown) in [
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.004", 2, "0.00"),
        ("0.005", 2, "0.01"),
        ("-0.5", 1, "-0.5"),
        ("119.999", 2, "120.00"),
    ] {
        assert_eq!(Exact::parse(written).unwrap().rounded(decimals), shown, "{written}");
    }
    for wrong in ["", "-", "1.", ".5", "1e3", "+1", "1,000", "１", "0x1", "--1"] {
        assert_eq!(Exact::parse(wrong), None, "{wrong}");
    }
    assert_eq!(Exact::ratio(7, 3).unwrap().to_string(), "7/3");
    assert_eq!(Exact::ratio(1, 4).unwrap().to_string(), "0.25");
    assert_eq!(Exact::ratio(1, 0), None);
}
