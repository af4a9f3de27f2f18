use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::super::draw;
use crate::components::{Cell, Summary, SummaryRow};
use crate::error::Error;
use crate::page::Page;
use crate::records::time;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/admin/health.html")]
struct Health {
    summary: Summary,
    page: Page,
}

/// Whether the database answers, and which it is.
pub(crate) async fn show(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let installation = site.app.store().installation().await.map_err(app::Error::from)?;
    let figure = |term: &str, value: String| SummaryRow {
        term: term.to_owned(),
        value: Cell::Figure(value),
        action: None,
    };
    let rows = vec![
        figure(words.health_version(), env!("CARGO_PKG_VERSION").to_owned()),
        figure(words.health_identity(), installation.identity),
        figure(words.health_county(), installation.county),
        figure(words.health_schema(), installation.schema.to_string()),
        figure(words.health_operations(), installation.seq.to_string()),
        figure(words.health_recorded(), time(installation.recorded_at)),
    ];
    let page = page.below("/admin", words.navigation_admin()).titled(words.navigation_health());
    draw(&Health { summary: Summary { rows }, page })
}
