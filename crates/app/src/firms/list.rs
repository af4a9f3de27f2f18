use pack::Act;
use store::firms::{self, Claim, FirmUser};
use store::mandates::{self, Mandate};
use store::{Db, accounts};

use super::rights::as_user;
use crate::accounts::name_of;
use crate::sessions::Who;
use crate::{App, Error, Subject, may};

/// Claims and mandates shown at once to who decides them.
const WAITING_MAX: u16 = 200;

/// What somebody has to do with firms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFirms {
    /// The firms for which they act or acted.
    pub users: Vec<FirmUser>,
    /// Their claims.
    pub claims: Vec<SeenClaim>,
    /// Claims of others that they decide as managers.
    pub to_decide: Vec<SeenClaim>,
    /// Mandates that they decide as managers.
    pub mandates_to_decide: Vec<SeenMandate>,
}

/// A claim with the names in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenClaim {
    /// The claim.
    pub claim: Claim,
    /// The name of the firm.
    pub firm: String,
    /// How the person is called.
    pub person: String,
}

/// A mandate with the names in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenMandate {
    /// The mandate.
    pub mandate: Mandate,
    /// The name of the agency.
    pub agency: String,
    /// The name of the client.
    pub client: String,
}

/// A user of a firm with their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenUser {
    /// The user.
    pub user: FirmUser,
    /// How they are called.
    pub person: String,
}

/// What the person who asks has to do with firms.
///
/// # Errors
/// If nobody has signed in.
pub async fn own(app: &App, who: &Who) -> Result<OwnFirms, Error> {
    let own = who.in_charge()?;
    let reader = app.store().reader().await?;
    let users = firms::of_account(&reader, own.account).await?;
    let claims = seen(&reader, firms::claims_of(&reader, own.account).await?).await?;
    let (mut to_decide, mut mandates_to_decide) = (Vec::new(), Vec::new());
    let managed =
        users.iter().filter(|user| user.ended_by.is_none() && user.role == firms::FirmRole::Manager);
    for user in managed {
        let waiting = firms::waiting_claims(&reader, Some(&user.firm), WAITING_MAX).await?;
        to_decide.extend(seen(&reader, waiting).await?);
        let mut mandates = mandates::of_client(&reader, &user.firm).await?;
        mandates.retain(Mandate::is_waiting);
        mandates_to_decide.extend(with_names(&reader, mandates).await?);
    }
    Ok(OwnFirms { users, claims, to_decide, mandates_to_decide })
}

/// Who acts for a firm.
///
/// # Errors
/// [`Error::NotFound`] to all but its users.
pub async fn users(app: &App, who: &Who, firm: &str) -> Result<Vec<SeenUser>, Error> {
    let reader = app.store().reader().await?;
    as_user(&reader, who, firm).await?;
    let mut users = Vec::new();
    for user in firms::users(&reader, firm).await? {
        let person = person(&reader, user.account).await?;
        users.push(SeenUser { user, person });
    }
    Ok(users)
}

/// Claims and mandates that wait for a clerk, the oldest first.
///
/// # Errors
/// [`Error::NotAllowed`] to all but those who decide them for the county.
pub async fn waiting(app: &App, who: &Who) -> Result<(Vec<SeenClaim>, Vec<SeenMandate>), Error> {
    may(&who.actor, Act::ProveFirms, Subject::County).map_err(Error::NotAllowed)?;
    let reader = app.store().reader().await?;
    let claims = seen(&reader, firms::waiting_claims(&reader, None, WAITING_MAX).await?).await?;
    let mandates = with_names(&reader, mandates::waiting(&reader, WAITING_MAX).await?).await?;
    Ok((claims, mandates))
}

async fn seen(db: &impl Db, claims: Vec<Claim>) -> Result<Vec<SeenClaim>, Error> {
    let mut seen = Vec::new();
    for claim in claims {
        let firm = firms::name(db, &claim.firm).await?;
        let person = person(db, claim.account).await?;
        seen.push(SeenClaim { claim, firm, person });
    }
    Ok(seen)
}

pub(super) async fn with_names(db: &impl Db, mandates: Vec<Mandate>) -> Result<Vec<SeenMandate>, Error> {
    let mut seen = Vec::new();
    for mandate in mandates {
        let (agency, client) =
            (firms::name(db, &mandate.agency).await?, firms::name(db, &mandate.client).await?);
        seen.push(SeenMandate { mandate, agency, client });
    }
    Ok(seen)
}

async fn person(db: &impl Db, account: i64) -> Result<String, Error> {
    match accounts::get(db, account).await? {
        Some(account) => name_of(db, &account).await,
        None => Ok(String::new()),
    }
}
