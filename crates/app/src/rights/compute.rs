use std::collections::{BTreeMap, BTreeSet};

use form::{Field, Fields, Kind, Value};
use jiff::Span;
use jiff::civil::Date;
use ledger::{
    Deadline, Facts, Ledger, Link, Past, Related, RightLook, RightRule, RightRules, deadlines, linked,
};
use pack::body_field;
use store::ledgers::{self, Filter, ListQuery, NOW, PAGE_MAX, Rows, Sight};
use store::rights::{self as rows, RightDeadline};
use store::{Db, ledgers::Record};

use crate::{Declarations, Error, day_of};

/// The ledger whose records firms are.
const ENTERPRISES: &str = "enterprises";
/// Values looked up in one question.
const VALUES: usize = 400;

/// The days that follow from some rights of a ledger, in their order.
pub(super) async fn compute(
    db: &impl Db,
    declarations: &Declarations,
    ledger: &Ledger,
    records: &[Record],
    (today, look): (Date, RightLook),
) -> Result<Vec<RightDeadline>, Error> {
    let confirmed = match declarations.right_laws.has_annuities(&ledger.id) {
        true => confirmed(db, ledger, records).await?,
        false => BTreeMap::new(),
    };
    let mut related: BTreeMap<&Link, BTreeMap<String, Vec<Related>>> = BTreeMap::new();
    for link in declarations.right_laws.links(&ledger.id) {
        related.insert(link, linked_records(db, declarations, link, records, today).await?);
    }
    let rules = rules(declarations);
    let mut found = Vec::new();
    for record in records {
        let own = |link: &Link| {
            let value = linked(link, &record.key, &record.fields)?;
            Some((link.clone(), related.get(link)?.get(value)?.clone()))
        };
        let own: BTreeMap<Link, Vec<Related>> = related.keys().filter_map(|link| own(link)).collect();
        let facts = Facts {
            ledger: &ledger.id,
            record: &record.fields,
            related: &own,
            confirmed_on: confirmed.get(&record.key).copied(),
        };
        let mut deadlines = deadlines(rules, &facts, look);
        deadlines.retain(|deadline| !deadline.is_past(today));
        if !deadlines.is_empty() {
            let whose = Owner::of(db, declarations, ledger, record, today).await?;
            found.extend(deadlines.into_iter().map(|it| whose.row(declarations, ledger, record, it)));
        }
    }
    Ok(found)
}

/// The earliest last day whose time of grace may still run: the law counts it in months, and rest days move its end.
pub(super) fn oldest_in_grace(declarations: &Declarations, today: Date) -> Date {
    let months = i64::from(declarations.right_laws.grace_months_max()) + 1;
    let grace = Span::new().try_months(months).unwrap_or_default();
    today.checked_sub(grace).unwrap_or(Date::MIN)
}

pub(super) fn rules(declarations: &Declarations) -> RightRules<'_> {
    RightRules {
        laws: &declarations.right_laws,
        calendar: &declarations.calendar,
        regimes: &declarations.regimes,
    }
}

/// What is read of records here: all but what is sealed, which says nothing about days.
pub(super) fn unsealed(ledger: &Ledger) -> Sight {
    let fields = ledger.form.fields.iter().filter(|field| !field.class.is_sealed());
    Sight { rows: Rows::All, fields: fields.map(|field| field.id.clone()).collect() }
}

/// The last day for which the register is known to have had each record: that for which the last file spoke that had it, or else
/// the day on which somebody entered it. What people correct afterwards confirms nothing.
async fn confirmed(
    db: &impl Db,
    ledger: &Ledger,
    records: &[Record],
) -> Result<BTreeMap<String, Date>, Error> {
    let keys: Vec<String> = records.iter().map(|record| record.key.clone()).collect();
    let mut confirmed = BTreeMap::new();
    let mut entered = BTreeMap::new();
    for keys in keys.chunks(VALUES) {
        confirmed.extend(ledgers::confirmed(db, ledger, keys).await?);
        let by_hand: Vec<String> = keys.iter().filter(|key| !confirmed.contains_key(*key)).cloned().collect();
        entered.extend(rows::first_told(db, &ledger.id, &by_hand).await?);
    }
    let operations: Vec<i64> = entered.values().copied().collect::<BTreeSet<i64>>().into_iter().collect();
    let mut days = BTreeMap::new();
    for operations in operations.chunks(VALUES) {
        days.extend(rows::recorded(db, operations.iter().copied()).await?);
    }
    let entered = entered.into_iter().filter_map(|(key, seq)| Some((key, day_of(*days.get(&seq)?))));
    confirmed.extend(entered);
    Ok(confirmed)
}

