//! Months that come in no order: a list of June after that of July. What July said of its day stays, what June says holds until then.

use app::imports::{self, NewFile, State, Told};
use app::records::{self, When};
use jiff::civil::{Date, date};

use super::{checked, clerk, load_as, loaded, new, send, worked};
use crate::county::on_both;
use crate::world::{World, world, world_on};

const A: &str = "202410123456.0";
const B: &str = "202410000001.X";
const C: &str = "202410000002.4";

const HEADS: &str = "申请号,发明名称,专利类型,申请人,申请日,当前法律状态";

/// The last days of three months.
const MAY: Date = date(2026, 5, 31);
const JUNE: Date = date(2026, 6, 30);
const JULY: Date = date(2026, 7, 31);

/// A row of a list: number, title, applicant.
fn row((number, title, applicant): (&str, &str, &str)) -> String {
    format!("{number},{title}（演示数据）,发明,{applicant},2024-01-05,有效")
}

/// A list of a month as the office gives it, of these rows.
fn list(rows: &[(&str, &str, &str)]) -> String {
    let rows: String = rows.iter().map(|said| format!("{}\n", row(*said))).collect();
    format!("{HEADS}\n{rows}")
}

/// Loads a list of a month; gives its import, and what came of it.
async fn load(world: &World, as_of: Date, list: &str) -> (i64, Told) {
    let (name, content) = (format!("截至{as_of}.csv"), format!("专利清单（截至{as_of}）,,,,,\n{list}"));
    let file = NewFile { as_of: Some(as_of), ..new(&name) };
    let id = send(world, &clerk(world), &file, content.as_bytes()).await.unwrap();
    let looked = checked(world, id).await;
    assert_eq!(loaded(world, id).await, looked, "what was foretold is done");
    (id, imports::see(&world.app, &clerk(world), id).await.unwrap().told.unwrap())
}

/// What a patent says of a field on some days, as it is known now; of what has no value, nothing.
async fn says<const N: usize>(world: &World, key: &str, field: &str, days: [Date; N]) -> [String; N] {
    let mut said = Vec::new();
    for day in days {
        let when = When { as_of: Some(day), ..When::default() };
        let found = records::find(&world.app, &clerk(world), "patents", key, when).await.unwrap();
        let fields = found.record.map(|record| record.fields).unwrap_or_default();
        let value = fields.get(field).and_then(|value| value.values().first().cloned());
        let text = value.and_then(|value| value.as_text().map(|text| text.replace("（演示数据）", "")));
        said.push(text.unwrap_or_default());
    }
    said.try_into().unwrap()
}

#[test]
fn a_record_that_a_later_file_made_is_on_its_day_what_that_file_said() {
    on_both(async |database| {
        let world = world_on(database).await;
        load(&world, JULY, &list(&[(A, "方法乙", "演示乙公司")])).await;
        let (_, told) = load(&world, JUNE, &list(&[(A, "方法甲", "演示甲公司")])).await;
        assert_eq!((told.added, told.changed, told.same), (0, 1, 0));
        let later = told.later.unwrap();
        assert_eq!((later.name.as_str(), later.as_of), ("截至2026-07-31.csv", JULY));
        for (field, june, july) in [("title", "方法甲", "方法乙"), ("applicants", "演示甲公司", "演示乙公司")]
        {
            let days = [JUNE, date(2026, 7, 30), JULY, date(2026, 9, 1)];
            assert_eq!(says(&world, A, field, days).await, [june, june, july, july]);
        }

        // Of what no later file has, the older one tells all that is known.
        let (_, told) = load(&world, MAY, &list(&[(B, "方法丙", "演示丙公司")])).await;
        assert_eq!((told.added, told.later.map(|later| later.as_of)), (1, Some(JULY)));
        assert_eq!(says(&world, B, "title", [date(2026, 9, 1)]).await, ["方法丙"]);

        // Loaded between two others, it holds until the first of them.
        let (_, told) = load(&world, MAY, &list(&[(A, "方法", "演示甲公司")])).await;
        assert_eq!(told.changed, 1);
        let days = [MAY, date(2026, 6, 29), JUNE, JULY];
        assert_eq!(says(&world, A, "title", days).await, ["方法", "方法", "方法甲", "方法乙"]);
    });
}

#[test]
fn what_a_later_file_confirmed_or_changed_stays() {
    on_both(async |database| {
        let world = world_on(database).await;
        let may = list(&[(A, "方法", "演示甲公司"), (B, "方法", "演示甲公司")]);
        assert_eq!(load(&world, MAY, &may).await.1.later, None);
        // One is confirmed by July, the other changed; nothing is late so far.
        let july = list(&[(A, "方法", "演示甲公司"), (B, "方法乙", "演示甲公司")]);
        let (_, told) = load(&world, JULY, &july).await;
        assert_eq!((told.changed, told.same, told.later), (1, 1, None));

        let june = list(&[(A, "方法甲", "演示甲公司"), (B, "方法甲", "演示甲公司")]);
        let (_, told) = load(&world, JUNE, &june).await;
        assert_eq!((told.changed, told.same), (2, 0));
        let days = [MAY, JUNE, date(2026, 7, 30), JULY];
        assert_eq!(says(&world, A, "title", days).await, ["方法", "方法甲", "方法甲", "方法"]);
        assert_eq!(says(&world, B, "title", days).await, ["方法", "方法甲", "方法甲", "方法乙"]);
    });
}

