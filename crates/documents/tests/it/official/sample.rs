use documents::official::{
    Attachment, Bar, Block, Chart, Color, DocumentNumber, Imprint, Level, Official, Series,
};
use documents::{Align, Table, TableColumn};
use jiff::civil::date;

/// A notice with everything a document may have (演示数据).
pub(super) fn notice() -> Official {
    Official {
        title: "关于印发示例县知识产权工作要点的通知".to_owned(),
        sender_mark: Some("示例县知识产权办公室文件".to_owned()),
        number: Some(DocumentNumber { office: "示知办发".to_owned(), year: 2026, serial: 5 }),
        security: Some("内部".to_owned()),
        mark: Some("演示数据".to_owned()),
        recipients: vec!["各街道办事处".to_owned(), "各有关单位".to_owned()],
        blocks: blocks(),
        attachments: vec![Attachment::named("任务分解表"), Attachment::named("指标表")],
        signers: vec!["示例县知识产权办公室".to_owned()],
        date: date(2026, 3, 5),
        remark: Some("此件公开发布".to_owned()),
        imprint: Some(Imprint {
            copies: vec!["示例县政府办".to_owned(), "示例县政协办".to_owned()],
            office: "示例县知识产权办公室".to_owned(),
            date: date(2026, 3, 6),
        }),
    }
}

fn blocks() -> Vec<Block> {
    let heading = |level, text: &str| Block::Heading(level, text.to_owned());
    vec![
        Block::paragraph("现将工作要点印发给你们，请认真执行。".to_owned()),
        heading(Level::First, "总体要求"),
        heading(Level::Second, "工作目标"),
        heading(Level::Third, "提升质量"),
        heading(Level::Fourth, "培育高价值专利"),
        Block::paragraph("全年培育企业30家。\n\n按季度通报。".to_owned()),
        heading(Level::Second, "工作原则"),
        heading(Level::First, "重点任务"),
        heading(Level::Second, "强化保护"),
        Block::Table(table(2)),
    ]
}

/// A table with so many rows.
pub(super) fn table(rows: usize) -> Table {
    let columns = vec![
        TableColumn::new("序号", 1).aligned(Align::Center),
        TableColumn::new("任务", 4),
        TableColumn::new("数量", 2).aligned(Align::Right),
    ];
    let row = |number: usize| vec![number.to_string(), format!("任务{number}"), (number * 100).to_string()];
    let caption = Some("任务分解表".to_owned());
    Table { caption, columns, rows: (1..=rows).map(row).collect(), ..Table::default() }
}

/// Nothing but lines of 28 characters, for more than two pages.
pub(super) fn full_lines() -> Official {
    Official {
        blocks: vec![Block::paragraph("汉".repeat(28 * 60 - 2))],
        sender_mark: None,
        number: None,
        security: None,
        mark: None,
        recipients: Vec::new(),
        attachments: Vec::new(),
        signers: Vec::new(),
        remark: None,
        imprint: None,
        ..notice()
    }
}

/// 演示数据: so many tasks with their duties by light, on a page of its own behind what is said in few words.
pub(super) fn with_chart(tasks: u32) -> Official {
    let series = [
        ('●', "达序时", Color::Green),
        ('▲', "欠序时", Color::Yellow),
        ('■', "滞后", Color::Red),
        ('◇', "未到期或无数据", Color::Grey),
    ];
    let series = series.map(|(sign, title, color)| Series { sign, title: title.to_owned(), color }).to_vec();
    let bar = |task: u32| Bar {
        title: format!("1.{task} 加强知识产权工作<{task}>"),
        counts: vec![task, 1, 0, 42 - task],
    };
    let chart =
        Chart { title: "各任务职责状态".to_owned(), series, bars: (1..=tasks).map(bar).collect() };
    let said = "本轮42个单位应报171份，已采纳120份，截止未报3份，其余正在签批或者退回补正。";
    let said = std::iter::repeat_n(Block::paragraph(said), 3);
    let blocks = said.chain([Block::Chart(chart)]).collect();
    let attachments = vec![Attachment { title: "一页概览".to_owned(), blocks }];
    Official { attachments, blocks: vec![Block::paragraph("请审议。")], ..full_lines() }
}
