//! The rows behind a figure: what is missing of them, what went, who owns them, and that they are taken along.

use app::indicators::{Change, Narrowed, records, show, take};
use app::records::{Said, When};
use app::{Actor, Error};
use indicators::GroupName;
use jiff::civil::date;

use super::{DENSITY, PLEDGES, SECOND, clerk, pledge, pledge_of, say, two_inventions};
use crate::world::{World, world};

#[tokio::test]
async fn what_went_opens_the_rows_that_went() {
    let world = world().await;
    two_inventions(&world).await;
    let ended = Said::Became { key: SECOND.to_owned(), from: date(2026, 9, 10) };
    say(&world, "patents", ended, &[("ended_on", "2026-09-10"), ("status", "lapsed")]).await;
    let then = When { as_of: Some(date(2026, 9, 20)), ..When::default() };
    let found = show(&world.app, &clerk(&world), DENSITY, then, false).await.unwrap();
    let (before, bridge) = found.bridge.as_ref().unwrap();
    assert_eq!((*before, bridge.opening, bridge.went, bridge.closing), (date(2026, 8, 31), 2, 1, 1));
    let went = Narrowed { change: Some(Change::Went), ..Narrowed::default() };
    let went = records(&world.app, &clerk(&world), DENSITY, (then, false), went).await.unwrap();
    assert_eq!(went.rows().rows.iter().map(|row| row.key).collect::<Vec<&str>>(), [SECOND]);
}

#[tokio::test]
async fn rows_that_are_not_public_are_taken_by_an_operation() {
    let world = world().await;
    pledge(&world, "2026-001", "market-supervision").await;
    let past = (When::default(), false);
    let newest =
        async || store::operations::newest(&world.app.store().reader().await.unwrap()).await.unwrap();
    let before = newest().await;
    take(&world.app, &clerk(&world), PLEDGES, past, Narrowed::default(), "xlsx").await.unwrap();
    let reader = world.app.store().reader().await.unwrap();
    let operation = store::operations::get(&reader, before + 1).await.unwrap().unwrap();
    assert_eq!((operation.act.as_str(), operation.subject.id.as_str()), ("export", PLEDGES));
    assert!(operation.reason.unwrap().starts_with("xlsx; as_of="));
    drop(reader);
    // What everybody may take leaves no trace.
    two_inventions(&world).await;
    let before = newest().await;
    take(&world.app, &clerk(&world), DENSITY, past, Narrowed::default(), "csv").await.unwrap();
    assert_eq!(newest().await, before);
}

/// A matter of a body that was closed on a day.
async fn matter(world: &World, number: &str, body: &str, closed_on: &str) {
    let fields = [
        ("number", number),
        ("subject", "侵害外观设计专利权（演示数据）"),
        ("kind", "行政裁决"),
        ("body", body),
        ("right_kind", "design"),
        ("infringement", "是"),
        ("claimant_type", "private"),
        ("claimant_origin", "local"),
        ("accepted_on", "2026-03-02"),
        ("due_on", "2026-06-02"),
        ("limit_basis", "专利行政裁决的办理期限（演示）"),
        ("closed_on", closed_on),
        ("outcome", "upheld"),
        ("source", "演示办案系统"),
    ];
    say(world, "matters", Said::Created { from: date(2026, 3, 2) }, &fields).await;
}

