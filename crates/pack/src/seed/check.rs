//! What the seeds of all ledgers say together: each record once at a time, references that lead somewhere, no circles.

use std::collections::{BTreeMap, BTreeSet};

use kernel::declaration::nearest;
use ledger::Ledger;

use super::{Tables, file};
use crate::fault::Fault;
use crate::records::SeedRow;
use crate::table::Notes;

/// Notes every rule that is broken between the rows.
pub(crate) fn check(ledgers: &[Ledger], tables: &Tables, notes: &mut Notes) {
    for ledger in ledgers {
        let Some(records) = tables.get(&ledger.id) else { continue };
        once(&records.rows, notes);
        for field in ledger.form.fields.iter() {
            let Some(target) = field.kind.ledger() else { continue };
            references(&records.rows, &field.id, target, tables, notes);
            if target == ledger.id && !field.many {
                circles(&records.rows, &field.id, notes);
            }
        }
    }
}

/// A record is there once at a time.
fn once(rows: &[SeedRow], notes: &mut Notes) {
    let mut seen: BTreeMap<&str, Vec<&SeedRow>> = BTreeMap::new();
    for row in rows {
        let same = seen.entry(&row.key).or_default();
        if let Some(first) = same.iter().find(|first| first.overlaps(row)) {
            let fault = Fault::RecordTwice { key: row.key.clone(), first: first.place.clone() };
            notes.add(&fault, row.place.clone());
        }
        same.push(row);
    }
}

/// Every key that a row refers to is the key of a row. What a table that was not read to the end would hold is not missed
/// row by row: what is wrong with that table has been told.
fn references(rows: &[SeedRow], field: &str, target: &str, tables: &Tables, notes: &mut Notes) {
    let Some(records) = tables.get(target) else {
        if let Some(row) = rows.iter().find(|row| row.fields.contains_key(field)) {
            notes.add(&Fault::MissingFile { file: file(target) }, row.place.clone().at_field(field));
        }
        return;
    };
    if !records.whole {
        return;
    }
    let known: BTreeSet<&str> = records.rows.iter().map(|row| row.key.as_str()).collect();
    for row in rows {
        for id in row.texts(field).filter(|id| !known.contains(id)) {
            let nearest = nearest(id, known.iter().copied()).map(str::to_owned);
            notes.add(&Fault::Dangling { id: id.to_owned(), nearest }, row.place.clone().at_field(field));
        }
    }
}

/// Nothing is above itself. A circle is told once, at the first of its rows.
fn circles(rows: &[SeedRow], field: &str, notes: &mut Notes) {
    let by_key: BTreeMap<&str, &SeedRow> = rows.iter().rev().map(|row| (row.key.as_str(), row)).collect();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for start in rows {
        let mut path = vec![start.key.as_str()];
        let mut next = start.text(field);
        while let Some(row) = next.and_then(|key| by_key.get(key)) {
            if row.key == start.key {
                if path.iter().all(|key| told.insert(key)) {
                    let path =
                        path.iter().chain([&start.key.as_str()]).copied().collect::<Vec<_>>().join(" → ");
                    notes.add(&Fault::Circle { path }, start.place.clone().at_field(field));
                }
                break;
            }
            // A circle further up is told at its own rows.
            if path.contains(&row.key.as_str()) {
                break;
            }
            path.push(&row.key);
            next = row.text(field);
        }
    }
}
