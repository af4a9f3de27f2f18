//! The list as a file: the same rows in the same order, all pages of it.

use app::rights::{List, RightDeadline, all, charge, standing};
use axum::extract::{Path, State};
use axum::response::Response;
use documents::{Cell as Written, CellKind, Column, Sheet, Workbook};

use super::{asked, kind};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::print::{hand_out_csv, hand_out_sheets};
use crate::site::Site;

/// The last days as CSV or XLSX.
pub(crate) async fn show(
    page: Page,
    State(site): State<Site>,
    Path(format): Path<String>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    if !["csv", "xlsx"].contains(&format.as_str()) {
        return Err(Error::NotFound);
    }
    let list = all(&site.app, page.actor(), &asked(&input)).await?;
    let name = format!("{}-{}", words.rights_title(), list.today);
    let rows: Vec<Vec<Written>> = list.rows.iter().map(|row| cells(&page, &list, row)).collect();
    if format == "csv" {
        return hand_out_csv(&columns(&page), &rows, &name);
    }
    let basis = [
        (words.rights_title().to_owned(), list.rows.len().to_string()),
        (words.export_at().to_owned(), crate::records::time(site.app.now())),
    ];
    let sheet = Sheet {
        name: words.rights_title().to_owned(),
        title: Some(name.clone()),
        notes: page.site.is_demonstration.then(|| words.demonstration().to_owned()).into_iter().collect(),
        columns: columns(&page),
        rows,
        closing: Vec::new(),
    };
    let basis = Sheet::basis(words.export_basis(), [words.export_item(), words.export_content()], &basis);
    hand_out_sheets(Workbook { sheets: vec![sheet, basis] }, &name).await
}

fn columns(page: &Page) -> Vec<Column> {
    let words = page.words;
    let text = |title: &str| Column::new(title.to_owned(), CellKind::Text);
    let yuan = |title: &str| Column::new(title.to_owned(), CellKind::Number { decimals: 2 });
    vec![
        text(words.rights_number()),
        text(words.rights_right()),
        text(words.rights_owner()),
        text(words.cases_body()),
        text(words.rights_kind()),
        text(words.rights_what()),
        text(words.rights_last_day()),
        text(words.rights_grace_end()),
        text(words.rights_certain()),
        text(words.rights_standing()),
        yuan(words.rights_pays_yuan()),
        text(words.rights_reckoned()),
        text(words.rights_consequence()),
        text(words.rights_basis()),
    ]
}

fn cells(page: &Page, list: &List, row: &RightDeadline) -> Vec<Written> {
    let (words, deadline) = (page.words, &row.deadline);
    let text = |text: &str| Written::text(text);
    let owner = row.enterprise.as_ref().map(|key| list.names.enterprises.get(key).unwrap_or(key));
    let body = row.body.as_ref().map(|key| list.names.bodies.get(key).unwrap_or(key));
    let charged = deadline.charge_on(list.today);
    let certain = match (deadline.provisional, deadline.perhaps) {
        (_, Some(day)) => words.rights_perhaps(day.to_string()),
        (true, None) => words.rights_provisional().to_owned(),
        (false, None) => String::new(),
    };
    vec![
        text(&row.key),
        text(&row.name),
        text(owner.map_or("", String::as_str)),
        text(body.map_or("", String::as_str)),
        text(kind(words, deadline.kind)),
        text(&words.title(&deadline.title)),
        text(&deadline.due.to_string()),
        text(&deadline.grace_until.map(|day| day.to_string()).unwrap_or_default()),
        text(&certain),
        text(words.of(&standing(list.standing(row)))),
        charged.map_or_else(
            || text(""),
            |it| Written::text(format!("{}.{:02}", it.pays() / 100, it.pays() % 100)),
        ),
        text(charged.map(|it| words.of(&charge(it)).to_owned()).unwrap_or_default().as_str()),
        text(words.of(&deadline.consequence)),
        text(words.of(&deadline.basis)),
    ]
}
