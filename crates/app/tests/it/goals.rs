//! The lists of firms that the plan asks for: one number on the page and in the indicator, and who can be next.

use app::goals::{Goal, goals};
use app::indicators::{Narrowed, records};
use app::records::{Said, When};
use app::{Actor, files};
use jiff::civil::date;

use crate::attestations::{FIRM, say, titled};
use crate::world::{World, world};

const OTHER: &str = "91430105DEM0000223";

fn clerk(world: &World) -> Actor {
    world.actor("clerk", Some("market-supervision"))
}

/// The firm with a title, decided to be one of the county.
async fn of_the_county(world: &World) {
    titled(world).await;
    let decided = Said::Became { key: FIRM.to_owned(), from: date(2026, 8, 1) };
    say(world, "enterprises", decided, &[("division", "430105")]).await.unwrap();
}

async fn create(world: &World, ledger: &str, fields: &[(&str, &str)]) {
    say(world, ledger, Said::Created { from: date(2026, 8, 1) }, fields).await.unwrap();
}

/// A file that proves something.
async fn proof(world: &World) -> String {
    let sent = ("名单.txt", "演示名单（演示数据）".as_bytes());
    files::keep(&world.app, &clerk(world), "file", sent).await.unwrap().reference
}

async fn goal(world: &World, actor: &Actor, key: &str) -> Goal {
    let found = goals(&world.app, actor).await.unwrap();
    found.goals.into_iter().find(|goal| goal.key == key).unwrap()
}

/// The firms that an indicator counts.
async fn rows(world: &World, indicator: &str) -> Vec<String> {
    let when = (When::default(), false);
    let found = records(&world.app, &clerk(world), indicator, when, Narrowed::default()).await.unwrap();
    found.rows().rows.iter().map(|row| row.key.to_owned()).collect()
}

#[tokio::test]
async fn the_county_begins_with_the_three_lists_and_the_two_pools_of_its_plan() {
    let world = world().await;
    let found = goals(&world.app, &clerk(&world)).await.unwrap();
    let told: Vec<(&str, Option<i64>)> =
        found.goals.iter().map(|goal| (goal.key.as_str(), goal.wanted)).collect();
    let lists: [(&str, Option<i64>); 3] =
        [("ip-enterprises", Some(30)), ("ip-standard", Some(20)), ("national-ip", Some(6))];
    let pools: [(&str, Option<i64>); 2] = [("high-tech-pool", None), ("little-giant-pool", None)];
    assert_eq!(told, [lists.as_slice(), &pools].concat());
    let pool = goal(&world, &clerk(&world), "little-giant-pool").await;
    // Of what the plan says of the firms of a pool, ledgers tell one thing, and of that there is no data yet.
    assert_eq!(pool.by_hand, ["具有一定的成果转化能力", "成长性高"]);
    assert!(pool.ready.is_empty() && pool.reached.is_none() && pool.unproved.is_empty(), "{pool:#?}");
    let national = goal(&world, &clerk(&world), "national-ip").await;
    let next = &national.candidates[0];
    // A certificate that holds meets the condition, although it counts for no list before its file is there.
    assert_eq!(next.firm, "91430105DEM000065G");
    assert_eq!(next.met, [("贯标证书有效".to_owned(), Some(date(2027, 12, 1)))]);
    assert_eq!(next.also_missing.as_deref(), Some("专利布局报告（演示数据）"));
    // No patent is recorded: that nobody is without an invention is not said of anybody.
    assert_eq!(next.unknown, ["拥有自主知识产权（现看有没有发明专利）"]);
    let last = national.candidates.last().unwrap();
    assert_eq!(
        (last.missing.as_slice(), last.body.as_deref()),
        (&["贯标证书有效".to_owned()][..], Some("street-sifangping"))
    );
}

