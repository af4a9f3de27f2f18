use std::collections::BTreeSet;

use app::Actor;
use app::sessions::{Next, Visitor, Who};

use super::{Policy, machine_routes, page_routes};
use crate::page::Reader;

/// What everybody may open. A new route is closed to strangers unless it is listed here on purpose.
const OPEN: &[&str] = &[
    "/",
    "/about",
    "/accessibility",
    "/api/v1/cases/{number}",
    "/api/v1/indicators",
    "/api/v1/indicators/{indicator}",
    "/api/v1/ledgers",
    "/api/v1/ledgers/{ledger}/records",
    "/api/v1/ledgers/{ledger}/records/{key}",
    "/api/v1/ledgers/{ledger}/records/{key}/history",
    "/api/v1/ledgers/{ledger}/schema",
    "/api/v1/openapi.json",
    "/api/v1/procedures",
    "/api/v1/procedures/{procedure}/cases",
    "/api/v1/procedures/{procedure}/schema",
    "/attestations/{number}/{code}",
    "/attestations/{number}/{code}/printout",
    "/attestations/{number}/{code}/workbook",
    "/burden",
    "/calendar/{file}",
    "/cases/{number}",
    "/cases/{number}/files/{digest}",
    "/cases/{number}/printout",
    "/components",
    "/display",
    "/health",
    "/help",
    "/ledgers",
    "/ledgers/{ledger}",
    "/ledgers/{ledger}/records/{key}",
    "/ledgers/{ledger}/records/{key}/files/{digest}",
    "/ledgers/{ledger}/records/{key}/held",
    "/ledgers/{ledger}/records/{key}/held/{by}/{field}",
    "/ledgers/{ledger}/records/{key}/history",
    "/ledgers/{ledger}/records/{key}/printout",
    "/ledgers/{ledger}/totals",
    "/ledgers/{ledger}/totals/{total}",
    "/metrics",
    "/my/security/address",
    "/open/indicators",
    "/open/indicators/completion/{format}",
    "/open/indicators/{indicator}",
    "/open/indicators/{indicator}/definition",
    "/open/indicators/{indicator}/definition/printout",
    "/open/indicators/{indicator}/proof",
    "/open/indicators/{indicator}/proof/{ledger}/{state}/{file}",
    "/open/indicators/{indicator}/records",
    "/open/indicators/{indicator}/records/{format}",
    "/plan",
    "/plan/comparison",
    "/plan/questions",
    "/plan/tasks/{number}",
    "/plan/versions",
    "/plan/versions/{number}",
    "/plan/workbook",
    "/privacy",
    "/procedures/{procedure}",
    "/recovery",
    "/recovery/password",
    "/register",
    "/register/confirmation",
    "/set-up",
    "/sign-in",
    "/sign-in/identity",
    "/sign-in/identity/departure",
    "/sign-in/link",
    "/static/{name}",
    "/track",
];

/// What who signed in may open before the second factor.
const RECOGNIZED: &[&str] = &["/my/security/second-factor", "/second-factor", "/sign-out"];

fn listed(is_listed: impl Fn(Policy) -> bool) -> Vec<&'static str> {
    let routes = page_routes().into_iter().chain(machine_routes());
    let paths: BTreeSet<&str> =
        routes.filter(|route| is_listed(route.policy)).map(|route| route.path).collect();
    paths.into_iter().collect()
}

#[test]
fn a_path_is_listed_once() {
    let mut seen = BTreeSet::new();
    for route in page_routes().into_iter().chain(machine_routes()) {
        assert!(seen.insert(route.path), "{} is listed twice", route.path);
    }
}

#[test]
fn strangers_open_what_is_named_here_and_nothing_else() {
    let stranger = Reader::nobody();
    assert_eq!(listed(|policy| policy.allows(&stranger)), OPEN);
}

#[test]
fn before_the_second_factor_little_is_open() {
    let actor = Actor { account: Some(1), ..Actor::stranger(None) };
    let who = Who { next: Next::GiveSecondFactor, ..Who::stranger(actor) };
    let waiting = Reader::new(who, Visitor::default());
    let open = listed(|policy| policy.allows(&waiting) && policy != Policy::Everyone);
    assert_eq!(open, RECOGNIZED);
}
