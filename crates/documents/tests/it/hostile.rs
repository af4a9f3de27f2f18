//! Whatever the bytes, reading gives a result or an error, in time proportional to them.

use documents::read_text;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::check::{docx, p, within_seconds};
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
    fn random_tags_never_panic(parts in vec(0_usize..16, 0..200)) {
        let tags = ["<table>", "</table>", "<tr>", "</tr>", "<td rowspan=3>", "<td colspan=2>", "</td>", "<ol>", "</ol>",
            "<li>", "<pre>", "</pre>", "<p>字", "<div hidden>", "</div>", "<script>"];
        let page: String = parts.iter().map(|part| tags[*part]).collect();
        let _ = read_text("a.html", page.as_bytes());
    }

    #[test]
    fn random_word_elements_never_panic(parts in vec(0_usize..14, 0..60)) {
        let names = ["p", "r", "t", "tbl", "tr", "tc", "pPr", "trPr", "del", "txbxContent", "sdt", "footnote", "Choice", "rPr"];
        // Opened in this order and closed in reverse, as well-formed XML is.
        let open: String = parts.iter().map(|part| format!("<w:{}>字", names[*part])).collect();
        let close: String = parts.iter().rev().map(|part| format!("</w:{}>", names[*part])).collect();
        let _ = read_text("a.docx", &docx(&(open + &close), &[]));
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
    }
}

#[test]
fn long_lines_and_many_lines_are_read_in_time() {
    within_seconds(20, "知识产权，".repeat(70_000).as_bytes(), "line.txt");
    within_seconds(20, "\n".repeat(1 << 20).as_bytes(), "empty.txt");
    within_seconds(20, "一\r".repeat(300_000).as_bytes(), "cr.txt");
    within_seconds(20, &vec![0x81; 1 << 20], "gb.txt");
}

#[test]
fn pages_made_to_stall_are_read_in_time() {
    for part in [
        "<",
        "<!--",
        "<a b=",
        "<p>",
        "&",
        "&#1;",
        "<td>",
        "</p>",
        "<script>",
        "<table><tr><td>一</table>",
        "\u{a0} ",
    ] {
        within_seconds(30, ("<html>".to_owned() + &part.repeat(200_000 / part.len())).as_bytes(), "a.html");
    }
    let attributes: String = (0..20_000).map(|number| format!("a{number}=b ")).collect();
    within_seconds(30, format!("<html><p {attributes}>一").as_bytes(), "a.html");
}

#[test]
fn documents_made_to_stall_are_read_in_time() {
    within_seconds(30, &docx(&p("一").repeat(20_000), &[]), "many.docx");
    within_seconds(30, &docx(&p(&"知识产权".repeat(100_000)), &[]), "long.docx");
    let attributes: String = (0..20_000).map(|number| format!("a{number}='b' ")).collect();
    within_seconds(30, &docx(&format!("<w:p {attributes}/>"), &[]), "attributes.docx");
    within_seconds(30, &docx(&("<w:r>".repeat(50_000) + &"</w:r>".repeat(50_000)), &[]), "deep.docx");
}
