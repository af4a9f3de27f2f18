use std::collections::BTreeSet;

use cases::{Case, Command, Defect, Procedure, Refusal, Rule, Step, What, decide};
use form::{Fields, Input, Value};
use kernel::period::Event as Moment;
use kernel::{Place, Problem, Wording};
use pack::Roles;
use store::{Db, Write, seals};

use super::begin::{Begun, By, Known, begin_all, beginning};
use super::chosen::check_chosen;
use super::claim::there_already;
use super::drafts::{self, Sent};
use super::facts::{lights, look_up};
use super::follow::happen;
use super::named::check_named;
use super::opened::{Loaded, load, open, rules};
use super::prefill::{GoingOn, held_by_then};
use crate::access::{case_actor, may_take_steps, signed_by_people};
use crate::api_keys::names_of_person;
use crate::once::{self, Done};
use crate::records::{Given, Mode};
use crate::rounds::{self, Ahead};
use crate::{Actor, App, Declarations, Denied, Error, Once, gate, plans};

/// The most characters of a reason, and of what has to be put right in one field.
const REASON_CHARACTERS_MAX: usize = 1_000;

/// What somebody wants to happen in a case.
#[derive(Debug, Clone)]
pub struct Taking {
    /// The step.
    pub step: String,
    /// What was given for its fields. Of an object, and of cells, a field that is not in it stays as the case has it.
    pub given: Given,
    /// When it happened; none: now.
    pub happened: Option<Moment>,
    /// What has to be put right, for steps that give back.
    pub defects: Vec<Defect>,
    /// Why.
    pub reason: Option<String>,
    /// How many events of the case the actor has seen; if there are more, nothing is done.
    pub seen: Option<u32>,
    /// The name of the own draft that is sent with it. That of a step of a case is known without a name.
    pub draft: Option<String>,
}

impl Taking {
    /// A step with its fields, now, without a reason.
    pub fn new(step: &str, given: Input) -> Taking {
        Taking {
            step: step.to_owned(),
            given: Given::Texts(given),
            happened: None,
            defects: Vec::new(),
            reason: None,
            seen: None,
            draft: None,
        }
    }

