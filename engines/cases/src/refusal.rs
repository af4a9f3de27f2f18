use jiff::civil::Date;
use kernel::period;
use kernel::{Place, Problem, Wording};

/// Why something may not happen in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The procedure has no such step.
    NoStep {
        /// What was asked for.
        step: String,
    },
    /// The case is not in a state in which the step can be taken.
    NotNow {
        /// The step.
        step: Wording,
        /// The state; none before the case begins.
        state: Option<Wording>,
        /// The states in which it can be taken; empty if it starts a case.
        from: Vec<Wording>,
    },
    /// The step is for others.
    NotYours {
        /// The step.
        step: Wording,
        /// The roles that take it.
        by: Vec<String>,
    },
    /// It happens after now.
    Future {
        /// When it is said to happen.
        happened: period::Event,
    },
    /// It happened before what happened last.
    BeforeTheLast {
        /// When it is said to have happened.
        happened: period::Event,
        /// When the last step happened.
        last: period::Event,
    },
    /// A step needs a reason and none was given.
    NoReason {
        /// The step.
        step: Wording,
    },
    /// A field that the step does not ask for.
    NotAsked {
        /// The field.
        field: String,
        /// The step.
        step: Wording,
    },
    /// A field that has to be filled in is empty.
    Missing {
        /// The field.
        field: String,
        /// Its title.
        title: Wording,
    },
    /// A case is given back without saying what has to be put right.
    NoDefect,
    /// A defect of a field that the case does not have.
    NoField {
        /// The field.
        field: String,
    },
    /// A defect without a reason.
    DefectWithoutReason {
        /// The field.
        field: String,
        /// Its title.
        title: Wording,
    },
    /// A case was given back before, and this was not named then and has not changed since.
    NamedTooLate {
        /// The field.
        field: String,
        /// Its title.
        title: Wording,
    },
    /// What a guard asks for does not hold.
    Guard {
        /// The name of the rule.
        rule: &'static str,
        /// The field to which it belongs, if it belongs to one.
        field: Option<String>,
        /// What does not hold.
        what: Wording,
        /// What to do about it.
        remedy: Wording,
    },
    /// The clock to be extended, stopped for a time or set running again does not run so.
    ClockNot {
        /// The clock.
        clock: Wording,
        /// What it would have to do.
        needed: Wording,
    },
    /// A clock was extended as often as it may be.
    ExtendedBefore {
        /// The clock.
        clock: Wording,
        /// How often it may be.
        times: u32,
    },
    /// Only the last step that still counts can be annulled.
    NotTheLast {
        /// The number of that step; none if there is none.
        last: Option<u32>,
    },
    /// A clock could not be counted.
    Uncounted(Uncounted),
}

/// Why the end of a clock could not be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Uncounted {
    /// No version of the statute sets the limit on that day.
    NoLimit {
        /// The statute.
        statute: String,
        /// The limit.
        limit: String,
        /// The day.
        on: Date,
    },
    /// A day outside the calendar, an unknown regime, or hours counted from a day.
    Counting(period::Error),
}

impl From<Uncounted> for Refusal {
    fn from(uncounted: Uncounted) -> Self {
        Refusal::Uncounted(uncounted)
    }
}

impl Uncounted {
    /// A stable name for scripts and stories.
    pub fn code(&self) -> &'static str {
        match self {
            Uncounted::NoLimit { .. } => "no-limit",
            Uncounted::Counting(_) => "counting",
        }
    }

    /// What is wrong, and what to do about it.
    pub fn words(&self) -> (Wording, Wording) {
        match self {
            Uncounted::NoLimit { statute, limit, on } => (
                Wording::new(
                    format!("{on}没有适用的期限 {statute}/{limit}"),
                    format!("no version of {statute} sets {limit} on {on}"),
                ),
                Wording::new(
                    "请在 law/ 下补充当时施行的文本",
                    "add the text that was in force then below law/",
                ),
            ),
            Uncounted::Counting(error) => {
                (error.wording(), Wording::new("请核对日期和期限", "check the day and the period"))
            }
        }
    }
}

impl Refusal {
    /// The refusal as a problem, at its field if it belongs to one.
    pub fn problem(&self) -> Problem {
        let (what, remedy) = self.words();
        let place = match self.field() {
            Some(field) => Place::default().at_field(field),
            None => Place::default(),
        };
        Problem::error(self.code(), place, what, remedy)
    }

    /// The field to which it belongs.
    pub fn field(&self) -> Option<&str> {
        match self {
            Refusal::NotAsked { field, .. }
            | Refusal::Missing { field, .. }
            | Refusal::NoField { field }
            | Refusal::DefectWithoutReason { field, .. }
            | Refusal::NamedTooLate { field, .. } => Some(field),
            Refusal::Guard { field, .. } => field.as_deref(),
            Refusal::Future { .. } | Refusal::BeforeTheLast { .. } => Some("happened"),
            Refusal::NoReason { .. } => Some("reason"),
            _ => None,
        }
    }

