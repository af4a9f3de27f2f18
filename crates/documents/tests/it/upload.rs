//! Files as people upload them, and as those do who mean harm.

use std::io::{Cursor, Write};

use documents::upload::{MediaType, sniff};
use documents::{Cell, CellKind, Column, Sheet, Workbook, limits, write_workbook};
use proptest::collection::vec;
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use crate::{check, fixtures};

const TYPES: &str = "[Content_Types].xml";

fn taken(name: &str, bytes: &[u8], expected: MediaType) {
    assert_eq!(sniff(bytes, name), Ok(expected), "{name}");
}

/// Refused with this code, and with a remedy in both languages.
fn refused(name: &str, bytes: &[u8], code: &str) {
    let problem = sniff(bytes, name).expect_err(name);
    assert_eq!(problem.code, code, "{name}");
    assert!(!problem.remedy.zh.is_empty() && !problem.remedy.en.is_empty());
}

fn xlsx() -> Vec<u8> {
    let sheet = Sheet {
        name: "表".to_owned(),
        columns: vec![Column::new("列", CellKind::Text)],
        rows: vec![vec![Cell::text("一")]],
        ..Sheet::default()
    };
    write_workbook(&Workbook { sheets: vec![sheet] }).unwrap()
}

/// An archive of parts of any bytes.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word document with one more part.
fn word_with(name: &str, content: &[u8]) -> Vec<u8> {
    packed(&[(TYPES, b"<Types/>"), ("word/document.xml", b"<w:document/>"), (name, content)])
}

fn png(width: u32, height: u32) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &width.to_be_bytes()[..], &height.to_be_bytes(), b"\x08\x06\0\0\0"]
        .concat()
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let head = b"\xff\xd8\xff\xe0\0\x04\0\0\xff\xff\xc0\0\x11\x08";
    [&head[..], &height.to_be_bytes(), &width.to_be_bytes(), b"\x03\xff\xd9"].concat()
}

fn webp(kind: &[u8], content: &[u8]) -> Vec<u8> {
    [b"RIFF\0\0\0\0WEBP", kind, b"\0\0\0\0", content].concat()
}

