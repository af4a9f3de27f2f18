use std::collections::BTreeMap;

use form::{Fields, Value};
use jiff::civil::Date;
use pack::DIMENSION;
use plan::DutyRole;
use store::Db;

use super::LEDGER;
use super::names::{all, text};
use crate::plans::{FirstVersion, first_version};
use crate::{Declarations, Error};

/// A duty as the ledger holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Its key.
    pub id: String,
    /// The number of the task.
    pub task: String,
    /// The title of the task.
    pub title: String,
    /// Whether the body leads or shares.
    pub role: DutyRole,
    /// The body; none where nobody has listed who they are.
    pub body: Option<String>,
    /// What the plan calls the body.
    pub written: String,
    /// The version of the plan it was taken from; none for one that somebody added.
    pub version: Option<String>,
    /// The dimension of the work, where the record says one: then that of the task does not count.
    pub dimension: Option<String>,
    /// The line of the plan, or the minutes.
    pub origin: String,
}

/// The duties that are owed on a day, by their ids.
///
/// # Errors
/// If the database cannot answer.
pub(crate) async fn owed(db: &impl Db, declarations: &Declarations, day: Date) -> Result<Vec<Duty>, Error> {
    let found = all(db, declarations, LEDGER, day).await?;
    let mut duties: Vec<Duty> = found.into_iter().map(|(key, fields)| duty(key, &fields)).collect();
    duties.sort_by(|one, other| order(one).cmp(&order(other)));
    Ok(duties)
}

/// What a round asks for.
pub(crate) struct Asked {
    pub(crate) duties: Vec<Duty>,
    /// Those of bodies that are not there any more: nobody is asked for them until somebody says whose they are.
    pub(crate) left: Vec<Duty>,
    /// The version whose duties they are, where none of the plan held yet on the day.
    pub(crate) first: Option<FirstVersion>,
}

/// The duties that a round of a day asks for. They begin with the issue of the plan, not with the date that its document bears: who was
/// meant by its names on that date nobody has recorded. A round of an earlier day, entered late, therefore asks for those of the first
/// version that was issued, and says so.
///
/// # Errors
/// If the database cannot answer.
pub(crate) async fn asked_on(db: &impl Db, declarations: &Declarations, day: Date) -> Result<Asked, Error> {
    let is_of_plan = |duty: &Duty| duty.version.is_some();
    let mut duties = owed(db, declarations, day).await?;
    let first = match duties.iter().any(is_of_plan) {
        true => None,
        false => first_version(db, declarations).await?.filter(|first| day < first.from),
    };
    if let Some(first) = &first {
        let later = owed(db, declarations, first.from).await?;
        duties.extend(later.into_iter().filter(is_of_plan));
        duties.sort_by(|one, other| order(one).cmp(&order(other)));
    }
    let there = bodies(db, declarations, first.as_ref().map_or(day, |first| first.from)).await?;
    let has_left = |duty: &Duty| duty.body.as_ref().is_some_and(|body| !there.contains_key(body));
    let (left, duties) = duties.into_iter().partition(has_left);
    Ok(Asked { duties, left, first })
}

/// The bodies that there are on a day: what each is called, by its key.
pub(crate) async fn bodies(
    db: &impl Db,
    declarations: &Declarations,
    day: Date,
) -> Result<BTreeMap<String, String>, Error> {
    let bodies = all(db, declarations, form::BODIES, day).await?.into_iter();
    Ok(bodies.map(|(key, fields)| (key.clone(), text(&fields, "name").unwrap_or(key))).collect())
}

/// In the order of the plan: 1.2 before 1.10, who leads before who shares.
fn order(duty: &Duty) -> (Vec<u32>, DutyRole, &str) {
    let numbers = duty.task.split('.').map(|number| number.parse().unwrap_or(u32::MAX)).collect();
    (numbers, duty.role, &duty.id)
}

fn duty(id: String, fields: &Fields) -> Duty {
    let value = |id: &str| text(fields, id);
    let is_lead = fields.get("role").and_then(Value::as_text) == Some(DutyRole::Lead.id());
    Duty {
        task: value("task").unwrap_or_default(),
        title: value("title").unwrap_or_default(),
        role: if is_lead { DutyRole::Lead } else { DutyRole::Share },
        body: value("body"),
        written: value("written").unwrap_or_default(),
        version: value("version"),
        dimension: value(DIMENSION),
        origin: value("origin").unwrap_or_default(),
        id,
    }
}