#[tokio::test]
async fn what_is_missing_of_a_denominator_opens() {
    let world = world().await;
    matter(&world, "2026-001", "market-supervision", "2026-05-20").await;
    matter(&world, "2026-002", "market-supervision", "2026-06-10").await;
    matter(&world, "2026-003", "street-yuehu", "2026-06-11").await;
    let past = (When::default(), false);
    let asked = || Narrowed { missing: true, ..Narrowed::default() };
    let shown_of = async |actor: &Actor, id: &str| {
        show(&world.app, actor, id, When::default(), false).await.unwrap().missing
    };
    // Which were late.
    assert_eq!(shown_of(&clerk(&world), "closed-in-time").await, Some(2));
    let late = records(&world.app, &clerk(&world), "closed-in-time", past, asked()).await.unwrap();
    let rows = late.rows();
    let opened: Vec<(&str, Option<&str>)> =
        rows.rows.iter().map(|row| (row.record.unwrap(), row.ledger)).collect();
    assert_eq!(opened, [("2026-002", Some("matters")), ("2026-003", Some("matters"))]);
    assert_eq!((rows.all, rows.sum, rows.hidden()), (2, 2, 0));
    // A body sees its own of them, and that there are others.
    let liaison = world.actor("liaison", Some("street-yuehu"));
    let late = records(&world.app, &liaison, "closed-in-time", past, asked()).await.unwrap();
    let rows = late.rows();
    assert_eq!(rows.rows.iter().map(|row| row.key).collect::<Vec<&str>>(), ["2026-003"]);
    assert_eq!((rows.all, rows.hidden()), (2, 1));
    // Which places have nobody: the record of the place opens.
    assert_eq!(shown_of(&clerk(&world), "staffed-places").await, Some(2));
    let holes = records(&world.app, &clerk(&world), "staffed-places", past, asked()).await.unwrap();
    let rows = holes.rows();
    let [never, no_longer] = &rows.rows[..] else { panic!("two places have nobody: {rows:?}") };
    assert_eq!((never.key, never.ledger), ("street-qingzhuhu", Some("bodies")));
    assert_eq!((never.name, no_longer.key), (Some("青竹湖街道"), "street-yuehu"));
    // And so does the denominator as a whole.
    let whole = || Narrowed { base: true, ..Narrowed::default() };
    let base = records(&world.app, &clerk(&world), "closed-in-time", past, whole()).await.unwrap();
    let rows = base.rows();
    assert_eq!((rows.all, rows.sum, rows.rows[0].ledger), (3, 3, Some("matters")));
    let base = records(&world.app, &liaison, "closed-in-time", past, whole()).await.unwrap();
    assert_eq!((base.rows().all, base.rows().hidden()), (3, 2));
    let none = records(&world.app, &clerk(&world), PLEDGES, past, whole()).await;
    assert!(matches!(none, Err(Error::NotFound)), "{none:?}");
    // What is divided by residents misses none of them; what is divided by nothing misses nothing.
    two_inventions(&world).await;
    assert_eq!(shown_of(&clerk(&world), DENSITY).await, None);
    let residents = records(&world.app, &clerk(&world), DENSITY, past, whole()).await.unwrap();
    let rows = residents.rows();
    assert_eq!((rows.all, rows.sum, rows.rows[0].ledger), (1, 820_790, Some("population")));
    let nothing = records(&world.app, &clerk(&world), PLEDGES, past, asked()).await;
    assert!(matches!(nothing, Err(Error::NotFound)), "{nothing:?}");
}

#[tokio::test]
async fn the_largest_owners_and_all_others_add_up_to_the_figure() {
    let world = world().await;
    for firm in 1..=22 {
        pledge_of(&world, &format!("2026-{firm:03}"), "market-supervision", &format!("演示企业{firm:03}"))
            .await;
    }
    let found = show(&world.app, &clerk(&world), PLEDGES, When::default(), false).await.unwrap();
    let (_, owners) = found.parts.iter().find(|(by, _)| by == "owner").unwrap();
    let named = owners.iter().filter(|group| matches!(group.name, GroupName::Value(_))).count();
    let merged: Vec<usize> =
        owners.iter().filter(|group| group.name == GroupName::Merged).map(|group| group.rows).collect();
    assert_eq!((named, merged), (20, vec![2]));
    let numerator = found.opened.card.computed.figure().unwrap().numerator;
    assert_eq!(owners.iter().map(|group| group.sum).sum::<i128>(), numerator);
    // Who does not see all rows is told of no owner.
    let liaison = world.actor("liaison", Some("street-yuehu"));
    let found = show(&world.app, &liaison, PLEDGES, When::default(), false).await.unwrap();
    assert!(found.parts.iter().all(|(by, _)| by != "owner"));
}
