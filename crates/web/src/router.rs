//! The list of all routes. A route names its policy; one without cannot be written here.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::State;
use axum::middleware;
use axum::routing::{MethodRouter, get, post};
use axum::{Router, extract::Request, middleware::Next, response::Response};

use crate::api::statements::Statement as Said;
use crate::error::Error;
use crate::page::Visitor;
use crate::pages::ledgers::{self, Statement};
use crate::policy::Policy;
use crate::site::Site;
use crate::{api, assets, error, pages, safety};

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
    use Policy::{Act, Administrator, Everyone, SignedIn, Staff};
    use app::Act::SeeHealth;
    vec![
        route("/", Everyone, get(pages::home::show)),
        route("/display", Everyone, post(pages::display::save)),
        route("/ledgers", Everyone, get(ledgers::index::show)),
        route("/ledgers/{ledger}", Everyone, get(ledgers::list::show)),
        route("/ledgers/{ledger}/new", SignedIn, statement(Statement::Creation)),
        route("/ledgers/{ledger}/comparison", SignedIn, get(ledgers::comparison::show)),
        route("/ledgers/{ledger}/records/{key}", Everyone, get(ledgers::record::show)),
        route("/ledgers/{ledger}/records/{key}/history", Everyone, get(ledgers::record::history)),
        route("/ledgers/{ledger}/records/{key}/change", SignedIn, statement(Statement::Change)),
        route("/ledgers/{ledger}/records/{key}/correction", SignedIn, statement(Statement::Correction)),
        route("/ledgers/{ledger}/records/{key}/end", SignedIn, statement(Statement::End)),
        route("/ledgers/{ledger}/records/{key}/withdrawal", SignedIn, statement(Statement::Withdrawal)),
        route("/ledgers/{ledger}/records/{key}/merger", SignedIn, statement(Statement::Merger)),
        route("/ledgers/{ledger}/records/{key}/separation", SignedIn, statement(Statement::Separation)),
        route(
            "/ledgers/{ledger}/records/{key}/unmasking",
            SignedIn,
            get(ledgers::unmasking::ask).post(ledgers::unmasking::send),
        ),
        route("/workbench", Staff, get(pages::workbench::show)),
        route("/admin", Administrator, get(pages::admin::show)),
        route("/admin/roles", Administrator, get(pages::admin::roles::show)),
        route("/admin/health", Act(SeeHealth), get(pages::admin::health::show)),
        route("/help", Everyone, get(pages::help::show)),
        route("/accessibility", Everyone, get(pages::accessibility::show)),
        route("/privacy", Everyone, get(pages::privacy::show)),
        route("/about", Everyone, get(pages::about::show)),
        route("/components", Everyone, get(pages::components::show)),
    ]
}

/// The page that asks for a statement about a record, shows its effect and saves it.
fn statement(kind: Statement) -> MethodRouter<Site> {
    get(move |page, site, names, asked| ledgers::ask(kind, page, site, names, asked))
        .post(move |page, site, names, sent| ledgers::send(kind, page, site, names, sent))
}

/// Takes a statement about a record from a program.
fn add(kind: Said) -> MethodRouter<Site> {
    post(move |page, site, path, asked, headers, body| {
        api::statements::add(kind, page, site, path, asked, (headers, body))
    })
}

/// What machines read.
fn machine_routes() -> Vec<Route> {
    use Policy::{Everyone, SignedIn};
    vec![
        route("/static/{name}", Everyone, get(assets::show)),
        route("/api/v1/openapi.json", Everyone, get(api::openapi::show)),
        route("/api/v1/ledgers", Everyone, get(api::ledgers::list)),
        route("/api/v1/ledgers/{ledger}/schema", Everyone, get(api::ledgers::schema)),
        route(
            "/api/v1/ledgers/{ledger}/records",
            Everyone,
            get(api::records::list).post(api::statements::create),
        ),
        route("/api/v1/ledgers/{ledger}/records/{key}", Everyone, get(api::records::show)),
        route("/api/v1/ledgers/{ledger}/records/{key}/history", Everyone, get(api::records::history)),
        route("/api/v1/ledgers/{ledger}/records/{key}/changes", SignedIn, add(Said::Change)),
        route("/api/v1/ledgers/{ledger}/records/{key}/corrections", SignedIn, add(Said::Correction)),
        route("/api/v1/ledgers/{ledger}/records/{key}/endings", SignedIn, add(Said::Ending)),
        route("/api/v1/ledgers/{ledger}/records/{key}/withdrawals", SignedIn, add(Said::Withdrawal)),
        route("/api/v1/ledgers/{ledger}/records/{key}/mergers", SignedIn, add(Said::Merger)),
        route("/api/v1/ledgers/{ledger}/records/{key}/separations", SignedIn, add(Said::Separation)),
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
    let visitor = request.extensions().get::<Visitor>().ok_or(Error::Internal)?;
    policy.check(visitor)?;
    Ok(next.run(request).await)
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
