use form::Field;
use form::limits::KEY_CHARS_MAX;
use kernel::Wording;

use super::super::check::REVISIONS_MAX;
use super::Refusal;
use crate::key::SEPARATOR;

impl Refusal<'_> {
    /// What is wrong.
    pub(super) fn what(&self) -> Wording {
        let (zh, en) = match self {
            Refusal::TooManyRevisions => (
                format!("这条记录的修订已达 {REVISIONS_MAX} 次"),
                format!("this record already has {REVISIONS_MAX} revisions"),
            ),
            Refusal::NoRecord => {
                ("没有这条记录，或它已被撤销".into(), "there is no such record, or it was withdrawn".into())
            }
            Refusal::UnknownField { field, .. } => {
                (format!("台账没有字段“{field}”"), format!("the ledger has no field {field}"))
            }
            Refusal::Missing { field: Field { title, .. } } => {
                (format!("“{}”不能为空", title.zh), format!("{} is required", title.en))
            }
            Refusal::KeyChanged { field: Field { title, .. } } => (
                format!("“{}”是记录的标识，不能改变", title.zh),
                format!("{} names the record and cannot change", title.en),
            ),
            Refusal::SeparatorInKey { .. } => (
                format!("记录的标识中不能有“{SEPARATOR}”"),
                format!("what names a record cannot contain {SEPARATOR}"),
            ),
            Refusal::KeyTooLong { .. } => (
                format!("记录的标识超过 {KEY_CHARS_MAX} 个字符"),
                format!("what names the record is longer than {KEY_CHARS_MAX} characters"),
            ),
            Refusal::DayOutOfRange { day, .. } => {
                (format!("日期 {day} 超出范围"), format!("the day {day} is out of range"))
            }
            Refusal::EndsBeforeItBegins { from, to } => (
                format!("期间止于 {to}，不晚于其起始日 {from}"),
                format!("the period ends on {to}, not after its beginning on {from}"),
            ),
            Refusal::EndsWhereItBegins { begin } => (
                format!("记录自 {begin} 起才有，不能在当日或之前终止"),
                format!("the record only begins on {begin} and cannot end on that day"),
            ),
            Refusal::NotThere { day, begin, ended: None } => (
                format!("{day} 还没有这条记录，它自 {begin} 起才有"),
                format!("the record is not there on {day}; it begins on {begin}"),
            ),
            Refusal::NotThere { day, ended: Some(ended), .. } => (
                format!("{day} 已没有这条记录，它已于 {ended} 终止"),
                format!("the record is not there on {day}; it ended on {ended}"),
            ),
            Refusal::NothingHolds { from, to: Some(to) } => (
                format!("{from} 至 {to} 之前没有这条记录，无从更正"),
                format!("from {from} until {to} the record is not there, so nothing can be corrected"),
            ),
            Refusal::NothingHolds { from, to: None } => (
                format!("{from} 以后没有这条记录，无从更正"),
                format!("from {from} on the record is not there, so nothing can be corrected"),
            ),
            Refusal::Merged { key } => {
                (format!("这条记录已并入“{key}”"), format!("this record is merged into {key}"))
            }
            Refusal::MergedAlready { key } => {
                (format!("这条记录早已并入“{key}”"), format!("this record is merged into {key} already"))
            }
            Refusal::MergedIntoItself => {
                ("记录不能并入自己".into(), "a record cannot be merged into itself".into())
            }
            Refusal::NotMerged => {
                ("这条记录没有并入别的记录".into(), "this record is not merged into another".into())
            }
        };
        Wording { zh, en }
    }
}
