use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use form::{Fields, Value};
use jiff::civil::Date;
use ledger::Past;
use pack::programme::{Evidence, Report, Slip};
use plan::{Known, Proof};
use store::cases::{self as rows, Current, Query, Sight};
use store::ledgers::NOW;
use store::{Db, operations};

use super::Duty;
use super::names::{all, text};
use crate::cautions::{DUTY, cautions};
use crate::{Declarations, Error};

/// Reports read in one go: those of the newest round, mostly.
const REPORTS: u32 = 200;

/// Reports looked through at most for whether their day is over; a programme has some thousand in all its years.
const LATE_MAX: u32 = 20_000;

/// What a proof of the list asks for.
struct Asked {
    number: String,
    task: String,
    role: Option<String>,
    body: Option<String>,
    what: String,
    kind: Option<String>,
    trust: Option<String>,
    wanted: u32,
    due: Date,
}

/// Everything that is known of duties, read once for all of them. Where a pack lets nothing play the part of evidence, nothing turns green.
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
        let mut facts = Facts::public(db, declarations, today).await?;
        let programme = &declarations.programme;
        if let Some(part) = &programme.report {
            let mut asking = Asking::default();
            facts.read_late(db, part, &mut asking, today).await?;
            facts.read_reports(db, part, duties, &mut asking).await?;
        }
        if let Some(part) = &programme.slip {
            facts.read_slips(db, part).await?;
        }
        let past = Past { as_of: today, known: NOW };
        for (duty, cautions) in cautions(db, declarations, DUTY, past).await? {
            let told = cautions
                .into_iter()
                .map(|it| (it.light, format!("{}（{}，至{}）", it.reason, it.by, it.until)));
            facts.said.entry(duty).or_default().cautions.extend(told);
        }
        Ok(facts)
    }

    /// What everybody may know: what is asked for, and what of it is accepted.
    pub(super) async fn public(
        db: &impl Db,
        declarations: &Declarations,
        today: Date,
    ) -> Result<Facts, Error> {
        let mut facts = Facts { asked: Vec::new(), accepted: BTreeMap::new(), said: BTreeMap::new() };
        for (number, fields) in all(db, declarations, "proofs", today).await? {
            facts.asked.extend(asked(number, &fields));
        }
        if let Some(part) = &declarations.programme.evidence {
            facts.read_evidence(db, part).await?;
        }
        Ok(facts)
    }

    async fn read_evidence(&mut self, db: &impl Db, part: &Evidence) -> Result<(), Error> {
        let states = [part.accepted.clone()];
        let query = Query { procedure: &part.procedure, states: &states, ..Query::default() };
        let counts = rows::counts(db, &query, [part.duty.as_str(), &part.proof]).await?.into_iter();
        self.accepted = counts.map(|([duty, proof], count)| ((duty, proof), saturated(count))).collect();
        Ok(())
    }

    /// A report whose day is over is late, whichever of a duty it is: another round makes nothing better before somebody answers.
    async fn read_late(
        &mut self,
        db: &impl Db,
        part: &Report,
        asking: &mut Asking,
        today: Date,
    ) -> Result<(), Error> {
        let procedure = part.procedure.as_str();
        let query = Query { procedure, due_before: Some(today), limit: LATE_MAX, ..Query::default() };
        for (current, due) in rows::list(db, &query, &Sight::All).await? {
            if asking.in_time(db, &current, due).await? {
                self.said.entry(value(&current, &part.duty)).or_default().late_reports += 1;
            }
        }
        Ok(())
    }

    /// The report of a duty that was due last says how it stands.
    async fn read_reports(
        &mut self,
        db: &impl Db,
        part: &Report,
        duties: &[Duty],
        asking: &mut Asking,
    ) -> Result<(), Error> {
        let mut through = Through::new(part, duties, &Query { states: &part.says, ..Query::default() });
        while let Some(current) = through.next(db, &Sight::All).await? {
            let (duty, state) = (value(&current, &part.duty), current.state.as_str());
            let is_missing = part.missing.iter().any(|missing| missing == state);
            let due = current.fields.get(&part.due).and_then(Value::as_date);
            if is_missing && !asking.in_time(db, &current, due).await? {
                continue;
            }
            let known = self.said.entry(duty.clone()).or_default();
            known.says_behind |= value(&current, &part.judgement) == part.behind;
            // Before it is signed it takes nothing back.
            if state != part.unsigned {
                known.late_reports += u32::from(is_missing);
                known.returned_reports = u32::from(state == part.returned);
                through.settle(&duty);
            }
        }
        Ok(())
    }

    async fn read_slips(&mut self, db: &impl Db, part: &Slip) -> Result<(), Error> {
        let query = Query { procedure: &part.procedure, ended: Some(false), ..Query::default() };
        for ([duty], count) in rows::counts(db, &query, [part.duty.as_str()]).await? {
            self.said.entry(duty).or_default().open_slips = saturated(count);
        }
        Ok(())
    }

    /// What is known of one duty.
    pub(super) fn of(&self, duty: &Duty) -> Known {
        let proof = |asked: &Asked| Proof {
            what: asked.what.clone(),
            kind: asked.kind.clone(),
            trust: asked.trust.clone(),
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
        kind: text(fields, "kind"),
        trust: text(fields, "trust"),
        wanted: fields.get("count").and_then(Value::as_integer).and_then(|count| count.try_into().ok())?,
        due: fields.get("due_date").and_then(Value::as_date)?,
    })
}

