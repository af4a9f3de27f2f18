//! Files that programs load into ledgers, by the same steps as the pages: sent, read by columns, looked at, confirmed, dropped, taken back.

use app::imports::{self, Choice, Effect, NewFile, Seen};
use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use form::Context;
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};
use ledger::Blank;
use serde_json::{Value, json};
use tokio_stream::StreamExt as _;

use super::body::{Body, of_kind};
use super::records::nothing_asked;
use super::{mark, query};
use crate::error::Error;
use crate::input::{Asked, Input, fitting};
use crate::page::Page;
use crate::records::day_of;
use crate::site::Site;

const LEDGER: &str = "ledger";
const NAME: &str = "name";
const SOURCE: &str = "source";
const AS_OF: &str = "as_of";
const NOTE: &str = "note";
const BEFORE: &str = "before";
const AFTER: &str = "after";

/// What the members of a choice have to be.
const NUMBER: (&str, &str) = ("从0起的序号", "a number from 0 on");
const COLUMNS: (&str, &str) =
    ("字段编号的列表，不要的列写 null", "a list of ids of fields, null for what is left out");
const FIXED: (&str, &str) =
    ("对象：字段编号和各行相同的值", "an object of ids of fields, each with the value that all rows have");
const BLANK: (&str, &str) = ("keeps 或 clears", "keeps or clears");

/// Rows of one answer.
const ROWS: u32 = 500;

/// Takes a file in. Its content is the body, written to the disk as it comes.
pub(crate) async fn take_in(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
    request: Request,
) -> Result<Response, Error> {
    let mut problems = query::only(&input, &[LEDGER, NAME, SOURCE, AS_OF, NOTE]);
    let as_of = day(&site, &input, &mut problems);
    let missing = [LEDGER, NAME, SOURCE].into_iter().filter(|name| input.text(name).is_empty());
    problems.extend(missing.map(no_parameter));
    query::answerable(problems)?;
    of_kind(&request, "application/octet-stream")?;
    let (request, max) = fitting(request).await?;
    let mut upload = imports::upload(&site.app, page.actor())?;
    let mut parts = request.into_body().into_data_stream();
    while let Some(bytes) = parts.next().await {
        let bytes = bytes.map_err(|_| max.error(StatusCode::PAYLOAD_TOO_LARGE))?;
        upload.write(&bytes).map_err(app::Error::from)?;
    }
    let (ledger, name) = (input.text(LEDGER), input.text(NAME));
    let (source, note) = (input.text(SOURCE), input.text(NOTE));
    let id =
        imports::take_in(&site.app, page.actor(), &NewFile { ledger, name, as_of, source, note }, upload)
            .await?;
    let seen = imports::see(&site.app, page.actor(), id).await?;
    let location = page.href(&format!("/api/v1/imports/{id}"));
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(of(&seen))).into_response())
}

/// The files that were sent, the last first.
pub(crate) async fn list(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let mut problems = query::only(&input, &[BEFORE]);
    let before = number(&input, BEFORE, &mut problems);
    query::answerable(problems)?;
    let all = imports::list(&site.app, page.actor(), before).await?;
    let next = (all.len() >= imports::LIST_MAX as usize).then(|| all.last().map(|seen| seen.id.to_string()));
    let items: Vec<Value> = all.iter().map(of).collect();
    Ok(mark::answer(&headers, None, json!({ "items": items, "next_cursor": next.flatten() })))
}

/// One of them, with what was found or done.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let seen = imports::see(&site.app, page.actor(), id).await?;
    nothing_asked(&input)?;
    Ok(mark::answer(&headers, None, of(&seen)))
}

/// Its rows of which there is something to say.
pub(crate) async fn rows(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let mut problems = query::only(&input, &[AFTER]);
    let after = number(&input, AFTER, &mut problems).unwrap_or_default();
    query::answerable(problems)?;
    let rows = imports::set_aside(&site.app, page.actor(), id, (after, ROWS)).await?;
    let next = (rows.len() == ROWS as usize).then(|| rows.last().map(|row| row.line.to_string())).flatten();
    let items: Vec<Value> =
        rows.iter().map(|row| json!({ "line": row.line, "problems": row.findings })).collect();
    Ok(mark::answer(&headers, None, json!({ "items": items, "next_cursor": next })))
}

/// The rows that were set aside as a workbook, with why: to be put right and loaded as a file of their own.
pub(crate) async fn rows_file(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    nothing_asked(&input)?;
    crate::pages::imports::rows::hand_out_aside(&page, &site, id).await
}

/// Which figures count from the ledger, what they come to now or came to before and after, and which closed periods count records that it
/// changes: to be looked at before it is confirmed, and once it is loaded.
pub(crate) async fn effect(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let effect = imports::effect(&site.app, page.actor(), id).await?;
    nothing_asked(&input)?;
    let moves = imports::moves(&site.app, page.actor(), id).await?;
    let present = match (&effect, &moves) {
        (Some(effect), None) => imports::present(&site.app, effect).await?,
        _ => Vec::new(),
    };
    let concerned = effect.iter().flat_map(|effect| &effect.indicators);
    let indicators = concerned.enumerate().map(|(at, concerned)| {
        let now = present.get(at).and_then(Option::as_ref);
        let moved = moves.as_ref().and_then(|moves| moves.moves.get(at)).and_then(|it| it.figures.as_ref());
        let indicator = &concerned.indicator;
        json!({
            "id": indicator.id,
            "title": indicator.title,
            "closed": concerned.closed,
            "unit": indicator.unit,
            "now": now.and_then(|told| told.text.as_ref()),
            "before": moved.and_then(|(before, _)| before.text.as_ref()),
            "after": moved.and_then(|(_, after)| after.text.as_ref()),
            "is_counting": now.is_none() && moved.is_none(),
        })
    });
    let answer = json!({
        "since": effect.as_ref().map(|effect| effect.since),
        "closed": effect.as_ref().map(Effect::closed).unwrap_or_default(),
        "as_of": moves.as_ref().map(|moves| moves.as_of),
        "known": moves.as_ref().map(|moves| json!({ "before": moves.known.0, "after": moves.known.1 })),
        "indicators": indicators.collect::<Vec<Value>>(),
    });
    Ok(mark::answer(&headers, None, answer))
}

