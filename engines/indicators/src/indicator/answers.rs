//! What somebody decided of what a definition leaves open. An answer makes another definition: it has another digest, and the answer stands
//! among its files.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{Problem, Wording};
use serde::{Deserialize, Serialize};

use super::{Certainty, Decides, Definition, Indicator, State};

/// Where answers stand among the files of a definition.
const FILE: &str = "answers.json";

/// What somebody decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The value: of a parameter, or the one of several meanings.
    pub value: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub on: Date,
}

impl Indicator {
    /// The indicator as these answers, by the names of their questions, make it; and those that cannot be used, with why. Answers to other
    /// questions change nothing.
    pub fn answered(&self, answers: &BTreeMap<String, Answer>) -> (Indicator, Vec<Problem>) {
        let (mut made, mut problems) = (self.clone(), Vec::new());
        let (mut used, mut is_approved) = (BTreeMap::new(), None);
        made.open.retain(|question| {
            let Some((decides, answer)) = question.decides.as_ref().zip(answers.get(&question.id)) else {
                return true;
            };
            match decides {
                Decides::Approval { value, .. } => {
                    is_approved = Some(is_approved.unwrap_or(true) && *value == answer.value);
                }
                Decides::Parameter { id, choices, settles } => {
                    let parameter = made.parameters.iter_mut().find(|parameter| parameter.id == *id);
                    let Some(parameter) = parameter else { return true };
                    let written = answer.value.trim();
                    let is_choice = choices.is_empty() || choices.iter().any(|(choice, _)| choice == written);
                    let Some(value) = parameter.value.parse_as(written).filter(|_| is_choice) else {
                        problems.push(unusable(self, &parameter.title, answer));
                        return true;
                    };
                    parameter.value = value;
                    parameter.certainty = Certainty::Official;
                    parameter.basis = answer.basis();
                    if *settles {
                        is_approved = Some(is_approved.unwrap_or(true));
                    }
                }
            }
            used.insert(question.id.clone(), answer.clone());
            false
        });
        if is_approved == Some(true) && !made.is_asked() {
            made.state = State::Approved;
        }
        if !used.is_empty() {
            let text = serde_json::to_string_pretty(&used).expect("texts and days are always JSON") + "\n";
            made.definition = self.definition.with(FILE, text);
            made.answers = used;
        }
        (made, problems)
    }
}

impl Indicator {
    /// Whether an answer is still missing that may approve it.
    pub fn is_asked(&self) -> bool {
        let may_approve = |decides: &Decides| {
            matches!(decides, Decides::Approval { .. } | Decides::Parameter { settles: true, .. })
        };
        self.open.iter().filter_map(|question| question.decides.as_ref()).any(may_approve)
    }
}

impl Answer {
    /// On what a value rests that was answered.
    fn basis(&self) -> Wording {
        let Answer { by, on, .. } = self;
        Wording::new(format!("{on}由{by}答复"), format!("answered by {by} on {on}"))
    }
}

impl Definition {
    /// The answers among the files, by the names of their questions; none if they cannot be read.
    pub fn answers(&self) -> BTreeMap<String, Answer> {
        self.files.get(FILE).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
}

fn unusable(indicator: &Indicator, title: &Wording, answer: &Answer) -> Problem {
    let value = &answer.value;
    Problem::warning(
        "answer-value",
        indicator.place.clone(),
        Wording::new(
            format!("“{}”的答复是“{value}”，不能用作取值", title.zh),
            format!("the answer to {} is {value}, which cannot be its value", title.en),
        ),
        Wording::new(
            "请更正答复的取值，写成所列的值、数或日期",
            "correct the value of the answer: one of those listed, a number or a day",
        ),
    )
}
