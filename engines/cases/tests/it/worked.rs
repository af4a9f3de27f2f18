//! Procedures made for these tests: pauses that need a document, extensions, and a law in two versions; a step for each rule; the
//! competence of somebody else.

use std::sync::LazyLock;

use cases::{Law, Laws, Procedure, Rules, Transition, explain, stories};
use jiff::civil::date;

use crate::china::{context, rules};
use crate::stories::hold;

const OLD: &str = r#"
schema = 1
id = "worked-law"
title = { zh = "演示法", en = "worked law" }
in_force = 2019-11-01
transition = "start-event"
source = "演示"
[[limit]]
id = "check"
title = { zh = "核查", en = "checking" }
amount = 15
unit = "working-day"
regime = "penalty"
article = "第十八条"
[[limit.extension]]
id = "head"
amount = 15
unit = "working-day"
approver = { zh = "负责人", en = "head" }
article = "第十八条"
[[limit]]
id = "opposition"
title = { zh = "异议", en = "opposition" }
amount = 3
unit = "month"
regime = "trademark"
article = "第三十三条"
"#;

const NEW: &str = r#"
schema = 1
id = "worked-law"
title = { zh = "演示法", en = "worked law" }
in_force = 2027-01-01
transition = "unknown"
source = "演示"
[[limit]]
id = "opposition"
title = { zh = "异议", en = "opposition" }
amount = 2
unit = "month"
regime = "trademark"
article = "第三十六条"
"#;

fn law(text: &str) -> Law {
    Law::read("law.toml", text).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn made(text: &str) -> Procedure {
    Procedure::read("procedure.toml", text).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The procedures made for these tests.
pub(crate) fn made_up() -> &'static [Procedure] {
    static MADE_UP: LazyLock<Vec<Procedure>> = LazyLock::new(|| {
        let texts = [
            include_str!("worked/procedure.toml"),
            include_str!("guarded/procedure.toml"),
            include_str!("delegated/procedure.toml"),
        ];
        texts.map(made).into()
    });
    &MADE_UP
}

/// The rules of the pack, with both versions of the law on which the worked procedure rests.
pub(crate) fn rules_of_the_worked_law() -> Rules<'static> {
    static LAWS: LazyLock<Laws> =
        LazyLock::new(|| Laws::new(crate::china::laws().into_iter().chain([law(NEW), law(OLD)])));
    Rules { laws: &LAWS, ..rules() }
}

/// What is handled for somebody else begins with their document, and every paper says so.
#[test]
fn who_is_delegated_acts_by_the_document_that_says_so() {
    let procedure = made(include_str!("delegated/procedure.toml"));
    let text = include_str!("delegated/stories.txt");
    hold("delegated", text, &stories(&procedure, rules(), context(), text));
    let paragraphs: Vec<_> = procedure.paragraphs(&procedure.documents[0]).collect();
    assert_eq!(paragraphs, ["受{authority}委托办理，委托文件：{delegation}。", "决定受理{subject}。"]);
    let own = made(&include_str!("delegated/procedure.toml").replacen(
        "mode = \"delegated\"\ncompetent = \"authority\"\nproof = \"delegation\"",
        "mode = \"own\"",
        1,
    ));
    assert_eq!(own.paragraphs(&own.documents[0]).collect::<Vec<_>>(), ["决定受理{subject}。"]);
    assert_eq!(own.competence().count(), 0);
}

/// Every rule that can guard a step, where it holds and where it does not.
#[test]
fn every_rule_guards_its_step() {
    let procedure = made(include_str!("guarded/procedure.toml"));
    let told = stories(&procedure, rules(), context(), include_str!("guarded/stories.txt"));
    hold("guarded", include_str!("guarded/stories.txt"), &told);
}

fn procedure() -> Procedure {
    made(include_str!("worked/procedure.toml"))
}

#[test]
fn pauses_extensions_and_versions_of_a_law() {
    let laws = Laws::new([law(NEW), law(OLD)]);
    let procedure = procedure();
    let told =
        stories(&procedure, Rules { laws: &laws, ..rules() }, context(), include_str!("worked/stories.txt"));
    hold("worked", include_str!("worked/stories.txt"), &told);
}

