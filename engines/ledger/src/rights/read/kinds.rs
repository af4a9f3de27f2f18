use kernel::declaration::Table;

use super::{File, applies, basis, fen, length, link};
use crate::rights::rule::{DayGiven, Fee, Grace, Period, Pick, Renewal, RuleKind, Start, Term};

pub(super) fn term(table: &Table<'_>, _: &File) -> Option<RuleKind> {
    of_term(table).map(RuleKind::Term)
}

fn of_term(table: &Table<'_>) -> Option<Term> {
    let (start, length, regime) = (start(table), length(table), table.optional("regime"));
    let end_of_year = table.optional("end_of_year").unwrap_or(false);
    let latest = table.optional_table("latest").map(|table| (table.required("from"), self::length(&table)));
    let instead = table.optional("instead");
    Some(Term {
        start: start?,
        length: length?,
        regime,
        end_of_year,
        latest: match latest {
            Some((field, length)) => Some((field?, length?)),
            None => None,
        },
        instead,
    })
}

pub(super) fn renewal(table: &Table<'_>, file: &File) -> Option<RuleKind> {
    let until = table.required("until");
    let term = table.required_table("term").and_then(|table| of_term(&table));
    let renewals = table.optional_table("renewals").map(|table| (link(&table), applies(&table)));
    let opens = table.required_table("opens").and_then(|table| length(&table));
    let grace = table.required_table("grace").and_then(|table| grace(&table, file));
    let fee = table.optional_table("fee").map(|table| fee(&table, file));
    Some(RuleKind::Renewal(Box::new(Renewal {
        until: until?,
        term: term?,
        renewals: match renewals {
            Some((link, fits)) => Some((link?, fits)),
            None => None,
        },
        opens: opens?,
        grace: grace?,
        fee: match fee {
            Some(fee) => Some(fee?),
            None => None,
        },
    })))
}

pub(super) fn period(table: &Table<'_>, file: &File) -> Option<RuleKind> {
    let (start, length, regime) = (start(table), length(table), table.required("regime"));
    let grace = table.optional_table("grace").map(|table| grace(&table, file));
    let fee = table.optional_table("fee").map(|table| fee(&table, file));
    Some(RuleKind::Period(Period {
        start: start?,
        length: length?,
        regime: regime?,
        grace: match grace {
            Some(grace) => Some(grace?),
            None => None,
        },
        fee: match fee {
            Some(fee) => Some(fee?),
            None => None,
        },
    }))
}

pub(super) fn day(table: &Table<'_>, _: &File) -> Option<RuleKind> {
    Some(RuleKind::Day(DayGiven { field: table.required("field")? }))
}

fn start(table: &Table<'_>) -> Option<Start> {
    let fields = table.required("from");
    let picks = [("first", Pick::First), ("earliest", Pick::Earliest)];
    let pick = table.optional_code("pick", &picks).unwrap_or(Pick::First);
    Some(Start { fields: fields?, pick })
}

pub(super) fn grace(table: &Table<'_>, file: &File) -> Option<Grace> {
    let (length, from_start) = (length(table), table.optional("from_start").unwrap_or(false));
    let (regime, basis) = (table.required("regime"), basis(table, &file.statute));
    Some(Grace { length: length?, from_start, regime: regime?, basis: basis? })
}

fn fee(table: &Table<'_>, file: &File) -> Option<Fee> {
    let (in_time, late) = (fen(table, "fen"), table.item("late_fen").map(|_| fen(table, "late_fen")));
    let (note, basis) = (table.optional("note"), basis(table, &file.statute));
    Some(Fee { fen: in_time?, late_fen: late.unwrap_or(Some(0))?, note, basis: basis? })
}
