//! Files that programs send, before they name them in a field.

use app::files;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest as _, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use kernel::{Place, Problem, Wording};
use serde_json::json;

use super::body::of_kind;
use super::query;
use crate::error::Error;
use crate::input::{Asked, fitting};
use crate::page::Page;
use crate::site::Site;

const NAME: &str = "name";

/// Keeps a file, and tells what a field of kind file holds of it. Sent twice, it is the same file.
pub(crate) async fn keep(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
    request: Request,
) -> Result<Response, Error> {
    let mut problems = query::only(&input, &[NAME]);
    let name = input.text(NAME).trim();
    if name.is_empty() && problems.is_empty() {
        problems.push(no_name());
    }
    query::answerable(problems)?;
    of_kind(&request, "application/octet-stream")?;
    let (request, max) = fitting(request).await?;
    let bytes = Bytes::from_request(request, &site)
        .await
        .map_err(|rejection| max.error(rejection.into_response().status()))?;
    let kept = match files::keep(&site.app, page.actor(), NAME, (name, &bytes)).await {
        Err(app::Error::Invalid(problems)) => return Err(Error::Invalid(of_the_whole(problems))),
        kept => kept?,
    };
    let body = json!({
        "reference": kept.reference,
        "digest": kept.digest,
        "media_type": kept.media_type,
        "bytes": kept.bytes,
    });
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// The content is the file: what is wrong with it is wrong with all of it.
fn of_the_whole(problems: Vec<Problem>) -> Vec<Problem> {
    let whole =
        |problem: Problem| Problem { place: Place { field: None, ..problem.place.clone() }, ..problem };
    problems.into_iter().map(whole).collect()
}

fn no_name() -> Problem {
    Problem::error(
        "missing-parameter",
        Place::default().at_field(NAME),
        Wording::new("没有写文件名", "the file has no name"),
        Wording::new("请在地址中写 ?name=文件名.pdf", "say ?name=report.pdf in the address"),
    )
}
