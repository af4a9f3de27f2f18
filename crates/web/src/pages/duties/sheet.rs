use std::collections::BTreeMap;

use app::duties::{self, DutySheet, Signature, Standing, Standings};
use app::plans;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use documents::record::Section;
use form::Value;

use super::{Asked, asked, name_of, name_of_body, proof_named, role};
use crate::components::{Cell, Column, Table};
use crate::error::Error;
use crate::page::Page;
use crate::pages::draw;
use crate::pages::print::{hand_out, paper, printed};
use crate::query::encode;
use crate::records::Doers;
use crate::site::Site;

#[derive(Template)]
#[template(path = "pages/duties/sheet.html")]
struct Sheet {
    printout: String,
    /// The plan by which the duties are owed.
    plan: Option<String>,
    table: Table,
    /// By whom it was signed and when; empty where it was not, to be filled in by hand.
    signature: Vec<(String, String)>,
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
    let sections = vec![Section::Table(printed(&sheet.table)), Section::Fields(sheet.signature)];
    let title = sheet.page.title.clone();
    let lines = sheet.plan.into_iter().collect();
    let name = format!("{title}-{}", site.app.today());
    hand_out(paper(&sheet.page, title, lines, sections), &name).await
}

/// The sheets of all bodies as one PDF. A duty that nobody is known to have stands under the name that the plan writes, so that none is
/// lost.
pub(crate) async fn print_all(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let standings = duties::standings(&site.app, page.actor()).await?;
    if standings.duties.is_empty() {
        return Err(Error::NotFound);
    }
    let asked = asked(&page, &site).await?;
    let doers = doers(&page, &standings).await?;
    let mut sections = Vec::new();
    for owed in by_body(&standings) {
        let name = owed.first().map(|first| name_of(&page, &standings, &first.duty)).unwrap_or_default();
        sections.push(Section::Heading(words.duties_sheet_of(&name)));
        let body = owed.first().and_then(|first| first.duty.body.as_deref());
        sections.push(Section::Table(printed(&table(&page, &owed, &asked, signed(&standings, body)))));
        sections.push(Section::Fields(signature(&page, &standings, &doers, (body, &name))));
    }
    let title = words.duties_sheets().to_owned();
    let lines = plan_in_force(&page, &site).await?.into_iter().collect();
    let name = format!("{title}-{}", site.app.today());
    hand_out(paper(&page, title, lines, sections), &name).await
}

/// Each duty with the others of its body, or of the name that stands for nobody known, in the order in which the plan names them.
fn by_body(standings: &Standings) -> Vec<Vec<&Standing>> {
    let mut sheets: Vec<Vec<&Standing>> = Vec::new();
    for standing in &standings.duties {
        let is_same = |other: &Standing| match (&standing.duty.body, &other.duty.body) {
            (None, None) => standing.duty.written == other.duty.written,
            (one, other) => one == other,
        };
        match sheets.iter_mut().find(|owed| owed.first().is_some_and(|first| is_same(first))) {
            Some(owed) => owed.push(standing),
            None => sheets.push(vec![standing]),
        }
    }
    sheets
}

/// The newest sheet of a body and its signature; none as long as nobody has signed it.
fn signed<'s>(standings: &'s Standings, body: Option<&str>) -> Option<(&'s DutySheet, &'s Signature)> {
    let sheet = standings.sheets.get(body?)?;
    Some((sheet, sheet.signature.as_ref()?))
}

/// Who signed the newest sheet of a body, when, in which case, and for what, where that is not what is owed now; empty lines as long as
/// nobody has.
fn signature(
    page: &Page,
    standings: &Standings,
    doers: &Doers,
    (body, name): (Option<&str>, &str),
) -> Vec<(String, String)> {
    let words = page.words;
    let (signed_for, signed_on) = (words.duties_signed_for(name), words.duties_signed_on().to_owned());
    let Some((sheet, signature)) = signed(standings, body) else {
        return vec![(signed_for, String::new()), (signed_on, String::new())];
    };
    let mut lines = vec![
        (signed_for, doers.who_for(page, &signature.by, signature.deputy_for.as_deref())),
        (signed_on, signature.on.to_string()),
        (words.duties_signed_in().to_owned(), sheet.number.clone()),
    ];
    if !signature.is_of_today() {
        let before = words.duties_signed_before(&sheet.number, signature.duties);
        lines.push((words.duties_signed_what().to_owned(), before));
    }
    lines
}

/// Who signed the sheets.
async fn doers(page: &Page, standings: &Standings) -> Result<Doers, Error> {
    let mut names = Vec::new();
    for signature in standings.sheets.values().filter_map(|sheet| sheet.signature.as_ref()) {
        names.push(signature.by.as_str());
        names.extend(signature.deputy_for.as_deref());
    }
    Doers::of(page, names.into_iter()).await
}

