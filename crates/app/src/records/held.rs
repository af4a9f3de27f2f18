//! What refers to a record: all that is kept of a firm, of a body, of a meeting.

use form::Value;
use jiff::civil::Date;
use ledger::Past;
use store::ledgers::{self, Filter, ListQuery, NOW, Page, Record, Total};

use super::references::{Keys, names};
use super::show::found;
use super::{Found, Names, Opened, ROWS_MAX, When, open};
use crate::imports::{UnderWay, under_way};
use crate::{Actor, App, Declarations, Error};

/// How many of the records of one ledger are shown.
const FIRST: u16 = 5;

/// All that refers to a record, as an actor sees it.
#[derive(Debug)]
pub struct Held {
    /// The record itself.
    pub found: Found,
    /// The day as of which this is.
    pub as_of: Date,
    /// Ledger by ledger and field by field, in the order of their ids; those without any are left out.
    pub parts: Vec<Referrers>,
    /// The names of what all these refer to.
    pub names: Names,
}

/// The records of a ledger that name a record, or have its number, in one of their fields.
#[derive(Debug)]
pub struct Referrers {
    /// The ledger whose records name it.
    pub ledger: String,
    /// The field in which they do.
    pub field: String,
    /// How many.
    pub total: Total,
    /// Whether the list of that ledger can be narrowed down by the field.
    pub is_listed: bool,
    /// The first of them, in the order of the list, personal values masked.
    pub first: Vec<Record>,
}

impl Referrers {
    /// Whether there are more than the first.
    pub fn has_more(&self) -> bool {
        match self.total {
            Total::Exact(count) => usize::try_from(count).is_ok_and(|count| count > self.first.len()),
            Total::MoreThan(_) => true,
        }
    }
}

/// What refers to a record on a day, as it is known now: of each ledger how many, and the first of them. Each is a look at an index.
///
/// # Errors
/// [`Error::NotFound`] if there never was such a record, or none that the actor may see.
pub async fn held(
    app: &App,
    actor: &Actor,
    ledger: &str,
    key: &str,
    as_of: Option<Date>,
) -> Result<Held, Error> {
    let opened = open(app, actor, ledger)?;
    let reader = app.store().reader().await?;
    let past = When { as_of, ..When::default() }.past(app, &reader).await?;
    let found = found(&reader, opened, key, past).await?;
    let past = Past { known: NOW, ..past };
    let (mut parts, mut keys) = (Vec::new(), Keys::default());
    for (opened, field) in naming(app, actor, app.declarations().as_ref(), ledger) {
        let query = query(&opened, (&field, &[key]), (None, FIRST), past);
        let page = ledgers::list(&reader, opened.ledger(), &query).await?;
        let mut first = page.records;
        opened.narrow_all(&mut first);
        if first.is_empty() {
            continue;
        }
        for record in &first {
            keys.add_all(&opened.ledger().form, &record.fields);
        }
        let is_listed = opened.filters().any(|filter| filter.id == field);
        let ledger = opened.ledger().id.clone();
        parts.push(Referrers { ledger, field, total: page.total, is_listed, first });
    }
    let names = keys.names(app, actor, &reader, past).await?;
    Ok(Held { found, as_of: past.as_of, parts, names })
}

/// All records of one ledger that name a record in one of their fields, page by page.
#[derive(Debug)]
pub struct HeldBy {
    /// The record itself.
    pub found: Found,
    /// The ledger whose records name it, as the actor sees it.
    pub opened: Opened,
    /// The day as of which this is.
    pub as_of: Date,
    /// One page of them, in the order of the list, personal values masked.
    pub page: Page,
    /// The names of what these refer to.
    pub names: Names,
    /// The files of which the ledger holds only a part; none if a day is asked for.
    pub under_way: Vec<UnderWay>,
}

/// Which page of the records that name another.
#[derive(Debug, Clone, Default)]
pub struct HeldRequest {
    /// As of this day; today if left out.
    pub as_of: Option<Date>,
    /// Where the page begins, as an earlier page said.
    pub cursor: Option<String>,
    /// How many records, at most [`ROWS_MAX`].
    pub limit: u16,
}

/// The records of the ledger `by` that name the record `of`, a ledger and a key, in their field: what [`held`] has the first of.
///
/// # Errors
/// [`Error::NotFound`] if there never was such a record, if the field does not name records of its ledger, or if the actor may not look
/// for records by it; [`Error::Invalid`] for the cursor of another list.
pub async fn held_by(
    app: &App,
    actor: &Actor,
    of: (&str, &str),
    (by, field): (&str, &str),
    request: &HeldRequest,
) -> Result<HeldBy, Error> {
    let (ledger, key) = of;
    let of = open(app, actor, ledger)?;
    let all = naming(app, actor, app.declarations().as_ref(), ledger);
    let asked = all.into_iter().find(|(opened, it)| opened.ledger().id == by && it == field);
    let (opened, field) = asked.ok_or(Error::NotFound)?;
    let reader = app.store().reader().await?;
    let past = When { as_of: request.as_of, ..When::default() }.past(app, &reader).await?;
    let found = found(&reader, of, key, past).await?;
    let past = Past { known: NOW, ..past };
    let place = (request.cursor.clone(), request.limit.clamp(1, ROWS_MAX));
    let query = query(&opened, (&field, &[key]), place, past);
    let mut page = ledgers::list(&reader, opened.ledger(), &query).await?;
    opened.narrow_all(&mut page.records);
    let fields = page.records.iter().map(|record| &record.fields);
    let names = names(app, actor, &reader, opened.ledger(), past, fields).await?;
    let under_way = match request.as_of {
        None => {
            let keys: Vec<&str> = page.records.iter().map(|record| record.key.as_str()).collect();
            under_way(&reader, actor, &opened, &keys).await?
        }
        Some(_) => Vec::new(),
    };
    Ok(HeldBy { found, opened, as_of: past.as_of, page, names, under_way })
}

/// The records that name one of some keys in a field, from a place on.
pub(super) fn query(
    opened: &Opened,
    (field, keys): (&str, &[&str]),
    (after, limit): (Option<String>, u16),
    past: Past,
) -> ListQuery {
    let keys = keys.iter().map(|key| Value::Text((*key).to_owned())).collect();
    ListQuery {
        filters: vec![Filter::Is(field.to_owned(), keys)],
        sort: Vec::new(),
        after,
        limit,
        past,
        sight: opened.store_sight(),
    }
}

/// Whether anything can refer to the records of a ledger that the actor could see; what is declared tells it.
pub(super) fn can_be_held(app: &App, actor: &Actor, declarations: &Declarations, ledger: &str) -> bool {
    !naming(app, actor, declarations, ledger).is_empty()
}

/// The fields by which records of this ledger are told, by name or by number, of each ledger as the actor sees it: those by which they may
/// look for records.
pub(super) fn naming(
    app: &App,
    actor: &Actor,
    declarations: &Declarations,
    ledger: &str,
) -> Vec<(Opened, String)> {
    let Some(of) = declarations.ledgers.get(ledger) else { return Vec::new() };
    let others = declarations.ledgers.values();
    let others = others.filter(|other| other.telling_of(of).next().is_some());
    let opened = others.filter_map(|other| open(app, actor, &other.id).ok());
    let fields = |opened: Opened| {
        let telling = opened.ledger().telling_of(of);
        let seen = telling.filter(|field| opened.sight.everywhere.contains(&field.id));
        let fields: Vec<String> = seen.map(|field| field.id.clone()).collect();
        fields.into_iter().map(move |field| (opened.clone(), field)).collect::<Vec<_>>()
    };
    opened.flat_map(fields).collect()
}
