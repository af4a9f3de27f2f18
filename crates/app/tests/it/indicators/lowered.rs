//! Indicators that somebody holds to be worse than their rule says.

use app::indicators::{cards, of_cockpit, show};
use app::records::{Given, Mode, Proposal, Said, When, propose};
use app::{Actor, Error};
use indicators::Light;
use jiff::civil::date;

use super::{DENSITY, clerk, say, two_inventions};
use crate::world::{World, world};

const PLACES: &str = "staffed-places";

async fn caution(world: &World, number: &str, indicator: &str, light: &str) {
    say(world, "cautions", Said::Created { from: date(2026, 9, 1) }, &fields(number, indicator, light)).await;
}

fn fields<'t>(number: &'t str, indicator: &'t str, light: &'t str) -> [(&'t str, &'t str); 7] {
    [
        ("number", number),
        ("indicator", indicator),
        ("light", light),
        ("reason", "抽查三处，登记的人员都已调离，没有人接手（演示数据）"),
        ("by", "演示检查组"),
        ("decided_on", "2026-09-01"),
        ("until", "2026-10-31"),
    ]
}

#[tokio::test]
async fn what_is_not_known_is_shown_as_bad_as_it_is_held_to_be_and_says_why_it_is_not() {
    let world = world().await;
    let card = async || {
        let shown = show(&world.app, &clerk(&world), "mediation-coverage", When::default(), false).await;
        shown.unwrap().opened.card
    };
    let before = card().await;
    assert!(!before.is_judged() && before.light().is_none(), "{before:?}");
    caution(&world, "2026-01", "mediation-coverage", "red").await;
    let found = card().await;
    assert_eq!((found.is_judged(), found.light()), (false, Some(Light::Red)), "by its rule it has no light");
    assert!(!found.computed.why_not().is_empty(), "{found:?}");
}

#[tokio::test]
async fn an_indicator_that_there_is_not_cannot_be_lowered() {
    let world = world().await;
    let given = fields("2026-01", "staffed-place", "red");
    let given = given.map(|(id, cell)| (id.to_owned(), cell.to_owned()));
    let proposal = Proposal {
        said: Said::Created { from: date(2026, 9, 1) },
        given: Given::Cells(given.into()),
        reason: "演示数据".to_owned(),
        seen: None,
    };
    let refused = propose(&world.app, &clerk(&world), "cautions", &proposal, Mode::Check).await;
    let problems = match refused {
        Err(Error::Invalid(problems)) => problems,
        other => panic!("{other:?}"),
    };
    let found: Vec<(&str, Option<&str>)> =
        problems.iter().map(|problem| (problem.code.as_str(), problem.place.field.as_deref())).collect();
    assert_eq!(found, [("no-indicator", Some("indicator"))], "{problems:?}");
}

#[tokio::test]
async fn a_light_is_held_to_be_worse_until_a_day_and_never_better() {
    let world = world().await;
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    let card =
        async || show(&world.app, &clerk(&world), PLACES, When::default(), false).await.unwrap().opened.card;
    assert_eq!((card().await.judgement.light, card().await.lowered), (Light::Yellow, None));
    caution(&world, "2026-01", PLACES, "grey").await;
    assert_eq!(card().await.lowered, None, "grey is no worse than yellow");
    caution(&world, "2026-02", PLACES, "red").await;
    let found = card().await;
    let lowered = found.lowered.as_ref().unwrap();
    assert_eq!((found.judgement.light, lowered.computed), (Light::Red, Light::Yellow));
    let said = lowered.said.as_ref().unwrap();
    assert!(said.reason.starts_with("抽查三处") && said.by == "演示检查组", "{said:?}");
    assert_eq!(lowered.until, date(2026, 10, 31));
    assert_eq!(found.json()["lowered"]["computed"], "yellow");
    let cockpit = of_cockpit(&world.app, &clerk(&world)).await.unwrap().cards;
    let shown = cockpit.iter().find(|card| card.indicator.id == PLACES).unwrap();
    assert_eq!(shown.judgement.light, Light::Red);
    world.later("2026-11-01T09:00:00+08:00");
    assert_eq!(card().await.lowered, None, "it ends on its day");
}

#[tokio::test]
async fn everybody_sees_the_worse_light_and_who_works_here_the_reason() {
    let world = world().await;
    two_inventions(&world).await;
    caution(&world, "2026-01", DENSITY, "red").await;
    let seen = async |actor: &Actor, public: bool| {
        let found = show(&world.app, actor, DENSITY, When::default(), public).await.unwrap();
        let card = &found.opened.card;
        let is_told = card.lowered.as_ref().unwrap().said.is_some();
        (card.judgement.light, is_told, found.may_lower.is_some())
    };
    let stranger = Actor::stranger(world.app.declarations().roles.get(pack::Roles::STRANGER).cloned());
    assert_eq!(seen(&stranger, true).await, (Light::Red, false, false));
    assert_eq!(seen(&clerk(&world), true).await, (Light::Red, false, false));
    assert_eq!(seen(&clerk(&world), false).await, (Light::Red, true, true));
    let open = cards(&world.app, &clerk(&world), When::default(), true).await.unwrap();
    assert!(open.iter().filter_map(|card| card.lowered.as_ref()).all(|lowered| lowered.said.is_none()));
}
