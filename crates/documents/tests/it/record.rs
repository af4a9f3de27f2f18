use documents::record::{self, Paper, Record, Section};
use documents::{Align, Error, Faces, Table, TableColumn, limits, read_text};
use form::Language;
use jiff::civil::date;

use crate::check::lines;

fn record() -> Record {
    let columns = vec![TableColumn::new("时间", 2), TableColumn::new("金额（元）", 1).aligned(Align::Right)];
    let rows = (0..80).map(|number| vec!["2026-03-05".to_owned(), format!("{number}.00")]).collect();
    Record {
        title: "示例文化有限公司".to_owned(),
        lines: vec!["台账：企业".to_owned(), "截至 2026-06-30".to_owned()],
        mark: Some("演示数据".to_owned()),
        sections: vec![
            Section::Fields(vec![
                ("统一社会信用代码".to_owned(), "911101085923662400".to_owned()),
                ("住所".to_owned(), String::new()),
            ]),
            Section::Heading("历史".to_owned()),
            Section::Paragraph("共80条。".to_owned()),
            Section::Table(Table { columns, rows, ..Table::default() }),
        ],
        foot: "经办人打印".to_owned(),
        paper: Paper::Portrait,
        language: Language::Zh,
        date: date(2026, 3, 5),
    }
}

#[test]
fn a_record_is_read_back_with_its_mark_and_number_on_every_page() {
    let printed = record::pdf(&record(), &Faces::built_in()).unwrap();
    assert_eq!(printed.notes, []);
    let text = lines(&read_text("a.pdf", &printed.pdf).unwrap()).join("\n");
    for wanted in ["示例文化有限公司", "911101085923662400", "历史", "共80条。", "79.00", "第 1 页"]
    {
        assert!(text.contains(wanted), "{wanted} is missing in\n{text}");
    }
    let pages = lopdf::Document::load_mem(&printed.pdf).unwrap().get_pages().len();
    for every in ["演示数据", "经办人打印", "金额（元）"] {
        assert_eq!(text.matches(every).count(), pages, "{every}");
    }
    assert!(pages > 1);
}

#[test]
fn paper_and_language_are_chosen() {
    let english = Record { paper: Paper::Landscape, language: Language::En, ..record() };
    let printed = record::pdf(&english, &Faces::built_in()).unwrap();
    assert!(lines(&read_text("a.pdf", &printed.pdf).unwrap()).join("\n").contains("page 1 of"));
    let document = lopdf::Document::load_mem(&printed.pdf).unwrap();
    let page = document.get_dictionary(document.get_pages()[&1]).unwrap();
    let sizes: Vec<f32> = page
        .get(b"MediaBox")
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|size| size.as_float().unwrap())
        .collect();
    assert!(sizes[2] > sizes[3], "{sizes:?}");
    assert_eq!(document.catalog().unwrap().get(b"Lang").unwrap().as_str().unwrap(), b"en");
}

#[test]
fn columns_fit_their_content() {
    let columns = vec![TableColumn::new("序号", 1), TableColumn::new("名称", 1), TableColumn::new("说明", 1)];
    let rows = vec![vec!["1".to_owned(), "长沙示例文化有限公司".to_owned(), "长".repeat(500)], Vec::new()];
    let fitted = Table { columns, rows, ..Table::default() }.fitted();
    assert_eq!(fitted.columns.iter().map(|column| column.share).collect::<Vec<_>>(), [6, 22, 48]);
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let print = || record::pdf(&record(), &Faces::built_in()).unwrap().pdf;
    assert_eq!(print(), print());
}

#[test]
fn too_many_fields_are_refused() {
    let fields = vec![(String::new(), String::new()); limits::PRINTED_BLOCKS_MAX + 1];
    let long = Record { sections: vec![Section::Fields(fields)], ..record() };
    assert!(matches!(record::pdf(&long, &Faces::built_in()), Err(Error::TooLong { .. })));
}