#[tokio::test]
async fn the_page_and_the_indicator_give_one_number() {
    let world = world().await;
    of_the_county(&world).await;
    let clerk = clerk(&world);
    // The title is there, and its file is not: it does not count.
    let before = goal(&world, &clerk, "national-ip").await;
    assert!(before.counted.is_empty());
    assert!(before.unproved.iter().any(|counted| counted.firm == FIRM), "{:?}", before.unproved);

    let file = proof(&world).await;
    let attached = Said::Became { key: "2025-900".to_owned(), from: date(2026, 8, 1) };
    say(&world, "titles", attached, &[("file", &file)]).await.unwrap();
    // One that has ended, one of a firm elsewhere, one of before the plan.
    for (number, holder, firm, since, until) in [
        ("2025-901", "演示企业002（演示数据）", OTHER, "2025-01-05", "2026-08-31"),
        ("2025-902", "外地企业（演示数据）", "", "2025-01-05", ""),
        ("2025-903", "演示企业003（演示数据）", "91430105DEM000030X", "2023-12-31", ""),
    ] {
        let title = [
            ("number", number),
            ("holder", holder),
            ("enterprise", firm),
            ("kind", "ip-demonstration"),
            ("level", "national"),
            ("since", since),
            ("until", until),
            ("issuer", "国家知识产权局"),
            ("file", &file),
        ];
        create(&world, "titles", &title).await;
    }
    let after = goal(&world, &clerk, "national-ip").await;
    let counted: Vec<String> = after.counted.iter().map(|counted| counted.firm.clone()).collect();
    assert_eq!((after.reached, &counted), (Some(1), &vec![FIRM.to_owned()]));
    assert_eq!(counted, rows(&world, "national-ip-enterprises").await);
    let unproved: Vec<&str> = after.unproved.iter().map(|counted| counted.firm.as_str()).collect();
    assert_eq!(unproved, ["外地企业（演示数据）"], "who names no firm of the county stands apart");
}

#[tokio::test]
async fn who_can_be_next_is_told_with_the_missing_condition() {
    let world = world().await;
    let condition = |number, title, field, value| {
        [("goal", "ip-standard"), ("number", number), ("title", title), (field, value)]
    };
    for condition in [
        condition("91", "高新技术企业（演示数据）", "segments", "high-tech"),
        condition("92", "优势企业（演示数据）", "titles", "ip-advantage"),
        condition("93", "已是培育企业（演示数据）", "on_list", "ip-enterprises"),
        condition("94", "没有这个清单（演示数据）", "on_list", "nothing"),
    ] {
        create(&world, "goal-conditions", &condition).await;
    }
    let segment = [
        ("enterprise", OTHER),
        ("segment", "high-tech"),
        ("since", "2025-01-05"),
        ("until", "2028-01-04"),
        ("list", "演示名单（演示数据）"),
    ];
    create(&world, "enterprise-segments", &segment).await;
    let file = proof(&world).await;
    for (number, target, measures) in [
        ("2026-900", "ip-standard", "辅导贯标（演示数据）"),
        ("2026-901", "ip-enterprise", "走访（演示数据）"),
    ] {
        let built_up = [
            ("number", number),
            ("body", "market-supervision"),
            ("enterprise", OTHER),
            ("target", target),
            ("entered_on", "2026-02-01"),
            ("document", "演示名单（演示数据）"),
            ("files", &file),
            ("measures", measures),
        ];
        create(&world, "cultivations", &built_up).await;
    }
    let goal = goal(&world, &clerk(&world), "ip-standard").await;
    let next = goal.candidates.iter().find(|it| it.firm == OTHER).unwrap();
    let met = [("高新技术企业（演示数据）", Some(date(2028, 1, 4))), ("已是培育企业（演示数据）", None)];
    assert_eq!(next.met, met.map(|(title, until)| (title.to_owned(), until)));
    assert_eq!(next.missing, ["优势企业（演示数据）"]);
    assert_eq!(next.unknown, ["有人取得内审员证书", "没有这个清单（演示数据）"]);
    assert_eq!(next.by_hand, ["完成内部审核和管理评审"]);
    assert_eq!(next.next.as_deref(), Some("辅导贯标（演示数据）"));
}

