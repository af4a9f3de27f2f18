use std::io::{Cursor, Write};

use documents::table_file::{TableFault, TableFile, TableFormat, TableName};
use documents::{Cell, CellKind, Column, Error, Sheet, Workbook, limits, write_ods, write_workbook};
use jiff::civil::date;
use zip::write::SimpleFileOptions;

use super::{opened, refused, rows, rows_of, written};
use crate::check::archive;
use crate::fixtures;

/// A workbook of one sheet with this content of `sheetData`, shared texts and formats.
fn xlsx(data: &str, strings: &str, formats: &str) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let relations = [
        relation("rId1", "worksheet", "worksheets/sheet1.xml"),
        relation("rId2", "sharedStrings", "/xl/sharedStrings.xml"),
        relation("rId3", "styles", "styles.xml"),
    ];
    archive(&[
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="专利" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        ("xl/_rels/workbook.xml.rels", &format!("<Relationships>{}</Relationships>", relations.concat())),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{data}</sheetData></worksheet>")),
        ("xl/sharedStrings.xml", &format!("<sst>{strings}</sst>")),
        ("xl/styles.xml", &format!("<styleSheet>{formats}</styleSheet>")),
    ])
}

#[test]
fn sheets_have_names_and_rows_with_their_numbers() {
    let sheet = |name: &str, note: &str| Sheet {
        name: name.to_owned(),
        title: Some(note.to_owned()),
        columns: vec![Column::new("号", CellKind::Identifier), Column::new("日", CellKind::Date)],
        rows: vec![
            vec![Cell::text("0012"), Cell::Date(date(2026, 3, 5))],
            vec![Cell::Empty, Cell::Number(0.1)],
        ],
        ..Sheet::default()
    };
    let bytes = write_workbook(&Workbook { sheets: vec![sheet("发明", "一"), sheet("外观", "二")] }).unwrap();
    let (_file, table) = opened(&bytes);
    assert_eq!(table.format(), TableFormat::Xlsx);
    let named = |name: &str| TableName { name: name.to_owned(), ledger: None };
    assert_eq!(table.tables(), [named("发明"), named("外观")]);
    assert_eq!(rows_of(&bytes, 1), ["1|二", "2|号|日", "3|0012|2026-03-05", "4||0.1"]);
}

#[test]
fn cells_are_what_a_person_sees() {
    let strings = "<si><t>绣&amp;屏</t></si><si><r><t>两</t></r><r><t xml:space=\"preserve\"> 段</t></r><rPh><t>liang</t></rPh></si>\
                   <si><t>一_x000D_\n二_x0041_</t></si>";
    let formats = "<numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/></numFmts>\
                   <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
                   <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"176\"/><xf numFmtId=\"10\"/></cellXfs>";
    for (cell, expected) in [
        ("<c t=\"s\"><v>0</v></c>", "绣&屏"),
        ("<c t=\"s\"><v>1</v></c>", "两 段"),
        ("<c t=\"s\"><v>2</v></c>", "一\n二A"),
        ("<c t=\"inlineStr\"><is><t>甲</t></is></c>", "甲"),
        ("<c t=\"str\"><f>A1&amp;\"\"</f><v>算得</v></c>", "算得"),
        ("<c t=\"e\"><v>#N/A</v></c>", "#N/A"),
        ("<c t=\"b\"><v>1</v></c>", "true"),
        ("<c t=\"d\"><v>2026-03-05T00:00:00</v></c>", "2026-03-05"),
        ("<c><v>46086</v></c>", "46086"),
        ("<c s=\"1\"><v>46086</v></c>", "2026-03-05"),
        ("<c s=\"2\"><v>46086.5</v></c>", "2026-03-05"),
        ("<c s=\"3\"><v>0.125</v></c>", "0.125"),
        ("<c><v>202410123456</v></c>", "202410123456"),
        ("<c><v>202310123456.5</v></c>", "202310123456.5"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        // More digits than a spreadsheet keeps: the number says itself that it is damaged.
        ("<c><v>914301052345678900</v></c>", "9.14301052345679E+17"),
        ("<c><v>9.14301E+17</v></c>", "9.14301000000000E+17"),
    ] {
        let data = format!("<row r=\"3\">{cell}</row>");
        assert_eq!(rows(&xlsx(&data, strings, formats)), [format!("3|{expected}")], "{cell}");
    }
}

#[test]
fn cells_and_rows_without_a_place_follow_each_other() {
    let data = "<row><c><v>1</v></c><c r=\"D1\"><v>2</v></c><c><v>3</v></c></row><row r=\"9\"><c r=\"B9\"/></row>\
                <row><c r=\"AA10\"><v>4</v></c></row>";
    let read = rows(&xlsx(data, "", ""));
    assert_eq!(read[0], "1|1|||2|3");
    assert_eq!(read[1], format!("10|{}4", "|".repeat(26)));
    assert_eq!(read.len(), 2);
}

#[test]
fn a_protected_workbook_is_named() {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    container.create_stream("EncryptedPackage").unwrap().write_all(b"1").unwrap();
    let bytes = container.into_inner().into_inner();
    assert_eq!(TableFile::open(written(&bytes).path()).err(), Some(Error::Encrypted));
    let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
    let bytes = archive(&[("mimetype", "a"), ("content.xml", ""), ("META-INF/manifest.xml", manifest)]);
    assert_eq!(TableFile::open(written(&bytes).path()).err(), Some(Error::Encrypted));
}

#[test]
fn workbooks_of_the_old_format_are_read() {
    let bytes = fixtures::bytes("table_file/sheets.xls");
    let (_file, table) = opened(&bytes);
    assert_eq!(table.format(), TableFormat::Xls);
    let names: Vec<&str> = table.tables().iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["专利", "空"]);
    let expected = [
        "2|申请号|名称|申请日|份数",
        "3|202410123456.0|绣屏（演示数据）|2024-03-05|0.1",
        "5|9.14301052345678E+17|||true",
    ];
    assert_eq!(rows(&bytes), expected);
    assert!(rows_of(&bytes, 1).is_empty());
    // Four sheets of two cells each, which a rectangle would make fifty million.
    let faults = TableFault::TooManyCells { limit: limits::TABLE_XLS_CELLS_MAX };
    assert_eq!(refused(&fixtures::bytes("table_file/far-apart.xls")), faults);
}

