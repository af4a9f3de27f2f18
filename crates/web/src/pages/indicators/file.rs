//! Indicators as files: the rows of one, and 指标完成情况表 with all of them.

mod completion;

use app::indicators::{Card, Narrowed, Records, take};
use axum::extract::{Path, State};
use axum::response::Response;
use documents::{Cell, CellKind, Column, Sheet, Workbook};
use indicators::{Cell as RowCell, Indicator, Type};

pub(crate) use self::completion::completion;
use super::records::narrowed;
use super::{Names, asked, canonical, column_title, is_open, standing, titled};
use crate::error::Error;
use crate::input::Asked;
use crate::page::Page;
use crate::pages::print::{hand_out_csv, hand_out_sheets};
use crate::site::Site;
use crate::words::Words;

/// The rows of an indicator as CSV or XLSX, as far as the reader sees them.
pub(crate) async fn records(
    page: Page,
    State(site): State<Site>,
    Path((id, format)): Path<(String, String)>,
    Asked(input): Asked,
) -> Result<Response, Error> {
    let words = page.words;
    let narrowed = narrowed(&input);
    let is_canonical = format == canonical::FORMAT && narrowed == Narrowed::default();
    if !["csv", "xlsx"].contains(&format.as_str()) && !is_canonical {
        return Err(Error::NotFound);
    }
    let moment = asked(&site, &input)?;
    let past = (moment.when, is_open(&page));
    let records = take(&site.app, page.actor(), &id, past, narrowed, &format).await?;
    if is_canonical {
        return canonical::hand_out(&records);
    }
    let card = &records.opened.card;
    let rows = records.rows();
    let set = records.set();
    let names = Names::of(&site, &card.indicator, set).await?;
    let weights = records.weight_decimals();
    let columns: Vec<Column> = set.columns.iter().map(|it| column(words, &records, it, weights)).collect();
    let cells = |row: &app::indicators::ShownRow<'_>| {
        let cells = set.columns.iter().zip(row.cells);
        let of = |name: &str| decimals(&card.indicator, name, weights);
        cells.map(|(column, it)| cell(words, &names, (&column.name, it), of(&column.name))).collect()
    };
    let written: Vec<Vec<Cell>> = rows.rows.iter().map(cells).collect();
    let title = titled(words, &card.indicator);
    let name = format!("{title}-{}", card.computed.window.as_of);
    if format == "csv" {
        return hand_out_csv(&columns, &written, &name);
    }
    let sheet = Sheet {
        name: words.indicators_records().to_owned(),
        title: Some(name.clone()),
        notes: demonstration(&page),
        columns,
        rows: written,
        closing: Vec::new(),
    };
    hand_out_sheets(Workbook { sheets: vec![sheet, definitions(words, &[card])] }, &name).await
}

/// 口径: what each indicator counts, since when, on what it rests.
fn definitions(words: Words, cards: &[&Card]) -> Sheet {
    let text = |title: &str| Column::new(title.to_owned(), CellKind::Text);
    let row = |card: &&Card| {
        let indicator = &card.indicator;
        vec![
            Cell::text(titled(words, indicator)),
            Cell::text(standing(words, indicator)),
            Cell::text(words.of(&indicator.about)),
            Cell::text(words.indicators_since(indicator.version, indicator.in_force)),
            Cell::text(words.of(&indicator.basis)),
            Cell::text(&indicator.definition.digest),
        ]
    };
    Sheet {
        name: words.indicators_definition().to_owned(),
        title: None,
        notes: Vec::new(),
        columns: [
            words.indicators_indicator(),
            words.indicators_standing(),
            words.indicators_what(),
            words.indicators_version(),
            words.indicators_basis(),
            words.indicators_digest(),
        ]
        .map(text)
        .into(),
        rows: cards.iter().map(row).collect(),
        closing: Vec::new(),
    }
}

fn demonstration(page: &Page) -> Vec<String> {
    page.site.is_demonstration.then(|| page.words.demonstration().to_owned()).into_iter().collect()
}

fn column(words: Words, records: &Records, column: &indicators::Column, weights: u32) -> Column {
    let indicator = &records.opened.card.indicator;
    let title = match column.name.as_str() {
        "key" => words.indicators_key().to_owned(),
        "name" => words.indicators_name().to_owned(),
        "weight" if records.are_of_base() => words.indicators_denominator().to_owned(),
        "weight" => words.of(indicator.counted_in()).to_owned(),
        "record" => words.indicators_record().to_owned(),
        "owner" => words.indicators_owner().to_owned(),
        "on" => words.indicators_on().to_owned(),
        "reasons" => words.indicators_reasons().to_owned(),
        id => column_title(words, indicator, id),
    };
    let kind = match (column.kind, column.name.as_str()) {
        (Type::Integer, name) => CellKind::Number { decimals: decimals(indicator, name, weights) },
        (Type::Date, _) => CellKind::Date,
        (Type::Text | Type::Flag, _) => CellKind::Text,
    };
    Column::new(title, kind)
}

fn cell(words: Words, names: &Names, (column, cell): (&str, &RowCell), decimals: u8) -> Cell {
    match cell {
        RowCell::Empty if column == "body" => Cell::text(words.indicators_undecided()),
        RowCell::Empty => Cell::Empty,
        RowCell::Flag(flag) => Cell::text(if *flag { words.yes() } else { words.no() }),
        RowCell::Integer(parts) => match decimals {
            0 => Cell::Integer(*parts),
            decimals => Cell::Decimal { parts: *parts, decimals },
        },
        RowCell::Date(date) => Cell::Date(*date),
        RowCell::Text(text) => {
            let parts: Vec<String> = if ["key", "record", "name", "owner"].contains(&column) {
                vec![text.clone()]
            } else {
                text.split(',').map(|part| names.of_value(words, column, part)).collect()
            };
            Cell::text(parts.join(words.comma()))
        }
    }
}

/// How many decimals the whole numbers of a column have, where weights have so many.
fn decimals(indicator: &Indicator, column: &str, weights: u32) -> u8 {
    let declared = || indicator.columns.iter().find(|declared| declared.id == column);
    let decimals = match column {
        "weight" => weights,
        _ => declared().map_or(0, |declared| declared.decimals),
    };
    u8::try_from(decimals).unwrap_or(u8::MAX)
}
