//! A body is recorded, renamed, corrected, compared, ended; each past stays what it was.

use app::records::{Given, Mode, Outcome, Proposal, Said, When, compare, erase, propose, show, unmask};
use app::{Erasure, Error};
use form::{Input, Value};
use jiff::civil::{Date, date};

use crate::world::{World, world};

fn texts(fields: &[(&str, &str)]) -> Given {
    let input: Input = fields.iter().map(|(id, text)| ((*id).to_owned(), vec![(*text).to_owned()])).collect();
    Given::Texts(input)
}

async fn say(world: &World, said: Said, given: Given, reason: &str) -> Result<Outcome, Error> {
    let clerk = world.actor("clerk", None);
    let proposal = Proposal { said, given, reason: reason.to_owned(), seen: None };
    propose(&world.app, &clerk, "bodies", &proposal, Mode::Save).await
}

async fn name_on(world: &World, as_of: Date, known_on: Option<Date>) -> Option<String> {
    let clerk = world.actor("clerk", None);
    let when = When { as_of: Some(as_of), known_on, known: None };
    let shown = show(&world.app, &clerk, "bodies", "demo-bureau", when).await.unwrap();
    let record = shown.record?;
    record.fields.get("name").and_then(Value::as_text).map(str::to_owned)
}

const KEY: &str = "demo-bureau";

async fn founded(world: &World) {
    let fields = [("id", KEY), ("name", "演示局"), ("kind", "department")];
    let said = Said::Created { from: date(2020, 1, 1) };
    say(world, said, texts(&fields), "演示").await.unwrap();
}

#[tokio::test]
async fn what_was_known_on_a_day_stays_the_answer_for_that_day() {
    let world = world().await;
    founded(&world).await;
    world.later("2026-09-02T12:00:00+08:00");
    let renamed = Said::Became { key: KEY.to_owned(), from: date(2024, 7, 1) };
    say(&world, renamed, texts(&[("name", "演示新局")]), "机构改革，演示").await.unwrap();
    let first_day = Some(date(2026, 9, 1));
    for (as_of, known_on, name) in [
        (date(2019, 12, 31), None, None),
        (date(2024, 6, 30), None, Some("演示局")),
        (date(2024, 7, 1), None, Some("演示新局")),
        (date(2024, 7, 1), first_day, Some("演示局")),
        (date(2026, 9, 2), first_day, Some("演示局")),
    ] {
        assert_eq!(name_on(&world, as_of, known_on).await.as_deref(), name, "{as_of} {known_on:?}");
    }
    let clerk = world.actor("clerk", None);
    let (left, right) = (
        When { as_of: Some(date(2024, 6, 30)), ..When::default() },
        When { as_of: Some(date(2024, 7, 1)), ..When::default() },
    );
    let comparison = compare(&world.app, &clerk, "bodies", (left, right)).await.unwrap();
    let keys: Vec<&str> = comparison.differences.iter().map(|one| one.key.as_str()).collect();
    assert_eq!(keys, [KEY]);
}

#[tokio::test]
async fn checking_saves_nothing_and_saying_what_is_known_saves_nothing() {
    let world = world().await;
    founded(&world).await;
    let before = world.app.store().installation().await.unwrap().seq;
    let clerk = world.actor("clerk", None);
    let proposal = |name: &str| Proposal {
        said: Said::Became { key: KEY.to_owned(), from: date(2024, 7, 1) },
        given: texts(&[("name", name)]),
        reason: "演示".to_owned(),
        seen: None,
    };
    let checked = propose(&world.app, &clerk, "bodies", &proposal("演示新局"), Mode::Check).await.unwrap();
    assert_eq!((checked.seq, checked.steps.len()), (None, 1));
    let known = propose(&world.app, &clerk, "bodies", &proposal("演示局"), Mode::Save).await.unwrap();
    assert_eq!((known.seq, known.steps.len()), (None, 0));
    assert_eq!(world.app.store().installation().await.unwrap().seq, before);
}

#[tokio::test]
async fn of_two_people_who_change_one_record_the_second_is_told() {
    let world = world().await;
    founded(&world).await;
    let clerk = world.actor("clerk", None);
    let seen = show(&world.app, &clerk, "bodies", KEY, When::default()).await.unwrap().newest;
    let proposal = |name: &str| Proposal {
        said: Said::Became { key: KEY.to_owned(), from: date(2024, 7, 1) },
        given: texts(&[("name", name)]),
        reason: "演示".to_owned(),
        seen: Some(seen),
    };
    propose(&world.app, &clerk, "bodies", &proposal("甲"), Mode::Save).await.unwrap();
    let second = propose(&world.app, &clerk, "bodies", &proposal("乙"), Mode::Save).await;
    assert!(matches!(second, Err(Error::Conflict(_))), "{second:?}");
}

