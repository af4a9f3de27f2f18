//! What a procedure is, as `procedure.toml` declares it.
//!
//! ```toml
//! schema = 1
//! id = "slip"                                    # the same as its folder
//! title = { zh = "督促单", en = "slip" }
//! about = { zh = "…", en = "…" }
//! mode = "own"                                   # own, delegated, referral
//! competent = "authority"                        # of the last two: the field that names who is competent by law
//! proof = "delegation"                           # likewise: the file that proves the delegation or the referral
//! name = "subject"                               # the field that names a case for people
//! card = ["body", "due_date"]
//! once = ["round", "duty"]                       # at most one case for these values; left out: any number
//! readers = ["record-inspector"]                 # who sees a case beside those who work on it; left out: nobody
//! retention = { years = 10, basis = { zh = "…", en = "…" } }
//!
//! [[basis]]                                      # what it rests on, at least one
//! statute = "政府督查工作条例"
//! article = "第七条"
//! in_force = 2021-02-01                          # of_plan = true: the plan of the county, dated by its version
//! source = "https://…"
//!
//! [[field]]                                      # see `form::declared`
//!
//! [[state]]                                      # nouns
//! id = "open"
//! title = { zh = "待办", en = "open" }
//! end = true                                     # left out: false
//! frees = true                                   # of an end that settles nothing: another case may begin for the same values
//! untouched = { title = { zh = "未开始", en = "not begun" }, without = "answer" } # what it is called while this field says nothing and nobody keeps a draft
//!
//! [[step]]                                       # verbs
//! id = "answer"
//! title = { zh = "答复", en = "answer" }
//! from = ["open", "returned"]                    # left out: it starts a case
//! to = "answered"                                # left out: the state stays
//! by = ["clerk", "liaison@body", "leader!body"]  # role; role of the body in a field; role of another body
//! given = ["task"]                               # only in cases that say these; left out: in all
//! asks = ["answer", "evidence"]                  # fields; those that are required must be filled in now
//! sets = { colour = "yellow" }                   # fields that it fills in by itself
//! follows = true                                 # nobody takes it: it follows from a step of another case that opens or moves this one
//! reason = true                                  # left out: no reason is asked
//! returns = true                                 # gives back with defects
//! final = true                                   # cannot be annulled
//! keeps = { duties = "text" }                    # brings the duties up to date, by the plan in this field
//! guards = [{ rule = "two-persons", step = "issue", when = { colour = ["red"] }, given = ["evidence"], without = ["records"] }]
//!                                                # with until_overdue = "clock", not asked any more once that clock has run out
//!
//! [[step.page]]                                  # of a step that starts a case, in place of asks: it is filled in page by page
//! id = "what"                                    # part of the address; not check
//! title = { zh = "是什么事？", en = "what is it about?" }
//! asks = ["subject", "description"]
//!
//! [[step.preset]]                                # what a field holds where nobody fills it in: a day of a quarter, moved to a
//! field = "due_date"                             # working day ("earlier" or "later"), or text = "{quarter}调度", or the last day of a
//!                                                # period: after = "other_date", length = { … }
//! day = { of = "quarter", month = "last", day = 25, moved = "later" }
//!
//! [[step.notice]]                                # who is told
//! to = ["liaison@body"]
//! otherwise = ["leader@body"]                    # who is told where nobody is one of these; left out: nobody
//! message = { zh = "{subject}：请于{clock:answer}前答复", en = "…" }
//! link = "sign"                                  # left out: the letter leads to the inbox; otherwise by a one-time link to this step,
//!                                                # which all of these may take in the state that follows
//!
//! [[step.opens]]                                 # the cases it opens; each = "duty" or "body": one for each duty
//!                                                # that is owed, or each body that owes one; given = ["field"]:
//!                                                # only where these fields are filled in; only = { task = "tasks" }: for
//!                                                # those of them that a field lists, if it lists any
//! [[step.moves]]                                 # the step it takes in each case that it opened, where that is possible;
//!                                                # others = true: in each other case of the procedure, same = ["body"]: of those
//!                                                # that have the same values in these fields;
//!                                                # parent = true: in the case that opened this one
//!
//! [[step.records]]                               # the records it writes; ends = true: ends them
//! ledger = "decisions"
//! given = ["due_date"]                           # only where these fields are filled in; left out: always
//! each = "responsible"                           # one for each value of a field, as %value; left out: one
//! prefills = true                                # the form of the step begins with what the record holds by then
//! fields = { number = "{@case}_{%value}", title = "$subject", decided_on = "@day" }
//!
//! [[document]]                                   # an official document that a step makes, with a number of its own
//! id = "slip"
//! title = { zh = "督促单", en = "slip" }
//! step = "issue"
//! mark = "督"                                     # in the number, after the mark of the office
//! to = "body"                                    # left out: to everybody
//! heading = "关于{subject}的督促单"
//! text = ["{demand}", "请于{due_date}前答复。"]    # a paragraph is left out if one of its fields is empty
//!
//! [[clock]]                                      # see `clock.rs`
//! [[look_up]]                                    # records that guards ask for; from and until: the fields with the days on which
//!                                                # a record counts, both included
//! [[reply]]                                      # a field that answers a question in another: it is asked only where there is
//! field = "answer_1"                             # one, and that is its title
//! question = "question_1"
//! required = "answers_required"                  # a field of kind flag; left out: the answer is never required
//! ```

