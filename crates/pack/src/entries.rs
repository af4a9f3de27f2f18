//! What the tables of a demonstration have in common that say of records: each line tells when who said something, and of which ledger.

use jiff::civil::DateTime;
use kernel::Place;
use kernel::declaration::nearest;
use ledger::Ledger;

use crate::accounts::Account;
use crate::fault::Fault;
use crate::table::Notes;

/// The lines of such a table, as they are checked one after the other.
pub(crate) struct Entries<'e> {
    accounts: &'e [Account],
    ledgers: &'e [Ledger],
    latest: DateTime,
}

impl<'e> Entries<'e> {
    pub(crate) fn of(accounts: &'e [Account], ledgers: &'e [Ledger]) -> Self {
        Entries { accounts, ledgers, latest: DateTime::MIN }
    }

    /// Whether the next line is in the order of time, by an account that is there, of a ledger that is declared; gives that ledger.
    pub(crate) fn check(
        &mut self,
        time: DateTime,
        (by, ledger): (&str, &str),
        place: &Place,
        notes: &mut Notes,
    ) -> Option<&'e Ledger> {
        let at = |field: &str| place.clone().at_field(field);
        if time < self.latest {
            notes.add(&Fault::TimeOrder, at("at"));
        }
        self.latest = self.latest.max(time);
        let names = || self.accounts.iter().map(|account| account.sign_in_name.as_str());
        if !names().any(|name| name == by) {
            let nearest = nearest(by, names()).map(str::to_owned);
            notes.add(&Fault::Dangling { id: by.to_owned(), nearest }, at("by"));
        }
        let found = self.ledgers.iter().find(|declared| declared.id == ledger);
        if found.is_none() {
            let ids = self.ledgers.iter().map(|declared| declared.id.as_str());
            let nearest = nearest(ledger, ids).map(str::to_owned);
            notes.add(&Fault::UnknownLedger { ledger: ledger.to_owned(), nearest }, at("ledger"));
        }
        found
    }
}