#[test]
fn a_file_speaks_of_the_columns_that_it_has() {
    on_both(async |database| {
        let world = world_on(database).await;
        let with_address = |rows: &[(&str, &str, &str, &str)]| {
            let rows: String = rows
                .iter()
                .map(|(key, title, applicant, address)| {
                    format!("{},{address}\n", row((*key, *title, *applicant)))
                })
                .collect();
            format!("{HEADS},申请人地址\n{rows}")
        };
        load(&world, MAY, &list(&[(A, "方法", "演示甲公司"), (B, "方法", "演示甲公司")])).await;
        // July has no addresses at all; August has the column, and nothing in it.
        load(&world, JULY, &list(&[(A, "方法", "演示甲公司"), (B, "方法", "演示甲公司")])).await;
        let august = with_address(&[
            (A, "方法", "演示甲公司", ""),
            (B, "方法", "演示甲公司", "演示市演示区演示路2号"),
        ]);
        load(&world, date(2026, 8, 31), &august).await;
        let june = with_address(&[
            (A, "方法", "演示甲公司", "演示市演示区演示路1号"),
            (B, "方法", "演示甲公司", "演示市演示区演示路1号"),
        ]);
        load(&world, JUNE, &june).await;
        let days = [JUNE, JULY, date(2026, 8, 30), date(2026, 8, 31)];
        assert_eq!(says(&world, A, "address", days).await, ["演示市演示区演示路1号"; 4]);
        let expected = [
            "演示市演示区演示路1号",
            "演示市演示区演示路1号",
            "演示市演示区演示路1号",
            "演示市演示区演示路2号",
        ];
        assert_eq!(says(&world, B, "address", days).await, expected);
    });
}

#[test]
fn a_later_file_is_taken_back_as_far_as_no_other_speaks_of_its_records() {
    on_both(async |database| {
        let world = world_on(database).await;
        let july = list(&[(A, "方法乙", "演示甲公司"), (B, "方法", "演示甲公司"), (C, "方法", "演示甲公司")]);
        let (july, _) = load(&world, JULY, &july).await;
        let june = list(&[(A, "方法甲", "演示甲公司"), (B, "方法", "演示甲公司")]);
        let (june, told) = load(&world, JUNE, &june).await;
        assert_eq!((told.changed, told.same), (1, 1));

        imports::take_back(&world.app, &clerk(&world), july, "发错了文件").await.unwrap();
        assert_eq!(worked(&world, july).await, State::TakenBack);
        let told = imports::see(&world.app, &clerk(&world), july).await.unwrap().told.unwrap();
        assert_eq!((told.taken_back, told.left), (1, vec![B.to_owned(), A.to_owned()]));
        // June says otherwise of the first and the same of the second; the third no other file has.
        assert_eq!(says(&world, A, "title", [JUNE, JULY]).await, ["方法甲", "方法乙"]);
        assert_eq!(says(&world, B, "title", [JUNE]).await, ["方法"]);
        let third = records::find(&world.app, &clerk(&world), "patents", C, When::default()).await;
        assert!(third.ok().and_then(|found| found.record).is_none(), "what it made never was");

        // What was taken back speaks of no day any more.
        imports::take_back(&world.app, &clerk(&world), june, "另有一份").await.unwrap();
        assert_eq!(worked(&world, june).await, State::TakenBack);
        let (_, told) = load(&world, JUNE, &list(&[(A, "方法丁", "演示甲公司")])).await;
        assert_eq!(told.later, None);
        assert_eq!(says(&world, A, "title", [JUNE, JULY]).await, ["方法丁", "方法丁"]);
    });
}

#[test]
fn what_a_file_on_its_way_has_confirmed_is_not_taken_back() {
    on_both(async |database| {
        let world = world_on(database).await;
        let (june, _) =
            load(&world, JUNE, &list(&[(A, "方法", "演示甲公司"), (B, "方法", "演示甲公司")])).await;
        let (july, told) = load(&world, JULY, &list(&[(A, "方法", "演示甲公司")])).await;
        assert_eq!(told.same, 1);
        // The program was stopped before it could say that July is loaded.
        let reader = world.app.store().reader().await.unwrap();
        let is = store::imports::get(&reader, july).await.unwrap().unwrap().is;
        drop(reader);
        let is = store::imports::Standing { state: State::Stopped.name().to_owned(), batch: None, ..is };
        let housekeeping = world.app.store().housekeeping().await.unwrap();
        store::imports::keep(&housekeeping, july, &is, world.app.now()).await.unwrap();
        housekeeping.commit().await.unwrap();

        imports::take_back(&world.app, &clerk(&world), june, "发错了文件").await.unwrap();
        assert_eq!(worked(&world, june).await, State::TakenBack);
        let told = imports::see(&world.app, &clerk(&world), june).await.unwrap().told.unwrap();
        assert_eq!((told.taken_back, told.left), (1, vec![A.to_owned()]));
        assert_eq!(says(&world, A, "title", [JULY]).await, ["方法"]);
    });
}

#[tokio::test]
async fn documents_of_publication_speak_of_no_day() {
    let world = world().await;
    let documents = include_bytes!("../../../../documents/tests/data/table_file/patents-st96.xml");
    load_as(&world, &clerk(&world), "patents", documents).await;
    let (_, told) = load(&world, JUNE, &list(&[(A, "方法", "演示甲公司")])).await;
    assert_eq!(told.later, None);
}
