//! What is told with a light.

use indicators::{Comparator, Exact, Figure, Light, Rate, Target, light, measure};
use jiff::civil::date;

use crate::world::{indicator, table, year};

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
