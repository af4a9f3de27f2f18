use std::collections::{BTreeMap, BTreeSet};

use form::{Fields, Value};
use jiff::civil::Date;
use plan::{Known, Light, Proof};
use store::Db;
use store::cases::{self as rows, Current, Query, Sight};

use super::Duty;
use super::names::{all, text};
use crate::{Declarations, Error};

/// Reports read in one go: those of the newest round, mostly.
const REPORTS: u32 = 200;

/// The procedures and states of the china pack from which lights follow. A pack that declares them otherwise has no such
/// facts, and then nothing turns green.
const EVIDENCE: (&str, &str) = ("evidence", "accepted");
pub(super) const REPORT: &str = "report";
const REPORT_MISSING: &str = "missing";
const REPORT_RETURNED: &str = "returned";
const BEHIND: &str = "behind";
const SLIP: &str = "slip";

/// What a proof of the list asks for.
struct Asked {
    number: String,
    task: String,
    role: Option<String>,
    body: Option<String>,
    what: String,
    wanted: u32,
    due: Date,
}

/// Everything that is known of duties, read once for all of them.
pub(super) struct Facts {
    asked: Vec<Asked>,
    /// How many are accepted, by duty and proof.
    accepted: BTreeMap<(String, String), u32>,
    /// What reports and slips say, by duty.
    said: BTreeMap<String, Known>,
}

impl Facts {
    pub(super) async fn read(
        db: &impl Db,
        declarations: &Declarations,
        duties: &[Duty],
        today: Date,
    ) -> Result<Facts, Error> {
        let mut facts = Facts { asked: Vec::new(), accepted: BTreeMap::new(), said: BTreeMap::new() };
        for (number, fields) in all(db, declarations, "proofs", today).await? {
            facts.asked.extend(asked(number, &fields));
        }
        facts.read_evidence(db).await?;
        facts.read_reports(db, duties, today).await?;
        facts.read_slips(db).await?;
        for (_, fields) in all(db, declarations, "cautions", today).await? {
            facts.read_caution(&fields, today);
        }
        Ok(facts)
    }

    async fn read_evidence(&mut self, db: &impl Db) -> Result<(), Error> {
        let (procedure, state) = EVIDENCE;
        let query = Query { procedure, states: &[state.to_owned()], ..Query::default() };
        let counts = rows::counts(db, &query, ["duty", "proof"]).await?.into_iter();
        self.accepted = counts.map(|([duty, proof], count)| ((duty, proof), saturated(count))).collect();
        Ok(())
    }

    /// The newest report of a duty says how it stands.
    async fn read_reports(&mut self, db: &impl Db, duties: &[Duty], today: Date) -> Result<(), Error> {
        through_reports(db, duties, &Sight::All, |duty, current, due| {
            let is_late = current.state == REPORT_MISSING || due.is_some_and(|due| due < today);
            let known = self.said.entry(duty).or_default();
            known.late_reports = u32::from(is_late);
            known.returned_reports = u32::from(!is_late && current.state == REPORT_RETURNED);
            known.says_behind = value(&current, "judgement") == BEHIND;
            true
        })
        .await
    }

    async fn read_slips(&mut self, db: &impl Db) -> Result<(), Error> {
        let query = Query { procedure: SLIP, ended: Some(false), ..Query::default() };
        for ([duty], count) in rows::counts(db, &query, ["duty"]).await? {
            self.said.entry(duty).or_default().open_slips = saturated(count);
        }
        Ok(())
    }

    fn read_caution(&mut self, fields: &Fields, today: Date) {
        let until = fields.get("until").and_then(Value::as_date);
        let light = match fields.get("light").and_then(Value::as_text) {
            Some("yellow") => Light::Yellow,
            Some("red") => Light::Red,
            _ => return,
        };
        if until.is_some_and(|until| today <= until)
            && let Some(duty) = text(fields, "duty")
        {
            let by = text(fields, "by").unwrap_or_default();
            let reason = format!("{}（{by}）", text(fields, "reason").unwrap_or_default());
            self.said.entry(duty).or_default().cautions.push((light, reason));
        }
    }

    /// What is known of one duty.
    pub(super) fn of(&self, duty: &Duty) -> Known {
        let proof = |asked: &Asked| Proof {
            what: asked.what.clone(),
            due: asked.due,
            wanted: asked.wanted,
            accepted: self.accepted.get(&(duty.id.clone(), asked.number.clone())).copied().unwrap_or(0),
        };
        Known {
            proofs: self.asked.iter().filter(|asked| asked.is_of(duty)).map(proof).collect(),
            ..self.said.get(&duty.id).cloned().unwrap_or_default()
        }
    }
}

impl Asked {
    fn is_of(&self, duty: &Duty) -> bool {
        self.task == duty.task
            && self.role.as_deref().is_none_or(|role| role == duty.role.id())
            && self.body.as_ref().is_none_or(|body| duty.body.as_ref() == Some(body))
    }
}

fn asked(number: String, fields: &Fields) -> Option<Asked> {
    Some(Asked {
        number,
        task: text(fields, "task")?,
        role: text(fields, "role"),
        body: text(fields, "body"),
        what: text(fields, "what")?,
        wanted: fields.get("count").and_then(Value::as_integer).and_then(|count| count.try_into().ok())?,
        due: fields.get("due_date").and_then(Value::as_date)?,
    })
}

/// Looks through the reports that may be seen, the newest first, until one settles each duty: earlier ones are history, and are not
/// read once all are settled. `settles` is given the duty, the report, and the next day on which one of its clocks ends.
pub(super) async fn through_reports(
    db: &impl Db,
    duties: &[Duty],
    sight: &Sight,
    mut settles: impl FnMut(String, Current, Option<Date>) -> bool,
) -> Result<(), Error> {
    let asked = duties.iter().filter(|duty| duty.body.is_some());
    let mut open: BTreeSet<&str> = asked.map(|duty| duty.id.as_str()).collect();
    let mut query = Query { procedure: REPORT, limit: REPORTS, ..Query::default() };
    while !open.is_empty() {
        let page = rows::list(db, &query, sight).await?;
        let is_last = page.len() < REPORTS as usize;
        query.before = page.last().map(|(current, _)| current.id);
        for (current, due) in page {
            let duty = value(&current, "duty");
            if open.contains(duty.as_str()) && settles(duty.clone(), current, due) {
                open.remove(duty.as_str());
            }
        }
        if is_last {
            break;
        }
    }
    Ok(())
}

fn saturated(count: i64) -> u32 {
    count.try_into().unwrap_or(u32::MAX)
}

fn value(current: &Current, field: &str) -> String {
    text(&current.fields, field).unwrap_or_default()
}
