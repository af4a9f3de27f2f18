use std::collections::BTreeMap;

use form::Fields;
use kernel::{Place, Wording};
use pack::{SeedRow, Seeds, settle};
use plan::Finding;
use store::Db;
use store::cases::{self as rows, Current, Query, Sight};

use super::{Standing, current};
use crate::duties::{all, text};
use crate::{Actor, App, Declarations, Error};

/// The procedure by which a question is put to whoever can answer it, and its fields.
const QUESTION: &str = "question";
const FINDING: &str = "finding";

/// Questions read at most.
const QUESTIONS_MAX: u32 = 2_000;

/// The most characters of a quote in the name of a finding.
const QUOTE_CHARACTERS: usize = 100;

/// What the plan leaves open, with what became of it.
#[derive(Debug, Clone)]
pub struct Question {
    /// What was found.
    pub finding: Finding,
    /// The name by which a question is put: code and words of the plan, the same in every version that has them.
    pub name: String,
    /// What was decided: what, by whom, and when.
    pub answer: Option<(String, String, String)>,
    /// The question that was put: its number, and what its state is called.
    pub put: Option<(String, Wording)>,
}

impl Question {
    /// Whether nobody has answered it yet.
    pub fn is_open(&self) -> bool {
        self.answer.is_none()
    }
}

/// The questions that the plan leaves open or left open, those without an answer first; none without a plan.
///
/// # Errors
/// If the database cannot answer.
pub async fn questions(app: &App, actor: &Actor) -> Result<Option<(Standing, Vec<Question>)>, Error> {
    let Some(standing) = current(app, actor).await? else { return Ok(None) };
    let declarations = app.declarations();
    let reader = app.store().reader().await?;
    let held = held(app, &reader, &declarations).await?;
    let put = put(&reader).await?;
    let question = |settled: pack::Settled<'_>| {
        let name = name(settled.finding);
        let put = put.get(&name);
        let decided = settled.answer.map(|answer| {
            let day = answer.decided_on.to_string();
            (answer.answer.clone(), answer.decided_by.clone(), day)
        });
        let state = put.and_then(|current| {
            let procedure = declarations.procedures.get(QUESTION)?;
            Some((current.number.clone(), procedure.state(&current.state)?.title.clone()))
        });
        Question {
            finding: settled.finding.clone(),
            answer: decided.or_else(|| put.and_then(answered)),
            put: state,
            name,
        }
    };
    let mut questions: Vec<Question> =
        settle(&standing.plan.findings, &held).into_iter().map(question).collect();
    questions.sort_by_key(|question| (!question.is_open(), question.finding.line));
    Ok(Some((standing, questions)))
}

fn name(finding: &Finding) -> String {
    let quote: String = finding.quote.chars().take(QUOTE_CHARACTERS).collect();
    format!("{} {quote}", finding.code)
}

/// What a question that was put was answered: what, by which body.
fn answered(current: &Current) -> Option<(String, String, String)> {
    if !current.ended {
        return None;
    }
    let value = |id: &str| text(&current.fields, id).unwrap_or_default();
    Some((text(&current.fields, "answer")?, value("owner"), String::new()))
}

/// The questions that were put, by the name of what they ask.
async fn put(db: &impl Db) -> Result<BTreeMap<String, Current>, Error> {
    let query = Query { procedure: QUESTION, limit: QUESTIONS_MAX, ..Query::default() };
    let found = rows::list(db, &query, &Sight::All).await?;
    let named = |(current, _): (Current, _)| Some((text(&current.fields, FINDING)?, current));
    Ok(found.into_iter().filter_map(named).collect())
}

/// Who the bodies are and what was decided, as the ledgers hold it today.
async fn held(app: &App, db: &impl Db, declarations: &Declarations) -> Result<Seeds, Error> {
    let mut held = BTreeMap::new();
    for ledger in Seeds::LEDGERS {
        let row = |(key, fields): (String, Fields)| SeedRow {
            key,
            fields,
            valid_from: None,
            valid_to: None,
            place: Place::default(),
        };
        let rows: Vec<SeedRow> =
            all(db, declarations, ledger, app.today()).await?.into_iter().map(row).collect();
        held.insert(ledger, rows);
    }
    Ok(Seeds::of(|ledger| held.get(ledger).map_or(&[][..], Vec::as_slice)))
}
