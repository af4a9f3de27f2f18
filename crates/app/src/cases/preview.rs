mod ending;
mod opening;
mod seeing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cases::{Case, Event, Happening, Notice, Procedure, Refusal, Step, Who, allowed};
use form::{FileReference, Input};
use jiff::civil::Date;
use kernel::period::Event as Moment;
use kernel::{Problem, Wording};

use self::seeing::Seeing;
use super::Taking;
use super::begin::Known;
use super::effects::Reach;
use super::follow::{Following, keep};
use super::opened::{load, names};
use super::take::{read, refused};
use crate::access::case_actor;
use crate::duties::Duty;
use crate::plans::{self, FirstVersion};
use crate::records::Names;
use crate::{Actor, App, Declarations, Error};

/// What a step would bring about beside its own case, before it is taken.
#[derive(Debug, Default)]
pub struct Preview {
    /// Whom the step itself tells.
    pub messages: Vec<Message>,
    /// The duties that end with it.
    pub endings: Vec<Ending>,
    /// The cases it opens.
    pub openings: Vec<Opening>,
    /// What keeps it from opening them.
    pub problems: Vec<Problem>,
    /// What the fields of the opened cases name by key.
    pub names: Names,
}

/// A duty that ends.
#[derive(Debug)]
pub struct Ending {
    /// The duty.
    pub duty: Duty,
    /// What its body is called, or was.
    pub name: String,
    /// What is open about it and does not end with it: what such cases are called, and how many there are.
    pub open: Vec<(Wording, i64)>,
}

/// A message as it will be sent.
#[derive(Debug)]
pub struct Message {
    /// To whom: the titles of the roles.
    pub to: Vec<Wording>,
    /// How many accounts get one; the actor is not told of what they do themselves.
    pub accounts: usize,
    /// What it says; of several, the first.
    pub text: Wording,
    /// How many different texts there are.
    pub texts: usize,
    /// Whether it has to be done something.
    pub to_do: bool,
}

/// The cases of a procedure that a step opens.
#[derive(Debug)]
pub struct Opening {
    /// Their procedure.
    pub procedure: Arc<Procedure>,
    /// How many.
    pub cases: usize,
    /// How many there are already; they are left as they are.
    pub there: usize,
    /// The version of the plan whose duties are asked for, where it is entered as of a day on which none was in force.
    pub first: Option<FirstVersion>,
    /// The duties of bodies that are not there any more, each with the last name of its body: nothing is opened for them.
    pub left: Vec<(Duty, String)>,
    /// Who gets which, by the key of the body; under an empty key what names no body.
    pub shares: BTreeMap<String, Share>,
    /// What is said to those who get one.
    pub messages: Vec<Message>,
}

/// What one body gets.
#[derive(Debug, Default)]
pub struct Share {
    /// The names of the cases.
    pub cases: Vec<String>,
    /// Who is told of them: the title of each role that the notices name, and how many accounts hold it.
    pub told: Vec<(Wording, usize)>,
    /// What nobody can do.
    pub gaps: Vec<Gap>,
}

/// A step that comes next and that nobody can take, because no open account has one of the roles for the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The step.
    pub step: Wording,
    /// The roles, one of which has to be given to somebody.
    pub roles: Vec<Wording>,
}

impl Opening {
    /// The bodies that get a case with which nobody can go on.
    pub fn gaps(&self) -> usize {
        self.shares.values().filter(|share| !share.gaps.is_empty()).count()
    }
}

