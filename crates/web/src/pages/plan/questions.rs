use std::collections::BTreeMap;

use app::duties::{Progress, progress};
use app::plans::{self, Question, Reading, Standing};
use app::programme;
use app::{Act, records};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::Severity;
use plan::{Light, Task, numbers, target_numbers};

use super::readings::LEDGERS;
use super::{title_of_task, wanted};
use crate::components::Empty;
use crate::error::Error;
use crate::page::Page;
use crate::pages::draw;
use crate::query::Query;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/plan/questions.html")]
struct Questions {
    /// Those without an answer, and those with one.
    groups: Vec<(String, Vec<Asked>)>,
    empty: Empty,
    page: Page,
}

/// What each of the ledgers of readings calls the number of that of which it is.
const NUMBERS: [&str; 4] = ["task", "target", "stage", "safeguard"];

/// A question as the page shows it.
struct Asked {
    line: usize,
    quote: String,
    question: String,
    /// Who is to answer: the body that was asked; before that the one that the plan names, as it calls it.
    owner: Option<String>,
    /// By when, as long as it is open.
    due: Option<String>,
    /// What was decided, and by whom, when.
    answer: Option<(String, String)>,
    /// What stays grey until it is answered: tasks with their duties, and targets.
    grey: Vec<(String, String)>,
    /// The question that was put to somebody: its address and its state.
    put: Option<(String, String)>,
    /// Where it can be put to somebody.
    ask: Option<String>,
    /// Where the task is corrected by what was answered.
    correct: Option<String>,
}

/// What the plan leaves open: to whom each question was put, and what was answered.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let (standing, questions) = plans::questions(&site.app, page.actor()).await?.ok_or(Error::NotFound)?;
    let may_record = records::open(&site.app, page.actor(), "readings")
        .is_ok_and(|opened| opened.may(page.actor(), Act::Create));
    let version = standing.version.as_ref().filter(|version| may_record && !version.ended);
    let declarations = site.app.declarations();
    let part = declarations.programme.question.as_ref().filter(|part| {
        app::cases::open(&site.app, page.actor(), &part.procedure).is_ok_and(|opened| opened.may_start)
    });
    let (open, answered): (Vec<&Question>, Vec<&Question>) =
        questions.iter().partition(|question| question.is_open());
    let groups = [(words.plan_open(open.len()), open), (words.plan_answered(answered.len()), answered)];
    let progress = progress(&site.app).await?;
    // What is only a slip of the pen keeps nobody from judging.
    let bears =
        |question: &Question| question.is_open() && question.finding.severity != Severity::Information;
    let show = |question: &Question| Asked {
        grey: if bears(question) { grey(&page, &standing, &progress, question) } else { Vec::new() },
        correct: version.and_then(|version| correct(&page, &standing, &version.number, question)),
        ask: part.and_then(|part| ask(&page, part, &standing, question)),
        ..asked(&page, question)
    };
    let shown = |questions: Vec<&Question>| questions.into_iter().map(show).collect();
    let groups = groups.into_iter().filter(|(_, questions)| !questions.is_empty());
    draw(&Questions {
        groups: groups.map(|(title, questions)| (title, shown(questions))).collect(),
        empty: Empty {
            title: words.plan_no_questions().to_owned(),
            text: words.plan_no_questions_what().to_owned(),
            action: None,
        },
        page: page.clone().below("/plan", words.navigation_plan()).titled(words.plan_questions()),
    })
}

/// What of the plan stands in the line in which a question was found, with its number: a task, target, stage or safeguard, one of each.
fn found_in(standing: &Standing, question: &Question) -> [Option<String>; 4] {
    let (read, line) = (&standing.read, question.finding.line);
    let is_here = |task: &Task| (task.line..=task.last_line).contains(&line);
    let counted = |at: usize| (at + 1).to_string();
    [
        read.tasks.iter().position(is_here).map(|at| numbers(read)[at].clone()),
        read.targets.iter().position(|target| target.line == line).map(|at| target_numbers(read)[at].clone()),
        read.stages.iter().position(|stage| stage.line == line).map(counted),
        read.safeguards.iter().position(|safeguard| safeguard.line == line).map(counted),
    ]
}

/// What a question is about, as its case says it: the version, and what stands in the line in which it was found.
fn about<'p>(
    part: &'p programme::Question,
    standing: &Standing,
    question: &Question,
) -> Vec<(&'p str, String)> {
    let Some(version) = standing.version.as_ref().filter(|version| !version.ended) else { return Vec::new() };
    let fields = [&part.task, &part.target, &part.stage, &part.safeguard].map(String::as_str);
    let found = fields.into_iter().zip(found_in(standing, question));
    let about: Vec<(&str, String)> = found.filter_map(|(field, number)| Some((field, number?))).collect();
    if about.is_empty() {
        about
    } else {
        [(part.version.as_str(), version.number.clone())].into_iter().chain(about).collect()
    }
}

