use jiff::civil::date;
use store::{Subject, operations};

use crate::world::{World, on_both, operation};

async fn order(world: World) {
    let store = world.create().await;
    // The clock jumps back by a day after the second operation.
    for (act, now) in [
        ("create", "2026-03-01T15:59:59Z"),
        ("correct", "2026-03-02T16:00:00Z"),
        ("correct", "2026-03-01T12:00:00Z"),
    ] {
        store.begin(operation(act, "a", now)).await.unwrap().commit().await.unwrap();
    }
    drop(store.begin(operation("create", "b", "2026-03-03T00:00:00Z")).await.unwrap());

    let reader = store.reader().await.unwrap();
    let asked = operations::Asked { limit: 10, ..Default::default() };
    let all = operations::list(&reader, &asked).await.unwrap();
    let seen: Vec<(i64, String)> = all.iter().map(|one| (one.seq, one.recorded_at.to_string())).collect();
    assert_eq!(
        seen,
        [
            (3, "2026-03-02T16:00:00.000001Z".to_owned()),
            (2, "2026-03-02T16:00:00Z".to_owned()),
            (1, "2026-03-01T15:59:59Z".to_owned()),
        ]
    );
    assert!(all.iter().all(operations::Operation::is_as_committed));
    let mut forged = all[0].clone();
    forged.actor = "别人".to_owned();
    assert!(!forged.is_as_committed());

    // The day is that of China: 16:00 in London is midnight there.
    for (day, known) in
        [(date(2026, 2, 28), 0), (date(2026, 3, 1), 1), (date(2026, 3, 2), 1), (date(2026, 3, 3), 3)]
    {
        assert_eq!(operations::known_on(&reader, day).await.unwrap(), known, "{day}");
    }
}

async fn questions(world: World) {
    let store = world.create().await;
    for (act, id) in [("create", "a"), ("create", "b"), ("correct", "a")] {
        store.begin(operation(act, id, "2026-03-01T00:00:00Z")).await.unwrap().commit().await.unwrap();
    }
    let reader = store.reader().await.unwrap();
    let of = |id: &str| Some(Subject { kind: "bodies".to_owned(), id: id.to_owned() });
    let day = |day| Some(date(2026, 3, day));
    for (asked, seqs) in [
        (operations::Asked { subject: of("a"), ..Default::default() }, vec![3, 1]),
        (operations::Asked { subject: of("c"), ..Default::default() }, vec![]),
        (
            operations::Asked { actor: Some("经办人".to_owned()), before: Some(3), ..Default::default() },
            vec![2, 1],
        ),
        (operations::Asked { actor: Some("别人".to_owned()), ..Default::default() }, vec![]),
        (operations::Asked { day: day(1), ..Default::default() }, vec![3, 2, 1]),
        (operations::Asked { day: day(2), ..Default::default() }, vec![]),
    ] {
        let asked = operations::Asked { limit: 10, ..asked };
        let found = operations::list(&reader, &asked).await.unwrap();
        assert_eq!(found.iter().map(|one| one.seq).collect::<Vec<_>>(), seqs, "{asked:?}");
    }
    assert_eq!(operations::get(&reader, 2).await.unwrap().unwrap().subject, of("b").unwrap());
    assert_eq!(operations::get(&reader, 4).await.unwrap(), None);
}

#[test]
fn operations_have_an_order_even_when_the_clock_goes_back() {
    on_both(order);
}

#[test]
fn operations_are_found_by_subject_actor_day_and_number() {
    on_both(questions);
}
