//! Figures: made as fields, edited as Word and others edit them, read back.

use std::io::{Cursor, Read};

use documents::official::{self, Block, Figure, Figures, Level, Official, Piece};
use documents::{Error, Faces, Table, TableColumn, limits, read_text};
use jiff::civil::date;
use zip::ZipArchive;

use super::sample::full_lines;
use crate::check::{archive, docx, lines, p};

fn figure(id: &str, title: &str, value: usize) -> Figure {
    Figure::new(id, title, &value.to_string()).unwrap()
}

fn words(text: &str) -> Piece {
    Piece::Words(text.to_owned())
}

/// 演示数据: a briefing that says how many duties are late twice, and once in a table.
pub(super) fn briefing() -> Official {
    let late = || figure("lights.red", "红灯", 12);
    let mut table = Table {
        columns: vec![TableColumn::new("单位", 1), TableColumn::new("滞后", 1)],
        rows: vec![vec!["示例街道".to_owned(), "12".to_owned()]],
        ..Table::default()
    };
    table.figures.insert((0, 1), late());
    let total = Piece::Figure(figure("total", "全部职责", 172));
    Official {
        title: "示例县三季度通报".to_owned(),
        blocks: vec![
            Block::Heading(Level::First, "职责状态".to_owned()),
            Block::Paragraph(vec![
                words("全部"),
                total,
                words("项职责，滞后"),
                Piece::Figure(late()),
                words("项。\n请"),
                Piece::Figure(late()),
                words("项的牵头单位到会说明。"),
            ]),
            Block::Table(table),
        ],
        ..full_lines()
    }
}

