//! Who is told of a warning, and who has to tell those whom no message reaches.

use std::collections::{BTreeMap, BTreeSet};

use form::Fields;
use jiff::civil::Date;
use kernel::Wording;
use ledger::Past;
use store::inbox::{MessageKind, is_told};
use store::ledgers::{self, NOW};
use store::{Db, firms, grants};

use super::super::compute::unsealed;
use super::{MEMBERS, Warning, Why, texts};
use crate::firms::clerks;
use crate::{Actor, App, Declarations, Error, inbox};

/// The fields with members by their names: whoever leads it, universities, institutes, firms elsewhere.
const NAMED_MEMBERS: [&str; 2] = ["lead", "members"];
/// So many of the members whom no message reaches are named in one to the office; the others stand in the record of the alliance.
const UNREACHED_NAMED_MAX: usize = 20;
/// The act as the trail names it.
const ACT: &str = "warn";

/// The members of an alliance whom no message reaches: firms for which nobody has an account, and whoever is known by name alone.
pub(super) async fn unreached(
    db: &impl Db,
    declarations: &Declarations,
    (fields, members): (&Fields, &BTreeSet<String>),
    today: Date,
) -> Result<Vec<String>, Error> {
    let keys: Vec<String> = members.iter().cloned().collect();
    let mut names = match declarations.ledgers.get(MEMBERS.1) {
        Some(ledger) => {
            let past = Past { as_of: today, known: NOW };
            ledgers::names(db, ledger, &keys, past, &unsealed(ledger)).await?
        }
        None => BTreeMap::new(),
    };
    let (mut unreached, mut of_firms) = (Vec::new(), BTreeSet::new());
    for firm in keys {
        let name = names.remove(&firm).unwrap_or_else(|| firm.clone());
        if firms::users(db, &firm).await?.is_empty() {
            unreached.push(name.clone());
        }
        of_firms.insert(name);
    }
    for name in NAMED_MEMBERS.into_iter().flat_map(|field| texts(fields, field)) {
        if !of_firms.contains(name) && !unreached.iter().any(|it| it == name) {
            unreached.push(name.to_owned());
        }
    }
    Ok(unreached)
}

/// Whom a warning concerns beside the office.
pub(super) struct Concerned {
    /// The firms, by their codes.
    pub(super) firms: BTreeSet<String>,
    /// The body in charge.
    pub(super) body: Option<String>,
    /// Whom it concerns and no message reaches, by their names: the office and the body have to tell them.
    pub(super) unreached: Vec<String>,
}

impl Concerned {
    /// What is said to those who have to tell others.
    fn to_tell(&self, warning: &Warning) -> Wording {
        let said = warning.wording();
        let named = &self.unreached[..self.unreached.len().min(UNREACHED_NAMED_MAX)];
        let more = match self.unreached.len() - named.len() {
            0 => Wording::new("", ""),
            more => Wording::new(format!("等{}家", named.len() + more), format!(" and {more} more")),
        };
        Wording::new(
            format!("{}。以下成员没有账号，请另行告知：{}{}", said.zh, named.join("、"), more.zh),
            format!(
                "{}. These members have no account and have to be told: {}{}",
                said.en,
                named.join(", "),
                more.en
            ),
        )
    }
}

/// Warns the office and whom it concerns, each once of a day; tells how many messages.
pub(super) async fn tell(app: &App, warnings: &[Warning], concerned: &Concerned) -> Result<u32, Error> {
    let mut told = 0;
    for warning in warnings {
        let id = format!("{}/{}", warning.ledger, warning.key);
        let write = app.begin(&Actor::system(), ACT, ("right", &id), None).await?;
        let mut keepers: BTreeSet<i64> = clerks(app, &write).await?.into_iter().collect();
        if let Some(body) = &concerned.body {
            let held = grants::of_body_in_use(&write, body).await?.into_iter();
            keepers.extend(held.filter(|grant| grant.holds_on(app.today())).map(|grant| grant.account));
        }
        let mut accounts = keepers.clone();
        for firm in &concerned.firms {
            accounts.extend(firms::users(&write, firm).await?.iter().map(|user| user.account));
        }
        // Who was told that there is grace is told again when it is over, and when the right has ended.
        let stage = warning.warned.stage();
        let page = format!("/ledgers/{}/records/{}", warning.ledger, warning.key);
        let before = told;
        for account in accounts {
            // Whoever has to tell others is told so even if they were warned of the same right because of a loan.
            let (path, said) = match &warning.why {
                Why::Alliance(number) if keepers.contains(&account) && !concerned.unreached.is_empty() => {
                    (format!("{page}?alliance={number}#{stage}"), concerned.to_tell(warning))
                }
                _ => (format!("{page}#{stage}"), warning.wording()),
            };
            if !is_told(&write, account, MessageKind::Notice, (&path, warning.day())).await? {
                let draft = inbox::Draft::notice(said).leading_to(&path).due(warning.day());
                inbox::put(app, &write, account, draft).await?;
                told += 1;
            }
        }
        if told > before {
            write.commit().await?;
        }
    }
    Ok(told)
}