async fn sheet(page: Page, site: &Site, body: &str) -> Result<Sheet, Error> {
    let words = page.words;
    let standings = duties::standings(&site.app, page.actor()).await?;
    let owed: Vec<&Standing> =
        standings.duties.iter().filter(|it| it.duty.body.as_deref() == Some(body)).collect();
    if owed.is_empty() {
        return Err(Error::NotFound);
    }
    let table = table(&page, &owed, &asked(&page, site).await?, signed(&standings, Some(body)));
    let plan = plan_in_force(&page, site).await?;
    let name = name_of_body(&page, &standings, body);
    let doers = doers(&page, &standings).await?;
    Ok(Sheet {
        signature: signature(&page, &standings, &doers, (Some(body), &name)),
        printout: page.href(&format!("/duties/sheets/{}/printout", encode(body))),
        plan,
        table,
        page: page
            .clone()
            .below("/duties", words.navigation_duties())
            .below("/duties/load", words.duties_load())
            .titled(words.duties_sheet_of(&name)),
    })
}

/// Duties as rows: the task, as what, what it has to reach, by when, what proves it, from where; those that the signature below leaves out
/// say so.
fn table(
    page: &Page,
    owed: &[&Standing],
    asked: &BTreeMap<String, Asked>,
    signed: Option<(&DutySheet, &Signature)>,
) -> Table {
    let words = page.words;
    let is_unsigned = |duty: &str| signed.is_some_and(|(_, signature)| signature.unsigned.contains(duty));
    let row = |standing: &&Standing| {
        let proof =
            |proof: &plan::Proof| words.duties_proof(proof_named(page, proof), proof.wanted, proof.due);
        let proofs: Vec<String> = standing.proofs.iter().map(proof).collect();
        let duty = &standing.duty;
        let asked = asked.get(&duty.task);
        let targets = asked.map(|asked| asked.targets.clone()).filter(|targets| !targets.is_empty());
        let deadline = asked.map(|asked| asked.deadline.clone()).filter(|deadline| !deadline.is_empty());
        vec![
            Cell::Text(match is_unsigned(&duty.id) {
                true => words.duties_unsigned(format!("{} {}", duty.task, duty.title)),
                false => format!("{} {}", duty.task, duty.title),
            }),
            Cell::Text(role(page, duty.role)),
            targets.map_or(Cell::Nothing, Cell::Lines),
            deadline.map_or(Cell::Nothing, Cell::Text),
            if proofs.is_empty() {
                Cell::Text(words.duties_no_proofs().to_owned())
            } else {
                Cell::Lines(proofs)
            },
            Cell::Text(duty.origin.clone()),
        ]
    };
    Table {
        words,
        caption: words.duties_sheet().to_owned(),
        columns: vec![
            Column::text(words.plan_task()),
            Column::text(words.duties_role()),
            Column::text(words.plan_targets()),
            Column::text(words.duties_by()),
            Column::text(words.duties_proofs()),
            Column::text(words.duties_origin()),
        ],
        rows: owed.iter().map(row).collect(),
    }
}

/// The plan by which the duties are owed.
async fn plan_in_force(page: &Page, site: &Site) -> Result<Option<String>, Error> {
    let standing = plans::current(&site.app, page.actor()).await?.filter(plans::Standing::binds);
    Ok(standing.and_then(|standing| standing.version).map(|version| {
        let number = version.fields.get("document_number").and_then(Value::as_text).unwrap_or_default();
        format!("{}（{number}）", version.title)
    }))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use app::duties::Duty;

    use super::*;

    /// How a duty stands of which nothing is known.
    fn standing(id: &str, task: &str, body: Option<&str>, written: &str) -> Standing {
        let duty = Duty {
            id: id.to_owned(),
            task: task.to_owned(),
            title: "任务（演示数据）".to_owned(),
            role: plan::DutyRole::Share,
            body: body.map(str::to_owned),
            written: written.to_owned(),
            version: None,
            dimension: None,
            origin: String::new(),
        };
        let judged = plan::judge(&plan::Known::default(), jiff::civil::date(2026, 9, 1));
        Standing { duty, proofs: Vec::new(), apart: judged.light, judged }
    }

    #[test]
    fn all_sheets_lose_no_duty_and_add_none() {
        let standings = Standings {
            dimensions: BTreeMap::new(),
            duties: vec![
                standing("1", "1.1", Some("a"), "甲局"),
                standing("2", "1.1", None, "成员单位"),
                standing("3", "1.2", Some("b"), "乙局"),
                standing("4", "1.3", Some("a"), "甲局"),
                standing("5", "1.3", Some("c"), "甲局"),
                standing("6", "1.3", None, "有关部门"),
            ],
            bodies: BTreeMap::new(),
            ended: BTreeSet::new(),
            sheets: BTreeMap::new(),
        };
        let sheets = by_body(&standings);
        let tasks = |owed: &Vec<&Standing>| owed.iter().map(|it| it.duty.id.clone()).collect::<String>();
        let sheets: Vec<String> = sheets.iter().map(tasks).collect();
        assert_eq!(sheets, ["14", "2", "3", "5", "6"]);
    }
}