/// The records of another ledger that belong to these, by the value that links them.
async fn linked_records(
    db: &impl Db,
    declarations: &Declarations,
    link: &Link,
    records: &[Record],
    today: Date,
) -> Result<BTreeMap<String, Vec<Related>>, Error> {
    let values = records.iter().filter_map(|record| linked(link, &record.key, &record.fields));
    let values: BTreeSet<&str> = values.collect();
    let Some(other) = declarations.ledgers.get(&link.ledger) else { return Ok(BTreeMap::new()) };
    let is_indexed = other.form.field(&link.by).is_some_and(|field| field.kind.ledger().is_some());
    let mut found = Vec::new();
    if is_indexed {
        let values: Vec<&str> = values.iter().copied().collect();
        for values in values.chunks(VALUES) {
            let values = values.iter().map(|value| Value::Text((*value).to_owned())).collect();
            let filter = Filter::Is(link.by.clone(), values);
            found.extend(listed(db, other, vec![filter], today).await?);
        }
    } else if !values.is_empty() {
        // Few ledgers are linked by anything but a key, and these are small.
        found = listed(db, other, Vec::new(), today).await?;
    }
    let mut imported = BTreeSet::new();
    for found in found.chunks(VALUES) {
        imported.extend(rows::imported(db, found.iter().map(|record| record.revision)).await?);
    }
    let mut by_value: BTreeMap<String, Vec<Related>> = BTreeMap::new();
    for record in found {
        let value = record.fields.get(&link.by).and_then(Value::as_text);
        let Some(value) = value.filter(|value| values.contains(value)).map(str::to_owned) else { continue };
        let imported = imported.contains(&record.revision);
        by_value.entry(value).or_default().push(Related { fields: record.fields, imported });
    }
    Ok(by_value)
}

/// The records of a ledger on a day that fulfil conditions.
async fn listed(
    db: &impl Db,
    ledger: &Ledger,
    filters: Vec<Filter>,
    today: Date,
) -> Result<Vec<Record>, Error> {
    let past = Past { as_of: today, known: NOW };
    let sight = unsealed(ledger);
    let mut query = ListQuery { filters, sort: Vec::new(), after: None, limit: PAGE_MAX, past, sight };
    let mut found = Vec::new();
    loop {
        let (records, next) = ledgers::go_on(db, ledger, &query).await?;
        found.extend(records);
        query.after = next;
        if query.after.is_none() {
            return Ok(found);
        }
    }
}

/// Whose a right is, and what it is called.
struct Owner {
    name: String,
    body: Option<String>,
    enterprise: Option<String>,
}

impl Owner {
    /// Body and enterprise as the record says, or as the record says that the first field of its key names: a permit belongs to
    /// whom its producer belongs to. An enterprise is named, or known by its code.
    async fn of(
        db: &impl Db,
        declarations: &Declarations,
        ledger: &Ledger,
        record: &Record,
        today: Date,
    ) -> Result<Owner, Error> {
        let own = Owner::said(ledger, &record.fields, &record.key);
        let first = ledger.key.first().and_then(|id| ledger.form.field(id));
        let through = first.and_then(|field| Some((field, field.kind.ledger()?)));
        let (None, Some((field, other))) = (&own.enterprise, through) else { return Ok(own) };
        let Some(other) = declarations.ledgers.get(other) else { return Ok(own) };
        let Some(key) = record.fields.get(&field.id).and_then(Value::as_text) else { return Ok(own) };
        let past = Past { as_of: today, known: NOW };
        let Some(named) = ledgers::show(db, other, key, past, &unsealed(other)).await? else {
            return Ok(own);
        };
        let theirs = Owner::said(other, &named.fields, key);
        let name = if ledger.name == field.id { theirs.name } else { own.name };
        Ok(Owner { name, body: own.body.or(theirs.body), enterprise: theirs.enterprise })
    }

    fn said(ledger: &Ledger, fields: &Fields, key: &str) -> Owner {
        let text = |field: &Field| fields.get(&field.id).and_then(Value::as_text).map(str::to_owned);
        let names_firm =
            |field: &&Field| field.kind != Kind::Body && field.kind.ledger() == Some(ENTERPRISES);
        let tells_of_firm = |field: &&Field| field.tells_of() == Some(ENTERPRISES);
        let declared = || ledger.form.fields.iter();
        // Where a ledger names the firm there may be codes of others beside it.
        let firm = declared().find(names_firm).or_else(|| declared().find(tells_of_firm));
        Owner {
            name: fields.get(&ledger.name).and_then(Value::as_text).unwrap_or(key).to_owned(),
            body: body_field(ledger).and_then(text),
            enterprise: firm.and_then(text),
        }
    }

    fn row(
        &self,
        declarations: &Declarations,
        ledger: &Ledger,
        record: &Record,
        deadline: Deadline,
    ) -> RightDeadline {
        RightDeadline {
            ledger: ledger.id.clone(),
            key: record.key.clone(),
            name: self.name.clone(),
            body: self.body.clone(),
            enterprise: self.enterprise.clone(),
            own: own_value(declarations, ledger, record, &deadline),
            deadline,
        }
    }
}

/// The value by which records of another ledger can settle a day of the right.
fn own_value(
    declarations: &Declarations,
    ledger: &Ledger,
    record: &Record,
    deadline: &Deadline,
) -> Option<String> {
    let rules = declarations.right_laws.iter().flat_map(|law| &law.rules);
    let mut rules = rules.filter(|rule| rule.ledger == ledger.id && rule.id == deadline.rule);
    let own = |rule: &RightRule| {
        rule.settled_by.iter().map(|(link, _)| link.clone()).find(|link| link.own.is_some())
    };
    let settled = rules.find_map(own)?;
    linked(&settled, &record.key, &record.fields).map(str::to_owned)
}
