use form::{Field, Fields, Value};
use jiff::civil::Date;
use kernel::Wording;
use serde::Serialize;

use super::Preset;
use crate::guard::text_of;
use crate::{Guard, Holding};

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
    /// The fields of the case without which there is no such step. Left out of the canonical form where there are none, so that
    /// procedures from before there was such a thing keep their digest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<String>,
    /// The clock whose end takes the step by itself.
    pub when_overdue: Option<String>,
    /// Whether nobody takes it by itself: it follows from a step of another case that opens or moves this one. Left out of the canonical
    /// form where somebody does, as above.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub follows: bool,
    /// The fields it asks for.
    pub asks: Vec<String>,
    /// The pages on which it asks for them, of a step that starts a case; empty for one page. Left out of the canonical form where
    /// there are none, so that procedures from before there was such a thing keep their digest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<FormPage>,
    /// The fields that the step fills in by itself.
    pub sets: Vec<(String, Source)>,
    /// What its fields hold where nobody fills them in. Left out of the canonical form where there is nothing, as above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub presets: Vec<Preset>,
    /// Whether it asks for a reason.
    pub reason: bool,
    /// Whether it gives the case back, with everything that has to be put right.
    pub returns: bool,
    /// Whether it stands for good: it cannot be annulled. Left out of the canonical form where it can, as above.
    #[serde(rename = "final", skip_serializing_if = "std::ops::Not::not")]
    pub is_final: bool,
    /// What must hold.
    pub guards: Vec<Guard>,
    /// Who is told.
    pub notices: Vec<Notice>,
    /// The cases it opens.
    pub opens: Vec<Child>,
    /// The steps it takes in other cases, where they are possible.
    pub moves: Vec<Move>,
    /// What it brings up to date beside the case. Left out of the canonical form where there is nothing, so that
    /// procedures from before there was such a thing keep their digest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keeps: Option<Keep>,
    /// The records that it writes into ledgers. Left out of the canonical form where there are none, as above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Effect>,
    /// Of which other cases it is told before it is sent that there are. Left out of the canonical form where there is nothing to be told, as
    /// above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alike: Option<Alike>,
}

/// The other cases of a procedure that deserve a look before another one begins: those that are under way, and those that began in the same
/// year. They keep nobody from beginning it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alike {
    /// The fields whose values they have in common with the new one.
    pub same: Vec<String>,
    /// The states in which one does not count, such as one that was taken back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
}

/// A page of the form of a step: one question, and the fields that answer it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormPage {
    /// A stable name, part of the address.
    pub id: String,
    /// The question.
    pub title: Wording,
    /// The fields.
    pub asks: Vec<String>,
}

/// A record that a step writes into a ledger: from the day on which the step happened, it is so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// The ledger.
    pub ledger: String,
    /// The field of the case for each of whose values there is one record, as `%value`; none for one record.
    pub each: Option<String>,
    /// The fields of the case without which nothing is written.
    pub given: Vec<String>,
    /// The fields of the record, those of its key among them, each with where its value comes from.
    pub fields: Vec<(String, Source)>,
    /// Whether the record ends; of it only the key is named then.
    pub ends: bool,
    /// Whether the form of the step begins with what the record holds by then. Left out of the canonical form where it does not, as
    /// above.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub prefills: bool,
}

/// What a step brings up to date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keep {
    /// The ledger of duties, by the plan whose text is in this field of kind file.
    Duties(String),
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
    /// Who is told where nobody is one of those. Left out of the canonical form where there is nobody, so that procedures from before
    /// there was such a thing keep their digest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub otherwise: Vec<Who>,
    /// What, with `{field}` and `{clock:id}`.
    pub message: Wording,
    /// Whether they have to do something.
    pub to_do: bool,
    /// The step to which a one-time link in the letter leads that announces it. Left out of the canonical form where there is none, as
    /// above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl Notice {
    /// Everybody whom it names, whether they are told first or where nobody else is.
    pub fn named(&self) -> impl Iterator<Item = &Who> {
        self.to.iter().chain(&self.otherwise)
    }
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
    /// The fields of this case without which nothing is opened. Left out of the canonical form where there are none, as above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<String>,
    /// Only those are opened whose value a field of this case lists, where it lists any: the name of the value, and the field. Left out of
    /// the canonical form where there are none, as above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<(String, String)>,
    /// The fields of the new case, each with where its value comes from.
    pub fields: Vec<(String, Source)>,
}

