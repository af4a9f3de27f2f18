use std::collections::BTreeSet;

use cases::{Case, Notice, Source, Step, Who};
use form::Fields;
use kernel::Wording;

use super::super::begin::Known;
use super::super::effects::Reach;
use super::super::follow::Following;
use super::super::messages::{meant_of, message, to_whom};
use super::Message;
use crate::Error;

/// What a preview is made of.
pub(super) struct Seeing<'s> {
    pub(super) at: Following<'s>,
    pub(super) reach: Reach<'s>,
    pub(super) step: &'s Step,
    pub(super) case: &'s Case,
    /// The fields of the cases that were seen.
    pub(super) fields: Vec<Fields>,
    /// What was looked up already.
    pub(super) known: Known,
}

impl<'s> Seeing<'s> {
    pub(super) async fn hold(&mut self, whos: impl Iterator<Item = &Who>) -> Result<(), Error> {
        let roles = whos.map(|who| &who.role);
        self.known.holders.look_up(self.at.write, roles, self.at.app.today()).await
    }

    pub(super) fn title(&self, role: &str) -> Wording {
        let role = self.at.declarations.roles.get(role);
        role.map_or_else(|| Wording::new("", ""), |role| role.title.clone())
    }

    /// Who is meant in a case with these fields; nobody is told what they do themselves.
    pub(super) fn meant(&self, who: &Who, number: &str, fields: &Fields) -> BTreeSet<i64> {
        let held = self.known.holders.of(&who.role);
        meant_of(held, who, (number, fields)).map(|held| held.account).collect()
    }

    /// Whom a notice means in a case with these fields.
    pub(super) fn to_whom<'n>(&self, notice: &'n Notice, number: &str, fields: &Fields) -> &'n [Who] {
        to_whom(&self.known.holders, notice, (number, fields))
    }

    pub(super) fn told(&self, whos: &[Who], number: &str, fields: &Fields) -> BTreeSet<i64> {
        let all = whos.iter().flat_map(|who| self.meant(who, number, fields));
        all.filter(|account| Some(*account) != self.at.actor.account).collect()
    }

    pub(super) fn titles(&self, whos: &[Who]) -> Vec<Wording> {
        whos.iter().map(|who| self.title(&who.role)).collect()
    }

    /// What the step says of its own case. What it asks for and nobody has said yet stands there by its name.
    pub(super) fn own_messages(&self) -> Vec<Message> {
        let say = |notice: &Notice| {
            let mut notice = notice.clone();
            for id in self.unsaid() {
                let Some(field) = self.at.procedure.form.field(id) else { continue };
                let (Wording { zh, en }, place) = (&field.title, format!("{{{id}}}"));
                notice.message.zh = notice.message.zh.replace(&place, &format!("〔{zh}〕"));
                notice.message.en = notice.message.en.replace(&place, &format!("[{en}]"));
            }
            let whos = self.to_whom(&notice, self.at.number, &self.case.fields);
            Message {
                to: self.titles(whos),
                accounts: self.told(whos, self.at.number, &self.case.fields).len(),
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
    pub(super) fn is_unsaid(&self, source: &Source) -> bool {
        match source {
            Source::Field(field) => self.unsaid().any(|id| id == field),
            Source::Joined(parts) => parts.iter().any(|part| self.is_unsaid(part)),
            Source::Each(_) | Source::Case | Source::Day | Source::Text(_) => false,
        }
    }
}
