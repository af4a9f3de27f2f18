use crate::demonstration::SignIns;
use crate::mail::Mailer;
use crate::oidc::Provider;

/// What is around the application, as the settings of the server say it.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// Where people find it on the web, with its base path and without a slash at the end; links in letters begin with it.
    pub address: String,
    /// Who sends letters; without one nobody can register themselves or recover access.
    pub mailer: Option<Mailer>,
    /// Another provider with whose accounts people may sign in.
    pub provider: Option<Provider>,
    /// The sign-ins of a demonstration, to be shown where one signs in. No other county has any.
    pub sign_ins: Option<SignIns>,
}
