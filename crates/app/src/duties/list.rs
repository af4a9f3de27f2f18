use std::collections::{BTreeMap, BTreeSet};

use cases::{Event, Happening};
use form::Value;
use jiff::civil::Date;
use kernel::Wording;
use ledger::Past;
use pack::programme;
use plan::{Judged, Known, Light, Proof, judge};
use store::Db;
use store::cases::{self as rows, Current, Query, Sight};
use store::ledgers::{self, NOW};

use super::Duty;
use super::known::Facts;
use super::names::text;
use super::owed::{bodies, owed};
use crate::access::works_here;
use crate::cases::line;
use crate::{Actor, App, Declarations, Error, plans};

/// Sheets read at most, the newest first: a body has one for each version of the plan.
const SHEETS_MAX: u32 = 2_000;

/// How the duties stand today.
#[derive(Debug)]
pub struct Standings {
    /// The duties, in the order of the plan.
    pub duties: Vec<Standing>,
    /// What the bodies are called, those of a duty that are not there any more by their last names.
    pub bodies: BTreeMap<String, String>,
    /// The bodies of a duty that are not there any more.
    pub ended: BTreeSet<String>,
    /// The dimension of the work of each task, by its number.
    pub dimensions: BTreeMap<String, Option<String>>,
    /// The newest duty sheet of each body.
    pub sheets: BTreeMap<String, DutySheet>,
}

/// The duty sheet of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutySheet {
    /// The number of its case.
    pub number: String,
    /// What its state is called.
    pub state: Wording,
    /// Who signed it; none as long as nobody has.
    pub signature: Option<Signature>,
}

/// Who signed, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Who, as the trail names them.
    pub by: String,
    /// For whom, if they stood in for somebody.
    pub deputy_for: Option<String>,
    /// The day.
    pub on: Date,
    /// How many duties were signed for.
    pub duties: usize,
    /// The duties that are owed today and were not signed for, by their ids.
    pub unsigned: BTreeSet<String>,
    /// How many of those that were signed for are not owed any more.
    pub over: usize,
}

impl Signature {
    /// Whether what was signed for is what is owed today.
    pub fn is_of_today(&self) -> bool {
        self.unsigned.is_empty() && self.over == 0
    }
}

/// How a duty stands.
#[derive(Debug)]
pub struct Standing {
    /// The duty.
    pub duty: Duty,
    /// What has to prove it, by the list of proofs, and how much of that is accepted.
    pub proofs: Vec<Proof>,
    /// The light, and why.
    pub judged: Judged,
    /// What the light would be without what its body reported itself: by this its next report is held against it.
    pub apart: Light,
}

impl Standing {
    /// Whether there is a list of proofs, and everything on it is accepted.
    pub fn is_complete(&self) -> bool {
        !self.proofs.is_empty() && self.proofs.iter().all(|proof| proof.accepted >= proof.wanted)
    }

    /// How much of the list of proofs is accepted, and how much it asks for.
    pub fn proved(&self) -> (u32, u32) {
        let accepted = self.proofs.iter().map(|proof| proof.accepted.min(proof.wanted)).sum();
        (accepted, self.proofs.iter().map(|proof| proof.wanted).sum())
    }
}

/// How many duties a body has, and how they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Load {
    /// As the one that leads.
    pub leads: usize,
    /// As one that shares.
    pub shares: usize,
    /// How many have each light: green, grey, yellow, red.
    pub lights: [usize; 4],
}

/// How every duty stands today, for who works here.
///
/// # Errors
/// [`Error::NotFound`] to all others.
pub async fn standings(app: &App, actor: &Actor) -> Result<Standings, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let dimensions = plans::dimensions(app, actor).await?;
    let (declarations, today) = (app.declarations(), app.today());
    let reader = app.store().reader().await?;
    let duties = owed(&reader, &declarations, today).await?;
    let facts = Facts::read(&reader, &declarations, &duties, today).await?;
    let standing = |duty: Duty| {
        let known = facts.of(&duty);
        let judged = judge(&known, today);
        let apart = judge(&Known { returned_reports: 0, says_behind: false, ..known.clone() }, today).light;
        Standing { duty, judged, apart, proofs: known.proofs }
    };
    let duties: Vec<Standing> = duties.into_iter().map(standing).collect();
    let mut bodies = bodies(&reader, &declarations, today).await?;
    let named = duties.iter().filter_map(|standing| standing.duty.body.as_ref());
    let ended: BTreeSet<String> = named.filter(|body| !bodies.contains_key(*body)).cloned().collect();
    bodies.extend(last_names(&reader, &declarations, ended.iter().cloned().collect(), today).await?);
    let sheets = match &declarations.programme.duty_sheet {
        Some(part) => sheets(&reader, &declarations, part, &duties).await?,
        None => BTreeMap::new(),
    };
    Ok(Standings { duties, bodies, dimensions, ended, sheets })
}

