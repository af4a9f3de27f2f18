use std::collections::BTreeMap;

use jiff::civil::Date;
use plan::{Known, Light, judge};

use super::known::Facts;
use super::owed::owed;
use crate::{App, Error};

/// How far a task is by what everybody may know: the list of proofs, and the evidence that was accepted. Reports, slips and what people
/// hold against a duty are no part of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many duties have each light: green, grey, yellow, red.
    pub lights: [usize; 4],
    /// How many duties have no list of what would prove them.
    pub unlisted: usize,
    /// How many duties lack evidence whose day is over.
    pub missing: usize,
    /// How many pieces of evidence are asked for.
    pub wanted: u32,
    /// How many of these are accepted.
    pub accepted: u32,
}

/// How far each task of the plan in force is, by its number, for everybody.
///
/// # Errors
/// If the database cannot answer.
pub async fn progress(app: &App) -> Result<BTreeMap<String, Progress>, Error> {
    let (declarations, today) = (app.declarations(), app.today());
    let reader = app.store().reader().await?;
    let facts = Facts::public(&reader, &declarations, today).await?;
    let mut tasks: BTreeMap<String, Progress> = BTreeMap::new();
    for duty in owed(&reader, &declarations, today).await? {
        tasks.entry(duty.task.clone()).or_default().count(&facts.of(&duty), today);
    }
    Ok(tasks)
}

impl Progress {
    fn count(&mut self, known: &Known, today: Date) {
        self.lights[judge(known, today).light as usize] += 1;
        self.unlisted += usize::from(known.proofs.is_empty());
        let is_missing = |proof: &plan::Proof| proof.due < today && proof.accepted < proof.wanted;
        self.missing += usize::from(known.proofs.iter().any(is_missing));
        for proof in &known.proofs {
            self.wanted += proof.wanted;
            self.accepted += proof.accepted.min(proof.wanted);
        }
    }

    /// How many duties the task has.
    pub fn duties(&self) -> usize {
        self.lights.iter().sum()
    }

    /// The light of the task: that of the duty that stands worst, so that none hides behind the others.
    pub fn light(&self) -> Light {
        let worst = [Light::Red, Light::Yellow, Light::Grey, Light::Green].into_iter();
        let mut worst = worst.filter(|light| self.lights[*light as usize] > 0);
        worst.next().unwrap_or(Light::Grey)
    }

    /// Of several tasks together.
    pub fn and(self, other: Progress) -> Progress {
        let lights = std::array::from_fn(|at| self.lights[at] + other.lights[at]);
        Progress {
            lights,
            unlisted: self.unlisted + other.unlisted,
            missing: self.missing + other.missing,
            wanted: self.wanted + other.wanted,
            accepted: self.accepted + other.accepted,
        }
    }
}
