//! What a figure comes to: it is the rows that it counts, as of any day and as known at any time.

use app::indicators::{Narrowed, close, records};
use app::records::{Said, When};
use indicators::{GroupName, Light};
use jiff::civil::{Date, date};
use store::Database;

use super::{DENSITY, ELSEWHERE, SECOND, clerk, invention, say, shown, told, two_inventions};
use crate::county::on_both;
use crate::world::{world, world_on};

#[test]
fn a_figure_is_the_rows_it_counts() {
    on_both(counted);
}

async fn counted(database: Database) {
    let world = world_on(database).await;
    two_inventions(&world).await;
    // 82.079 ten thousand residents at the census of 2020: the newest number that the county knows.
    let found = shown(&world, &clerk(&world), When::default()).await;
    assert_eq!(told(&found.opened.card), "0.02 = 2 / 820790");
    let past = (When::default(), false);
    let all = records(&world.app, &clerk(&world), DENSITY, past, Narrowed::default()).await.unwrap();
    let rows = all.rows();
    assert_eq!((rows.all, rows.sum, rows.hidden()), (2, 2, 0));
    let (by, groups) = &found.parts[0];
    let groups: Vec<(&GroupName, i128)> = groups.iter().map(|group| (&group.name, group.sum)).collect();
    assert_eq!(by, "body");
    assert_eq!(groups, [(&GroupName::Value("street-yuehu".to_owned()), 1), (&GroupName::Undecided, 1)]);

    // What counts elsewhere does not count here, and a change is seen at once.
    invention(&world, ELSEWHERE, &[("kind", "utility-model"), ("filed_on", "2023-10-12")]).await;
    assert_eq!(told(&shown(&world, &clerk(&world), When::default()).await.opened.card), "0.02 = 2 / 820790");
    let before = Some(store::operations::newest(&world.app.store().reader().await.unwrap()).await.unwrap());
    let ended = Said::Became { key: SECOND.to_owned(), from: date(2026, 8, 1) };
    say(&world, "patents", ended, &[("ended_on", "2026-08-01"), ("status", "lapsed")]).await;
    let now = shown(&world, &clerk(&world), When::default()).await;
    assert_eq!(told(&now.opened.card), "0.01 = 1 / 820790");
    let (_, bridge) = now.bridge.as_ref().unwrap();
    assert_eq!((bridge.opening, bridge.came, bridge.went, bridge.closing), (1, 0, 0, 1));

    // What was known before is still known, as of the same day.
    let then = When { as_of: None, known: before, known_on: None };
    assert_eq!(told(&shown(&world, &clerk(&world), then).await.opened.card), "0.02 = 2 / 820790");
    let july = When { as_of: Some(date(2026, 7, 31)), ..When::default() };
    assert_eq!(told(&shown(&world, &clerk(&world), july).await.opened.card), "0.02 = 2 / 820790");
}

#[tokio::test]
async fn what_can_be_proved_stands_beside_the_day_on_which_it_is_final() {
    let world = world().await;
    two_inventions(&world).await;
    let provisional = async |as_of: Option<Date>| {
        let found = shown(&world, &clerk(&world), When { as_of, ..When::default() }).await;
        found.opened.card.provisional
    };
    // The population of the last day of the plan is published in the year after.
    let last = provisional(Some(date(2026, 12, 31))).await.unwrap();
    assert_eq!(last.final_on, date(2027, 12, 31));
    assert!(last.sentence.zh.contains("截至2026-12-31") && last.sentence.zh.contains("2027"), "{last:?}");
    assert_eq!(provisional(Some(date(2025, 8, 31))).await, None, "a year later it is final");
    // Once a plan wants it reached, it is the day of the target from which the months run.
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    assert_eq!(provisional(None).await.unwrap().final_on, date(2027, 12, 31));
}

#[tokio::test]
async fn what_nobody_recorded_is_grey_and_says_what_is_missing() {
    let world = world().await;
    let card = shown(&world, &clerk(&world), When::default()).await.opened.card;
    assert!(card.computed.figure().is_none());
    assert_eq!(card.judgement.light, Light::Grey);
    assert!(card.judgement.sentence.zh.contains("专利"), "{}", card.judgement.sentence.zh);
}

#[tokio::test]
async fn periods_are_closed_once_and_keep_what_was_said() {
    let world = world().await;
    two_inventions(&world).await;
    let closed = close(&world.app).await.unwrap();
    assert!(closed > 0);
    assert_eq!(close(&world.app).await.unwrap(), 0, "each period is closed once");
    // Entered late: the second invention had ended in July. The closed figure of August stays, what is known now stands beside.
    let ended = Said::Became { key: SECOND.to_owned(), from: date(2026, 7, 1) };
    say(&world, "patents", ended, &[("ended_on", "2026-07-01"), ("status", "lapsed")]).await;
    let found = shown(&world, &clerk(&world), When::default()).await;
    let august: Date = date(2026, 8, 31);
    let said = found.closed.iter().find(|figure| figure.as_of == august).unwrap();
    assert_eq!((said.numerator.as_deref(), said.counted), (Some("2"), 2));
    let now = found.series.iter().find(|point| point.as_of == august).unwrap();
    assert_eq!((said.value.as_deref(), now.text.zh.as_str()), (Some("0.02"), "0.01"));
}
