//! What is shown publicly for a time: who sees only what is public sees of it what is shown today, and nothing else, however they ask.

use app::records::{
    Given, ListRequest, Mode, Outcome, Proposal, Said, When, find, held, list, propose, show,
};
use app::{Actor, Error};
use form::{Input, Value};
use jiff::civil::{Date, date};
use store::Database;
use store::ledgers::Total;

use crate::county::on_both;
use crate::world::{World, world, world_on};

const CASES: &str = "published-cases";

const TEXT: &str = "甲公司侵犯注册商标专用权，演示人员乙（演示数据）";

async fn say(world: &World, ledger: &str, said: Said, fields: &[(&str, &str)]) -> Outcome {
    let input: Input = fields.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()])).collect();
    let given = Given::Texts(input);
    let proposal = Proposal { said, given, reason: "演示".to_owned(), seen: None };
    let clerk = world.actor("clerk", None);
    propose(&world.app, &clerk, ledger, &proposal, Mode::Save).await.unwrap()
}

/// Records a case; one without a day of release is not released.
async fn case(world: &World, number: &str, title: &str, released_on: Option<&str>) {
    let mut fields = vec![
        ("number", number),
        ("body", "market-supervision"),
        ("source_number", "演示民初1号"),
        ("title", title),
        ("text", TEXT),
        ("redacted_by", "street-furong-north-road~1"),
        ("redacted_on", "2026-06-01"),
    ];
    if let Some(day) = released_on {
        fields.extend([("released_by", "street-dongfeng-road~1"), ("released_on", day)]);
    }
    say(world, CASES, Said::Created { from: date(2026, 6, 1) }, &fields).await;
}

fn stranger(world: &World) -> Actor {
    Actor::stranger(world.app.declarations().roles.get(pack::Roles::STRANGER).cloned())
}

fn on(day: Date) -> When {
    When { as_of: Some(day), ..When::default() }
}

/// The keys of a list, and how many there are in all.
async fn listed(world: &World, actor: &Actor, request: ListRequest) -> (Vec<String>, Total) {
    let request = ListRequest { limit: request.limit.max(1), ..request };
    let page = list(&world.app, actor, CASES, &request).await.unwrap().page;
    (page.records.into_iter().map(|record| record.key).collect(), page.total)
}

fn texts(fields: &form::Fields) -> Option<&str> {
    fields.get("text").and_then(Value::as_text)
}

#[test]
fn who_sees_only_what_is_public_counts_finds_and_turns_through_what_is_shown_alone() {
    on_both(counted);
}

async fn counted(database: Database) {
    let world = world_on(database).await;
    let (outside, clerk) = (stranger(&world), world.actor("clerk", None));
    case(&world, "2026-901", "未发布案例（演示数据）", None).await;
    case(&world, "2026-902", "已发布案例之一（演示数据）", Some("2026-06-10")).await;
    case(&world, "2026-903", "已发布案例之二（演示数据）", Some("2026-06-20")).await;
    let all = ListRequest { limit: 10, ..ListRequest::default() };
    assert_eq!(listed(&world, &clerk, all.clone()).await.1, Total::Exact(3));
    let (keys, total) = listed(&world, &outside, all.clone()).await;
    assert_eq!((keys.concat().as_str(), total), ("2026-9032026-902", Total::Exact(2)));
    // What a title has in it is not found out by asking for it.
    let named = ListRequest { name: Some("未发布".to_owned()), ..all.clone() };
    assert_eq!(listed(&world, &clerk, named.clone()).await.1, Total::Exact(1));
    assert_eq!(listed(&world, &outside, named).await, (Vec::new(), Total::Exact(0)));
    // Pages are full, and the last one is the last.
    let mut turned = ListRequest { limit: 1, ..ListRequest::default() };
    for (key, is_last) in [("2026-903", false), ("2026-902", true)] {
        let page = list(&world.app, &outside, CASES, &turned).await.unwrap().page;
        assert_eq!(page.records.iter().map(|record| record.key.as_str()).collect::<Vec<&str>>(), [key]);
        assert_eq!((page.next.is_none(), page.total), (is_last, Total::Exact(2)));
        turned.cursor = page.next;
    }
    // What refers to a body is counted in the same way.
    let parts = held(&world.app, &outside, "bodies", "market-supervision", None).await.unwrap().parts;
    let part = parts.into_iter().find(|part| part.ledger == CASES).unwrap();
    assert_eq!((part.total, part.first.len()), (Total::Exact(2), 2));
}

#[test]
fn what_was_put_right_or_withdrawn_is_dug_up_by_asking_for_no_past() {
    on_both(withdrawn);
}

