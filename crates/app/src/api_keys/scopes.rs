use std::collections::BTreeMap;

use pack::Act;
use serde::{Deserialize, Serialize};

/// What a key is for: records of all ledgers or of some, to read or to write.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scopes {
    /// What it may do in all ledgers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<Access>,
    /// What it may do in these.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ledgers: BTreeMap<String, Access>,
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
}

impl Access {
    /// Whether an act is within it. A key never sees personal values in full: the reason for that is a person's.
    pub fn covers(self, act: Act) -> bool {
        match act {
            Act::Read | Act::Export | Act::Compare => true,
            Act::Create | Act::Change | Act::Correct | Act::End | Act::Merge => self == Access::Write,
            Act::Unmask
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
