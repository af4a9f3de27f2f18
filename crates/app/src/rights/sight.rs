use std::collections::BTreeSet;

use form::Class;
use store::ledgers::Rows;
use store::rights::Scope;

use crate::access::works_here;
use crate::{Act, Actor, App, Granted, sight};

/// Whose last days somebody is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// Those of the enterprise for which they act.
    Firm(String),
    /// Those of the bodies for which they work.
    Bodies(BTreeSet<String>),
    /// All.
    All,
    /// Nobody's: they act for no enterprise.
    Nobody,
}

impl Whose {
    /// Whose last days an actor is shown: who acts for a firm sees its own, a liaison those of the own body, who works for the
    /// whole county all.
    pub(super) fn of(actor: &Actor) -> Whose {
        if let Some(firm) = &actor.acting_for {
            return Whose::Firm(firm.clone());
        }
        if !works_here(actor) {
            return Whose::Nobody;
        }
        let proved = actor.roles.iter().filter(|granted| actor.second_factor || !granted.role.second_factor);
        let working = proved.filter(|granted| granted.role.records.classes.contains(&Class::Internal));
        // Who only reads the records of all looks after those of the own body.
        let own_body = |granted: &Granted| {
            let only_reads = granted.role.records.acts.iter().all(|act| *act == Act::Read);
            granted.body.clone().filter(|_| only_reads)
        };
        let bodies: Option<BTreeSet<String>> = working.map(own_body).collect();
        bodies.map_or(Whose::All, Whose::Bodies)
    }
}

/// What an actor may see of the days of each ledger: of those rights alone whose records they may see.
pub(super) fn scopes(app: &App, actor: &Actor) -> Vec<Scope> {
    let declarations = app.declarations();
    let mut scopes = Vec::new();
    for id in declarations.right_laws.ledgers() {
        let Some(ledger) = declarations.ledgers.get(id) else { continue };
        let Some(sight) = sight(actor, ledger) else { continue };
        match sight.in_store(&sight.fields).rows {
            Rows::All => scopes.push(Scope { ledger: id.to_owned(), body: None }),
            Rows::Where(any) => {
                let bodies = any.iter().flat_map(|(_, values)| values).filter_map(form::Value::as_text);
                scopes
                    .extend(bodies.map(|body| Scope { ledger: id.to_owned(), body: Some(body.to_owned()) }));
            }
            Rows::Nothing => {}
        }
    }
    scopes
}
