//! Where rights count: by the rule as far as it can tell, else by people, once for each place.

use std::collections::BTreeSet;

use app::attribution::{self, Decision, PageOf};
use app::imports::{self, NewFile};
use app::indicators;
use app::{Actor, Error, jobs, records};
use jiff::civil::{Date, date};
use kernel::identifier::check;
use store::ledgers::Total;

use crate::world::{World, told, world};

const PATENTS: &str = "申请号,名称,种类,申请人,申请日,法律状态,登记地址\n\
    202410000001.X,甲,发明,演示甲公司,2024-01-05,有效,演示省长沙市沙坪街道1号（演示数据）\n\
    202410123456.0,乙,发明,演示乙公司,2024-02-06,有效,演示省长沙市演示大道2号（演示数据）\n\
    202320123456.1,丙,实用新型,演示丙公司,2023-03-07,有效,演示省长沙市演示大道8号（演示数据）\n\
    202430654321.8,丁,外观设计,演示丁公司,2024-04-08,有效,\n";

fn clerk(world: &World) -> Actor {
    Actor { account: None, ..world.actor("clerk", Some("market-supervision")) }
}

/// Loads a file of patents, as a clerk does who has looked at its rows.
async fn load(world: &World, name: &str, as_of: Date, content: &str) {
    load_as_of(world, "patents", (name, content), as_of).await;
}

async fn load_into(world: &World, ledger: &str, file: (&str, &str)) {
    load_as_of(world, ledger, file, date(2026, 6, 30)).await;
}

async fn load_as_of(world: &World, ledger: &str, (name, content): (&str, &str), as_of: Date) {
    let mut upload = imports::upload(&world.app, &clerk(world)).unwrap();
    upload.write(content.as_bytes()).unwrap();
    let new = NewFile { ledger, name, as_of: Some(as_of), source: "演示平台", note: "" };
    let id = imports::take_in(&world.app, &clerk(world), &new, upload).await.unwrap();
    imports::check(&world.app, &clerk(world), id).await.unwrap();
    jobs::run_due(&world.app).await.unwrap();
    imports::confirm(&world.app, &clerk(world), id).await.unwrap();
    jobs::run_due(&world.app).await.unwrap();
}

async fn loaded() -> World {
    let world = world().await;
    load(&world, "专利.csv", date(2026, 6, 30), PATENTS).await;
    world
}

async fn said(world: &World, key: &str) -> [String; 3] {
    said_on(world, key, None).await
}

/// What is said of a day, by default of today.
async fn said_on(world: &World, key: &str, day: Option<Date>) -> [String; 3] {
    let when = records::When { as_of: day, ..records::When::default() };
    let found = records::find(&world.app, &clerk(world), "patents", key, when).await.unwrap();
    let fields = found.record.unwrap().fields;
    ["division", "body", "attributed_by"]
        .map(|id| fields.get(id).map_or("-".to_owned(), |value| value.as_text().unwrap().to_owned()))
}

fn decision(words: &str) -> Decision {
    Decision {
        division: "430105".to_owned(),
        body: "street-xinhe".to_owned(),
        basis: "街道办事处答复".to_owned(),
        words: words.to_owned(),
    }
}

#[tokio::test]
async fn the_rule_tells_what_it_can_and_people_decide_the_rest_once() {
    let world = loaded().await;
    assert_eq!(said(&world, "202410000001.X").await, ["430105", "street-shaping", "规则"]);
    assert_eq!(said(&world, "202410123456.0").await, ["-", "-", "-"], "what is not told stays open");
    assert_eq!(waiting(&world, "patents").await, 3, "never counted silently");

    let elsewhere = decision("解放路");
    let refused =
        attribution::decide(&world.app, &clerk(&world), "patents", "202410123456.0", &elsewhere).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "the words have to be of the address");
    let road = decision("演示大道");
    attribution::decide(&world.app, &clerk(&world), "patents", "202410123456.0", &road).await.unwrap();
    jobs::run_due(&world.app).await.unwrap();
    let [division, body, by] = said(&world, "202410123456.0").await;
    assert_eq!([&*division, &*body], ["430105", "street-xinhe"]);
    assert_ne!(by, "规则", "it says that a person has decided");
    assert_eq!(
        said(&world, "202320123456.1").await,
        ["430105", "street-xinhe", "规则"],
        "the same road is decided with it"
    );
    assert_eq!(waiting(&world, "patents").await, 1, "without an address only a person can tell");
}

