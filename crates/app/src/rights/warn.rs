mod tell;

use std::collections::BTreeSet;

use form::{Fields, Value};
use jiff::civil::Date;
use kernel::Wording;
use ledger::{DeadlineKind, Past, Standing};
use store::Db;
use store::ledgers::{self, NOW};
use store::rights::{self as rows, Query, Scope};

use self::tell::{Concerned, tell, unreached};
use super::compute::unsealed;
use super::sight::known_rules;
use crate::duties::{all, records_where, text};
use crate::{Actor, App, Declarations, Error, sight};

// The ledgers of the china pack by which rights hang together with loans and alliances. A pack that declares them otherwise has
// no such warnings.
const PLEDGED: &str = "pledged-rights";
const PLEDGES: &str = "pledges";
const ALLIANCES: &str = "alliances";
/// The fields of a pledged right, and the ledger of each.
const PLEDGED_FIELDS: [(&str, &str); 2] = [("patent", "patents"), ("trademark", "trademarks")];
const CORE: (&str, &str) = ("patents", "patents");
/// The field with the firms that are members of an alliance, and the ledger of these.
const MEMBERS: (&str, &str) = ("enterprises", "enterprises");
/// The states of a loan that is over.
const LOAN_OVER: [&str; 2] = ["repaid", "cancelled"];
/// The field with the day on which a right ended.
const ENDED: &str = "ended_on";
/// The field with the state of a right, and the states in which it has ended.
const STATUS: &str = "status";
const OVER: [&str; 7] =
    ["lapsed", "expired", "abandoned", "invalidated", "cancelled", "surrendered", "ended"];

/// A loan or an alliance that hangs on a right of which something was missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What hangs on it.
    pub why: Why,
    /// The ledger of the right.
    pub ledger: String,
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What was missed.
    pub warned: Warned,
}

/// What hangs on a right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A loan, by its key.
    Pledge(String),
    /// An alliance, by its key.
    Alliance(String),
}

/// What was missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warned {
    /// A fee or a renewal, on this day; what is left until another.
    Missed {
        /// What it was for.
        title: Wording,
        /// The last day.
        due: Date,
        /// The end of the grace, if it is not over.
        grace_until: Option<Date>,
    },
    /// The right has ended.
    Ended(Date),
}

impl Warned {
    /// How far it has come, as addresses name it: the part of the page of the right that tells it.
    pub fn stage(&self) -> &'static str {
        match self {
            Warned::Missed { grace_until: Some(_), .. } => "missed",
            Warned::Missed { grace_until: None, .. } => "over",
            Warned::Ended(_) => "ended",
        }
    }
}

impl Warning {
    /// What it says.
    pub fn wording(&self) -> Wording {
        let (what_zh, what_en) = match self.why {
            Why::Pledge(_) => ("质押的", "pledged"),
            Why::Alliance(_) => ("联盟核心", "core right of an alliance"),
        };
        let name = &self.name;
        match &self.warned {
            Warned::Missed { title, due, grace_until: Some(until) } => Wording::new(
                format!(
                    "{what_zh}“{name}”：{}应于{due}前办理，没有缴费或办理的凭证；宽限至{until}，逾期权利自{due}起终止",
                    title.zh
                ),
                format!(
                    "{what_en}: {name}: {} was due on {due} and nothing proves it; there is grace until {until}, then the right has ended on {due}",
                    title.en
                ),
            ),
            Warned::Missed { title, due, grace_until: None } => Wording::new(
                format!(
                    "{what_zh}“{name}”：{}应于{due}前办理，宽限期已过，权利可能已自{due}起终止，请立即核实",
                    title.zh
                ),
                format!(
                    "{what_en}: {name}: {} was due on {due} and the grace is over; the right may have ended on {due}, find out at once",
                    title.en
                ),
            ),
            Warned::Ended(day) => Wording::new(
                format!("{what_zh}“{name}”已于{day}终止"),
                format!("{what_en}: {name} ended on {day}"),
            ),
        }
    }

    /// The day that it is about.
    fn day(&self) -> Date {
        match self.warned {
            Warned::Missed { due, .. } => due,
            Warned::Ended(day) => day,
        }
    }
}

