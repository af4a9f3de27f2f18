//! Who may do what: `roles.toml`. The engine of access is two functions of `app`; here is only what is declared.

mod act;
mod check;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use form::Class;
use kernel::{Place, Wording};

pub use act::Act;
pub use check::body_field;
pub(crate) use check::check;
pub(crate) use read::read;

/// The roles of a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roles {
    roles: Vec<Role>,
}

/// A role: what an account may do to which records, and what it sees of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// A stable name, such as `clerk`.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// What it may do that is not done to records.
    pub acts: BTreeSet<Act>,
    /// Whether it may be used only by somebody who has shown a second factor.
    pub second_factor: bool,
    /// An account holds at most one of the roles that name this group.
    pub exclusive: Option<String>,
    /// What holds for ledgers without an exception.
    pub records: Permission,
    /// Exceptions by the id of their ledger.
    pub exceptions: BTreeMap<String, Permission>,
    /// Where each exception is declared.
    pub(crate) places: BTreeMap<String, Place>,
}

/// What a role may do to the records of a ledger, and what it sees of them. Without [`Act::Read`] it sees none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// What it may do.
    pub acts: BTreeSet<Act>,
    /// Fields of these classes are seen; personal ones masked, unless [`Act::Unmask`] was used with a reason.
    pub classes: BTreeSet<Class>,
    /// The records it is about.
    pub rows: Rows,
}

/// Which records of a ledger a role is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rows {
    /// All of them.
    All,
    /// Those whose [`body_field`] is the body of the grant.
    OwnBody,
    /// None.
    None,
}

impl Roles {
    /// Whoever has not signed in.
    pub const STRANGER: &'static str = "stranger";
    /// Whoever has registered.
    pub const CITIZEN: &'static str = "citizen";
    /// Whoever has proved that they act for a firm.
    pub const FIRM_USER: &'static str = "firm-user";
    /// Whoever acts for a firm that has given an agency authority.
    pub const AGENCY: &'static str = "agency";

    /// The roles in the order of their file.
    pub fn iter(&self) -> impl Iterator<Item = &Role> {
        self.roles.iter()
    }

    /// The role with this id.
    pub fn get(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == id)
    }
}

impl Role {
    /// Whether it is anywhere about the records of the own body.
    pub(crate) fn is_about_own_body(&self) -> bool {
        let permissions = std::iter::once(&self.records).chain(self.exceptions.values());
        permissions.into_iter().any(|permission| permission.rows == Rows::OwnBody)
    }

    /// What it may do to the records of a ledger, and what it sees of them.
    pub fn on(&self, ledger: &str) -> &Permission {
        self.exceptions.get(ledger).unwrap_or(&self.records)
    }
}
