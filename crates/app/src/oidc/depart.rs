use jiff::{SignedDuration, Timestamp};
use openidconnect::core::CoreAuthenticationFlow;
use openidconnect::{CsrfToken, Nonce, PkceCodeChallenge};
use store::identities::{self, Departure};

use crate::secrets::Token;
use crate::sessions::Who;
use crate::{App, Error};

/// Minutes for which the provider waits for somebody to sign in.
const MINUTES: i64 = 10;

/// Somebody goes to the provider.
#[derive(Debug)]
pub struct Departed {
    /// Where the browser goes.
    pub url: String,
    /// What only this browser has: for a cookie, to be shown when it comes back. So nobody can be signed in with an account
    /// of somebody else by a link that was sent to them.
    pub browser: Token,
}

/// Sends somebody to the provider: who has signed in links an account of theirs, others sign in.
///
/// # Errors
/// [`Error::NotFound`] if there is no provider, [`Error::Conflict`] if it does not answer.
pub async fn depart(app: &App, who: &Who) -> Result<Departed, Error> {
    let account = match who.session {
        Some(_) => Some(who.in_charge()?.account),
        None => None,
    };
    let provider = app.surroundings().provider.as_ref().ok_or(Error::NotFound)?;
    let client = provider.discover(app).await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (state, nonce, browser) = (Token::random(), Token::random(), Token::random());
    let (state_text, nonce_text) = (state.text().to_owned(), nonce.text().to_owned());
    let (url, ..) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            move || CsrfToken::new(state_text),
            move || Nonce::new(nonce_text),
        )
        .set_pkce_challenge(challenge)
        .url();
    let departure = Departure {
        browser: browser.digest(),
        nonce: nonce.text().to_owned(),
        verifier: verifier.into_secret(),
        account,
        expires_at: app.now().saturating_add(SignedDuration::from_mins(MINUTES)).unwrap_or(Timestamp::MAX),
    };
    let housekeeping = app.store().housekeeping().await?;
    identities::depart(&housekeeping, state.digest(), &departure).await?;
    housekeeping.commit().await?;
    Ok(Departed { url: url.into(), browser })
}
