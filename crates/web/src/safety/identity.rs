use app::sessions::{Visitor, Who, who};
use app::{Actor, api_keys};
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, USER_AGENT};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::address::client;
use crate::error::Error;
use crate::page::{Address, Reader, SESSION, cookie};
use crate::site::Site;

/// Finds out who asks. The answer carries it as well, for those who draw around it.
///
/// Who calls the router within the same process may say it by an [`Actor`] in the request; nobody can from outside.
pub(super) async fn identify(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let visitor = visitor(&site, &request);
    let who = match (request.extensions_mut().remove::<Actor>(), bearer(&site, &request)) {
        (Some(actor), _) => Ok(Who::stranger(actor)),
        (None, Some(key)) => api_keys::actor(&site.app, &visitor, key).await.map(Who::stranger),
        (None, None) => who(&site.app, &visitor).await,
    };
    let reader = match who {
        Ok(who) => Reader::new(who, visitor),
        Err(error) => return Error::from(error).into_response(),
    };
    request.extensions_mut().insert(reader.clone());
    let mut response = next.run(request).await;
    response.extensions_mut().insert(reader);
    response
}

/// What the request says of its sender. Files of style need no session.
fn visitor(site: &Site, request: &Request) -> Visitor {
    let address = Address::of(&site.settings.base_path, request.uri());
    let is_file = address.here.starts_with("/static/");
    let device = request.headers().get(USER_AGENT).and_then(|device| device.to_str().ok());
    Visitor {
        address: Some(client(request, &site.settings.trusted_proxies).to_string()),
        device: device.map(str::to_owned),
        language: address.language,
        session: cookie(request.headers(), SESSION).filter(|_| !is_file).map(str::to_owned),
    }
}

/// The key that a program sends along; keys are for the API alone.
fn bearer<'r>(site: &Site, request: &'r Request) -> Option<&'r str> {
    let address = Address::of(&site.settings.base_path, request.uri());
    let given = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    given.strip_prefix("Bearer ").filter(|_| address.here.starts_with("/api/"))
}
