use app::duties::{self, Cover, Covered, Signed};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::components::{Cell, Column, Empty, Table, Tag, Tone};
use crate::error::Error;
use crate::page::Page;
use crate::pages::draw;
use crate::records::Doers;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/duties/matrix.html")]
struct Matrix {
    holes: String,
    /// Where what is missing is entered, for those who may.
    add: Option<String>,
    table: Option<Table>,
    empty: Empty,
    page: Page,
}

/// The tasks by the three systems: what stands behind each, and the holes.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let covered = duties::matrix(&site.app, page.actor()).await?;
    let signed = covered.iter().flat_map(|row| &row.systems).flatten();
    let signed: Vec<&str> =
        signed.filter_map(|cover| Some(cover.not_applicable.as_ref()?.actor.as_str())).collect();
    let doers = Doers::of(&page, signed.into_iter()).await?;
    let holes = covered.iter().flat_map(|row| &row.systems).filter(|covers| covers.is_empty()).count();
    let may_add = app::records::open(&site.app, page.actor(), "coverage")
        .is_ok_and(|opened| opened.may(page.actor(), app::Act::Create));
    let table = (!covered.is_empty()).then(|| Table {
        words,
        caption: words.matrix_title().to_owned(),
        columns: vec![
            Column::text(words.plan_task()),
            Column::text(words.matrix_management()),
            Column::text(words.matrix_policy()),
            Column::text(words.matrix_service()),
        ],
        rows: covered.iter().map(|covered| row(&page, covered, &doers)).collect(),
    });
    draw(&Matrix {
        holes: words.matrix_holes(holes),
        add: may_add.then(|| page.href("/ledgers/coverage/new")),
        table,
        empty: Empty {
            title: words.duties_none().to_owned(),
            text: words.duties_none_what().to_owned(),
            action: Some((page.href("/plan"), words.navigation_plan().to_owned())),
        },
        page: page.below("/duties", words.navigation_duties()).titled(words.matrix_title()),
    })
}

fn row(page: &Page, covered: &Covered, doers: &Doers) -> Vec<Cell> {
    let words = page.words;
    let text = |cover: &Cover| match &cover.not_applicable {
        Some(Signed { actor, on }) => words.matrix_not_applicable(&cover.what, doers.who(page, actor), on),
        None => cover.what.clone(),
    };
    let link = |cover: &Cover| (page.record("coverage", &cover.key), text(cover));
    let cell = |covers: &Vec<Cover>| {
        if covers.is_empty() {
            Cell::Tag(Tag { text: words.matrix_hole().to_owned(), tone: Tone::Warning })
        } else {
            Cell::Links(covers.iter().map(link).collect())
        }
    };
    let task = Cell::Link {
        href: page.href(&format!("/plan/tasks/{}", covered.task)),
        text: format!("{} {}", covered.task, covered.title),
    };
    [vec![task], covered.systems.iter().map(cell).collect()].concat()
}
