//! Whatever the bytes, reading gives a result or an error, never a panic. (That it takes time in proportion is shown by the benchmark.)

use std::io::Write;

use documents::table_file::TableFile;
use documents::{limits, official, read_archive, read_text};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::check::{archive, characters, docx, p};
use crate::fixtures;

const REAL: [&str; 7] = [
    "word.docx",
    "libreoffice.docx",
    "libreoffice.pdf",
    "table-libreoffice.pdf",
    "gov.html",
    "plan-gb18030.txt",
    "plan-utf16le.txt",
];

fn settings(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(settings(96))]

    #[test]
    fn random_bytes_never_panic(bytes in vec(any::<u8>(), 0..2000), head in 0_usize..6) {
        let heads: [&[u8]; 6] = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"];
        let _ = read_text("a", &[heads[head], &bytes].concat());
    }

    #[test]
    fn damaged_archives_never_panic(
        cut in 0.0..1.0_f64,
        flips in vec((any::<prop::sample::Index>(), any::<u8>()), 0..20),
    ) {
        let mut bytes = archive(&[("pack.toml", "schema = 1"), ("seed/bodies.csv", "id,name\n")]);
        bytes.truncate((bytes.len() as f64 * cut) as usize);
        for (at, byte) in flips {
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
        }
        let _ = read_archive(&bytes);
    }

    #[test]
    fn random_tags_never_panic(parts in vec(0_usize..16, 0..200)) {
        let tags = ["<table>", "</table>", "<tr>", "</tr>", "<td rowspan=3>", "<td colspan=2>", "</td>", "<ol>", "</ol>",
            "<li>", "<pre>", "</pre>", "<p>字", "<div hidden>", "</div>", "<script>"];
        let page: String = parts.iter().map(|part| tags[*part]).collect();
        let _ = read_text("a.html", page.as_bytes());
    }

    #[test]
    fn random_word_elements_never_panic(parts in vec(0_usize..16, 0..60)) {
        let names = ["p", "r", "t", "tbl", "tr", "tc", "pPr", "trPr", "del", "txbxContent", "sdt", "footnote", "Choice", "rPr",
            "tag w:val='a'", "showingPlcHdr"];
        // Opened in this order and closed in reverse, as well-formed XML is.
        let open: String = parts.iter().map(|part| format!("<w:{}>字", names[*part])).collect();
        let name = |part: usize| names[part].split(' ').next().unwrap_or_default();
        let close: String = parts.iter().rev().map(|part| format!("</w:{}>", name(*part))).collect();
        let figures = r#"<figures xmlns="urn:qiangxian:figures"><figure><id>a</id><counted>字</counted></figure></figures>"#;
        let bytes = docx(&(open + &close), &[("customXml", figures)]);
        let _ = read_text("a.docx", &bytes);
        let _ = official::figures(&bytes);
    }
}

proptest! {
    #![proptest_config(settings(48))]

    #[test]
    fn damaged_files_never_panic(
        file in 0..REAL.len(),
        cut in 0.0..1.0_f64,
        flips in vec((any::<prop::sample::Index>(), any::<u8>()), 0..20),
    ) {
        let mut bytes = fixtures::bytes(REAL[file]);
        if cut < 0.3 {
            bytes.truncate((bytes.len() as f64 * cut / 0.3) as usize);
        }
        for (place, value) in flips {
            if !bytes.is_empty() {
                let place = place.index(bytes.len());
                bytes[place] = value;
            }
        }
        let _ = read_text(REAL[file], &bytes);
        let _ = official::figures(&bytes);
    }
}

/// Files of rows of every format, to be damaged.
fn tables() -> Vec<Vec<u8>> {
    let names = ["patents-st96.xml", "trademarks-st96.xml", "CN199000101A-new.xml", "CN199000303B-old.xml"];
    let mut files: Vec<Vec<u8>> =
        names.iter().map(|name| fixtures::bytes(&format!("table_file/{name}"))).collect();
    let text = String::from_utf8_lossy(&files[2]).into_owned();
    files.push(archive(&[("a.xml", &text), ("b.xml", &text)]));
    files.push(fixtures::bytes("table_file/sheets.xls"));
    files.push("号,名\n1,\"绣\n屏\"\n2,甲\n".as_bytes().to_vec());
    files.push("{\"号\":1,\"名\":[\"绣\"]}\n{\"号\":2}\n".as_bytes().to_vec());
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write(0, 0, "甲").unwrap().write(3, 2, 1.5).unwrap();
    files.push(workbook.save_to_buffer().unwrap());
    files
}

