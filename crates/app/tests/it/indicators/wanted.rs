//! What the plan in force wants of figures, and how its words are read.

use app::indicators::{Foreseen, close, of_cockpit, open};
use app::records::{Said, When};
use indicators::{Comparator, Detail, Light, Rate};
use jiff::civil::{Date, date};

use super::{DENSITY, SECOND, clerk, say, shown, two_inventions};
use crate::world::{World, world};

#[tokio::test]
async fn an_indicator_is_measured_by_what_the_plan_in_force_wants() {
    let world = world().await;
    two_inventions(&world).await;
    let before = shown(&world, &clerk(&world), When::default()).await;
    assert!(before.opened.card.bound.is_none(), "no plan binds yet");
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    let card = shown(&world, &clerk(&world), When::default()).await.opened.card;
    let bound = card.bound.as_ref().unwrap();
    assert_eq!((bound.said.number, bound.target.by), (120.0, Some(date(2026, 12, 31))));
    assert_eq!(card.judgement.light, Light::Red);
    assert_eq!(card.judgement.reached, Some(false));
    // 120 of ten thousand residents are 9,849.48 inventions, and that many is not more: 9,850 are needed.
    let gap = card.judgement.gap_to_target.as_ref().and_then(|gap| gap.things.clone()).unwrap();
    assert_eq!(gap.to_string(), "9848");
}

#[tokio::test]
async fn words_without_a_number_of_their_own_are_judged_as_they_are_read() {
    let world = world().await;
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    let opened = async |id: &str| open(&world.app, &clerk(&world), id, When::default(), false).await.unwrap();
    // 配备1名以上 is per place: all of them is 100 %. Whoever left in August was not replaced.
    let places = opened("staffed-places").await.card;
    let bound = places.bound.as_ref().unwrap();
    assert!(bound.reading.is_some() && bound.said.reading, "{bound:?}");
    assert_eq!(
        (bound.target.comparator, bound.target.number.to_string().as_str(), bound.target.by),
        (Comparator::Exactly, "100", Some(date(2026, 12, 31)))
    );
    let Detail::Coverage { holes, .. } = &places.computed.figure().unwrap().detail else {
        panic!("{places:?}")
    };
    assert!(holes.contains(&"street-yuehu".to_owned()), "{holes:?}");
    assert_eq!((places.judgement.reached, places.judgement.light), (Some(false), Light::Yellow));
    // The plan names a number there, so the cockpit shows it at that target.
    let at = bound.at.unwrap();
    let cockpit = of_cockpit(&world.app, &clerk(&world)).await.unwrap().cards;
    assert!(cockpit.iter().any(|card| card.indicator.id == "staffed-places" && card.measures(at)));
    // 清零 has no number at all, and its task is that in which the words stand.
    let none_left = opened("firms-without-invention").await.card.bound.unwrap();
    assert_eq!((none_left.at, none_left.target.number.to_string().as_str()), (None, "0"));
    assert!(none_left.said.task.is_some(), "{none_left:?}");
}

#[tokio::test]
async fn what_is_to_rise_every_year_is_broken_by_one_weak_year() {
    let world = world().await;
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    let judged = async || {
        let actor = clerk(&world);
        let opened =
            open(&world.app, &actor, "software-registrations-growth", When::default(), false).await.unwrap();
        assert_eq!(opened.card.bound.as_ref().unwrap().target.rate, Rate::EachYear);
        (opened.card.judgement.light, opened.card.judgement.sentence.zh)
    };
    for (number, on) in [(1, "2023-02-01"), (2, "2024-02-01"), (3, "2024-02-02"), (4, "2025-02-01")] {
        registration(&world, number, on).await;
    }
    for (number, on) in [(5, "2026-02-01"), (6, "2026-02-02"), (7, "2026-02-03")] {
        registration(&world, number, on).await;
    }
    // 1, 2, 1, 3: it grew, but not in every year.
    let (light, sentence) = judged().await;
    assert_eq!(light, Light::Red, "{sentence}");
    assert!(sentence.contains("没有做到的年份：2025"), "{sentence}");
    for (number, on) in [(8, "2025-02-02"), (9, "2025-02-03"), (10, "2026-02-04")] {
        registration(&world, number, on).await;
    }
    assert_eq!(judged().await.0, Light::Green);
}

