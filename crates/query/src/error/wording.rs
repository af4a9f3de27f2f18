use kernel::{Place, Problem, Wording};

use super::Error;

impl Error {
    /// The error for people, with what to do about it. A damaged snapshot has a problem for each file.
    pub fn problems(&self) -> Vec<Problem> {
        match self {
            Error::Damaged(problems) => problems.clone(),
            error => {
                let place = Place { line: error.line(), field: error.value(), ..Place::default() };
                vec![Problem::error(error.code(), place, error.what(), error.remedy())]
            }
        }
    }

    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Syntax { .. } => "query-syntax",
            Error::TooLong { .. } => "query-too-long",
            Error::NotOne { .. } => "query-not-one",
            Error::NotReading { .. } => "query-not-reading",
            Error::UnknownTable { .. } => "query-unknown-table",
            Error::UnknownColumn { .. } => "query-unknown-column",
            Error::UnknownFunction { .. } => "query-unknown-function",
            Error::UnknownParameter { .. } => "query-unknown-parameter",
            Error::Unsuitable { .. } => "query-unsuitable",
            Error::ColumnType { .. } => "query-column-type",
            Error::Stopped { .. } => "query-stopped",
            Error::TooSlow { .. } => "query-too-slow",
            Error::TooMuchMemory { .. } => "query-too-much-memory",
            Error::TooManyRows { .. } => "query-too-many-rows",
            Error::Damaged(_) => "query-damaged",
            Error::OldShape { .. } => "query-old-shape",
            Error::NoValue { .. } => "query-no-value",
            Error::Unsorted { .. } => "query-unsorted",
            Error::AfterCut { .. } => "query-after-cut",
            Error::NotByCounty { .. } => "query-not-by-county",
            Error::File { .. } => "query-file",
            Error::Engine { .. } => "query-engine",
        }
    }

    /// What it stopped at. It stands in the place and not in the words: they are read by people who do not see every value.
    fn value(&self) -> Option<String> {
        match self {
            Error::Stopped { detail } => Some(detail.clone()),
            _ => None,
        }
    }

    /// The line of the SQL, where it is known.
    fn line(&self) -> Option<usize> {
        match self {
            Error::Syntax { line, .. }
            | Error::UnknownColumn { line, .. }
            | Error::Unsuitable { line, .. } => *line,
            _ => None,
        }
    }

    fn what(&self) -> Wording {
        let chinese = match self {
            Error::Syntax { detail, .. } => format!("SQL 无法解析：{detail}"),
            Error::TooLong { detail } => format!("语句过长：{detail}"),
            Error::NotOne { detail } => format!("应当恰好是一条语句：{detail}"),
            Error::NotReading { statement } => format!("语句不只是读取：{statement}"),
            Error::UnknownTable { table, .. } => format!("没有表 {table}"),
            Error::UnknownColumn { column, .. } => format!("没有列 {column}"),
            Error::UnknownFunction { function, .. } => format!("没有函数 {function}"),
            Error::UnknownParameter { parameter, .. } => format!("没有参数 ${parameter}"),
            Error::Unsuitable { detail, .. } => format!("语句无法执行：{detail}"),
            Error::ColumnType { column, found } => format!("列 {column} 的类型是 {found}"),
            Error::Stopped { .. } => "语句遇到不能计算的值而中断".to_owned(),
            Error::TooSlow { seconds } => format!("语句执行超过 {seconds} 秒"),
            Error::TooMuchMemory { bytes_max } => format!("语句需要的内存超过 {bytes_max} 字节"),
            Error::TooManyRows { rows_max } => format!("语句返回的行数超过 {rows_max}"),
            Error::Damaged(problems) => {
                let what: Vec<&str> = problems.iter().map(|problem| problem.what.zh.as_str()).collect();
                format!("快照已损坏：{}", what.join("；"))
            }
            Error::OldShape { ledger, field } => {
                format!("写快照时，台账 {ledger} 的字段 {field} 保存的是另一种值")
            }
            Error::NoValue { ledger, key, field, value } => {
                format!("台账 {ledger} 记录 {key} 的字段 {field} 是 {value}，与字段类型不符")
            }
            Error::Unsorted { key, span } => format!("记录 {key} 的时段 {span} 次序不对"),
            Error::AfterCut { key, span, seq } => {
                format!("记录 {key} 的时段 {span} 是在操作 {seq} 之后产生或结束的")
            }
            Error::NotByCounty { step } => format!("语句不能按区县拆分：{step}"),
            Error::File { path, error } => format!("{path}：{error}"),
            Error::Engine { detail } => format!("查询引擎出错：{detail}"),
        };
        let english = match self {
            Error::Stopped { .. } => "the statement stopped at a value".to_owned(),
            error => error.to_string(),
        };
        Wording::new(chinese, english)
    }

    fn remedy(&self) -> Wording {
        let fixed = |zh: &str, en: &str| Wording::new(zh, en);
        match self {
            Error::Syntax { .. } => fixed("请在所指的行修改语句", "correct the statement at that line"),
            Error::TooLong { .. } => fixed(
                "请分成几个指标，很长的清单请放进码表或台账",
                "divide it into several indicators; keep long lists in a ledger or a code table",
            ),
            Error::NotOne { .. } => {
                fixed("请只写一条 SELECT，可以带 WITH", "write a single SELECT, with WITH if wanted")
            }
            Error::NotReading { .. } => fixed("请只用 SELECT", "use SELECT alone"),
            Error::UnknownTable { meant, .. } => near(
                meant.as_deref(),
                "请用台账的标识，- 写作 _；全部时段用 _history 结尾",
                "use the id of a ledger with - written _, and the ending _history for every day",
            ),
            Error::UnknownColumn { meant, .. } => near(
                meant.as_deref(),
                "请用台账字段的标识，或 key、valid_from、valid_to",
                "use the id of a field of the ledger, or key, valid_from, valid_to",
            ),
            Error::UnknownFunction { meant, .. } => {
                let all = indicators::sql::FUNCTIONS.join(", ");
                near(meant.as_deref(), &format!("可用：{all}"), &format!("use one of: {all}"))
            }
            Error::UnknownParameter { meant, .. } => near(
                meant.as_deref(),
                "请在 indicator.toml 中用 [[parameter]] 声明它",
                "declare it in indicator.toml as a [[parameter]]",
            ),
            Error::Unsuitable { .. } => fixed(
                "请检查列和值的类型，必要时用 cast(… as …) 转换",
                "compare the types of columns and values; convert with cast(… as …)",
            ),
            Error::ColumnType { .. } => fixed(
                "结果只能是文字、整数、日期和是否；请用 cast(… as bigint)、cast(… as date) 转换，列表请用 unnest 或 array_to_string",
                "results are text, whole numbers, days and flags: use cast(… as bigint) or cast(… as date), and unnest or array_to_string for lists",
            ),
            Error::Stopped { .. } => fixed(
                "请在语句中排除这样的值，例如用 nullif 避免除以零",
                "leave such values out in the statement; nullif keeps from dividing by zero",
            ),
            Error::TooSlow { .. } => fixed(
                "请检查连接条件是否齐全，并先筛选再连接",
                "look for a join without its condition, and filter before joining",
            ),
            Error::TooMuchMemory { .. } => fixed(
                "请检查连接条件是否齐全，并减少分组和列",
                "look for a join without its condition, and group by less",
            ),
            Error::TooManyRows { .. } => {
                fixed("请收窄条件，或先合计再返回", "narrow the conditions, or add up before returning")
            }
            Error::Damaged(_) => fixed("请重新取得快照", "fetch the snapshot again"),
            Error::OldShape { .. } => {
                fixed("请由数据库重新生成快照", "make the snapshot again from the database")
            }
            Error::NoValue { .. } => fixed(
                "请更正这条记录，或恢复字段原来的类型",
                "correct the record, or give the field its former kind again",
            ),
            Error::Unsorted { .. } => fixed(
                "请按主键、起始日、时段编号的次序写入，每个一次",
                "write by key, first day and span, each once",
            ),
            Error::AfterCut { .. } => fixed(
                "请在同一个数据库事务中读取全部时段",
                "read all intervals in one transaction of the database",
            ),
            Error::NotByCounty { .. } => fixed("请对每个区县分别执行", "run it for each county by itself"),
            Error::File { .. } => {
                fixed("请检查磁盘空间和目录权限", "look at the room on the disk and the rights of the folder")
            }
            Error::Engine { .. } => {
                fixed("请把这条消息和语句一起报告", "report this message together with the statement")
            }
        }
    }
}

/// The word that may be meant, then what there is.
fn near(meant: Option<&str>, zh: &str, en: &str) -> Wording {
    match meant {
        Some(meant) => Wording::new(format!("是不是“{meant}”？{zh}"), format!("did you mean {meant}? {en}")),
        None => Wording::new(zh, en),
    }
}
