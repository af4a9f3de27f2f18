use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cases::{
    Case, Child, Event, Happening, Notice, Procedure, Refusal, Relation, Source, Step, Who, allowed,
};
use form::{Fields, FileReference, Input, Kind, Value};
use kernel::period::Event as Moment;
use kernel::{Problem, Wording};
use store::cases as rows;

use super::Taking;
use super::begin::Known;
use super::effects::Reach;
use super::follow::{Following, keep, projected};
use super::messages::{meant_of, message};
use super::opened::{load, names};
use super::take::{Of, decided, read, refused};
use crate::access::case_actor;
use crate::grants::{Held, held};
use crate::records::Names;
use crate::{Actor, App, Declarations, Error, plans};

/// What a step would bring about beside its own case, before it is taken.
#[derive(Debug, Default)]
pub struct Preview {
    /// Whom the step itself tells.
    pub messages: Vec<Message>,
    /// The cases it opens.
    pub openings: Vec<Opening>,
    /// What keeps it from opening them.
    pub problems: Vec<Problem>,
    /// What the fields of the opened cases name by key.
    pub names: Names,
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

/// What a step would open, and whom it would tell: as it would happen now, and nothing of it stays.
///
/// # Errors
/// [`Error::NotFound`] for a case that the actor may not see, [`Error::NotAllowed`] for a step that they may not take now.
pub async fn preview(app: &App, actor: &Actor, number: &str, step: &str) -> Result<Preview, Error> {
    read_ahead(app, actor, number).await?;
    // Never committed: what the step keeps beside its case is brought up to date to see what follows from it.
    let write = app.begin(actor, step, ("case", number), None).await?;
    let (loaded, _) = load(app, &write, actor, number).await?;
    let (declarations, procedure, case) = (&*loaded.declarations, &*loaded.procedure, &loaded.case);
    let wanted = procedure.step(step).ok_or(Error::NotFound)?;
    if !allowed(procedure, case, &case_actor(actor, Some(number))).contains(&wanted) {
        let by = wanted.by.iter().map(|who| who.role.clone()).collect();
        return Err(refused(actor, &[Refusal::NotYours { step: wanted.title.clone(), by }]));
    }
    let id = loaded.current.id;
    let at = Following { app, actor, write: &write, declarations, procedure, id, number };
    let event = said(app, declarations, procedure, wanted, &Taking::new(step, Input::new()));
    let reach = Reach { at: &at, case, event: &event };
    let mut seeing = Seeing {
        at,
        reach,
        step: wanted,
        case,
        roles: BTreeMap::new(),
        fields: Vec::new(),
        known: Known::default(),
    };
    let mut preview = Preview::default();
    if wanted.opens.is_empty() {
        return Ok(preview);
    }
    seeing.hold(wanted.notices.iter().flat_map(|notice| &notice.to)).await?;
    preview.messages = seeing.own_messages();
    keep(&at, case, wanted, app.today()).await?;
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

/// What a preview is made of.
struct Seeing<'s> {
    at: Following<'s>,
    reach: Reach<'s>,
    step: &'s Step,
    case: &'s Case,
    /// Who holds each role that was asked for.
    roles: BTreeMap<String, Vec<Held>>,
    /// The fields of the cases that were seen.
    fields: Vec<Fields>,
    /// What was looked up already.
    known: Known,
}

impl<'s> Seeing<'s> {
    async fn hold(&mut self, whos: impl Iterator<Item = &Who>) -> Result<(), Error> {
        for who in whos {
            if !self.roles.contains_key(&who.role) {
                let held = held(self.at.write, &who.role, self.at.app.today()).await?;
                self.roles.insert(who.role.clone(), held);
            }
        }
        Ok(())
    }

    fn title(&self, role: &str) -> Wording {
        let role = self.at.declarations.roles.get(role);
        role.map_or_else(|| Wording::new("", ""), |role| role.title.clone())
    }

    /// Who is meant in a case with these fields; nobody is told what they do themselves.
    fn meant(&self, who: &Who, number: &str, fields: &Fields) -> BTreeSet<i64> {
        let held = self.roles.get(&who.role).map(Vec::as_slice).unwrap_or_default();
        meant_of(held, who, (number, fields)).map(|held| held.account).collect()
    }

