//! XML of offices: documents that each hold one right, one below the other in one file, or each in a file of an archive.

mod documents;
mod gather;
mod holder;
mod layout;
mod patent;
mod patent_china;
mod patent_china_former;
mod patent_st96;
mod trademark;
mod trademark_st96;
mod value;

use std::path::Path;

use super::feed::{Sink, TableRows};
use super::{TableName, TableRow, XmlLayout};
use crate::Error;

pub(super) use documents::{recognize_archive, recognize_file};
use gather::Gathered;

/// A table that is made of documents.
struct Table {
    name: &'static str,
    ledger: &'static str,
    fields: &'static [&'static str],
    /// The rows of one document, each with as many cells as there are fields.
    rows: fn(&Gathered) -> Vec<Vec<String>>,
    /// Whether the document says how things were when it was published, not how they are now.
    is_publication: fn(&Gathered) -> bool,
}

fn made(layout: XmlLayout) -> &'static [Table] {
    match layout {
        XmlLayout::PatentSt96 | XmlLayout::PatentChina | XmlLayout::PatentChinaFormer => &patent::TABLES,
        XmlLayout::TrademarkSt96 => &trademark::TABLES,
    }
}

pub(super) fn tables(layout: XmlLayout) -> Vec<TableName> {
    let name =
        |table: &Table| TableName { name: table.name.to_owned(), ledger: Some(table.ledger.to_owned()) };
    made(layout).iter().map(name).collect()
}

/// The rows of one table, its field ids first.
pub(super) fn rows(
    path: &Path,
    layout: XmlLayout,
    is_archive: bool,
    table: usize,
) -> Result<TableRows, Error> {
    let file = super::text::open(path)?;
    TableRows::from_thread(move |sink| {
        let Some(table) = made(layout).get(table) else { return Ok(()) };
        let header = table.fields.iter().map(|field| (*field).to_owned()).collect();
        sink.push(TableRow::new(0, header))?;
        let mut each = |gathered: &Gathered, line: u64, sink: &mut Sink| {
            let is_publication = (table.is_publication)(gathered);
            let mut rows = (table.rows)(gathered).into_iter();
            rows.try_for_each(|cells| sink.push(TableRow { line, cells, is_publication }))
        };
        match is_archive {
            true => documents::of_archive(file, layout, sink, &mut each),
            false => documents::of_file(file, layout, sink, &mut each),
        }
    })
}