#[tokio::test]
async fn all_that_is_wrong_is_told_at_once() {
    let world = world().await;
    let fields = [("id", KEY), ("kind", "nonsense"), ("parent", "nobody"), ("colour", "red")];
    let said = Said::Created { from: date(2020, 1, 1) };
    let Err(Error::Invalid(problems)) = say(&world, said, texts(&fields), " ").await else { panic!() };
    let mut fields: Vec<&str> =
        problems.iter().filter_map(|problem| problem.place.field.as_deref()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["colour", "kind", "name", "reason"]);
    assert!(problems.iter().all(|problem| !problem.remedy.zh.is_empty() && !problem.remedy.en.is_empty()));
    let fields = [("id", KEY), ("name", "演示局"), ("kind", "department"), ("parent", "nobody")];
    let said = Said::Created { from: date(2020, 1, 1) };
    let Err(Error::Invalid(problems)) = say(&world, said, texts(&fields), "演示").await else { panic!() };
    assert_eq!(problems[0].code, "no-record");
}

#[tokio::test]
async fn personal_values_are_masked_until_a_reason_is_given_and_recorded() {
    let world = world().await;
    let clerk = world.actor("clerk", None);
    let list = app::records::list(
        &world.app,
        &clerk,
        "ip-staff",
        &app::records::ListRequest { limit: 50, ..Default::default() },
    )
    .await
    .unwrap();
    let first = &list.page.records[0];
    let masked = first.fields["person"].as_text().unwrap();
    assert!(masked.ends_with('*') && !masked.contains("人员"), "{masked}");
    let refused = unmask(&world.app, &clerk, "ip-staff", &first.key, "person", "").await;
    assert!(matches!(refused, Err(Error::Invalid(_))));
    let seq = world.app.store().installation().await.unwrap().seq;
    let full = unmask(&world.app, &clerk, "ip-staff", &first.key, "person", "电话核实，演示").await.unwrap();
    assert!(full.as_text().unwrap().starts_with("演示人员"), "{full:?}");
    assert_eq!(world.app.store().installation().await.unwrap().seq, seq + 1);
}

/// What is personal of a record can be destroyed; what else is said of it later is not held up by that.
#[tokio::test]
async fn what_was_personal_of_a_record_is_gone_for_ever_and_the_record_goes_on() {
    let world = world().await;
    let (app, clerk) = (&world.app, world.actor("clerk", None));
    let (ledger, key) = ("ip-staff", "street-dongfeng-road~1");
    let required = &app.declarations().ledgers[ledger].form;
    assert!(required.field("person").unwrap().required, "the name is one that every record has");
    let erasure = Erasure { confirmed: key, reason: "本人要求删除（演示数据）" };
    let liaison = world.actor("liaison", Some("street-dongfeng-road"));
    assert!(matches!(erase(app, &liaison, ledger, key, erasure).await, Err(Error::NotAllowed(_))));
    let wrong = Erasure { confirmed: "1", ..erasure };
    assert!(matches!(erase(app, &clerk, ledger, key, wrong).await, Err(Error::Invalid(_))));
    let shown = show(app, &clerk, ledger, key, When::default()).await.unwrap();
    assert!(shown.actions.erase && shown.erased.is_none());
    let erased = erase(app, &clerk, ledger, key, erasure).await.unwrap();
    app.store().tidy().await.unwrap();
    let shown = show(app, &clerk, ledger, key, When::default()).await.unwrap();
    assert_eq!((shown.actions.erase, shown.erased), (false, Some(erased)));
    assert_eq!(app.store().installation().await.unwrap().seq, erased, "the trail has it");

    // It became otherwise, it was always otherwise, and it ends: none of that asks who it was.
    let given = |position: &str| texts(&[("position", position)]);
    for said in [
        Said::Became { key: key.to_owned(), from: date(2026, 9, 1) },
        Said::WasAlways { key: key.to_owned(), from: date(2026, 9, 1), to: None },
    ] {
        let position = format!("演示岗位{}", said.act().id());
        let proposal = Proposal { said, given: given(&position), reason: "演示".to_owned(), seen: None };
        assert!(propose(app, &clerk, ledger, &proposal, Mode::Save).await.unwrap().seq.is_some());
    }
    let again = erase(app, &clerk, ledger, key, erasure).await;
    assert!(matches!(again, Err(Error::Invalid(_))), "nothing is left to be destroyed: {again:?}");
    // Who comes after has a key of their own.
    let said = Said::Became { key: key.to_owned(), from: date(2026, 9, 1) };
    let given = texts(&[("person", "演示人员乙")]);
    let proposal = Proposal { said, given, reason: "演示".to_owned(), seen: None };
    propose(app, &clerk, ledger, &proposal, Mode::Save).await.unwrap();
    let full = unmask(app, &clerk, ledger, key, "person", "电话核实，演示").await.unwrap();
    assert_eq!(full.as_text(), Some("演示人员乙"));
}
