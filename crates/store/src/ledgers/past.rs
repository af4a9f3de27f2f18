use ledger::{Interval, Known, Past};

use crate::day;
use crate::sql::Sql;

/// Later than every operation: the past of what is known now.
pub const NOW: Known = Interval::STILL - 1;

/// Goes on with the condition that an interval of the table holds at this past.
pub(super) fn holds(sql: &mut Sql, past: Past) {
    if past.known == NOW {
        // The constant, not a parameter: only so do the indexes over what is still known serve.
        sql.text(&format!("t.seq_to = {}", Interval::STILL));
    } else {
        sql.text("t.seq_from <= ").value(past.known).text(" and t.seq_to > ").value(past.known);
    }
    let day = day::number(past.as_of);
    sql.text(" and t.valid_from <= ").value(day).text(" and t.valid_to > ").value(day);
}
