use std::collections::BTreeMap;

use app::duties::{Progress, progress};
use app::plans::{self, Question, Standing};
use app::programme;
use app::{Act, records};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::Severity;
use plan::{Light, Task, numbers, target_numbers};

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

/// A question as the page shows it.
struct Asked {
    line: usize,
    quote: String,
    question: String,
    /// Who is to answer, as the plan calls them.
    owner: Option<String>,
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

/// What a question is about, as its case says it: the version, and the task or target in whose line it was found.
fn about<'p>(
    part: &'p programme::Question,
    standing: &Standing,
    question: &Question,
) -> Vec<(&'p str, String)> {
    let Some(version) = standing.version.as_ref().filter(|version| !version.ended) else { return Vec::new() };
    let (read, line) = (&standing.read, question.finding.line);
    let is_here = |task: &Task| (task.line..=task.last_line).contains(&line);
    let task = read.tasks.iter().position(is_here).map(|at| (part.task.as_str(), numbers(read)[at].clone()));
    let target = read.targets.iter().position(|target| target.line == line);
    let target = target.map(|at| (part.target.as_str(), target_numbers(read)[at].clone()));
    let about: Vec<(&str, String)> = task.into_iter().chain(target).collect();
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
    Asked {
        line: finding.line,
        quote: finding.quote.clone(),
        owner: finding.owner.clone(),
        answer: question.answer.as_ref().map(|answer| {
            let parts = [Some(answer.by.clone()), answer.on.map(|day| day.to_string())];
            let said: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            (answer.text.clone(), said.join(words.comma()))
        }),
        grey: Vec::new(),
        put: question
            .put
            .as_ref()
            .map(|(number, state)| (page.href(&app::cases::path(number)), words.title(state))),
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

/// Where the task about which a question was answered is looked at again, with the answer as the basis.
fn correct(page: &Page, standing: &Standing, version: &str, question: &Question) -> Option<String> {
    let (number, _) = question.put.as_ref().filter(|_| !question.is_open())?;
    let mut readings = standing.readings.cases();
    if readings.any(|case| case == number) {
        return None;
    }
    let line = question.finding.line;
    let at = standing.read.tasks.iter().position(|task| (task.line..=task.last_line).contains(&line))?;
    let task = &numbers(&standing.read)[at];
    if let Some(reading) = standing.readings.tasks.get(task) {
        return Some(format!("{}/change", page.record("readings", &reading.key)));
    }
    let query = Query::default().with("version", version).with("task", task.as_str());
    let query = query.with("verdict", "corrected").with("basis", number.as_str());
    Some(query.after(&page.href("/ledgers/readings/new")))
}