#[test]
fn what_people_upload_is_taken_for_what_it_is() {
    taken("方案.pdf", &fixtures::bytes("libreoffice.pdf"), MediaType::Pdf);
    taken("方案.PDF", &fixtures::bytes("chromium.pdf"), MediaType::Pdf);
    taken("方案.docx", &fixtures::bytes("word.docx"), MediaType::Docx);
    taken("方案.docx", &fixtures::bytes("libreoffice.docx"), MediaType::Docx);
    taken("台账.xlsx", &xlsx(), MediaType::Xlsx);
    taken("汇报.pptx", &packed(&[(TYPES, b"<Types/>"), ("ppt/presentation.xml", b"<p/>")]), MediaType::Pptx);
    taken("公文.ofd", &packed(&[("OFD.xml", b"<ofd/>")]), MediaType::Ofd);
    taken("材料.zip", &packed(&[("说明.txt", "一".as_bytes()), ("表/台账.xlsx", &xlsx())]), MediaType::Zip);
    taken("a.csv", "名称,数量\n湘绣,3\n".as_bytes(), MediaType::Csv);
    taken("a.txt", &fixtures::bytes("plan-gb18030.txt"), MediaType::Text);
    taken("a.txt", &fixtures::bytes("plan-utf16le.txt"), MediaType::Text);
    taken("a.md", b"# a\n", MediaType::Text);
    taken("a.csv", "MZ001,ID3\n".as_bytes(), MediaType::Csv);
    taken("a.txt", "ID3 编号\n#!".as_bytes(), MediaType::Text);
    taken("a.png", &png(640, 480), MediaType::Png);
    taken("a.JPG", &jpeg(640, 480), MediaType::Jpeg);
    taken("a.gif", b"GIF89a\x10\0\x10\0\0\0\0", MediaType::Gif);
    taken("a.webp", &webp(b"VP8X", b"\0\0\0\0\xff\0\0\xff\0\0"), MediaType::Webp);
    taken("a.webp", &webp(b"VP8L", b"\x2f\xff\x03\0\0"), MediaType::Webp);
    taken("a.webp", &webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a\x40\0\x40\0"), MediaType::Webp);
    taken("a.mp4", b"\0\0\0\x20ftypisom\0\0\0\0", MediaType::Mp4);
    taken("a.mov", b"\0\0\0\x14ftypqt  \0\0\0\0", MediaType::Mp4);
    taken("a.mp3", b"ID3\x04\0\0\0\0\0\0", MediaType::Mp3);
    taken("a.mp3", b"\xff\xfb\x90\x64\0\0", MediaType::Mp3);
    taken("a.wav", b"RIFF\0\0\0\0WAVEfmt ", MediaType::Wav);
    taken("没有扩展名", &fixtures::bytes("word.docx"), MediaType::Docx);
}

#[test]
fn a_file_is_what_its_name_says() {
    refused("a.png", &jpeg(10, 10), "upload-mismatch");
    refused("a.pdf", b"just text", "upload-mismatch");
    refused("a.docx", &xlsx(), "upload-mismatch");
    refused("a.docx", &packed(&[("a.txt", b"a")]), "upload-mismatch");
    refused("a.zip", &fixtures::bytes("word.docx"), "upload-mismatch");
    refused("a.jpg", &fixtures::bytes("libreoffice.pdf"), "upload-mismatch");
    refused("a.txt", &png(10, 10), "upload-mismatch");
    refused("a.xyz", b"text", "upload-mismatch");
    let problem = sniff(&jpeg(10, 10), "照片.png").unwrap_err();
    assert!(problem.remedy.zh.contains(".jpg") && problem.what.zh.contains("JPEG"), "{problem:?}");
    assert_eq!(problem.place.file.as_deref(), Some("照片.png"));
}

#[test]
fn programs_are_refused_whatever_they_are_called() {
    let programs: [&[u8]; 7] = [
        b"MZ\x90\0\x03",
        b"\x7fELF\x02\x01",
        b"\xcf\xfa\xed\xfe\x07",
        b"\xca\xfe\xba\xbe\0\0",
        b"\0asm\x01\0\0\0",
        b"#!/bin/sh\nrm -rf /",
        b"L\0\0\0\x01\x14\x02\0\0",
    ];
    for bytes in programs {
        for name in ["a.exe", "a.pdf", "a.txt", "a", "a.docx"] {
            refused(name, bytes, "upload-program");
        }
        refused("a.zip", &packed(&[("a.txt", bytes)]), "upload-program");
    }
    for name in ["a.exe", "报告.pdf.exe", "a.BAT", "a.js", "a.lnk", "a.apk", "a.exe. .", "a.ps1"] {
        refused(name, b"text", "upload-program");
        refused("a.zip", &packed(&[(name, b"text")]), "upload-program");
    }
    refused("a.zip", &packed(&[("META-INF/MANIFEST.MF", b"a")]), "upload-program");
}

#[test]
fn what_runs_scripts_is_refused() {
    for (name, bytes) in [
        ("a.html", &b"<p>a"[..]),
        ("a.svg", b"<svg/>"),
        ("a.xml", b"<a/>"),
        ("a.txt", b"<!DOCTYPE html><script>"),
        ("a.txt", b"\xef\xbb\xbf <svg onload=a>"),
        ("a.csv", b"<script>a</script>"),
        ("a.txt", b"<?xml version='1.0'?><svg/>"),
        ("a.mht", b"MIME-Version: 1.0"),
    ] {
        refused(name, bytes, "upload-active-content");
    }
}

#[test]
fn macros_are_refused_in_every_disguise() {
    for name in ["a.docm", "a.xlsm", "a.pptm", "a.xlsb", "a.dotm"] {
        refused(name, &xlsx(), "upload-macros");
    }
    refused("a.docx", &word_with("word/vbaProject.bin", b"a"), "upload-macros");
    refused("a.docx", &word_with("WORD/VBAPROJECT.BIN", b"a"), "upload-macros");
    refused("a.docx", &word_with("word/activeX/activeX1.bin", b"a"), "upload-macros");
    refused("a.docx", &word_with("word/embeddings/a.bin", b"MZ\x90\0"), "upload-macros");
    let declared =
        b"<Types><Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>";
    refused("a.docx", &packed(&[(TYPES, declared), ("word/document.xml", b"")]), "upload-macros");
    let sheets = [(TYPES, &b"<Types/>"[..]), ("xl/workbook.xml", b""), ("xl/macrosheets/sheet1.xml", b"")];
    refused("a.xlsx", &packed(&sheets), "upload-macros");
    refused("a.xlsx", &packed(&[(TYPES, b"<Types/>"), ("xl/workbook.bin", b"")]), "upload-macros");
    let template = |target: &str| {
        let relation = format!(
            "<Relationships><Relationship Type='http://a/attachedTemplate' Target='{target}' TargetMode='External'/></Relationships>"
        );
        word_with("word/_rels/settings.xml.rels", relation.as_bytes())
    };
    refused("a.docx", &template("https://example.invalid/a.dotm"), "upload-macros");
    refused("a.docx", &template("\\\\host\\a.dotm"), "upload-macros");
    taken("a.docx", &template("file:///C:\\Templates\\Normal.dotx"), MediaType::Docx);
    let inside = packed(&[("a.docx", &word_with("word/vbaProject.bin", b"a"))]);
    refused("a.zip", &inside, "upload-macros");
}

#[test]
fn archives_that_do_harm_are_refused() {
    let zeros = vec![0; 16 << 20];
    refused("a.zip", &packed(&[("a.txt", &zeros)]), "upload-bomb");
    refused("a.docx", &word_with("word/media/a.bin", &zeros), "upload-bomb");
    let many: Vec<String> = (0..=limits::ARCHIVE_ENTRIES_MAX).map(|number| number.to_string()).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    refused("a.zip", &packed(&many), "upload-bomb");
    let inner = packed(&[("a.txt", b"a")]);
    refused("a.zip", &packed(&[("b.zip", &inner)]), "upload-nested-archive");
    refused("a.zip", &packed(&[("b.txt", &inner)]), "upload-nested-archive");
    refused("a.zip", &packed(&[("b.docx", &inner)]), "upload-nested-archive");
    refused("a.zip", &packed(&[("b.rar", b"Rar!\x1a\x07")]), "upload-nested-archive");
    for path in ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:\\a.txt"] {
        refused("a.zip", &packed(&[(path, b"a")]), "upload-archive-path");
    }
    let mut link = zip::ZipWriter::new(Cursor::new(Vec::new()));
    link.add_symlink("a.txt", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    refused("a.zip", &link.finish().unwrap().into_inner(), "upload-archive-path");
}

#[test]
fn protected_old_and_broken_files_are_refused() {
    let mut zip = packed(&[("a.txt", b"a")]);
    // The flag of encryption in the local and in the central header.
    for (place, mark) in [(6, &b"PK\x03\x04"[..]), (8, b"PK\x01\x02")] {
        let header = zip.windows(4).position(|window| window == mark).unwrap();
        zip[header + place] |= 1;
    }
    refused("a.zip", &zip, "upload-protected");
    let ole = |stream: &str| -> Vec<u8> {
        let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied().chain([0; 500]).chain(name).collect()
    };
    refused("a.docx", &ole("EncryptedPackage"), "upload-protected");
    refused("a.doc", &ole("WordDocument"), "upload-old-office");
    refused("a.xlsx", &ole("Workbook"), "upload-old-office");
    refused("a.pdf", &fixtures::bytes("libreoffice.pdf")[..2000], "upload-damaged");
    let docx = fixtures::bytes("word.docx");
    refused("a.docx", &docx[..docx.len() / 2], "upload-damaged");
    refused("a.docx", &check::archive(&[("word/document.xml", "")]), "upload-damaged");
    refused("a.png", b"\x89PNG\r\n\x1a\n", "upload-damaged");
    refused("a.jpg", b"\xff\xd8\xff\xda\0\x02", "upload-damaged");
    refused("a.png", &png(0, 10), "upload-damaged");
    refused("a.bin", b"\x01\x02\0\x03\0\0\0\0\0", "upload-unknown-type");
    refused("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "upload-unknown-type");
    refused(
        "a.odt",
        &packed(&[("mimetype", b"application/vnd.oasis"), ("content.xml", b"")]),
        "upload-unknown-type",
    );
    refused("a.txt", b"", "upload-empty");
}

#[test]
fn size_is_limited_by_type() {
    refused("a.png", &png(100_000, 100_000), "upload-picture-too-large");
    refused("a.jpg", &jpeg(65_535, 65_535), "upload-picture-too-large");
    let mut long = png(10, 10);
    long.resize(limits::UPLOADED_PICTURE_BYTES_MAX + 1, 0);
    refused("a.png", &long, "upload-too-large");
}

#[test]
fn names_that_deceive_are_refused() {
    for name in [
        "",
        " ",
        "../a.txt",
        "a\\b.txt",
        "a\0.txt",
        "a\u{202e}fdp.txt",
        "a\n.txt",
        "a\u{200b}.txt",
        &"长".repeat(100),
    ] {
        refused(name, b"text", "upload-name");
    }
    taken(".txt", b"text", MediaType::Text);
    taken("附件（1）.最终版.txt", b"text", MediaType::Text);
}

#[test]
fn every_type_has_a_mime_type_and_an_extension_of_its_own() {
    let extensions: Vec<&str> = MediaType::ALL.iter().flat_map(|media| media.extensions()).copied().collect();
    let mut unique = extensions.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), extensions.len());
    assert!(
        MediaType::ALL
            .iter()
            .all(|media| media.mime().contains('/') && media.bytes_max() <= limits::UPLOADED_BYTES_MAX)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..300), head in 0_usize..10, name in "\\PC{0,12}") {
        let heads: [&[u8]; 10] = [
            b"", b"%PDF-1.7", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"\0\0\0\x20ftyp", b"ID3",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ];
        let _ = sniff(&[heads[head], &bytes].concat(), &name);
    }

    #[test]
    fn damaged_archives_never_panic(flips in vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = xlsx();
        for (place, value) in flips {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        let _ = sniff(&bytes, "a.xlsx");
    }
}
