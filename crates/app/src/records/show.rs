use form::Fields;
use ledger::{History, Interval, Known, Past, merged_into};
use store::ledgers::{self, Record};
use store::{Db, seals};

use super::held::can_be_held;
use super::history::{Entry, entries};
use super::references::{Names, names};
use super::when::named;
use super::{Actions, Opened, When, open};
use crate::imports::{UnderWay, under_way};
use crate::{Actor, App, Error};

/// A record as an actor sees it.
#[derive(Debug)]
pub struct Shown {
    /// The ledger.
    pub opened: Opened,
    /// Its key.
    pub key: String,
    /// What holds at the past that was asked for, personal values masked; none if nothing held then.
    pub record: Option<Record>,
    /// The past that was asked for; what is known now has the number of the newest operation.
    pub past: Past,
    /// The record that it was merged into, as it is known now.
    pub merged_into: Option<String>,
    /// The newest operation on it; a change that is based on this page names it.
    pub newest: Known,
    /// All that was said of it, newest first.
    pub entries: Vec<Entry>,
    /// When something of it held and was known.
    pub periods: Vec<Period>,
    /// The names of what it refers to, and referred to at other times.
    pub names: Names,
    /// Whether other records can refer to it, as far as the actor could see them.
    pub can_be_held: bool,
    /// The operation that destroyed what was personal of it, if one did.
    pub erased: Option<Known>,
    /// The files of which the ledger holds only a part; none if a past is asked for.
    pub under_way: Vec<UnderWay>,
    /// What the actor may do to it.
    pub actions: Actions,
}

/// What a record was for some days, as it was known for some time.
#[derive(Debug, Clone)]
pub struct Period {
    /// Both times.
    pub interval: Interval,
    /// The operation that said it.
    pub said_by: Known,
    /// The fields that the actor sees, personal values masked.
    pub fields: Fields,
}

/// A record at some past and no more: what programs ask for most.
#[derive(Debug)]
pub struct Found {
    /// The ledger.
    pub opened: Opened,
    /// What holds at the past that was asked for, personal values masked; none if nothing held then.
    pub record: Option<Record>,
    /// The newest operation on it.
    pub newest: Known,
    /// The record that it was merged into, as it is known now.
    pub merged_into: Option<String>,
}

/// A record at some past, without its history and what it has to do with others.
///
/// # Errors
/// As [`show`].
pub async fn find(app: &App, actor: &Actor, ledger: &str, key: &str, when: When) -> Result<Found, Error> {
    let opened = open(app, actor, ledger)?;
    let reader = app.store().reader().await?;
    let past = when.past(app, &reader).await?;
    found(&reader, opened, key, past).await
}

/// A record of a ledger that was opened, at some past.
pub(super) async fn found(db: &impl Db, opened: Opened, key: &str, past: Past) -> Result<Found, Error> {
    let history = ledgers::known(&ledgers::history(db, opened.ledger(), key).await?);
    let newest = newest(&opened, &history).ok_or(Error::NotFound)?;
    let record = ledgers::show(db, opened.ledger(), key, past, &opened.store_sight()).await?;
    let record = record.and_then(|record| opened.narrowed(record));
    let merged_into = merged_into(&history, ledgers::NOW).map(str::to_owned);
    Ok(Found { opened, record, newest, merged_into })
}

/// The newest operation on a record, if it is one that the actor may see.
fn newest(opened: &Opened, history: &History) -> Option<Known> {
    let held = super::propose::last_held(history)?;
    let now = ledger::at(history, Past { as_of: opened.today(), known: ledgers::NOW });
    let is_seen = !opened.sight.of(held).is_empty() && opened.may_know(now.unwrap_or(held), now.is_some());
    history.last().map(|(known, _)| *known).filter(|_| is_seen)
}

/// A record at some past, with its history.
///
/// # Errors
/// [`Error::NotFound`] if there never was one, or none that the actor may see.
pub async fn show(app: &App, actor: &Actor, ledger: &str, key: &str, when: When) -> Result<Shown, Error> {
    let opened = open(app, actor, ledger)?;
    let reader = app.store().reader().await?;
    let past = when.past(app, &reader).await?;
    let said = ledgers::history(&reader, opened.ledger(), key).await?;
    let history = ledgers::known(&said);
    let newest = newest(&opened, &history).ok_or(Error::NotFound)?;
    let held = super::propose::last_held(&history);
    // The history tells nothing of what is shown for a time to who sees only what is public.
    let seen = held.map(|fields| opened.seen(fields, false)).unwrap_or_default();
    let former = held.map(|fields| opened.former_of(fields)).unwrap_or_default();
    let record = ledgers::show(&reader, opened.ledger(), key, past, &opened.store_sight()).await?;
    let actions =
        record.as_ref().map(|record| Actions::of(&opened, actor, &record.fields)).unwrap_or_default();
    let record = record.and_then(|record| opened.narrowed(record));
    let periods = periods(&opened, &history);
    let mut fields: Vec<&Fields> = periods.iter().map(|period| &period.fields).collect();
    fields.extend(record.as_ref().map(|record| &record.fields));
    // The page has the whole history, so that names are those known now.
    let now = Past { known: ledgers::NOW, ..past };
    let names = names(app, actor, &reader, opened.ledger(), now, fields.into_iter()).await?;
    let under_way = match when.is_now() {
        true => under_way(&reader, actor, &opened, &[key]).await?,
        false => Vec::new(),
    };
    Ok(Shown {
        under_way,
        key: key.to_owned(),
        past: named(past, &reader).await?,
        merged_into: merged_into(&history, ledgers::NOW).map(str::to_owned),
        newest,
        entries: entries(&reader, &opened, &said, &(&seen | &former)).await?,
        periods,
        names,
        erased: seals::destroyed_by(&reader, &seals::subject_of_record(opened.ledger(), key)).await?,
        can_be_held: can_be_held(app, actor, opened.declarations(), ledger),
        record,
        actions,
        opened,
    })
}

/// What held, and was known, for some time.
fn periods(opened: &Opened, history: &History) -> Vec<Period> {
    let period = |interval: Interval| {
        let mut fields = interval.fields(history)?.clone();
        let stands = opened.stands((interval.valid_from, interval.valid_to), interval.known_to);
        if !opened.may_know(&fields, stands) {
            return None;
        }
        opened.narrow(&mut fields, stands);
        Some(Period { interval, said_by: history[interval.revision].0, fields })
    };
    ledger::intervals(history).into_iter().filter_map(period).collect()
}
