//! What an archive says: every name and every line, whichever program wrote it.

use documents::{Cell, CellKind, Column, Inside, Sheet, Workbook, look_inside, write_workbook};

use crate::check::archive;
use crate::fixtures;

fn told(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let (mut names, mut lines) = (Vec::new(), Vec::new());
    look_inside(bytes, &mut |said: Inside<'_>| {
        match said {
            Inside::Name(name) => names.push(name.to_owned()),
            Inside::Line(line) => lines.push(line.trim().to_owned()),
            Inside::TooLarge => lines.push("too large".to_owned()),
        }
        false
    });
    (names, lines)
}

#[test]
fn paragraphs_are_lines_however_many_runs_they_have() {
    let slide = "<p:sld><a:p><a:r><a:rPr><a:solidFill/></a:rPr><a:t>机</a:t></a:r><a:r><a:t>密</a:t></a:r></a:p>\n\
                 <a:p><a:r><a:t>第二段</a:t></a:r><a:br/><a:r><a:t>第三行</a:t></a:r></a:p></p:sld>";
    let (names, lines) = told(&archive(&[("ppt/slides/slide1.xml", slide), ("ppt/media/a.png", "机密")]));
    assert_eq!(names, ["ppt/slides/slide1.xml", "ppt/media/a.png"]);
    assert_eq!(lines, ["机密", "第二段", "第三行"]);
}

#[test]
fn what_stands_at_one_height_of_a_page_is_one_line() {
    let text = |at: &str, text: &str| {
        format!(r#"<ofd:TextObject Boundary="{at}"><ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject>"#)
    };
    let page = [text("10 20 5 5", "密级"), text("16 20 5 5", "机密"), text("10 40 5 5", "正文")].concat();
    let page = format!("<ofd:Page>{page}</ofd:Page>");
    let info = r#"<ofd:OFD><ofd:CustomData Name="密级">秘密</ofd:CustomData></ofd:OFD>"#;
    let (_, lines) = told(&archive(&[("OFD.xml", info), ("Doc_0/Pages/Page_0/Content.xml", &page)]));
    assert_eq!(lines, ["秘密", "密级 机密", "正文"], "a part of a line is none");
}

#[test]
fn files_of_a_collection_are_read_each_by_its_kind() {
    let sheet = Sheet {
        name: "表".to_owned(),
        columns: vec![Column::new("名称", CellKind::Text)],
        rows: vec![vec![Cell::Text("绝密".to_owned())]],
        ..Sheet::default()
    };
    let workbook = write_workbook(&Workbook { sheets: vec![sheet] }).unwrap();
    let (_, lines) = told(&workbook);
    assert!(lines.iter().any(|line| line == "绝密"), "{lines:?}");
    let (names, lines) = told(&archive(&[("说明.txt", "甲\n乙"), ("清单.csv", "丙,丁\n"), ("图.png", "戊")]));
    assert_eq!((names.len(), lines), (3, ["甲", "乙", "丙", "丁"].map(str::to_owned).to_vec()));
    let (_, lines) = told(&fixtures::bytes("word.docx"));
    assert!(!lines.is_empty());
}

#[test]
fn it_ends_when_it_is_enough_and_nothing_harms_it() {
    let mut seen = 0;
    look_inside(&archive(&[("a.txt", "一\n二"), ("b.txt", "三")]), &mut |_: Inside<'_>| {
        seen += 1;
        true
    });
    assert_eq!(seen, 1);
    for bytes in [&b""[..], b"PK", b"PK\x03\x04", "正文".as_bytes()] {
        assert_eq!(told(bytes), (Vec::new(), Vec::new()));
    }
    // Damaged markup is told as far as it goes, and keeps nothing else from being told.
    let (_, lines) = told(&archive(&[("a.xml", "<a><b>一</b><c>"), ("b.txt", "二")]));
    assert_eq!(lines, ["一", "二"]);
    // What unpacks to far more than it holds is told to be too large, and keeps nothing else from being told.
    let zeros = " ".repeat(8 * 1024 * 1024);
    let (names, lines) = told(&archive(&[("a.txt", &zeros), ("b.txt", "二")]));
    assert_eq!((names.len(), lines), (2, ["too large", "二"].map(str::to_owned).to_vec()));
}
