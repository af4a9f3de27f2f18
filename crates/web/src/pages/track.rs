//! How a case stands, for whoever has its number and code and no account. The code is sent with the form alone: it would stay in
//! the history of the browser, and in logs, if it stood in an address.

use app::cases::{self, Passed, Tracked};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::Response;

use super::cases::{clock, state};
use super::draw;
use super::form::Form;
use crate::components::{
    Clock, Entry, Field, FieldControl, Line, Step, Summary, SummaryRow, Tag, Timeline, Tone, Width,
};
use crate::error::Error;
use crate::input::{Input, Sent};
use crate::page::Page;
use crate::records::Look;
use crate::site::Site;

const NUMBER: &str = "number";
const CODE: &str = "code";

#[derive(Template)]
#[template(path = "pages/track.html")]
struct Track {
    number: String,
    state: Tag,
    /// The state in a sentence.
    standing: String,
    /// What the procedure is for.
    about: String,
    /// The public fields.
    summary: Summary,
    /// The clocks that run.
    clocks: Vec<Clock>,
    timeline: Timeline,
    page: Page,
}

/// Asks for number and code.
pub(crate) async fn ask(page: Page) -> Result<Response, Error> {
    form(page, &Input::default()).ask()
}

/// Tells how the case stands.
pub(crate) async fn send(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    let visitor = &page.reader.visitor;
    let mut answer = match cases::track(&site.app, visitor, input.text(NUMBER), input.text(CODE)).await {
        Ok(tracked) => draw(&compose(&page, &tracked))?,
        Err(refusal) => form(page, &input).refuse(refusal)?,
    };
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(answer)
}

fn form(page: Page, input: &Input) -> Form {
    let words = page.words;
    let line = Line { autocomplete: "off", width: Width::Middle, ..Line::TEXT };
    let number = Field::new(words, NUMBER, words.cases_number(), FieldControl::Line(line));
    let code = Field::new(words, CODE, words.track_code(), FieldControl::Line(line));
    let fields = vec![
        number.helped(words.track_number_help()).filled(input.texts(NUMBER)),
        code.helped(words.track_code_help()).filled(input.texts(CODE)),
    ];
    Form::new(page.titled(words.track_title()), "/track", words.track_lead(), words.track_ask(), fields)
}

fn compose(page: &Page, tracked: &Tracked) -> Track {
    let words = page.words;
    let procedure = &tracked.procedure;
    let state = state(page, procedure, &tracked.state);
    let look = Look { page, codes: &tracked.declarations.codes, names: &tracked.names };
    let fields = procedure.form.fields.iter().filter_map(|field| {
        let value = tracked.fields.get(&field.id)?;
        let value = look.cell(field, Some(value));
        Some(SummaryRow { term: words.title(&field.title), value, action: None })
    });
    let running = tracked.clocks.iter().filter(|clock| clock.running.stopped.is_none());
    Track {
        number: tracked.number.clone(),
        standing: match tracked.ended {
            true => words.track_ended(&state.text),
            false => words.track_under_way(&state.text),
        },
        about: words.of(&procedure.about).to_owned(),
        summary: Summary { rows: fields.collect() },
        clocks: running
            .map(|running| Clock { is_open: true, ..clock(page, &tracked.declarations, running) })
            .collect(),
        timeline: Timeline {
            words,
            entries: tracked.passed.iter().rev().map(|passed| entry(page, tracked, passed)).collect(),
        },
        state,
        page: page.clone().below("/track", words.track_title()).titled(words.title(&procedure.title)),
    }
}

fn entry(page: &Page, tracked: &Tracked, passed: &Passed) -> Entry {
    let words = page.words;
    let step = passed.step.as_ref().and_then(|step| tracked.procedure.step(step));
    let title = step.map_or_else(|| words.track_annulment().to_owned(), |step| words.title(&step.title));
    let mut marks = vec![Tag { text: title, tone: Tone::Information }];
    if passed.annulled {
        marks.push(Tag { text: words.cases_annulled().to_owned(), tone: Tone::Warning });
    }
    Entry {
        operation: String::new(),
        recorded: String::new(),
        who: String::new(),
        reason: String::new(),
        steps: vec![Step { marks, holds: passed.happened.to_string(), changes: Vec::new() }],
        receipt: None,
    }
}
