//! Fields that list for what cases are opened: all there is to choose from, all of it ticked until somebody says otherwise.

use std::collections::BTreeMap;

use app::cases;
use kernel::{Place, Problem, Wording};

use super::Attempt;
use crate::components::{Choice, Field, FieldControl};
use crate::error::Error;

/// What is sent along by a page for each field of which it offered the choices.
pub(super) const OFFERED: &str = "offered-choices";

/// By field, each value with what it is called.
type Offered = BTreeMap<String, Vec<(String, String)>>;

impl Attempt {
    /// What can be chosen on this page of the form.
    async fn offered(&self) -> Result<Offered, Error> {
        let mut offered = cases::offered(&self.site.app, self.page.actor(), &self.procedure).await?;
        let asked = self.asked();
        offered.retain(|id, choices| !choices.is_empty() && asked.field(id).is_some());
        Ok(offered)
    }

    /// Asks for them by what can be chosen; gives these fields. Where nothing is chosen, all of it is meant.
    pub(super) async fn offer_choices(
        &self,
        fields: &mut [Field],
        problems: &[Problem],
    ) -> Result<Vec<String>, Error> {
        let offered = self.offered().await?;
        for field in fields {
            let Some(choices) = offered.get(&field.id) else { continue };
            let has_problem = problems.iter().any(|it| it.place.field.as_deref() == Some(&*field.id));
            if field.values.is_empty() && !has_problem {
                field.values = choices.iter().map(|(value, _)| value.clone()).collect();
            }
            let choice =
                |(value, text): &(String, String)| Choice { value: value.clone(), text: text.clone() };
            let choices = choices.iter().map(choice).collect();
            field.control = FieldControl::Choice { choices, several: true };
        }
        Ok(offered.into_keys().collect())
    }

    /// What was chosen: all of it is the same as saying nothing, so that it is still all when more is owed; none of it is no choice.
    pub(super) async fn choose(&mut self) -> Result<Vec<Problem>, Error> {
        let mut problems = Vec::new();
        // Who writes to this address without the page says nothing by leaving a field out.
        let shown = self.input.texts(OFFERED).to_vec();
        if shown.is_empty() {
            return Ok(problems);
        }
        for (id, choices) in self.offered().await?.into_iter().filter(|(id, _)| shown.contains(id)) {
            let chosen = self.input.texts(&id);
            if chosen.is_empty() {
                problems.push(nothing_chosen(&id));
            } else if choices.iter().all(|(value, _)| chosen.contains(value)) {
                self.input.put(&id, Vec::new());
            }
        }
        Ok(problems)
    }
}

fn nothing_chosen(id: &str) -> Problem {
    Problem::error(
        "missing-field",
        Place::default().at_field(id),
        Wording::new("一项也没有选", "nothing is chosen"),
        Wording::new("请至少选一项；全选就是全部", "choose one at least; all of them are everything"),
    )
}
