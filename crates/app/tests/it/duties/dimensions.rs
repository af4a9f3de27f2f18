//! Everything is of one of the five dimensions of the work, or stands apart as being of none.

use std::collections::BTreeMap;

use app::Actor;
use app::cases::{start, take};
use app::dimensions::{Spread, Untagged, What, spread};
use app::records::Mode;

use super::{DUTY, STREET, issued, say, seen};
use crate::supervision::designate;
use crate::world::{World, taking, told};

/// What is spread, by its name.
async fn found(world: &World, actor: &Actor) -> BTreeMap<&'static str, Spread> {
    let named = |spread: Spread| {
        let name = match &spread.what {
            What::Tasks => "tasks",
            What::Duties => "duties",
            What::Indicators => "indicators",
            What::Budget(_) => "budget",
            What::Payments(_) => "payments",
            What::Cases => "cases",
        };
        (name, spread)
    };
    spread(&world.app, actor).await.unwrap().into_iter().map(named).collect()
}

const YUAN: i64 = 100;

#[tokio::test]
async fn the_dimensions_together_are_all_there_is_and_what_is_of_none_is_named() {
    let (world, clerk) = issued().await;
    let round = ["quarter=2026-q3", "title=三季度（演示数据）", "due_date=2026-09-25"];
    let round = start(&world.app, &clerk, "round", &taking("draft", &round), Mode::Save).await.unwrap();
    take(&world.app, &clerk, &round.number.unwrap(), &taking("issue", &[]), Mode::Save).await.unwrap();
    let before = found(&world, &clerk).await;
    let indicators = i64::try_from(world.app.declarations().indicators.len()).unwrap();
    for (name, all) in [
        ("tasks", 20),
        ("duties", 172),
        ("indicators", indicators),
        // The budget of the whole county is nobody's dimension, and not counted.
        ("budget", (300 + 345) * 10_000 * YUAN),
        ("payments", (20 + 12 + 26 + 8) * 10_000 * YUAN),
        ("cases", 171),
    ] {
        let spread = &before[name];
        assert_eq!((spread.all(), spread.none, spread.untagged.len()), (all, 0, 0), "{name}: {spread:?}");
    }
    assert_eq!(before["payments"].of["utilization"], (20 + 26) * 10_000 * YUAN, "for task 3.2");

    // A payment and a duty for a task that the plan does not have; slips, and a notice of supervision, that name no duty.
    let beside = [
        ("number", "9.9_street-shaping_share"),
        ("task", "9.9"),
        ("title", "会议纪要另定的事项（演示数据）"),
        ("role", "share"),
        ("body", STREET),
        ("origin", "演示会议纪要"),
    ];
    say(&world, &clerk, "duties", &beside).await;
    let payment = [
        ("number", "2026-0003"),
        ("body", "market-supervision"),
        ("paid_on", "2026-08-30"),
        ("amount", "1万元"),
        ("source", "county"),
        ("task", "9.9"),
        ("payee", "演示企业007（演示数据）"),
        ("purpose", "演示"),
    ];
    say(&world, &clerk, "payments", &payment).await;
    let fields = [
        "subject=补报（演示数据）",
        "body=street-shaping",
        "colour=blue",
        "demand=补报",
        "due_date=2026-09-04",
    ];
    let untagged = start(&world.app, &clerk, "slip", &taking("issue", &fields), Mode::Save).await;
    assert_eq!(told(untagged), [("field-present".to_owned(), "dimension".to_owned())]);
    let (duty, beside) = (format!("duty={DUTY}"), "duty=9.9_street-shaping_share");
    for about in ["dimension=utilization", duty.as_str(), beside] {
        let slip = [&fields[..], &[about]].concat();
        start(&world.app, &clerk, "slip", &taking("issue", &slip), Mode::Save).await.unwrap();
    }
    designate(&world).await;
    let notice = ["inspector=market-supervision", "designation=1", "body=street-shaping", "scope=核对台账"];
    let notice = [&notice[..], &["subject=软件正版化（演示数据）", "due_date=2026-09-25"]].concat();
    let untagged = taking("issue", &notice);
    let untagged = start(&world.app, &clerk, "supervision-notice", &untagged, Mode::Save).await;
    assert_eq!(told(untagged), [("missing-field".to_owned(), "dimension".to_owned())]);
    let notice = taking("issue", &[&notice[..], &["dimension=protection"]].concat());
    start(&world.app, &clerk, "supervision-notice", &notice, Mode::Save).await.unwrap();
    // What a leader writes without a duty is of the dimension that it says, and its slip with it.
    let leader = world.actor("district-leader", Some("leading-group"));
    let words = ["subject=梳理（演示数据）", "body=street-shaping", "text=请梳理。（演示数据）"];
    let words = [&words[..], &["colour=blue", "due_date=2026-09-04", "dimension=service"]].concat();
    start(&world.app, &leader, "instruction", &taking("give", &words), Mode::Save).await.unwrap();
    let after = found(&world, &clerk).await;
    let payments = &after["payments"];
    assert_eq!((payments.all(), payments.none), (67 * 10_000 * YUAN, 10_000 * YUAN));
    let record = ("payments", "2026-0003", "演示企业007（演示数据）");
    let record = Untagged::Record(record.0.to_owned(), record.1.to_owned(), record.2.to_owned());
    assert_eq!(payments.untagged, [record]);
    let duties = &after["duties"];
    assert_eq!((duties.all(), duties.none), (173, 1));
    assert_eq!(duties.untagged, [Untagged::Duties(1)]);
    let cases = &after["cases"];
    assert_eq!((cases.all(), cases.none), (177, 1), "three slips, a notice, an instruction and its slip");
    assert_eq!(cases.untagged, [Untagged::Cases("slip".to_owned(), 1)], "its duty is of no dimension");
    for (dimension, more) in [("management", 1), ("utilization", 1), ("protection", 1), ("service", 2)] {
        let count = |all: &BTreeMap<&str, Spread>| all["cases"].of.get(dimension).copied().unwrap_or(0);
        assert_eq!(count(&after), count(&before) + more, "{dimension}");
    }

    // A body counts the cases that it sees: its five reports, four slips and the notice. Of payments it sees its own, which are no total.
    let street =
        Actor { name: "account:2".to_owned(), account: Some(2), ..world.actor("liaison", Some(STREET)) };
    let of_street = found(&world, &street).await;
    assert_eq!(of_street["cases"].all(), 10);
    assert!(of_street.contains_key("budget") && !of_street.contains_key("payments"), "{of_street:?}");
}

