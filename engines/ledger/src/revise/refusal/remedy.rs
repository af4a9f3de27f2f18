use kernel::Wording;

use super::super::check::{EARLIEST, LATEST};
use super::Refusal;

impl Refusal<'_> {
    /// What to do about it.
    pub(super) fn remedy(&self) -> Wording {
        let (zh, en) = match self {
            Refusal::TooManyRevisions => (
                "请终止它，另立新记录，或与系统管理员联系".into(),
                "end it and create another, or ask the administrator".into(),
            ),
            Refusal::NoRecord => ("请核对标识，或新建记录".into(), "check the key, or create the record".into()),
            Refusal::UnknownField { meant: Some(meant), .. } => {
                (format!("是不是“{meant}”？"), format!("did you mean {meant}?"))
            }
            Refusal::UnknownField { meant: None, .. } => {
                ("请只填写台账声明的字段".into(), "give only fields that the ledger declares".into())
            }
            Refusal::Missing { .. } => ("请填写".into(), "fill it in".into()),
            Refusal::KeyChanged { .. } => (
                "请保留原值；如登记有误，请撤销本记录后另立，或将它并入正确的记录".into(),
                "keep it; if it was wrong from the start, withdraw this record and create another, or merge it into the right one"
                    .into(),
            ),
            Refusal::SeparatorInKey { .. } => {
                ("请改用“-”".into(), "write - instead".into())
            }
            Refusal::KeyTooLong { .. } => ("请改用较短的写法".into(), "use a shorter form".into()),
            Refusal::DayOutOfRange { .. } => (
                format!("请核对年份，应在 {EARLIEST} 至 {LATEST} 之间"),
                format!("check the year; the day must lie between {EARLIEST} and {LATEST}"),
            ),
            Refusal::EndsBeforeItBegins { .. } => (
                "止日是不再适用的第一天，应晚于起始日；一直适用的请留空".into(),
                "give the first day to which it no longer applies, after the beginning; leave it empty if there is none".into(),
            ),
            Refusal::EndsWhereItBegins { .. } => (
                "如果从来没有此事，请撤销记录；如果起始日登记错了，请撤销后按正确的日期重新登记".into(),
                "if there never was such a thing, withdraw the record; if the day is wrong, withdraw it and record it again from the right day".into(),
            ),
            Refusal::NotThere { ended: None, .. } => (
                "请核对日期；如当时就有，请先从较早的起始日起登记，并填写全部必填字段".into(),
                "check the day; if it began earlier, record that first, with all required fields".into(),
            ),
            Refusal::NotThere { ended: Some(_), .. } => (
                "请核对日期；如当时还有或又有了，请先从那天起登记，并填写全部必填字段".into(),
                "check the day; if it was there still or again, record that first, with all required fields".into(),
            ),
            Refusal::NothingHolds { .. } => (
                "请核对期间；如当时就有，请补记较早的起始日".into(),
                "check the period; if the record was there, record the earlier beginning instead".into(),
            ),
            Refusal::Merged { key } => (
                format!("请修改记录“{key}”，或先取消并入"),
                format!("change the record {key}, or undo the merger first"),
            ),
            Refusal::MergedAlready { .. } => {
                ("请先取消原来的并入".into(), "undo that merger first".into())
            }
            Refusal::MergedIntoItself => ("请选择另一条记录".into(), "choose another record".into()),
            Refusal::NotMerged => ("无需取消".into(), "there is nothing to undo".into()),
        };
        Wording { zh, en }
    }
}
