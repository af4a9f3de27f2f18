use documents::official::{self, Block, Figure, Level, Official, Piece};
use documents::{Error, Faces, Table, TableColumn, limits, read_text};
use proptest::collection::vec;
use proptest::prelude::*;

use super::sample::{full_lines, notice, table, with_chart};

fn body(blocks: Vec<Block>) -> Official {
    Official { blocks, ..full_lines() }
}

#[test]
fn characters_no_face_has_are_marked_and_told() {
    let texts = ["𠀀𠀁", "مرحبا", "हिन्दी", "😀", "汉字"].map(str::to_owned);
    let printed = official::pdf(&body(texts.map(Block::paragraph).to_vec()), &Faces::built_in()).unwrap();
    let [note] = printed.notes.as_slice() else { panic!("one note for all") };
    assert_eq!(note.code, "missing-glyph");
    assert!(note.what.zh.contains("U+20000") && note.remedy.zh.contains("字体"), "{}", note.what.zh);
    let text = read_text("a.pdf", &printed.pdf).unwrap();
    assert!(text.lines.iter().any(|line| line.text == "〓〓"));
    assert!(text.lines.iter().any(|line| line.text == "汉字"));
}

#[test]
fn what_cannot_be_seen_is_left_out() {
    let text = "甲\u{0}\u{7}\u{1b}\u{200b}\u{202e}\u{feff}\u{fe0f}\u{e0041}乙\tb\u{85}c";
    let printed = official::pdf(&body(vec![Block::paragraph(text.to_owned())]), &Faces::built_in()).unwrap();
    assert_eq!(printed.notes, []);
    let read = read_text("a.pdf", &printed.pdf).unwrap();
    assert!(read.lines.iter().any(|line| line.text == "甲乙 b c"), "{:?}", read.lines);
}

#[test]
fn no_text_is_taken_for_a_template() {
    for text in ["#pagebreak()", "$x$ *a* _b_ = 一", "#read(\"data.json\")", "<heading> @a `b` \\ #"] {
        let printed =
            official::pdf(&body(vec![Block::paragraph(text.to_owned())]), &Faces::built_in()).unwrap();
        let read = read_text("a.pdf", &printed.pdf).unwrap();
        assert!(read.lines.iter().any(|line| line.text == text), "{text}: {:?}", read.lines);
    }
}

#[test]
fn long_words_stay_on_the_page() {
    let word = "ZL2024".repeat(200);
    let narrow = Table {
        columns: (0..12).map(|number| TableColumn::new(format!("第{number}列"), 1)).collect(),
        rows: vec![vec![word.clone(); 12]],
        ..Table::default()
    };
    let official = body(vec![Block::paragraph(word), Block::Table(narrow)]);
    let printed = official::pdf(&official, &Faces::built_in()).unwrap();
    for shown in crate::page::pages(&printed.pdf).into_iter().flatten() {
        assert!(shown.left < 28.0 + 156.0, "{shown:?} begins beyond the text block");
    }
}

#[test]
fn a_table_of_ten_thousand_rows_is_printed() {
    let rows = (1..=10_000).map(|number| vec![format!("第{number}行")]).collect();
    let table = Table { columns: vec![TableColumn::new("列", 1)], rows, ..Table::default() };
    let official = body(vec![Block::Table(table)]);
    let printed = official::pdf(&official, &Faces::built_in()).unwrap();
    let pages = lopdf::Document::load_mem(&printed.pdf).unwrap().get_pages().len();
    assert!(pages > 200, "{pages}");
    let read = read_text("a.docx", &official::docx(&official).unwrap()).unwrap();
    assert!(read.lines.iter().any(|line| line.text == "第10000行"));
}

#[test]
fn what_no_page_holds_is_refused() {
    let refused =
        |table: Table| official::pdf(&body(vec![Block::Table(table)]), &Faces::built_in()).unwrap_err();
    let columns = |count| vec![TableColumn::new("列", 1); count];
    assert!(matches!(refused(Table::default()), Error::Layout { .. }));
    let rows = vec![vec![String::new(); 2]];
    assert!(matches!(refused(Table { columns: columns(1), rows, ..Table::default() }), Error::Layout { .. }));
    let columns_max = limits::PRINTED_COLUMNS_MAX;
    assert!(matches!(
        refused(Table { columns: columns(columns_max + 1), ..Table::default() }),
        Error::TooLong { .. }
    ));
    let rows = vec![Vec::new(); limits::PRINTED_CELLS_MAX + 1];
    assert!(matches!(
        refused(Table { columns: columns(1), rows, ..Table::default() }),
        Error::TooLong { .. }
    ));
    let blocks = vec![Block::paragraph(String::new()); limits::PRINTED_BLOCKS_MAX + 1];
    let error = official::docx(&body(blocks)).unwrap_err();
    assert!(matches!(error, Error::TooLong { .. }));
    assert!(error.to_problem("a.docx").remedy.zh.contains("Excel"));
}

#[test]
fn empty_texts_are_as_if_they_were_not_there() {
    let nothing = || Some("\u{200b} ".to_owned());
    let empty = Official {
        sender_mark: nothing(),
        security: nothing(),
        mark: nothing(),
        remark: nothing(),
        ..notice()
    };
    let absent = Official { sender_mark: None, security: None, mark: None, remark: None, ..notice() };
    let pdf = |official: &Official| official::pdf(official, &Faces::built_in()).unwrap().pdf;
    assert_eq!(pdf(&empty), pdf(&absent));
    assert_eq!(official::docx(&empty).unwrap(), official::docx(&absent).unwrap());
    let bare = Official {
        title: String::new(),
        recipients: vec![String::new()],
        signers: vec![String::new()],
        ..empty
    };
    assert!(official::pdf(&bare, &Faces::built_in()).is_ok() && official::docx(&bare).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(texts in vec("\\PC{0,40}|[\\x00-\\x7f]{0,200}|.{0,20}", 8)) {
        let [title, mark, recipient, heading, paragraph, cell, signer, copy] = <[String; 8]>::try_from(texts).unwrap();
        let mut official = notice();
        official.title = title;
        official.sender_mark = Some(mark.clone());
        official.mark = Some(mark);
        official.recipients = vec![recipient];
        official.signers = vec![signer];
        let mut attached = with_chart(1).attachments;
        let Some(Block::Chart(chart)) = attached[0].blocks.last_mut() else { panic!("it ends so") };
        (chart.title, chart.series[0].title, chart.bars[0].title) = (copy.clone(), copy.clone(), copy.clone());
        attached[0].title = copy;
        official.attachments = attached;
        let mut table = table(1);
        table.rows[0][1] = cell;
        official.blocks = vec![
            Block::Heading(Level::Second, heading),
            Block::paragraph(&paragraph),
            Block::Paragraph(Figure::new("a", &paragraph, &format!("1{paragraph}")).map(Piece::Figure).into_iter().collect()),
            Block::Table(table),
        ];
        prop_assert_eq!(official::pdf(&official, &Faces::built_in()).map(drop), Ok(()));
        let figures = official::figures(&official::docx(&official).unwrap()).unwrap().unwrap();
        // A line break begins a new line of the document; nothing else makes it look as if somebody had changed it.
        prop_assert!(figures.found.iter().all(|found| !found.is_changed()), "{:?}", figures);
    }
}
