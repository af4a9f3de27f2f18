use store::accounts::{self, Account};

use super::{SignedIn, Visitor, Way, begin};
use crate::accounts::{Handle, actor_name, refusals};
use crate::secrets::{Password, PasswordHash};
use crate::throttle::{Gate, Trial};
use crate::{Actor, App, Deed, Error};

/// What stands in the trail in the place of an account when there is none of the name that was typed.
const UNKNOWN: &str = "unknown";

/// Signs in with a name or address and a password.
///
/// Whether there is such an account cannot be told from the answer, nor from the time it takes.
///
/// # Errors
/// [`Error::Invalid`] if name and password do not belong together, [`Error::TooSoon`] after too many failures.
pub async fn sign_in(
    app: &App,
    visitor: &Visitor,
    name: &str,
    password: Password,
) -> Result<SignedIn, Error> {
    let name = Handle::normalized(name);
    let reader = app.store().reader().await?;
    let trials = Trials::new(&reader, visitor, &name);
    trials.check(&reader, app).await?;
    let account = accounts::by_handle(&reader, Handle::digest_of(&reader, &name)).await?;
    drop(reader);

    let hash = account.as_ref().and_then(|account| account.password.clone()).map(PasswordHash::from_text);
    let is_right = password.matches(hash).await;
    match account {
        Some(account) if is_right => enter(app, visitor, &account, &trials).await,
        account => Err(fail(app, visitor, account.as_ref(), &trials).await?),
    }
}

/// Who is counted: the name, and the address if it is known.
struct Trials(Vec<Trial>);

impl Trials {
    fn new(db: &impl store::Db, visitor: &Visitor, name: &str) -> Trials {
        let name = Trial::new(db, Gate::SignInName, name);
        let address = visitor.address.as_deref().map(|address| Trial::new(db, Gate::Address, address));
        Trials([name].into_iter().chain(address).collect())
    }

    async fn check(&self, db: &impl store::Db, app: &App) -> Result<(), Error> {
        for trial in &self.0 {
            trial.check(db, app.now()).await?;
        }
        Ok(())
    }
}

async fn enter(app: &App, visitor: &Visitor, account: &Account, trials: &Trials) -> Result<SignedIn, Error> {
    let actor = Actor { name: actor_name(account.id), ..visitor.stranger(app) };
    let write = app.begin(&actor, Deed::SignIn.id(), ("account", &account.id.to_string()), None).await?;
    // Many may have tried while this password was compared; a burst gets no more attempts than one after the other.
    trials.check(&write, app).await?;
    let account =
        accounts::get(&write, account.id).await?.filter(Account::is_open).ok_or_else(refusals::locked)?;
    if let [name, ..] = trials.0.as_slice() {
        name.clear(&write).await?;
    }
    let signed_in = begin(&write, visitor, account.id, Way::Password, app.now()).await?;
    write.commit().await?;
    Ok(signed_in)
}

async fn fail(
    app: &App,
    visitor: &Visitor,
    account: Option<&Account>,
    trials: &Trials,
) -> Result<Error, Error> {
    let subject = account.map_or(UNKNOWN.to_owned(), |account| account.id.to_string());
    let actor = visitor.stranger(app);
    let write = app.begin(&actor, Deed::FailToSignIn.id(), ("account", &subject), None).await?;
    trials.check(&write, app).await?;
    for trial in &trials.0 {
        trial.count(&write, app.now()).await?;
    }
    write.commit().await?;
    Ok(refusals::wrong_password())
}
