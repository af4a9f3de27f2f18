use documents::Error;
use documents::table_file::{TableFault, TableFile, TableFormat, XmlLayout};
use serde_json::Value;

use super::{opened, refused, rows, rows_of, written};
use crate::check::archive;
use crate::fixtures;

fn fixture(name: &str) -> Vec<u8> {
    fixtures::bytes(&format!("table_file/{name}"))
}

/// One cell of the first document, by its field.
fn cell(bytes: &[u8], table: usize, row: usize, field: &str) -> String {
    let (_file, opened) = opened(bytes);
    let rows: Vec<Vec<String>> = opened.rows(table).unwrap().map(|row| row.unwrap().cells).collect();
    let at = rows[0].iter().position(|name| name == field).unwrap();
    rows[row][at].clone()
}

#[test]
fn documents_of_the_chinese_office_say_what_the_truth_says() {
    let truth: Vec<Value> = serde_json::from_slice(&fixture("truth.json")).unwrap();
    assert_eq!(truth.len(), 3);
    for document in &truth {
        let text = |key: &str| document[key].as_str().unwrap().to_owned();
        let list = |key: &str| -> Vec<&str> {
            document[key].as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect()
        };
        let day = |key: &str| {
            let text = text(key);
            [&text[..4], &text[4..6], &text[6..]].join("-")
        };
        let bytes = fixture(&text("file"));
        let patent = |field: &str| cell(&bytes, 0, 1, field);
        let layout = match text("layout").as_str() {
            "new" => XmlLayout::PatentChina,
            _ => XmlLayout::PatentChinaFormer,
        };
        assert_eq!(opened(&bytes).1.format(), TableFormat::Xml(layout));
        assert_eq!(patent("application_number"), text("application"));
        assert_eq!(patent("filed_on"), day("application_date"));
        assert_eq!(patent("publication_numbers"), text("publication"));
        let published = ["published_on", "granted_on"].map(patent);
        assert_eq!(published.concat(), day("publication_date"));
        assert_eq!(patent("title"), text("title"));
        assert_eq!(patent("applicants"), list("applicants").join("；"));
        let ipc = [patent("ipc_main"), patent("ipc_further")];
        let ipc: Vec<&str> = ipc.iter().map(String::as_str).filter(|class| !class.is_empty()).collect();
        assert_eq!(ipc.join("；"), list("ipc").join("；"));
        // Nobody needs the inventors here.
        assert!(!rows(&bytes).concat().contains(list("inventors")[0]));
    }
}

#[test]
fn a_document_gives_the_right_its_holders_and_its_event() {
    let bytes = fixture("CN299000202U-new.xml");
    let (_file, file) = opened(&bytes);
    let ledgers: Vec<&str> = file.tables().iter().map(|table| table.ledger.as_deref().unwrap()).collect();
    assert_eq!(ledgers, ["patents", "patent-applicants", "patent-events"]);
    assert_eq!([cell(&bytes, 0, 1, "kind"), cell(&bytes, 0, 1, "status")], ["utility-model", "valid"]);
    assert_eq!(
        rows_of(&bytes, 1),
        [
            "0|patent|number|name|person|kind|address",
            "1|202320067890.2|1|长沙声画文化传媒有限公司||company|湖南省长沙市开福区示例大道88号",
            "1|202320067890.2|2|湖南示例大学||university|湖南省长沙市岳麓区示例路2号",
        ],
    );
    assert_eq!(
        rows_of(&bytes, 2),
        ["0|patent|date|kind|source", "1|202320067890.2|2023-12-08|grant|CN299000202U"],
    );
}

#[test]
fn several_patents_of_the_international_standard_stand_in_one_file() {
    let bytes = fixture("patents-st96.xml");
    assert_eq!(opened(&bytes).1.format(), TableFormat::Xml(XmlLayout::PatentSt96));
    let expected = [
        ("application_number", "202410123456.0"),
        ("kind", "invention"),
        ("title", "一种绣线2张力检测方法（演示数据）"),
        ("applicants", "演示纺织有限公司；个人"),
        ("address", "演示市演示区演示路1号"),
        ("ipc_main", "D05C 11/08"),
        ("ipc_further", "G01L 5/04"),
        ("priority_on", "2023-09-01"),
        ("published_on", "2024-09-10"),
        ("granted_on", "2025-06-17"),
        ("publication_numbers", "CN118000001A；CN118000001B"),
        ("abstract", "第一段；第二段 <5 &unknown;。"),
        ("source", "CN118000001A（2024-09-10），CN118000001B（2025-06-17）"),
    ];
    for (field, value) in expected {
        assert_eq!(cell(&bytes, 0, 1, field), value, "{field}");
    }
    assert_eq!([cell(&bytes, 0, 2, "kind"), cell(&bytes, 0, 2, "filed_on")], ["design", "2023-07-12"]);
    assert_eq!(rows_of(&bytes, 1)[2], "1|202410123456.0|2|个人|演示甲|individual|");
    assert_eq!(rows_of(&bytes, 2).len(), 3);
}

/// Whether the rows of a table say how things were when they were published, in their order.
fn are_publications(bytes: &[u8], table: usize) -> Vec<bool> {
    let (_file, file) = opened(bytes);
    file.rows(table).unwrap().skip(1).map(|row| row.unwrap().is_publication).collect()
}

