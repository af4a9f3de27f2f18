//! All components on one page, with content that is made up and marked so. Who changes the style sheet looks here.

mod fields;
mod pieces;
mod tables;

use askama::Template;
use axum::response::Response;

use super::draw;
use crate::components::{
    Confirmation, Differences, Empty, ErrorSummary, Field, Light, Notice, Pagination, Summary, Table, Tabs,
    Tag, TaskList, Timeline, TwoTimes,
};
use crate::error::Error;
use crate::page::Page;

#[derive(Template)]
#[template(path = "pages/components.html")]
struct Components {
    tabs: Tabs,
    table: Table,
    pagination: Pagination,
    filters: Vec<Field>,
    fields: Vec<Field>,
    error_summary: ErrorSummary,
    notices: Vec<Notice>,
    tags: Vec<Tag>,
    lights: Vec<Light>,
    summary: Summary,
    timeline: Timeline,
    two_times: TwoTimes,
    differences: Differences,
    task_list: TaskList,
    confirmation: Confirmation,
    empty: Empty,
    page: Page,
}

/// Shows every component.
pub(crate) async fn show(page: Page) -> Result<Response, Error> {
    let words = page.words;
    let title = words.components_title();
    draw(&Components {
        tabs: pieces::tabs(words),
        table: tables::table(words),
        pagination: pieces::pagination(words),
        filters: fields::filters(words),
        fields: fields::all(words),
        error_summary: fields::error_summary(words),
        notices: pieces::notices(words),
        tags: pieces::tags(words),
        lights: pieces::lights(words),
        summary: pieces::summary(words),
        timeline: tables::timeline(words),
        two_times: tables::two_times(words),
        differences: tables::differences(words),
        task_list: pieces::task_list(words),
        confirmation: pieces::confirmation(words),
        empty: pieces::empty(words),
        page: page.below("/", words.navigation_home()).titled(title),
    })
}