/// What an indicator leaves out, as of today and as known at an operation.
async fn left_out(world: &World, id: &str, known: Option<i64>) -> Vec<(String, u64)> {
    let when = records::When { known, ..records::When::default() };
    let cards = indicators::some(&world.app, &clerk(world), when, false, |it| it.id == id).await.unwrap();
    cards[0].unattributed.iter().map(|it| (it.ledger.clone(), it.records)).collect()
}

#[tokio::test]
async fn what_waits_is_told_of_its_file_and_of_each_figure_that_leaves_it_out() {
    let world = world().await;
    let before = store::operations::newest(&world.app.store().reader().await.unwrap()).await.unwrap();
    load(&world, "专利.csv", date(2026, 6, 30), PATENTS).await;
    let id = imports::list(&world.app, &clerk(&world), None).await.unwrap()[0].id;
    let told = imports::see(&world.app, &clerk(&world), id).await.unwrap().told.unwrap();
    assert_eq!(told.unattributed, Some(3), "as it was when the file was loaded");
    let three = [("patents".to_owned(), 3_u64)];
    for id in [
        "inventions-per-10000",
        "high-value-per-10000",
        "patent-grants-growth",
        "patent-grants-band",
        "share-of-inventions",
        "share-of-high-value",
        "patent-use-rate",
        "places-with-inventions",
        "fees-due",
        "rights-by-place",
    ] {
        assert_eq!(left_out(&world, id, None).await, three, "{id}");
    }
    // What counts from another ledger, or asks for no county, leaves nothing out; nor did anything before the file.
    for (id, known) in [
        ("trademark-registrations-growth", None),
        ("rank-of-inventions", None),
        ("inventions-per-10000", Some(before)),
    ] {
        assert!(left_out(&world, id, known).await.is_empty(), "{id}");
    }

    let road = decision("演示大道");
    attribution::decide(&world.app, &clerk(&world), "patents", "202410123456.0", &road).await.unwrap();
    jobs::run_due(&world.app).await.unwrap();
    assert_eq!(left_out(&world, "inventions-per-10000", None).await, [("patents".to_owned(), 1_u64)]);
    assert!(indicators::attributes(&world.app, &clerk(&world), ["patents"]));
    assert!(!indicators::attributes(&world.app, &world.actor("liaison", Some("street-xinhe")), ["patents"]));
}

/// How many records of a ledger wait.
async fn waiting(world: &World, ledger: &str) -> u64 {
    let all = attribution::waiting(&world.app, &clerk(world), None).await.unwrap();
    match all.iter().find(|waiting| waiting.opened.ledger().id == ledger).map(|waiting| waiting.total) {
        Some(Total::Exact(total)) => total,
        None => 0,
        Some(other) => panic!("{other:?}"),
    }
}

/// Firms are decided like rights; who waits is told page by page, each once, those of the county first.
#[tokio::test]
async fn firms_wait_too_and_the_queue_is_read_to_its_end() {
    let world = world().await;
    // Firms of the demonstration wait as well.
    let before = waiting(&world, "enterprises").await;
    let firms: String = (300..420)
        .map(|number| {
            let address = match number % 3 {
                0 => "演示省长沙市沙坪街道1号（演示数据）",
                1 => "演示省长沙市开福区演示大道2号（演示数据）",
                _ => "演示省演示大道3号（演示数据）",
            };
            format!("{},演示企业{number}（演示数据）,存续,{address}\n", code(number))
        })
        .collect();
    let heads = "统一社会信用代码,企业名称,登记状态,住所\n";
    load_into(&world, "enterprises", ("企业.csv", &format!("{heads}{firms}"))).await;
    let (clerk, first) = (clerk(&world), code(300));
    let when = records::When::default();
    let found = records::find(&world.app, &clerk, "enterprises", &first, when).await.unwrap();
    let fields = found.record.unwrap().fields;
    assert_eq!(fields["body"].as_text(), Some("street-shaping"));

    let (mut told, mut after): (Vec<(Option<String>, String)>, Option<String>) = (Vec::new(), None);
    let mut pages = 0;
    loop {
        let page = after.as_deref().map(|after| PageOf { ledger: "enterprises", after });
        let mut waiting = attribution::waiting(&world.app, &clerk, page).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].total), (1, Total::Exact(80 + before)));
        let waiting = waiting.remove(0);
        told.extend(waiting.records.into_iter().map(|record| (record.division, record.key)));
        pages += 1;
        after = waiting.next;
        if after.is_none() {
            break;
        }
    }
    let keys: BTreeSet<&String> = told.iter().map(|(_, key)| key).collect();
    let all = 80 + usize::try_from(before).unwrap();
    assert_eq!((pages, told.len(), keys.len()), (2, all, all));
    let is_ours: Vec<bool> = told.iter().map(|(division, _)| division.is_some()).collect();
    assert!(is_ours.is_sorted_by(|one, next| one >= next), "those of the county first: {is_ours:?}");
    assert!(is_ours.iter().filter(|is_ours| **is_ours).count() >= 40);
}