#[tokio::test]
async fn a_case_about_a_duty_that_ended_stays_of_the_dimension_of_its_task() {
    let (world, clerk) = issued().await;
    let dropped = "3.3_street-shaping_share";
    let slip = [
        "subject=补报（演示数据）",
        "body=street-shaping",
        &format!("duty={dropped}"),
        "colour=blue",
        "demand=补报",
        "due_date=2026-09-04",
    ];
    start(&world.app, &clerk, "slip", &taking("issue", &slip), Mode::Save).await.unwrap();
    let before = found(&world, &clerk).await;
    assert_eq!((before["cases"].all(), before["cases"].none), (1, 0));
    let text = world.text_of_plan().replace("区湘绣产业办、沙坪街道", "区湘绣产业办");
    world.later("2026-10-08T09:00:00+08:00");
    let second = world.load_plan(&clerk, &text).await.unwrap();
    world.issue_plan(&clerk, &second).await;
    assert_eq!(seen(&world, &clerk, dropped, |_| ()).await, None, "nobody owes it any more");
    assert_eq!(found(&world, &clerk).await["cases"], before["cases"]);
}

#[tokio::test]
async fn what_a_meeting_decided_is_of_the_dimension_that_it_says_with_all_that_hangs_on_it() {
    let (world, clerk) = issued().await;
    let before = found(&world, &clerk).await;
    let decision = [
        "meeting=2026-02",
        "number=9",
        "subject=明确兼职人员经费渠道（演示数据）",
        "lead=finance",
        "responsible=street-shaping",
        "dimension=utilization",
        "due_date=2026-09-30",
    ];
    let decision = start(&world.app, &clerk, "decision", &taking("assign", &decision), Mode::Save).await;
    let decision = decision.unwrap().number.unwrap();
    let slip = [
        "subject=报送经费方案（演示数据）",
        "body=street-shaping",
        &format!("duty={decision}_street-shaping_share"),
        "colour=blue",
        "demand=报送",
        "due_date=2026-09-04",
    ];
    start(&world.app, &clerk, "slip", &taking("issue", &slip), Mode::Save).await.unwrap();
    // Whoever adds a duty by hand says the dimension there.
    let beside = [
        ("number", "minutes-2026-02-10"),
        ("task", "minutes-2026-02-10"),
        ("title", "会议纪要另定的事项（演示数据）"),
        ("role", "share"),
        ("body", STREET),
        ("dimension", "utilization"),
        ("origin", "演示会议纪要"),
    ];
    say(&world, &clerk, "duties", &beside).await;
    let after = found(&world, &clerk).await;
    let utilization = |all: &BTreeMap<&str, Spread>, name: &str| {
        all[name].of.get("utilization").copied().unwrap_or_default()
    };
    // Of duties that of the lead, that of the street and the one added by hand; of cases the decision and the slip.
    for (name, more) in [("duties", 3), ("cases", 2)] {
        let (before, spread) = (utilization(&before, name), &after[name]);
        assert_eq!(utilization(&after, name), before + more, "{name}: {spread:?}");
        assert_eq!((spread.none, spread.untagged.len()), (0, 0), "{name}: {spread:?}");
    }

    let finish = taking("finish", &["result=已列入预算（演示数据）"]);
    take(&world.app, &clerk, &decision, &finish, Mode::Save).await.unwrap();
    let done = found(&world, &clerk).await;
    assert_eq!(done["duties"].all(), before["duties"].all() + 1, "what is done is owed no longer");
    assert_eq!(done["cases"], after["cases"], "the slip stays of the dimension of the duty that ended");
}
