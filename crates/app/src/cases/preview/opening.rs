use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cases::{Case, Child, Notice, Procedure, Relation, Step, Who};
use form::{Fields, Input, Kind, Value};
use kernel::{Problem, Wording};

use super::super::Taking;
use super::super::claim::taken;
use super::super::effects::Asking;
use super::super::follow::{Following, projected};
use super::super::messages::message;
use super::super::take::{Of, decided};
use super::seeing::Seeing;
use super::{Gap, Message, Opening, said};
use crate::Error;
use crate::duties::{Duty, last_names};

/// What one notice says of all cases that a step opens.
#[derive(Default)]
struct Said<'n> {
    texts: BTreeSet<String>,
    accounts: BTreeSet<i64>,
    /// What it says of the first of them, and to whom.
    first: Option<(Wording, &'n [Who])>,
}

impl Seeing<'_> {
    /// The cases that the step would open.
    pub(super) async fn opening(
        &mut self,
        child: &Child,
        problems: &mut Vec<Problem>,
    ) -> Result<Opening, Error> {
        let declared = self.reach.procedure(child)?;
        let procedure = Arc::clone(declared);
        let start = procedure.step(&child.step).ok_or(Error::NotFound)?;
        let next: Vec<&Step> = next(&procedure, start);
        let mut working: Vec<&Who> = start.notices.iter().flat_map(Notice::named).collect();
        working.extend(next.iter().flat_map(|step| &step.by));
        self.hold(working.into_iter()).await?;
        let Asking { given, left, first } = self.reach.given(child).await?;
        let left = self.named(left).await?;
        let mut opening = Opening {
            procedure: Arc::clone(&procedure),
            first,
            left,
            cases: 0,
            there: 0,
            shares: BTreeMap::new(),
            messages: Vec::new(),
        };
        let mut claims = BTreeSet::new();
        let mut said: Vec<Said<'_>> = start.notices.iter().map(|_| Said::default()).collect();
        for given in given {
            let Some(opened) = self.opened(declared, child, given, problems).await? else { continue };
            if let Some(claim) = declared.claim(&opened.fields)
                && (!taken(self.at.write, declared, &[&claim]).await?.is_empty() || !claims.insert(claim))
            {
                opening.there += 1;
                continue;
            }
            opening.cases += 1;
            let at = Following { procedure: declared, number: "", ..self.at };
            let clocks = projected(&at, &opened)?;
            for (notice, said) in start.notices.iter().zip(&mut said) {
                let text = message(&at, &opened, &clocks, notice);
                let whos = self.to_whom(notice, "", &opened.fields);
                said.accounts.extend(self.told(whos, "", &opened.fields));
                said.texts.insert(text.zh.clone());
                said.first.get_or_insert((text, whos));
            }
            self.share(&mut opening, start, &next, &opened);
            self.fields.push(opened.fields);
        }
        for (notice, said) in start.notices.iter().zip(said) {
            let Some((text, whos)) = said.first else { continue };
            let (to, accounts, texts) = (self.titles(whos), said.accounts.len(), said.texts.len());
            opening.messages.push(Message { to, accounts, text, texts, to_do: notice.to_do });
        }
        Ok(opening)
    }

    /// Duties with the names of their bodies, which are not there any more.
    async fn named(&self, left: Vec<Duty>) -> Result<Vec<(Duty, String)>, Error> {
        let keys = left.iter().filter_map(|duty| duty.body.clone()).collect();
        let Following { write, declarations, app, .. } = self.at;
        let names = last_names(write, declarations, keys, app.today()).await?;
        let named = |duty: Duty| {
            let name = duty.body.as_ref().and_then(|body| names.get(body)).cloned();
            (name.unwrap_or_else(|| duty.written.clone()), duty)
        };
        Ok(left.into_iter().map(named).map(|(name, duty)| (duty, name)).collect())
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
        let happened = Some(self.reach.event.happened);
        let taking = Taking { happened, ..Taking::new(&child.step, given) };
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
                let of = |notice| self.to_whom(notice, "", &case.fields);
                let roles = start.notices.iter().flat_map(of);
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
