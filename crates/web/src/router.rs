//! The list of all routes. A route names its policy; one without cannot be written here.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::State;
use axum::middleware;
use axum::routing::{MethodRouter, get, post};
use axum::{Router, extract::Request, middleware::Next, response::Response};

use crate::error::Error;
use crate::page::Reader;
use crate::policy::Policy;
use crate::site::Site;
use crate::{assets, error, pages, safety};

/// An address, who may open it, and what answers.
struct Route {
    path: &'static str,
    policy: Policy,
    methods: MethodRouter<Site>,
}

fn route(path: &'static str, policy: Policy, methods: MethodRouter<Site>) -> Route {
    Route { path, policy, methods }
}

/// Pages, in both languages.
fn page_routes() -> Vec<Route> {
    use Policy::Everyone;
    vec![
        route("/", Everyone, get(pages::home::show)),
        route("/display", Everyone, post(pages::display::save)),
        route("/components", Everyone, get(pages::components::show)),
    ]
}

/// What machines read.
fn machine_routes() -> Vec<Route> {
    use Policy::Everyone;
    vec![
        route("/static/{name}", Everyone, get(assets::show)),
        route("/health", Everyone, get(pages::health::show)),
        route("/metrics", Everyone, get(pages::metrics::show)),
    ]
}

static POLICIES: LazyLock<BTreeMap<&'static str, Policy>> = LazyLock::new(|| {
    page_routes().into_iter().chain(machine_routes()).map(|route| (route.path, route.policy)).collect()
});

/// The policy of a route, by the path as the list writes it.
pub(crate) fn policy(path: &str) -> Option<Policy> {
    POLICIES.get(path).copied()
}

/// Every page and the API, with all that protects them.
pub fn router(site: &Site) -> Router {
    let pages = assemble(page_routes());
    let mut all = pages.clone().nest("/en", pages).merge(assemble(machine_routes()));
    all = all.fallback(error::not_found).method_not_allowed_fallback(error::method_not_allowed);
    if !site.settings.base_path.is_empty() {
        let elsewhere = Router::new().fallback(error::not_found);
        all = elsewhere.nest(&site.settings.base_path, all);
    }
    safety::protect(all, site).with_state(site.clone())
}

fn assemble(routes: Vec<Route>) -> Router<Site> {
    routes.into_iter().fold(Router::new(), |router, Route { path, policy, methods }| {
        router.route(path, methods.layer(middleware::from_fn_with_state(policy, guard)))
    })
}

/// Lets in whom the policy allows. Who is not signed in is asked to; for all others there is no such page.
async fn guard(State(policy): State<Policy>, request: Request, next: Next) -> Result<Response, Error> {
    match request.extensions().get::<Reader>() {
        reader if policy.allows(reader) => Ok(next.run(request).await),
        None => Err(Error::SignIn),
        Some(_) => Err(Error::NotFound),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{machine_routes, page_routes};

    #[test]
    fn a_path_is_listed_once() {
        let mut seen = BTreeSet::new();
        for route in page_routes().into_iter().chain(machine_routes()) {
            assert!(seen.insert(route.path), "{} is listed twice", route.path);
        }
    }
}
