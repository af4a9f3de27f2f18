//! The page that asks one thing: fields, a button, and where else to go. Most pages for people are this one.

use app::Error as Refusal;
use askama::Template;
use axum::response::{IntoResponse as _, Response};
use kernel::Problem;

use super::draw;
use crate::components::{ErrorSummary, Field, FieldControl, Notice, Table};
use crate::error::{Error, INVALID};
use crate::input::Input;
use crate::page::Page;
use crate::records::place_problems;

/// The field that says why, and the most characters of it.
pub(crate) const REASON: &str = "reason";
pub(crate) const REASON_CHARACTERS_MAX: usize = 200;

/// A page with a form.
#[derive(Template)]
#[template(path = "pages/form.html")]
pub(crate) struct Form {
    pub(crate) lead: String,
    pub(crate) errors: ErrorSummary,
    pub(crate) notice: Option<Notice>,
    pub(crate) fields: Vec<Field>,
    /// What is sent along and nobody types.
    pub(crate) hidden: Vec<(String, String)>,
    /// The whole address to which it is sent.
    pub(crate) action: String,
    pub(crate) button: &'static str,
    /// Whether the button warns of what it does.
    pub(crate) is_grave: bool,
    /// Whether files can be sent with it.
    pub(crate) has_files: bool,
    /// Where else to go: address and name.
    pub(crate) links: Vec<(String, &'static str)>,
    /// What helps to fill it in.
    pub(crate) below: Option<Below>,
    pub(crate) page: Page,
}

/// A table below a form.
pub(crate) struct Below {
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) table: Table,
}

impl Form {
    /// A form that is sent to a page of ours.
    pub(crate) fn new(
        page: Page,
        path: &str,
        lead: impl Into<String>,
        button: &'static str,
        fields: Vec<Field>,
    ) -> Form {
        Form {
            lead: lead.into(),
            errors: ErrorSummary { title: String::new(), items: Vec::new() },
            notice: None,
            fields,
            hidden: Vec::new(),
            action: page.href(path),
            button,
            is_grave: false,
            has_files: false,
            links: Vec::new(),
            below: None,
            page,
        }
    }

    /// A form that asks for nothing but why something grave is done.
    pub(crate) fn of_reason(
        page: Page,
        path: &str,
        lead: impl Into<String>,
        button: &'static str,
        input: &Input,
    ) -> Form {
        let control = FieldControl::Text { characters_max: REASON_CHARACTERS_MAX };
        let words = page.words;
        let reason = Field::new(words, REASON, words.statement_reason(), control);
        Form::new(page, path, lead, button, vec![reason.filled(input.texts(REASON))]).grave()
    }

    /// The form that sends a value along.
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Form {
        self.hidden.push((name.to_owned(), value.into()));
        self
    }

    /// The form with a place where else to go.
    pub(crate) fn or(mut self, path: &str, name: &'static str) -> Form {
        self.links.push((self.page.href(path), name));
        self
    }

    /// The form with a table below it, if there is one.
    pub(crate) fn above(mut self, below: Option<Below>) -> Form {
        self.below = below;
        self
    }

    /// The form with which files can be sent.
    pub(crate) fn with_files(mut self) -> Form {
        self.has_files = true;
        self
    }

    /// The form whose button warns.
    pub(crate) fn grave(mut self) -> Form {
        self.is_grave = true;
        self
    }

    /// Draws it.
    pub(crate) fn ask(&self) -> Result<Response, Error> {
        draw(self)
    }

    /// Draws it again with what has to be put right; passes on what no form can put right.
    pub(crate) fn refuse(mut self, refusal: Refusal) -> Result<Response, Error> {
        match refusal {
            Refusal::Invalid(problems) => self.say(&problems),
            Refusal::NotAllowed(denied) if !denied.needs_second_factor => {
                let problem =
                    Problem::error("not-allowed", kernel::Place::default(), denied.why, denied.remedy);
                self.say(&[problem]);
            }
            other => return Err(other.into()),
        }
        Ok((INVALID, draw(&self)?).into_response())
    }

    fn say(&mut self, problems: &[Problem]) {
        self.errors =
            place_problems(&self.page, problems, &mut self.fields.iter_mut().collect::<Vec<&mut Field>>());
        self.page.has_problems = true;
    }
}
