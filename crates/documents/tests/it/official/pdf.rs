use documents::official::{self, Official};
use documents::{Faces, read_text};
use lopdf::{Document, Object};

use super::sample::{full_lines, notice, table, with_chart};
use crate::check::lines;
use crate::page::{Shown, operators, pages};

pub(super) fn printed(official: &Official) -> Vec<u8> {
    let printed = official::pdf(official, &Faces::built_in()).unwrap();
    assert_eq!(printed.notes, []);
    printed.pdf
}

/// Within a millimetre, as the standard has it.
#[track_caller]
fn near(what: &str, measured: f64, expected: f64) {
    assert!((measured - expected).abs() < 1.0, "{what}: {measured} mm instead of {expected} mm");
}

/// The upper and lower edges of characters of the body, from their base line; the sign is as wide as high.
fn upper(shown: &Shown) -> f64 {
    shown.down - 0.88 * shown.size * 25.4 / 72.0
}

fn lower(shown: &Shown) -> f64 {
    shown.down + 0.12 * shown.size * 25.4 / 72.0
}

#[test]
fn a_full_page_has_22_lines_of_28_characters_in_156_by_225_mm() {
    let pages = pages(&printed(&full_lines()));
    let lines: Vec<&Shown> = pages[1].iter().filter(|shown| shown.size == 16.0).collect();
    assert_eq!(lines.len(), 22);
    for line in &lines {
        assert_eq!(line.glyphs, 28);
        near("left margin", line.left, 28.0);
        near("right edge", line.right, 28.0 + 156.0);
    }
    near("top margin", upper(lines[0]), 37.0);
    near("lower edge", lower(lines[21]), 37.0 + 225.0);
}

#[test]
fn page_numbers_stand_7_mm_below_right_and_left_by_turns() {
    let pages = pages(&printed(&full_lines()));
    let number = |page: usize| pages[page].iter().rev().find(|shown| shown.size == 14.0).unwrap().clone();
    for page in 0..3 {
        near("distance from the text block", upper(&number(page)) - 262.0, 7.0);
    }
    assert!(number(0).left > 150.0 && number(2).left > 150.0);
    near("left of an even page", number(1).left, 28.0 + 14.0 * 25.4 / 72.0);
}

#[test]
fn the_head_and_the_foot_stand_where_the_standard_wants_them() {
    let pdf = printed(&notice());
    let pages = pages(&pdf);
    let mark = pages[0].iter().find(|shown| shown.size > 22.0).unwrap();
    near("sender mark below the upper edge of the text block", upper(mark) - 37.0, 35.0);
    assert!(mark.right < 28.0 + 156.0 && mark.left > 28.0);
    let title = pages[0].iter().find(|shown| shown.size == 22.0).unwrap();
    near("title in the middle", (title.left + title.right) / 2.0, 28.0 + 78.0);
    let foot = pages.last().unwrap().iter().filter(|shown| shown.size == 14.0).map(lower);
    // The page number is lower; what is above it is the foot.
    let foot = foot.filter(|lower| *lower < 263.0).fold(0.0, f64::max);
    near("foot at the end of the text block", foot, 259.5);
    let red = operators(&pdf, 1)
        .into_iter()
        .filter(|(operator, color)| operator == "SCN" && color[..] == [1.0, 0.0, 0.0]);
    assert_eq!(red.count(), 1, "one red rule");
}

#[test]
fn the_text_is_read_back_in_order() {
    let read = read_text("a.pdf", &printed(&notice())).unwrap();
    let expected = [
        "演示数据",
        "内部",
        "示例县知识产权办公室文件",
        "示知办发〔2026〕5号",
        "关于印发示例县知识产权工作要点的通知",
        "各街道办事处，各有关单位：",
        "现将工作要点印发给你们，请认真执行。",
        "一、总体要求",
        "（一）工作目标",
        "1.提升质量",
        "（1）培育高价值专利",
        "全年培育企业30家。",
        "按季度通报。",
        "（二）工作原则",
    ];
    // The numbers of pages stand between them.
    let text: Vec<String> = lines(&read).into_iter().filter(|line| !line.starts_with('—')).collect();
    let text: Vec<String> = text
        .into_iter()
        .enumerate()
        .filter(|(place, line)| *place == 0 || line != "演示数据")
        .map(|(_, line)| line)
        .collect();
    assert_eq!(text[..expected.len()], expected);
    let all = text.join("\n");
    let rest = [
        "二、重点任务",
        "（一）强化保护",
        "任务分解表",
        "序号|任务|数量",
        "1|任务1|100",
        "2|任务2|200",
        "附件：1.任务分解表",
        "2.指标表",
        "示例县知识产权办公室",
        "2026年3月5日",
        "（此件公开发布）",
        "抄送：示例县政府办，示例县政协办。",
    ];
    let mut from = 0;
    for part in rest {
        let found = all[from..].find(part);
        assert!(found.is_some(), "{part} is missing or out of order in\n{all}");
        from += found.unwrap_or(0);
    }
    assert!(all.contains("2026年3月6日印发"));
}

