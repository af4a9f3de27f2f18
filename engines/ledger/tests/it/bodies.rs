//! A small ledger for stories and laws.

use ledger::Ledger;

pub(crate) fn bodies() -> Ledger {
    Ledger::read("bodies/ledger.toml", include_str!("bodies.toml")).expect("a sound declaration")
}
