use kernel::Wording;

use super::Refusal;
use crate::Mode;

impl Refusal {
    /// What is wrong, and what to do about it.
    pub(super) fn words(&self) -> (Wording, Wording) {
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
            Refusal::NotAbout { step, fields } => {
                let (zh, en) = listed(fields);
                pair(
                    format!("没有写明“{zh}”的，不能“{}”", step.zh),
                    format!("{} is only for cases that say: {en}", step.en),
                    "请从页面上的操作中选择",
                    "choose one of the steps on the page",
                )
            }
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
            Refusal::NotCompetent { title, mode, .. } => not_competent(title, *mode),
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
            Refusal::Irreversible { step } => pair(
                format!("“{}”已经带动其他事项，不能撤销", step.zh),
                format!("{} set other cases going and cannot be annulled", step.en),
                "请在那些事项上分别办理",
                "go on with each of those cases",
            ),
            Refusal::Final { step } => pair(
                format!("“{}”以后不能撤销", step.zh),
                format!("{} stands for good and cannot be annulled", step.en),
                "有补充的，请另行办理，原记录不变",
                "add what is missing by a step or a case of its own; what is recorded stays",
            ),
            Refusal::Uncounted(uncounted) => uncounted.words(),
        }
    }
}

/// Why a case of somebody else does not begin here without their document.
fn not_competent(title: &Wording, mode: Mode) -> (Wording, Wording) {
    let what = Wording::new(
        format!("没有“{}”，不能开始：这类事项由其他机关依法办理", title.zh),
        format!("without {} no case begins: by law it is for another authority", title.en),
    );
    let remedy = match mode {
        Mode::Own | Mode::Delegated => Wording::new(
            "请写明有权机关并附委托文件；没有委托的，请移送有权机关",
            "say who is competent and attach their delegation; without one, refer the matter to them",
        ),
        Mode::Referral => Wording::new(
            "请写明有权机关并附移送文件",
            "say who is competent and attach the letter by which it is referred",
        ),
    };
    (what, remedy)
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
    let (zh, en) = listed(from);
    let remedy = if from.is_empty() {
        Wording::new("这一步只能用于新办一件", "this step starts a case of its own")
    } else {
        Wording::new(format!("可办理的状态：{zh}"), format!("it is possible when the case is: {en}"))
    };
    (what, remedy)
}

fn listed(titles: &[Wording]) -> (String, String) {
    let zh: Vec<&str> = titles.iter().map(|title| title.zh.as_str()).collect();
    let en: Vec<&str> = titles.iter().map(|title| title.en.as_str()).collect();
    (zh.join("、"), en.join(", "))
}
