use app::rights::{Asked as Wanted, List, RightDeadline, Which, list as listed};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::{Place, Problem, Wording};
use ledger::DeadlineKind;
use serde_json::{Value, json};

use super::{mark, query};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::pages::rights::asked;
use crate::site::Site;

/// The names in a query.
const NAMES: [&str; 8] = ["which", "days", "on", "kind", "body", "enterprise", "cursor", "limit"];

/// The last days of rights that concern the asker, one page of them.
pub(crate) async fn list(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let mut problems = query::only(&input, &NAMES);
    let limit = query::limit(&input, &mut problems);
    problems.extend(misread(&input));
    query::answerable(problems)?;
    let wanted = Wanted { limit, ..asked(&input) };
    let list = match listed(&site.app, page.actor(), &wanted).await {
        // What is wrong with the place in the list is only known by looking for it.
        Err(app::Error::Invalid(problems)) => return Err(Error::asked(problems)),
        list => list?,
    };
    let body = json!({
        "items": list.rows.iter().map(|row| item(&list, row)).collect::<Vec<Value>>(),
        "next_cursor": list.next,
        "total": list.total,
        "total_is_more": list.is_more,
        "as_of": list.today,
    });
    Ok(mark::answer(&headers, None, body))
}

fn item(list: &List, row: &RightDeadline) -> Value {
    let deadline = &row.deadline;
    let charge = deadline.charge_on(list.today);
    json!({
        "ledger": row.ledger,
        "key": row.key,
        "name": row.name,
        "enterprise": row.enterprise,
        "body": row.body,
        "rule": deadline.rule,
        "kind": deadline.kind,
        "year": (deadline.number > 0).then_some(deadline.number),
        "title": deadline.title,
        "opens": deadline.opens,
        "due": deadline.due,
        "due_perhaps": deadline.perhaps,
        "provisional": deadline.provisional,
        "grace_until": deadline.grace_until,
        "standing": list.standing(row),
        "amount_fen": charge.map(ledger::Charge::pays),
        "full_fen": charge.map(|charge| charge.full),
        "surcharge_fen": charge.map(|charge| charge.surcharge),
        "currency": charge.map(|_| "CNY"),
        "consequence": deadline.consequence,
        "basis": deadline.basis,
    })
}

/// What is written in a way that would silently ask for something else.
fn misread(input: &Input) -> Vec<Problem> {
    let known = |name: &str, codes: &[&str]| {
        let written = input.text(name);
        let is_known = written.is_empty() || codes.contains(&written);
        (!is_known).then(|| wrong(name, &codes.join(", ")))
    };
    let kinds = DeadlineKind::ALL.map(DeadlineKind::code);
    let which = Which::ALL.map(Which::code);
    let days = input.text("days");
    let on = input.text("on");
    [
        known("kind", &kinds),
        known("which", &which),
        (!days.is_empty() && days.parse::<u32>().is_err()).then(|| wrong("days", "90")),
        (!on.is_empty() && on.parse::<jiff::civil::Date>().is_err()).then(|| wrong("on", "2026-12-31")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn wrong(name: &str, known: &str) -> Problem {
    Problem::error(
        "bad-parameter",
        Place::default().at_field(name),
        Wording::new(format!("参数“{name}”的写法不对"), format!("{name} cannot be read")),
        Wording::new(format!("可写：{known}"), format!("write one of: {known}")),
    )
}
