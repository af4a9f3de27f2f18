//! What is said of the clauses of a version, in the order in which the plan has them, as long as it is out for comment.

use app::cases::{start, take};
use app::plans::comments;
use app::records::Mode;
use app::{Actor, Error};
use jiff::civil::date;

use crate::world::{World, taking, told, world};

/// A version of the plan that is not out yet.
async fn loaded() -> (World, Actor, String) {
    let world = world().await;
    let clerk = world.actor("clerk", Some("market-supervision"));
    let plan = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    (world, clerk, plan)
}

async fn put_out(world: &World, clerk: &Actor, plan: &str) {
    let consult = taking("consult", &["comments_until=2026-09-30"]);
    take(&world.app, clerk, plan, &consult, Mode::Save).await.unwrap();
}

#[tokio::test]
async fn comments_stand_in_the_order_of_the_plan() {
    let (world, clerk, plan) = loaded().await;
    put_out(&world, &clerk, &plan).await;
    let version = format!("version={plan}");
    for (clause, subject) in [
        ("措施1", "甲"),
        ("指标14.2", "乙"),
        ("1.2", "丙"),
        ("2.1", "丁"),
        ("1.2", "戊"),
        ("阶段1", "己"),
        ("全文", "庚"),
    ] {
        let (clause, subject) = (format!("clause={clause}"), format!("subject={subject}（演示数据）"));
        let made = taking("make", &[&version, &clause, &subject, "text=演示数据"]);
        start(&world.app, &clerk, "comment", &made, Mode::Save).await.unwrap();
    }
    let found = comments(&world.app, &clerk, &plan).await.unwrap();
    let found: Vec<(&str, char)> =
        found.iter().map(|it| (it.clause.as_str(), it.subject.chars().next().unwrap())).collect();
    assert_eq!(
        found,
        [
            ("全文", '庚'),
            ("1.2", '丙'),
            ("1.2", '戊'),
            ("2.1", '丁'),
            ("指标14.2", '乙'),
            ("阶段1", '己'),
            ("措施1", '甲')
        ]
    );
}

#[tokio::test]
async fn only_a_version_that_is_out_takes_comments_and_only_on_what_it_says() {
    let (world, clerk, plan) = loaded().await;
    let made = |version: &str, clause: &str| {
        let (version, clause) = (format!("version={version}"), format!("clause={clause}"));
        taking("make", &[&version, &clause, "subject=甲（演示数据）", "text=演示数据"])
    };
    let comment = async |version: &str, clause: &str| {
        start(&world.app, &clerk, "comment", &made(version, clause), Mode::Save).await
    };
    let not_out = [("not-out-for-comment".to_owned(), "version".to_owned())];
    assert_eq!(told(comment(&plan, "1.2").await), not_out, "a draft is not out yet");
    put_out(&world, &clerk, &plan).await;
    let Err(Error::Invalid(problems)) = comment("plan-2026-0009", "1.2").await else {
        panic!("nobody has such a version")
    };
    assert_eq!(problems[0].code, "not-out-for-comment");
    assert!(problems[0].remedy.zh.contains(&plan), "it says which are out: {}", problems[0].remedy.zh);
    let unknown = [("unknown-number".to_owned(), "clause".to_owned())];
    for clause in ["9.9", "14.2", "指标14.9", "阶段99", "保障措施"] {
        assert_eq!(told(comment(&plan, clause).await), unknown, "{clause}");
    }
    comment(&plan, "1.2").await.unwrap();

    world.later("2026-09-05T09:00:00+08:00");
    world.issue_plan(&clerk, &plan).await;
    assert_eq!(told(comment(&plan, "1.2").await), not_out, "it is in force");
    // What came in while it was out can still be entered, with its day.
    let mut late = made(&plan, "1.2");
    for (day, is_taken) in [(date(2026, 8, 31), false), (date(2026, 9, 2), true)] {
        late.happened = Some(day.into());
        let entered = start(&world.app, &clerk, "comment", &late, Mode::Save).await;
        assert_eq!(entered.is_ok(), is_taken, "{day}: {entered:?}");
    }
}
