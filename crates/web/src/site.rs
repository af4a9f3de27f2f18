use std::ops::Deref;
use std::sync::Arc;

use kernel::Wording;

use crate::Settings;

/// What every request needs: the settings and the county. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Site(Arc<Inside>);

/// What a [`Site`] shares.
#[derive(Debug)]
pub struct Inside {
    /// The settings.
    pub settings: Settings,
    /// What the county is called.
    pub county: Wording,
    /// Whether its data are made up; then every page says so.
    pub is_demonstration: bool,
}

impl Site {
    /// The site of a county.
    pub fn new(settings: Settings, county: Wording, is_demonstration: bool) -> Site {
        Site(Arc::new(Inside { settings, county, is_demonstration }))
    }

    /// A cookie that no script can read and no other site sends along; for TLS alone where there is TLS.
    pub(crate) fn cookie(&self, name: &str, value: &str, keep_seconds: Option<u32>) -> String {
        let path = if self.settings.base_path.is_empty() { "/" } else { &self.settings.base_path };
        let keep = keep_seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let secure = if self.settings.tls_in_front { "; Secure" } else { "" };
        format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax{keep}{secure}")
    }
}

impl Deref for Site {
    type Target = Inside;

    fn deref(&self) -> &Inside {
        &self.0
    }
}