async fn withdrawn(database: Database) {
    let world = world_on(database).await;
    let (outside, clerk) = (stranger(&world), world.actor("clerk", None));
    let key = "2026-902";
    case(&world, key, "已发布案例（演示数据）", Some("2026-06-10")).await;
    let known = store::operations::newest(&world.app.store().reader().await.unwrap()).await.unwrap();
    let before = When { known: Some(known), ..When::default() };
    let found = find(&world.app, &outside, CASES, key, on(date(2026, 6, 15))).await.unwrap();
    assert_eq!(found.record.as_ref().and_then(|record| texts(&record.fields)), Some(TEXT), "it stands");

    // A name was left in the text, and was removed: what was there before is gone for everybody outside.
    let put_right = "甲公司侵犯注册商标专用权（演示数据）";
    let became = |from| Said::Became { key: key.to_owned(), from };
    say(&world, CASES, became(date(2026, 8, 1)), &[("text", put_right)]).await;
    let all = ListRequest { limit: 10, ..ListRequest::default() };
    for when in [on(date(2026, 7, 1)), before] {
        let request = ListRequest { when, ..all.clone() };
        assert_eq!(
            listed(&world, &outside, request.clone()).await,
            (Vec::new(), Total::Exact(0)),
            "{when:?}"
        );
        assert_eq!(listed(&world, &clerk, request).await.1, Total::Exact(1), "{when:?}");
        assert!(find(&world.app, &outside, CASES, key, when).await.unwrap().record.is_none(), "{when:?}");
    }
    assert_eq!(listed(&world, &outside, all.clone()).await.1, Total::Exact(1));
    let page = show(&world.app, &outside, CASES, key, When::default()).await.unwrap();
    let periods: Vec<Option<&str>> = page.periods.iter().map(|period| texts(&period.fields)).collect();
    assert_eq!(periods, [Some(put_right)]);
    let steps = page.entries.iter().flat_map(|entry| &entry.steps);
    assert_eq!(steps.map(|step| step.differences.len()).sum::<usize>(), 0);
    let page = show(&world.app, &clerk, CASES, key, on(date(2026, 7, 1))).await.unwrap();
    assert_eq!(page.record.as_ref().and_then(|record| texts(&record.fields)), Some(TEXT));

    // It is withdrawn: then there is no such case outside, on no day.
    let emptied = [("released_by", ""), ("released_on", "")];
    say(&world, CASES, became(date(2026, 8, 20)), &emptied).await;
    for when in [When::default(), on(date(2026, 8, 10)), on(date(2026, 7, 1)), before] {
        let request = ListRequest { when, ..all.clone() };
        assert_eq!(listed(&world, &outside, request).await, (Vec::new(), Total::Exact(0)), "{when:?}");
        let found = find(&world.app, &outside, CASES, key, when).await;
        assert!(matches!(found, Err(Error::NotFound)), "{when:?}");
        let shown = show(&world.app, &outside, CASES, key, when).await;
        assert!(matches!(shown, Err(Error::NotFound)), "{when:?}");
    }
    let parts = held(&world.app, &outside, "bodies", "market-supervision", Some(date(2026, 8, 10))).await;
    assert!(parts.unwrap().parts.iter().all(|part| part.ledger != CASES));
    assert_eq!(listed(&world, &clerk, all).await.1, Total::Exact(1));
}

#[tokio::test]
async fn a_field_that_was_emptied_is_shown_outside_of_no_day() {
    let world = world().await;
    let (outside, key) = (stranger(&world), "91430105DEM0000148");
    let agency = [
        ("uscc", key),
        ("name", "演示企业001（演示数据）"),
        ("kinds", "filing"),
        ("origin", "local"),
        ("status", "operating"),
        ("arrived_on", "2024-01-01"),
        ("penalty", "演示局罚字9号"),
        ("penalty_until", "2027-08-31"),
    ];
    say(&world, "agencies", Said::Created { from: date(2024, 1, 1) }, &agency).await;
    let penalty = async |actor: &Actor, when: When| {
        let found = find(&world.app, actor, "agencies", key, when).await.unwrap();
        found.record.unwrap().fields.contains_key("penalty")
    };
    let then = on(date(2026, 7, 15));
    assert!(penalty(&outside, When::default()).await && penalty(&outside, then).await);
    let became = Said::Became { key: key.to_owned(), from: date(2026, 8, 1) };
    say(&world, "agencies", became, &[("penalty", ""), ("penalty_until", "")]).await;
    assert!(!penalty(&outside, When::default()).await && !penalty(&outside, then).await);
    assert!(penalty(&world.actor("clerk", None), then).await);
    let page = show(&world.app, &outside, "agencies", key, When::default()).await.unwrap();
    assert_eq!(page.periods.len(), 3, "what it was, what it was until then, and what it is");
    assert!(page.periods.iter().all(|period| !period.fields.contains_key("penalty")));
}

#[tokio::test]
async fn many_penalties_that_are_over_hide_none_that_is_open() {
    let world = world().await;
    let firm = "91430105DEM009019Q";
    let enterprise = [("uscc", firm), ("name", "演示企业甲（演示数据）"), ("status", "operating")];
    say(&world, "enterprises", Said::Created { from: date(2024, 1, 1) }, &enterprise).await;
    for at in 1..=25 {
        let (number, decided) = (format!("演示市监处罚〔2026〕9{at:02}号"), format!("2026-01-{at:02}"));
        let mut penalty = vec![
            ("number", number.as_str()),
            ("title", "销售侵犯注册商标专用权的商品（演示数据）"),
            ("enterprise", firm),
            ("authority", "演示市场监督管理局"),
            ("statute", "商标法第六十条第二款"),
            ("kinds", "fine"),
            ("decided_on", decided.as_str()),
            ("published_on", "2026-02-01"),
            ("shown_until", "2029-01-31"),
            ("source", "演示公示系统"),
        ];
        // All but the oldest are repaired; a list begins with the newest.
        if at > 1 {
            penalty.extend([("done_on", "2026-02-10"), ("repaired_on", "2026-03-01")]);
        }
        say(&world, "penalties", Said::Created { from: date(2026, 2, 1) }, &penalty).await;
    }
    let publication = [
        ("number", "2026-901"),
        ("body", "market-supervision"),
        ("title", "演示企业的专利之路（演示数据）"),
        ("kind", "typical-firm"),
        ("channel", "演示日报"),
        ("published_on", "2026-08-20"),
        ("enterprises", firm),
    ];
    let created = Said::Created { from: date(2026, 8, 20) };
    let warnings = say(&world, "publications", created, &publication).await.warnings;
    assert!(warnings.iter().any(|problem| problem.code == "no-open-penalty"), "{warnings:?}");
}
