use documents::official::{self, Block, Official};
use documents::{Faces, read_text};
use jiff::civil::date;

/// A built-in face under another name, as an operator's licensed one would be.
fn renamed(family: &str) -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/qiangxian-hei.otf");
    let mut font = std::fs::read(path).unwrap();
    let number = |font: &[u8], place: usize| usize::from(u16::from_be_bytes([font[place], font[place + 1]]));
    // The directory of tables: tag, checksum, offset, length, each of four bytes.
    let entry = (12..).step_by(16).find(|entry| font[*entry..].starts_with(b"name")).unwrap();
    let table = number(&font, entry + 8) << 16 | number(&font, entry + 10);
    let (count, strings) = (number(&font, table + 2), table + number(&font, table + 4));
    let name: Vec<u8> = family.encode_utf16().flat_map(u16::to_be_bytes).collect();
    // The names: platform, encoding, language, which name, length, offset.
    for record in (0..count).map(|place| table + 6 + 12 * place) {
        if matches!(number(&font, record + 6), 1 | 4) {
            let start = strings + number(&font, record + 10);
            assert!(number(&font, record + 8) >= name.len());
            font[start..start + name.len()].copy_from_slice(&name);
            font[record + 8..record + 10].copy_from_slice(&(name.len() as u16).to_be_bytes());
        }
    }
    font
}

fn fonts(faces: &Faces) -> String {
    let official = Official {
        title: "题".to_owned(),
        sender_mark: None,
        number: None,
        security: None,
        mark: None,
        recipients: Vec::new(),
        blocks: vec![Block::paragraph("正文".to_owned())],
        attachments: Vec::new(),
        signers: Vec::new(),
        date: date(2026, 3, 5),
        remark: None,
        imprint: None,
    };
    let printed = official::pdf(&official, faces).unwrap();
    assert!(read_text("a.pdf", &printed.pdf).unwrap().lines.iter().any(|line| line.text == "正文"));
    String::from_utf8_lossy(&printed.pdf).into_owned()
}

#[test]
fn the_faces_in_the_binary_are_enough() {
    assert_eq!(Faces::built_in().families(), ["Qiangxian Fang", "Qiangxian Song", "Qiangxian Hei"]);
    assert!(fonts(&Faces::built_in()).contains("QiangxianFang"));
}

#[test]
fn bytes_that_are_no_font_are_passed_over() {
    let faces = Faces::with(vec![b"no font".to_vec(), Vec::new(), vec![0; 1000]]);
    assert_eq!(faces.families().len(), 3);
}

#[test]
fn a_face_of_the_operator_comes_first() {
    let faces = Faces::with(vec![renamed("FangSong")]);
    assert_eq!(faces.families()[0], "FangSong");
    assert!(!fonts(&faces).contains("QiangxianFang"));
}

#[test]
fn every_standard_character_has_a_glyph() {
    // Level-one and level-two characters of GB 2312 with its signs.
    let rows = (0xA1..=0xF7_u8).flat_map(|first| (0xA1..=0xFE_u8).map(move |second| [first, second]));
    let text: String = rows.map(|bytes| encoding_rs::GBK.decode(&bytes).0.into_owned()).collect();
    let text: String =
        text.chars().filter(|c| *c != '\u{fffd}' && !('\u{e000}'..='\u{f8ff}').contains(c)).collect();
    assert!(text.chars().count() > 7000);
    let blocks = vec![Block::paragraph(text)];
    let official = Official {
        title: "题".to_owned(),
        sender_mark: None,
        number: None,
        security: None,
        mark: None,
        recipients: Vec::new(),
        blocks,
        attachments: Vec::new(),
        signers: Vec::new(),
        date: date(2026, 3, 5),
        remark: None,
        imprint: None,
    };
    assert_eq!(official::pdf(&official, &Faces::built_in()).unwrap().notes, []);
}
