use form::Language;
use pack::Roles;

use crate::{Actor, App};

/// Characters of a device's name that are kept.
const DEVICE_MAX: usize = 120;

/// Whoever sends a request, as far as the request says it.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    /// From which address.
    pub address: Option<String>,
    /// With which device, as the browser calls itself.
    pub device: Option<String>,
    /// In which language answers are read.
    pub language: Language,
    /// The token of the session, as the cookie has it.
    pub session: Option<String>,
}

impl Visitor {
    /// The actor before anybody has signed in.
    pub fn stranger(&self, app: &App) -> Actor {
        let role = app.declarations().roles.get(Roles::STRANGER).cloned();
        Actor { language: self.language, address: self.address.clone(), ..Actor::stranger(role) }
    }

    /// The device, shortened.
    pub(crate) fn device(&self) -> Option<String> {
        self.device.as_ref().map(|device| device.chars().take(DEVICE_MAX).collect())
    }
}
