use std::sync::Arc;

use cases::{Case, Child, Each, Effect, Event, Happening, Move, Procedure, Source, is_before};
use form::{Context, Field, Fields, Input, Kind, Value};
use kernel::{Place, Problem, Wording};
use ledger::{Change, Ledger, Past, key_of};
use store::cases::{self as rows, Query, Sight};
use store::ledgers::{self, NOW};

use super::Taking;
use super::begin::{By, Known, begin_all, beginning};
use super::each::{Values, take_together, values_of_bodies, values_of_duty};
use super::follow::Following;
use super::named::{look_ahead, read_out};
use super::opened::load_any;
use super::take::step_on;
use crate::duties::{self, Duty};
use crate::plans::{self, FirstVersion};
use crate::records::say;
use crate::{Actor, Error};

/// A step that was taken, and what it does beyond its own case: the records it writes, the cases it opens, the steps it takes in
/// others.
#[derive(Clone, Copy)]
pub(super) struct Reach<'r> {
    pub(super) at: &'r Following<'r>,
    pub(super) case: &'r Case,
    pub(super) event: &'r Event,
}

/// What the cases that a step opens are to say, and of whom they cannot ask anything.
pub(super) struct Asking {
    pub(super) given: Vec<Input>,
    /// The duties of bodies that are not there any more.
    pub(super) left: Vec<Duty>,
    /// The version whose duties they are, where none was in force on the day.
    pub(super) first: Option<FirstVersion>,
}

impl<'r> Reach<'r> {
    /// Writes a record, or one for each value of a field: it is so from the day on which the step happened.
    pub(super) async fn record(self, effect: &Effect) -> Result<(), Error> {
        let is_given = |id: &String| self.case.fields.contains_key(id);
        if !effect.given.iter().all(is_given) {
            return Ok(());
        }
        let Some(ledger) = self.at.declarations.ledgers.get(&effect.ledger) else {
            return Err(Error::broken(format!("the pack declares no ledger {}", effect.ledger)));
        };
        let each: Vec<Values> = match &effect.each {
            None => vec![Values::new()],
            Some(field) => {
                self.written(field).into_iter().map(|value| Values::from([("value", vec![value])])).collect()
            }
        };
        for values in each {
            let mut given = Input::new();
            for (id, source) in &effect.fields {
                let texts = match (ledger.form.field(id), source) {
                    // In a text a body is called by its name, not by the key of its record.
                    (Some(Field { kind: Kind::Text(_) | Kind::LongText(_), .. }), Source::Field(field)) => {
                        self.names(field).await?
                    }
                    _ => self.texts(source, &values),
                };
                given.insert(id.clone(), texts);
            }
            let Following { app, write, declarations, .. } = *self.at;
            let kept = plans::as_kept(app, write, declarations, &ledger.id, given).await;
            let given = kept.map_err(|error| in_case(error, effect))?;
            self.write(ledger, effect.ends, &given).await?;
        }
        Ok(())
    }

    async fn write(self, ledger: &Ledger, ends: bool, given: &Input) -> Result<(), Error> {
        let mut form = ledger.form.clone();
        form.fields.retain(|field| given.contains_key(&field.id));
        let context = Context { today: self.at.app.today(), codes: &self.at.declarations.codes };
        let fields: Fields = form.read(given, &Place::default(), context).map_err(Error::Invalid)?;
        let (key, from) = (key_of(ledger, &fields), self.event.happened.date());
        let history = ledgers::known(&ledgers::history(self.at.write, ledger, &key).await?);
        let held = ledger::at(&history, Past { as_of: from, known: NOW });
        // What the case does not say is empty in the record as well.
        let named = || given.keys().map(|id| (id, fields.get(id)));
        let is_so = |held: &Fields| named().all(|(id, value)| held.get(id) == value);
        match held {
            None if ends => Ok(()),
            Some(_) if ends => say(self.at.write, ledger, &key, &Change::Ended { from }).await,
            Some(held) if is_so(held) => Ok(()),
            Some(_) => {
                let fields = named().map(|(id, value)| (id.clone(), value.cloned())).collect();
                say(self.at.write, ledger, &key, &Change::Became { from, fields }).await
            }
            None => say(self.at.write, ledger, &key, &Change::created(from, fields)).await,
        }
    }