#[tokio::test]
async fn a_share_that_is_to_grow_is_compared_with_the_year_before() {
    let world = world().await;
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    let judged = async || {
        let opened = open(&world.app, &clerk(&world), "share-of-inventions", When::default(), false).await;
        let card = opened.unwrap().card;
        let target = card.bound.unwrap().target;
        let years: Vec<i16> = target.years.iter().map(|year| year.year).collect();
        (card.judgement.light, card.judgement.sentence.zh, years)
    };
    // At the end of 2023 one of two is an invention, then two of three, then three of four.
    patent(&world, "202220000001.6", "utility-model", "2023-03-01").await;
    for (number, on) in
        [("202210000001.0", "2023-03-02"), ("202210000002.5", "2024-05-01"), ("202210000003.X", "2025-05-01")]
    {
        patent(&world, number, "invention", on).await;
    }
    let (light, sentence, years) = judged().await;
    assert_eq!((light, years), (Light::Yellow, vec![2024, 2025, 2026]), "as much is not more: {sentence}");
    assert!(sentence.contains("2026年尚未结束，与上年年末相比暂未做到"), "{sentence}");
    // It becomes known that 2024 was no better than 2023.
    patent(&world, "202220000002.0", "utility-model", "2024-06-01").await;
    let (light, sentence, _) = judged().await;
    assert_eq!(light, Light::Red, "{sentence}");
    assert!(sentence.contains("没有做到的年份：2024"), "{sentence}");
    let cockpit = of_cockpit(&world.app, &clerk(&world)).await.unwrap();
    let card = cockpit.cards.iter().find(|card| card.indicator.id == "share-of-inventions").unwrap();
    assert_eq!(card.judgement.light, Light::Red, "it has its card");
}

/// A patent of the county that was granted on a day and is recorded since its filing.
async fn patent(world: &World, number: &str, kind: &str, granted_on: &str) {
    let fields = [
        ("application_number", number),
        ("kind", kind),
        ("title", "绣线张力检测方法（演示数据）"),
        ("applicants", "演示企业001"),
        ("division", "430105"),
        ("filed_on", "2022-01-05"),
        ("granted_on", granted_on),
        ("status", "valid"),
    ];
    say(world, "patents", Said::Created { from: date(2022, 1, 5) }, &fields).await;
}

/// A program of the county that was registered on a day.
async fn registration(world: &World, number: u32, on: &str) {
    let number = format!("{}SR{number:07}", &on[..4]);
    let fields = [
        ("number", number.as_str()),
        ("title", "演示软件（演示数据）"),
        ("holders", "演示企业001"),
        ("division", "430105"),
        ("registered_on", on),
    ];
    say(world, "software-copyrights", Said::Created { from: on.parse().unwrap() }, &fields).await;
}

#[tokio::test]
async fn a_trend_is_what_was_kept_and_nothing_is_counted_for_it() {
    let world = world().await;
    two_inventions(&world).await;
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    let before = of_cockpit(&world.app, &clerk(&world)).await.unwrap();
    assert!(before.trends.is_empty(), "{:?}", before.trends);
    assert_eq!(before.foreseen[DENSITY], Foreseen::TooFew(1), "the figure of now alone says nothing");
    close(&world.app).await.unwrap();
    // What becomes known later changes the figure of now, and not what was kept.
    let ended = Said::Became { key: SECOND.to_owned(), from: date(2026, 7, 1) };
    say(&world, "patents", ended, &[("ended_on", "2026-07-01"), ("status", "lapsed")]).await;
    let cockpit = of_cockpit(&world.app, &clerk(&world)).await.unwrap();
    let trend: Vec<(Date, &str)> =
        cockpit.trends[DENSITY].iter().map(|point| (point.as_of, point.text.zh.as_str())).collect();
    assert_eq!(trend[trend.len() - 2..], [(date(2026, 8, 31), "0.02"), (world.app.today(), "0.01")]);
    assert_eq!(trend.len(), 13);
    let Foreseen::Forecast(forecast) = cockpit.foreseen[DENSITY] else { panic!("{:?}", cockpit.foreseen) };
    let card = cockpit.cards.iter().find(|card| card.indicator.id == DENSITY).unwrap();
    let lacks = forecast.lacks(&card.indicator, &card.bound.as_ref().unwrap().target).unwrap();
    assert!(forecast.on == date(2026, 12, 31) && lacks > 119.0, "{forecast:?}");
    // Whoever leads its tasks acts: the target is a general goal, so these are the tasks of its dimension.
    let leads = &cockpit.leads[DENSITY];
    assert!(leads.iter().any(|lead| lead.contains("市场监督管理局")), "{leads:?}");
}