mod across;
mod competence;
mod declared;
mod document;
mod fault;
mod names;
mod preset;
mod prove;
mod reply;
mod step;

use form::{Fields, Form};
use jiff::civil::Date;
use kernel::{Place, Wording};
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use across::{Kept, check_all};
pub use document::{Document, fill};
pub use preset::{DayOfQuarter, Moved, Preset, PresetValue};
pub use reply::Reply;
pub use step::{
    Alike, Child, Each, Effect, FormPage, Keep, LookUp, Move, Notice, Relation, Source, Step, Who,
};

use crate::Clock;
use crate::guard::text_of;

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
    /// The field that names who is competent by law, where that is somebody else. Left out of the canonical form where it is not, so
    /// that procedures from before there was such a thing keep their digest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competent: Option<String>,
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
    /// The official documents that its steps make. Left out of the canonical form where there are none, so that procedures from
    /// before there was such a thing keep their digest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// The fields that answer a question which the case holds. Left out of the canonical form where there are none, as above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<Reply>,
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
    /// The day it took effect; none for the plan of the county itself.
    pub in_force: Option<Date>,
    /// Whether it is the plan of the county itself, which is dated by its version. Left out of the canonical form where it is not, so
    /// that procedures from before there was such a thing keep their digest.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub of_plan: bool,
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
    /// Whether it settles nothing, so that another case may begin for the values that no two cases share. Left out of the canonical form
    /// where it does not, so that procedures from before there was such a thing keep their digest.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub frees: bool,
    /// What it is called as long as nobody has begun to work on the case. Left out of the canonical form where it is always called the
    /// same, so that procedures from before there was such a thing keep their digest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untouched: Option<Untouched>,
}

/// What a state is called as long as nobody has begun to work on the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Untouched {
    /// What it is called on a page.
    pub title: Wording,
    /// The field with which work begins: as long as it says nothing, and nobody keeps a draft, nobody has begun.
    pub without: String,
}

/// The most bytes of a claim as it stands; PostgreSQL finds up to some 2,700 by an index.
const CLAIM_BYTES_MAX: usize = 1_000;

/// The most steps, states or clocks of a procedure; more is several procedures.
pub(crate) const PARTS_MAX: usize = 60;

impl Procedure {
    /// The state with this id.
    pub fn state(&self, id: &str) -> Option<&State> {
        self.states.iter().find(|state| state.id == id)
    }

    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The steps by which somebody starts a case; not those that only follow from what is done in another.
    pub fn starting(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.from.is_empty() && !step.by.is_empty())
    }

    /// The clock with this id.
    pub fn clock(&self, id: &str) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.id == id)
    }

    /// Everybody who takes a step, is told of one, or is reminded of a clock.
    pub(crate) fn working(&self) -> impl Iterator<Item = &Who> {
        self.steps
            .iter()
            .flat_map(|step| step.by.iter().chain(step.notices.iter().flat_map(Notice::named)))
            .chain(self.clocks.iter().flat_map(|clock| &clock.reminds))
    }

    /// What no other case of the procedure may have: the values of the fields that no two cases share; where they are long, what stands
    /// for them, because databases find no long texts by an index.
    pub fn claim(&self, fields: &Fields) -> Option<String> {
        let value = |id: &String| fields.get(id).map(text_of).unwrap_or_default();
        if self.once.is_empty() {
            return None;
        }
        let claim = self.once.iter().map(value).collect::<Vec<_>>().join("~");
        Some(if claim.len() > CLAIM_BYTES_MAX { digest_of(&claim) } else { claim })
    }

    /// Whether a case in this state lets go of what no two cases share.
    pub fn frees(&self, state: &str) -> bool {
        self.state(state).is_some_and(|state| state.frees)
    }

    /// What a case in this state is called of which these fields are all that is said, if nobody has begun to work on it. Whether somebody
    /// keeps a draft is for the caller to know.
    pub fn untouched(&self, state: &str, fields: &Fields) -> Option<&Wording> {
        let untouched = self.state(state)?.untouched.as_ref()?;
        (!fields.contains_key(&untouched.without)).then_some(&untouched.title)
    }

    /// Whether more follows from a step than its own case holds; then it cannot be annulled, because the rest goes its own way.
    pub fn reaches_out(&self, step: &Step) -> bool {
        let is_alone = step.opens.is_empty() && step.moves.is_empty() && step.records.is_empty();
        !is_alone || step.keeps.is_some() || self.documents.iter().any(|document| document.step == step.id)
    }

    /// The fields that a step asks for, in their order. One that holds something where nobody fills it in may stay empty.
    pub fn asked(&self, step: &Step) -> Form {
        let fields = step.asks.iter().filter_map(|id| self.form.field(id).cloned());
        Form { fields: fields.map(|field| step.may_be_empty(field)).collect() }
    }

    /// The fields that a page of a step asks for, in their order.
    pub fn asked_on(&self, page: &FormPage) -> Form {
        let fields = page.asks.iter().filter_map(|id| self.form.field(id).cloned()).collect();
        Form { fields }
    }

    /// The declaration as JSON without blanks: what was left out is filled in, and comments are gone.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).expect("a declaration is always JSON")
    }

    fn sealed(self) -> Procedure {
        Procedure { digest: digest_of(&self.canonical()), ..self }
    }
}

/// The SHA-256 of a text in hexadecimal digits.
fn digest_of(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
