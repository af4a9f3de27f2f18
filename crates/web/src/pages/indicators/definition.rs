//! What an indicator counts, to the letter: its definition, its values with their sources, its statements.

mod printout;

use app::DIMENSION;
use app::indicators::Opened;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use indicators::Certainty;

use super::{asked, below, draft, is_open, past, path, standing, titled};
use crate::components::{Cell, Column, Notice, Summary, SummaryRow, Table, Tag};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::draw;
use crate::query::Query;
use crate::records::Moment;
use crate::site::Site;

pub(crate) use printout::show as print;

#[derive(Template)]
#[template(path = "pages/indicators/definition.html")]
struct DefinitionPage {
    /// The same on paper.
    printout: String,
    about: String,
    draft: Option<Tag>,
    past: Option<Notice>,
    summary: Summary,
    parameters: Option<Table>,
    answers: Option<Table>,
    earlier: Option<Table>,
    /// The statements, each with its file.
    statements: Vec<(String, String)>,
    page: Page,
}

/// The definition of an indicator, as answers make it that were known in the past that is asked for.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<String>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let moment = asked(&site, &input)?;
    let opened = app::indicators::open(&site.app, page.actor(), &id, moment.when, is_open(&page)).await?;
    draw(&definition(&page, &moment, &opened))
}

fn definition(page: &Page, moment: &Moment, opened: &Opened) -> DefinitionPage {
    let words = page.words;
    let indicator = &opened.card.indicator;
    let declarations = page.site.app.declarations();
    let ledger = |id: &String| {
        let title = declarations.ledgers.get(id).map(|ledger| words.title(&ledger.title));
        (page.href(&format!("/ledgers/{id}")), title.unwrap_or_else(|| id.clone()))
    };
    let mut rows = vec![
        SummaryRow::new(words.indicators_standing(), Cell::Text(standing(words, indicator).to_owned())),
        SummaryRow::new(
            words.indicators_version(),
            Cell::Text(words.indicators_since(indicator.version, indicator.in_force)),
        ),
        SummaryRow::new(
            words.plan_dimension(),
            Cell::Text(page.coded(DIMENSION, &indicator.dimension.value)),
        ),
        SummaryRow::new(words.indicators_basis(), Cell::Text(words.of(&indicator.basis).to_owned())),
        SummaryRow::new(words.indicators_ledgers(), Cell::Links(opened.touched.keys().map(ledger).collect())),
        SummaryRow::new(words.indicators_digest(), Cell::Figure(indicator.definition.digest.clone())),
    ];
    if let Some(method) = &indicator.method {
        let method = match method.as_str() {
            "ledger" => words.indicators_method_ledger(),
            other => other,
        };
        rows.push(SummaryRow::new(words.indicators_method(), Cell::Text(method.to_owned())));
    }
    let parameter = |parameter: &indicators::Parameter| {
        let certainty = match parameter.certainty {
            Certainty::Official => words.indicators_official(),
            Certainty::Reading => words.indicators_reading(),
            Certainty::Own => words.indicators_own(),
        };
        vec![
            Cell::Text(words.title(&parameter.title)),
            Cell::Figure(parameter.value.to_string()),
            Cell::Text(certainty.to_owned()),
            Cell::Text(words.of(&parameter.basis).to_owned()),
        ]
    };
    let parameters: Vec<Vec<Cell>> = indicator.parameters.iter().map(parameter).collect();
    let earlier = indicator.earlier.iter().map(|earlier| {
        vec![
            Cell::Figure(earlier.version.to_string()),
            Cell::Figure(earlier.until.to_string()),
            Cell::Text(words.of(&earlier.what).to_owned()),
        ]
    });
    let earlier: Vec<Vec<Cell>> = earlier.collect();
    let answer = |answer: &indicators::Answer| {
        vec![
            Cell::Text(answer.value.clone()),
            Cell::Text(answer.by.clone()),
            Cell::Figure(answer.on.to_string()),
        ]
    };
    let table = |caption: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>| {
        (!rows.is_empty()).then(|| Table { words, caption: caption.to_owned(), columns, rows })
    };
    let mut statements = vec![("rows.sql".to_owned(), indicator.rows_sql.clone())];
    statements.extend(indicator.base_sql.clone().map(|sql| ("base.sql".to_owned(), sql)));
    statements.extend(indicator.steps.iter().map(|(id, sql)| (format!("steps/{id}.sql"), sql.clone())));
    // What a check finds makes the figure grey, or warns beside it.
    let checks = indicator.definition.files.get_key_value("checks.sql");
    statements.extend(checks.map(|(name, sql)| (name.clone(), sql.clone())));
    let here = page.href(&format!("{}/definition/printout", path(page, indicator)));
    DefinitionPage {
        printout: moment.add_to(Query::default()).after(&here),
        about: words.of(&indicator.about).to_owned(),
        draft: draft(words, indicator),
        past: past(page, moment),
        summary: Summary { rows },
        parameters: table(
            words.indicators_parameters(),
            vec![
                Column::text(words.indicators_parameter()),
                Column::number(words.indicators_value()),
                Column::text(words.indicators_certainty()),
                Column::text(words.indicators_basis()),
            ],
            parameters,
        ),
        answers: table(
            words.indicators_answers(),
            vec![
                Column::text(words.indicators_answer()),
                Column::text(words.indicators_answered_by()),
                Column::text(words.indicators_answered_on()),
            ],
            indicator.answers.values().map(answer).collect(),
        ),
        earlier: table(
            words.indicators_earlier(),
            vec![
                Column::text(words.indicators_version()),
                Column::text(words.indicators_until()),
                Column::text(words.indicators_what()),
            ],
            earlier,
        ),
        statements,
        page: below(page)
            .below(path(page, indicator), titled(words, indicator))
            .titled(words.indicators_definition()),
    }
}