/// Where a question is put to somebody, with what is known of it.
fn ask(page: &Page, part: &programme::Question, standing: &Standing, question: &Question) -> Option<String> {
    if !(question.is_open() && question.may_be_put()) {
        return None;
    }
    let finding = &question.finding;
    let query = Query::default()
        .with(&part.finding, question.name.as_str())
        .with(&part.question, finding.question.zh.as_str())
        .with(&part.quote, finding.quote.as_str())
        .with(&part.body, question.owner.as_deref().unwrap_or_default());
    let about = about(part, standing, question);
    let query = about.iter().fold(query, |query, (id, text)| query.with(id, text.as_str()));
    Some(query.after(&page.href(&format!("/procedures/{}/new", part.procedure))))
}

fn asked(page: &Page, question: &Question) -> Asked {
    let words = page.words;
    let finding = &question.finding;
    let text = words.of(&finding.question).to_owned();
    let put = question.put.as_ref().filter(|_| !question.may_be_put());
    let due = put.and_then(|put| put.due).filter(|_| question.is_open());
    Asked {
        line: finding.line,
        quote: finding.quote.clone(),
        owner: put.and_then(|put| put.owner.clone()).or_else(|| finding.owner.clone()),
        due: due.map(|day| words.plan_question_due(day)),
        answer: question.answer.as_ref().map(|answer| {
            let parts = [Some(answer.by.clone()), answer.on.map(|day| day.to_string())];
            let said: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            (answer.text.clone(), said.join(words.comma()))
        }),
        grey: Vec::new(),
        put: question
            .put
            .as_ref()
            .map(|put| (page.href(&app::cases::path(&put.number)), words.title(&put.state))),
        ask: None,
        correct: None,
        question: text,
    }
}

/// What nobody can judge before a question is answered: how many duties of each task on which it bears are grey, and the targets.
fn grey(
    page: &Page,
    standing: &Standing,
    progress: &BTreeMap<String, Progress>,
    question: &Question,
) -> Vec<(String, String)> {
    let (words, plan) = (page.words, &standing.plan);
    let numbers = numbers(plan);
    let task = |at: &usize| {
        let (number, title) = (&numbers[*at], title_of_task(&plan.tasks[*at]));
        let title = format!("{number} {title}");
        let progress = progress.get(number).copied().unwrap_or_default();
        let text = match progress.lights[Light::Grey as usize] {
            _ if !standing.binds() => title,
            grey => words.plan_grey_duties(title, progress.duties(), grey),
        };
        (page.href(&format!("/plan/tasks/{number}")), text)
    };
    let target = |at: &usize| {
        let target = &plan.targets[*at];
        let text = words.plan_grey_target(&target.subject, wanted(target));
        (page.href("/plan?view=targets"), text)
    };
    question.tasks.iter().map(task).chain(question.targets.iter().map(target)).collect()
}

/// Where that about which a question was answered is looked at again, with the answer as the basis: the task in whose lines it was found,
/// otherwise the target, stage or safeguard.
fn correct(page: &Page, standing: &Standing, version: &str, question: &Question) -> Option<String> {
    let number = &question.put.as_ref().filter(|_| !question.is_open())?.number;
    let mut readings = standing.readings.cases();
    if readings.any(|case| case == number) {
        return None;
    }
    let found = found_in(standing, question);
    let at = found.iter().position(Option::is_some)?;
    let (ledger, field, of) = (LEDGERS[at], NUMBERS[at], found[at].as_deref()?);
    let readings = &standing.readings;
    let keys = [
        key(&readings.tasks, of),
        key(&readings.targets, of),
        key(&readings.stages, of),
        key(&readings.safeguards, of),
    ];
    if let Some(known) = keys[at] {
        return Some(format!("{}/change", page.record(ledger, known)));
    }
    let query = Query::default().with("version", version).with(field, of);
    let query = query.with("verdict", "corrected").with("basis", number.as_str());
    Some(query.after(&page.href(&format!("/ledgers/{ledger}/new"))))
}

/// The key of the record of what somebody found.
fn key<'r, C>(readings: &'r BTreeMap<String, Reading<C>>, of: &str) -> Option<&'r str> {
    readings.get(of).map(|reading| reading.key.as_str())
}
