use kernel::Wording;

use super::Fault;

impl Fault<'_> {
    /// What is wrong.
    pub(super) fn what(self) -> Wording {
        let (zh, en) = match self {
            Fault::Id { id } => (format!("“{id}”不能作代号"), format!("{id} cannot be an id")),
            Fault::Reserved { id } => (
                format!("字段不能叫“{id}”，系统已用此名"),
                format!("no field can be called {id}; the system uses that name"),
            ),
            Fault::Twice { written, line } => (
                format!("“{written}”重复，第{line}行已有"),
                format!("{written} stands already at line {line}"),
            ),
            Fault::ListedTwice { id } => (format!("“{id}”列了两次"), format!("{id} is listed twice")),
            Fault::UnknownField { id, .. } => (format!("没有字段“{id}”"), format!("there is no field {id}")),
            Fault::Empty { list } => (format!("{list} 是空的"), format!("{list} is empty")),
            Fault::TooMany { list, max } => {
                (format!("{list} 最多{max}个"), format!("there may be {max} of {list} at most"))
            }
            Fault::TooFew { list, min } => {
                (format!("{list} 至少{min}个"), format!("there must be {min} of {list} at least"))
            }
            Fault::Hidden { id, of } => {
                let (zh, en) = of.wording();
                (
                    format!("字段“{id}”是个人信息或保密内容，不能用于{zh}"),
                    format!("{id} is personal or secret and cannot be in {en}"),
                )
            }
            Fault::Several { id, of } => {
                let (zh, en) = of.wording();
                (
                    format!("字段“{id}”可有多个值，不能用于{zh}"),
                    format!("{id} may have several values and cannot be in {en}"),
                )
            }
            Fault::NoColumn { id, of } => {
                let (zh, en) = of.wording();
                (format!("字段“{id}”的类型不能用于{zh}"), format!("{id} is of a kind that cannot be in {en}"))
            }
            Fault::NotRequired { id } => {
                (format!("标识字段“{id}”不是必填"), format!("{id} is in the key but not required"))
            }
            Fault::Years => ("保存年数超出范围".into(), "the number of years is out of range".into()),
            Fault::Months => ("月数超出范围".into(), "the number of months is out of range".into()),
            Fault::Days => ("天数超出范围".into(), "the number of days is out of range".into()),
            Fault::MonthAndDay => ("不是月和日".into(), "it is no month and day".into()),
            Fault::YearsApart => ("年数超出范围".into(), "the number of years is out of range".into()),
            Fault::UnknownCode { code, table, .. } => (
                format!("代码表“{table}”里没有“{code}”"),
                format!("there is no {code} in the code table {table}"),
            ),
            Fault::NoOwner => {
                ("没有写明由谁补上这个缺口".into(), "nobody is named who closes the gap".into())
            }
            Fault::OfOtherKind { id, key } => (
                format!("字段“{id}”的类型不能用于 {key}"),
                format!("{id} is of a kind that cannot be {key} here"),
            ),
            Fault::UnknownLedger { id, .. } => {
                (format!("没有台账“{id}”"), format!("there is no ledger {id}"))
            }
            Fault::NotByNumber { id } => (
                format!("台账“{id}”不以这种号码为标识"),
                format!("records of {id} are not kept by numbers of this kind"),
            ),
            Fault::NotByName { id } => (
                format!("台账“{id}”没有按名称排列的视图，无法按名称查找"),
                format!(
                    "{id} has no view without filters in the order of its names, so none is found by its name"
                ),
            ),
            Fault::InTwoFiles { written, file } => {
                (format!("“{written}”重复，{file} 中已有"), format!("{written} stands already in {file}"))
            }
        };
        Wording { zh, en }
    }
}
