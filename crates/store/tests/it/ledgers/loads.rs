use ledger::Change;
use store::ledgers::{Line, Load, Loaded, Sight, Trial, called, history, prepare, rebuild, show};
use store::{NewOperation, Store, operations};

use super::recorded::record;
use super::sample::{bodies, fields, march, now};
use crate::world::{World, on_both, operation, rows};

const NOW: &str = "2026-04-01T00:00:00Z";

fn import() -> NewOperation {
    operation("import", "test-bodies", NOW)
}

fn line(number: i64, day: i8, text: &str) -> Line {
    let fields = fields(text);
    let key = fields["id"].as_text().unwrap().to_owned();
    let fields = fields.into_iter().map(|(id, value)| (id, Some(value))).collect();
    Line { line: number, key, valid_from: march(day), fields, ..Line::default() }
}

async fn load(store: &Store, file: u8, lines: &[Line]) -> Option<Loaded> {
    let ledger = bodies();
    let mut load = Load::begin(store, &ledger, import(), ("seed.csv", [file; 32])).await.unwrap()?;
    for line in lines {
        load.push(line.clone()).await.unwrap();
    }
    Some(load.finish().await.unwrap())
}

async fn story(world: World) {
    let (store, ledger) = (world.create().await, bodies());
    prepare(&store, &ledger).await.unwrap();
    let first = [
        line(1, 1, "id=a name=甲 kind=office phone=13800138000"),
        line(2, 1, "id=b name=乙 partners=a,c"),
        line(3, 1, "id=a name=甲局 kind=office phone=13800138000"),
        line(4, 5, "id=a name=新甲 kind=office phone=13800138000"),
        line(5, 1, "id=c kind=office"),
    ];
    let loaded = load(&store, 1, &first).await.unwrap();
    assert_eq!((loaded.added, loaded.changed, loaded.same), (2, 1, 0));
    assert_eq!(loaded.replaced, [(1, 3)]);
    assert_eq!(loaded.refused.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [5], "a name is required");
    assert!(load(&store, 1, &first).await.is_none(), "the same file is loaded once");

    // Somebody corrects a record; then a newer file comes, which says the same of it as the first.
    record(
        &store,
        &ledger,
        "b",
        &Change::Became { from: march(9), fields: line(0, 9, "id=b staff=7").fields },
    )
    .await;
    let second = [
        line(1, 5, "id=a name=新甲 kind=office phone=13800138000"),
        line(2, 1, "id=b name=乙 partners=a,c"),
        line(3, 7, "id=d name=丁"),
    ];
    let loaded = load(&store, 2, &second).await.unwrap();
    assert_eq!((loaded.added, loaded.changed, loaded.same), (1, 0, 2));

    let reader = store.reader().await.unwrap();
    let sight = Sight::everything(&ledger);
    let a = show(&reader, &ledger, "a", now(march(4)), &sight).await.unwrap().unwrap();
    assert_eq!(a.fields["name"].as_text(), Some("甲局"));
    assert_eq!(a.fields["phone"].as_integer(), Some(13_800_138_000), "sealed values open as what they were");
    let said = history(&reader, &ledger, "a").await.unwrap();
    assert_eq!(
        said.iter().map(|said| (said.batch, said.line)).collect::<Vec<_>>(),
        [(Some(1), Some(3)), (Some(1), Some(4))]
    );
    drop(reader);

    // What a line says is compared with all that holds on its day, and with nothing else.
    record(&store, &ledger, "d", &Change::Ended { from: march(20) }).await;
    let third = [
        line(1, 9, "id=b name=乙 partners=a,c staff=7"),
        line(2, 6, "id=a name=新甲"),
        line(3, 25, "id=d name=丁"),
        line(4, 8, "id=b name=乙 partners=a,c staff=7"),
    ];
    let mut trial = Trial::begin(&store, &ledger);
    for line in &third {
        trial.push(line.clone()).await.unwrap();
    }
    let tried = trial.finish().await.unwrap();
    assert_eq!((tried.added, tried.changed, tried.same), (0, 2, 2));
    let loaded = load(&store, 3, &third).await.unwrap();
    assert_eq!((loaded.added, loaded.changed, loaded.same), (0, 2, 2));
    let raw = world.raw().await;
    assert_eq!(
        rows(&raw, "select keys from confirmation where batch > 1 order by batch").await,
        [r#"["a","b"]"#, r#"["a","b"]"#]
    );
    same_when_made_again(&world, &store).await;
}

async fn same_when_made_again(world: &World, store: &Store) {
    let raw = world.raw().await;
    let sql = "select * from l_test_bodies order by id";
    let before = rows(&raw, sql).await;
    assert!(!before.is_empty());
    rebuild(store, &bodies()).await.unwrap();
    assert_eq!(rows(&raw, sql).await, before);
}

/// An import that stops goes on behind the last operation it did, and ends as one that did not stop.
async fn stopped(world: World) {
    let (store, ledger) = (world.create().await, bodies());
    prepare(&store, &ledger).await.unwrap();
    // The last lines say otherwise of the first records, for the same day.
    let all: Vec<Line> =
        (1..=40).map(|number| line(number, 1, &format!("id=k{} name=名{number}", number % 30))).collect();
    let mut load = Load::begin(&store, &ledger, import(), ("seed.csv", [1; 32])).await.unwrap().unwrap();
    for line in &all[..25] {
        load.push(line.clone()).await.unwrap();
    }
    load.pause().await.unwrap();
    for line in &all[25..] {
        load.push(line.clone()).await.unwrap();
    }
    drop(load);
    let raw = world.raw().await;
    assert_eq!(rows(&raw, "select line, finished from batch").await, ["25 "]);
    // As if it had been stopped amid lines that were gathered: those that were written are said again, and say nothing new.
    rows(&raw, "update batch set line = 20").await;

    let mut load = Load::begin(&store, &ledger, import(), ("seed.csv", [1; 32])).await.unwrap().unwrap();
    for line in &all {
        load.push(line.clone()).await.unwrap();
    }
    let loaded = load.finish().await.unwrap();
    assert_eq!((loaded.batch, loaded.begun_after, loaded.added, loaded.changed), (1, 20, 5, 10));
    assert!(loaded.went_on && loaded.same == 5, "{loaded:?}");
    assert_eq!(loaded.replaced.iter().max(), Some(&(10, 40)));
    assert_eq!(rows(&raw, "select count(*) as n from revision").await, ["40"]);
    let asked = operations::Asked { limit: 9, ..Default::default() };
    assert_eq!(operations::list(&store.reader().await.unwrap(), &asked).await.unwrap().len(), 2);
    same_when_made_again(&world, &store).await;
}

#[test]
fn a_file_is_loaded_once_and_its_last_line_of_a_day_counts() {
    on_both(story);
}

#[test]
fn a_stopped_import_goes_on_where_it_stopped() {
    on_both(stopped);
}

/// More records of one name than one question gives, one of which had the name on several days.
async fn many(world: World) {
    let (store, ledger) = (world.create().await, bodies());
    prepare(&store, &ledger).await.unwrap();
    let mut lines: Vec<Line> =
        (1..=5_050).map(|number| line(number, 1, &format!("id=n{number:04} name=同名"))).collect();
    lines.extend((2..=9).map(|day| line(5_050 + i64::from(day), day, &format!("id=n0001 staff={day}"))));
    lines.push(line(6_000, 1, "id=z name=别名"));
    assert!(load(&store, 1, &lines).await.unwrap().refused.is_empty());
    let reader = store.reader().await.unwrap();
    let found = called(&reader, &ledger, &["同名"]).await.unwrap();
    assert_eq!(found.len(), 5_050);
    assert_eq!(found.last(), Some(&("n5050".to_owned(), "同名".to_owned())));
    assert_eq!(called(&reader, &ledger, &["同名", "别名"]).await.unwrap().len(), 5_051);
}

#[test]
fn of_a_name_that_very_many_have_none_is_left_out() {
    on_both(many);
}