/// S3.10, S3.15: whoever meets what ledgers can tell is named, though nobody builds them up yet; by street and park.
#[tokio::test]
async fn firms_that_meet_every_condition_and_are_in_no_cultivation_are_named() {
    let world = world().await;
    let clerk = clerk(&world);
    let [first, second] = ["91430105DEM000065G", "91430105DEM000102N"];
    let pool = [("id", "pool"), ("title", "演示培育库（演示数据）"), ("targets", "copyright-demonstration")];
    create(&world, "goals", &pool).await;
    assert!(goal(&world, &clerk, "pool").await.ready.is_empty(), "without a condition nobody is named");
    let condition = |number, title, field, value| {
        [("goal", "pool"), ("number", number), ("title", title), (field, value)]
    };
    for condition in [
        condition("1", "贯标证书有效（演示数据）", "titles", "ip-standard"),
        condition("2", "成长性高（演示数据）", "by_hand", "是"),
    ] {
        create(&world, "goal-conditions", &condition).await;
    }
    // That nobody has to look is no condition: it would be met by no firm.
    let none = condition("4", "不用核对（演示数据）", "by_hand", "否");
    assert!(say(&world, "goal-conditions", Said::Created { from: date(2026, 8, 1) }, &none).await.is_err());
    let found = goal(&world, &clerk, "pool").await;
    assert_eq!(
        (found.ready, found.by_hand),
        (vec![first.to_owned(), second.to_owned()], vec!["成长性高（演示数据）".to_owned()])
    );

    let all = goals(&world.app, &clerk).await.unwrap();
    let places = all.places.clone();
    let of_place = all.of_place(&places[first]);
    let narrowed = of_place.goals.iter().find(|goal| goal.key == "pool").unwrap();
    assert!(narrowed.ready.iter().all(|firm| places[firm] == places[first]), "{:?}", narrowed.ready);
    let elsewhere = goals(&world.app, &clerk).await.unwrap().of_place("nowhere");
    assert!(elsewhere.goals.iter().all(|goal| goal.ready.is_empty() && goal.candidates.is_empty()));

    let condition = condition("3", "高新技术企业（演示数据）", "segments", "high-tech");
    create(&world, "goal-conditions", &condition).await;
    let both = goal(&world, &clerk, "pool").await.ready;
    assert!(both.iter().all(|firm| [first, second].contains(&firm.as_str())), "{both:?}");
    let taken_in = [
        ("number", "2026-900"),
        ("body", "market-supervision"),
        ("enterprise", first),
        ("target", "copyright-demonstration"),
        ("entered_on", "2026-02-01"),
    ];
    create(&world, "cultivations", &taken_in).await;
    let after = goal(&world, &clerk, "pool").await;
    assert!(!after.ready.contains(&first.to_owned()), "{:?}", after.ready);
    assert_eq!(after.candidates[0].firm, first);
    assert_eq!(after.candidates[0].by_hand, ["成长性高（演示数据）"]);
}

#[tokio::test]
async fn how_many_count_is_the_same_for_all_who_work_here_and_their_names_are_not() {
    let world = world().await;
    of_the_county(&world).await;
    let file = proof(&world).await;
    for (number, body, enterprise) in
        [("2026-900", "street-shaping", FIRM), ("2026-901", "street-xinhe", OTHER)]
    {
        let entry = [
            ("number", number),
            ("body", body),
            ("enterprise", enterprise),
            ("target", "ip-enterprise"),
            ("entered_on", "2026-02-01"),
            ("document", "演示名单（演示数据）"),
            ("files", &file),
        ];
        create(&world, "cultivations", &entry).await;
    }
    let standing = async |role: &str, body: Option<&str>| {
        let goal = goal(&world, &world.actor(role, body), "ip-enterprises").await;
        let mut firms: Vec<String> = goal.counted.into_iter().map(|counted| counted.firm).collect();
        firms.sort();
        (goal.reached, firms)
    };
    let [own, other] = [FIRM.to_owned(), OTHER.to_owned()];
    let all = vec![other, own.clone()];
    assert_eq!(standing("clerk", Some("market-supervision")).await, (Some(2), all));
    assert_eq!(standing("liaison", Some("street-shaping")).await, (Some(2), vec![own]));
    assert_eq!(standing("liaison", Some("street-dongfeng-road")).await, (Some(2), Vec::new()));
}
