//! What the ledgers should hold and do not: the gaps that they declare, found among their records of today.

mod remind;

use std::collections::{BTreeMap, BTreeSet};

use form::{Fields, Value};
use kernel::Wording;
use ledger::{Gap, GapKind, Ledger, Look, Missing, Of, Owner, Past, Urgency, find};
use store::Db;
use store::ledgers::{self as rows, NOW};

use crate::access::works_here;
use crate::duties::{all, text};
use crate::records::{Opened, ledgers};
use crate::{Actor, App, Declarations, Error, Sight, plans};

pub use remind::remind;

/// The gaps of one ledger.
#[derive(Debug, Clone)]
pub struct OfLedger {
    /// The ledger as the actor sees it.
    pub opened: Opened,
    /// What is missing, gap by gap.
    pub lacking: Vec<Lacking>,
}

/// Something that is missing.
#[derive(Debug, Clone)]
pub struct Lacking {
    /// The gap.
    pub gap: Gap,
    /// Of what, and which record comes nearest.
    pub missing: Missing,
    /// What that is called.
    pub name: Wording,
    /// Who has to close it; none where the record does not say.
    pub owner: Option<Wording>,
}

/// A gap that was found, before anybody is told of it.
struct Found {
    lacking: Lacking,
    /// The fields of the record, or of one that would close the gap; none where no field says for whom one would be.
    of: Option<Fields>,
    /// The body in the field by which the gap says who closes it.
    closing_body: Option<String>,
}

/// What is looked at, read once for all gaps.
struct Seen<'s> {
    declarations: &'s Declarations,
    bodies: &'s [(String, Fields)],
    records: &'s [(String, Fields)],
    others: &'s [(String, Fields)],
}

/// Every gap of every ledger that the actor may know of, for who works here. Of a ledger of which they see only what is of their own
/// body, they see its gaps alone.
///
/// # Errors
/// [`Error::NotFound`] to all others.
pub async fn gaps(app: &App, actor: &Actor) -> Result<Vec<OfLedger>, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let all = ledgers(app, actor);
    let ids: Vec<&str> = all.iter().map(|opened| opened.ledger().id.as_str()).collect();
    let mut found = found(app, actor, &ids).await?;
    let mut told = Vec::new();
    for opened in all {
        let of_ledger = found.remove(&opened.ledger().id).unwrap_or_default().into_iter();
        let seen = of_ledger.filter(|found| found.is_seen(&opened.sight));
        let lacking: Vec<Lacking> = seen.map(|found| found.lacking).collect();
        if !lacking.is_empty() {
            told.push(OfLedger { opened, lacking });
        }
    }
    Ok(told)
}

/// Every gap of some ledgers, whoever may know of it, by ledger.
async fn found(app: &App, actor: &Actor, ids: &[&str]) -> Result<BTreeMap<String, Vec<Found>>, Error> {
    let (declarations, today) = (app.declarations(), app.today());
    let standing = plans::current(app, actor).await?;
    let years = standing.map_or(today.year()..=today.year(), |standing| standing.years(today.year()));
    let reader = app.store().reader().await?;
    let bodies = all(&reader, &declarations, form::BODIES, today).await?;
    let mut found: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    for id in ids {
        let ledger = declarations.ledgers.get(*id).filter(|ledger| !ledger.gaps.is_empty());
        let Some(ledger) = ledger else { continue };
        let records = all(&reader, &declarations, &ledger.id, today).await?;
        let of_ledger = found.entry(ledger.id.clone()).or_default();
        for gap in &ledger.gaps {
            let others = others(app, &reader, &declarations, (gap, &records)).await?;
            let look = Look { records: &records, others: &others, years: years.clone(), today };
            let seen =
                Seen { declarations: &declarations, bodies: &bodies, records: &records, others: &others };
            of_ledger.extend(find(gap, &look).into_iter().map(|missing| seen.found(ledger, gap, missing)));
        }
    }
    Ok(found)
}

async fn others(
    app: &App,
    db: &impl Db,
    declarations: &Declarations,
    (gap, records): (&Gap, &[(String, Fields)]),
) -> Result<Vec<(String, Fields)>, Error> {
    if let GapKind::NamedIs { field, ledger, .. } | GapKind::NoneNamedIs { field, ledger, .. } = &gap.kind {
        return named_by(app, db, declarations, (field, ledger), records).await;
    }
    match gap.other_ledger() {
        Some(other) => all(db, declarations, other, app.today()).await,
        None => Ok(Vec::new()),
    }
}