    fn told(&self, notice: &Notice, number: &str, fields: &Fields) -> BTreeSet<i64> {
        let all = notice.to.iter().flat_map(|who| self.meant(who, number, fields));
        all.filter(|account| Some(*account) != self.at.actor.account).collect()
    }

    fn titles(&self, notice: &Notice) -> Vec<Wording> {
        notice.to.iter().map(|who| self.title(&who.role)).collect()
    }

    /// What the step says of its own case. What it asks for and nobody has said yet stands there by its name.
    fn own_messages(&self) -> Vec<Message> {
        let say = |notice: &Notice| {
            let mut notice = notice.clone();
            for id in self.unsaid() {
                let Some(field) = self.at.procedure.form.field(id) else { continue };
                let (Wording { zh, en }, place) = (&field.title, format!("{{{id}}}"));
                notice.message.zh = notice.message.zh.replace(&place, &format!("〔{zh}〕"));
                notice.message.en = notice.message.en.replace(&place, &format!("[{en}]"));
            }
            Message {
                to: self.titles(&notice),
                accounts: self.told(&notice, self.at.number, &self.case.fields).len(),
                text: message(&self.at, self.case, &[], &notice),
                texts: 1,
                to_do: notice.to_do,
            }
        };
        self.step.notices.iter().map(say).collect()
    }

    /// The fields that the step asks for and that the case does not hold yet.
    fn unsaid(&self) -> impl Iterator<Item = &'s String> {
        let case = self.case;
        self.step.asks.iter().filter(move |id| !case.fields.contains_key(*id))
    }

    /// Whether a value comes from what is still to be said.
    fn is_unsaid(&self, source: &Source) -> bool {
        match source {
            Source::Field(field) => self.unsaid().any(|id| id == field),
            Source::Joined(parts) => parts.iter().any(|part| self.is_unsaid(part)),
            Source::Each(_) | Source::Case | Source::Day | Source::Text(_) => false,
        }
    }

    async fn opening(&mut self, child: &Child, problems: &mut Vec<Problem>) -> Result<Opening, Error> {
        let declared = self.reach.procedure(child)?;
        let procedure = Arc::clone(declared);
        let start = procedure.step(&child.step).ok_or(Error::NotFound)?;
        let next: Vec<&Step> = next(&procedure, start);
        let working = start.notices.iter().flat_map(|notice| &notice.to);
        self.hold(working.chain(next.iter().flat_map(|step| &step.by))).await?;
        let given = self.reach.given(child).await?;
        let mut opening = Opening {
            procedure: Arc::clone(&procedure),
            cases: 0,
            there: 0,
            shares: BTreeMap::new(),
            messages: Vec::new(),
        };
        let mut claims = BTreeSet::new();
        let mut texts: Vec<(BTreeSet<String>, BTreeSet<i64>, Option<Wording>)> = Vec::new();
        texts.resize_with(start.notices.len(), Default::default);
        for given in given {
            let Some(opened) = self.opened(declared, child, given, problems).await? else { continue };
            if let Some(claim) = declared.claim(&opened.fields)
                && (rows::by_claim(self.at.write, &declared.id, &claim).await?.is_some()
                    || !claims.insert(claim))
            {
                opening.there += 1;
                continue;
            }
            opening.cases += 1;
            let at = Following { procedure: declared, number: "", ..self.at };
            let clocks = projected(&at, &opened)?;
            for (notice, (said, accounts, first)) in start.notices.iter().zip(&mut texts) {
                let text = message(&at, &opened, &clocks, notice);
                accounts.extend(self.told(notice, "", &opened.fields));
                said.insert(text.zh.clone());
                first.get_or_insert(text);
            }
            self.share(&mut opening, start, &next, &opened);
            self.fields.push(opened.fields);
        }
        for (notice, (said, accounts, first)) in start.notices.iter().zip(texts) {
            let (Some(text), to) = (first, self.titles(notice)) else { continue };
            let (accounts, texts) = (accounts.len(), said.len());
            opening.messages.push(Message { to, accounts, text, texts, to_do: notice.to_do });
        }
        Ok(opening)
    }