/// What a step would open, and whom it would tell, and nothing of it stays: as it would happen now, or on the day that is meant. Where
/// nobody has said one, a case that is entered late goes on with the day of what happened in it last.
///
/// # Errors
/// [`Error::NotFound`] for a case that the actor may not see, [`Error::NotAllowed`] for a step that they may not take now.
pub async fn preview(
    app: &App,
    actor: &Actor,
    number: &str,
    step: &str,
    day: Option<Date>,
) -> Result<Preview, Error> {
    read_ahead(app, actor, number).await?;
    // Never committed: what the step keeps beside its case is brought up to date to see what follows from it.
    let write = app.begin(actor, step, ("case", number), None).await?;
    let (loaded, _) = load(app, &write, actor, number).await?;
    let (declarations, procedure, case) = (&*loaded.declarations, &*loaded.procedure, &loaded.case);
    let wanted = procedure.step(step).ok_or(Error::NotFound)?;
    if !allowed(procedure, case, &case_actor(actor, Some(number))).contains(&wanted) {
        let by = wanted.by.iter().map(|who| who.role.clone()).collect();
        let refusal = Refusal::NotYours { step: wanted.title.clone(), by };
        return Err(refused(actor, &declarations.roles, &[refusal]));
    }
    let id = loaded.current.id;
    let at = Following { app, actor, write: &write, declarations, procedure, id, number, ahead: None };
    let last = case.events.last().filter(|last| last.happened.date() < last.recorded.date());
    let day = day.map(Moment::Date).or_else(|| last.map(|last| last.happened));
    let taking = Taking { happened: day, ..Taking::new(step, Input::new()) };
    let event = said(app, declarations, procedure, wanted, &taking);
    let reach = Reach { at: &at, case, event: &event };
    let known = Known::of_parent(procedure, case);
    let mut seeing = Seeing { at, reach, step: wanted, case, fields: Vec::new(), known };
    let mut preview = Preview::default();
    if wanted.opens.is_empty() && wanted.keeps.is_none() {
        return Ok(preview);
    }
    let told: Vec<&Who> = wanted.notices.iter().flat_map(Notice::named).collect();
    seeing.hold(told.into_iter()).await?;
    preview.messages = seeing.own_messages();
    match ending::ending(&at, wanted, event.happened.date()).await {
        Ok(endings) => preview.endings = endings,
        // What keeps the text from being read is told right after.
        Err(Error::Invalid(_)) => {}
        Err(error) => return Err(error),
    }
    match keep(&at, wanted, event.happened.date()).await {
        Ok(()) => {}
        Err(Error::Invalid(problems)) => return Ok(Preview { problems, ..preview }),
        Err(error) => return Err(error),
    }
    for effect in &wanted.records {
        match reach.record(effect).await {
            // What is still to be said is not written yet.
            Ok(()) | Err(Error::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    for child in &wanted.opens {
        match seeing.opening(child, &mut preview.problems).await {
            Ok(opening) => {
                let (procedure, fields) = (opening.procedure.clone(), std::mem::take(&mut seeing.fields));
                for (ledger, more) in names(app, actor, &write, &procedure, fields.iter()).await? {
                    preview.names.entry(ledger).or_default().extend(more);
                }
                preview.openings.push(opening);
            }
            Err(Error::Invalid(problems)) => preview.problems.extend(problems),
            Err(error) => return Err(error),
        }
    }
    Ok(preview)
}

/// Reads the plan that the case names before anybody has to wait for it.
async fn read_ahead(app: &App, actor: &Actor, number: &str) -> Result<(), Error> {
    let reader = app.store().reader().await?;
    let (loaded, _) = load(app, &reader, actor, number).await?;
    drop(reader);
    let is_plan = loaded.procedure.steps.iter().any(|step| step.keeps.is_some());
    let files = loaded.case.fields.values().filter_map(FileReference::of);
    for file in files.filter(|_| is_plan) {
        // What cannot be read is told by the step.
        _ = plans::read(app, file).await;
    }
    Ok(())
}

/// The event by which a case would begin, with what is known of it so far.
fn said(
    app: &App,
    declarations: &Declarations,
    procedure: &Procedure,
    step: &Step,
    taking: &Taking,
) -> Event {
    let now = app.moment();
    let fields = read(app, declarations, procedure, step, (taking, &Case::default(), &BTreeSet::new()))
        .unwrap_or_default();
    Event {
        seq: 1,
        happened: taking.happened.unwrap_or(Moment::Moment(now)),
        recorded: now,
        actor: String::new(),
        body: None,
        deputy_for: None,
        what: Happening::Step {
            step: step.id.clone(),
            fields,
            emptied: Vec::new(),
            defects: Vec::new(),
            reason: None,
        },
    }
}
