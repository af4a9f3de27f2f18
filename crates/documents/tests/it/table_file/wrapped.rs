//! Tables in an archive of their own, as portals hand them out.

use std::io::{Cursor, Write as _};

use documents::table_file::{TableFault, TableFormat};
use documents::{ForeignFormat, Inside};

use super::{opened, refused, rows};
use crate::check::archive;

const CSV: &str = "号,名\n1,甲\n2,\"乙\n丙\"\n";

/// An archive of these files, which need not be text.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_one_table_of_an_archive_is_read_as_if_it_were_the_file() {
    let traces =
        [("__MACOSX/._专利.csv", "x"), ("说明/阅读.txt", "说明"), (".隐藏.csv", "x"), ("~$清单.xlsx", "x")];
    let files: Vec<(&str, &str)> = [("导出/专利.CSV", CSV)].into_iter().chain(traces).collect();
    let bytes = archive(&files);
    assert!(matches!(opened(&bytes).1.format(), TableFormat::Csv { .. }));
    assert_eq!(rows(&bytes), rows(CSV.as_bytes()));
    assert_eq!(rows(&bytes), ["1|号|名", "2|1|甲", "3|2|乙\n丙"]);
    // As often as they are wanted, each time from the start.
    let (_file, table) = opened(&bytes);
    assert_eq!(table.rows(0).unwrap().count(), 3);
    assert_eq!(table.rows(0).unwrap().count(), 3);
    let gb18030 = encoding_rs::GB18030.encode(CSV).0;
    assert_eq!(rows(&packed(&[("a.csv", gb18030.as_ref())])), rows(CSV.as_bytes()));
    let json = "[{\"号\":1},{\"号\":2}]";
    assert_eq!(rows(&archive(&[("a.json", json)])), ["0|号", "1|1", "2|2"]);
}

#[test]
fn a_workbook_in_an_archive_is_read_with_all_its_sheets() {
    let book = documents::write_workbook(&documents::Workbook {
        sheets: ["甲", "乙"]
            .map(|name| documents::Sheet {
                name: name.to_owned(),
                columns: vec![documents::Column::new("号", documents::CellKind::Text)],
                rows: vec![vec![documents::Cell::Text(name.to_owned())]],
                ..documents::Sheet::default()
            })
            .into(),
    })
    .unwrap();
    let bytes = packed(&[("清单.xlsx", book.as_slice())]);
    let (_file, table) = opened(&bytes);
    assert_eq!(table.format(), TableFormat::Xlsx);
    let names: Vec<&str> = table.tables().iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["甲", "乙"]);
    assert_eq!(super::rows_of(&bytes, 1), super::rows_of(&book, 1));
}

#[test]
fn archives_of_none_or_of_several_tables_say_what_to_do() {
    assert_eq!(refused(&archive(&[("a.csv", "1"), ("b.xlsx", "2")])), TableFault::SeveralFiles { count: 2 });
    assert_eq!(refused(&archive(&[("a.doc", "1")])), TableFault::NoTable);
    assert_eq!(
        refused(&archive(&[("a.csv", "<html><table><tr><td>1")])),
        TableFault::Foreign(ForeignFormat::Page)
    );
    // A workbook by its name and an archive of something else inside.
    let inner = archive(&[("a.txt", "1")]);
    assert_eq!(refused(&packed(&[("a.xlsx", inner.as_slice())])), TableFault::NoTable);
}

#[test]
fn a_table_that_unpacks_to_far_more_than_it_has_is_a_bomb() {
    let line = "1".repeat(60_000) + "\n";
    let bomb = line.repeat(1_000);
    assert_eq!(refused(&archive(&[("a.csv", &bomb)])), TableFault::Bomb { part: "a.csv".to_owned() });
}

#[test]
fn what_stands_beside_the_table_is_told() {
    let told = |bytes: &[u8]| {
        let (_file, table) = opened(bytes);
        let (mut names, mut lines) = (Vec::new(), Vec::new());
        table
            .look_beside(&mut |said: Inside<'_>| {
                match said {
                    Inside::Name(name) => names.push(name.to_owned()),
                    Inside::Line(line) => lines.push(line.to_owned()),
                    Inside::TooLarge => lines.push("too large".to_owned()),
                }
                false
            })
            .unwrap();
        (names.len(), lines)
    };
    let zeros = " ".repeat(8 * 1024 * 1024);
    let files = [("专利.csv", CSV), ("说明.txt", "机密"), (".隐藏.csv", "甲,乙"), ("大.txt", zeros.as_str())];
    assert_eq!(told(&archive(&files)), (4, ["机密", "甲", "乙", "too large"].map(str::to_owned).to_vec()));
    // What is no archive of files has nothing beside it.
    assert_eq!(told(CSV.as_bytes()), (0, Vec::new()));
    let book = documents::write_workbook(&documents::Workbook {
        sheets: vec![documents::Sheet {
            name: "甲".to_owned(),
            columns: vec![documents::Column::new("号", documents::CellKind::Text)],
            ..documents::Sheet::default()
        }],
    });
    assert_eq!(told(&book.unwrap()), (0, Vec::new()));
}