/// The parts of an archive, one of them changed.
fn edited(bytes: &[u8], part: &str, edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let (name, mut text) = (entry.name().unwrap().into_owned(), String::new());
        entry.read_to_string(&mut text).unwrap();
        let text = if name == part { edit(&text) } else { text };
        parts.push((name, text));
    }
    archive(&parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

fn read(bytes: &[u8]) -> Figures {
    official::figures(bytes).unwrap().unwrap()
}

/// What the document says of how many are late, and whether that was changed.
fn late(bytes: &[u8]) -> (Vec<String>, bool) {
    let found = read(bytes).found.into_iter().find(|found| found.id == "lights.red").unwrap();
    (found.present.clone(), found.is_changed())
}

const DOCUMENT: &str = "word/document.xml";

#[test]
fn figures_are_read_back_as_they_were_counted() {
    let figures = read(&official::docx(&briefing()).unwrap());
    assert_eq!((figures.document.as_str(), figures.made), ("示例县三季度通报", Some(date(2026, 3, 5))));
    let told: Vec<(&str, &str, &str, Vec<&str>)> = figures
        .found
        .iter()
        .map(|it| (&*it.id, &*it.title, &*it.counted, it.present.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(told, [("total", "全部职责", "172", vec!["172"]), ("lights.red", "红灯", "12", vec!["12"]),]);
    assert!(figures.found.iter().all(|found| !found.is_changed()));
}

#[test]
fn the_text_is_the_same_to_edit_and_to_print() {
    let expected = [
        "一、职责状态",
        "全部172项职责，滞后12项。",
        "请12项的牵头单位到会说明。",
        "单位|滞后",
        "示例街道|12",
    ];
    let docx = read_text("a.docx", &official::docx(&briefing()).unwrap()).unwrap();
    let pdf = official::pdf(&briefing(), &Faces::built_in()).unwrap();
    let pdf = read_text("a.pdf", &pdf.pdf).unwrap();
    for read in [docx, pdf] {
        let text: Vec<String> = lines(&read).iter().map(|line| line.trim().to_owned()).collect();
        assert!(text.windows(expected.len()).any(|window| window == expected), "{text:#?}");
    }
}

#[test]
fn every_place_is_bound_to_the_one_figure() {
    let bytes = official::docx(&briefing()).unwrap();
    let mut zip = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let document = part(DOCUMENT);
    assert_eq!(document.matches("f:figure[f:id='lights.red']").count(), 3);
    let store = document.split("w:storeItemID=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(part("customXml/itemProps1.xml").contains(store));
    assert_eq!(part("customXml/item1.xml").matches("<id>lights.red</id>").count(), 1);
    assert!(part("word/_rels/document.xml.rels").contains("../customXml/item1.xml"));
}

#[test]
fn what_was_changed_by_hand_is_told() {
    let made = official::docx(&briefing()).unwrap();
    let change = |from: &str, to: &str| edited(&made, DOCUMENT, |text| text.replace(from, to));
    let at_all = change(">12<", ">11<");
    assert_eq!(late(&at_all), (vec!["11".to_owned()], true));
    assert_eq!(read(&at_all).found[1].counted, "12");
    assert!(!read(&at_all).found[0].is_changed());
    let at_one = edited(&made, DOCUMENT, |text| text.replacen(">12<", ">11<", 1));
    assert_eq!(late(&at_one), (vec!["11".to_owned(), "12".to_owned()], true));
    let untagged = change("<w:tag w:val=\"lights.red\"/>", "");
    assert_eq!(late(&untagged), (vec!["12".to_owned()], false), "what it is bound to says it as well");
    let typed_over = edited(&made, DOCUMENT, |text| {
        text.replace("<w:tag w:val=\"lights.red\"/>", "").replace("f:id='lights.red'", "f:id='other'")
    });
    assert_eq!(late(&typed_over), (Vec::new(), true));
    let emptied = change("<w:tag w:val=\"lights.red\"/>", "<w:tag w:val=\"lights.red\"/><w:showingPlcHdr/>");
    assert_eq!(late(&emptied), (vec![String::new()], true));
    // Tracked changes count as accepted.
    let run = |text: &str| format!(r#"<w:r><w:t>{text}</w:t></w:r>"#);
    let tracked = format!(
        "<w:del w:id=\"1\">{}</w:del><w:ins w:id=\"2\">{}</w:ins>",
        run("12").replace("w:t>", "w:delText>"),
        run("10")
    );
    let tracked = change(r#"<w:r><w:rPr></w:rPr><w:t xml:space="preserve">12</w:t></w:r>"#, &tracked);
    assert_eq!(late(&tracked), (vec!["10".to_owned()], true));
    // Blanks around it and pieces of it change nothing.
    let pieces = change(">12</w:t></w:r>", "> 1</w:t></w:r><w:r><w:t xml:space=\"preserve\">2 </w:t></w:r>");
    assert_eq!(late(&pieces), (vec!["12".to_owned()], false));
}

#[test]
fn the_part_is_found_beside_others_and_under_any_prefix() {
    let made = official::docx(&briefing()).unwrap();
    let renamed = edited(&made, "customXml/item1.xml", |text| {
        let text = text.replace("</", "<\u{1}").replace('<', "<ns0:").replace("<ns0:\u{1}", "</ns0:");
        text.replace("<ns0:?", "<?").replace("xmlns=", "xmlns:ns0=")
    });
    assert_eq!(read(&renamed), read(&made));
    let others = edited(&made, "word/_rels/document.xml.rels", |text| {
        let other = r#"<Relationship Id="x" Type="x/customXml" Target="settings.xml"/><Relationship Id="y" Type="x/customXml" Target="../none.xml"/>"#;
        text.replacen("<Relationship ", &format!("{other}<Relationship "), 1)
    });
    assert_eq!(read(&others), read(&made));
}

#[test]
fn other_documents_have_no_figures() {
    let none = |bytes: &[u8]| official::figures(bytes);
    assert_eq!(none(&docx(&p("12"), &[])), Ok(None));
    assert_eq!(none(&official::docx(&full_lines()).unwrap()), Ok(None));
    assert!(matches!(none(b"12"), Err(Error::Damaged { .. })));
    assert!(matches!(none(&archive(&[("xl/workbook.xml", "")])), Err(Error::Foreign(_))));
}

#[test]
fn a_figure_has_one_value_and_an_id_that_fits() {
    for id in ["", "红灯", "a b", "a'b", &"a".repeat(limits::FIGURE_ID_BYTES_MAX + 1)] {
        assert_eq!(Figure::new(id, "红灯", "1"), None, "{id}");
    }
    let two = [figure("a", "红灯", 1), figure("a", "红灯", 2)].map(Piece::Figure).to_vec();
    let two = Official { blocks: vec![Block::Paragraph(two)], ..full_lines() };
    assert!(matches!(official::docx(&two), Err(Error::Layout { .. })));
    let many = |number| Piece::Figure(figure(&format!("n{number}"), "数", number));
    let many = (0..=limits::FIGURES_MAX).map(many).collect();
    let many = Official { blocks: vec![Block::Paragraph(many)], ..full_lines() };
    assert!(matches!(official::docx(&many), Err(Error::TooLong { .. })));
}