/// What a step opens a case for, each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Each {
    /// Each duty that the plan gives a body: `%id`, `%task`, `%title`, `%role` and `%body`; of one that shares a task `%lead`, who leads it;
    /// of one that leads `%partners`, who shares it.
    Duty,
    /// Each body that owes a duty: `%id`, and `%duties`, all that it owes, each in a line of words.
    Body,
}

impl Each {
    /// The names of its values.
    pub fn values(self) -> &'static [&'static str] {
        match self {
            Each::Duty => &["id", "task", "title", "role", "body", "lead", "partners"],
            Each::Body => &["id", "duties"],
        }
    }

    /// The names of its values by which only some are chosen: with whom a body takes a task on is known once they are.
    pub(super) fn chosen_by(self) -> &'static [&'static str] {
        match self {
            Each::Duty => &["id", "task", "title", "role", "body"],
            Each::Body => &["id"],
        }
    }

    /// The name of the value that is the body.
    fn body(self) -> &'static str {
        match self {
            Each::Duty => "body",
            Each::Body => "id",
        }
    }
}

impl Child {
    /// The field of the opened cases that says for which body each is, where one is opened for each of several.
    pub fn body_field(&self) -> Option<&str> {
        let each = self.each?;
        let is_body = |source: &Source| matches!(source, Source::Each(value) if value == each.body());
        self.fields.iter().find(|(_, source)| is_body(source)).map(|(field, _)| field.as_str())
    }
}

/// A step that is taken in other cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// The procedure of these cases.
    pub procedure: String,
    /// The step.
    pub step: String,
    /// Whether it is taken in every other case of the procedure; otherwise in those that the case opened.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub others: bool,
    /// The fields whose values those others have in common with this case. Left out of the canonical form where there are none, so that
    /// procedures from before there was such a thing keep their digest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same: Vec<String>,
    /// Whether it is taken in the case that opened this one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub parent: bool,
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
    /// Texts one after another: `{@case}_{$body}_lead`.
    Joined(Vec<Source>),
}

impl Step {
    /// A field as the step asks for it: one that holds something where nobody fills it in is not required of anybody.
    pub(super) fn may_be_empty(&self, field: Field) -> Field {
        let is_preset = self.presets.iter().any(|preset| preset.field == field.id);
        Field { required: field.required && !is_preset, ..field }
    }
}

impl Source {
    /// The value it has in a case with these fields, on a day; none where the case does not say, and for what only who keeps the
    /// cases knows: their numbers, and what a case is opened for.
    pub fn value<'f>(&self, field: &impl Fn(&str) -> Option<&'f Value>, day: Date) -> Option<Value> {
        match self {
            Source::Field(id) => field(id).cloned(),
            Source::Day => Some(Value::date(day)),
            Source::Text(text) => Some(Value::Text(text.clone())),
            Source::Case | Source::Each(_) => None,
            Source::Joined(parts) => {
                let part = |part: &Source| Some(text_of(&part.value(field, day)?));
                parts.iter().map(part).collect::<Option<String>>().map(Value::Text)
            }
        }
    }
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
    /// The field with the first day on which a record counts. Left out of the canonical form where there is none, so that procedures from
    /// before there was such a thing keep their digest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The field with the last day on which it does. Left out of the canonical form where there is none, as above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl LookUp {
    /// Whether a record with these fields counts on a day: from its first day to its last, both included, where it has such days.
    pub fn counts_on(&self, fields: &Fields, day: Date) -> bool {
        let named = |id: &String| fields.get(id).and_then(Value::as_date);
        let (from, until) = (self.from.as_ref().and_then(named), self.until.as_ref().and_then(named));
        from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
    }
}

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
