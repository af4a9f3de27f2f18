//! Who did what, for the audit administrator.

use std::collections::BTreeMap;

use app::cases::title_of_act;
use app::trail::{self, Asked as Question, OPERATIONS_MAX, Operation};
use app::{Act, Deed};
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::roles::name_of_act;
use crate::components::{Cell, Column, Empty, ErrorSummary, Field, FieldControl, Line, Table, Width};
use crate::error::Error;
use crate::input::{Asked, Input};
use crate::page::Page;
use crate::pages::draw;
use crate::query::Query;
use crate::records::{Doers, day_of, place_problems, time};
use crate::site::Site;

/// How many operations one page shows.
const OPERATIONS: u16 = 50;

const ACTOR: &str = "actor";
const DAY: &str = "day";

#[derive(Template)]
#[template(path = "pages/admin/audit_log.html")]
struct AuditLog {
    errors: ErrorSummary,
    filters: Vec<Field>,
    action: String,
    table: Option<Table>,
    empty: Empty,
    next: Option<String>,
    page: Page,
}

/// Operations, the newest first.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let declarations = site.app.declarations();
    let context = form::Context { today: site.app.today(), codes: &declarations.codes };
    let (day, problems) = match day_of(DAY, input.text(DAY), context) {
        Ok(day) => (day, Vec::new()),
        Err(problems) => (None, problems),
    };
    let actor = Some(input.text(ACTOR).to_owned()).filter(|actor| !actor.is_empty());
    let before = input.text("before").parse().ok();
    let question = Question { subject: None, actor, day, before, limit: OPERATIONS.min(OPERATIONS_MAX) };
    let operations = trail::list(&site.app, page.actor(), &question).await?;
    let mut filters = filters(&page, &input);
    let errors = place_problems(&page, &problems, &mut filters.iter_mut().collect::<Vec<&mut Field>>());
    let action = page.href("/admin/audit-log");
    let query = Query::default().with(ACTOR, input.text(ACTOR)).with(DAY, input.text(DAY));
    let last = operations.last().filter(|_| operations.len() == usize::from(OPERATIONS));
    let next = last.map(|last| query.with("before", last.seq.to_string()).after(&action));
    let deputised = trail::deputised(&site.app, page.actor(), &operations).await?;
    let actors = operations.iter().map(|one| one.actor.as_str());
    let doers = Doers::of(&page, actors.chain(deputised.values().map(String::as_str))).await?;
    let table = (!operations.is_empty()).then(|| table(&page, &operations, (&doers, &deputised)));
    let empty = Empty {
        title: words.list_nothing_found().to_owned(),
        text: words.list_nothing_found_what().to_owned(),
        action: Some((action.clone(), words.filter_clear().to_owned())),
    };
    let mut page = page.below("/admin", words.navigation_admin()).titled(words.navigation_audit_log());
    page.has_problems = !problems.is_empty();
    draw(&AuditLog { errors, filters, action, table, empty, next, page })
}

fn filters(page: &Page, input: &Input) -> Vec<Field> {
    let words = page.words;
    let actor = Line { width: Width::Middle, ..Line::TEXT };
    vec![
        Field::new(words, ACTOR, words.audit_actor(), FieldControl::Line(actor)).filled(input.texts(ACTOR)),
        Field::new(words, DAY, words.audit_day(), FieldControl::Day).filled(input.texts(DAY)),
    ]
}

fn table(
    page: &Page,
    operations: &[Operation],
    (doers, deputised): (&Doers, &BTreeMap<i64, String>),
) -> Table {
    let words = page.words;
    let row = |operation: &Operation| {
        vec![
            Cell::Figure(operation.seq.to_string()),
            Cell::Figure(time(operation.recorded_at)),
            Cell::Text(doers.who_for(
                page,
                &operation.actor,
                deputised.get(&operation.seq).map(String::as_str),
            )),
            Cell::Text(what(page, operation)),
            Cell::Text(subject(page, &operation.subject.kind, &operation.subject.id)),
            operation.reason.clone().map_or(Cell::Nothing, Cell::Text),
        ]
    };
    let columns = vec![
        Column::text(words.audit_number()),
        Column::text(words.audit_time()),
        Column::text(words.audit_who()),
        Column::text(words.audit_what()),
        Column::text(words.audit_subject()),
        Column::text(words.audit_why()),
    ];
    let caption = words.navigation_audit_log().to_owned();
    Table { words, caption, columns, rows: operations.iter().map(row).collect() }
}

/// What it was done to, in words; the name of the kind of thing where there are none.
fn subject(page: &Page, kind: &str, id: &str) -> String {
    let words = page.words;
    if let Some(ledger) = page.site.app.declarations().ledgers.get(kind) {
        return format!("{} {id}", words.title(&ledger.title));
    }
    let kind = match kind {
        "account" => words.subject_account(),
        "api-key" => words.subject_api_key(),
        "case" => words.cases_case(),
        "clocks" => words.subject_clocks(),
        "deputation" => words.subject_deputation(),
        "file" => words.subject_file(),
        "firm" => words.subject_firm(),
        "firm-claim" => words.subject_firm_claim(),
        "installation" => words.subject_installation(),
        "job" => words.subject_job(),
        "ledger" => words.subject_ledger(),
        "mandate" => words.subject_mandate(),
        "pack" => words.subject_pack(),
        kind => kind,
    };
    format!("{kind} {id}")
}

/// What was done, in words; its name where there are none.
fn what(page: &Page, Operation { act, subject, .. }: &Operation) -> String {
    let words = page.words;
    if matches!(subject.kind.as_str(), "case" | "clocks")
        && let Some(title) = title_of_act(&page.site.app.declarations(), &subject.id, act)
    {
        return words.title(&title);
    }
    if let Some(deed) = Deed::named(act) {
        return words.title(&deed.title());
    }
    match act.as_str() {
        "seed" => return words.audit_seed().to_owned(),
        "keep-file" => return words.audit_keep_file().to_owned(),
        "refuse-at-gate" => return words.audit_refuse_at_gate().to_owned(),
        "take-in-file" => return words.audit_take_in_file().to_owned(),
        "import" => return words.audit_import().to_owned(),
        "ask-to-take-back" => return words.audit_ask_to_take_back().to_owned(),
        "take-back-import" => return words.audit_take_back_import().to_owned(),
        "attribute" => return words.audit_attribute().to_owned(),
        _ => {}
    }
    let known = Act::ALL.iter().find(|(id, _)| *id == act);
    known.map_or_else(|| act.clone(), |(_, act)| name_of_act(words, *act).to_owned())
}
