use form::{Field, Fields, Form, Value};
use kernel::Wording;
use serde::Serialize;

use super::{Procedure, Step};

/// A field that answers a question which the case itself holds: it is asked only where there is one, and the question is its title then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// The field with the answer.
    pub field: String,
    /// The field with the question.
    pub question: String,
    /// The field of kind flag that says whether the answer is required; none if it never is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<String>,
}

impl Procedure {
    /// The fields that a step asks for in a case that says this, in their order.
    pub fn asked_in(&self, step: &Step, said: &Fields) -> Form {
        let fields = step.asks.iter().filter_map(|id| self.field_in(id, said));
        Form { fields: fields.map(|field| step.may_be_empty(field)).collect() }
    }

    /// A field as a case that says this asks for it; none if it answers a question that the case does not hold.
    pub(crate) fn field_in(&self, id: &str, said: &Fields) -> Option<Field> {
        let field = self.form.field(id)?;
        let Some(reply) = self.replies.iter().find(|reply| reply.field == id) else {
            return Some(field.clone());
        };
        let question = said.get(&reply.question)?.as_text()?;
        let is_yes = |flag: &String| said.get(flag) == Some(&Value::Flag(true));
        let required = field.required || reply.required.as_ref().is_some_and(is_yes);
        Some(Field { title: Wording::new(question, question), required, ..field.clone() })
    }
}
