use std::ops::Deref;
use std::sync::Arc;

use app::App;

use crate::Settings;

/// What every request needs: the application and the settings. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Site(Arc<Inside>);

/// What a [`Site`] shares.
#[derive(Debug)]
pub struct Inside {
    /// The application.
    pub app: App,
    /// The settings.
    pub settings: Settings,
    /// Whether the data of the county are made up; then every page says so.
    pub is_demonstration: bool,
}

impl Site {
    /// The site of the county that an application serves.
    ///
    /// # Errors
    /// If the database does not say what it is.
    pub async fn open(app: App, settings: Settings) -> Result<Site, app::Error> {
        let is_demonstration = app.store().installation().await?.demo;
        Ok(Site(Arc::new(Inside { app, settings, is_demonstration })))
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