/// A workbook of OpenDocument with these rows.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body>\
         <office:spreadsheet><table:table table:name=\"空\"/><table:table table:name=\"专利\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

#[test]
fn open_document_repeats_cells_and_rows() {
    let bytes = ods(
        "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>绣<text:s/>屏</text:p><text:p>二</text:p>\
         <office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"2\"/>\
         <table:table-cell office:value-type=\"float\" office:value=\"0.1\" table:number-columns-repeated=\"2\"><text:p>10%</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"date\" office:date-value=\"2026-03-05T00:00:00\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
    );
    assert_eq!(opened(&bytes).1.format(), TableFormat::Ods);
    assert_eq!(rows_of(&bytes, 1), ["1|绣 屏\n二|||0.1|0.1", "5|2026-03-05", "6|2026-03-05"]);
    let wide = "<table:table-row><table:table-cell table:number-columns-repeated=\"2000000000\"><text:p>一</text:p></table:table-cell></table:table-row>";
    assert!(rows_of(&ods(wide), 1)[0].contains("columns"));
    let text = "字".repeat(100_000);
    let long = format!(
        "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell><text:p>{text}</text:p></table:table-cell></table:table-row>"
    );
    assert!(rows_of(&ods(&long), 1)[0].contains("unpacks to more"));
}

#[test]
fn what_was_written_as_open_document_is_read_back() {
    let cells = [
        vec![Cell::text("名称"), Cell::text("日期"), Cell::text("数量")],
        vec![Cell::text("甲<乙>&\"丙\"\u{1}\n二"), Cell::Date(date(2026, 3, 5)), Cell::Integer(30)],
        vec![Cell::text("=1+1"), Cell::Empty, Cell::Number(0.125)],
    ];
    let bytes = write_ods("专利", &cells).unwrap();
    let (_file, file) = opened(&bytes);
    assert_eq!((file.format(), file.tables()[0].name.as_str()), (TableFormat::Ods, "专利"));
    assert_eq!(rows(&bytes), ["1|名称|日期|数量", "2|甲<乙>&\"丙\"\n二|2026-03-05|30", "3|=1+1||0.125"]);
    assert!(bytes == write_ods("专利", &cells).unwrap(), "the same rows gave other bytes");
}

#[test]
fn archives_without_a_table_and_damaged_ones_are_refused() {
    assert_eq!(refused(&archive(&[("a.txt", "1")])), TableFault::NoTable);
    let mut bytes = xlsx("<row><c><v>1</v></c></row>", "", "");
    bytes.truncate(bytes.len() / 2);
    assert!(matches!(TableFile::open(written(&bytes).path()), Err(Error::Damaged { .. })));
    let cut = xlsx("<row><c><v>1</v></c></row></sheetData><sheetData><row><c><v>1", "", "");
    assert_eq!(rows(&cut), ["1|1"]);
}

/// Ten gigabytes of one byte, packed into ten megabytes, as a part of a workbook.
#[test]
fn parts_that_unpack_to_gigabytes_are_refused_in_little_memory() {
    let zeros = vec![b' '; 1 << 20];
    for part in ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"] {
        let (_, sound) = opened(&xlsx("<row><c><v>1</v></c></row>", "", ""));
        drop(sound);
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let mut whole = zip::ZipArchive::new(Cursor::new(xlsx("", "", ""))).unwrap();
        for index in 0..whole.len() {
            let mut entry = whole.by_index(index).unwrap();
            let name = String::from_utf8(entry.name_raw().to_vec()).unwrap();
            zip.start_file(&*name, SimpleFileOptions::default().large_file(true)).unwrap();
            if name == part {
                zip.write_all(b"<sst><si><t>").unwrap();
                (0..256).for_each(|_| zip.write_all(&zeros).unwrap());
            } else {
                std::io::copy(&mut entry, &mut zip).unwrap();
            }
        }
        let read = rows(&zip.finish().unwrap().into_inner());
        assert_eq!(read, [format!("! the part {part} unpacks to more than is allowed")]);
    }
}

#[test]
fn a_cell_made_of_very_many_pieces_is_refused() {
    // Twelve megabytes in pieces of three kilobytes.
    let piece = format!("<t>{}</t>", "字".repeat(1000));
    let data = format!("<row><c t=\"inlineStr\"><is>{}</is></c></row>", piece.repeat(4000));
    let read = rows(&xlsx(&data, "", ""));
    assert!(read[0].contains("far too large"), "{read:?}");
}
