use kernel::{Place, Problem, Wording};

use super::functions::FUNCTIONS;

/// What a statement may not say.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault<'f> {
    TooLong,
    Syntax { message: &'f str },
    OneStatement,
    NotReading,
    Empty,
    Star,
    Unordered,
    Float { written: &'f str },
    Cast { to: &'f str },
    Division,
    Clock { name: &'f str },
    Function { name: &'f str },
    Part { what: &'f str },
    WindowOverHistory,
    Parameter { written: &'f str, nearest: Option<&'f str> },
    Table { table: &'f str, nearest: Option<&'f str> },
    Shadow { name: &'f str },
    Unnamed,
    Column { name: &'f str, nearest: Option<&'f str> },
    ColumnTwice { name: &'f str },
    ColumnMissing { name: &'f str },
}

/// Characters of a part of a statement that a message repeats.
const QUOTED_CHARACTERS_MAX: usize = 60;

impl Fault<'_> {
    /// The fault as a problem at a place.
    pub(super) fn at(self, place: Place) -> Problem {
        Problem::error(self.code(), place, self.what(), self.remedy())
    }

    fn code(self) -> &'static str {
        match self {
            Fault::TooLong => "sql-too-long",
            Fault::Syntax { .. } => "sql-syntax",
            Fault::OneStatement | Fault::Empty => "sql-one-statement",
            Fault::NotReading => "sql-not-reading",
            Fault::Star => "sql-star",
            Fault::Unordered => "sql-unordered",
            Fault::Float { .. } | Fault::Cast { .. } | Fault::Division => "sql-float",
            Fault::Clock { .. } => "sql-clock",
            Fault::Function { .. } => "sql-function",
            Fault::Part { .. } => "sql-not-portable",
            Fault::WindowOverHistory => "sql-window-over-history",
            Fault::Parameter { .. } => "unknown-parameter",
            Fault::Table { .. } => "unknown-table",
            Fault::Shadow { .. } => "shadowed-table",
            Fault::Unnamed => "unnamed-column",
            Fault::Column { .. } => "unknown-column",
            Fault::ColumnTwice { .. } => "column-twice",
            Fault::ColumnMissing { .. } => "missing-column",
        }
    }

    fn what(self) -> Wording {
        let (zh, en) = match self {
            Fault::TooLong => ("语句过长".into(), "the statement is too long".into()),
            Fault::Syntax { message } => {
                ("SQL 语法错误".into(), format!("not valid SQL: {}", short(message)))
            }
            Fault::OneStatement => ("写了不止一条语句".into(), "there is more than one statement".into()),
            Fault::NotReading => ("语句不只是读取".into(), "the statement does not only read".into()),
            Fault::Empty => ("没有语句".into(), "there is no statement".into()),
            Fault::Star => ("用了 *".into(), "it says *".into()),
            Fault::Unordered => {
                ("有先后之分却没有排序".into(), "what comes first depends on no order".into())
            }
            Fault::Float { written } => {
                (format!("{written} 不是整数"), format!("{written} is no whole number"))
            }
            Fault::Cast { to } => (format!("不能转换为 {to}"), format!("it casts to {to}")),
            Fault::Division => ("语句里做了除法".into(), "the statement divides".into()),
            Fault::Clock { name } => {
                (format!("{name} 取决于何时运行"), format!("{name} depends on when it runs"))
            }
            Fault::Function { name } => {
                (format!("不能用函数 {name}"), format!("the function {name} is not allowed"))
            }
            Fault::Part { what } => {
                (format!("不能用的写法：{}", short(what)), format!("this is not allowed: {}", short(what)))
            }
            Fault::WindowOverHistory => {
                ("在历史区间上用了窗口函数".into(), "a window function over a history".into())
            }
            Fault::Parameter { written, .. } => {
                (format!("没有参数 {written}"), format!("there is no parameter {written}"))
            }
            Fault::Table { table, .. } => (format!("没有表 {table}"), format!("there is no table {table}")),
            Fault::Shadow { name } => {
                (format!("{name} 与台账同名"), format!("{name} has the name of a ledger"))
            }
            Fault::Unnamed => ("有一列没有名称".into(), "a column has no name".into()),
            Fault::Column { name, .. } => (format!("不认识的列 {name}"), format!("unknown column {name}")),
            Fault::ColumnTwice { name } => {
                (format!("列 {name} 出现两次"), format!("the column {name} stands twice"))
            }
            Fault::ColumnMissing { name } => {
                (format!("缺少列 {name}"), format!("the column {name} is missing"))
            }
        };
        Wording { zh, en }
    }

    fn remedy(self) -> Wording {
        let (zh, en) = match self {
            Fault::TooLong => ("分步写，去掉重复", "say it in fewer words"),
            Fault::Syntax { .. } => ("请改正这一行", "correct this line"),
            Fault::OneStatement | Fault::NotReading | Fault::Empty => {
                ("写一条 SELECT，可以先写 WITH", "write one SELECT, after WITH if wanted")
            }
            Fault::Star => {
                ("逐个写出列名；* 只能用于 count(*)", "name the columns; * stands in count(*) only")
            }
            Fault::Unordered => ("加上 order by", "add order by"),
            Fault::Float { .. } | Fault::Cast { .. } => {
                ("只用整数，金额用分", "use whole numbers; money is fen")
            }
            Fault::Division => {
                ("分子分母分别写，由引擎相除", "write numerator and denominator apart; the engine divides")
            }
            Fault::Clock { .. } => ("改用 $as_of", "use $as_of"),
            Fault::Function { .. } => {
                let list = FUNCTIONS.join(", ");
                return Wording::new(format!("可用：{list}"), format!("one of: {list}"));
            }
            Fault::Part { .. } => ("改用普通的 SELECT 写法", "say it in a plain SELECT"),
            Fault::WindowOverHistory => {
                ("按 valid_from、valid_to 与日期比较", "compare valid_from and valid_to with a day")
            }
            Fault::Parameter { nearest, .. } => {
                return known(
                    nearest.map(|name| format!("${name}")),
                    ("请在 [[parameter]] 中声明", "declare it as a [[parameter]]"),
                );
            }
            Fault::Table { nearest, .. } => {
                let table = nearest.map(|id| id.replace('-', "_"));
                return known(table, ("表就是台账，- 写作 _", "tables are the ledgers, - written _"));
            }
            Fault::Column { nearest, .. } => {
                let declare =
                    ("请在 [[column]] 中声明，或删去", "declare it as a [[column]], or leave it out");
                return known(nearest.map(str::to_owned), declare);
            }
            Fault::Shadow { .. } => ("请换一个名称", "choose another name"),
            Fault::Unnamed => ("用 as 取名", "name it with as"),
            Fault::ColumnTwice { .. } => ("请改名或删去一个", "rename or remove one"),
            Fault::ColumnMissing { .. } => ("请在最外层 SELECT 中补上", "add it to the outermost SELECT"),
        };
        Wording::new(zh, en)
    }
}

fn known(nearest: Option<String>, otherwise: (&str, &str)) -> Wording {
    match nearest {
        Some(name) => Wording::new(format!("是不是 {name}？"), format!("did you mean {name}?")),
        None => Wording::new(otherwise.0, otherwise.1),
    }
}

fn short(text: &str) -> String {
    let cut = text.char_indices().nth(QUOTED_CHARACTERS_MAX).map_or(text, |(at, _)| &text[..at]);
    cut.replace(['\n', '\r'], " ")
}

/// The line that the parser names, `… at Line: 3, Column: 7`; 0: none.
pub(super) fn line_of(message: &str) -> u64 {
    let at = message.rsplit_once("Line: ").map_or("", |(_, rest)| rest);
    at.split(',').next().and_then(|number| number.trim().parse().ok()).unwrap_or_default()
}
