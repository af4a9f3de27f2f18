use crate::components::{
    Cell, Confirmation, Empty, Light, Notice, Pagination, Summary, SummaryRow, Tab, Tabs, Tag, Task,
    TaskList, Tone,
};
use crate::words::Words;

const HERE: &str = "#main";

fn tag(text: &str, tone: Tone) -> Tag {
    Tag { text: text.to_owned(), tone }
}

pub(super) fn tabs(words: Words) -> Tabs {
    let texts = [words.either("按类型", "By kind"), words.either("按名称", "By name")];
    let tab = |(index, text): (usize, &str)| Tab {
        href: HERE.to_owned(),
        text: text.to_owned(),
        is_current: index == 0,
    };
    Tabs {
        label: words.either("列表方式", "Views").to_owned(),
        tabs: texts.into_iter().enumerate().map(tab).collect(),
    }
}

pub(super) fn pagination(words: Words) -> Pagination {
    let here = || Some(HERE.to_owned());
    Pagination { words, first: here(), previous: here(), next: here() }
}

pub(super) fn notices(words: Words) -> Vec<Notice> {
    let notice =
        |tone, title: &str, text: &str| Notice { tone, title: title.to_owned(), text: text.to_owned() };
    vec![
        notice(
            Tone::Information,
            words.either("正在看 2026-06-30 的情况", "You see 2026-06-30"),
            words.either("以截至 2026-07-15 录入的内容为准。", "As it was known on 2026-07-15."),
        ),
        notice(
            Tone::Good,
            words.either("核对一致", "The totals agree"),
            words.either("合计 42，与卡片一致。", "42 rows, as on the card."),
        ),
        notice(
            Tone::Warning,
            words.either("期限暂定", "Provisional date"),
            words.either(
                "2027 年放假安排尚未公布，公布后会重新计算。",
                "The holidays of 2027 are not decreed yet; the date is counted again then.",
            ),
        ),
        notice(
            Tone::Bad,
            words.either("已超期 3 个工作日", "Overdue by 3 working days"),
            words.either("请在今天内报送，并说明原因。", "Send it today and say why it is late."),
        ),
    ]
}

pub(super) fn tags(words: Words) -> Vec<Tag> {
    vec![
        tag(words.either("草稿", "Draft"), Tone::Plain),
        tag(words.either("进行中", "Running"), Tone::Information),
        tag(words.either("已完成", "Done"), Tone::Good),
        tag(words.either("补录", "Late entry"), Tone::Warning),
        tag(words.either("已终止", "Ended"), Tone::Bad),
    ]
}

pub(super) fn lights(words: Words) -> Vec<Light> {
    vec![
        Light::Green(words),
        Light::Yellow(words),
        Light::Red(words),
        Light::Grey(words),
        Light::NoData(words),
    ]
}

pub(super) fn summary(words: Words) -> Summary {
    let row = |term: &str, value| SummaryRow { term: term.to_owned(), value, action: None };
    let link = |text: &str| Cell::Link { href: HERE.to_owned(), text: text.to_owned() };
    Summary {
        rows: vec![
            row(
                words.either("单位名称", "Name"),
                Cell::Text(words.either("演示街道办事处", "Demonstration street office").to_owned()),
            ),
            row(
                words.either("统一社会信用代码", "Unified social credit code"),
                Cell::Figure("91350100M000100Y43".to_owned()),
            ),
            row(
                words.either("上级单位", "Belongs to"),
                link(words.either("演示区人民政府", "Demonstration district government")),
            ),
            row(words.either("状态", "State"), Cell::Tag(tag(words.either("有效", "Valid"), Tone::Good))),
            row(
                words.either("联系人", "Contact"),
                Cell::Masked {
                    shown: words.either("王*", "W***").to_owned(),
                    href: Some(HERE.to_owned()),
                    view: words.either("查看", "Show"),
                },
            ),
            row(
                words.either("地址", "Address"),
                Cell::Lines(vec![
                    words.either("演示区", "Demonstration district").to_owned(),
                    words.either("演示路 1 号", "1 Demonstration Road").to_owned(),
                ]),
            ),
            row(
                words.either("下级单位", "Bodies below"),
                Cell::Links(vec![
                    (HERE.to_owned(), words.either("演示社区甲", "Demonstration community A").to_owned()),
                    (HERE.to_owned(), words.either("演示社区乙", "Demonstration community B").to_owned()),
                ]),
            ),
            row(words.either("传真", "Fax"), Cell::Nothing),
        ],
    }
}

pub(super) fn task_list(words: Words) -> TaskList {
    let task = |title: &str, hint: &str, state, href| Task {
        href,
        title: title.to_owned(),
        hint: hint.to_owned(),
        state: Some(state),
    };
    let here = Some(HERE.to_owned());
    TaskList {
        tasks: vec![
            task(
                words.either("高价值发明专利培育", "High-value patents"),
                words.either("牵头：市场监管局", "Lead: market regulation"),
                tag(words.either("已完成", "Done"), Tone::Good),
                here.clone(),
            ),
            task(
                words.either("质押融资入园惠企", "Pledge financing"),
                words.either("还差 2 项佐证", "2 proofs missing"),
                tag(words.either("填写中", "Started"), Tone::Information),
                here,
            ),
            task(
                words.either("送签", "Sign-off"),
                words.either("前两项完成后才能送签", "After the two above"),
                tag(words.either("还不能开始", "Not yet"), Tone::Plain),
                None,
            ),
        ],
    }
}

pub(super) fn confirmation(words: Words) -> Confirmation {
    Confirmation {
        title: words.either("已保存更正", "The correction is saved").to_owned(),
        number: Some((words.either("操作号", "Operation").to_owned(), "1,284".to_owned())),
        next: vec![
            words
                .either(
                    "新内容自 2026-03-01 起有效，原来的内容仍可在历史中查到。",
                    "It holds from 2026-03-01 on; what was said before stays in the history.",
                )
                .to_owned(),
        ],
        link: None,
    }
}

pub(super) fn empty(words: Words) -> Empty {
    Empty {
        title: words.either("还没有单位", "No bodies yet").to_owned(),
        text: words.either("可以新建一个，或者导入台账文件。", "Create one, or import a file.").to_owned(),
        action: Some((HERE.to_owned(), words.either("新建单位", "New body").to_owned())),
    }
}
