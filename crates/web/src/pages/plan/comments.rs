//! What was said of a version while it was out for comment, clause by clause, and how it was answered.

use app::plans::{self, Comment, Part, Version};
use app::{cases, programme};
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
        new: Invitation::of(&page, &site, standing.version.as_ref()).map(|it| it.href("")),
        page: page
            .clone()
            .below("/plan", words.navigation_plan())
            .below("/plan/versions", words.plan_versions())
            .titled(words.comments_of(title(&page, &standing))),
    })
}

/// A version that is out for comment, for those who may say something of it.
pub(super) struct Invitation<'p> {
    page: &'p Page,
    part: programme::Comment,
    /// The number of the version.
    version: String,
}

impl<'p> Invitation<'p> {
    pub(super) fn of(page: &'p Page, site: &Site, version: Option<&Version>) -> Option<Invitation<'p>> {
        let version = version.filter(|version| version.is_out)?.number.clone();
        let part = site.app.declarations().programme.comment.clone()?;
        cases::open(&site.app, page.actor(), &part.procedure).ok().filter(|opened| opened.may_start)?;
        Some(Invitation { page, part, version })
    }

    /// Where a comment on a clause is made; of no clause in particular, if none is named.
    pub(super) fn href(&self, clause: &str) -> String {
        let query = Query::default().with(&self.part.version, self.version.as_str());
        let query = query.with(&self.part.clause, clause);
        query.after(&self.page.href(&format!("/procedures/{}/new", self.part.procedure)))
    }

    /// The same in a table, beside the clause.
    pub(super) fn cell(&self, part: Part, number: &str) -> Cell {
        let clause = part.named(number);
        Cell::Link { href: self.href(&clause), text: self.page.words.comments_make_on(clause) }
    }

    /// The column in which these stand.
    pub(super) fn column(&self) -> Column {
        Column::text(self.page.words.comments_title())
    }
}

/// Comments with what was answered; none if there are none.
pub(super) fn table(page: &Page, site: &Site, comments: &[Comment]) -> Option<Table> {
    let words = page.words;
    let declarations = site.app.declarations();
    let part = declarations.programme.comment.as_ref()?;
    let procedure = declarations.procedures.get(&part.procedure)?;
    let look = crate::records::Look { page, codes: &declarations.codes, names: &app::records::Names::new() };
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
