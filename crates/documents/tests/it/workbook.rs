use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xlsx};
use documents::{Cell, CellKind, Column, Error, Sheet, Workbook, write_workbook};
use jiff::civil::date;

fn duties() -> Workbook {
    let columns = vec![
        Column::new("编号", CellKind::Text),
        Column::new("任务", CellKind::Text).wrapped_at(30.0),
        Column::new("数量", CellKind::Number { decimals: 0 }),
        Column::new("完成率", CellKind::Percent { decimals: 1 }),
        Column::new("期限", CellKind::Date),
    ];
    let row = |id: &str, task: &str, count: f64, day| {
        vec![Cell::text(id), Cell::text(task), Cell::Number(count), Cell::Number(0.125), Cell::Date(day)]
    };
    let rows = vec![
        row("0012", "提升专利质量。\n培育企业30个。", 30.0, date(2025, 12, 31)),
        row("=1+1", &"推进商标品牌建设。".repeat(60), 1_234_567.0, date(2026, 2, 28)),
        vec![Cell::text("202400000000000001"), Cell::text("控制符\u{1}与\u{fffe}表情😀<&>")],
    ];
    let sheet = Sheet {
        name: "责任分解".to_owned(),
        title: Some("示例县知识产权强县建设任务责任分解表（演示数据）".to_owned()),
        notes: vec!["来源：演示数据".to_owned(), "说明：".repeat(80)],
        columns,
        rows,
    };
    Workbook { sheets: vec![sheet] }
}

#[test]
fn what_was_written_is_read_back() {
    let bytes = write_workbook(&duties()).unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range("责任分解").unwrap();
    let value = |row: u32, column: u32| range.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(value(0, 0), Data::String("示例县知识产权强县建设任务责任分解表（演示数据）".to_owned()));
    assert_eq!(value(3, 4), Data::String("期限".to_owned()));
    assert_eq!(value(4, 0), Data::String("0012".to_owned()));
    assert_eq!(value(4, 2), Data::Float(30.0));
    assert_eq!(value(4, 3), Data::Float(0.125));
    assert_eq!(value(5, 0), Data::String("=1+1".to_owned()));
    assert_eq!(value(6, 0), Data::String("202400000000000001".to_owned()));
    assert_eq!(value(6, 2), Data::Empty);
    assert!(value(4, 4).is_datetime());
    assert!(matches!(value(5, 4), Data::DateTime(day) if day.as_f64() == 46081.0));
}

#[test]
fn the_same_workbook_gives_the_same_bytes() {
    assert_eq!(write_workbook(&duties()).unwrap(), write_workbook(&duties()).unwrap());
}

#[test]
fn what_the_format_cannot_hold_is_refused_with_its_place() {
    let mut workbook = duties();
    workbook.sheets[0].rows[1][1] = Cell::Text("字".repeat(40_000));
    let Err(Error::Workbook { detail }) = write_workbook(&workbook) else {
        panic!("too long a text was written")
    };
    assert!(detail.contains("责任分解") && detail.contains("row 2") && detail.contains("任务"), "{detail}");
    let broken = |change: fn(&mut Sheet)| {
        let mut workbook = duties();
        change(&mut workbook.sheets[0]);
        matches!(write_workbook(&workbook), Err(Error::Workbook { .. }))
    };
    assert!(broken(|sheet| sheet.name = "a/b".to_owned()));
    assert!(broken(|sheet| sheet.columns.clear()));
    assert!(broken(|sheet| sheet.rows[0].push(Cell::Empty)));
    assert!(broken(|sheet| sheet.rows[0][2] = Cell::Number(f64::NAN)));
    assert!(broken(|sheet| sheet.rows[0][4] = Cell::Date(date(1800, 1, 1))));
    assert!(write_workbook(&Workbook::default()).is_err());
}

#[test]
fn a_table_without_rows_is_a_workbook() {
    let mut workbook = duties();
    workbook.sheets[0].rows.clear();
    workbook.sheets[0].columns.truncate(1);
    assert!(write_workbook(&workbook).is_ok());
}
