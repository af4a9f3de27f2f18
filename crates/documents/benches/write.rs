//! How long it takes to write what people take with them: `cargo bench -p documents --bench write`.

#![expect(clippy::print_stdout, reason = "a benchmark reports to the terminal")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot write stops")]

use std::io::Cursor;
use std::time::Instant;

use documents::csv::CsvWriter;
use documents::official::{self, Block, Official};
use documents::record::{self, Paper, Record, Section};
use documents::upload::sniff;
use documents::{Align, Cell, CellKind, Column, Faces, Sheet, Table, TableColumn, WorkbookWriter};
use form::Language;
use jiff::civil::date;

/// Rows of the long tables, and of the printed ones.
const ROWS: i64 = 100_000;
const PRINTED: usize = 200;

fn main() {
    let xlsx = time("XLSX, 100 000 rows of 6 cells, streamed", xlsx);
    time("CSV, the same", csv);
    let faces = Faces::built_in();
    let pdf = time("PDF of a notice with a table of 200 rows", || {
        official::pdf(&notice(), &faces).expect("a notice is printed").pdf
    });
    time("PDF of a list of 200 rows", || record::pdf(&list(), &faces).expect("a list is printed").pdf);
    time("DOCX of the notice", || official::docx(&notice()).expect("a notice is written"));
    time("is the workbook one, and without macros?", || sniffed(&xlsx, "a.xlsx"));
    time("is the PDF one?", || sniffed(&pdf, "a.pdf"));
}

/// The best of three, and the size of what was written.
fn time(title: &str, mut make: impl FnMut() -> Vec<u8>) -> Vec<u8> {
    let mut made = Vec::new();
    let mut best = f64::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        made = make();
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
    }
    println!("{title:<48}{best:>10.1} ms{:>12} bytes", made.len());
    made
}

fn row(number: i64) -> Vec<Cell> {
    vec![
        Cell::text(format!("{:018}", 430_105_000_000_000 + number)),
        Cell::text("长沙示例文化有限公司（演示数据）"),
        Cell::Integer(number),
        Cell::Money(number * 12_345),
        Cell::Date(date(2026, 3, 5)),
        Cell::text("推进商标品牌建设"),
    ]
}

fn xlsx() -> Vec<u8> {
    let column = Column::new;
    let sheet = Sheet {
        name: "企业".to_owned(),
        columns: vec![
            column("统一社会信用代码", CellKind::Identifier),
            column("名称", CellKind::Text),
            column("数量", CellKind::Number { decimals: 0 }),
            column("金额（元）", CellKind::Money),
            column("日期", CellKind::Date),
            column("任务", CellKind::Text),
        ],
        rows: (0..200).map(row).collect(),
        ..Sheet::default()
    };
    let mut writer = WorkbookWriter::streaming().expect("there is a temporary file");
    writer.begin(&sheet).expect("the sheet is right");
    (200..ROWS).for_each(|number| writer.row(&row(number)).expect("the row is right"));
    let mut bytes = Cursor::new(Vec::new());
    writer.finish(&mut bytes).expect("memory takes it");
    bytes.into_inner()
}

fn csv() -> Vec<u8> {
    let mut writer = CsvWriter::new(Vec::new()).expect("memory takes it");
    (0..ROWS).for_each(|number| writer.row(&row(number)).expect("memory takes it"));
    writer.finish().expect("memory takes it")
}

fn table() -> Table {
    let columns = vec![
        TableColumn::new("序号", 1).aligned(Align::Center),
        TableColumn::new("任务", 4),
        TableColumn::new("牵头单位", 2),
        TableColumn::new("数量", 1).aligned(Align::Right),
    ];
    let row = |number: usize| {
        let task = "推进商标品牌建设，培育区域公共品牌".to_owned();
        vec![number.to_string(), task, "示例县市场监管局".to_owned(), (number * 100).to_string()]
    };
    let caption = Some("任务分解表".to_owned());
    Table { caption, columns, rows: (1..=PRINTED).map(row).collect(), ..Table::default() }
}

fn notice() -> Official {
    Official {
        title: "关于印发工作要点的通知（演示数据）".to_owned(),
        sender_mark: Some("示例县知识产权办公室文件".to_owned()),
        number: None,
        security: None,
        mark: Some("演示数据".to_owned()),
        recipients: vec!["各有关单位".to_owned()],
        blocks: vec![Block::paragraph("现印发给你们，请认真执行。".repeat(10)), Block::Table(table())],
        attachments: Vec::new(),
        signers: vec!["示例县知识产权办公室".to_owned()],
        date: date(2026, 3, 5),
        remark: None,
        imprint: None,
    }
}

fn list() -> Record {
    Record {
        title: "企业（演示数据）".to_owned(),
        lines: vec!["截至 2026-06-30".to_owned()],
        mark: Some("演示数据".to_owned()),
        sections: vec![Section::Table(table())],
        foot: "演示数据".to_owned(),
        paper: Paper::Landscape,
        language: Language::Zh,
        date: date(2026, 3, 5),
    }
}

fn sniffed(bytes: &[u8], name: &str) -> Vec<u8> {
    sniff(bytes, name).expect("our own files are taken").mime().as_bytes().to_vec()
}
