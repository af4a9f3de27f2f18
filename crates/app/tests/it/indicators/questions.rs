//! What indicators leave open: an answer changes what they count at once.

use std::collections::BTreeSet;

use app::indicators::{Card, of_cockpit, open, questions};
use app::records::{Said, When};
use indicators::{Light, State};
use jiff::civil::date;

use super::{DENSITY, clerk, say};
use crate::world::{World, world};

#[tokio::test]
async fn an_answer_lights_up_a_grey_target_at_once() {
    let world = world().await;
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    let of_target = |cards: &[Card]| {
        let found = cards.iter().find(|card| card.indicator.id == "pct-filings-growth");
        found.map(|card| (card.indicator.parameters.len(), card.indicator.definition.digest.clone()))
    };
    assert_eq!(
        of_target(&of_cockpit(&world.app, &clerk(&world)).await.unwrap().cards),
        None,
        "a draft is in no cockpit"
    );
    let waiting = of_cockpit(&world.app, &clerk(&world)).await.unwrap().waiting;
    assert_eq!(waiting.len(), 1, "its target waits for an answer");
    let asked = questions(&world.app, &clerk(&world)).await.unwrap();
    let meaning = asked.iter().find(|question| question.id == "pct-meaning").unwrap();
    let choices: Vec<&str> = meaning.choices.iter().map(|choice| choice.value.as_str()).collect();
    assert_eq!((choices, meaning.waiting().count()), (vec!["filings", "grants"], 2));
    let (ledger, question, value) = meaning.ledger.clone().unwrap();
    let answer = |number: &'static str, asked: &'static str, said: &'static str| {
        vec![
            ("number", number),
            ("answer", "会议议定（演示数据）"),
            ("decided_by", "演示县知识产权协调领导小组"),
            ("decided_on", "2026-08-20"),
            ("reason", "会议议定（演示数据）"),
            ("finding", asked),
            ("value", said),
        ]
    };
    assert_eq!((question.as_str(), value.as_str()), ("finding", "value"));
    let created = || Said::Created { from: date(2026, 8, 20) };
    say(&world, &ledger, created(), &answer("901", "pct-meaning", "filings")).await;
    let (_, answered) = of_target(&of_cockpit(&world.app, &clerk(&world)).await.unwrap().cards).unwrap();
    let opened =
        open(&world.app, &clerk(&world), "pct-filings-growth", When::default(), false).await.unwrap();
    assert_eq!(opened.card.indicator.answers["pct-meaning"].value, "filings");
    assert_eq!(opened.card.indicator.definition.digest, answered);
    assert!(opened.card.indicator.definition.is_whole());
    let other = open(&world.app, &clerk(&world), "pct-grants-growth", When::default(), false).await.unwrap();
    assert_eq!(other.card.indicator.state, State::Draft, "the other meaning was not chosen");

    // A parameter has the value that was answered; one that it cannot have changes nothing, and the page says so.
    let high_value = async || {
        open(&world.app, &clerk(&world), "high-value-per-10000", When::default(), false).await.unwrap()
    };
    let fen = |opened: &app::indicators::Opened| {
        let parameters = &opened.card.indicator.parameters;
        parameters.iter().find(|parameter| parameter.id == "pledge_fen_min").unwrap().value.to_string()
    };
    say(&world, &ledger, created(), &answer("902", "pledge-amount", "很多")).await;
    let unusable = high_value().await;
    assert_eq!((fen(&unusable).as_str(), unusable.unusable.len()), ("0", 1));
    let corrected = Said::WasAlways { key: "902".to_owned(), from: date(2026, 8, 20), to: None };
    say(&world, &ledger, corrected, &[("value", "1000000000")]).await;
    let usable = high_value().await;
    assert_eq!((fen(&usable).as_str(), usable.unusable.len()), ("1000000000", 0));
}

/// Records what was decided of an open question.
async fn answer(world: &World, number: &str, question: &str, value: &str) {
    let fields = [
        ("number", number),
        ("answer", "会议议定（演示数据）"),
        ("decided_by", "演示县知识产权协调领导小组"),
        ("decided_on", "2026-08-20"),
        ("reason", "会议议定（演示数据）"),
        ("finding", question),
        ("value", value),
    ];
    say(world, "answers", Said::Created { from: date(2026, 8, 20) }, &fields).await;
}

#[tokio::test]
async fn an_answer_lights_up_a_place_among_others_at_once() {
    let world = world().await;
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    let published = [
        ("430105", "77.2"),
        ("430102", "90"),
        ("430103", "30.5"),
        ("430104", "20"),
        ("430111", "12"),
        ("430112", "11"),
    ];
    for (division, value) in published {
        let fields = [
            ("division", division),
            ("name", "演示区县"),
            ("indicator", DENSITY),
            ("period", "2026-06"),
            ("value", value),
            ("unit", "件/万人"),
            ("published_on", "2026-08-01"),
            ("source", "演示月报（演示数据）"),
        ];
        say(&world, "peer-figures", Said::Created { from: date(2026, 8, 1) }, &fields).await;
    }
    let told = async || {
        let cockpit = of_cockpit(&world.app, &clerk(&world)).await.unwrap();
        let waits = cockpit.undecided.iter().any(|(indicator, _)| indicator.id == "rank-of-inventions");
        let card = cockpit.cards.iter().find(|card| card.indicator.id == "rank-of-inventions");
        (waits, card.map(|card| (card.judgement.light, card.judgement.reached)))
    };
    assert_eq!(told().await, (true, None), "its words stand grey until it is answered");
    answer(&world, "901", "leading", "2").await;
    assert_eq!(told().await, (false, Some((Light::Green, Some(true)))), "the second is among the first two");
}

#[tokio::test]
async fn a_draft_that_waits_for_a_value_is_approved_by_it() {
    let world = world().await;
    let state = async |id: &str| {
        let opened = open(&world.app, &clerk(&world), id, When::default(), false).await.unwrap();
        opened.card.indicator.state
    };
    let waiting = ["mediation-coverage", "repeat-infringement", "patent-grants-band", "rank-of-inventions"];
    for id in waiting {
        assert_eq!(state(id).await, State::Draft, "{id}");
    }
    // What cannot be the value approves nothing.
    answer(&world, "901", "working", "有时").await;
    assert_eq!(state("mediation-coverage").await, State::Draft);
    answer(&world, "902", "working", "year").await;
    answer(&world, "903", "repeat", "5").await;
    answer(&world, "904", "leading", "5").await;
    answer(&world, "905", "band-lower", "0").await;
    assert_eq!(state("patent-grants-band").await, State::Draft, "the other bound is not known yet");
    answer(&world, "906", "band-upper", "30").await;
    for id in waiting {
        assert_eq!(state(id).await, State::Approved, "{id}");
    }
    // Each question stands once on the page, however many ask it.
    let asked = questions(&world.app, &clerk(&world)).await.unwrap();
    let ids: BTreeSet<&str> = asked.iter().map(|question| question.id.as_str()).collect();
    assert_eq!(ids.len(), asked.len());
}