/// The records that a field names: of a ledger that may be large, those alone.
async fn named_by(
    app: &App,
    db: &impl Db,
    declarations: &Declarations,
    (field, ledger): (&str, &str),
    records: &[(String, Fields)],
) -> Result<Vec<(String, Fields)>, Error> {
    let Some(ledger) = declarations.ledgers.get(ledger) else { return Ok(Vec::new()) };
    let values = records.iter().filter_map(|(_, fields)| fields.get(field)).flat_map(Value::values);
    let keys: BTreeSet<&str> = values.filter_map(Value::as_text).collect();
    let past = Past { as_of: app.today(), known: NOW };
    let mut found = Vec::new();
    for key in keys {
        let record = rows::show(db, ledger, key, past, &rows::Sight::everything(ledger)).await?;
        found.extend(record.map(|record| (record.key, record.fields)));
    }
    Ok(found)
}

impl OfLedger {
    /// How many gaps are so bad.
    pub fn count(&self, urgency: Urgency) -> usize {
        self.lacking.iter().filter(|lacking| lacking.gap.urgency == urgency).count()
    }
}

impl Found {
    /// Whether somebody who sees so much of the ledger may know that something is missing: they see the record, or would see one
    /// that closes the gap, with all at which the gap looks.
    fn is_seen(&self, sight: &Sight) -> bool {
        let seen = self.of.as_ref().map(|fields| sight.of(fields)).unwrap_or_default();
        self.lacking.gap.fields().iter().all(|field| seen.contains(*field))
    }
}

impl Seen<'_> {
    fn found(&self, ledger: &Ledger, gap: &Gap, missing: Missing) -> Found {
        let of = match &missing.of {
            Of::Record(key) => {
                self.records.iter().find(|(it, _)| it == key).map(|(_, fields)| fields.clone())
            }
            Of::Member(value) | Of::Unset(value) | Of::Period(value, ..) => {
                gap.by().map(|by| Fields::from([(by.to_owned(), Value::Text(value.clone()))]))
            }
            Of::Year(year) => {
                gap.by().map(|by| Fields::from([(by.to_owned(), Value::Integer((*year).into()))]))
            }
        };
        let closing_body = match &gap.owner {
            Owner::Field(field) => self.in_record(&missing, field),
            Owner::Member | Owner::Role(_) => None,
        };
        Found { of, closing_body, lacking: self.lacking(ledger, gap, missing) }
    }

    /// What stands in a field of the record that comes nearest.
    fn in_record(&self, missing: &Missing, field: &str) -> Option<String> {
        let (_, fields) = self.records.iter().find(|(key, _)| Some(key) == missing.record.as_ref())?;
        text(fields, field)
    }

    fn lacking(&self, ledger: &Ledger, gap: &Gap, missing: Missing) -> Lacking {
        let name = self.name(ledger, gap, &missing.of);
        let called = |body: String| plain(named(self.bodies, &body, "name"));
        let owner = match &gap.owner {
            Owner::Member => Some(name.clone()),
            Owner::Field(field) => self.in_record(&missing, field).map(called),
            Owner::Role(role) => self.declarations.roles.get(role).map(|role| role.title.clone()),
        };
        Lacking { gap: gap.clone(), missing, name, owner }
    }

    /// What something is missing of is called.
    fn name(&self, ledger: &Ledger, gap: &Gap, of: &Of) -> Wording {
        match of {
            Of::Record(key) => plain(named(self.records, key, &ledger.name)),
            Of::Member(key) => {
                let other = gap.other_ledger().and_then(|id| self.declarations.ledgers.get(id));
                plain(other.map_or_else(|| key.clone(), |other| named(self.others, key, &other.name)))
            }
            Of::Year(year) => Wording::new(format!("{year}年"), year.to_string()),
            Of::Unset(value) => self.coded(ledger, gap, value),
            Of::Period(value, from, to) => {
                let (title, last) = (self.coded(ledger, gap, value), to.yesterday().unwrap_or(*to));
                Wording::new(
                    format!("{}（{from} 至 {last}）", title.zh),
                    format!("{} ({from} to {last})", title.en),
                )
            }
        }
    }

    /// What a value of the field by which a gap looks is called.
    fn coded(&self, ledger: &Ledger, gap: &Gap, value: &str) -> Wording {
        let field = gap.by().and_then(|by| ledger.form.field(by));
        let table = field.and_then(|field| self.declarations.codes.get(field.kind.table()?));
        let row = table.and_then(|table| table.get(value));
        row.map_or_else(|| plain(value.to_owned()), |row| row.title.clone())
    }
}

/// The value by which a record is called; its key if it has none.
fn named(records: &[(String, Fields)], key: &str, name: &str) -> String {
    let found = records.iter().find(|(it, _)| it == key);
    found.and_then(|(_, fields)| text(fields, name)).unwrap_or_else(|| key.to_owned())
}

fn plain(name: String) -> Wording {
    Wording::new(name.clone(), name)
}
