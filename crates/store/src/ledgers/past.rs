use ledger::{Interval, Known, Past};

use crate::day;
use crate::sql::Sql;

/// Later than every operation: the past of what is known now.
pub const NOW: Known = Interval::STILL - 1;

/// Goes on with the condition that an interval of the table holds at this past.
pub(super) fn holds(sql: &mut Sql, past: Past) {
    known_at(sql, past);
    on_day(sql, past);
}

/// Goes on with the condition that an interval of the table, of whatever day, was known at this past.
pub(super) fn known_at(sql: &mut Sql, past: Past) {
    if past.known == NOW {
        // The constant, not a parameter: only so do the indexes over what is still known serve.
        sql.text(&format!("t.seq_to = {}", Interval::STILL));
    } else {
        sql.text("t.seq_from <= ").value(past.known).text(" and t.seq_to > ").value(past.known);
    }
}

/// What is still known and what was superseded. They stand apart in lists, because only over the first there are the indexes
/// of views: a past of a moment ago is then read nearly as fast as what is known now.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Still,
    Superseded,
}

impl Part {
    /// The parts in which there can be intervals that hold at this past.
    pub(super) fn of(past: Past) -> &'static [Part] {
        if past.known == NOW { &[Part::Still] } else { &[Part::Still, Part::Superseded] }
    }

    /// Goes on with the condition that an interval is of this part and holds at this past.
    pub(super) fn holds(self, sql: &mut Sql, past: Past) {
        let still = Interval::STILL;
        match self {
            Part::Still => sql.text(&format!("t.seq_to = {still}")),
            Part::Superseded => sql.text(&format!("t.seq_to < {still} and t.seq_to > ")).value(past.known),
        };
        if past.known != NOW {
            sql.text(" and t.seq_from <= ").value(past.known);
        }
        on_day(sql, past);
    }
}

fn on_day(sql: &mut Sql, past: Past) {
    let day = day::number(past.as_of);
    sql.text(" and t.valid_from <= ").value(day).text(" and t.valid_to > ").value(day);
}
