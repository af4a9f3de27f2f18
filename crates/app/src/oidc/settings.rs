use std::fmt;

use kernel::Wording;

/// A provider of identities, as the settings of the server say it.
#[derive(Clone, PartialEq, Eq)]
pub struct Settings {
    /// Its address, exactly as it calls itself, such as `https://id.example.gov.cn`.
    pub issuer: String,
    /// How people know it.
    pub title: Wording,
    /// Under which name the provider knows this server.
    pub client: String,
    /// With which password.
    pub secret: String,
    /// Certificates in PEM that are trusted besides the public ones, for providers of a network of its own.
    pub certificates: Option<Vec<u8>>,
}

impl fmt::Debug for Settings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} as {}", self.issuer, self.client)
    }
}
