use std::collections::{BTreeMap, BTreeSet};

use form::{Class, Fields, Value};
use ledger::Ledger;
use store::ledgers::Rows;
use store::rights::Scope;
use store::{Db, firms};

use crate::access::works_here;
use crate::{Act, Actor, App, Declarations, Error, Granted, sight};

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
    /// Whose last days an actor is shown who asks for those of an enterprise, or of none in particular. A reminder names the firm
    /// that it is about, and leads to its list even if its user acts for another one at the moment. Who acts for none yet, such as
    /// before the second factor, is shown that of none.
    pub(super) async fn asked(db: &impl Db, actor: &Actor, enterprise: Option<&str>) -> Result<Whose, Error> {
        let people = actor.account.filter(|_| actor.key.is_none() && actor.acting_for.is_some());
        if let (Some(firm), Some(account)) = (enterprise, people) {
            let own = firms::of_account(db, account).await?;
            if own.iter().any(|user| user.firm == firm && user.ended_by.is_none()) {
                return Ok(Whose::Firm(firm.to_owned()));
            }
        }
        Ok(Whose::of(actor))
    }

    /// Whose last days an actor is shown: who acts for a firm sees its own, a liaison those of the own body, who works for the
    /// whole county all.
    fn of(actor: &Actor) -> Whose {
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

/// What an actor may see of the days of each ledger: of those rights alone whose records they may see, and of these the days that
/// follow from nothing but what they see. A firm knows what it pays and what it borrows, so it is shown all days of its own rights, also
/// where it reads no record of the ledger.
pub(super) fn scopes(app: &App, actor: &Actor, whose: &Whose) -> Vec<Scope> {
    let declarations = app.declarations();
    let mut scopes = Vec::new();
    for id in declarations.right_laws.ledgers() {
        let Some(ledger) = declarations.ledgers.get(id) else { continue };
        let seen = sight(actor, ledger);
        let rows = seen.as_ref().map(|it| it.in_store(&it.fields, app.today()).rows);
        let sees_some_rows = rows.is_some_and(|rows| rows != Rows::All);
        // What is kept of its loans a firm does not read, but when they end it is told.
        if matches!(whose, Whose::Firm(_)) && !sees_some_rows {
            scopes.push(Scope { ledger: id.to_owned(), body: None, rules: None });
            continue;
        }
        let Some(sight) = seen else { continue };
        let bodies = sight.conditions().map(|(field, body)| Some((field.clone(), body.clone())));
        for only in bodies.chain([None]) {
            let body = only.as_ref().map(|(_, body)| body.clone());
            let record: Fields = only.into_iter().map(|(field, body)| (field, Value::Text(body))).collect();
            let rules = known_rules(&declarations, actor, ledger, &sight.of(&record));
            if !rules.is_empty() {
                scopes.push(Scope { ledger: id.to_owned(), body, rules: Some(rules) });
            }
        }
    }
    scopes
}

/// The rules on a ledger that look at nothing but what an actor sees: these fields of the record, and of what belongs to it
/// fields that are seen of every record.
pub(super) fn known_rules(
    declarations: &Declarations,
    actor: &Actor,
    ledger: &Ledger,
    seen: &BTreeSet<String>,
) -> BTreeSet<String> {
    let laws = &declarations.right_laws;
    let of_all = |id: &str| Some(sight(actor, declarations.ledgers.get(id)?)?.of(&Fields::new()));
    let links = laws.links(&ledger.id).into_iter();
    let linked: BTreeMap<&str, BTreeSet<String>> =
        links.map(|link| (link.ledger.as_str(), of_all(&link.ledger).unwrap_or_default())).collect();
    let is_seen = |(of, field): (&str, &str)| match of == ledger.id {
        true => seen.contains(field),
        false => linked.get(of).is_some_and(|seen| seen.contains(field)),
    };
    let rules = laws.iter().flat_map(|law| &law.rules).filter(|rule| rule.ledger == ledger.id);
    let ids: BTreeSet<&str> = rules.map(|rule| rule.id.as_str()).collect();
    let known = ids.into_iter().filter(|id| laws.reads(&ledger.id, id).into_iter().all(is_seen));
    known.map(str::to_owned).collect()
}
