use std::collections::BTreeMap;

use app::accounts::{account_of, colleagues};

use crate::error::Error;
use crate::page::Page;

/// What those are called who did something, as far as the reader may know.
#[derive(Debug)]
pub(crate) struct Doers(BTreeMap<i64, String>);

impl Doers {
    /// Of these names of operations.
    pub(crate) async fn of<'a>(page: &Page, actors: impl Iterator<Item = &'a str>) -> Result<Doers, Error> {
        Doers::of_accounts(page, actors.filter_map(account_of)).await
    }

    /// Of these accounts.
    pub(crate) async fn of_accounts(
        page: &Page,
        accounts: impl Iterator<Item = i64>,
    ) -> Result<Doers, Error> {
        Ok(Doers(colleagues(&page.site.app, page.actor(), accounts.collect()).await?))
    }

    /// Who did it, as operations name them.
    pub(crate) fn who(&self, page: &Page, actor: &str) -> String {
        let words = page.words;
        match actor.split_once(':') {
            Some(("account", number)) => match account_of(actor).and_then(|account| self.0.get(&account)) {
                Some(name) => words.who_named(name, number),
                None => words.who_account(number),
            },
            Some(("key", number)) => words.who_key(number),
            _ if actor == "system" => words.who_system().to_owned(),
            _ if actor == "console" => words.who_console().to_owned(),
            _ => actor.to_owned(),
        }
    }

    /// Who did it, and for whom, if they stood in for somebody.
    pub(crate) fn who_for(&self, page: &Page, actor: &str, deputy_for: Option<&str>) -> String {
        let who = self.who(page, actor);
        deputy_for.map_or_else(|| who.clone(), |other| page.words.who_deputy(&who, self.who(page, other)))
    }

    /// Whose account it is.
    pub(crate) fn account(&self, page: &Page, account: i64) -> String {
        match self.0.get(&account) {
            Some(name) => page.words.who_named(name, account),
            None => page.words.who_account(account),
        }
    }
}
