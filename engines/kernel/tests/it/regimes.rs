use kernel::period::{Certainty, Regimes};

use crate::declaration::lines;
use crate::pack::{REGIMES, REGIMES_TEXT};

#[test]
fn rules_show_whether_the_law_or_a_reading_says_so() {
    let of = |id: &str| {
        let regime = REGIMES.get(id).unwrap();
        (regime.first_day.basis.to_string(), regime.first_day.basis.certainty)
    };
    assert_eq!(of("patent"), ("《专利法实施细则》第五条".to_owned(), Certainty::Law));
    assert_eq!(of("transfer"), ("《民法典》第二百零一条第一款".to_owned(), Certainty::Reading));
    let hours = REGIMES.get("review").unwrap().hours.basis.to_string();
    assert_eq!(hours, "《最高人民法院关于适用〈民事诉讼法〉的解释》第一百二十五条");
}

#[test]
fn regimes_with_slips_are_refused_with_every_problem() {
    let text = REGIMES_TEXT
        .replacen("rule = \"excluded\"", "rule = \"exclude\"", 1)
        .replacen("amounts = [2, 3, 5, 7]", "amounts = [2, \"3\", 5, 7]", 1)
        .replacen("up_to = 10", "upto = 10", 1)
        .replacen("id = \"patent\"", "id = \"licence\"", 1);
    let problems = Regimes::read("regimes.toml", &text).unwrap_err();
    let codes: Vec<String> =
        lines(&problems).iter().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect();
    assert_eq!(
        codes,
        [
            "regime[1].first_day.rule bad-value",
            "regime[3].working_days.amounts[2] wrong-type",
            "regime[4].working_days.up_to missing-key",
            "regime[4].working_days.upto unknown-key",
            "regime[7].id id-twice",
        ]
    );
}
