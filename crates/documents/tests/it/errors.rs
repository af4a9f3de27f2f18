use documents::{Error, ForeignFormat, limits};

use crate::check::refused;

fn ole(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.extend([0; 600]);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

#[test]
fn formats_we_do_not_read_name_the_way_out() {
    let cases: [(&str, Vec<u8>, ForeignFormat, &str); 8] = [
        ("a.doc", ole("WordDocument"), ForeignFormat::OldOffice, ".docx"),
        ("a.wps", ole("WpsContents"), ForeignFormat::OldOffice, ".docx"),
        ("a.xls", ole("Workbook"), ForeignFormat::Spreadsheet, ".docx"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), ForeignFormat::Picture, "OCR"),
        ("a.txt", b"Rar!\x1a\x07".to_vec(), ForeignFormat::Archive, "解压"),
        ("a.xml", b"<?xml version='1.0'?><w:wordDocument/>".to_vec(), ForeignFormat::Markup, ".docx"),
        (
            "a.mht",
            b"MIME-Version: 1.0\nContent-Type: multipart/related".to_vec(),
            ForeignFormat::Markup,
            ".docx",
        ),
        ("a.rtf", b"{\\rtf1 a}".to_vec(), ForeignFormat::RichText, ".docx"),
    ];
    for (name, bytes, format, remedy) in cases {
        let error = refused(name, &bytes);
        assert_eq!(error, Error::Foreign(format));
        let problem = error.to_problem(name);
        assert_eq!((problem.code.as_str(), problem.place.file.as_deref()), ("format-not-read", Some(name)));
        assert!(problem.remedy.zh.contains(remedy), "{name}: {}", problem.remedy.zh);
    }
    assert_eq!(refused("a.docx", &ole("EncryptedPackage")), Error::Encrypted);
}

#[test]
fn a_file_that_is_too_large_is_not_looked_at() {
    let error = refused("a.txt", &vec![b'a'; limits::FILE_BYTES_MAX + 1]);
    assert_eq!(error, Error::FileTooLarge { bytes: limits::FILE_BYTES_MAX + 1 });
}

#[test]
fn a_broken_pdf_is_damaged() {
    assert!(matches!(refused("a.pdf", b"%PDF-1.7\nnothing"), Error::Damaged { .. }));
}
