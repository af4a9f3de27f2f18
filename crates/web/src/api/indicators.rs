use app::indicators::{Card, cards, show as shown};
use app::records::When;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use form::Context;
use indicators::{Detail, Growth};
use serde_json::{Value, json};

use super::{mark, query};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::records::Moment;
use crate::site::Site;

/// The names in a query.
const NAMES: [&str; 2] = ["as_of", "known"];

/// All indicators that the asker may know of.
pub(crate) async fn list(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let when = when(&site, &input)?;
    let cards = cards(&site.app, page.actor(), when, false).await?;
    let items: Vec<Value> = cards.iter().map(Card::json).collect();
    Ok(mark::answer(&headers, None, json!({ "items": items })))
}

/// One of them, with its series and its parts.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(indicator): Path<String>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let when = when(&site, &input)?;
    let shown = shown(&site.app, page.actor(), &indicator, when, false).await?;
    let point = |point: &app::indicators::Point| json!({ "as_of": point.as_of, "value": point.value, "text": point.text });
    let mut body = shown.opened.card.json();
    if let Some(body) = body.as_object_mut() {
        let parts: Vec<Value> =
            shown.parts.iter().map(|(by, groups)| json!({ "by": by, "groups": groups })).collect();
        body.insert("series".to_owned(), shown.series.iter().map(point).collect());
        body.insert("parts".to_owned(), parts.into());
        if let Some(Detail::Growth(growth)) = shown.opened.card.computed.figure().map(|figure| &figure.detail)
        {
            body.insert("years".to_owned(), years(growth).into());
        }
        body.insert("fields".to_owned(), json!(shown.opened.touched));
    }
    Ok(mark::answer(&headers, None, body))
}

/// The years of a growth; sums are whole numbers of smallest parts as text, as everywhere here.
fn years(growth: &Growth) -> Vec<Value> {
    let before = std::iter::once(None).chain(growth.years.iter().map(Some));
    let year = |(year, before): (&indicators::YearSum, Option<&indicators::YearSum>)| {
        json!({
            "year": year.year,
            "sum": year.sum.to_string(),
            "same_period": year.same_period.to_string(),
            "rate": before.and_then(|before| year.rate(before)),
            "rises": growth.rises(year.year),
        })
    };
    growth.years.iter().zip(before).map(year).collect()
}

fn when(site: &Site, input: &Input) -> Result<When, Error> {
    let mut problems = query::only(input, &NAMES);
    let declarations = site.app.declarations();
    let context = Context { today: site.app.today(), codes: &declarations.codes };
    let moment = Moment::read_from(input, NAMES, context);
    problems.extend(moment.problems.iter().cloned());
    query::answerable(problems)?;
    Ok(moment.when)
}