/// The warnings on a record: a right, a loan or an alliance, as far as the actor may see what hangs on it and what is told;
/// of the rights of their own firm all that is told.
pub(super) async fn warnings(
    app: &App,
    (actor, is_own): (&Actor, bool),
    db: &impl Db,
    ledger: &str,
    key: &str,
) -> Result<Vec<Warning>, Error> {
    let (declarations, today) = (app.declarations(), app.today());
    let mut hanging = Vec::new();
    let field = PLEDGED_FIELDS.iter().find(|(_, of)| *of == ledger).map(|(field, _)| *field);
    if let Some(field) = if ledger == PLEDGES { Some("pledge") } else { field } {
        let pledged = records_where(db, &declarations, PLEDGED, (field, key), today).await?;
        for record in pledged {
            let Some(it) = of_pledged(&record.fields) else { continue };
            let Why::Pledge(number) = &it.why else { continue };
            let names_it = seen(actor, &declarations, PLEDGED, &record.fields).contains("pledge");
            if names_it && sees_record(db, &declarations, actor, (PLEDGES, number), today).await? {
                hanging.push(it);
            }
        }
    }
    if ledger == ALLIANCES || ledger == CORE.1 {
        let alliances: Vec<(String, Fields)> = if ledger == ALLIANCES {
            all(db, &declarations, ALLIANCES, today).await?.into_iter().filter(|(it, _)| it == key).collect()
        } else {
            let records = records_where(db, &declarations, ALLIANCES, (CORE.0, key), today).await?;
            records.into_iter().map(|record| (record.key, record.fields)).collect()
        };
        let seen = alliances
            .iter()
            .filter(|(_, fields)| seen(actor, &declarations, ALLIANCES, fields).contains(CORE.0));
        hanging.extend(seen.flat_map(|(number, fields)| of_alliance(number, fields)));
    }
    let of_right = ledger != PLEDGES && ledger != ALLIANCES;
    hanging.retain(|it| !of_right || (it.ledger == ledger && it.key == key));
    found(db, &declarations, &hanging, (today, Some((actor, is_own)))).await
}

/// The fields that an actor sees of a record.
fn seen(actor: &Actor, declarations: &Declarations, ledger: &str, record: &Fields) -> BTreeSet<String> {
    let sight = declarations.ledgers.get(ledger).and_then(|ledger| sight(actor, ledger));
    sight.map(|sight| sight.of(record)).unwrap_or_default()
}

/// Whether an actor sees a record of a ledger at all.
async fn sees_record(
    db: &impl Db,
    declarations: &Declarations,
    actor: &Actor,
    (ledger, key): (&str, &str),
    today: Date,
) -> Result<bool, Error> {
    let Some(declared) = declarations.ledgers.get(ledger) else { return Ok(false) };
    let past = Past { as_of: today, known: NOW };
    let record = ledgers::show(db, declared, key, past, &unsealed(declared)).await?;
    Ok(record.is_some_and(|record| !seen(actor, declarations, ledger, &record.fields).is_empty()))
}

/// Something that hangs on a right.
struct Hanging {
    why: Why,
    ledger: &'static str,
    key: String,
}

/// The right of a pledge, unless it was released.
fn of_pledged(fields: &Fields) -> Option<Hanging> {
    if fields.contains_key("released_on") {
        return None;
    }
    let pledge = text(fields, "pledge")?;
    let right = PLEDGED_FIELDS.iter().find_map(|(field, ledger)| Some((*ledger, text(fields, field)?)))?;
    Some(Hanging { why: Why::Pledge(pledge), ledger: right.0, key: right.1 })
}

/// The core rights of an alliance, unless it is over.
fn of_alliance(number: &str, fields: &Fields) -> Vec<Hanging> {
    if fields.contains_key(ENDED) {
        return Vec::new();
    }
    let core = fields.get(CORE.0).map(Value::values).unwrap_or_default().iter().filter_map(Value::as_text);
    let hanging =
        |key: &str| Hanging { why: Why::Alliance(number.to_owned()), ledger: CORE.1, key: key.to_owned() };
    core.map(hanging).collect()
}

