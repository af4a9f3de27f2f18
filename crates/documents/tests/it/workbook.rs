use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xlsx};
use documents::{Cell, CellKind, Column, Error, Sheet, Workbook, WorkbookWriter, write_workbook};
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
        closing: Vec::new(),
    };
    Workbook { sheets: vec![sheet] }
}

fn read(bytes: Vec<u8>, sheet: &str) -> calamine::Range<Data> {
    Xlsx::new(Cursor::new(bytes)).unwrap().worksheet_range(sheet).unwrap()
}

/// A part of the file as XML.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
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
    assert!(write_workbook(&Workbook::default()).is_err());
}

#[test]
fn a_table_without_rows_is_a_workbook() {
    let mut workbook = duties();
    workbook.sheets[0].rows.clear();
    workbook.sheets[0].columns.truncate(1);
    assert!(write_workbook(&workbook).is_ok());
}

/// One column of this kind with these cells, read back.
fn check(kind: CellKind, cells: &[(Cell, Data)]) {
    let rows = cells.iter().map(|(cell, _)| vec![cell.clone()]).collect();
    let sheet =
        Sheet { name: "表".to_owned(), columns: vec![Column::new("列", kind)], rows, ..Sheet::default() };
    let range = read(write_workbook(&Workbook { sheets: vec![sheet] }).unwrap(), "表");
    for ((cell, expected), row) in cells.iter().zip(1..) {
        assert_eq!(range.get_value((row, 0)), Some(expected), "{cell:?}");
    }
}

fn string(text: &str) -> Data {
    Data::String(text.to_owned())
}

#[test]
fn numbers_that_are_names_keep_every_digit() {
    // 13 digits of an application, 15 of an old identity number, 18 of a credit code, 19 of an account; a leading zero.
    let ids = ["2024100000001", "110105491231002", "911101085923662400", "6222021234567890123", "007"];
    check(CellKind::Identifier, &ids.map(|id| (Cell::text(id), string(id))));
    check(CellKind::Text, &ids.map(|id| (Cell::text(id), string(id))));
}

#[test]
fn money_and_whole_numbers_are_exact() {
    check(
        CellKind::Money,
        &[
            (Cell::Money(0), Data::Float(0.0)),
            (Cell::Money(1), Data::Float(0.01)),
            (Cell::Money(-12_345), Data::Float(-123.45)),
            (Cell::Money(999_999_999_999_999), Data::Float(9_999_999_999_999.99)),
            (Cell::Money(1_000_000_000_000_007), string("10000000000000.07")),
            (Cell::Money(i64::MIN), string("-92233720368547758.08")),
        ],
    );
    check(
        CellKind::Number { decimals: 4 },
        &[
            (Cell::Decimal { parts: 38_500, decimals: 4 }, Data::Float(3.85)),
            (Cell::Decimal { parts: -1, decimals: 4 }, Data::Float(-0.0001)),
            (Cell::Decimal { parts: 1_000_000_000_000_007, decimals: 4 }, string("100000000000.0007")),
        ],
    );
    check(
        CellKind::Number { decimals: 0 },
        &[
            (Cell::Integer(42), Data::Float(42.0)),
            (Cell::Integer(999_999_999_999_999), Data::Float(999_999_999_999_999.0)),
            (Cell::Integer(9_007_199_254_740_993), string("9007199254740993")),
        ],
    );
}

#[test]
fn days_before_those_of_spreadsheets_are_text() {
    check(CellKind::Date, &[(Cell::Date(date(1661, 5, 1)), string("1661-05-01"))]);
}

