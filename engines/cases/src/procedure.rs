//! What a procedure is, as `procedure.toml` declares it.
//!
//! ```toml
//! schema = 1
//! id = "slip"                                    # the same as its folder
//! title = { zh = "督办单", en = "slip" }
//! about = { zh = "…", en = "…" }
//! mode = "own"                                   # own, delegated, referral; the last two with proof = a field of kind file
//! name = "subject"                               # the field that names a case for people
//! card = ["body", "due_date"]
//! once = ["round", "duty"]                       # at most one case for these values; left out: any number
//! readers = ["record-inspector"]                 # who sees a case beside those who work on it; left out: nobody
//! retention = { years = 10, basis = { zh = "…", en = "…" } }
//!
//! [[basis]]                                      # what it rests on, at least one
//! statute = "政府督查工作条例"
//! article = "第七条"
//! in_force = 2021-02-01
//! source = "https://…"
//!
//! [[field]]                                      # see `form::declared`
//!
//! [[state]]                                      # nouns
//! id = "open"
//! title = { zh = "待办", en = "open" }
//! end = true                                     # left out: false
//!
//! [[step]]                                       # verbs
//! id = "answer"
//! title = { zh = "答复", en = "answer" }
//! from = ["open", "returned"]                    # left out: it starts a case
//! to = "answered"                                # left out: the state stays
//! by = ["clerk", "liaison@body", "leader!body"]  # role; role of the body in a field; role of another body
//! asks = ["answer", "evidence"]                  # fields; those that are required must be filled in now
//! sets = { colour = "yellow" }                   # fields that it fills in by itself
//! reason = true                                  # left out: no reason is asked
//! returns = true                                 # gives back with defects
//! guards = [{ rule = "two-persons", step = "issue", when = { colour = ["red"] } }]
//!
//! [[step.notice]]                                # who is told
//! to = ["liaison@body"]
//! message = { zh = "{subject}：请于{clock:answer}前答复", en = "…" }
//!
//! [[step.opens]]                                 # the cases it opens; each = "duty": one for each duty of the plan
//! [[step.moves]]                                 # the step it takes in each case that it opened, where that is possible
//!
//! [[clock]]                                      # see `clock.rs`
//! [[look_up]]                                    # records that guards ask for
//! ```

mod across;
mod declared;
mod fault;
mod names;
mod prove;

use form::{Fields, Form};
use jiff::civil::Date;
use kernel::{Place, Wording};
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use across::check_all;

use crate::{Clock, Guard, Holding};

/// A procedure as `procedure.toml` declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Procedure {
    /// A stable name, the same as its folder.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// What it is for, in one sentence.
    pub about: Wording,
    /// Who is competent.
    pub mode: Mode,
    /// The field of kind file that proves a delegation or a referral.
    pub proof: Option<String>,
    /// What it rests on.
    pub basis: Vec<Basis>,
    /// All fields of a case; each step asks for some of them.
    pub form: Form,
    /// The field whose value names a case for people.
    pub name: String,
    /// The fields that a card of a case shows beside its name.
    pub card: Vec<String>,
    /// The fields whose values no two cases share; empty if there may be any number.
    pub once: Vec<String>,
    /// Who sees a case, beside those who take one of its steps or are told of one.
    pub readers: Vec<Who>,
    /// The states.
    pub states: Vec<State>,
    /// The steps.
    pub steps: Vec<Step>,
    /// The clocks.
    pub clocks: Vec<Clock>,
    /// The records that guards ask for.
    pub look_ups: Vec<LookUp>,
    /// How long cases are kept, in years after they end; none for ever.
    pub retention_years: Option<u32>,
    /// The rule that says so.
    pub retention_basis: Wording,
    /// Where it is declared.
    #[serde(skip)]
    pub place: Place,
    /// The SHA-256 of the declaration, in hexadecimal digits; a case is pinned to it.
    #[serde(skip)]
    pub digest: String,
}

/// Who is competent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// The county itself.
    Own,
    /// The county, for somebody who delegated it.
    Delegated,
    /// Somebody else, to whom it is referred.
    Referral,
}

/// A rule of law, or of the programme, on which a procedure rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Basis {
    /// The statute or document, without title marks.
    pub statute: String,
    /// The article or clause.
    pub article: String,
    /// The day it took effect; none for a document whose day is not known.
    pub in_force: Option<Date>,
    /// Where it was read.
    pub source: String,
}

/// A state that a case can be in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct State {
    /// A stable name.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// Whether nothing follows.
    pub end: bool,
}

