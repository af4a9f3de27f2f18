use openidconnect::core::{CoreErrorResponseType, CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthorizationCode, Nonce, OAuth2TokenResponse as _, PkceCodeVerifier,
    RequestTokenError, TokenResponse as _,
};
use store::accounts::{self, Account};
use store::identities::{self, Departure};
use store::seals;

use super::Provider;
use super::refusals::{gone, linked_already, not_linked, not_proved, unusable};
use crate::accounts::{actor_name, refusals};
use crate::secrets::digest;
use crate::sessions::{SignedIn, Way, Who, begin};
use crate::{Actor, App, Deed, Error, Visitor};

/// Somebody comes back from the provider, as the address of the page and the cookie of the browser have it.
#[derive(Debug, Clone)]
pub struct Came {
    /// What we gave the provider to repeat.
    pub state: String,
    /// For what the provider tells us who it is; none if it refused them, or they it.
    pub code: Option<String>,
    /// What only the browser has that went there.
    pub browser: String,
}

/// What became of it.
#[derive(Debug)]
pub enum Arrival {
    /// They are signed in.
    SignedIn(SignedIn),
    /// Their account of the provider is linked with ours.
    Linked,
}

/// Somebody comes back from the provider: who went there signed in links, others sign in.
///
/// # Errors
/// [`Error::Invalid`] if nobody went there from this browser a short while ago, or what the provider says cannot be trusted;
/// [`Error::NotAllowed`] if no account of ours is linked; [`Error::Conflict`] if the provider does not answer, or the other
/// account is linked already.
pub async fn come_back(app: &App, visitor: &Visitor, who: &Who, came: &Came) -> Result<Arrival, Error> {
    let provider = app.surroundings().provider.as_ref().ok_or(Error::NotFound)?;
    let departure = departure(app, came).await?;
    let code = came.code.as_deref().ok_or_else(gone)?;
    let subject = subject(app, provider, &departure, code).await?;
    match departure.account {
        Some(account) => link(app, who, provider, account, &subject).await,
        None => sign_in(app, visitor, provider, &subject).await,
    }
}

/// The journey from which they come back. They can once, whatever becomes of it.
async fn departure(app: &App, came: &Came) -> Result<Departure, Error> {
    let housekeeping = app.store().housekeeping().await?;
    let departure = identities::come_back(&housekeeping, digest(&came.state), app.now()).await?;
    housekeeping.commit().await?;
    departure.filter(|departure| departure.browser == digest(&came.browser)).ok_or_else(gone)
}

/// Who it is, as the provider names them: from a token that it signed, for us, now, for this journey.
async fn subject(app: &App, provider: &Provider, departure: &Departure, code: &str) -> Result<String, Error> {
    let client = provider.discover(app).await?;
    let request = client
        .exchange_code(AuthorizationCode::new(code.to_owned()))
        .map_err(|error| unusable(&error))?
        .set_pkce_verifier(PkceCodeVerifier::new(departure.verifier.clone()));
    let answer = request.request_async(&provider.http).await.map_err(|error| match error {
        // The code is none of its own, was used, or belongs to another journey.
        RequestTokenError::ServerResponse(refusal)
            if *refusal.error() == CoreErrorResponseType::InvalidGrant =>
        {
            not_proved(&refusal)
        }
        error => unusable(&error),
    })?;
    let token = answer.id_token().ok_or_else(|| not_proved(&"there is no ID token"))?;
    let verifier = client.id_token_verifier();
    let claims =
        token.claims(&verifier, &Nonce::new(departure.nonce.clone())).map_err(|error| not_proved(&error))?;
    if !belongs(token, claims, &verifier, answer.access_token()) {
        return Err(not_proved(&"the access token is not that of the ID token"));
    }
    Ok(claims.subject().to_string())
}

/// Whether both tokens of an answer were given together, as far as the provider says so.
fn belongs(
    token: &CoreIdToken,
    claims: &CoreIdTokenClaims,
    verifier: &CoreIdTokenVerifier<'_>,
    access_token: &AccessToken,
) -> bool {
    let Some(expected) = claims.access_token_hash() else { return true };
    let (Ok(algorithm), Ok(key)) = (token.signing_alg(), token.signing_key(verifier)) else { return false };
    AccessTokenHash::from_token(access_token, algorithm, key).is_ok_and(|actual| actual == *expected)
}

async fn link(
    app: &App,
    who: &Who,
    provider: &Provider,
    account: i64,
    subject: &str,
) -> Result<Arrival, Error> {
    // The one who comes back is the one who went.
    let own = who.in_charge().ok().filter(|own| own.account == account).ok_or_else(gone)?;
    let write =
        app.begin(&who.actor, Deed::LinkIdentity.id(), ("account", &account.to_string()), None).await?;
    let digest = seals::digest(&write, "identity", subject);
    match identities::link(&write, own.account, &provider.settings().issuer, digest).await {
        Err(store::Error::Duplicate { .. }) => Err(linked_already()),
        result => {
            result?;
            write.commit().await?;
            Ok(Arrival::Linked)
        }
    }
}

async fn sign_in(app: &App, visitor: &Visitor, provider: &Provider, subject: &str) -> Result<Arrival, Error> {
    let reader = app.store().reader().await?;
    let digest = seals::digest(&reader, "identity", subject);
    let account =
        identities::account(&reader, &provider.settings().issuer, digest).await?.ok_or_else(not_linked)?;
    drop(reader);
    let actor = Actor { name: actor_name(account), ..visitor.stranger(app) };
    let write = app.begin(&actor, Deed::SignIn.id(), ("account", &account.to_string()), None).await?;
    accounts::get(&write, account).await?.filter(Account::is_open).ok_or_else(refusals::locked)?;
    let signed_in = begin(&write, visitor, account, Way::Identity, app.now()).await?;
    write.commit().await?;
    Ok(Arrival::SignedIn(signed_in))
}