#[test]
fn nothing_becomes_a_formula() {
    let texts = [
        "=1+1",
        "+86 731",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "＝1",
        "=HYPERLINK(\"http://a\",\"b\")",
        "{=1}",
    ];
    let rows: Vec<Vec<Cell>> = texts.iter().map(|text| vec![Cell::text(*text)]).collect();
    let sheet = Sheet {
        name: "=1".to_owned(),
        title: Some("=1+1".to_owned()),
        notes: vec!["@SUM(A1)".to_owned()],
        columns: vec![Column::new("=A1", CellKind::Text)],
        rows,
        closing: vec!["-1".to_owned()],
    };
    let bytes = write_workbook(&Workbook { sheets: vec![sheet] }).unwrap();
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!xml.contains("<f>") && !xml.contains("<hyperlink"), "{xml}");
    // Editing the cell does not make one of it either.
    assert!(part(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
    let range = read(bytes, "=1");
    for (text, row) in texts.iter().zip(3..) {
        // XML cannot hold a bare carriage return; the reader gives the line end it stands for.
        let expected = text.replace('\r', "\n");
        let read = range.get_value((row, 0)).unwrap().to_string().replace('\r', "\n");
        assert_eq!(read, expected);
    }
}

#[test]
fn the_page_is_set_up_for_printing() {
    let bytes = write_workbook(&duties()).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for wanted in [
        r#"paperSize="9""#,
        r#"orientation="landscape""#,
        r#"fitToHeight="0""#,
        r#"state="frozen""#,
        r#"ySplit="4""#,
        r#"<autoFilter ref="A4:E7"/>"#,
    ] {
        assert!(sheet.contains(wanted), "{wanted} is missing");
    }
    assert!(
        part(&bytes, "xl/workbook.xml").contains("'责任分解'!$4:$4")
            || part(&bytes, "xl/workbook.xml").contains("责任分解!$4:$4")
    );
}

#[test]
fn the_second_sheet_says_what_the_figures_rest_on() {
    let rows = [("筛选".to_owned(), "类型 = 企业".to_owned()), ("截至".to_owned(), "2026-06-30".to_owned())];
    let mut workbook = duties();
    workbook.sheets[0].closing = vec!["填表人：经办人".to_owned()];
    workbook.sheets.push(Sheet::basis("口径", ["项目", "内容"], &rows));
    let bytes = write_workbook(&workbook).unwrap();
    let basis = read(bytes.clone(), "口径");
    assert_eq!(basis.get_value((2, 0)), Some(&string("截至")));
    assert_eq!(basis.get_value((2, 1)), Some(&string("2026-06-30")));
    assert_eq!(read(bytes, "责任分解").get_value((7, 0)), Some(&string("填表人：经办人")));
}

#[test]
fn rows_of_any_number_are_streamed() {
    let mut sheet = duties().sheets.remove(0);
    sheet.closing = vec!["共 20003 行".to_owned()];
    let mut writer = WorkbookWriter::streaming().unwrap();
    writer.begin(&sheet).unwrap();
    for number in 0..20_000 {
        writer
            .row(&[Cell::text(format!("{number:018}")), Cell::text("=1+1"), Cell::Integer(number)])
            .unwrap();
    }
    writer.begin(&Sheet::basis("口径", ["项目", "内容"], &[])).unwrap();
    let mut bytes = Cursor::new(Vec::new());
    writer.finish(&mut bytes).unwrap();
    let range = read(bytes.into_inner(), "责任分解");
    assert_eq!(range.get_value((4, 0)), Some(&string("0012")));
    assert_eq!(range.get_value((20_006, 0)), Some(&string("000000000000019999")));
    assert_eq!(range.get_value((20_006, 1)), Some(&string("=1+1")));
    assert_eq!(range.get_value((20_006, 2)), Some(&Data::Float(19_999.0)));
    assert_eq!(range.get_value((20_007, 0)), Some(&string("共 20003 行")));
}

#[test]
fn a_row_needs_a_sheet() {
    let mut writer = WorkbookWriter::streaming().unwrap();
    assert!(matches!(writer.row(&[Cell::Integer(1)]), Err(Error::Workbook { .. })));
}

#[test]
fn the_rows_of_a_workbook_that_comes_back_have_the_lines_that_people_see() {
    let rows = documents::read_rows("a.xlsx", &write_workbook(&duties()).unwrap()).unwrap();
    let first = rows.iter().find(|row| row.cells[0] == "0012").unwrap();
    assert_eq!((first.line, first.cells[2].as_str()), (5, "30"));
    let days: Vec<&str> = rows.iter().filter_map(|row| row.cells.get(4)).map(String::as_str).collect();
    assert!(days.contains(&"2026-02-28"), "a day is written as a day: {days:?}");
}

#[test]
fn two_cells_far_apart_are_two_cells_and_too_many_columns_are_refused() {
    let sheet = |row: u32, column: u16| {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "甲").unwrap().write(row, column, "乙").unwrap();
        workbook.save_to_buffer().unwrap()
    };
    let rows = documents::read_rows("a.xlsx", &sheet(1_048_575, 3)).unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[1].line, rows[1].cells.concat().as_str()), (1_048_576, "乙"));
    let refused = documents::read_rows("a.xlsx", &sheet(3, 16_383)).unwrap_err();
    assert!(matches!(refused, documents::Error::Table(_)), "{refused:?}");
}

#[test]
fn cells_offer_what_may_be_written_as_far_as_the_format_holds_a_list() {
    let listed = |choices: &[&str]| {
        let choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
        let sheet = Sheet {
            name: "办理".to_owned(),
            columns: vec![
                Column::new("编号", CellKind::Text),
                Column::new("办理", CellKind::Text).offering(choices),
            ],
            rows: vec![vec![Cell::text("1")], vec![Cell::text("2")]],
            ..Sheet::default()
        };
        part(&write_workbook(&Workbook { sheets: vec![sheet] }).unwrap(), "xl/worksheets/sheet1.xml")
    };
    let offered = listed(&["是", "否"]);
    assert!(
        offered.contains("sqref=\"B2:B3\"") && offered.contains("<formula1>\"是,否\"</formula1>"),
        "{offered}"
    );
    for none in [&["一,二", "三"][..], &[&*"长".repeat(300)], &[]] {
        assert!(!listed(none).contains("dataValidation"), "{none:?}");
    }
}
