//! What a backup holds.

use clap::ArgMatches;
use store::backup::Manifest;

use super::{Column, Table};
use crate::commands::text_of;
use crate::failure::Failure;
use crate::session::Session;

/// The manifest in the form that was asked for: the rows of each table that has any, and the digests.
pub(crate) fn page(manifest: &Manifest, matches: &ArgMatches, session: &Session) -> Result<String, Failure> {
    if text_of(matches, "format") == "json" {
        return Ok(serde_json::to_string_pretty(manifest)? + "\n");
    }
    let language = session.language;
    let mut facts = Table::new(vec![
        Column::fit(language.pick("内容", "what")),
        Column::flow(language.pick("数量或摘要", "count or digest"), 20, 1),
    ]);
    let files = manifest.files.as_ref();
    let number = |files: usize| files.to_string();
    for (zh, en, text) in [
        ("区县", "county", manifest.county.clone()),
        ("结构版本", "version of the tables", manifest.schema.to_string()),
        ("操作数", "operations", manifest.seq.to_string()),
        ("最后一笔", "the last one", manifest.recorded_at.clone()),
        ("数据库 SHA-256", "SHA-256 of the database", manifest.database.sha256.clone()),
        (
            "文件",
            "stored files",
            files.map_or(language.pick("在对象存储中", "in the bucket").to_owned(), |files| {
                number(files.len())
            }),
        ),
    ] {
        facts.row(vec![language.pick(zh, en).to_owned(), text]);
    }
    let mut rows = Table::new(vec![
        Column::fit(language.pick("数据表", "table")),
        Column::fit(language.pick("行数", "rows")).right(),
    ]);
    for (table, count) in manifest.rows.iter().filter(|(_, count)| **count > 0) {
        rows.row(vec![table.clone(), count.to_string()]);
    }
    let [facts, rows] = [facts, rows].map(|table| table.render(session.columns, 0, session.paint));
    Ok(format!("{facts}\n{rows}"))
}