    /// A case that would be opened, after its first step.
    async fn opened(
        &mut self,
        procedure: &Procedure,
        child: &Child,
        given: Input,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<Case>, Error> {
        let Following { app, actor, write, declarations, .. } = self.at;
        let taking =
            Taking { happened: Some(Moment::Moment(app.moment())), ..Taking::new(&child.step, given) };
        let of = Of { declarations, procedure, number: None };
        let mut case = Case::default();
        let event = match decided(app, actor, write, of, &case, &taking, &mut self.known).await {
            Ok(event) => event,
            Err(Error::Invalid(wrong)) => {
                // What the step has still to ask for is missing in its cases as well.
                let is_unsaid = |problem: &Problem| {
                    child.fields.iter().any(|(id, source)| {
                        problem.place.field.as_deref() == Some(id) && self.is_unsaid(source)
                    })
                };
                let (unsaid, others): (Vec<Problem>, _) = wrong.into_iter().partition(is_unsaid);
                let others = others.into_iter().filter(|problem| !problems.contains(problem));
                problems.extend(others.collect::<Vec<Problem>>());
                let Some(step) = procedure.step(&child.step).filter(|_| !unsaid.is_empty()) else {
                    return Ok(None);
                };
                said(app, declarations, procedure, step, &taking)
            }
            Err(error) => return Err(error),
        };
        case.apply(procedure, event).map_err(|damaged| Error::broken(damaged.to_string()))?;
        Ok(Some(case))
    }

    /// Adds a case to what its body gets.
    fn share(&self, opening: &mut Opening, start: &Step, next: &[&Step], case: &Case) {
        let procedure = &opening.procedure;
        let body = procedure.form.fields.iter().find(|field| field.kind == Kind::Body);
        let value = body.and_then(|field| case.fields.get(&field.id));
        let name = case.fields.get(&procedure.name).and_then(Value::as_text).unwrap_or_default().to_owned();
        let named = value.map(Value::values).unwrap_or_default();
        let named: Vec<&str> = named.iter().filter_map(Value::as_text).collect();
        for body in if named.is_empty() { vec![""] } else { named } {
            let share = opening.shares.entry(body.to_owned()).or_default();
            if share.cases.is_empty() {
                let roles = start.notices.iter().flat_map(|notice| &notice.to);
                let told = roles.map(|who| (self.title(&who.role), self.meant(who, "", &case.fields).len()));
                share.told = told.collect();
                share.gaps = next.iter().filter_map(|step| self.gap(start, step, &case.fields)).collect();
            }
            share.cases.push(name.clone());
        }
    }

    /// That nobody can take a step in a case. What an office can do for any body is no way to go on for the body itself.
    fn gap(&self, start: &Step, step: &Step, fields: &Fields) -> Option<Gap> {
        let own: Vec<&Who> = step.by.iter().filter(|who| matches!(who.relation, Relation::Of(_))).collect();
        let is_taken =
            step.by.len() > own.len() || own.iter().any(|who| !self.meant(who, "", fields).is_empty());
        if own.is_empty() || is_taken {
            return None;
        }
        // Of several roles, those that the case is sent to.
        let is_told = |who: &&&Who| start.notices.iter().any(|notice| notice.to.contains(who));
        let told: Vec<&&Who> = own.iter().filter(is_told).collect();
        let roles = if told.is_empty() { own.iter().collect() } else { told };
        let roles = roles.into_iter().map(|who| self.title(&who.role)).collect();
        Some(Gap { step: step.title.clone(), roles })
    }
}

/// The steps that people can take once a case was started.
fn next<'p>(procedure: &'p Procedure, start: &Step) -> Vec<&'p Step> {
    let state = start.to.as_deref().unwrap_or_default();
    procedure
        .steps
        .iter()
        .filter(|step| step.from.iter().any(|from| from == state) && !step.by.is_empty())
        .collect()
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
    let fields = read(app, declarations, procedure, step, (taking, &Case::default())).unwrap_or_default();
    Event {
        seq: 1,
        happened: Moment::Moment(now),
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
