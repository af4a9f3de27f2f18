//! What the seeds of a pack say otherwise than a database.

use app::county::SeedDifference;

use crate::render::{Cell, Column, Table};
use crate::session::Session;

/// The differences as a table; a sentence if there are none.
pub(super) fn page(differences: &[SeedDifference], session: &Session) -> String {
    let language = session.language;
    if differences.is_empty() {
        return format!(
            "{}\n",
            language.pick("种子数据与数据库一致", "the seeds and the database say the same")
        );
    }
    let mut table = Table::new(vec![
        Column::fit(language.pick("台账", "ledger")),
        Column::fit(language.pick("记录", "record")),
        Column::flow(language.pick("与数据库不同的字段", "fields that differ from the database"), 16, 1),
    ]);
    for SeedDifference { ledger, key, fields } in differences {
        let fields = match fields {
            Some(fields) => Cell::Names(fields.clone()),
            None => Cell::Text(
                language.pick("数据库中没有这条记录", "the database has no such record").to_owned(),
            ),
        };
        table.cells(vec![Cell::Text(ledger.clone()), Cell::Text(key.clone()), fields]);
    }
    table.render(session.columns, 0, session.paint)
}