/// The same opposition under each rule of transition: on 4 January 2027 two months or three from 20 November 2026.
#[test]
fn a_rule_of_transition_decides_which_version_governs() {
    for (transition, expected, provisional) in [
        (Transition::StartEvent, date(2027, 2, 22), true),
        (Transition::InForce, date(2027, 1, 20), true),
        (Transition::Unknown, date(2027, 2, 22), true),
    ] {
        let laws = Laws::new([law(OLD), Law { transition, ..law(NEW) }]);
        let rules = Rules { laws: &laws, ..rules() };
        let procedure = procedure();
        let clock = procedure.clock("opposition").unwrap();
        let running = cases::Running {
            clock: "opposition".to_owned(),
            seq: 1,
            start: date(2026, 11, 20).into(),
            given: None,
            still: Vec::new(),
            extended: Vec::new(),
            stopped: None,
        };
        let projection = cases::project(rules, clock, &running, date(2027, 1, 4)).unwrap();
        let due = projection.due.unwrap();
        assert_eq!((due.date, due.provisional), (expected, provisional), "{transition:?}");
        assert_eq!(projection.other.is_some(), transition == Transition::Unknown, "{transition:?}");
        let sentences = explain(rules, clock, &running, date(2027, 1, 4)).unwrap();
        let says_both = sentences.iter().any(|it| it.zh.contains("没有写明是否适用"));
        assert_eq!(says_both, transition == Transition::Unknown, "{sentences:#?}");
    }
}

/// Each day on request: fifteen working days and fifteen more, with a stretch in which the clock stood still, over 清明 and 劳动节.
#[test]
fn each_day_of_a_clock_says_whether_it_counts() {
    let laws = Laws::new([law(OLD)]);
    let rules = Rules { laws: &laws, ..rules() };
    let procedure = procedure();
    let clock = procedure.clock("check").unwrap();
    let still =
        cases::Still { pausing: 0, from: date(2026, 3, 5).into(), to: Some(date(2026, 3, 20).into()) };
    let running = cases::Running {
        clock: "check".to_owned(),
        seq: 1,
        start: date(2026, 3, 2).into(),
        given: None,
        still: vec![still],
        extended: vec![cases::Extended { extension: 0, on: date(2026, 3, 23).into() }],
        stopped: None,
    };
    let today = date(2026, 3, 24);
    let projection = cases::project(rules, clock, &running, today).unwrap();
    let days = cases::days(rules, clock, &running, &projection, today).unwrap();
    let say = |day: &cases::CountedDay| {
        let number = day.number.map_or_else(|| "—".to_owned(), |number| number.to_string());
        format!("{} {number} {}", day.date, day.why.zh)
    };
    let told: Vec<String> = days.iter().map(say).collect();
    for line in [
        "2026-03-02 — 起算当日，不计",
        "2026-03-03 1 工作日",
        "2026-03-05 3 工作日",
        "2026-03-06 — 中止，不计",
        "2026-03-20 — 中止，不计",
        "2026-03-21 — 周末",
        "2026-03-23 4 工作日",
        "2026-04-06 — 清明节放假",
        "2026-04-29 30 工作日",
    ] {
        assert!(told.iter().any(|it| it == line), "{line}: {told:#?}");
    }
    assert_eq!(days.last().unwrap().date, projection.due.unwrap().date);
    let sentences = explain(rules, clock, &running, today).unwrap();
    assert!(
        sentences.iter().any(|it| it.zh == "最严格的读法不计延长和中止，最后一日为2026-03-23。"),
        "{sentences:#?}"
    );
}

#[test]
fn a_clock_says_in_sentences_why_it_ends_when_it_does() {
    let laws = Laws::new([law(OLD)]);
    let rules = Rules { laws: &laws, ..rules() };
    let procedure = procedure();
    let clock = procedure.clock("check").unwrap();
    let running = cases::Running {
        clock: "check".to_owned(),
        seq: 1,
        start: date(2026, 3, 2).into(),
        given: None,
        still: vec![cases::Still {
            pausing: 0,
            from: date(2026, 3, 5).into(),
            to: Some(date(2026, 3, 20).into()),
        }],
        extended: vec![cases::Extended { extension: 0, on: date(2026, 3, 23).into() }],
        stopped: None,
    };
    let sentences = explain(rules, clock, &running, date(2026, 3, 24)).unwrap();
    let zh: Vec<&str> = sentences.iter().map(|it| it.zh.as_str()).collect();
    assert_eq!(
        zh,
        [
            "核查为15个工作日，依据《演示法》第十八条（2019-11-01起施行的文本）。",
            zh[1],
            "2026-03-23经负责人批准延长15个工作日（第十八条）。",
            "2026-03-05中止计算，2026-03-20恢复，其间15日（11个工作日）不计入（第十八条）。",
            "因此最后一日为2026-04-29。",
            "最严格的读法不计延长和中止，最后一日为2026-03-23。",
        ]
    );
}