/// The newest duty sheet of each body, with who signed it, and how what they signed for differs from what is owed now.
async fn sheets(
    db: &impl Db,
    declarations: &Declarations,
    part: &programme::DutySheet,
    owed: &[Standing],
) -> Result<BTreeMap<String, DutySheet>, Error> {
    let Some(procedure) = declarations.procedures.get(&part.procedure) else { return Ok(BTreeMap::new()) };
    let query = Query { procedure: &part.procedure, limit: SHEETS_MAX, ..Query::default() };
    let mut newest: BTreeMap<String, Current> = BTreeMap::new();
    for (current, _) in rows::list(db, &query, &Sight::All).await? {
        if let Some(body) = text(&current.fields, &part.body) {
            newest.entry(body).or_insert(current);
        }
    }
    let signed = procedure.step(&part.sign).and_then(|step| step.to.as_deref());
    let is_signed = |current: &&Current| Some(current.state.as_str()) == signed;
    let ids: Vec<i64> = newest.values().filter(is_signed).map(|current| current.id).collect();
    let events = rows::events_of(db, &ids).await?;
    let is_signature =
        |event: &Event| matches!(&event.what, Happening::Step { step, .. } if *step == part.sign);
    let signature = |body: &str, current: &Current| {
        let (_, event) = events.get(&current.id)?.iter().rev().find(|(_, event)| is_signature(event))?;
        let signed = current.fields.get(&part.duties).map(Value::values).unwrap_or_default();
        let signed: BTreeSet<&str> = signed.iter().filter_map(Value::as_text).collect();
        let of_body = owed.iter().filter(|it| it.duty.body.as_deref() == Some(body));
        let owed: BTreeMap<&str, String> =
            of_body.map(|it| (it.duty.id.as_str(), line(declarations, &it.duty))).collect();
        let unsigned = owed.iter().filter(|(_, line)| !signed.contains(line.as_str()));
        let is_over = |signed: &&&str| owed.values().all(|line| line != **signed);
        Some(Signature {
            by: event.actor.clone(),
            deputy_for: event.deputy_for.clone(),
            on: event.happened.date(),
            duties: signed.len(),
            unsigned: unsigned.map(|(id, _)| (*id).to_owned()).collect(),
            over: signed.iter().filter(is_over).count(),
        })
    };
    let sheet = |(body, current): (String, Current)| {
        let state = procedure.state(&current.state)?.title.clone();
        let signature = signature(&body, &current);
        Some((body, DutySheet { number: current.number, state, signature }))
    };
    Ok(newest.into_iter().filter_map(sheet).collect())
}

/// What bodies are or were called.
pub(crate) async fn last_names(
    db: &impl Db,
    declarations: &Declarations,
    keys: Vec<String>,
    day: Date,
) -> Result<BTreeMap<String, String>, Error> {
    let Some(ledger) = declarations.ledgers.get(form::BODIES) else { return Ok(BTreeMap::new()) };
    let past = Past { as_of: day, known: NOW };
    Ok(ledgers::names(db, ledger, &keys, past, &ledgers::Sight::everything(ledger)).await?)
}

impl Standings {
    /// What the body of a duty is called: as the ledger has it, or as the plan writes it where nobody has listed who they are.
    pub fn name_of<'s>(&'s self, duty: &'s Duty) -> &'s str {
        let name = duty.body.as_ref().and_then(|body| self.bodies.get(body));
        name.map_or(duty.written.as_str(), String::as_str)
    }

    /// The dimension of the work to which a duty belongs: its own, or that of its task; none if nobody has said.
    pub fn dimension_of<'s>(&'s self, duty: &'s Duty) -> Option<&'s str> {
        duty.dimension.as_deref().or_else(|| self.dimensions.get(&duty.task)?.as_deref())
    }

    /// Whether a duty is of a task of the plan; what minutes decided is of none.
    pub fn is_of_task(&self, duty: &Duty) -> bool {
        self.dimensions.contains_key(&duty.task)
    }

    /// How many duties have a light.
    pub fn count(&self, light: Light) -> usize {
        self.duties.iter().filter(|standing| standing.judged.light == light).count()
    }

    /// How many duties have a list of proofs of which everything is accepted.
    pub fn complete(&self) -> usize {
        self.duties.iter().filter(|standing| standing.is_complete()).count()
    }

    /// The load of each body that has a duty, by its id.
    pub fn loads(&self) -> BTreeMap<&str, Load> {
        let mut loads: BTreeMap<&str, Load> = BTreeMap::new();
        for Standing { duty, judged, .. } in &self.duties {
            let Some(body) = &duty.body else { continue };
            let load = loads.entry(body).or_default();
            match duty.role {
                plan::DutyRole::Lead => load.leads += 1,
                plan::DutyRole::Share => load.shares += 1,
            }
            load.lights[judged.light as usize] += 1;
        }
        loads
    }
}
