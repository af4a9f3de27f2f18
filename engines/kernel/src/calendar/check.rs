//! The rules a declared calendar obeys, so that a slip in typing is found on reading and not by a missed deadline.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::days::is_weekend;
use super::declared::{Change, Declared, DeclaredYear};
use super::fault::Fault;
use super::{Calendar, Knowledge};
use crate::declaration::{Located, Table};
use crate::{Place, Problem};

/// Notes every rule that is broken.
pub(super) fn check(declared: &Declared, root: &Table<'_>) {
    let note = |place: &Place, fault: Fault| {
        root.problem(Problem::error(fault.code(), place.clone(), fault.what(), fault.remedy()));
    };
    let mut seen = BTreeMap::new();
    for year in &declared.years {
        if let Some(first) = seen.insert(year.year, &year.place) {
            let line = first.line.unwrap_or_default();
            note(&year.place, Fault::YearTwice { year: year.year, line });
        }
        dates(year, &note);
        for change in &year.changes {
            extra_days(change, &note);
            belongs_to_published_year(declared, change, &note);
        }
        sums(declared, year, &note);
    }
}

/// Takes down a broken rule with its place.
type Note<'n> = dyn Fn(&Place, Fault) + 'n;

/// Each date belongs to its year, stands once, and a worked date is a Saturday or Sunday.
fn dates(year: &DeclaredYear, note: &Note<'_>) {
    let mut seen: BTreeMap<Date, bool> = BTreeMap::new();
    let all = year.all_off().map(|date| (date, false)).chain(year.all_worked().map(|date| (date, true)));
    for (Located { value: date, place }, worked) in all {
        let date = *date;
        if date.year() != year.year {
            note(place, Fault::DateOfAnotherYear { date, year: year.year });
        }
        if worked && !is_weekend(date) {
            note(place, Fault::WorkedOnWeekday { date });
        }
        match seen.insert(date, worked) {
            Some(before) if before != worked => note(place, Fault::OffAndWorked { date }),
            Some(_) => note(place, Fault::DateTwice { date }),
            None => {}
        }
    }
}

/// An extra day is a day off by a special notice, whose date is known.
fn extra_days(change: &Change, note: &Note<'_>) {
    if !change.extra_days.is_empty() && change.notice.date.is_none() {
        note(&change.place, Fault::ExtraDaysWithoutDate);
    }
    for Located { value: date, place } in &change.extra_days {
        if !change.off().any(|off| off == *date) {
            note(place, Fault::ExtraDayNotOff { date: *date });
        }
    }
}

/// What belongs to the notice of another year is summed there, so that year must be published too.
fn belongs_to_published_year(declared: &Declared, change: &Change, note: &Note<'_>) {
    let Some(Located { value, place }) = &change.belongs_to else { return };
    let published = |year: &&DeclaredYear| year.knowledge == Knowledge::Published;
    if !declared.years.iter().filter(published).any(|year| i64::from(year.year) == *value) {
        note(place, Fault::BelongsToUnpublishedYear { year: *value });
    }
}

/// The identity and the number of working days.
fn sums(declared: &Declared, year: &DeclaredYear, note: &Note<'_>) {
    let number = year.year;
    let in_force = declared.statutory.iter().filter(|entry| i64::from(entry.from_year) <= i64::from(number));
    let Some(statutory) = in_force.max_by_key(|entry| entry.from_year).map(|entry| entry.days) else {
        return note(&year.place, Fault::NoStatutoryDays { year: number });
    };
    let statutory = usize::try_from(statutory).unwrap_or(usize::MAX);
    if year.knowledge != Knowledge::Published {
        let off = year.all_off().count();
        if off != statutory || !year.changes.is_empty() {
            note(&year.place, Fault::StatutoryDays { year: number, off, statutory });
        }
        return;
    }
    let (weekdays_off, worked, extra) = arranged(declared, year);
    if weekdays_off != worked + statutory + extra {
        note(&year.place, Fault::Identity { year: number, weekdays_off, worked, statutory, extra });
    }
    working_days(year, note);
}

/// Days off Monday to Friday, worked days and extra days of a year's notices, wherever their dates lie.
fn arranged(declared: &Declared, year: &DeclaredYear) -> (usize, usize, usize) {
    let own = year.changes.iter().filter(|change| change.belongs_to.is_none());
    let elsewhere = declared.years.iter().flat_map(|other| &other.changes).filter(|change| {
        change.belongs_to.as_ref().is_some_and(|belongs_to| belongs_to.value == i64::from(year.year))
    });
    let changes: Vec<&Change> = own.chain(elsewhere).collect();
    let off = year.holidays.iter().flat_map(|holiday| holiday.dates());
    let off = off.chain(changes.iter().flat_map(|change| change.off()));
    let worked = year.worked().count() + changes.iter().map(|change| change.worked().count()).sum::<usize>();
    let extra = changes.iter().map(|change| change.extra_days.len()).sum();
    (off.filter(|date| !is_weekend(*date)).count(), worked, extra)
}

/// The working days of the calendar year, whichever notice arranged them.
fn working_days(year: &DeclaredYear, note: &Note<'_>) {
    let Some(Located { value: declared, place }) = &year.working_days else { return };
    let declared = i64::from(*declared);
    let first = Calendar::FIRST.with().year(year.year).build();
    let dates = std::iter::successors(first.ok(), |date| date.tomorrow().ok());
    let weekdays =
        dates.take_while(|date| date.year() == year.year).filter(|date| !is_weekend(*date)).count();
    let off = year.all_off().filter(|date| !is_weekend(date.value)).count();
    let signed = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let working = signed(weekdays + year.all_worked().count()) - signed(off);
    if working != declared {
        note(place, Fault::WorkingDays { year: year.year, declared, working });
    }
}