/// A step from one state to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// A stable name.
    pub id: String,
    /// What it is called on a button.
    pub title: Wording,
    /// The states in which it can be taken; empty if it starts a case.
    pub from: Vec<String>,
    /// The state that follows; none if the state stays.
    pub to: Option<String>,
    /// Who may take it; empty if only a clock takes it.
    pub by: Vec<Who>,
    /// The clock whose end takes the step by itself.
    pub when_overdue: Option<String>,
    /// The fields it asks for.
    pub asks: Vec<String>,
    /// The fields that the step fills in by itself.
    pub sets: Vec<(String, Source)>,
    /// Whether it asks for a reason.
    pub reason: bool,
    /// Whether it gives the case back, with everything that has to be put right.
    pub returns: bool,
    /// What must hold.
    pub guards: Vec<Guard>,
    /// Who is told.
    pub notices: Vec<Notice>,
    /// The cases it opens.
    pub opens: Vec<Child>,
    /// The steps it takes in the cases that this one opened, where they are possible.
    pub moves: Vec<Move>,
}

/// Who may take a step, or is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Who {
    /// The role.
    pub role: String,
    /// For which body.
    pub relation: Relation,
}

/// The body of a role beside the bodies of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Any.
    Any,
    /// One that this field names: `liaison@body`.
    Of(String),
    /// Another than those this field names: `inspector!body`.
    Other(String),
}

/// Who is told of a step, and what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Who.
    pub to: Vec<Who>,
    /// What, with `{field}` and `{clock:id}`.
    pub message: Wording,
    /// Whether they have to do something.
    pub to_do: bool,
}

/// A case that a step opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Child {
    /// The procedure.
    pub procedure: String,
    /// The step that starts it.
    pub step: String,
    /// One for each of these; none for one case.
    pub each: Option<Each>,
    /// The fields of the new case, each with where its value comes from.
    pub fields: Vec<(String, Source)>,
}

/// What a step opens a case for, each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Each {
    /// Each duty that the plan gives a body: `%id`, `%task`, `%title`, `%role` and `%body`.
    Duty,
}

impl Each {
    /// The names of its values.
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Each::Duty => &["id", "task", "title", "role", "body"],
        }
    }
}

/// A step that is taken in the cases that a case opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// The procedure of the opened cases.
    pub procedure: String,
    /// The step.
    pub step: String,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// A field of the case: `$body`.
    Field(String),
    /// A value of what a case is opened for, each: `%id`.
    Each(String),
    /// The number of the case: `@case`.
    Case,
    /// The day on which it happened: `@day`.
    Day,
    /// A text as it stands.
    Text(String),
}

/// Records that guards ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LookUp {
    /// A stable name.
    pub id: String,
    /// The ledger.
    pub ledger: String,
    /// What a record must hold, field by field.
    pub matching: Vec<(String, Source)>,
}

/// The most steps, states or clocks of a procedure; more is several procedures.
pub(crate) const PARTS_MAX: usize = 60;

impl Who {
    /// Whether a holding is one that is meant, in a case with these fields.
    pub fn is_meant(&self, holding: &Holding, fields: &Fields) -> bool {
        let names = |field: &str| {
            let body = holding.body.as_deref();
            let value = fields.get(field).filter(|_| body.is_some());
            value.is_some_and(|value| value.values().iter().any(|it| it.as_text() == body))
        };
        self.role == holding.role
            && match &self.relation {
                Relation::Any => true,
                Relation::Of(field) => names(field),
                Relation::Other(field) => !names(field),
            }
    }
}

impl Procedure {
    /// The state with this id.
    pub fn state(&self, id: &str) -> Option<&State> {
        self.states.iter().find(|state| state.id == id)
    }

    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The clock with this id.
    pub fn clock(&self, id: &str) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.id == id)
    }

    /// Whether somebody who holds a role sees a case with these fields: who takes one of its steps, is told of one, or is a
    /// reader.
    pub fn is_seen(&self, holding: &Holding, fields: &Fields) -> bool {
        self.working().chain(&self.readers).any(|who| who.is_meant(holding, fields))
    }

    /// Everybody who takes a step or is told of one.
    pub fn working(&self) -> impl Iterator<Item = &Who> {
        self.steps
            .iter()
            .flat_map(|step| step.by.iter().chain(step.notices.iter().flat_map(|notice| &notice.to)))
    }

    /// The fields that a step asks for, in their order.
    pub fn asked(&self, step: &Step) -> Form {
        let fields = step.asks.iter().filter_map(|id| self.form.field(id).cloned()).collect();
        Form { fields }
    }

    /// The declaration as JSON without blanks: what was left out is filled in, and comments are gone.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).expect("a declaration is always JSON")
    }

    fn sealed(self) -> Procedure {
        let digest = Sha256::digest(self.canonical());
        Procedure { digest: digest.iter().map(|byte| format!("{byte:02x}")).collect(), ..self }
    }
}