    /// A stable name for scripts and stories.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoStep { .. } => "no-such-step",
            Refusal::NotNow { .. } => "not-now",
            Refusal::NotYours { .. } => "not-yours",
            Refusal::Future { .. } => "future",
            Refusal::BeforeTheLast { .. } => "before-the-last",
            Refusal::NoReason { .. } => "no-reason",
            Refusal::NotAsked { .. } => "not-asked",
            Refusal::Missing { .. } => "missing-field",
            Refusal::NoDefect => "no-defect",
            Refusal::NoField { .. } => "unknown-field",
            Refusal::DefectWithoutReason { .. } => "defect-without-reason",
            Refusal::NamedTooLate { .. } => "named-too-late",
            Refusal::Guard { rule, .. } => rule,
            Refusal::ClockNot { .. } => "clock",
            Refusal::ExtendedBefore { .. } => "extended-before",
            Refusal::NotTheLast { .. } => "not-the-last",
            Refusal::Uncounted(uncounted) => uncounted.code(),
        }
    }

    /// What is wrong, and what to do about it.
    fn words(&self) -> (Wording, Wording) {
        let pair = |zh: String, en: String, zh_remedy: &str, en_remedy: &str| {
            (Wording::new(zh, en), Wording::new(zh_remedy, en_remedy))
        };
        match self {
            Refusal::NoStep { step } => pair(
                format!("没有“{step}”这一步"),
                format!("there is no step {step}"),
                "请从页面上的操作中选择",
                "choose one of the steps on the page",
            ),
            Refusal::NotNow { step, state, from } => not_now(step, state.as_ref(), from),
            Refusal::NotYours { step, by } => {
                let by = by.join("、");
                pair(
                    format!("“{}”不由您办理", step.zh),
                    format!("{} is not yours to do", step.en),
                    &format!("由以下角色办理：{by}"),
                    &format!("it is done by: {by}"),
                )
            }
            Refusal::Future { happened } => pair(
                format!("{happened}还没有到"),
                format!("{happened} has not come yet"),
                "请填写实际发生的日期",
                "enter the day on which it happened",
            ),
            Refusal::BeforeTheLast { happened, last } => pair(
                format!("{happened}早于上一步的{last}"),
                format!("{happened} is before the last step, which happened on {last}"),
                "请核对日期；上一步有误的，先撤销上一步",
                "check the day; if the last step is wrong, annul it first",
            ),
            Refusal::NoReason { step } => pair(
                format!("“{}”须说明理由", step.zh),
                format!("{} needs a reason", step.en),
                "请填写理由",
                "enter the reason",
            ),
            Refusal::NotAsked { field, step } => pair(
                format!("“{}”不填写“{field}”", step.zh),
                format!("{} does not ask for {field}", step.en),
                "请删去",
                "leave it out",
            ),
            Refusal::Missing { title, .. } => pair(
                format!("必填项“{}”没有填写", title.zh),
                format!("{} is required and has no value", title.en),
                &format!("请填写“{}”", title.zh),
                &format!("enter {}", title.en),
            ),
            Refusal::NoDefect => pair(
                "退回须一次说明全部需要补正的内容".to_owned(),
                "what has to be put right must be said, all at once".to_owned(),
                "请至少勾选一项并写明理由",
                "name one field at least and say why",
            ),
            Refusal::NoField { field } => pair(
                format!("没有“{field}”这一项"),
                format!("there is no field {field}"),
                "请从表单的项目中选择",
                "choose a field of the form",
            ),
            Refusal::DefectWithoutReason { title, .. } => pair(
                format!("退回“{}”须写明理由", title.zh),
                format!("{} is given back without a reason", title.en),
                "请写明哪里不对、怎样改",
                "say what is wrong and how to put it right",
            ),
            Refusal::NamedTooLate { title, .. } => pair(
                format!("“{}”上次退回时没有指出，此后也没有改动", title.zh),
                format!(
                    "{} was not named when the case was given back before, and has not changed since",
                    title.en
                ),
                "补正应一次性告知；再次退回只能针对上次指出的或改动过的内容",
                "all defects are named at once; later only those, or what has changed, can be named again",
            ),
            Refusal::Guard { what, remedy, .. } => (what.clone(), remedy.clone()),
            Refusal::ClockNot { clock, needed } => pair(
                format!("“{}”{}", clock.zh, needed.zh),
                format!("{} {}", clock.en, needed.en),
                "请核对办理过程",
                "look at what happened so far",
            ),
            Refusal::ExtendedBefore { clock, times } => pair(
                format!("“{}”已经延长{times}次，不能再延长", clock.zh),
                format!("{} was extended as often as it may be ({times})", clock.en),
                "请在期限内办结",
                "finish within the time",
            ),
            Refusal::NotTheLast { last: Some(last) } => pair(
                format!("只能撤销最近一步（第{last}号）"),
                format!("only the last step can be annulled, which is number {last}"),
                "请从最近一步起逐步撤销",
                "annul one after the other, beginning with the last",
            ),
            Refusal::NotTheLast { last: None } => pair(
                "没有可以撤销的步骤".to_owned(),
                "there is nothing to annul".to_owned(),
                "请刷新页面",
                "load the page again",
            ),
            Refusal::Uncounted(uncounted) => uncounted.words(),
        }
    }
}

fn not_now(step: &Wording, state: Option<&Wording>, from: &[Wording]) -> (Wording, Wording) {
    let what = match state {
        Some(state) => Wording::new(
            format!("现在是“{}”，不能“{}”", state.zh, step.zh),
            format!("the case is {} and {} is not possible now", state.en, step.en),
        ),
        None => Wording::new(
            format!("还没有这件事，不能“{}”", step.zh),
            format!("there is no case yet, so {} is not possible", step.en),
        ),
    };
    let zh = from.iter().map(|state| state.zh.as_str()).collect::<Vec<_>>().join("、");
    let en = from.iter().map(|state| state.en.as_str()).collect::<Vec<_>>().join(", ");
    let remedy = if from.is_empty() {
        Wording::new("这一步只能用于新办一件", "this step starts a case of its own")
    } else {
        Wording::new(format!("可办理的状态：{zh}"), format!("it is possible when the case is: {en}"))
    };
    (what, remedy)
}