#[test]
fn the_file_is_an_archive_with_its_fonts_title_and_language() {
    let bytes = printed(&notice());
    let document = Document::load_mem(&bytes).unwrap();
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"zh-CN");
    let marked = catalog.get(b"MarkInfo").unwrap().as_dict().unwrap().get(b"Marked").unwrap();
    assert!(marked.as_bool().unwrap() && catalog.has(b"StructTreeRoot"));
    let metadata = catalog.get(b"Metadata").unwrap().as_reference().unwrap();
    let metadata = document.get_object(metadata).unwrap().as_stream().unwrap();
    let metadata = String::from_utf8_lossy(&metadata.content).into_owned();
    for wanted in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>B</pdfaid:conformance>",
        "2026-03-05",
        "示例县知识产权工作要点",
    ] {
        assert!(metadata.contains(wanted), "{wanted} is missing in {metadata}");
    }
    let dictionaries = || {
        document.objects.values().filter_map(|object| match object {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        })
    };
    let of_type = |name: &'static [u8]| dictionaries().filter(move |dictionary| dictionary.has_type(name));
    assert!(of_type(b"FontDescriptor").count() >= 3);
    assert!(of_type(b"FontDescriptor").all(|font| font.has(b"FontFile2") || font.has(b"FontFile3")));
    let pictures = dictionaries().filter(|dictionary| {
        dictionary.get(b"Subtype").is_ok_and(|kind| kind.as_name().unwrap() == b"Image")
    });
    assert_eq!(pictures.count(), 0, "nothing that could be a seal");
}

#[test]
fn the_header_of_a_table_is_on_every_page() {
    let mut official = full_lines();
    official.blocks = vec![official::Block::Table(table(100))];
    let read = read_text("a.pdf", &printed(&official)).unwrap();
    let text = lines(&read);
    let pages = pages(&printed(&official)).len();
    assert!(pages > 3);
    assert_eq!(text.iter().filter(|line| line.as_str() == "序号|任务|数量").count(), pages);
    assert!(text.iter().any(|line| line == "100|任务100|10000"));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(printed(&notice()), printed(&notice()));
}

#[test]
fn a_document_of_a_title_alone_is_one_page() {
    let official = Official { blocks: Vec::new(), ..full_lines() };
    assert_eq!(pages(&printed(&official)).len(), 1);
}

#[test]
fn what_is_attached_begins_a_page_and_a_chart_of_twenty_tasks_ends_on_it() {
    let pdf = printed(&with_chart(20));
    assert_eq!(pages(&pdf).len(), 2, "the text, and one page behind it");
    let text = lines(&read_text("a.pdf", &pdf).unwrap()).join("\n");
    for told in
        ["附件：一页概览", "各任务职责状态", "●达序时", "◇未到期或无数据", "1.20 加强知识产权工作<20>", "22"]
    {
        assert!(text.contains(told), "{told} is missing in\n{text}");
    }
    // Each piece that counts anything is filled and ruled, and so are the samples beside the names of the series.
    let filled = operators(&pdf, 2).into_iter().filter(|(operator, _)| operator == "B").count();
    assert_eq!(filled, 3 * 20 + 4);
    // The sign stands where there is room for it.
    assert!(text.contains("◇22") && !text.contains("▲1"), "{text}");
}

#[test]
fn a_chart_that_no_page_holds_or_that_counts_too_little_is_refused() {
    let mut official = with_chart(41);
    assert!(official::pdf(&official, &Faces::built_in()).is_err() && official::docx(&official).is_err());
    official = with_chart(2);
    let Some(official::Block::Chart(chart)) = official.attachments[0].blocks.last_mut() else {
        panic!("it ends so")
    };
    chart.bars[0].counts.pop();
    assert!(official::pdf(&official, &Faces::built_in()).is_err() && official::docx(&official).is_err());
}
