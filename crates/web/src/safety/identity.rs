use app::{Actor, Roles};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::address::client;
use crate::page::Visitor;
use crate::site::Site;

/// Finds out who asks. The answer carries it as well, for those who draw around it.
///
/// Who calls the router within the same process may say it by an [`Actor`] in the request; nobody can from outside.
pub(super) async fn identify(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let address = client(&request, &site.settings.trusted_proxies);
    let visitor = match request.extensions_mut().remove::<Actor>() {
        Some(actor) => Visitor::new(actor.clone(), Some(actor.name)),
        None => {
            let stranger = site.app.declarations().roles.get(Roles::STRANGER).cloned();
            Visitor::new(Actor { address: Some(address.to_string()), ..Actor::stranger(stranger) }, None)
        }
    };
    request.extensions_mut().insert(visitor.clone());
    let mut response = next.run(request).await;
    response.extensions_mut().insert(visitor);
    response
}
