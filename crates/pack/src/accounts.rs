//! The sign-ins of a demonstration: `accounts.csv`, one for each role. There are no passwords in it; who seeds the
//! demonstration makes them.

use std::collections::BTreeMap;

use kernel::declaration::nearest;
use kernel::{Place, Problem};

use crate::fault::Fault;
use crate::pack::Pack;
use crate::records::Records;
use crate::roles::Roles;
use crate::seed::Tables;
use crate::table::{Notes, Row, own_rows};

pub(crate) const FILE: &str = "accounts.csv";

/// A sign-in of a demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The name with which somebody signs in.
    pub sign_in_name: String,
    /// The id of the role.
    pub role: String,
    /// The key of the body it acts for.
    pub body: Option<String>,
    /// The key of the enterprise it acts for.
    pub enterprise: Option<String>,
    /// What it is called on a page.
    pub title: String,
    /// File and line.
    pub place: Place,
}

impl Pack {
    /// The sign-ins of a demonstration; none for a pack that is not one.
    ///
    /// # Errors
    /// Every problem of the table.
    pub fn accounts(&self) -> Result<Vec<Account>, Vec<Problem>> {
        let mut notes = Notes::default();
        let accounts = read(self, &mut notes);
        if notes.problems.is_empty() { Ok(accounts) } else { Err(notes.problems) }
    }
}

/// The accounts of this pack alone: those of a demonstration are not inherited.
pub(crate) fn read(pack: &Pack, notes: &mut Notes) -> Vec<Account> {
    let (required, optional): (&[&str], &[&str]) =
        (&["sign_in_name", "role", "title"], &["body", "enterprise"]);
    let rows = own_rows(pack, FILE, required, optional, notes);
    rows.iter().filter_map(|row| account(row, notes)).collect()
}

/// Every field is asked for before the account is put together, so that all problems are found.
fn account(row: &Row, notes: &mut Notes) -> Option<Account> {
    let (sign_in_name, role) = (row.id("sign_in_name", notes), row.required("role", notes));
    let title = row.required("title", notes);
    Some(Account {
        sign_in_name: sign_in_name?,
        role: role?,
        body: row.optional("body"),
        enterprise: row.optional("enterprise"),
        title: title?,
        place: row.place(),
    })
}

/// Each name once; the role, the body and the enterprise are there, and who is about an own body has one.
pub(crate) fn check(accounts: &[Account], roles: &Roles, tables: &Tables, notes: &mut Notes) {
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    for account in accounts {
        let at = |field: &str| account.place.clone().at_field(field);
        if let Some(line) = lines.insert(&account.sign_in_name, account.place.line.unwrap_or_default()) {
            notes.add(&Fault::IdTwice { id: account.sign_in_name.clone(), line }, at("sign_in_name"));
        }
        match roles.get(&account.role) {
            None => {
                let nearest =
                    nearest(&account.role, roles.iter().map(|role| role.id.as_str())).map(str::to_owned);
                notes.add(&Fault::UnknownRole { role: account.role.clone(), nearest }, at("role"));
            }
            Some(role) if role.is_about_own_body() && account.body.is_none() => {
                notes.add(&Fault::EmptyField { column: "body" }, at("body"));
            }
            Some(_) => {}
        }
        for (field, ledger, key) in
            [("body", "bodies", &account.body), ("enterprise", "enterprises", &account.enterprise)]
        {
            let Some(key) = key else { continue };
            let records = tables.get(ledger);
            // What a table that was not read to the end would hold is not missed.
            if records.is_none_or(|records| records.whole && !has(records, key)) {
                notes.add(&Fault::Dangling { id: key.clone(), nearest: None }, at(field));
            }
        }
    }
}

fn has(records: &Records, key: &str) -> bool {
    records.rows.iter().any(|row| row.key == key)
}