    /// What is written in it, with the fields; the reason is the operation's.
    fn said(&self) -> Vec<(&str, &str)> {
        let defects = self.defects.iter().map(|defect| (defect.field.as_str(), defect.reason.as_str()));
        self.given.all_texts().into_iter().chain(defects).collect()
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The number of the case; none if it was only checked.
    pub number: Option<String>,
    /// The state in which the case then is.
    pub state: String,
    /// The operation; none if it was only checked.
    pub seq: Option<i64>,
}

/// Starts a case by a step that begins one.
///
/// # Errors
/// [`Error::NotFound`] for a procedure that the actor may not know of, [`Error::NotAllowed`] if the step is for others,
/// [`Error::Invalid`] with everything that keeps it from being taken, [`Error::Conflict`] if there is such a case already.
pub async fn start(
    app: &App,
    actor: &Actor,
    id: &str,
    taking: &Taking,
    mode: Mode<'_>,
) -> Result<Taken, Error> {
    let opened = open(app, actor, id)?;
    let procedure = opened.procedure();
    may_take_steps(actor).map_err(Error::NotAllowed)?;
    gate::pass(app, actor, taking.said()).await?;
    plans::read_ahead(app, &taking.given).await;
    let mut write = app.begin(actor, &taking.step, ("case", ""), taking.reason.as_deref()).await?;
    if let Some(taken) = done_before(app, actor, &write, mode).await? {
        return Ok(taken);
    }
    let begun = begin(app, actor, &write, opened.declarations(), procedure, taking, None).await?;
    write.set_subject_id(&begun.0);
    if let Some(draft) = &taking.draft {
        drafts::sent(&write, actor, Sent::Draft(draft)).await?;
    }
    finish(app, actor, write, begun, mode).await
}

/// Takes a step of a case.
///
/// # Errors
/// As [`start`]; [`Error::NotFound`] also for a case that the actor may not see, [`Error::Conflict`] if something happened
/// that the actor has not seen.
pub async fn take(
    app: &App,
    actor: &Actor,
    number: &str,
    taking: &Taking,
    mode: Mode<'_>,
) -> Result<Taken, Error> {
    // Whether the case is there is told afterwards, to whoever may take steps at all.
    if may_take_steps(actor).is_ok() {
        gate::pass(app, actor, taking.said()).await?;
    }
    plans::read_ahead(app, &taking.given).await;
    let ahead = rounds::ahead(app, actor, number, &taking.step).await?;
    let write = app.begin(actor, &taking.step, ("case", number), taking.reason.as_deref()).await?;
    let (mut loaded, _) = load(app, &write, actor, number).await?;
    may_take_steps(actor).map_err(Error::NotAllowed)?;
    if let Some(taken) = done_before(app, actor, &write, mode).await? {
        return Ok(taken);
    }
    if taking.seen.is_some_and(|seen| seen != loaded.current.events) {
        return Err(Error::Conflict(overtaken()));
    }
    let state = step_on(app, actor, &write, &mut loaded, taking, ahead.as_ref()).await?;
    drafts::sent(&write, actor, Sent::Step { number, step: &taking.step }).await?;
    finish(app, actor, write, (number.to_owned(), state), mode).await
}

/// What this request did when it was sent before, if it was: its draft is gone then.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not see any more what it did.
pub async fn sent_before(app: &App, actor: &Actor, once: &Once) -> Result<Option<Taken>, Error> {
    done_before(app, actor, &app.store().reader().await?, Mode::SaveOnce(once)).await
}

/// What the same request did when it was sent before.
async fn done_before(app: &App, actor: &Actor, db: &impl Db, mode: Mode<'_>) -> Result<Option<Taken>, Error> {
    let Mode::SaveOnce(once) = mode else { return Ok(None) };
    let Some(Done { key, seq }) = once::before(app, actor, db, once).await? else { return Ok(None) };
    // What the actor may not see any more is not told either.
    let (loaded, _) = load(app, db, actor, &key).await?;
    Ok(Some(Taken { number: Some(key), state: loaded.current.state, seq }))
}

async fn finish(
    app: &App,
    actor: &Actor,
    write: Write,
    (number, state): (String, String),
    mode: Mode<'_>,
) -> Result<Taken, Error> {
    match mode {
        Mode::Check => return Ok(Taken { number: None, state, seq: None }),
        Mode::Save => {}
        Mode::SaveOnce(once) => once::keep(app, actor, &write, once, &number).await?,
    }
    let seq = write.seq();
    write.commit().await?;
    Ok(Taken { number: Some(number), state, seq: Some(seq) })
}

/// Starts a case within an operation; gives its number and state.
pub(crate) async fn begin(
    app: &App,
    actor: &Actor,
    write: &Write,
    declarations: &Declarations,
    procedure: &Procedure,
    taking: &Taking,
    parent: Option<i64>,
) -> Result<(String, String), Error> {
    let by = By { app, actor, write, declarations };
    let mut known = Known::default();
    let case = beginning(by, procedure, taking, &mut known).await?;
    match begin_all(by, procedure, vec![case], parent, &mut known).await?.pop() {
        Some(Begun::Opened { number, state }) => Ok((number, state)),
        Some(Begun::There { number }) => Err(Error::Conflict(there_already(procedure, &number))),
        None => Err(Error::broken("a case that did not begin")),
    }
}

/// Takes a step of a loaded case within an operation; gives the state.
pub(crate) async fn step_on(
    app: &App,
    actor: &Actor,
    write: &Write,
    loaded: &mut Loaded,
    taking: &Taking,
    ahead: Option<&Ahead>,
) -> Result<String, Error> {
    let of = Of {
        declarations: &loaded.declarations,
        procedure: &loaded.procedure,
        number: Some(&loaded.current.number),
    };
    let event = decided(app, actor, write, of, &loaded.case, taking, &mut Known::default()).await?;
    happen(app, actor, write, loaded, event, ahead).await
}

/// By what a step is judged.
#[derive(Clone, Copy)]
pub(super) struct Of<'o> {
    pub(super) declarations: &'o Declarations,
    pub(super) procedure: &'o Procedure,
    /// The case; none if it is about to begin.
    pub(super) number: Option<&'o str>,
}

