use std::sync::Arc;
use std::time::Duration;

use kernel::Wording;
use openidconnect::core::{CoreClient, CoreProviderMetadata};
use openidconnect::reqwest::{self, Client};
use openidconnect::{
    ClientId, ClientSecret, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, RedirectUrl,
};

use super::Settings;
use crate::{App, Error};

/// How long the provider may take for one answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The page to which the provider sends people back, without base path; it is told to the provider once.
const RETURN_PATH: &str = "/sign-in/identity";

/// A provider of identities. Nothing is asked of it before somebody wants to go there. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Provider {
    settings: Arc<Settings>,
}

/// A client that knows where the pages of the provider are.
pub(super) type Ready = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Provider {
    /// The provider of these settings.
    pub fn new(settings: Settings) -> Provider {
        Provider { settings: Arc::new(settings) }
    }

    /// Who it is, and who we are to it.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Asks the provider where its pages and keys are. Each time anew: its keys change, and signing in is rare.
    pub(super) async fn discover(&self, app: &App) -> Result<(Ready, Client), Error> {
        let issuer = IssuerUrl::new(self.settings.issuer.clone()).map_err(|error| unusable(&error))?;
        if !is_protected(&issuer) {
            return Err(unusable(&"what goes to the provider and back would travel in the clear"));
        }
        // A provider that redirects us could make us ask anybody anything.
        let http = Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(PATIENCE).build();
        let http = http.map_err(|error| unusable(&error))?;
        let found = CoreProviderMetadata::discover_async(issuer, &http).await;
        let metadata = found.map_err(|error| unusable(&error))?;
        let address = RedirectUrl::new(format!("{}{RETURN_PATH}", app.surroundings().address));
        let address = address.map_err(|_| Error::broken("the address of this server is no URL"))?;
        let id = ClientId::new(self.settings.client.clone());
        let secret = ClientSecret::new(self.settings.secret.clone());
        let client = CoreClient::from_provider_metadata(metadata, id, Some(secret)).set_redirect_uri(address);
        Ok((client, http))
    }
}

/// The provider does not answer, or not as it should. Why stands in the log; people are told to use their password.
pub(super) fn unusable(error: &dyn std::fmt::Display) -> Error {
    tracing::warn!(%error, "the provider of identities cannot be used");
    Error::Conflict(Wording::new(
        "统一身份认证暂时不可用；请稍后重试，或用本平台的密码登录",
        "the provider of identities cannot be used at the moment; try again later, or sign in with your password",
    ))
}

/// Whether what goes there and back is protected, or stays on this machine.
fn is_protected(issuer: &IssuerUrl) -> bool {
    let url = issuer.url();
    url.scheme() == "https" || matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}