proptest! {
    #![proptest_config(settings(96))]

    #[test]
    fn damaged_files_of_rows_come_to_an_end(
        file in any::<prop::sample::Index>(),
        cut in 0.0..1.5_f64,
        flips in vec((any::<prop::sample::Index>(), any::<u8>()), 0..20),
    ) {
        let tables = tables();
        let mut bytes = tables[file.index(tables.len())].clone();
        bytes.truncate((bytes.len() as f64 * cut) as usize);
        for (place, value) in flips {
            if !bytes.is_empty() {
                let place = place.index(bytes.len());
                bytes[place] = value;
            }
        }
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&bytes).unwrap();
        let Ok(table) = TableFile::open(file.path()) else { return Ok(()) };
        for index in 0..table.tables().len() {
            for row in table.rows(index).unwrap() {
                // A reader that panics ends the rows, too.
                let told = row.err().map(|error| error.to_string()).unwrap_or_default();
                prop_assert!(!told.contains("broke down"), "{}", told);
            }
        }
    }
}

#[test]
fn long_lines_and_many_lines_are_read_whole() {
    let cases: [(&str, Vec<u8>, Option<usize>); 4] = [
        ("line.txt", "知识产权，".repeat(70_000).into_bytes(), Some(350_000)),
        ("empty.txt", "\n".repeat(1 << 20).into_bytes(), Some(0)),
        ("cr.txt", "一\r".repeat(300_000).into_bytes(), Some(300_000)),
        ("gb.txt", vec![0x81; 1 << 20], Some(1 << 19)),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(characters(name, &bytes), expected, "{name}");
    }
}

#[test]
fn pages_of_nothing_but_marks_give_what_is_text_in_them() {
    let times = |part: &str| 200_000 / part.len();
    for (part, expected) in [
        ("<", Some(times("<"))),
        ("<!--", None),
        ("<a b=", None),
        ("<p>", None),
        ("&", Some(times("&"))),
        ("&#1;", Some(times("&#1;"))),
        ("<td>", None),
        ("</p>", None),
        ("<script>", None),
        ("<table><tr><td>一</table>", Some(times("<table><tr><td>一</table>"))),
        ("\u{a0} ", None),
    ] {
        let page = "<html>".to_owned() + &part.repeat(times(part));
        assert_eq!(characters("a.html", page.as_bytes()), expected, "{part}");
    }
    let attributes: String = (0..20_000).map(|number| format!("a{number}=b ")).collect();
    assert_eq!(characters("a.html", format!("<html><p {attributes}>一").as_bytes()), Some(1));
}

#[test]
fn documents_of_many_or_deep_parts_are_read_whole_or_refused() {
    let attributes: String = (0..20_000).map(|number| format!("a{number}='b' ")).collect();
    let deep = "<w:r>".repeat(50_000) + &"</w:r>".repeat(50_000);
    for (name, body, expected) in [
        ("many.docx", p("一").repeat(20_000), Some(20_000)),
        ("long.docx", p(&"知识产权".repeat(100_000)), Some(400_000)),
        ("attributes.docx", format!("<w:p {attributes}/>"), None),
        ("deep.docx", deep, None),
    ] {
        assert_eq!(characters(name, &docx(&body, &[])), expected, "{name}");
    }
}

#[test]
fn figures_of_hostile_documents_are_read_in_part_or_refused() {
    let figures = |lines: &str| format!(r#"<figures xmlns="urn:qiangxian:figures">{lines}</figures>"#);
    let control = |text: &str| {
        let text = format!("<w:r><w:t>{text}</w:t></w:r>");
        format!(r#"<w:sdt><w:sdtPr><w:tag w:val="a"/></w:sdtPr><w:sdtContent>{text}</w:sdtContent></w:sdt>"#)
    };
    let figure = |id: &str| format!("<figure><id>{id}</id><counted>1</counted></figure>");
    let one = figures(&[&figure("a"), "<figure/>", &figure("a"), &figure(&"b".repeat(1 << 20))].concat());
    let read = |body: &str, part: &str| official::figures(&docx(body, &[("customXml", part)]));
    let long = format!("<w:p>{}</w:p>", control(&"1".repeat(1 << 20)));
    let found = read(&long, &one).unwrap().unwrap().found;
    assert_eq!(found[0].present, ["1".repeat(limits::FIGURE_CHARS_MAX)]);
    assert_eq!(found[2].present, [""; 0], "the first of an id is that of the fields");
    assert_eq!(found[3].id.len(), limits::FIGURE_ID_BYTES_MAX);
    let many: String = (0..20_000).map(|number| control(&number.to_string())).collect();
    let found = read(&format!("<w:p>{many}</w:p>"), &one).unwrap().unwrap().found;
    assert_eq!(found[0].present.len(), limits::FIGURE_TEXTS_MAX);
    let deep = "<w:sdt><w:sdtContent>".repeat(50_000) + &"</w:sdtContent></w:sdt>".repeat(50_000);
    assert!(read(&deep, &one).unwrap().is_some());
    let endless = figures(&figure("b").repeat(limits::FIGURES_MAX + 1));
    assert!(read("<w:p/>", &endless).is_err());
    assert!(read("<w:p/>", "<figures xmlns=\"urn:qiangxian:figures\">").is_err());
}