/// The credit code of an invented firm.
fn code(number: u32) -> String {
    let organization = format!("DEM{number:05}");
    let inner = check::organization_code(&organization).unwrap();
    let first = format!("91430105{organization}{inner}");
    format!("{first}{}", check::uscc(&first).unwrap())
}

#[tokio::test]
async fn what_a_person_decided_is_not_undone_by_the_next_file() {
    let world = loaded().await;
    let by_hand = Decision { body: "street-yuehu".to_owned(), ..decision("") };
    attribution::decide(&world.app, &clerk(&world), "patents", "202410000001.X", &by_hand).await.unwrap();
    load(&world, "七月.csv", date(2026, 7, 31), &PATENTS.replace("甲,发明", "甲改,发明")).await;
    assert_eq!(said(&world, "202410000001.X").await[1], "street-yuehu");
}

#[tokio::test]
async fn a_decision_reaches_back_as_long_as_the_address_stays() {
    let world = loaded().await;
    let (stayed, moved) = ("202410123456.0", "202320123456.1");
    let july = PATENTS.replace("乙,发明", "乙改,发明").replace("演示大道8号", "演示大道9号");
    load(&world, "七月.csv", date(2026, 7, 31), &july).await;
    attribution::decide(&world.app, &clerk(&world), "patents", stayed, &decision("演示大道")).await.unwrap();
    jobs::run_due(&world.app).await.unwrap();
    for (key, in_july) in [(stayed, "street-xinhe"), (moved, "-")] {
        assert_eq!(said(&world, key).await[1], "street-xinhe");
        assert_eq!(said_on(&world, key, Some(date(2026, 7, 1))).await[1], in_july, "{key}");
    }
}

#[tokio::test]
async fn what_is_missing_is_told_at_its_field_and_half_a_decision_is_none() {
    let world = loaded().await;
    let key = "202410123456.0";
    let refused = async |decision: Decision| {
        told(attribution::decide(&world.app, &clerk(&world), "patents", key, &decision).await)
    };
    let missing = |field: &str| ("missing-field".to_owned(), field.to_owned());
    let blank = Decision { basis: " ".to_owned(), ..Decision::default() };
    assert_eq!(refused(blank).await, [missing("division"), missing("basis")]);
    let here = Decision { body: String::new(), ..decision("") };
    assert_eq!(refused(here).await, [missing("body")], "that would stay undecided");
    let nowhere = Decision { body: "street-nowhere".to_owned(), ..decision("") };
    assert_eq!(refused(nowhere).await[0].1, "body");
    let long = Decision { basis: "据".repeat(101), ..decision("") };
    assert_eq!(refused(long).await[0].1, "basis", "as the form calls it");

    // The words cannot be remembered, and so the record is not decided either.
    let road = decision("演示大道");
    attribution::decide(&world.app, &clerk(&world), "patents", "202320123456.1", &road).await.unwrap();
    let refused = attribution::decide(&world.app, &clerk(&world), "patents", key, &road).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "the words are known");
    assert_eq!(said(&world, key).await, ["-", "-", "-"]);

    let elsewhere = Decision { division: "430102".to_owned(), body: String::new(), ..decision("") };
    attribution::decide(&world.app, &clerk(&world), "patents", key, &elsewhere).await.unwrap();
    assert_eq!(said(&world, key).await[..2], ["430102", "-"]);
}

#[tokio::test]
async fn who_may_not_correct_all_records_decides_nothing() {
    let world = loaded().await;
    let liaison = world.actor("liaison", Some("street-shaping"));
    assert!(attribution::waiting(&world.app, &liaison, None).await.unwrap().is_empty());
    let refused = attribution::decide(&world.app, &liaison, "patents", "202410123456.0", &decision("")).await;
    assert!(refused.is_err());
}
