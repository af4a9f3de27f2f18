//! What a pack says of the findings of a plan.

use jiff::civil::date;
use kernel::{Place, Severity, Wording};
use pack::{Answer, Pack, Seeds, settle};
use plan::Finding;

fn finding(code: &str, quote: &str) -> Finding {
    Finding {
        code: code.to_owned(),
        severity: Severity::Error,
        line: 1,
        quote: quote.to_owned(),
        related: Vec::new(),
        question: Wording::new("何时？", "when?"),
        owner: None,
    }
}

fn answer(finding: &str, quote: Option<&str>, day: i8) -> Answer {
    Answer {
        finding: finding.to_owned(),
        quote: quote.map(str::to_owned),
        answer: format!("{day}日"),
        decided_by: "领导小组".to_owned(),
        decided_on: date(2026, 1, day),
        reason: "会议".to_owned(),
        place: Place::default(),
    }
}

#[test]
fn an_answer_counts_for_its_code_and_its_words_the_nearest_and_latest_first() {
    let answers = vec![
        answer("a", Some("每年"), 3),
        answer("a", None, 9),
        answer("a", Some("每年完成"), 1),
        answer("a", Some("每年完成"), 2),
        answer("b", Some("别处"), 4),
    ];
    let seeds = Seeds { answers, ..Seeds::default() };
    let findings = ["每年完成10件", "每年", "按时"]
        .map(|quote| finding("a", quote))
        .into_iter()
        .chain([finding("b", "此处")]);
    let findings: Vec<Finding> = findings.collect();
    let settled = settle(&findings, &seeds);
    let days: Vec<Option<&str>> =
        settled.iter().map(|settled| settled.answer.map(|answer| answer.answer.as_str())).collect();
    assert_eq!(days, [Some("2日"), Some("3日"), Some("9日"), None]);
    assert!(settled[3].is_open() && !settled[0].is_open());
}

#[test]
fn only_a_group_with_members_is_not_asked_about() {
    let seeds = Pack::built_in("kaifu").unwrap().seeds().unwrap();
    let asked = ["各街道", "区知识产权协调领导小组成员单位", "各园区"];
    let mut findings: Vec<Finding> =
        asked.map(|group| finding("group-without-members", group)).into_iter().collect();
    findings.push(finding("body-expected", "各街道"));
    let left: Vec<&str> =
        settle(&findings, &seeds).iter().map(|settled| settled.finding.quote.as_str()).collect();
    assert_eq!(left, ["区知识产权协调领导小组成员单位", "各园区", "各街道"]);
}
