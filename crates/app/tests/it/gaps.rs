//! Gaps of the ledgers in the demonstration county: found on the day, seen by whom they concern, gone once they are closed.

use app::gaps::{Lacking, gaps, remind};
use app::records::{Given, Mode, Proposal, Said, propose};
use app::{Actor, Error};
use jiff::civil::date;
use ledger::Urgency;

use crate::world::{World, world};

/// The gaps of a ledger that somebody sees, as gap and of what.
async fn seen(world: &World, actor: &Actor, ledger: &str) -> Vec<String> {
    all(world, actor, ledger).await.iter().map(|it| format!("{} {}", it.gap.id, it.name.zh)).collect()
}

async fn all(world: &World, actor: &Actor, ledger: &str) -> Vec<Lacking> {
    let found = gaps(&world.app, actor).await.unwrap();
    let of = found.into_iter().find(|of| of.opened.ledger().id == ledger);
    of.map(|of| of.lacking).unwrap_or_default()
}

async fn say(world: &World, clerk: &Actor, ledger: &str, said: Said, fields: &[(&str, &str)]) {
    let cells = fields.iter().map(|(id, cell)| ((*id).to_owned(), (*cell).to_owned())).collect();
    let given = Given::Cells(cells);
    let proposal = Proposal { said, given, reason: "演示数据".to_owned(), seen: None };
    propose(&world.app, clerk, ledger, &proposal, Mode::Save).await.unwrap();
}

fn clerk(world: &World) -> Actor {
    world.actor("clerk", Some("market-supervision"))
}

#[tokio::test]
async fn a_street_whose_person_left_is_red_that_day_with_each_of_the_four_conditions() {
    let world = world().await;
    let clerk = clerk(&world);
    let of = |name: &str, found: &[String]| -> Vec<String> {
        let of = found.iter().filter(|it| it.ends_with(name));
        of.map(|it| it.split(' ').next().unwrap().to_owned()).collect()
    };
    let found = seen(&world, &clerk, "ip-staff").await;
    let all_four = ["nobody", "no-duties", "untrained", "no-funds"];
    assert_eq!(of("月湖街道", &found), all_four, "the person left on 1 August");
    assert_eq!(of("青竹湖街道", &found), all_four);
    assert_eq!(of("望麓园街道", &found), ["untrained", "no-funds"]);
    assert_eq!(of("湘雅路街道", &found), ["no-duties"]);
    assert!(of("芙蓉北路街道", &found).is_empty());
    assert!(of("长沙金霞经济开发区", &found).is_empty());

    let end = Said::Ended { key: "street-furong-north-road~1".to_owned(), from: date(2026, 9, 1) };
    say(&world, &clerk, "ip-staff", end, &[]).await;
    assert_eq!(of("芙蓉北路街道", &seen(&world, &clerk, "ip-staff").await), all_four);

    let street = world.actor("liaison", Some("street-yuehu"));
    let own = seen(&world, &street, "ip-staff").await;
    assert_eq!(of("月湖街道", &own), all_four);
    assert_eq!(own.len(), 4, "of the others it is told nothing: {own:?}");
    let stranger = Actor::stranger(world.app.declarations().roles.get(pack::Roles::STRANGER).cloned());
    assert!(matches!(gaps(&world.app, &stranger).await, Err(Error::NotFound)));
}

/// S1.16, S5.19: 30, 7 and 1 days before, and after a lecture that nobody confirmed, whoever closes it gets one message.
#[tokio::test]
async fn who_closes_a_gap_is_told_once_on_the_day_it_begins() {
    let world = world().await;
    let office = world.account("clerk", Some("market-supervision")).await;
    let other = world.account("liaison", Some("street-shaping")).await;
    let outsider = world.account("citizen", Some("street-shaping")).await;
    let clerk = clerk(&world);
    let from = date(2026, 8, 1);
    let call = [
        ("number", "2026-001"),
        ("body", "market-supervision"),
        ("title", "演示专项（演示数据）"),
        ("issuer", "演示省知识产权局"),
        ("level", "provincial"),
        ("opens_on", "2026-08-01"),
        ("closes_on", "2026-10-02"),
    ];
    say(&world, &clerk, "funding-calls", Said::Created { from }, &call).await;
    let lecture = [
        ("member", "expert~1"),
        ("number", "1"),
        ("body", "street-shaping"),
        ("kind", "lecture"),
        ("matter", "商标风险防范（演示数据）"),
        ("date", "2026-09-20"),
    ];
    say(&world, &clerk, "engagements", Said::Created { from }, &lecture).await;
    let told = async |account: i64| -> Vec<String> {
        let mut actor = world.actor("citizen", None);
        actor.account = Some(account);
        let listed = app::inbox::list(&world.app, &actor, false, None).await.unwrap();
        let mut titles: Vec<String> = listed.messages.into_iter().map(|it| it.title_zh).collect();
        titles.sort();
        titles
    };
    let mut found = Vec::new();
    for day in ["2026-09-01", "2026-09-02", "2026-09-06", "2026-09-21", "2026-09-25", "2026-10-01"] {
        world.later(&format!("{day}T12:30:00+08:00"));
        remind(&world.app).await.unwrap();
        assert_eq!(remind(&world.app).await.unwrap(), 0, "nobody is told twice: {day}");
        let of_call =
            told(office).await.into_iter().filter(|it| it.ends_with("演示专项（演示数据）")).count();
        let of_lecture = told(other).await;
        found.push(format!("{day} {of_call} {}", of_lecture.join("；")));
    }
    let near = "两周内的邀请还没有确认：商标风险防范（演示数据）";
    let over = "日期已过，邀请没有确认：商标风险防范（演示数据）";
    let both = format!("{near}；{over}");
    let expected = [
        "2026-09-01 0 ".to_owned(),
        "2026-09-02 1 ".to_owned(),
        format!("2026-09-06 1 {near}"),
        format!("2026-09-21 1 {both}"),
        format!("2026-09-25 2 {both}"),
        format!("2026-10-01 3 {both}"),
    ];
    assert_eq!(found, expected);
    assert!(told(outsider).await.is_empty(), "whoever may not see the page of gaps is told of none");
}

