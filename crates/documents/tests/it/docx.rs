use documents::Error;

use crate::check::{archive, check, codes, docx, p, refused};

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
  <w:abstractNum w:abstractNumId="0">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlRestart w:val="0"/><w:lvlText w:val="%3)"/></w:lvl>
  </w:abstractNum>
  <w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Plan"/></w:abstractNum>
  <w:abstractNum w:abstractNumId="2"><w:styleLink w:val="Plan"/>
    <w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
  </w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"#;

fn numbered(number: &str, level: usize, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

#[test]
fn levels_restart_and_overrides_begin_anew() {
    let body: String = [
        numbered("1", 0, "甲"),
        numbered("1", 1, "乙"),
        numbered("1", 2, "丙"),
        numbered("1", 1, "丁"),
        numbered("1", 0, "戊"),
        numbered("1", 1, "己"),
        numbered("1", 2, "庚"),
        numbered("2", 0, "辛"),
        numbered("2", 0, "壬"),
        numbered("1", 0, "癸"),
        numbered("3", 0, "子"),
        numbered("3", 1, "丑"),
        numbered("0", 0, "寅"),
        numbered("9", 0, "卯"),
    ]
    .concat();
    let expected = [
        "一、甲",
        "一.1 乙",
        "I)丙",
        "一.2 丁",
        "二、戊",
        "二.1 己",
        "II)庚",
        "五、辛",
        "六、壬",
        "七、癸",
        "(c)子",
        "• 丑",
        "寅",
        "卯",
    ];
    check("a.docx", &docx(&body, &[("numbering", NUMBERING)]), &expected);
}

#[test]
fn tables_of_contents_by_style_are_left_out_and_noted() {
    let styles =
        r#"<w:styles xmlns:w="w"><w:style w:styleId="11"><w:name w:val="toc 1"/></w:style></w:styles>"#;
    let body = format!(
        r#"<w:p><w:pPr><w:pStyle w:val="11"/></w:pPr><w:r><w:t>一、总则 1</w:t></w:r></w:p>{}"#,
        p("一、总则")
    );
    let document = check("a.docx", &docx(&body, &[("styles", styles)]), &["一、总则"]);
    assert_eq!(codes(&document), ["table-of-contents"]);
}

#[test]
fn merged_cells_repeat_and_deleted_rows_go() {
    let cell =
        |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = [
        "<w:tbl>".to_owned(),
        row(&[cell("", "序号"), cell(r#"<w:gridSpan w:val="2"/>"#, "单位")]),
        row(&[cell(r#"<w:vMerge w:val="restart"/>"#, "1"), cell("", "甲"), cell("", "乙")]),
        row(&[cell("<w:vMerge/>", ""), cell("", "丙"), cell("", "丁")]),
        format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", cell("", "删")),
        format!(
            r#"<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{}{}</w:tr>"#,
            cell("", "戊"),
            cell("", "己")
        ),
        "</w:tbl>".to_owned(),
    ]
    .concat();
    let document = check("a.docx", &docx(&table, &[]), &["序号|单位|单位", "1|甲|乙", "1|丙|丁", "|戊|己"]);
    assert_eq!(codes(&document), ["tracked-deletions"]);
}

#[test]
fn entities_breaks_and_nested_text_boxes_are_read() {
    let body = r#"<w:p><w:r><w:t>A&amp;B &#x4E00;</w:t><w:br/><w:t>二</w:t></w:r>
      <w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>
      <w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom></w:p>"#;
    check("a.docx", &docx(body, &[]), &["A&B 一", "二链", "框"]);
}

#[test]
fn other_archives_name_the_remedy() {
    let remedy = |parts: &[(&str, &str)]| refused("a.docx", &archive(parts)).to_problem("a.docx").remedy.zh;
    assert!(remedy(&[("mimetype", ""), ("content.xml", "")]).contains(".docx"));
    assert!(remedy(&[("OFD.xml", "")]).contains("OFD"));
    assert!(remedy(&[("a.txt", "")]).contains("解压"));
}

#[test]
fn an_archive_that_unpacks_without_end_is_stopped() {
    let bomb = docx(&p(&" ".repeat(8 << 20)), &[]);
    assert!(bomb.len() < 100_000);
    assert_eq!(refused("a.docx", &bomb), Error::Bomb { part: "word/document.xml".to_owned() });
}

#[test]
fn entities_cannot_multiply_and_paths_lead_nowhere() {
    let laughs = r#"<!DOCTYPE a [<!ENTITY b "bbbb">]><w:document xmlns:w="w"><w:p><w:r><w:t>一&b;&b;</w:t></w:r></w:p></w:document>"#;
    let relations =
        |target: &str| format!(r#"<R><Relationship Type="x/officeDocument" Target="{target}"/></R>"#);
    let inside = relations("word/document.xml");
    check("a.docx", &archive(&[("_rels/.rels", &inside), ("word/document.xml", laughs)]), &["一"]);
    let outside = relations("../../../etc/passwd.xml");
    assert!(matches!(refused("a.docx", &archive(&[("_rels/.rels", &outside)])), Error::Damaged { .. }));
}

#[test]
fn deep_nesting_and_broken_xml_are_errors() {
    let deep = "<w:tbl><w:tr><w:tc>".repeat(500) + &"</w:tc></w:tr></w:tbl>".repeat(500);
    assert!(matches!(refused("a.docx", &docx(&deep, &[])), Error::TooMuch { .. }));
    assert!(matches!(refused("a.docx", &docx("<w:p><w:r>", &[])), Error::Damaged { .. }));
    assert_eq!(refused("a.docx", &docx("<w:p/>", &[])), Error::NoText);
}
