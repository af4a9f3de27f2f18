use kernel::{Place, Problem, Wording};

/// What is wrong with a file of stories, or with what came out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault<'f> {
    NoStory,
    Before,
    NoDay,
    BadDay { written: &'f str },
    Unknown { word: &'f str },
    Twice { name: &'f str },
    ProvesNothing,
    Csv { detail: &'f str },
    Cells { found: usize, expected: usize },
    NoRow { name: &'f str },
    Column { column: &'f str, known: &'f str },
    Number { written: &'f str },
    Code { written: &'f str, known: &'f str },
    Otherwise { what: &'f str, said: &'f str, found: &'f str },
}

impl Fault<'_> {
    /// The fault as a problem at a place.
    pub(super) fn at(self, place: Place) -> Problem {
        let (code, zh, en) = self.words();
        Problem::error(code, place, Wording { zh, en }, self.remedy())
    }

    fn words(self) -> (&'static str, String, String) {
        match self {
            Fault::NoStory => ("no-story", "一个例子也没有".into(), "there is no story".into()),
            Fault::Before => (
                "story-syntax",
                "第一个标题之前有内容".into(),
                "something stands before the first title".into(),
            ),
            Fault::NoDay => ("story-no-day", "没有写明日期".into(), "the story names no day".into()),
            Fault::BadDay { written } => {
                ("bad-date", format!("“{written}”不是日期"), format!("{written} is no day"))
            }
            Fault::Unknown { word } => {
                ("story-syntax", format!("看不懂“{word}”"), format!("{word} is not understood"))
            }
            Fault::Twice { name } => {
                ("written-twice", format!("[{name}] 写了两次"), format!("[{name}] stands twice"))
            }
            Fault::ProvesNothing => (
                "story-proves-nothing",
                "例子没有写结果".into(),
                "the story says nothing of what follows".into(),
            ),
            Fault::Csv { detail } => {
                ("csv-syntax", "表格格式错误".into(), format!("not valid CSV: {detail}"))
            }
            Fault::Cells { found, expected } => (
                "csv-syntax",
                format!("这一行有{found}列，表头有{expected}列"),
                format!("the row has {found} fields, the header {expected}"),
            ),
            Fault::NoRow { name } => {
                ("empty-table", format!("[{name}] 应正好有一行"), format!("[{name}] has not exactly one row"))
            }
            Fault::Column { column, .. } => {
                ("unknown-column", format!("不认识的列“{column}”"), format!("unknown column {column}"))
            }
            Fault::Number { written } => {
                ("bad-number", format!("“{written}”不是数"), format!("{written} is no number"))
            }
            Fault::Code { written, .. } => {
                ("bad-value", format!("不认识的代码“{written}”"), format!("unknown code {written}"))
            }
            Fault::Otherwise { what, said, found } => (
                "story-otherwise",
                format!("{what}：例子写的是“{said}”，算得“{found}”"),
                format!("{what}: the story says {said:?}, it comes to {found:?}"),
            ),
        }
    }

    fn remedy(self) -> Wording {
        let (zh, en) = match self {
            Fault::NoStory => (
                "至少写一个例子：没有例子的指标不加载",
                "write one: an indicator without a story does not load",
            ),
            Fault::Before => ("以“# 标题”开始", "begin with # and a title"),
            Fault::NoDay => ("写上 as-of 2026-12-31", "write as-of 2026-12-31"),
            Fault::BadDay { .. } => ("如 2026-12-31", "write a day such as 2026-12-31"),
            Fault::Unknown { .. } => (
                "可用：as-of、from、to、division、refused、[台账]、[target]、[figure]、[rows]、[light]",
                "one of: as-of, from, to, division, refused, [ledger], [target], [figure], [rows], [light]",
            ),
            Fault::Twice { .. } => ("合成一个", "make them one"),
            Fault::ProvesNothing => ("写上 [figure]、[rows] 或 [light]", "add [figure], [rows] or [light]"),
            Fault::Csv { .. } | Fault::Cells { .. } | Fault::NoRow { .. } => {
                ("请改正这一行", "correct this line")
            }
            Fault::Column { known, .. } | Fault::Code { known, .. } => {
                return Wording::new(format!("可用：{known}"), format!("one of: {known}"));
            }
            Fault::Number { .. } => ("如 120 或 9.97", "write a number such as 120 or 9.97"),
            Fault::Otherwise { .. } => ("改正例子或指标", "correct the story or the indicator"),
        };
        Wording::new(zh, en)
    }
}
