//! What was said of a version while it was out for comment, clause by clause, and how it was answered.

use app::plans::{self, Comment};
use app::{cases, records};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use form::Value;

use super::title;
use crate::components::{Cell, Column, Empty, Table};
use crate::error::Error;
use crate::page::Page;
use crate::pages::draw;
use crate::query::Query;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/plan/comments.html")]
struct CommentsPage {
    table: Option<Table>,
    empty: Empty,
    new: Option<String>,
    page: Page,
}

/// The comments on a version, for who works here.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
) -> Result<Response, Error> {
    let words = page.words;
    let standing = plans::version(&site.app, page.actor(), &number).await?;
    let comments = plans::comments(&site.app, page.actor(), &number).await?;
    draw(&CommentsPage {
        table: table(&page, &site, &comments),
        empty: Empty {
            title: words.comments_none().to_owned(),
            text: words.comments_none_what().to_owned(),
            action: None,
        },
        new: start(&page, &site, &number, ""),
        page: page
            .clone()
            .below("/plan", words.navigation_plan())
            .below("/plan/versions", words.plan_versions())
            .titled(words.comments_of(title(&page, &standing))),
    })
}

/// Where a comment on a clause is made, for those who may.
pub(super) fn start(page: &Page, site: &Site, number: &str, clause: &str) -> Option<String> {
    let declarations = site.app.declarations();
    let part = declarations.programme.comment.as_ref()?;
    cases::open(&site.app, page.actor(), &part.procedure).ok().filter(|opened| opened.may_start)?;
    let query = Query::default().with(&part.version, number).with(&part.clause, clause);
    Some(query.after(&page.href(&format!("/procedures/{}/new", part.procedure))))
}

/// Comments with what was answered; none if there are none.
pub(super) fn table(page: &Page, site: &Site, comments: &[Comment]) -> Option<Table> {
    let words = page.words;
    let declarations = site.app.declarations();
    let part = declarations.programme.comment.as_ref()?;
    let procedure = declarations.procedures.get(&part.procedure)?;
    let look = crate::records::Look { page, codes: &declarations.codes, names: &records::Names::new() };
    let shown = |comment: &Comment, id: &str| {
        let value: Option<(&form::Field, &Value)> = procedure.form.field(id).zip(comment.fields.get(id));
        value.map(|(field, value)| look.text(field, value))
    };
    let row = |comment: &Comment| {
        let answer: Vec<String> =
            [&part.outcome, &part.reply].into_iter().filter_map(|id| shown(comment, id)).collect();
        vec![
            Cell::Text(comment.clause.clone()),
            Cell::Link { href: page.href(&cases::path(&comment.number)), text: comment.subject.clone() },
            Cell::Text(words.title(&comment.state)),
            if answer.is_empty() { Cell::Nothing } else { Cell::Lines(answer) },
        ]
    };
    (!comments.is_empty()).then(|| Table {
        words,
        caption: words.comments_title().to_owned(),
        columns: vec![
            Column::text(words.comments_clause()),
            Column::text(words.comments_subject()),
            Column::text(words.cases_state()),
            Column::text(words.comments_answer()),
        ],
        rows: comments.iter().map(row).collect(),
    })
}
