use jiff::civil::Date;

use crate::components::{
    Block, Cell, Column, Difference, Differences, Entry, Light, Order, Step, Table, Tag, Timeline, Tone,
    TwoTimes,
};
use crate::words::Words;

const HERE: &str = "#main";

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

pub(super) fn table(words: Words) -> Table {
    let name =
        Column { sort: Some((HERE.to_owned(), Order::Not)), ..Column::text(words.either("名称", "Name")) };
    let since = Column {
        sort: Some((HERE.to_owned(), Order::Ascending)),
        ..Column::text(words.either("设立日期", "Since"))
    };
    let columns = vec![
        name,
        Column::text(words.either("类型", "Kind")),
        since,
        Column {
            sort: Some((HERE.to_owned(), Order::Descending)),
            ..Column::number(words.either("有效发明专利（件）", "Valid patents"))
        },
        Column::number(words.either("质押融资（万元）", "Pledged (10,000 yuan)")),
        Column::text(words.either("进度", "Progress")),
    ];
    let row = |name: &str, kind: &str, since: &str, patents: Option<&str>, money: Option<&str>, light| {
        let figure =
            |figure: Option<&str>| figure.map_or(Cell::Nothing, |figure| Cell::Figure(figure.to_owned()));
        let name = Cell::Link { href: HERE.to_owned(), text: name.to_owned() };
        vec![
            name,
            text(kind),
            Cell::Figure(since.to_owned()),
            figure(patents),
            figure(money),
            Cell::Light(light),
        ]
    };
    let (street, park) = (words.either("街道", "street"), words.either("园区", "park"));
    let named = |zh: &'static str, en: &'static str| words.either(zh, en);
    let rows = vec![
        row(
            named("演示街道甲", "Demonstration street A"),
            street,
            "2012-05-01",
            Some("1,204"),
            Some("3,500.00"),
            Light::Green(words),
        ),
        row(
            named("演示街道乙", "Demonstration street B"),
            street,
            "2012-05-01",
            Some("86"),
            Some("120.00"),
            Light::Yellow(words),
        ),
        row(
            named("演示文创园", "Demonstration culture park"),
            park,
            "2019-11-20",
            Some("412"),
            None,
            Light::Red(words),
        ),
        row(
            named("演示临港新区", "Demonstration port area"),
            park,
            "2025-01-08",
            None,
            None,
            Light::Grey(words),
        ),
    ];
    Table {
        words, caption: words.either("单位（演示）", "Bodies (demonstration)").to_owned(), columns, rows
    }
}

pub(super) fn differences(words: Words) -> Differences {
    let difference = |field: &str, before, after| Difference { field: field.to_owned(), before, after };
    Differences {
        words,
        caption: words.either("两天的差别（演示）", "Between two days (demonstration)").to_owned(),
        sides: ["2026-01-01".to_owned(), "2026-06-30".to_owned()],
        rows: vec![
            difference(
                words.either("名称", "Name"),
                text(words.either("演示街道", "Demonstration street")),
                text(words.either("演示街道办事处", "Demonstration street office")),
            ),
            difference(
                words.either("联系电话", "Telephone"),
                Cell::Nothing,
                Cell::Figure("0731-8000 0000".to_owned()),
            ),
        ],
    }
}

pub(super) fn timeline(words: Words) -> Timeline {
    let tag = |text: &str, tone| Tag { text: text.to_owned(), tone };
    let clerk = words.either("经办人", "clerk");
    let entry = |marks, holds: &str, recorded: &str, reason: &str, operation: &str, changes| Entry {
        receipt: None,
        operation: operation.to_owned(),
        recorded: recorded.to_owned(),
        who: clerk.to_owned(),
        reason: reason.to_owned(),
        steps: vec![Step { marks, holds: holds.to_owned(), changes }],
    };
    let renamed = differences(words).rows.into_iter().take(1).collect();
    Timeline {
        words,
        entries: vec![
            entry(
                vec![
                    tag(words.either("更正", "Correction"), Tone::Warning),
                    tag(words.either("补录", "Late entry"), Tone::Plain),
                ],
                words.either("2025-03-01 至 2025-06-01", "2025-03-01 to 2025-06-01"),
                "2026-07-02 10:21",
                words.either("原登记电话有误。", "The telephone number was wrong."),
                "1284",
                differences(words).rows.into_iter().skip(1).collect(),
            ),
            entry(
                vec![tag(words.either("变更", "Change"), Tone::Information)],
                words.either("自 2025-03-01 起", "from 2025-03-01"),
                "2025-03-05 09:02",
                words.either("机构改革更名。", "Renamed by the reform."),
                "371",
                renamed,
            ),
            entry(
                vec![tag(words.either("新建", "Created"), Tone::Good)],
                words.either("自 2024-01-01 起", "from 2024-01-01"),
                "2024-01-10 15:40",
                "",
                "12",
                Vec::new(),
            ),
        ],
    }
}

pub(super) fn two_times(words: Words) -> TwoTimes {
    const FOREVER: Date = Date::constant(9999, 12, 31);
    const STILL: i64 = i64::MAX;
    let day = |year, month| Date::constant(year, month, 1);
    let block = |from, to, known_from, known_to, zh: &'static str, en: &'static str| Block {
        from,
        to,
        known_from,
        known_to,
        text: words.either(zh, en).to_owned(),
    };
    let blocks = [
        block(day(2024, 1), FOREVER, 12, 371, "演示街道", "Demonstration street"),
        block(day(2024, 1), day(2025, 3), 371, STILL, "演示街道", "Demonstration street"),
        block(day(2025, 3), FOREVER, 371, 1284, "演示街道办事处", "… street office"),
        block(day(2025, 3), day(2025, 6), 1284, STILL, "办事处，新电话", "… office, new number"),
        block(day(2025, 6), FOREVER, 1284, STILL, "演示街道办事处", "… street office"),
    ];
    let recorded = |known| match known {
        12 => "2024-01-10",
        371 => "2025-03-05",
        _ => "2026-07-02",
    };
    TwoTimes::new(words, &blocks, |day| day.to_string(), |known| recorded(known).to_owned())
}