#[tokio::test]
async fn every_year_of_the_plan_has_an_assessment_that_gives_ip_its_points() {
    let world = world().await;
    let clerk = clerk(&world);
    let number = world.load_plan(&clerk, &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk, &number).await;
    assert_eq!(seen(&world, &clerk, "assessments").await, ["no-points 2024年", "no-points 2026年"]);
    let found = all(&world, &clerk, "assessments").await;
    assert_eq!(found[0].missing.record.as_deref(), Some("2024~1"), "a document without points");
    assert_eq!(found[1].missing.record, None);
    assert_eq!(found[1].owner.as_ref().unwrap().zh, "区知识产权办公室经办");
    let fields = [("year", "2026"), ("number", "1"), ("title", "2026年度考核方案（演示数据）")];
    let fields = [&fields[..], &[("body", "organization-performance"), ("points", "100分中的2分")]].concat();
    say(&world, &clerk, "assessments", Said::Created { from: world.app.today() }, &fields).await;
    assert_eq!(seen(&world, &clerk, "assessments").await, ["no-points 2024年"]);
}

#[tokio::test]
async fn a_document_whose_period_ended_is_told_with_the_clauses_that_rest_on_it() {
    let world = world().await;
    let found = all(&world, &clerk(&world), "basis-documents").await;
    assert_eq!(found.len(), 4, "the four documents of the five-year plan that ended in 2025: {found:#?}");
    for lacking in found {
        assert_eq!(lacking.gap.id, "ended");
        assert_eq!(lacking.missing.since, Some(date(2026, 1, 1)));
        let hanging = [("全文".to_owned(), false)];
        assert_eq!(lacking.missing.hanging, hanging, "the whole plan rests on others too");
    }
}

#[tokio::test]
async fn plans_without_ip_letters_without_answer_and_vacant_posts_have_an_owner() {
    let world = world().await;
    let clerk = clerk(&world);
    let owned = async |ledger: &str| -> Vec<String> {
        let found = all(&world, &clerk, ledger).await;
        found.iter().map(|it| format!("{} {}", it.name.zh, it.owner.as_ref().unwrap().zh)).collect()
    };
    let plans = owned("district-plans").await;
    assert_eq!(plans, ["文化旅游发展规划（演示数据） 区文化旅游体育局"]);
    assert_eq!(owned("posts").await.len(), 2);
    let letters = owned("incoming-documents").await;
    assert_eq!(
        letters,
        ["关于报送第一季度知识产权工作情况的通知（演示数据） 区市场监督管理局（知识产权局）"]
    );
    world.later("2026-09-09T09:00:00+08:00");
    assert_eq!(owned("incoming-documents").await.len(), 2, "its day was 8 September");
    // What names no day has its owner as well, until it is answered.
    let visit = [
        ("number", "2026-009"),
        ("title", "来访指导：商标品牌（演示数据）"),
        ("sender", "演示省知识产权局"),
        ("received_on", "2026-09-09"),
        ("demand", "梳理商标品牌培育名单。（演示数据）"),
        ("body", "finance"),
    ];
    say(&world, &clerk, "incoming-documents", Said::Created { from: world.app.today() }, &visit).await;
    assert_eq!(owned("incoming-documents").await.len(), 2, "it came today");
    world.later("2026-09-10T09:00:00+08:00");
    let of_visit = "来访指导：商标品牌（演示数据） 区财政局".to_owned();
    assert!(owned("incoming-documents").await.contains(&of_visit));
    let answered = Said::Became { key: "2026-009".to_owned(), from: world.app.today() };
    let cells = [("answered_on", "2026-09-10"), ("answer", "已报送名单。（演示数据）")];
    say(&world, &clerk, "incoming-documents", answered, &cells).await;
    assert!(!owned("incoming-documents").await.contains(&of_visit));
}

#[tokio::test]
async fn a_meeting_without_a_rhythm_is_asked_about_and_one_that_was_missed_is_told() {
    let world = world().await;
    let clerk = clerk(&world);
    assert_eq!(
        seen(&world, &clerk, "meetings").await[0],
        "missed 领导小组会议",
        "how often, nobody has said"
    );
    let fields = [("kind", "leading-group"), ("months", "6"), ("since", "2024-01-01"), ("basis", "演示数据")];
    say(&world, &clerk, "meeting-rhythms", Said::Created { from: date(2024, 1, 1) }, &fields).await;
    let found = all(&world, &clerk, "meetings").await;
    let missed: Vec<&str> =
        found.iter().filter(|it| it.gap.urgency == Urgency::Red).map(|it| it.name.zh.as_str()).collect();
    assert_eq!(missed, ["领导小组会议（2025-07-01 至 2025-12-31）"]);
}
