use std::collections::BTreeMap;

use pack::{Act, Permission, Role};
use serde::{Deserialize, Serialize};

use crate::Declarations;

/// What a key is for: records of all ledgers or of some, to read or to write. Cases belong to all ledgers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scopes {
    /// What it may do in all ledgers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<Access>,
    /// What it may do in these.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ledgers: BTreeMap<String, Access>,
    /// It is the secret of an address at which a calendar program asks, and goes to nothing else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub calendar: bool,
}

/// How far a key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// It reads.
    Read,
    /// It reads and writes.
    Write,
}

impl Scopes {
    /// How far the key goes in a ledger.
    pub fn on(&self, ledger: &str) -> Option<Access> {
        self.all.max(self.ledgers.get(ledger).copied())
    }

    /// Whether the key writes anything at all.
    pub fn writes(&self) -> bool {
        self.all.iter().chain(self.ledgers.values()).any(|access| *access == Access::Write)
    }

    /// Whether steps of cases are taken with the key: it writes, and is not for some ledgers alone.
    pub fn takes_steps(&self) -> bool {
        self.all == Some(Access::Write)
    }

    /// A role, as far as the key goes: no act but on records, no more of those than the role has.
    pub(super) fn within(&self, role: &Role, declarations: &Declarations) -> Role {
        let mut narrowed = role.clone();
        narrowed.acts.clear();
        // A key is a secret that a machine keeps: it has no telephone. Whoever made it gave the second factor.
        narrowed.second_factor = false;
        narrowed.records = permission(&role.records, self.all);
        narrowed.exceptions = declarations
            .ledgers
            .keys()
            .map(|ledger| (ledger.clone(), permission(role.on(ledger), self.on(ledger))))
            .collect();
        narrowed
    }
}

fn permission(whole: &Permission, access: Option<Access>) -> Permission {
    let mut narrowed = whole.clone();
    narrowed.acts.retain(|act| access.is_some_and(|access| access.covers(*act)));
    narrowed
}

impl Access {
    /// Whether an act is within it. A key never sees personal values in full: the reason for that is a person's.
    pub fn covers(self, act: Act) -> bool {
        match act {
            Act::Read | Act::Export | Act::Compare => true,
            Act::Create | Act::Change | Act::Correct | Act::End | Act::Merge => self == Access::Write,
            Act::Unmask
            | Act::Erase
            | Act::ManageAccounts
            | Act::GrantRoles
            | Act::ProveFirms
            | Act::ManageKeys
            | Act::ReadAudit
            | Act::InstallPack
            | Act::BackUp
            | Act::SeeHealth => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, ledger: &str, expected: Option<Access>) {
        let scopes: Scopes = serde_json::from_str(json).unwrap();
        assert_eq!(scopes.on(ledger), expected, "{json} on {ledger}");
        assert_eq!(serde_json::to_string(&scopes).unwrap(), json);
    }

    #[test]
    fn the_wider_of_two_scopes_holds() {
        check("{}", "bodies", None);
        check(r#"{"all":"read"}"#, "bodies", Some(Access::Read));
        check(r#"{"all":"read","ledgers":{"bodies":"write"}}"#, "bodies", Some(Access::Write));
        check(r#"{"all":"read","ledgers":{"bodies":"write"}}"#, "posts", Some(Access::Read));
        check(r#"{"all":"write","ledgers":{"bodies":"read"}}"#, "bodies", Some(Access::Write));
        check(r#"{"ledgers":{"bodies":"read"}}"#, "bodies", Some(Access::Read));
        check(r#"{"ledgers":{"bodies":"read"}}"#, "posts", None);
    }
}
