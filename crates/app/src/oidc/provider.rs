use std::sync::Arc;

use super::Settings;

/// A provider of identities. Nothing is asked of it before somebody wants to go there. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Provider {
    settings: Arc<Settings>,
}

impl Provider {
    /// The provider of these settings.
    pub fn new(settings: Settings) -> Provider {
        Provider { settings: Arc::new(settings) }
    }

    /// Who it is, and who we are to it.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }
}