    /// Opens what the step opens: one case, or one for each. What is there already, by what no two cases share, is left as it is.
    pub(super) async fn open(self, child: &Child) -> Result<(), Error> {
        let Following { app, actor, write, declarations, .. } = *self.at;
        let procedure = self.procedure(child)?;
        let by_itself = Actor::system();
        let follows = procedure.step(&child.step).is_some_and(|step| step.follows);
        let by = By { app, actor: if follows { &by_itself } else { actor }, write, declarations };
        let mut known = Known::of_parent(self.at.procedure, self.case);
        let mut cases = Vec::new();
        let all = self.given(child).await?.given;
        look_ahead(write, declarations, procedure, (&all, &mut known), app.today()).await?;
        for given in all {
            // What follows from it happens when it happened, also where that is entered late.
            let happened = Some(self.event.happened);
            let taking = Taking { happened, ..Taking::new(&child.step, given) };
            cases.push(Box::pin(beginning(by, procedure, &taking, &mut known)).await?);
        }
        Box::pin(begin_all(by, procedure, cases, Some(self.at.id), &mut known)).await?;
        Ok(())
    }

    /// The procedure of the cases that a step opens.
    pub(super) fn procedure(self, child: &Child) -> Result<&'r Arc<Procedure>, Error> {
        let procedure = self.at.declarations.procedures.get(&child.procedure);
        procedure.ok_or_else(|| Error::broken(format!("there is no procedure {}", child.procedure)))
    }

    /// What is written into each case that the step opens: one case, or one for each that there is.
    pub(super) async fn given(self, child: &Child) -> Result<Asking, Error> {
        let (mut left, mut first) = (Vec::new(), None);
        if !child.given.iter().all(|id| self.case.fields.contains_key(id)) {
            return Ok(Asking { given: Vec::new(), left, first });
        }
        let each: Vec<Values> = match child.each {
            None => vec![Values::new()],
            Some(each) => {
                let day = self.event.happened.date();
                let asked = duties::asked_on(self.at.write, self.at.declarations, day).await?;
                (left, first) = (asked.left, asked.first);
                let duties = asked.duties;
                if duties.is_empty() && left.is_empty() {
                    return Err(Error::invalid(no_duties()));
                }
                match each {
                    Each::Duty => duties.iter().filter_map(values_of_duty).collect(),
                    Each::Body => values_of_bodies(self.at.declarations, &duties),
                }
            }
        };
        let given = |values: &Values| {
            child.fields.iter().map(|(id, source)| (id.clone(), self.texts(source, values))).collect()
        };
        let is_any = !each.is_empty();
        let mut wanted: Vec<Values> =
            each.iter().filter(|values| self.is_wanted(child, values)).cloned().collect();
        if child.each == Some(Each::Duty) {
            take_together(&mut wanted, &each);
        }
        let given: Vec<Input> = wanted.iter().map(given).collect();
        left.retain(|duty| values_of_duty(duty).is_some_and(|values| self.is_wanted(child, &values)));
        if given.is_empty() && left.is_empty() && is_any {
            return Err(Error::invalid(none_wanted()));
        }
        Ok(Asking { given, left, first })
    }

    /// Whether a case is opened for these values: where a field of this case lists some, they are among them.
    fn is_wanted(self, child: &Child, values: &Values) -> bool {
        child.only.iter().all(|(value, field)| {
            let listed = self.written(field);
            let values = values.get(value.as_str());
            listed.is_empty() || values.is_some_and(|all| all.iter().any(|value| listed.contains(value)))
        })
    }

    /// Takes a step in every case that this one opened, in the one that opened it, or in every other case of the procedure that has the
    /// same values in some fields, where it is possible: in that state, for that actor, and by its guards. What is refused is refused before
    /// anything is written.
    pub(super) async fn move_all(self, moved: &Move) -> Result<(), Error> {
        let (app, actor, write) = (self.at.app, self.at.actor, self.at.write);
        let by_itself = Actor::system();
        let cases = if moved.others {
            let mut saying = Vec::with_capacity(moved.same.len());
            for id in &moved.same {
                // What this case does not say, it has in common with none.
                let Some(text) = self.case.fields.get(id).and_then(Value::as_text) else { return Ok(()) };
                saying.push((id.as_str(), Some(text)));
            }
            let (procedure, saying) = (moved.procedure.as_str(), saying.as_slice());
            let query =
                Query { procedure, saying, ended: Some(false), limit: OTHERS_MAX, ..Query::default() };
            let others = rows::list(write, &query, &Sight::All).await?;
            others.into_iter().map(|(other, _)| other).filter(|other| other.id != self.at.id).collect()
        } else if moved.parent {
            let own = rows::by_id(write, self.at.id).await?;
            match own.and_then(|own| own.parent) {
                Some(parent) => rows::by_id(write, parent).await?.into_iter().collect(),
                None => Vec::new(),
            }
        } else {
            rows::children(write, self.at.id).await?
        };
        for child in cases {
            if child.procedure != moved.procedure || child.ended {
                continue;
            }
            let mut loaded = load_any(app, write, &child.number).await?;
            let step = loaded.procedure.step(&moved.step).filter(|step| step.from.contains(&child.state));
            if let Some(step) = step {
                let actor = if step.follows { &by_itself } else { actor };
                // With the step that moves it, or after whatever happened in it since.
                let happened = self.event.happened;
                let last = loaded.case.events.last().map_or(happened, |event| event.happened);
                let happened = Some(if is_before(happened, last) { last } else { happened });
                let reason = self.reason();
                let taking = Taking { happened, reason, ..Taking::new(&moved.step, Input::new()) };
                match Box::pin(step_on(app, actor, write, &mut loaded, &taking, None)).await {
                    // What its guards or its roles do not let happen is not possible there, and is left to whoever can.
                    Ok(_) | Err(Error::Invalid(_) | Error::NotAllowed(_)) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    /// Why the step was taken: what follows from it follows for the same reason.
    fn reason(self) -> Option<String> {
        match &self.event.what {
            Happening::Step { reason, .. } => reason.clone(),
            Happening::Annulment { .. } => None,
        }
    }

    /// The texts that a source stands for; none where the case does not say.
    fn texts(self, source: &Source, values: &Values) -> Vec<String> {
        match source {
            Source::Field(field) => self.written(field),
            Source::Each(value) => values.get(value.as_str()).cloned().unwrap_or_default(),
            Source::Case => vec![self.at.number.to_owned()],
            Source::Day => vec![self.event.happened.date().to_string()],
            Source::Text(text) => vec![text.clone()],
            // Of a part that is not there, or of several, nothing is put together.
            Source::Joined(parts) => {
                let part = |part: &Source| <[String; 1]>::try_from(self.texts(part, values)).ok();
                let parts: Option<Vec<[String; 1]>> = parts.iter().map(part).collect();
                parts.map(|parts| parts.concat().concat()).into_iter().collect()
            }
        }
    }

    /// The texts of a field that read back as its value.
    fn written(self, field: &str) -> Vec<String> {
        let value = self.at.procedure.form.field(field).zip(self.case.fields.get(field));
        value.map(|(field, value)| field.write(value)).unwrap_or_default()
    }

    /// The texts of a field as people read them: bodies and records by their names.
    async fn names(self, field: &str) -> Result<Vec<String>, Error> {
        let value = self.at.procedure.form.field(field).zip(self.case.fields.get(field));
        let Some(value) = value else { return Ok(Vec::new()) };
        read_out(self.at.write, self.at.declarations, value, self.event.happened.date()).await
    }
}

/// What is wrong with the fields of a record, told of the fields of the case from which they come.
fn in_case(error: Error, effect: &Effect) -> Error {
    let Error::Invalid(mut problems) = error else { return error };
    for problem in &mut problems {
        let source = effect.fields.iter().find(|(id, _)| Some(id) == problem.place.field.as_ref());
        if let Some((_, Source::Field(field))) = source {
            problem.place.field = Some(field.clone());
        }
    }
    Error::Invalid(problems)
}

/// Other cases of a procedure that one step moves at most.
const OTHERS_MAX: u32 = 1_000;

fn no_duties() -> Problem {
    Problem::error(
        "no-duties",
        Place::default(),
        Wording::new(
            "还没有印发的方案，没有可下发的职责",
            "no plan has been issued, so nobody owes anything",
        ),
        Wording::new("请先在“方案”里印发方案", "issue the plan first"),
    )
}

fn none_wanted() -> Problem {
    Problem::error(
        "none-wanted",
        Place::default(),
        Wording::new(
            "所选的任务和单位合起来没有一项职责",
            "no duty is of a task and of a body that were both chosen",
        ),
        Wording::new("请修改所选的任务或单位", "choose other tasks or bodies"),
    )
}
