use std::collections::BTreeSet;

use form::{Fields, Value};
use kernel::period;

use crate::clock::{Extended, Length, Running, Start, Still};
use crate::{Event, Happening, Procedure, Step};

/// A case: its events, and what follows from them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Case {
    /// Everything that happened, also what was annulled.
    pub events: Vec<Event>,
    /// The state; none before the first step.
    pub state: Option<String>,
    /// What was said last in each field.
    pub fields: Fields,
    /// The steps that still count, in order.
    pub taken: Vec<Taken>,
    /// The clocks that were set running, in order.
    pub clocks: Vec<Running>,
    /// What has to be put right, if the case was ever given back.
    pub returned: Option<Returned>,
}

/// A step that was taken and still counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The number of its event.
    pub seq: u32,
    /// The step.
    pub step: String,
    /// When it happened.
    pub happened: period::Event,
    /// Who took it.
    pub actor: String,
    /// The body for which.
    pub body: Option<String>,
}

/// What a case was given back for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// Every field that was named when it was given back first; nothing else may be named later, except what changed.
    pub named: BTreeSet<String>,
    /// The fields as they were when it was given back last.
    pub fields: Fields,
}

/// Events that are no case of their procedure; written by nothing but a damaged database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("follow the case beyond event {seq}: {what}")]
pub struct Damaged {
    /// The number of the event.
    pub seq: u32,
    /// What does not fit.
    pub what: &'static str,
}

impl Case {
    /// The case that these events are.
    ///
    /// # Errors
    /// Events that are not numbered from 1 without a gap, name steps that the procedure does not have, or annul what
    /// does not stand.
    pub fn of(procedure: &Procedure, events: Vec<Event>) -> Result<Case, Damaged> {
        let mut standing: Vec<&Event> = Vec::new();
        for (event, seq) in events.iter().zip(1..) {
            if event.seq != seq {
                return Err(Damaged { seq, what: "the numbers have a gap" });
            }
            match &event.what {
                Happening::Step { .. } => standing.push(event),
                Happening::Annulment { of, .. } => {
                    let is_last = standing.pop().is_some_and(|last| last.seq == *of);
                    if !is_last {
                        return Err(Damaged { seq, what: "it annuls an event that is not the last one" });
                    }
                }
            }
        }
        let mut case = Case::default();
        for event in standing {
            case.take(procedure, event)?;
        }
        case.events = events;
        Ok(case)
    }

    /// The case after one more event.
    ///
    /// # Errors
    /// As [`Case::of`].
    pub fn apply(&mut self, procedure: &Procedure, event: Event) -> Result<(), Damaged> {
        if event.seq != self.next_seq() {
            return Err(Damaged { seq: event.seq, what: "the numbers have a gap" });
        }
        if let Happening::Step { .. } = event.what {
            self.take(procedure, &event)?;
            self.events.push(event);
        } else {
            let mut events = std::mem::take(&mut self.events);
            events.push(event);
            *self = Case::of(procedure, events)?;
        }
        Ok(())
    }

    /// The number of the next event.
    pub fn next_seq(&self) -> u32 {
        self.events.last().map_or(1, |event| event.seq + 1)
    }

    /// When the step was last taken, if it still counts.
    pub fn last(&self, step: &str) -> Option<&Taken> {
        self.taken.iter().rev().find(|taken| taken.step == step)
    }

    /// The clock of this name that was started last.
    pub fn running(&self, clock: &str) -> Option<&Running> {
        self.clocks.iter().rev().find(|running| running.clock == clock)
    }

    /// The clocks that have not ended.
    pub fn open_clocks(&self) -> impl Iterator<Item = &Running> {
        self.clocks.iter().filter(|running| running.stopped.is_none())
    }

    fn take(&mut self, procedure: &Procedure, event: &Event) -> Result<(), Damaged> {
        let Happening::Step { step, fields, emptied, defects, .. } = &event.what else { return Ok(()) };
        let step =
            procedure.step(step).ok_or(Damaged { seq: event.seq, what: "the procedure has no such step" })?;
        for id in emptied {
            self.fields.remove(id);
        }
        self.fields.extend(fields.iter().map(|(id, value)| (id.clone(), value.clone())));
        if step.returns {
            let named = self.returned.take().map(|returned| returned.named).unwrap_or_default();
            let named = named.into_iter().chain(defects.iter().map(|defect| defect.field.clone())).collect();
            self.returned = Some(Returned { named, fields: self.fields.clone() });
        }
        if let Some(to) = &step.to {
            self.state = Some(to.clone());
        }
        self.taken.push(Taken {
            seq: event.seq,
            step: step.id.clone(),
            happened: event.happened,
            actor: event.actor.clone(),
            body: event.body.clone(),
        });
        self.move_clocks(procedure, step, event);
        Ok(())
    }

    /// Clocks stop, stand still, run on and are extended before they start, so that one step can end a clock and start
    /// it anew.
    fn move_clocks(&mut self, procedure: &Procedure, step: &Step, event: &Event) {
        let is_in = |steps: &[String]| steps.contains(&step.id);
        for clock in &procedure.clocks {
            let proved = |document: &Option<String>| {
                document.as_ref().is_none_or(|field| self.fields.contains_key(field))
            };
            let open = self.clocks.iter_mut().rev().find(|it| it.clock == clock.id && it.stopped.is_none());
            if let Some(running) = open {
                for (pausing, pause) in clock.pauses.iter().enumerate() {
                    let lasting = running.still.last_mut().filter(|still| still.to.is_none());
                    match lasting {
                        Some(still) if still.pausing == pausing && is_in(&pause.closes) => {
                            still.to = Some(event.happened);
                        }
                        None if is_in(&pause.opens) && proved(&pause.document) => {
                            running.still.push(Still { pausing, from: event.happened, to: None });
                        }
                        _ => {}
                    }
                }
                for (extension, it) in clock.extensions.iter().enumerate() {
                    if it.step == step.id && proved(&it.document) {
                        running.extended.push(Extended { extension, on: event.happened });
                    }
                }
                if let Length::Field(field) = &clock.length {
                    running.given = self.fields.get(field).and_then(Value::as_date).or(running.given);
                }
                if is_in(&clock.stops) {
                    running.stopped = Some(event.happened);
                }
            }
            let is_running = self.clocks.iter().any(|it| it.clock == clock.id && it.stopped.is_none());
            if is_in(&clock.starts) && !is_running {
                let given = match &clock.length {
                    Length::Field(field) => self.fields.get(field).and_then(Value::as_date),
                    Length::Limit { .. } | Length::Own { .. } => None,
                };
                let start = match &clock.from {
                    Start::Step => event.happened,
                    Start::Field(field) => {
                        let day = self.fields.get(field).and_then(Value::as_date);
                        day.map_or(event.happened, period::Event::Date)
                    }
                };
                self.clocks.push(Running {
                    clock: clock.id.clone(),
                    seq: event.seq,
                    start,
                    given,
                    still: Vec::new(),
                    extended: Vec::new(),
                    stopped: None,
                });
            }
        }
    }
}
