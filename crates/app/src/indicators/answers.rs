//! What indicators leave open, and the indicators as what was decided makes them: a parameter has another value, a draft is approved.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indicators::{Answer, Cell, Decides, Indicator, RowSet, State};
use jiff::civil::Date;
use kernel::Wording;
use ledger::Known;
use pack::programme::Answered as Part;
use query::Params;

use super::cache::Answered;
use super::cards::past;
use super::compute::LIMITS;
use crate::access::works_here;
use crate::records::{When, open};
use crate::{Act, Actor, App, Error};

/// All indicators of the county.
#[derive(Debug)]
pub(crate) struct All {
    /// By their ids.
    pub(crate) by_id: BTreeMap<String, Arc<Indicator>>,
    /// By their ids, why an answer cannot be used.
    pub(crate) unusable: BTreeMap<String, Vec<Wording>>,
}

/// A question on which indicators hang.
#[derive(Debug, Clone)]
pub struct OpenQuestion {
    /// Its name.
    pub id: String,
    /// What is asked.
    pub question: Wording,
    /// Values that an answer may have, each with what follows from it.
    pub choices: Vec<Choice>,
    /// What was decided; none if nobody has yet.
    pub answer: Option<Answer>,
    /// The indicators that ask it.
    pub indicators: Vec<Arc<Indicator>>,
    /// Whether an answer changes them by itself; otherwise their definition is changed by hand.
    pub decides: bool,
    /// The ledger in which the actor may record the answer, with the fields of the question and of its value.
    pub ledger: Option<(String, String, String)>,
}

/// A value that an answer may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The value.
    pub value: String,
    /// What it means; of a parameter that may have any value, what that is called.
    pub title: Wording,
    /// Whether it counts now, before anybody answers.
    pub is_now: bool,
}

/// The indicators as answers make them that were known at an operation: one that is given today holds for every day that is asked about,
/// because it says what is counted and not what there is.
///
/// # Errors
/// What the store says; if the answers cannot be read.
pub(crate) async fn indicators(app: &App, known: Known) -> Result<Arc<All>, Error> {
    let declarations = app.declarations();
    let part = declarations.programme.answered.as_ref();
    let Some(part) = part.filter(|part| declarations.ledgers.contains_key(&part.ledger)) else {
        return Ok(Arc::new(All { by_id: declarations.indicators.clone(), unusable: BTreeMap::new() }));
    };
    let seen = app.indicators().at_hand.see(app, &BTreeSet::from([part.ledger.clone()])).await?;
    let changed = seen.changed.values().copied().max().unwrap_or_default();
    let known = seen.last_known(known);
    let upto = (changed, (known < changed).then_some(known));
    if let Some(all) = app.indicators().answered(&declarations, upto) {
        return Ok(all);
    }
    let params = Params { as_of: app.today(), known, others: BTreeMap::new() };
    let found = query::rows(&seen.snapshots, &statement(part), &params, LIMITS).await;
    let answers = read(&found.map_err(super::bases::broken)?);
    let mut all = All { by_id: BTreeMap::new(), unusable: BTreeMap::new() };
    for (id, indicator) in &declarations.indicators {
        let (made, problems) = indicator.answered(&answers);
        let made = if made == **indicator { Arc::clone(indicator) } else { Arc::new(made) };
        all.by_id.insert(id.clone(), made);
        if !problems.is_empty() {
            all.unusable.insert(id.clone(), problems.into_iter().map(|problem| problem.what).collect());
        }
    }
    let all = Arc::new(all);
    app.indicators().keep_answered(Answered { declarations, upto, all: Arc::clone(&all) });
    Ok(all)
}

fn statement(part: &Part) -> String {
    let column = |field: &str| field.replace('-', "_");
    let [question, value, by, on] =
        [&part.question, &part.value, &part.by, &part.on].map(|field| column(field));
    let table = column(&part.ledger);
    format!(
        "select key, {question} as question, {value} as answer, {by} as decided_by, {on} as decided_on
         from {table} where {value} is not null"
    )
}