/// Begins to load another table of the same file.
pub(crate) async fn another(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
    mut body: Body,
) -> Result<Response, Error> {
    let mut problems = Vec::new();
    let index: Option<usize> = body.taken("index", NUMBER, &mut problems);
    if index.is_none() && problems.is_empty() {
        problems.push(no_index());
    }
    body.end(problems)?;
    let other = imports::another(&site.app, page.actor(), id, index.unwrap_or_default()).await?;
    let seen = imports::see(&site.app, page.actor(), other).await?;
    let location = page.href(&format!("/api/v1/imports/{other}"));
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(of(&seen))).into_response())
}

/// Says which column is which field.
pub(crate) async fn choose(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
    mut body: Body,
) -> Result<Response, Error> {
    let now = imports::see(&site.app, page.actor(), id).await?;
    let mut problems = Vec::new();
    let choice = Choice {
        table: body.taken("table", NUMBER, &mut problems).unwrap_or(now.table.0),
        heading: body.taken("heading", NUMBER, &mut problems).unwrap_or(now.heading),
        columns: body.taken("columns", COLUMNS, &mut problems),
        fixed: body.taken("fixed", FIXED, &mut problems),
        blank: body.taken("blank", BLANK, &mut problems).unwrap_or(Blank::Keeps),
    };
    body.end(problems)?;
    imports::choose(&site.app, page.actor(), id, &choice).await?;
    answer(&page, &site, id).await
}

/// Has its rows looked at.
pub(crate) async fn check(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    imports::check(&site.app, page.actor(), id).await?;
    answer(&page, &site, id).await
}

/// Has it loaded.
pub(crate) async fn confirm(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    imports::confirm(&site.app, page.actor(), id).await?;
    answer(&page, &site, id).await
}

/// Puts it aside, if it is not loaded.
pub(crate) async fn drop(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    imports::drop_file(&site.app, page.actor(), id).await?;
    answer(&page, &site, id).await
}

/// Has what it said taken back.
pub(crate) async fn take_back(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
    mut body: Body,
) -> Result<Response, Error> {
    let mut problems = Vec::new();
    let reason = body.text("reason", &mut problems);
    body.end(problems)?;
    imports::take_back(&site.app, page.actor(), id, &reason).await?;
    answer(&page, &site, id).await
}

/// What was put down is done beside the answer: it says how far the import is now.
async fn answer(page: &Page, site: &Site, id: i64) -> Result<Response, Error> {
    let seen = imports::see(&site.app, page.actor(), id).await?;
    Ok((StatusCode::ACCEPTED, Json(of(&seen))).into_response())
}

fn of(seen: &Seen) -> Value {
    json!({
        "id": seen.id,
        "ledger": seen.ledger,
        "name": seen.name,
        "digest": seen.digest,
        "bytes": seen.bytes,
        "format": seen.format,
        "as_of": seen.as_of,
        "source": seen.source,
        "note": seen.note,
        "made_at": seen.made_at,
        "state": seen.state.name(),
        "table": { "index": seen.table.0, "name": seen.table.1 },
        "heading": seen.heading,
        "heads": seen.heads,
        "columns": seen.columns,
        "fixed": seen.fixed,
        "blank": seen.blank,
        "told": seen.told,
        "job": seen.job,
    })
}

fn day(site: &Site, input: &Input, problems: &mut Vec<Problem>) -> Option<Date> {
    let declarations = site.app.declarations();
    let context = Context { today: site.app.today(), codes: &declarations.codes };
    day_of(AS_OF, input.text(AS_OF), context).unwrap_or_else(|more| {
        problems.extend(more);
        None
    })
}

fn no_parameter(name: &str) -> Problem {
    Problem::error(
        "missing-parameter",
        Place::default().at_field(name),
        Wording::new(format!("没有写 {name}"), format!("{name} is missing")),
        Wording::new(
            "请在地址中写 ?ledger=…&name=…&source=…，分别是台账、文件名、数据来源",
            "say ?ledger=…&name=…&source=… in the address: the ledger, the name of the file, where it comes from",
        ),
    )
}

fn no_index() -> Problem {
    Problem::error(
        "missing-field",
        Place::default().at_field("index"),
        Wording::new("没有写明哪一张表", "it is not said which table"),
        Wording::new(
            "请写 index：told.beside 里列出的序号",
            "say index, one of those that told.beside lists",
        ),
    )
}

fn number(input: &Input, name: &str, problems: &mut Vec<Problem>) -> Option<i64> {
    let written = Some(input.text(name)).filter(|written| !written.is_empty())?;
    let number = written.parse().ok();
    if number.is_none() {
        problems.push(Problem::error(
            "wrong-place",
            Place::default().at_field(name),
            Wording::new(
                format!("“{written}”不是上一次回答给出的位置"),
                format!("{written} is no place that an answer gave"),
            ),
            Wording::new("请用上一次回答里的 next_cursor", "use the next_cursor of the answer before"),
        ));
    }
    number
}
