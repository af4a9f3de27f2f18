use documents::{Encoding, Error, Format, read_text};

use crate::check::{check, codes, refused};

#[test]
fn lines_are_left_as_they_are() {
    let text = "  一、总则  \r\n\r\n\u{3000}正文\t表\n——目标\u{a0}\n";
    let document =
        check("plan.txt", text.as_bytes(), &["  一、总则  ", "", "\u{3000}正文|表", "——目标\u{a0}"]);
    assert_eq!(document.lines[3].number, 4);
    assert_eq!((document.format, document.encoding), (Format::Text, Some(Encoding::Utf8)));
    assert_eq!(document.notes, []);
}

#[test]
fn the_name_tells_markdown_from_text_and_nothing_else() {
    assert_eq!(read_text("plan.md", b"# a").unwrap().format, Format::Markdown);
    assert_eq!(read_text("plan.docx", b"# a").unwrap().format, Format::Text);
    assert_eq!(read_text("plan.txt", b"<!DOCTYPE html><p>a").unwrap().format, Format::Html);
}

#[test]
fn byte_order_marks_are_dropped() {
    let wide: Vec<u8> = "\u{feff}方案\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(check("a.txt", &wide, &["方案"]).encoding, Some(Encoding::Utf16Be));
    check("a.txt", "\u{feff}方案".as_bytes(), &["方案"]);
}

#[test]
fn a_damaged_byte_is_noted_with_its_line_and_not_taken_for_gb18030() {
    let mut bytes = "一、总体目标\n每万人口高价值发明专利拥有量\n二、重点任务\n".as_bytes().to_vec();
    bytes[25] = 0xff;
    let document = read_text("a.txt", &bytes).unwrap();
    assert_eq!(document.encoding, Some(Encoding::Utf8));
    assert_eq!(codes(&document), ["undecodable-characters"]);
    assert_eq!(document.notes[0].place.line, Some(2));
    assert!(document.lines[1].text.contains('\u{fffd}'));
}

#[test]
fn many_damaged_lines_end_in_one_note() {
    let text = "坏\u{fffd}字多多多多多多多多多多多\n".repeat(50);
    let document = read_text("a.txt", text.as_bytes()).unwrap();
    assert_eq!(document.notes.len(), 21);
    assert!(document.notes[20].what.zh.contains("30"));
}

#[test]
fn control_and_private_characters_are_noted_and_kept() {
    let document = check("a.txt", "一\u{7}、总则\n二\u{e123}".as_bytes(), &["一\u{7}、总则", "二\u{e123}"]);
    assert_eq!(codes(&document), ["control-characters", "private-characters"]);
}

#[test]
fn text_in_another_encoding_is_refused_or_noted() {
    // Traditional Chinese in Big5 decodes as GB18030, but to nothing anybody writes.
    let (big5, _, _) = encoding_rs::BIG5.encode("智慧財產權強縣建設實施方案，總體目標，重點任務，保障措施");
    match read_text("a.txt", &big5) {
        Ok(document) => assert_eq!(codes(&document).first(), Some(&"encoding-doubtful")),
        Err(error) => assert!(matches!(error, Error::UnknownEncoding { .. })),
    }
    assert!(matches!(refused("a.txt", &[0xff; 100]), Error::UnknownEncoding { .. }));
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    assert_eq!(refused("a.txt", b""), Error::Empty);
    assert_eq!(refused("a.txt", "\u{feff}".as_bytes()), Error::Empty);
    assert_eq!(refused("a.txt", b"ab\0\0\x01\x02"), Error::Unknown);
}
