use kernel::{Place, Problem, Wording};

/// A rule that the declaration of an indicator breaks.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault<'f> {
    Id { id: &'f str },
    Name { id: &'f str },
    Reserved { id: &'f str },
    Twice { id: &'f str, line: usize },
    NoRows,
    Decimals,
    ColumnDecimals,
    NotOfKind { key: &'static str },
    NeededByKind { key: &'static str },
    BaseNotOfKind,
    NoBase,
    WithoutBase { key: &'static str },
    Per,
    BaseYear,
    FinalMonths,
    PublicDraft,
    VersionOrder,
    UntilOrder,
    Unused { id: &'f str },
    StepNeeds { step: &'f str, name: &'f str },
    NoParameter { id: &'f str },
    NoHeading,
    Heading,
    UnknownLedger { id: &'f str, nearest: Option<&'f str> },
    UnknownRole { id: &'f str, nearest: Option<&'f str> },
    UnknownCodes { id: &'f str, nearest: Option<&'f str> },
    UnknownList { id: &'f str, nearest: Option<&'f str> },
    UnknownDimension { id: &'f str, nearest: Option<&'f str> },
    CodeTwice { code: &'f str, of: &'f str },
    OtherQuestion { id: &'f str, of: &'f str },
}

impl Fault<'_> {
    /// The fault as a problem at a place.
    pub(crate) fn at(self, place: Place) -> Problem {
        Problem::error(self.code(), place, self.what(), self.remedy())
    }

    fn code(self) -> &'static str {
        match self {
            Fault::Id { .. } | Fault::Name { .. } => "bad-id",
            Fault::Reserved { .. } => "reserved-id",
            Fault::Twice { .. } | Fault::CodeTwice { .. } => "written-twice",
            Fault::OtherQuestion { .. } => "other-question",
            Fault::NoRows => "missing-file",
            Fault::Decimals | Fault::ColumnDecimals => "decimals",
            Fault::NotOfKind { .. } => "not-of-kind",
            Fault::NeededByKind { .. } => "missing-key",
            Fault::BaseNotOfKind => "base-not-of-kind",
            Fault::NoBase => "no-base",
            Fault::WithoutBase { .. } => "without-base",
            Fault::Per => "bad-per",
            Fault::BaseYear => "base-year",
            Fault::FinalMonths => "bad-months",
            Fault::PublicDraft => "public-draft",
            Fault::VersionOrder => "version-order",
            Fault::UntilOrder => "until-order",
            Fault::Unused { .. } => "unused-parameter",
            Fault::StepNeeds { .. } | Fault::NoParameter { .. } => "missing-parameter",
            Fault::NoHeading | Fault::Heading => "check-heading",
            Fault::UnknownLedger { .. } => "unknown-ledger",
            Fault::UnknownRole { .. } => "unknown-role",
            Fault::UnknownCodes { .. } => "unknown-code-table",
            Fault::UnknownDimension { .. } => "unknown-dimension",
            Fault::UnknownList { .. } => "unknown-list",
        }
    }

    fn what(self) -> Wording {
        let (zh, en) = match self {
            Fault::Id { id } => {
                (format!("代号“{id}”的写法不符合规定"), format!("{id} is not written as an id"))
            }
            Fault::Name { id } => {
                (format!("“{id}”不能作 SQL 中的名称"), format!("{id} cannot be a name in SQL"))
            }
            Fault::Reserved { id } => {
                (format!("“{id}”是固有名称"), format!("{id} is a name that every indicator has"))
            }
            Fault::Twice { id, line } => {
                (format!("“{id}”重复，第{line}行已有"), format!("{id} stands already in line {line}"))
            }
            Fault::NoRows => ("缺少 rows.sql".into(), "rows.sql is missing".into()),
            Fault::Decimals => ("小数位数超出范围".into(), "too many digits after the point".into()),
            Fault::ColumnDecimals => (
                "只有整数列才有小数位数".into(),
                "only a column of whole numbers has digits after a point".into(),
            ),
            Fault::NotOfKind { key } => {
                (format!("这一类指标没有“{key}”"), format!("an indicator of this kind has no {key}"))
            }
            Fault::NeededByKind { key } => {
                (format!("这一类指标缺少“{key}”"), format!("an indicator of this kind needs {key}"))
            }
            Fault::BaseNotOfKind => {
                ("这一类指标没有分母".into(), "an indicator of this kind has no denominator".into())
            }
            Fault::NoBase => ("覆盖率缺少分母".into(), "a coverage needs a denominator".into()),
            Fault::WithoutBase { key } => {
                (format!("没有分母，“{key}”没有意义"), format!("{key} means nothing without a denominator"))
            }
            Fault::Per => ("倍数超出范围".into(), "the multiple is out of range".into()),
            Fault::BaseYear => ("基期年份超出范围".into(), "the base year is out of range".into()),
            Fault::FinalMonths => ("月数超出范围".into(), "the number of months is out of range".into()),
            Fault::PublicDraft => ("拟定的指标不能公开".into(), "a draft cannot be public".into()),
            Fault::VersionOrder => ("版本号没有递减".into(), "the versions do not fall".into()),
            Fault::UntilOrder => {
                ("截止日期晚于后一版的开始".into(), "it ends after the next definition begins".into())
            }
            Fault::Unused { id } => {
                (format!("没有语句用到参数“{id}”"), format!("no statement uses the parameter {id}"))
            }
            Fault::StepNeeds { step, name } => (
                format!("步骤“{step}”要用参数“{name}”"),
                format!("the step {step} uses the parameter {name}"),
            ),
            Fault::NoParameter { id } => (format!("没有参数“{id}”"), format!("there is no parameter {id}")),
            Fault::NoHeading => ("语句前没有说明".into(), "the statement stands under no heading".into()),
            Fault::Heading => {
                ("说明没有写出两种语言".into(), "the heading does not say it in both languages".into())
            }
            Fault::UnknownLedger { id, .. } => {
                (format!("没有台账“{id}”"), format!("there is no ledger {id}"))
            }
            Fault::UnknownRole { id, .. } => (format!("没有角色“{id}”"), format!("there is no role {id}")),
            Fault::UnknownCodes { id, .. } => {
                (format!("没有代码表“{id}”"), format!("there is no code table {id}"))
            }
            Fault::UnknownList { id, .. } => (format!("没有清单“{id}”"), format!("there is no list {id}")),
            Fault::UnknownDimension { id, .. } => {
                (format!("没有维度“{id}”"), format!("there is no dimension {id} of the work"))
            }
            Fault::CodeTwice { code, of } => {
                (format!("编号“{code}”已属于“{of}”"), format!("{code} is already the code of {of}"))
            }
            Fault::OtherQuestion { id, of } => {
                (format!("代号“{id}”在“{of}”中是另一个问题"), format!("{id} is another question in {of}"))
            }
        };
        Wording { zh, en }
    }

    fn remedy(self) -> Wording {
        let (zh, en) = match self {
            Fault::Id { .. } => {
                ("用小写字母、数字和单个连字符", "use small letters, digits and single hyphens")
            }
            Fault::Name { .. } => {
                ("用小写字母、数字和单个下划线", "use small letters, digits and single underscores")
            }
            Fault::Reserved { .. } | Fault::Twice { .. } | Fault::CodeTwice { .. } => {
                ("请换一个名称", "choose another name")
            }
            Fault::OtherQuestion { .. } => (
                "同一个问题，各处写法要一样；不是同一个问题，请换一个代号",
                "write the same question in the same words, or call another one by another id",
            ),
            Fault::NoRows => ("请写出数哪些行", "write the statement that returns the rows to be counted"),
            Fault::Decimals => ("应为0至9", "write a number from 0 to 9"),
            Fault::ColumnDecimals => (
                "请删去 decimals，或写 kind = \"integer\"",
                "leave decimals out, or write kind = \"integer\"",
            ),
            Fault::NotOfKind { .. } | Fault::WithoutBase { .. } => ("请删去此键", "leave the key out"),
            Fault::NeededByKind { .. } => ("请补上此键", "add the key"),
            Fault::BaseNotOfKind => (
                "请删去 base.sql，或改为 level、flow、coverage",
                "remove base.sql, or make it a level, flow or coverage",
            ),
            Fault::NoBase => ("请补上 base.sql", "add base.sql"),
            Fault::Per => ("应为1至100000000", "write a number from 1 to 100000000"),
            Fault::BaseYear => ("应为四位年份", "write a year of four digits"),
            Fault::FinalMonths => ("应为1至120", "write a number from 1 to 120"),
            Fault::PublicDraft => ("先核定，或删去 public", "approve it first, or leave public out"),
            Fault::VersionOrder => {
                ("新版在前，版本号逐个变小", "write the newest first, each with a smaller number")
            }
            Fault::UntilOrder => ("请检查日期", "check the dates"),
            Fault::Unused { .. } => ("请在语句中用到，或删去", "use it, or remove it"),
            Fault::StepNeeds { .. } | Fault::NoParameter { .. } => {
                ("请用 [[parameter]] 声明它", "declare it as a [[parameter]]")
            }
            Fault::NoHeading | Fault::Heading => {
                ("写作 -- fail 中文 | English", "write -- fail 中文 | English")
            }
            Fault::UnknownLedger { nearest, .. }
            | Fault::UnknownRole { nearest, .. }
            | Fault::UnknownCodes { nearest, .. }
            | Fault::UnknownDimension { nearest, .. }
            | Fault::UnknownList { nearest, .. } => {
                return match nearest {
                    Some(id) => Wording::new(format!("是不是“{id}”？"), format!("did you mean {id}?")),
                    None => Wording::new("请改正名称，或先声明它", "correct the name, or declare it first"),
                };
            }
        };
        Wording::new(zh, en)
    }
}
