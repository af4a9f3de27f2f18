//! A server without a network: requests go straight to the router.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use kernel::Wording;
use tower::ServiceExt as _;
use web::{Settings, Site};

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// A header as text; empty if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// What stands in `<main>`.
    pub(crate) fn main(&self) -> &str {
        let start = self.body.find("<main").expect("a page has a main part");
        let end = self.body.find("</main>").expect("and it ends");
        &self.body[start..end]
    }
}

/// The settings of tests: as they are, but without a limit of requests.
pub(crate) fn settings() -> Settings {
    Settings { rate: None, ..Settings::default() }
}

/// The pages of a county with these settings.
pub(crate) fn site(settings: Settings) -> Site {
    Site::new(settings, Wording::new("演示区", "Demonstration District"), true)
}

/// Sends one request.
pub(crate) async fn send(site: &Site, request: Request<Body>) -> Answer {
    let response = web::router(site).oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Answer { status, headers, body: String::from_utf8(bytes.to_vec()).unwrap() }
}

/// Opens a page.
pub(crate) async fn get(site: &Site, path: &str) -> Answer {
    send(site, Request::get(path).body(Body::empty()).unwrap()).await
}

/// Sends a form.
pub(crate) async fn post(site: &Site, path: &str, form: &str) -> Answer {
    let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    send(site, request.body(Body::from(form.to_owned())).unwrap()).await
}
