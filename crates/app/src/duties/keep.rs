use std::collections::{BTreeMap, BTreeSet};

use form::{Fields, Value};
use jiff::civil::Date;
use ledger::Change;
use plan::{Duty, Plan, duties};
use store::{Db, Write};

use super::LEDGER;
use super::names::{Names, all};
use super::owed::{Duty as Owed, owed};
use crate::records::say;
use crate::{Declarations, Error};

/// Brings the ledger of duties up to date with a plan that was issued on a day: what is new begins, what is otherwise changes,
/// what the plan does not ask any more ends. What somebody added by hand stays as it is.
///
/// # Errors
/// [`Error::Invalid`] if the ledger cannot hold a duty; what the store says.
pub(crate) async fn keep(
    write: &Write,
    declarations: &Declarations,
    (plan, version): (&Plan, &str),
    from: Date,
) -> Result<(), Error> {
    let Some(ledger) = declarations.ledgers.get(LEDGER) else {
        return Err(Error::broken(format!("the pack declares no ledger {LEDGER}")));
    };
    for (key, change) in changes(write, declarations, (plan, version), from).await? {
        say(write, ledger, &key, &change).await?;
    }
    Ok(())
}

/// How many duties the ledger holds otherwise than a plan in force says: what people corrected since it was kept.
pub(crate) async fn pending(
    db: &impl Db,
    declarations: &Declarations,
    (plan, version): (&Plan, &str),
    today: Date,
) -> Result<usize, Error> {
    Ok(changes(db, declarations, (plan, version), today).await?.len())
}

/// The duties that a plan which is issued on a day does not ask any more.
pub(crate) async fn ending(
    db: &impl Db,
    declarations: &Declarations,
    (plan, version): (&Plan, &str),
    from: Date,
) -> Result<Vec<Owed>, Error> {
    let changes = changes(db, declarations, (plan, version), from).await?.into_iter();
    let ended = changes.filter(|(_, change)| matches!(change, Change::Ended { .. }));
    let ended: BTreeSet<String> = ended.map(|(key, _)| key).collect();
    let mut duties = owed(db, declarations, from).await?;
    duties.retain(|duty| ended.contains(&duty.id));
    Ok(duties)
}

/// What has to be said, so that the ledger holds what a plan says.
async fn changes(
    db: &impl Db,
    declarations: &Declarations,
    (plan, version): (&Plan, &str),
    from: Date,
) -> Result<Vec<(String, Change)>, Error> {
    let names = Names::read(db, declarations, from).await?;
    let wanted: BTreeMap<String, Fields> = duties(plan, |written| names.meant(written))
        .into_iter()
        .map(|duty| (duty.id.clone(), fields(&duty, version)))
        .collect();
    let held: BTreeMap<String, Fields> = all(db, declarations, LEDGER, from).await?.into_iter().collect();
    let is_of_plan = |fields: &Fields| fields.contains_key("version");
    let dropped = held.iter().filter(|(key, fields)| is_of_plan(fields) && !wanted.contains_key(*key));
    let mut changes: Vec<(String, Change)> =
        dropped.map(|(key, _)| (key.clone(), Change::Ended { from })).collect();
    for (key, fields) in wanted {
        if held.get(&key).is_none_or(|before| differs(before, &fields)) {
            changes.push((key, Change::created(from, fields)));
        }
    }
    Ok(changes)
}

/// Whether a duty is held otherwise than the plan says. That the same is said by another version, or stands in another line,
/// is no change; nor is what people noted beside it.
fn differs(held: &Fields, wanted: &Fields) -> bool {
    ["task", "title", "role", "body", "written"].iter().any(|id| held.get(*id) != wanted.get(*id))
}

fn fields(duty: &Duty, version: &str) -> Fields {
    let texts = [
        ("number", duty.id.clone()),
        ("task", duty.task.clone()),
        ("title", duty.title.clone()),
        ("role", duty.role.id().to_owned()),
        ("written", duty.written.clone()),
        ("version", version.to_owned()),
        ("origin", format!("方案文本第{}行", duty.line)),
    ];
    let body = duty.body.iter().map(|body| ("body", body.clone()));
    texts.into_iter().chain(body).map(|(id, text)| (id.to_owned(), Value::Text(text))).collect()
}