#[test]
fn what_was_published_is_told_from_what_a_register_says_now() {
    let patents = fixture("patents-st96.xml");
    for table in 0..3 {
        assert!(are_publications(&patents, table).iter().all(|it| *it), "table {table}");
    }
    let marks = fixture("trademarks-st96.xml");
    assert_eq!(are_publications(&marks, 0), [true, true], "no words say how the mark is");
    let text = String::from_utf8(marks).unwrap();
    let (before, after) = text.split_once("</tmk:Trademark>").unwrap();
    let cancelled = format!(
        "{before}<tmk:MarkCurrentStatusCode>Registration cancelled</tmk:MarkCurrentStatusCode></tmk:Trademark>{after}"
    );
    assert_eq!(are_publications(cancelled.as_bytes(), 0), [false, false]);
    assert_eq!(are_publications("申请号,状态\n1,有效\n".as_bytes(), 0), [false]);
}

#[test]
fn a_mark_has_a_row_for_each_class() {
    let bytes = fixture("trademarks-st96.xml");
    assert_eq!(opened(&bytes).1.format(), TableFormat::Xml(XmlLayout::TrademarkSt96));
    let marks = rows(&bytes);
    assert_eq!(
        marks[1],
        "1|12345678|26|演示绣（演示数据）|ordinary|演示纺织有限公司||演示路1号|刺绣品；花边|2016-04-01|2017-01-13|2017-04-14|2027-04-13|valid|ST.96",
    );
    assert!(marks[2].starts_with("1|12345678|09|") && marks[2].contains("|软件|"), "{}", marks[2]);
    assert_eq!(rows_of(&bytes, 1)[1], "1|12345678~26|2017-01-13|publication|ST.96");
    assert_eq!((marks.len(), rows_of(&bytes, 1).len()), (3, 5));
}

#[test]
fn documents_come_in_an_archive_and_one_that_is_damaged_does_not_stop_the_others() {
    let text = |name: &str| String::from_utf8(fixture(name)).unwrap();
    let (first, second) = (text("CN199000101A-new.xml"), text("CN299000202U-new.xml"));
    let other = text("CN199000303B-old.xml");
    let bytes = archive(&[
        ("INDEX.XML", "<list/>"),
        ("A/1/CN1.xml", &first),
        ("A/1/CN1.TIF", "picture"),
        ("A/2/CN2.XML", &first[..first.len() / 2]),
        ("A/3/CN3.XML", &other),
        ("A/4/CN4.XML", &second),
    ]);
    let shown = rows(&bytes);
    assert!(shown[1].starts_with("1|202410012345.2|"), "{}", shown[1]);
    assert_eq!(shown[2], "! line 2: the file ends in the middle of this row; what follows is lost");
    assert_eq!(shown[3], "! line 3: this XML has another layout than those before it in the archive");
    assert!(shown[4].starts_with("4|202320067890.2|"), "{}", shown[4]);
}

#[test]
fn characters_are_read_as_the_document_declares_them() {
    let text = "<?xml version=\"1.0\" encoding=\"GB18030\"?><cn-patent-document><invention-title>绣屏</invention-title></cn-patent-document>";
    let bytes = encoding_rs::GB18030.encode(text).0.into_owned();
    assert_eq!(cell(&bytes, 0, 1, "title"), "绣屏");
    let wide: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(cell(&wide, 0, 1, "title"), "绣屏");
}

#[test]
fn xml_that_would_grow_or_never_end_is_refused_in_words() {
    let document = |inside: &str| format!("<cn-patent-document>{inside}</cn-patent-document>");
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>{}",
        document("<invention-title>&b;</invention-title>"),
    );
    assert_eq!(refused(bomb.as_bytes()), TableFault::Entities { line: 1 });
    // A document type that is only named is not looked up.
    let named = format!("<!DOCTYPE a SYSTEM \"file:///etc/passwd\">{}", document("<invention-title>一"));
    assert!(rows(named.replace('一', "一</invention-title>").as_bytes())[1].contains("|一|"));
    let deep = document(&("<a>".repeat(100) + &"</a>".repeat(100)));
    assert_eq!(rows(deep.as_bytes())[1], "! line 1: the XML is nested too deeply");
    let long = document(&format!("<abstract><p>{}</p></abstract>", "字".repeat(4 << 20)));
    assert!(rows(long.as_bytes())[1].contains("far too large"));
    let many =
        document(&format!("<abstract>{}</abstract>", format!("<p>{}</p>", "字".repeat(1000)).repeat(4000)));
    assert!(rows(many.as_bytes())[1].contains("far too large"));
    let cut = document("<invention-title>一</invention-title>");
    assert!(rows(&cut.as_bytes()[..cut.len() - 3])[1].contains("ends in the middle"));
}

#[test]
fn unknown_layouts_are_named_by_their_outermost_element() {
    assert_eq!(
        refused(b"<?xml version='1.0'?><us-patent-grant/>"),
        TableFault::Layout { root: "us-patent-grant".to_owned() }
    );
    let error = TableFile::open(written(b"<a><b/></a>").path()).unwrap_err();
    assert_eq!(error, Error::Table(TableFault::Layout { root: "a".to_owned() }));
}
