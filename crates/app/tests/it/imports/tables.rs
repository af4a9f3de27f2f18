//! A workbook with several tables: each is loaded once, and the result names those that are not loaded.

use app::Error;
use app::imports::{self, Beside, State};
use documents::{Cell, CellKind, Column, Sheet, Workbook, write_workbook};
use jiff::civil::date;

use super::{checked, clerk, codes, loaded, new, said_of, says, send};
use crate::world::{World, world};

fn sheet(name: &str, heads: &[&str], rows: &[&[&str]]) -> Sheet {
    let cells = |row: &&[&str]| row.iter().map(|text| Cell::Text((*text).to_owned())).collect();
    Sheet {
        name: name.to_owned(),
        columns: heads.iter().map(|head| Column::new(*head, CellKind::Text)).collect(),
        rows: rows.iter().map(cells).collect(),
        ..Sheet::default()
    }
}

/// Patents of two years under different heads, and a sheet of notes.
fn two_years() -> Vec<u8> {
    let first = sheet(
        "2024年",
        &["申请号", "发明名称", "专利类型", "申请人", "申请日", "当前法律状态"],
        &[
            &["202410000001.X", "演示方法甲", "发明", "演示甲公司", "2024-01-05", "有效"],
            &["202410123456.0", "演示方法乙", "发明", "演示乙公司", "2024-02-06", "有效"],
        ],
    );
    let second = sheet(
        "2023年",
        &["专利号", "状态", "专利权人", "专利名称", "申请日", "专利种类"],
        &[&["202320123456.1", "有效", "演示甲公司", "演示装置", "2023-03-07", "实用新型"]],
    );
    let notes = sheet("填表说明", &["说明", "备注"], &[&["申请号要写全", "含校验位"], &["每行一件", ""]]);
    write_workbook(&Workbook { sheets: vec![first, second, notes] }).unwrap()
}

async fn others(world: &World, id: i64) -> Vec<(String, bool, Option<State>)> {
    let others = imports::beside(&world.app, &clerk(world), id).await.unwrap();
    let other = |it: imports::Other| (it.table.name, it.table.is_headed, it.import.map(|(_, state)| state));
    others.into_iter().map(other).collect()
}

#[tokio::test]
async fn the_second_sheet_of_a_file_is_named_and_loaded_under_its_own_heads() {
    let (world, file) = (world().await, two_years());
    let first = send(&world, &clerk(&world), &new("两年.xlsx"), &file).await.unwrap();
    assert_eq!(checked(&world, first).await, [2, 2, 0, 0, 0]);
    assert_eq!(loaded(&world, first).await, [2, 2, 0, 0, 0]);
    let not = |name: &str, is_headed: bool| (name.to_owned(), is_headed, None);
    assert_eq!(others(&world, first).await, [not("2023年", true), not("填表说明", false)]);

    // The same file again is taken for the table that is left.
    let second = send(&world, &clerk(&world), &new("两年.xlsx"), &file).await.unwrap();
    let seen = imports::see(&world.app, &clerk(&world), second).await.unwrap();
    assert_eq!(seen.table, (1, "2023年".to_owned()));
    // While it waits, nobody turns it to the table that is loaded.
    let choice = imports::Choice::default();
    let twice = imports::choose(&world.app, &clerk(&world), second, &choice).await.unwrap_err();
    assert_eq!(codes(twice), ["sent-before"]);
    assert_eq!(checked(&world, second).await, [1, 1, 0, 0, 0], "{:?}", said_of(&world, second).await);
    loaded(&world, second).await;
    assert_eq!(says(&world, "202320123456.1", "title").await.as_deref(), Some("演示装置"));
    assert_eq!(says(&world, "202410123456.0", "title").await.as_deref(), Some("演示方法乙"));
    let is_loaded = ("2023年".to_owned(), true, Some(State::Loaded));
    assert_eq!(others(&world, first).await[0], is_loaded);

    // Now each of its tables for this ledger is loaded: it is refused, and told which import has it.
    let third = send(&world, &clerk(&world), &new("两年.xlsx"), &file).await.unwrap_err();
    let Error::Invalid(problems) = &third else { panic!("{third:?}") };
    assert_eq!(problems[0].code, "sent-before");
    assert!(problems[0].what.zh.contains("“2023年”"), "{}", problems[0].what.zh);
    // The sheet of notes is taken if somebody says so, and then it is for them to say what its columns are.
    let notes = imports::another(&world.app, &clerk(&world), first, 2).await.unwrap();
    assert_eq!(
        codes(imports::check(&world.app, &clerk(&world), notes).await.unwrap_err()),
        ["no-key-column"]
    );
    let again = imports::another(&world.app, &clerk(&world), first, 1).await.unwrap_err();
    assert_eq!(codes(again), ["sent-before"]);
    assert_eq!(
        codes(imports::another(&world.app, &clerk(&world), first, 9).await.unwrap_err()),
        ["no-table"]
    );
}

#[tokio::test]
async fn a_document_of_xml_names_the_ledgers_of_its_other_tables() {
    let world = world().await;
    let documents = include_bytes!("../../../../documents/tests/data/table_file/patents-st96.xml");
    let id = send(&world, &clerk(&world), &new("公报.xml"), documents).await.unwrap();
    checked(&world, id).await;
    let told = imports::see(&world.app, &clerk(&world), id).await.unwrap().told.unwrap();
    let beside = |index: usize, name: &str, ledger: &str| Beside {
        index,
        name: name.to_owned(),
        ledger: ledger.to_owned(),
        is_headed: true,
    };
    assert_eq!(
        told.beside,
        [beside(1, "申请人和专利权人", "patent-applicants"), beside(2, "法律事件", "patent-events")]
    );
    let other = imports::another(&world.app, &clerk(&world), id, 2).await.unwrap();
    let seen = imports::see(&world.app, &clerk(&world), other).await.unwrap();
    assert_eq!((seen.ledger.as_str(), seen.as_of), ("patent-events", super::new("").as_of.unwrap()));
    // Who sends the file again for another of its tables says the day anew.
    let new =
        imports::NewFile { as_of: Some(date(2026, 5, 31)), source: "演示来源", ..new("公报.xml") };
    let applicants = imports::another_as(&world.app, &clerk(&world), id, 1, &new).await.unwrap();
    let seen = imports::see(&world.app, &clerk(&world), applicants).await.unwrap();
    assert_eq!((seen.as_of, seen.source.as_str()), (date(2026, 5, 31), "演示来源"));
}