/// What was missed of the rights on which something hangs; if it is for an actor, only what follows from what they see.
async fn found(
    db: &impl Db,
    declarations: &Declarations,
    hanging: &[Hanging],
    (today, reader): (Date, Option<(&Actor, bool)>),
) -> Result<Vec<Warning>, Error> {
    let mut warnings = Vec::new();
    for it in hanging {
        let Some(ledger) = declarations.ledgers.get(it.ledger) else { continue };
        let past = Past { as_of: today, known: NOW };
        let Some(right) = ledgers::show(db, ledger, &it.key, past, &unsealed(ledger)).await? else {
            continue;
        };
        // A firm knows what it pays for its own rights.
        let actor = reader.filter(|(_, is_own)| !is_own).map(|(actor, _)| actor);
        let seen = actor.map(|actor| (actor, seen(actor, declarations, it.ledger, &right.fields)));
        let sees = |field: &str| seen.as_ref().is_none_or(|(_, seen)| seen.contains(field));
        let name = text(&right.fields, &ledger.name).filter(|_| sees(&ledger.name));
        let name = name.unwrap_or_else(|| it.key.clone());
        let warning = |warned| Warning {
            why: it.why.clone(),
            ledger: it.ledger.to_owned(),
            key: it.key.clone(),
            name: name.clone(),
            warned,
        };
        let is_over = text(&right.fields, STATUS).is_some_and(|status| OVER.contains(&status.as_str()));
        let ended = right.fields.get(ENDED).filter(|_| sees(ENDED)).and_then(Value::as_date);
        if let Some(ended) = ended.or_else(|| (is_over && sees(STATUS)).then_some(right.valid_from)) {
            warnings.push(warning(Warned::Ended(ended)));
            continue;
        }
        let rules = seen.as_ref().map(|(actor, seen)| known_rules(declarations, actor, ledger, seen));
        let query = Query {
            scopes: vec![Scope { ledger: it.ledger.to_owned(), body: None, rules }],
            key: Some(it.key.clone()),
            due_until: today.yesterday().ok(),
            ..Query::default()
        };
        for row in rows::list(db, &query, None, 10).await? {
            let deadline = row.deadline;
            if !matches!(deadline.kind, DeadlineKind::Annuity | DeadlineKind::Renewal) {
                continue;
            }
            let is_over = deadline.standing(today) == Standing::Over;
            warnings.push(warning(Warned::Missed {
                due: deadline.due,
                grace_until: Some(deadline.last()).filter(|_| !is_over),
                title: deadline.title,
            }));
        }
    }
    Ok(warnings)
}

/// Warns those whom it concerns of what was missed of pledged rights and of core rights of alliances: the firm, the lender, the
/// members, the body in charge, and the office. Whoever was warned of a day is not warned again; tells how many messages.
///
/// # Errors
/// If the database cannot.
pub async fn warn(app: &App) -> Result<u32, Error> {
    let (declarations, today) = (app.declarations(), app.today());
    let reader = app.store().reader().await?;
    let mut told = 0;
    let pledges = all(&reader, &declarations, PLEDGES, today).await?;
    for (_, fields) in all(&reader, &declarations, PLEDGED, today).await? {
        let Some(hanging) = of_pledged(&fields) else { continue };
        let Why::Pledge(number) = &hanging.why else { continue };
        let Some((_, pledge)) = pledges.iter().find(|(key, _)| key == number) else { continue };
        if text(pledge, "status").is_some_and(|status| LOAN_OVER.contains(&status.as_str())) {
            continue;
        }
        let warnings = found(&reader, &declarations, &[hanging], (today, None)).await?;
        let firms = [text(pledge, "enterprise"), text(pledge, "pledgee_uscc")];
        let firms: BTreeSet<String> = firms.into_iter().flatten().collect();
        let concerned = Concerned { firms, body: text(pledge, "body"), unreached: Vec::new() };
        told += tell(app, &warnings, &concerned).await?;
    }
    for (number, fields) in all(&reader, &declarations, ALLIANCES, today).await? {
        let warnings = found(&reader, &declarations, &of_alliance(&number, &fields), (today, None)).await?;
        if warnings.is_empty() {
            continue;
        }
        let firms: BTreeSet<String> = texts(&fields, MEMBERS.0).map(str::to_owned).collect();
        let unreached = unreached(&reader, &declarations, (&fields, &firms), today).await?;
        told += tell(app, &warnings, &Concerned { firms, body: text(&fields, "body"), unreached }).await?;
    }
    Ok(told)
}

fn texts<'f>(fields: &'f Fields, field: &str) -> impl Iterator<Item = &'f str> {
    fields.get(field).map(Value::values).unwrap_or_default().iter().filter_map(Value::as_text)
}
