//! Who sees which figures, and which of their rows.

use std::collections::BTreeSet;

use app::indicators::{Narrowed, Reach, RowsSeen, cards, of_cockpit, prove, questions, records, show, take};
use app::records::{Said, When};
use app::{Actor, Error};
use jiff::civil::date;

use super::{DENSITY, PLEDGES, clerk, pledge, say, shown, told, two_inventions};
use crate::world::{World, world};

/// What is tried, in the order of the letters of a row.
pub(crate) const COLUMNS: [&str; 6] = ["cards", "cockpit", "show", "prove", "questions", "take"];

/// What somebody sees, in one letter each: of all cards `+` those of the office too, `0` the public ones; of the cockpit whether there is
/// any; of an indicator with fields that are not public `+` its rows, `0` the figure alone; whether they get its proof, the
/// questions, and its rows as a file; `.` not to be found or not allowed.
async fn row(world: &World, actor: &Actor) -> String {
    let app = &world.app;
    let letter = |is: bool| if is { '+' } else { '0' };
    let all = cards(app, actor, When::default(), false).await.unwrap();
    let cockpit = of_cockpit(app, actor).await.unwrap().cards;
    let shown = show(app, actor, PLEDGES, When::default(), false).await;
    let proved = prove(app, actor, PLEDGES, When::default(), false).await;
    let questions = questions(app, actor).await;
    let taken = take(app, actor, PLEDGES, (When::default(), false), Narrowed::default(), "csv").await;
    let row: String = [
        letter(all.iter().any(|card| !card.indicator.public)),
        letter(!cockpit.is_empty()),
        shown.map_or('.', |shown| letter(shown.opened.rows != RowsSeen::None)),
        if proved.is_ok() { '+' } else { '.' },
        if questions.is_ok() { '+' } else { '.' },
        if taken.is_ok() { '+' } else { '.' },
    ]
    .into_iter()
    .collect();
    assert_eq!(row.len(), COLUMNS.len());
    row
}

#[tokio::test]
async fn each_role_sees_the_figures_that_concern_it() {
    let world = world().await;
    two_inventions(&world).await;
    let number = world.load_plan(&clerk(&world), &world.text_of_plan()).await.unwrap();
    world.issue_plan(&clerk(&world), &number).await;
    let loan = [
        ("number", "2026-001"),
        ("body", "market-supervision"),
        ("pledgor", "演示企业001"),
        ("pledgee", "演示银行"),
        ("registered_on", "2026-03-02"),
        ("registered_amount", "500万元"),
        ("status", "registered"),
    ];
    say(&world, "pledges", Said::Created { from: date(2026, 3, 2) }, &loan).await;
    let rows = [
        ("stranger", None, "00...."),
        ("citizen", None, "00...."),
        ("firm-user", None, "00...."),
        ("clerk", Some("market-supervision"), "++++++"),
        ("liaison", Some("street-yuehu"), "+++.+."),
        ("district-leader", None, "++++++"),
        ("system-administrator", None, "00...."),
    ];
    let mut found = Vec::new();
    for (role, body, _) in rows {
        found.push((role, row(&world, &world.actor(role, body)).await));
    }
    let expected: Vec<(&str, String)> =
        rows.iter().map(|(role, _, row)| (*role, (*row).to_owned())).collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn figures_are_for_everybody_who_works_here_and_rows_for_those_who_see_them() {
    let world = world().await;
    two_inventions(&world).await;
    for (role, body) in [("clerk", Some("market-supervision")), ("district-leader", None)] {
        let found = shown(&world, &world.actor(role, body), When::default()).await;
        assert_eq!(
            (told(&found.opened.card).as_str(), &found.opened.rows),
            ("0.02 = 2 / 820790", &RowsSeen::All),
            "{role}"
        );
    }
    // Strangers see what is public, and of that the rows, because it touches public fields only.
    let stranger = Actor::stranger(world.app.declarations().roles.get(pack::Roles::STRANGER).cloned());
    let public = show(&world.app, &stranger, DENSITY, When::default(), true).await.unwrap();
    assert_eq!(public.opened.reach, Reach::Strangers);
    let all = cards(&world.app, &stranger, When::default(), false).await.unwrap();
    let ids: BTreeSet<&str> = all.iter().map(|card| card.indicator.id.as_str()).collect();
    assert!(ids.contains(DENSITY) && all.iter().all(|card| card.indicator.public));
    let unknown = show(&world.app, &stranger, "fees-due", When::default(), false).await;
    assert!(matches!(unknown, Err(Error::NotFound)));
}

#[tokio::test]
async fn whoever_sees_some_records_sees_the_rows_that_open_them() {
    let world = world().await;
    pledge(&world, "2026-001", "market-supervision").await;
    pledge(&world, "2026-002", "street-yuehu").await;
    let liaison = world.actor("liaison", Some("street-yuehu"));
    let past = (When::default(), false);
    let seen = records(&world.app, &liaison, PLEDGES, past, Narrowed::default()).await.unwrap();
    let rows = seen.rows();
    assert_eq!((rows.all, rows.hidden()), (2, 1));
    assert_eq!(rows.rows.iter().map(|row| row.key).collect::<Vec<&str>>(), ["2026-002"]);
    let found = show(&world.app, &liaison, PLEDGES, When::default(), false).await.unwrap();
    assert!(found.largest.is_none(), "who does not see all rows is told of no owner");
    // What a column says of records that are not seen cannot be asked for by their number.
    let by = |column: &str| Narrowed {
        by: Some((column.to_owned(), "演示企业001".to_owned())),
        ..Narrowed::default()
    };
    let asked = records(&world.app, &liaison, PLEDGES, past, by("owner")).await;
    assert!(matches!(asked, Err(Error::Invalid(_))), "{asked:?}");
    assert!(records(&world.app, &clerk(&world), PLEDGES, past, by("owner")).await.is_ok());
}
