use jiff::civil::Date;

use crate::Wording;

/// A rule that a declared calendar breaks.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault {
    YearTwice { year: i16, line: usize },
    DateOfAnotherYear { date: Date, year: i16 },
    WorkedOnWeekday { date: Date },
    OffAndWorked { date: Date },
    DateTwice { date: Date },
    ExtraDaysWithoutDate,
    ExtraDayNotOff { date: Date },
    BelongsToUnpublishedYear { year: i64 },
    NoStatutoryDays { year: i16 },
    StatutoryDays { year: i16, off: usize, statutory: usize },
    Identity { year: i16, weekdays_off: usize, worked: usize, statutory: usize, extra: usize },
    WorkingDays { year: i16, declared: i64, working: i64 },
}

impl Fault {
    /// The stable name of the problem.
    pub(super) fn code(self) -> &'static str {
        match self {
            Fault::YearTwice { .. } => "year-twice",
            Fault::DateOfAnotherYear { .. } => "date-of-another-year",
            Fault::WorkedOnWeekday { .. } => "worked-on-weekday",
            Fault::OffAndWorked { .. } => "off-and-worked",
            Fault::DateTwice { .. } => "date-twice",
            Fault::ExtraDaysWithoutDate => "extra-days-without-date",
            Fault::ExtraDayNotOff { .. } => "extra-day-not-off",
            Fault::BelongsToUnpublishedYear { .. } => "belongs-to-unpublished-year",
            Fault::NoStatutoryDays { .. } => "no-statutory-days",
            Fault::StatutoryDays { .. } => "statutory-days",
            Fault::Identity { .. } => "identity",
            Fault::WorkingDays { .. } => "working-days",
        }
    }

    /// What is wrong.
    pub(super) fn what(self) -> Wording {
        let (zh, en) = match self {
            Fault::YearTwice { year, line } => (
                format!("{year}年写了两次，第一次在第{line}行"),
                format!("{year} is declared twice, first in line {line}"),
            ),
            Fault::DateOfAnotherYear { date, year } => {
                (format!("{date} 不属于{year}年"), format!("{date} does not belong to {year}"))
            }
            Fault::WorkedOnWeekday { date } => (
                format!("{date} 是周一至周五，本来就上班"),
                format!("{date} is Monday to Friday and worked anyway"),
            ),
            Fault::OffAndWorked { date } => {
                (format!("{date} 既放假又上班"), format!("{date} is both off and worked"))
            }
            Fault::DateTwice { date } => (format!("{date} 写了两次"), format!("{date} stands twice")),
            Fault::ExtraDaysWithoutDate => {
                ("特别放假缺少通知日期".into(), "extra days off need the date of their notice".into())
            }
            Fault::ExtraDayNotOff { date } => (
                format!("{date} 不在同一通知的 off 中"),
                format!("{date} is not among the off dates of its notice"),
            ),
            Fault::BelongsToUnpublishedYear { year } => {
                (format!("{year}年没有已公布的安排"), format!("{year} is not a published year of this file"))
            }
            Fault::NoStatutoryDays { year } => (
                format!("不知道{year}年的法定放假天数"),
                format!("the statutory days of {year} are not declared"),
            ),
            Fault::StatutoryDays { year, off, statutory } => (
                format!("{year}年列出{off}天，法定为{statutory}天"),
                format!("{year} lists {off} days off, statutory are {statutory}"),
            ),
            // 调休 only moves days: days off beyond the statutory ones are worked on a weekend.
            Fault::Identity { year, weekdays_off, worked, statutory, extra } => (
                format!(
                    "{year}年：周一至周五放假{weekdays_off}天，应等于调休上班{worked}天 + \
                     法定{statutory}天 + 特别放假{extra}天"
                ),
                format!(
                    "{year}: {weekdays_off} days off Monday to Friday should be \
                     {worked} worked + {statutory} statutory + {extra} extra"
                ),
            ),
            Fault::WorkingDays { year, declared, working } => (
                format!("{year}年写明{declared}个工作日，按所列日期为{working}个"),
                format!("{year} is said to have {declared} working days, its dates give {working}"),
            ),
        };
        Wording { zh, en }
    }

    /// What to do about it.
    pub(super) fn remedy(self) -> Wording {
        let (zh, en) = match self {
            Fault::YearTwice { .. } => ("请合并为一个 [[year]]", "merge both into one [[year]]"),
            Fault::DateOfAnotherYear { .. } => (
                "请移到那一年的 [[year.change]]，并写明 belongs_to",
                "move it to a [[year.change]] of its own year, with belongs_to",
            ),
            Fault::WorkedOnWeekday { .. } => (
                "调休上班只能是周六或周日，请对照通知",
                "worked dates are Saturdays or Sundays; compare the notice",
            ),
            Fault::OffAndWorked { .. } => ("请对照通知，只留一处", "compare the notice and keep one of them"),
            Fault::DateTwice { .. } => (
                "一天只算一次；两节同日可写成“国庆节、中秋节”",
                "a day counts once; one holiday may carry two names",
            ),
            Fault::ExtraDaysWithoutDate => ("请补上 notice_date = …", "add notice_date = …"),
            Fault::ExtraDayNotOff { .. } => ("请同时写入 off", "add it to off as well"),
            Fault::BelongsToUnpublishedYear { .. } => (
                "请先收录该年的通知，或删去 belongs_to",
                "declare the notice of that year first, or leave belongs_to out",
            ),
            Fault::NoStatutoryDays { .. } => {
                ("请补上 [[statutory]]", "add a [[statutory]] in force in that year")
            }
            Fault::StatutoryDays { .. } => (
                "只写法定放假日，通知公布后改为 published",
                "list the statutory days only, until the notice is published",
            ),
            Fault::Identity { .. } => {
                ("请对照通知逐日核对 off 与 worked", "compare off and worked with the notice, day by day")
            }
            Fault::WorkingDays { .. } => {
                ("请核对日期，或改正 working_days", "check the dates, or correct working_days")
            }
        };
        Wording::new(zh, en)
    }
}
