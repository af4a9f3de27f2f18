//! Small PDF files made here, for what the real ones do not show.

use documents::{Error, limits};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::check::{characters, check, codes, refused};

/// A document with these page contents, all with the same resources and page entries.
fn pdf(contents: &[&str], resources: Dictionary, entries: &Dictionary) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    write(&mut document, contents, resources, entries)
}

fn write(document: &mut Document, contents: &[&str], resources: Dictionary, entries: &Dictionary) -> Vec<u8> {
    let tree = document.new_object_id();
    let resources = document.add_object(resources);
    let mut kids = Vec::new();
    for content in contents {
        let content = document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
        let mut page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources };
        page.extend(entries);
        kids.push(Object::Reference(document.add_object(page)));
    }
    let count = i64::try_from(kids.len()).unwrap();
    let media = vec![0.into(), 0.into(), 600.into(), 800.into()];
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count, "MediaBox" => media };
    document.objects.insert(tree, pages.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// A font without a map of its own, in GBK, as old office programs embed by name.
fn chinese_fonts(map: &str) -> Dictionary {
    let below = dictionary! { "Type" => "Font", "Subtype" => "CIDFontType0", "BaseFont" => "SimSun" };
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "Encoding" => map, "DescendantFonts" => vec![below.into()],
    };
    dictionary! { "Font" => dictionary! { "F" => font } }
}

/// Shows a text at a place, in GBK and size 10.
fn at(x: u32, y: u32, text: &str) -> String {
    let (bytes, _, _) = encoding_rs::GBK.encode(text);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("BT /F 10 Tf 1 0 0 1 {x} {y} Tm <{hex}> Tj ET ")
}

fn check_page(content: &str, expected: &[&str]) {
    check("a.pdf", &pdf(&[content], chinese_fonts("GBK-EUC-H"), &Dictionary::new()), expected);
}

#[test]
fn text_in_a_chinese_encoding_is_read_in_order_of_place() {
    check_page(
        &(at(100, 500, "第二行") + &at(100, 600, "第一行") + &at(135, 499, "续2行")),
        &["第一行", "第二行续2行"],
    );
}

#[test]
fn gaps_are_columns_and_bold_by_drawing_twice_is_one() {
    check_page(&(at(100, 500, "甲乙") + &at(150, 500, "丙") + &at(100, 500, "甲乙")), &["甲乙|丙"]);
    check_page(&(at(100, 500, "甲") + &at(112, 500, "乙") + &at(124, 500, "丙")), &["甲乙丙"]);
}

#[test]
fn lines_that_the_width_broke_are_put_together() {
    let full = "知识产权强县建设实施方案".repeat(3);
    let flush = format!("{full}专利");
    let page = [
        at(100, 700, "一、总体目标"),
        at(120, 680, &full),
        at(100, 660, &flush),
        at(100, 640, "到此为止。"),
        at(100, 620, "二、重点任务"),
    ];
    let joined = format!("{full}{flush}到此为止。");
    check_page(&page.concat(), &["一、总体目标", &joined, "二、重点任务"]);
}

#[test]
fn a_frame_or_a_line_under_a_word_makes_no_table() {
    let text = at(100, 500, "一、总体目标") + &at(100, 480, "二、重点任务");
    check_page(
        &(text.clone() + "90 470 200 60 re S 100 498 60 0.5 re f "),
        &["一、总体目标", "二、重点任务"],
    );
    let drawing = "10 10 5 5 re S ".repeat(3000);
    check_page(&(text + &drawing), &["一、总体目标", "二、重点任务"]);
}

#[test]
fn a_turned_page_is_read_upright() {
    let content = "BT /F 10 Tf 0 1 -1 0 100 100 Tm <d2bb> Tj ET BT /F 10 Tf 0 1 -1 0 120 100 Tm <b6fe> Tj ET";
    let turned = dictionary! { "Rotate" => 90 };
    check("a.pdf", &pdf(&[content], chinese_fonts("GBK-EUC-H"), &turned), &["一", "二"]);
}

#[test]
fn pages_without_text_are_noted_and_fonts_without_characters_refused() {
    let page = at(100, 500, "一、总则");
    let bytes =
        pdf(&[&page, "BI /W 1 /H 1 /BPC 8 /CS /G ID X EI "], chinese_fonts("GBK-EUC-H"), &Dictionary::new());
    assert_eq!(codes(&check("a.pdf", &bytes, &["一、总则"])), ["pdf-picture-pages"]);
    assert_eq!(
        refused("a.pdf", &pdf(&[&page], chinese_fonts("Identity-H"), &Dictionary::new())),
        Error::NoCharacterMap
    );
    assert_eq!(refused("a.pdf", &pdf(&["q Q"], Dictionary::new(), &Dictionary::new())), Error::NoText);
}

#[test]
fn too_many_pages_are_refused() {
    let pages = vec!["q Q"; limits::PDF_PAGES_MAX + 1];
    assert!(matches!(
        refused("a.pdf", &pdf(&pages, Dictionary::new(), &Dictionary::new())),
        Error::TooMuch { .. }
    ));
}

#[test]
fn forms_that_draw_each_other_cannot_multiply() {
    let mut document = Document::with_version("1.7");
    let mut form: ObjectId =
        document.add_object(Stream::new(dictionary! { "Subtype" => "Form" }, b"q Q".to_vec()));
    for _ in 0..8 {
        let resources = dictionary! { "XObject" => dictionary! { "X" => form } };
        let entries = dictionary! { "Subtype" => "Form", "Resources" => resources };
        form = document.add_object(Stream::new(entries, b"/X Do ".repeat(30)));
    }
    let resources = dictionary! { "XObject" => dictionary! { "X" => form } };
    let bytes = write(&mut document, &["/X Do"], resources, &Dictionary::new());
    assert!(matches!(refused("a.pdf", &bytes), Error::TooMuch { .. }));
}

#[test]
fn pages_with_ten_thousand_characters_or_lines_are_read_whole() {
    let grid: String = (0..900).map(|step| format!("0 {step} 900 1 re {step} 0 1 900 re f ")).collect();
    let scattered: String = (0..10_000).map(|step| at(step * 7 % 600, step * 13 % 800, "一")).collect();
    let in_line: String = (0..10_000).map(|step| at(step % 600, 500, "一")).collect();
    for (name, content, expected) in [
        // What is printed again in one place or beside it, as for bold, is read once: 2400 places, 300 in the line.
        ("characters in a grid", grid + &scattered, Some(2_400)),
        ("characters in one line", in_line, Some(300)),
        ("states saved", "q ".repeat(100_000), None),
        ("lines", "0 0 m 9 9 l ".repeat(20_000), None),
    ] {
        let bytes = pdf(&[&content], chinese_fonts("GBK-EUC-H"), &Dictionary::new());
        assert_eq!(characters("a.pdf", &bytes), expected, "{name}");
    }
}
