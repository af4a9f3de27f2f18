use kernel::Wording;

use super::super::{DAYS_MAX, ID_CHARACTERS_MAX, MONTHS_MAX, RESERVED, RETENTION_YEARS_MAX, YEARS_APART_MAX};
use super::{Fault, Use};

impl Fault<'_> {
    /// What to do about it.
    pub(super) fn remedy(self) -> Wording {
        let (zh, en) = match self {
            Fault::Id { .. } => (
                format!(
                    "以小写字母开头，只用小写字母、数字和单个连字符，最多{ID_CHARACTERS_MAX}个，如 group-members"
                ),
                format!(
                    "begin with a small letter and use small letters, digits and single hyphens, {ID_CHARACTERS_MAX} at most, \
                     such as group-members"
                ),
            ),
            Fault::Reserved { .. } => {
                let all = RESERVED.join(", ");
                (format!("请换一个名称；不可用：{all}"), format!("take another name; not to be used: {all}"))
            }
            Fault::Twice { .. } | Fault::InTwoFiles { .. } => {
                ("请改名，使两者可以分清".into(), "rename one, so that both can be told apart".into())
            }
            Fault::ListedTwice { .. } => ("请删去一个".into(), "take one out".into()),
            Fault::UnknownField { meant: Some(meant), .. }
            | Fault::UnknownLedger { meant: Some(meant), .. }
            | Fault::UnknownCode { meant: Some(meant), .. } => {
                (format!("是不是“{meant}”？"), format!("did you mean {meant}?"))
            }
            Fault::UnknownField { meant: None, .. } => {
                ("请先在 [[field]] 中声明".into(), "declare it in a [[field]] first".into())
            }
            Fault::UnknownLedger { meant: None, .. } => (
                "请先在包中声明这个台账，或改用 kind = \"text\"".into(),
                "declare that ledger in the pack first, or use kind = \"text\"".into(),
            ),
            Fault::UnknownCode { meant: None, .. } => {
                ("请填写代码表中的代码".into(), "write a code of that table".into())
            }
            Fault::TooFew { .. } => ("请补上".into(), "add what is missing".into()),
            Fault::Days => {
                (format!("应在1至{DAYS_MAX}之间"), format!("write a number from 1 to {DAYS_MAX}"))
            }
            Fault::MonthAndDay => (
                "请写两位的月和日，如 \"04-26\"".into(),
                "write month and day with two digits each, such as \"04-26\"".into(),
            ),
            Fault::YearsApart => {
                (format!("应在0至{YEARS_APART_MAX}之间"), format!("write a number from 0 to {YEARS_APART_MAX}"))
            }
            Fault::Empty { .. } => ("请至少写一个字段".into(), "name one field at least".into()),
            Fault::TooMany { .. } => ("请删去多余的".into(), "take out some of them".into()),
            Fault::Hidden { of: Use::Name | Use::Card, .. } => (
                "请另选字段，或改为 class = \"personal\"（显示时遮掩）".into(),
                "choose another field, or class = \"personal\", which is shown masked".into(),
            ),
            Fault::Hidden { .. } => (
                "请另选 class = \"public\" 或 \"internal\" 的字段".into(),
                "choose a field with class = \"public\" or \"internal\"".into(),
            ),
            Fault::Several { .. } => {
                ("请另选字段，或删去它的 many".into(), "choose another field, or leave its many out".into())
            }
            Fault::NoColumn { .. } => (
                "请另选文字、数字、日期、代码一类的字段".into(),
                "choose a field that holds a text, number, date, code or the like".into(),
            ),
            Fault::NotRequired { .. } => ("请写 required = true".into(), "write required = true".into()),
            Fault::Years => (
                format!("应在1至{RETENTION_YEARS_MAX}之间；永久保存的请删去 years"),
                format!("write a number from 1 to {RETENTION_YEARS_MAX}, or leave years out for ever"),
            ),
            Fault::Months => {
                (format!("应在1至{MONTHS_MAX}之间"), format!("write a number from 1 to {MONTHS_MAX}"))
            }
            Fault::NoOwner => (
                "请写 owner = 单位字段，或 owner_role = 角色".into(),
                "write owner, a field with a body, or owner_role, a role".into(),
            ),
            Fault::NotByNumber { .. } => (
                "请改为以这种号码为唯一标识的台账，或删去 ledger".into(),
                "name a ledger whose only key is a number of this kind, or leave ledger out".into(),
            ),
            Fault::NotByName { .. } => (
                "请在那个台账声明一个没有筛选、按名称排序的 [[view]]".into(),
                "declare a [[view]] there with no filters and its name first in sort".into(),
            ),
            Fault::OfOtherKind { .. } => (
                "请另选类型合适的字段；各种规则和缺口要哪一类，见台账说明".into(),
                "choose a field of a fitting kind; the guide to ledgers says which each kind of rule and gap takes"
                    .into(),
            ),
        };
        Wording { zh, en }
    }
}