/// The event that a taking becomes.
pub(super) async fn decided(
    app: &App,
    actor: &Actor,
    write: &Write,
    Of { declarations, procedure, number }: Of<'_>,
    case: &Case,
    taking: &Taking,
    known: &mut Known,
) -> Result<cases::Event, Error> {
    let step = procedure.step(&taking.step).ok_or(Error::NotFound)?;
    // Who may not take the step is not told what is wrong with it.
    let mut who = case_actor(actor, number);
    if step.guards.iter().any(|guard| matches!(guard.rule, Rule::TwoPersons { .. })) {
        who.also = names_of_person(write, actor).await?;
    }
    let now = app.moment();
    let happened = taking.happened.unwrap_or(Moment::Moment(now));
    let gone = match number {
        Some(number) => unreadable(write, procedure, number, &case.fields).await?,
        None => BTreeSet::new(),
    };
    let fields = read(app, declarations, procedure, step, (taking, case, &gone));
    let (mut fields, mut problems) = match fields {
        Ok(fields) => (fields, Vec::new()),
        Err(problems) => (Fields::new(), problems),
    };
    if let Some(number) = number.filter(|_| problems.is_empty()) {
        let all = laid_over(&case.fields, &fields);
        let at = GoingOn { declarations, procedure, number, fields: &all };
        match left_to_records(app, actor, write, at, step, &taking.given).await? {
            Ok(held) => fields.extend(held),
            Err(unread) => problems = unread,
        }
    }
    problems.extend(too_long(taking));
    let all = laid_over(&case.fields, &fields);
    problems.extend(
        check_named(write, actor, declarations, procedure, case, (&fields, known), app.today()).await?,
    );
    problems.extend(check_chosen(app, actor, write, declarations, procedure, (&fields, &all)).await?);
    problems.extend(plans::check(app, procedure, &fields).await?);
    let said = (&fields, happened.date());
    problems.extend(plans::check_comment(app, write, declarations, procedure, said).await?);
    let mut facts = look_up(write, declarations, procedure, step, (number, &all), happened.date()).await?;
    facts.extend(lights(app, actor, step, (&all, happened.date())).await?);
    let what = What::Step {
        step: step.id.clone(),
        fields,
        defects: taking.defects.clone(),
        reason: taking.reason.clone(),
    };
    let command = Command { actor: who, happened, what };
    match decide(procedure, rules(declarations), case, &facts, &command, now) {
        Ok(event) if problems.is_empty() => Ok(event),
        Ok(_) => Err(Error::Invalid(problems)),
        Err(refusals) => {
            let mut refused = refused(actor, &declarations.roles, &refusals);
            let Error::Invalid(more) = &mut refused else { return Err(refused) };
            // A field that could not be read is not missing.
            let unread: Vec<Option<String>> =
                problems.iter().map(|problem| problem.place.field.clone()).collect();
            more.retain(|it| it.place.field.is_none() || !unread.contains(&it.place.field));
            problems.append(more);
            Err(Error::Invalid(problems))
        }
    }
}

/// What it means that the engine refuses: a step that is for others, or for people alone, is not allowed; all else is to be put
/// right.
pub(super) fn refused(actor: &Actor, roles: &Roles, refusals: &[Refusal]) -> Error {
    let is_signed = |refusal: &Refusal| matches!(refusal, Refusal::Guard { rule, .. } if *rule == Rule::SecondFactor.code());
    if actor.key.is_some() && refusals.iter().any(is_signed) {
        return Error::NotAllowed(signed_by_people());
    }
    for refusal in refusals {
        let Refusal::NotYours { by, .. } = refusal else { continue };
        // The engine knows roles by their ids alone.
        let titles = || by.iter().filter_map(|id| Some(&roles.get(id)?.title));
        let zh = titles().map(|title| title.zh.as_str()).collect::<Vec<_>>().join("、");
        let en = titles().map(|title| title.en.as_str()).collect::<Vec<_>>().join(", ");
        let remedy = Wording::new(format!("由以下角色办理：{zh}"), format!("it is done by: {en}"));
        return Error::NotAllowed(Denied { why: refusal.problem().what, remedy, needs_second_factor: false });
    }
    Error::Invalid(refusals.iter().map(Refusal::problem).collect())
}

