//! Fields whose values can be chosen: those that list for what cases are opened, all of it ticked until somebody says otherwise, and those
//! that name what there is already, of which nothing is ticked.

use std::collections::BTreeMap;

use app::cases::{self, Offered};
use kernel::{Place, Problem, Wording};

use super::Attempt;
use crate::components::{Choice, Field, FieldControl};
use crate::error::Error;

/// What is sent along by a page for each field of which it offered the choices.
pub(super) const OFFERED: &str = "offered-choices";

impl Attempt {
    /// What can be chosen on this page of the form, by field.
    async fn offered(&self) -> Result<BTreeMap<String, Offered>, Error> {
        let (app, actor) = (&self.site.app, self.page.actor());
        let mut offered = cases::offered(app, actor, &self.procedure, self.shown.as_ref()).await?;
        let asked = self.asked();
        offered.retain(|id, _| asked.field(id).is_some());
        Ok(offered)
    }

    /// Asks for them by what can be chosen; gives those of these fields where nothing chosen means that all of it is meant. A field for
    /// which there is nothing to choose is not asked.
    pub(super) async fn offer_choices(
        &self,
        fields: &mut Vec<Field>,
        problems: &[Problem],
    ) -> Result<Vec<String>, Error> {
        let (offered, asked) = (self.offered().await?, self.asked());
        fields.retain(|field| offered.get(&field.id).is_none_or(|it| !it.choices.is_empty()));
        for field in fields {
            let Some(Offered { choices, all }) = offered.get(&field.id) else { continue };
            let has_problem = problems.iter().any(|it| it.place.field.as_deref() == Some(&*field.id));
            if *all && field.values.is_empty() && !has_problem {
                field.values = choices.iter().map(|(value, _)| value.clone()).collect();
            }
            let choice =
                |(value, text): &(String, String)| Choice { value: value.clone(), text: text.clone() };
            let choices = choices.iter().map(choice).collect();
            field.control = if asked.field(&field.id).is_some_and(|field| field.many) {
                FieldControl::Choice { choices, several: true }
            } else {
                FieldControl::Select { choices, none: self.page.words.field_choose() }
            };
        }
        let of_all = offered.into_iter().filter(|(_, it)| it.all && !it.choices.is_empty());
        Ok(of_all.map(|(id, _)| id).collect())
    }

    /// What was chosen: all of it is the same as saying nothing, so that it is still all when more is owed; none of it is no choice.
    pub(super) async fn choose(&mut self) -> Result<Vec<Problem>, Error> {
        let mut problems = Vec::new();
        // Who writes to this address without the page says nothing by leaving a field out.
        let shown = self.input.texts(OFFERED).to_vec();
        if shown.is_empty() {
            return Ok(problems);
        }
        let offered = self.offered().await?.into_iter();
        for (id, Offered { choices, .. }) in offered.filter(|(id, it)| it.all && shown.contains(id)) {
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
