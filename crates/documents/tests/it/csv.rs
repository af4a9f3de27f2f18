use documents::csv::{CsvReader, CsvRow, CsvWriter};
use documents::{Cell, Encoding, Error};
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;

fn written(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut writer = CsvWriter::new(Vec::new()).unwrap();
    rows.iter().for_each(|row| writer.row(row).unwrap());
    writer.finish().unwrap()
}

fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let rows: Result<Vec<CsvRow>, Error> = CsvReader::open("a.csv", bytes).unwrap().collect();
    rows.unwrap().into_iter().map(|row| row.cells).collect()
}

/// One cell, as it stands in the file after the byte order mark.
fn check(cell: Cell, expected: &str) {
    let bytes = written(&[vec![cell, Cell::text("尾")]]);
    assert_eq!(String::from_utf8(bytes).unwrap(), format!("\u{feff}{expected},尾\r\n"));
}

#[test]
fn every_kind_of_cell_has_its_form() {
    check(Cell::Empty, "");
    check(Cell::text("开福区"), "开福区");
    check(Cell::text("一,二"), "\"一,二\"");
    check(Cell::text("他说\"好\""), "\"他说\"\"好\"\"\"");
    check(Cell::text("一\n二"), "\"一\n二\"");
    check(Cell::text("911101085923662400"), "911101085923662400");
    check(Cell::Number(0.125), "0.125");
    check(Cell::Integer(-5), "-5");
    check(Cell::Integer(9_007_199_254_740_993), "9007199254740993");
    check(Cell::Money(-123_405), "-1234.05");
    check(Cell::Decimal { parts: -8496, decimals: 2 }, "-84.96");
    check(Cell::Decimal { parts: 5, decimals: 4 }, "0.0005");
    check(Cell::Decimal { parts: 5, decimals: 0 }, "5");
    check(Cell::Date(date(2026, 3, 5)), "2026-03-05");
}

#[test]
fn text_is_never_computed() {
    for (text, expected) in [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "\"'\r=1\""),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'好'", "'好'"),
        ("a=1", "a=1"),
    ] {
        check(Cell::text(text), expected);
        assert_eq!(rows(&written(&[vec![Cell::text(text), Cell::text("尾")]]))[0][0], text);
    }
}

#[test]
fn a_header_and_short_rows_are_written_as_they_are() {
    let mut writer = CsvWriter::without_byte_order_mark(Vec::new());
    writer.header(["编号", "=A1", "期限"]).unwrap();
    writer.row(&[Cell::Integer(1)]).unwrap();
    writer.row(&[]).unwrap();
    let text = String::from_utf8(writer.finish().unwrap()).unwrap();
    assert_eq!(text, "编号,'=A1,期限\r\n1\r\n\"\"\r\n");
}

#[test]
fn files_of_other_programs_are_read() {
    let gb18030 = encoding_rs::GB18030.encode("名称,数量\r\n长沙湘绣,3\n").0.into_owned();
    let reader = CsvReader::open("a.csv", &gb18030).unwrap();
    assert_eq!(reader.encoding(), Encoding::Gb18030);
    let read: Vec<CsvRow> = reader.map(|row| row.unwrap()).collect();
    assert_eq!(read[1], CsvRow { line: 2, cells: vec!["长沙湘绣".to_owned(), "3".to_owned()] });
    assert_eq!(rows(b"a;b\n\"x\ny\",2,3\nz\n"), [vec!["a;b"], vec!["x\ny", "2", "3"], vec!["z"]]);
    assert_eq!(CsvReader::open("a.csv", b"").err(), Some(Error::Empty));
    assert!(CsvReader::open("a.csv", b"PK\0\0\0\0").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_comes_back(table in vec(vec("['=+@\\t\\r\\n\",，a一-]{0,6}|[\\PC&&[^\u{fffd}]]{0,6}", 1..4), 1..5)) {
        let cells: Vec<Vec<Cell>> =
            table.iter().map(|row| row.iter().map(|text| Cell::Text(text.clone())).collect()).collect();
        let bytes = written(&cells);
        prop_assert_eq!(rows(&bytes), table);
        // No field of the file begins with what a program computes.
        let plain: Vec<Vec<String>> = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(&bytes[3..])
            .into_deserialize()
            .map(|row| row.unwrap())
            .collect();
        let danger = |field: &String| field.starts_with(['=', '+', '-', '@', '\t', '\r']);
        prop_assert!(!plain.iter().flatten().any(danger));
    }
}