/// The fields that were given, read by the form of the step. What is required is for `decide` to say, which knows what the
/// case holds already.
pub(super) fn read(
    app: &App,
    declarations: &Declarations,
    procedure: &Procedure,
    step: &Step,
    (taking, case, gone): (&Taking, &Case, &BTreeSet<String>),
) -> Result<Fields, Vec<Problem>> {
    let mut form = procedure.asked_in(step, &case.fields);
    for field in &mut form.fields {
        field.required = false;
    }
    let context = form::Context { today: app.today(), codes: &declarations.codes };
    let mut fields = taking.given.whole(&form, context)?;
    // Nobody can write again what nobody can read any more: left empty, it stays as it is.
    let is_empty = |id: &str| taking.given.texts(id).iter().all(|text| text.trim().is_empty());
    let is_left = |id: &String| is_left(&taking.given, id) || gone.contains(id) && is_empty(id);
    let left = form.fields.iter().filter(|field| is_left(&field.id));
    let held = left.filter_map(|field| Some((field.id.clone(), case.fields.get(&field.id)?.clone())));
    fields.extend(held.collect::<Fields>());
    Ok(fields)
}

/// The fields of a case that nobody can read any more, because the key was destroyed.
async fn unreadable(
    db: &impl Db,
    procedure: &Procedure,
    number: &str,
    fields: &Fields,
) -> Result<BTreeSet<String>, Error> {
    let is_sealed = |value: &Value| value.values().iter().any(Value::is_sealed);
    let sealed = fields.iter().filter(|(_, value)| is_sealed(value));
    let mut sealed: Fields = sealed.map(|(id, value)| (id.clone(), value.clone())).collect();
    seals::reveal_cases(db, &procedure.form, &mut [(number, &mut sealed)]).await?;
    Ok(sealed.into_iter().filter(|(_, value)| is_sealed(value)).map(|(id, _)| id).collect())
}

/// Whether a field was not given and stays as it is. A page sends every field of its form; a program may leave out what stays, and a
/// table what no cell can hold.
fn is_left(given: &Given, id: &str) -> bool {
    match given {
        Given::Object(object) => object.get(id).is_none(),
        Given::Cells(cells) => !cells.contains_key(id),
        Given::Texts(_) | Given::Nothing => false,
    }
}

/// What stays as the records have it that the step is about to write: what was not given, and what the case does not say. A page fills
/// its form with it.
async fn left_to_records(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    at: GoingOn<'_>,
    step: &Step,
    given: &Given,
) -> Result<Result<Fields, Vec<Problem>>, Error> {
    let mut form = at.procedure.asked_in(step, at.fields);
    form.fields.retain(|field| is_left(given, &field.id) && !at.fields.contains_key(&field.id));
    if form.fields.is_empty() || !step.records.iter().any(|effect| effect.prefills) {
        return Ok(Ok(Fields::new()));
    }
    let mut held = held_by_then(app, actor, db, at, step).await?;
    held.retain(|id, _| form.field(id).is_some());
    form.fields.retain(|field| held.contains_key(&field.id));
    let context = form::Context { today: app.today(), codes: &at.declarations.codes };
    Ok(form.read(&held, &Place::default(), context))
}

/// What a case says once this is said in it.
fn laid_over(fields: &Fields, said: &Fields) -> Fields {
    fields.iter().chain(said).map(|(id, value)| (id.clone(), value.clone())).collect()
}

fn too_long(taking: &Taking) -> Vec<Problem> {
    let texts = taking.reason.iter().map(|text| ("reason", text));
    let defects = taking.defects.iter().map(|defect| (defect.field.as_str(), &defect.reason));
    let long = texts.chain(defects).filter(|(_, text)| text.chars().count() > REASON_CHARACTERS_MAX);
    long.map(|(field, _)| {
        Problem::error(
            "reason-too-long",
            Place::default().at_field(field),
            Wording::new("理由太长", "the reason is too long"),
            Wording::new(
                format!("请缩短到{REASON_CHARACTERS_MAX}个字以内"),
                format!("shorten it to {REASON_CHARACTERS_MAX} characters"),
            ),
        )
    })
    .collect()
}

fn overtaken() -> Wording {
    Wording::new(
        "您打开以后，这件事又有了新的进展。请看过再办",
        "something has happened in the case since you opened it; read what is new, then go on",
    )
}
