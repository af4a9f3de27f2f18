use std::sync::Arc;
use std::time::Duration;

use kernel::{Place, Problem, Wording};
use openidconnect::core::{CoreClient, CoreProviderMetadata};
use openidconnect::reqwest::redirect::Policy;
use openidconnect::reqwest::{Certificate, Client, ClientBuilder};
use openidconnect::{
    ClientId, ClientSecret, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, RedirectUrl,
};

use super::Settings;
use super::refusals::unusable;
use crate::{App, Error};

/// How long the provider may take for one answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The page to which the provider sends people back, without base path; it is told to the provider once.
const RETURN_PATH: &str = "/sign-in/identity";

/// A provider of identities. Nothing is asked of it before somebody wants to go there. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Provider {
    settings: Arc<Settings>,
    issuer: IssuerUrl,
    pub(super) http: Client,
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
    ///
    /// # Errors
    /// Every problem of the settings.
    pub fn new(settings: Settings) -> Result<Provider, Vec<Problem>> {
        let mut problems = Vec::new();
        let issuer = IssuerUrl::new(settings.issuer.clone()).ok().filter(is_protected);
        if issuer.is_none() {
            problems.push(bad_issuer(&settings.issuer));
        }
        let http = http(settings.certificates.as_deref());
        if http.is_none() {
            problems.push(bad_certificates());
        }
        match (issuer, http) {
            (Some(issuer), Some(http)) => Ok(Provider { settings: Arc::new(settings), issuer, http }),
            _ => Err(problems),
        }
    }

    /// Who it is, and who we are to it.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Asks the provider where its pages and keys are. Each time anew: its keys change, and signing in is rare.
    pub(super) async fn discover(&self, app: &App) -> Result<Ready, Error> {
        let found = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http).await;
        let metadata = found.map_err(|error| unusable(&error))?;
        let address = RedirectUrl::new(format!("{}{RETURN_PATH}", app.surroundings().address));
        let address = address.map_err(|_| Error::broken("the address of this server is no URL"))?;
        let id = ClientId::new(self.settings.client.clone());
        let secret = ClientSecret::new(self.settings.secret.clone());
        Ok(CoreClient::from_provider_metadata(metadata, id, Some(secret)).set_redirect_uri(address))
    }
}

/// A client that trusts these certificates besides the public ones; none if they are none.
fn http(certificates: Option<&[u8]>) -> Option<Client> {
    // A provider that redirects us could make us ask anybody anything.
    let mut builder = Client::builder().redirect(Policy::none()).timeout(PATIENCE);
    if let Some(pem) = certificates {
        let certificates = Certificate::from_pem_bundle(pem).ok().filter(|found| !found.is_empty())?;
        builder = certificates.into_iter().fold(builder, ClientBuilder::add_root_certificate);
    }
    builder.build().ok()
}

/// Whether what goes there and back is protected, or stays on this machine.
fn is_protected(issuer: &IssuerUrl) -> bool {
    let url = issuer.url();
    url.scheme() == "https" || matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

fn bad_issuer(issuer: &str) -> Problem {
    Problem::error(
        "identity-issuer",
        Place::default().at_field("identity.issuer"),
        Wording::new(format!("“{issuer}”不是 https 地址"), format!("{issuer} is no address with https")),
        Wording::new(
            "请填写提供方的issuer地址；http只用于本机",
            "give the issuer of the provider; http is only for this machine",
        ),
    )
}

fn bad_certificates() -> Problem {
    Problem::error(
        "identity-certificates",
        Place::default().at_field("identity.certificates"),
        Wording::new("统一身份认证的证书无法读取", "the certificates of the provider cannot be read"),
        Wording::new("请提供PEM格式的证书", "give certificates in PEM"),
    )
}
