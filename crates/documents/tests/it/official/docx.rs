use std::io::{Cursor, Read};

use documents::official::{self, Block, Official};
use documents::read_text;
use zip::ZipArchive;

use super::figures::briefing;
use super::sample::{notice, table, with_chart};
use crate::check::lines;

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_text_is_read_back_in_order() {
    let read = read_text("a.docx", &official::docx(&notice()).unwrap()).unwrap();
    assert_eq!(
        lines(&read).iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect::<Vec<_>>(),
        [
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
            "示例县知识产权办公室|2026年3月6日印发",
        ]
    );
}

#[test]
fn the_page_is_that_of_the_standard() {
    let bytes = official::docx(&notice()).unwrap();
    let document = part(&bytes, "word/document.xml");
    for wanted in [
        r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
        // 37, 26, 35 and 28 mm in twentieths of a point.
        r#"w:top="2098" w:right="1474" w:bottom="1984" w:left="1587""#,
        // 22 lines in 225 mm.
        r#"w:linePitch="579""#,
        r#"<w:tblHeader/>"#,
        r#"<w:color w:val="FF0000"/>"#,
        r#"<w:bottom w:val="single" w:sz="12" w:space="11" w:color="FF0000"/>"#,
        r#"w:tblpYSpec="bottom""#,
    ] {
        assert!(document.contains(wanted), "{wanted} is missing");
    }
    let styles = part(&bytes, "word/styles.xml");
    for font in ["仿宋", "楷体", "黑体", "方正小标宋简体"] {
        assert!(styles.contains(&format!(r#"w:eastAsia="{font}""#)), "{font} is missing");
    }
    assert!(part(&bytes, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    assert!(part(&bytes, "word/footer-odd.xml").contains(r#"<w:jc w:val="right"/>"#));
    assert!(part(&bytes, "word/footer-even.xml").contains(r#"<w:jc w:val="left"/>"#));
    assert!(part(&bytes, "word/header.xml").contains("演示数据"));
    assert!(part(&bytes, "docProps/core.xml").contains("2026-03-05T00:00:00Z"));
}

#[test]
fn every_part_is_well_formed_and_declared() {
    for document in [notice(), briefing(), with_chart(20)] {
        well_formed_and_declared(&official::docx(&document).unwrap());
    }
}

fn well_formed_and_declared(bytes: &[u8]) {
    let archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let types = part(bytes, "[Content_Types].xml");
    for name in archive.file_names() {
        let name = &*name.unwrap();
        let xml = part(bytes, name);
        let mut reader = quick_xml::Reader::from_str(&xml);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        let declared = name == "[Content_Types].xml"
            || name.ends_with(".rels")
            || types.contains(&format!("\"/{name}\""));
        assert!(declared, "{name} has no type");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(official::docx(&notice()).unwrap(), official::docx(&notice()).unwrap());
}

#[test]
fn marks_of_xml_and_control_characters_do_no_harm() {
    let title = "<w:p>&\"'\u{0}\u{b}\u{fffe}]]>".to_owned();
    let official = Official {
        title,
        blocks: vec![Block::Table(table(1)), Block::paragraph("a\u{1}b".to_owned())],
        ..notice()
    };
    let read = read_text("a.docx", &official::docx(&official).unwrap()).unwrap();
    let text = lines(&read);
    assert!(
        text.iter().any(|line| line == "<w:p>&\"']]>") && text.iter().any(|line| line == "ab"),
        "{text:#?}"
    );
}

#[test]
fn a_chart_is_one_of_the_program_that_opens_the_document_and_stands_beside_it_in_words() {
    let bytes = official::docx(&with_chart(20)).unwrap();
    let read = read_text("a.docx", &bytes).unwrap();
    let text = lines(&read).join("\n");
    for told in ["附件：一页概览", "\n附件\n", "\n一页概览\n", "\n各任务职责状态"] {
        assert!(text.contains(told), "{told} is missing in\n{text}");
    }
    let document = part(&bytes, "word/document.xml");
    for told in [
        r#"<w:pageBreakBefore/>"#,
        r#"r:id="chart1""#,
        "1.20 加强知识产权工作&lt;20&gt; ●达序时20 ▲欠序时1 ◇未到期或无数据22",
    ] {
        assert!(document.contains(told), "{told} is missing");
    }
    let chart = part(&bytes, "word/charts/chart1.xml");
    let counted = "<c:v>1</c:v></c:pt><c:pt idx=\"1\"><c:v>2</c:v></c:pt>";
    for told in [
        "<c:v>■滞后</c:v>",
        "formatCode=\"&quot;■&quot;0;;\"",
        "加强知识产权工作&lt;20&gt;",
        "<c:ptCount val=\"20\"/>",
        counted,
    ] {
        assert!(chart.contains(told), "{told} is missing in {chart}");
    }
    assert!(part(&bytes, "word/_rels/document.xml.rels").contains(r#"Target="charts/chart1.xml""#));
}
