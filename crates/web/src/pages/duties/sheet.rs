use app::duties::{self, Standing};
use app::plans;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use documents::record::Section;
use form::Value;

use super::role;
use crate::components::{Cell, Column, Table};
use crate::error::Error;
use crate::page::Page;
use crate::pages::draw;
use crate::pages::print::{hand_out, paper, printed};
use crate::query::encode;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/duties/sheet.html")]
struct Sheet {
    printout: String,
    body: String,
    /// The plan by which the duties are owed.
    plan: Option<String>,
    table: Table,
    page: Page,
}

/// The duty sheet of a body, for printing and signing: every duty it has, none more.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(body): Path<String>,
) -> Result<Response, Error> {
    draw(&sheet(page, &site, &body).await?)
}

/// The same as PDF.
pub(crate) async fn print(
    page: Page,
    State(site): State<Site>,
    Path(body): Path<String>,
) -> Result<Response, Error> {
    let sheet = sheet(page, &site, &body).await?;
    let words = sheet.page.words;
    let sign = |term: String| (term, String::new());
    let signature =
        vec![sign(words.duties_signed_for(&sheet.body)), sign(words.duties_signed_on().to_owned())];
    let sections = vec![Section::Table(printed(&sheet.table)), Section::Fields(signature)];
    let title = sheet.page.title.clone();
    let lines = sheet.plan.into_iter().collect();
    let name = format!("{title}-{}", site.app.today());
    hand_out(paper(&sheet.page, title, lines, sections), &name).await
}

async fn sheet(page: Page, site: &Site, body: &str) -> Result<Sheet, Error> {
    let words = page.words;
    let standings = duties::standings(&site.app, page.actor()).await?;
    let owed: Vec<&Standing> =
        standings.duties.iter().filter(|it| it.duty.body.as_deref() == Some(body)).collect();
    if owed.is_empty() {
        return Err(Error::NotFound);
    }
    let row = |standing: &&Standing| {
        let proof = |proof: &plan::Proof| words.duties_proof(&proof.what, proof.wanted, proof.due);
        let proofs: Vec<String> = standing.proofs.iter().map(proof).collect();
        vec![
            Cell::Text(format!("{} {}", standing.duty.task, standing.duty.title)),
            Cell::Text(role(&page, standing.duty.role)),
            if proofs.is_empty() {
                Cell::Text(words.duties_no_proofs().to_owned())
            } else {
                Cell::Lines(proofs)
            },
            Cell::Text(standing.duty.origin.clone()),
        ]
    };
    let table = Table {
        words,
        caption: words.duties_sheet().to_owned(),
        columns: vec![
            Column::text(words.plan_task()),
            Column::text(words.duties_role()),
            Column::text(words.duties_proofs()),
            Column::text(words.duties_origin()),
        ],
        rows: owed.iter().map(row).collect(),
    };
    let standing = plans::current(&site.app, page.actor()).await?.filter(plans::Standing::binds);
    let plan = standing.and_then(|standing| standing.version).map(|version| {
        let number = version.fields.get("document_number").and_then(Value::as_text).unwrap_or_default();
        format!("{}（{number}）", version.title)
    });
    let name = standings.bodies.get(body).cloned().unwrap_or_else(|| body.to_owned());
    Ok(Sheet {
        printout: page.href(&format!("/duties/sheets/{}/printout", encode(body))),
        plan,
        table,
        page: page
            .clone()
            .below("/duties", words.navigation_duties())
            .below("/duties/load", words.duties_load())
            .titled(words.duties_sheet_of(&name)),
        body: name,
    })
}