/// The answers by the names of their questions; of several the last.
fn read(found: &RowSet) -> BTreeMap<String, Answer> {
    let mut answers: Vec<(Date, &str, &str, Answer)> = Vec::new();
    for row in 0..found.rows.len() {
        let text = |column: &str| found.cell(row, column).and_then(Cell::as_text);
        let on = found.cell(row, "decided_on").and_then(Cell::as_date);
        if let (Some(key), Some(question), Some(value), Some(on)) =
            (text("key"), text("question"), text("answer"), on)
        {
            let by = text("decided_by").unwrap_or_default().to_owned();
            answers.push((on, key, question, Answer { value: value.to_owned(), by, on }));
        }
    }
    answers.sort_by(|(left, left_key, ..), (right, right_key, ..)| (left, left_key).cmp(&(right, right_key)));
    answers.into_iter().map(|(_, _, question, answer)| (question.to_owned(), answer)).collect()
}

/// Every question that indicators leave open, those that nobody has answered first, for who works here.
///
/// # Errors
/// [`Error::NotFound`] for everybody else; what the store says.
pub async fn questions(app: &App, actor: &Actor) -> Result<Vec<OpenQuestion>, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let declarations = app.declarations();
    let past = past(app, When::default()).await?;
    let all = indicators(app, past.known).await?;
    let part = declarations.programme.answered.as_ref();
    let may_answer =
        |part: &&Part| open(app, actor, &part.ledger).is_ok_and(|opened| opened.may(actor, Act::Create));
    let part = part.filter(may_answer);
    let ledger = part.map(|part| (part.ledger.clone(), part.question.clone(), part.value.clone()));
    let mut questions: BTreeMap<String, OpenQuestion> = BTreeMap::new();
    for (id, declared) in &declarations.indicators {
        let Some(made) = all.by_id.get(id) else { continue };
        for asked in &declared.open {
            let question = questions.entry(asked.id.clone()).or_insert_with(|| OpenQuestion {
                id: asked.id.clone(),
                question: asked.question.clone(),
                choices: Vec::new(),
                answer: None,
                indicators: Vec::new(),
                decides: false,
                ledger: None,
            });
            question.indicators.push(Arc::clone(made));
            if asked.decides.is_some() {
                question.decides = true;
                question.ledger.clone_from(&ledger);
                question.answer = question.answer.take().or_else(|| made.answers.get(&asked.id).cloned());
            }
            for choice in asked.decides.iter().flat_map(|decides| choices(made, decides)) {
                if !question.choices.contains(&choice) {
                    question.choices.push(choice);
                }
            }
        }
    }
    let mut questions: Vec<OpenQuestion> = questions.into_values().collect();
    questions.sort_by_key(|question| (question.answer.is_some(), !question.decides));
    Ok(questions)
}

/// One of several meanings; the values that a parameter may have, or the one that it has now.
fn choices(indicator: &Indicator, decides: &Decides) -> Vec<Choice> {
    let (id, choices) = match decides {
        Decides::Approval { value, title } => {
            return vec![Choice { value: value.clone(), title: title.clone(), is_now: false }];
        }
        Decides::Parameter { id, choices, .. } => (id, choices),
    };
    let Some(parameter) = indicator.parameters.iter().find(|parameter| parameter.id == *id) else {
        return Vec::new();
    };
    let now = parameter.value.to_string();
    if choices.is_empty() {
        return vec![Choice { is_now: true, value: now, title: parameter.title.clone() }];
    }
    let choice = |(value, title): &(String, Wording)| Choice {
        is_now: *value == now,
        value: value.clone(),
        title: title.clone(),
    };
    choices.iter().map(choice).collect()
}

impl OpenQuestion {
    /// The indicators that are drafts until it is answered.
    pub fn waiting(&self) -> impl Iterator<Item = &Arc<Indicator>> {
        self.indicators.iter().filter(|indicator| indicator.state == State::Draft)
    }
}