/// Whether reports were asked for while there was time to answer: what is entered after its day was late for nobody.
#[derive(Default)]
struct Asking {
    /// The last operation of each day on which a report was due.
    last: BTreeMap<Date, i64>,
}

impl Asking {
    async fn in_time(&mut self, db: &impl Db, report: &Current, due: Option<Date>) -> Result<bool, Error> {
        let Some(due) = due else { return Ok(true) };
        let last = match self.last.entry(due) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => *free.insert(operations::known_on(db, due).await?),
        };
        Ok(report.opened_by <= last)
    }
}

/// A way through the reports on duties, the one that was due last first, until one settles each duty: earlier ones are history, and are
/// not read once all are settled.
pub(super) struct Through<'t> {
    part: &'t Report,
    open: BTreeSet<&'t str>,
    query: Query<'t>,
    page: VecDeque<Current>,
    is_last: bool,
}

impl<'t> Through<'t> {
    /// Through the reports on these duties that the query asks for.
    pub(super) fn new(part: &'t Report, duties: &'t [Duty], query: &Query<'t>) -> Through<'t> {
        let asked = duties.iter().filter(|duty| duty.body.is_some());
        let open = asked.map(|duty| duty.id.as_str()).collect();
        let (procedure, latest) = (part.procedure.as_str(), Some(part.due.as_str()));
        let query = Query { procedure, latest, limit: REPORTS, ..query.clone() };
        Through { part, open, query, page: VecDeque::new(), is_last: false }
    }

    /// The next report on a duty that is not settled, of those that may be seen.
    pub(super) async fn next(&mut self, db: &impl Db, sight: &Sight) -> Result<Option<Current>, Error> {
        while !self.open.is_empty() {
            while let Some(current) = self.page.pop_front() {
                if self.open.contains(value(&current, &self.part.duty).as_str()) {
                    return Ok(Some(current));
                }
            }
            if self.is_last {
                break;
            }
            let page = rows::list(db, &self.query, sight).await?;
            self.is_last = page.len() < REPORTS as usize;
            self.query.before = page.last().map(|(current, _)| current.id);
            self.page = page.into_iter().map(|(current, _)| current).collect();
        }
        Ok(None)
    }

    /// What was said last of a duty is found.
    pub(super) fn settle(&mut self, duty: &str) {
        self.open.remove(duty);
    }
}

fn saturated(count: i64) -> u32 {
    count.try_into().unwrap_or(u32::MAX)
}

fn value(current: &Current, field: &str) -> String {
    text(&current.fields, field).unwrap_or_default()
}
