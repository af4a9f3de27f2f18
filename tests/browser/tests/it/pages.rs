//! Every page of the list of routes, opened by whom it is for, in both languages.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::audit;
use crate::browser;
use crate::places::Places;
use crate::world::world;

/// The list of all routes.
const ROUTER: &str = include_str!("../../../../crates/web/src/router.rs");

/// What answers with a file of somebody and not with a page.
const FILES: [&str; 29] = [
    "/attestations/{number}/{code}/printout",
    "/attestations/{number}/{code}/workbook",
    "/calendar/{file}",
    "/cases/{number}/briefing/{format}",
    "/cases/{number}/documents/{seq}/{document}/{format}",
    "/cases/{number}/files/{digest}",
    "/cases/{number}/meeting-pack/{format}",
    "/cases/{number}/printout",
    "/cases/{number}/receipts/{seq}/printout",
    "/duties/sheets",
    "/duties/sheets/{body}/printout",
    "/duties/workbook",
    "/inbox/calendar",
    "/indicators/completion/{format}",
    "/indicators/{indicator}/definition/printout",
    "/indicators/{indicator}/proof/{ledger}/{state}/{file}",
    "/indicators/{indicator}/records/{format}",
    "/ledgers/{ledger}/records/{key}/files/{digest}",
    "/ledgers/{ledger}/records/{key}/printout",
    "/my/deadlines/{format}",
    "/my/firms/documents/{kind}/{id}",
    "/open/indicators/completion/{format}",
    "/open/indicators/{indicator}/definition/printout",
    "/open/indicators/{indicator}/proof/{ledger}/{state}/{file}",
    "/open/indicators/{indicator}/records/{format}",
    "/plan/workbook",
    "/procedures/{procedure}/steps/{step}/workbook",
    "/workbench/imports/{import}/printout",
    "/workbench/imports/{import}/rows",
];

/// What the heading is where there is no page.
const NOT_FOUND: [&str; 2] = ["找不到这个页面", "Page not found"];

/// Nobody has signed in.
const STRANGER: &str = "";

/// Who opens which pages. What stands in braces is told by [`Places`].
const VISITS: &[(&str, &[&str])] = &[
    (
        STRANGER,
        &[
            "/",
            "/plan",
            "/plan?view=projects",
            "/plan?view=targets",
            "/plan?view=data",
            "/plan/questions",
            "/open/indicators",
            "/open/indicators/inventions-per-10000",
            "/open/indicators/inventions-per-10000/records",
            "/open/indicators/inventions-per-10000/definition",
            "/open/indicators/inventions-per-10000/proof",
            "/burden",
            "/ledgers",
            "/ledgers/bodies",
            "/ledgers/bodies?name-contains=x",
            "/ledgers/bodies/records/market-supervision",
            "/help",
            "/accessibility",
            "/privacy",
            "/about",
            "/components",
            "/sign-in",
            "/sign-in/link?token=x",
            "/register",
            "/register/confirmation?token=x",
            "/recovery",
            "/recovery/password?token=x",
            "/set-up?token=x",
            "/track",
            "/my/security/address?token=x",
        ],
    ),
    ("before-the-second-factor", &["/second-factor"]),
    (
        "clerk",
        &[
            "/workbench",
            "/cockpit",
            "/inbox",
            "/inbox?show=all",
            "/my/calendar",
            "/workbench/backfill",
            "/workbench/gaps",
            "/workbench/goals",
            "/indicators",
            "/indicators/questions",
            "/indicators/inventions-per-10000",
            "/indicators/inventions-per-10000/records",
            "/indicators/inventions-per-10000/definition",
            "/indicators/inventions-per-10000/proof",
            "/workbench/firms",
            "/workbench/imports",
            "/workbench/imports/new",
            "/workbench/imports/{import}",
            "/workbench/imports/{import}/mapping",
            "/workbench/imports/{import}/rows/2",
            "/workbench/imports/{import}/taking-back",
            "/workbench/attribution",
            "/workbench/attribution/patents/202410123456.0",
            "/workbench/attribution/holders",
            "/workbench/attribution/patents/202410123456.0/holder",
            "/workbench/annuity-alerts",
            "/my/deadlines",
            "/my/deadlines?which=over&kind=annuity",
            "/ledgers/patents/records/202410123456.0",
            "/procedures/round/new",
            "/ledgers",
            "/ledgers/ip-staff",
            "/ledgers/enterprises",
            "/ledgers/bodies?as-of=2026-07-02&known=2026-07-10",
            "/ledgers/meetings/new",
            "/ledgers/ip-staff/new",
            "/ledgers/software-installations/totals",
            "/ledgers/payments/totals",
            "/ledgers/payments/totals/by-source?source=county",
            "/ledgers/bodies/comparison",
            "/ledgers/bodies/comparison?left-as-of=2026-06-30&right-as-of=2026-07-02",
            "/ledgers/bodies/records/demo-station",
            "/ledgers/ip-staff/records/jinxia-park~1",
            "/ledgers/bodies/records/demo-station/history",
            "/ledgers/bodies/records/demo-station/change",
            "/ledgers/bodies/records/demo-station/correction",
            "/ledgers/bodies/records/demo-station/end",
            "/ledgers/bodies/records/demo-station/withdrawal",
            "/ledgers/bodies/records/demo-station/merger",
            "/ledgers/enterprises/records/91430105DEM002036Y/separation",
            "/ledgers/enterprises/records/91430105DEM002036Y",
            "/ledgers/enterprises/records/91430105DEM0000148/held",
            "/ledgers/enterprises/records/91430105DEM0000148/held/patents/enterprise",
            "/ledgers/enterprises/records/91430105DEM0000148/attestation",
            "/ledgers/ip-staff/records/jinxia-park~1/unmasking?field=person",
            "/ledgers/ip-staff/records/jinxia-park~1/erasure",
            "/procedures",
            "/procedures/report",
            "/procedures/report/steps/accept",
            "/procedures/slip?state=answered",
            "/procedures/slip/new",
            "/procedures/decision/new?meeting=2026-03",
            "/documents",
            "/plan/versions/plan-2026-0001/readings",
            "/plan/versions/plan-2026-0001/comments",
            "/procedures/comment",
            "/duties",
            "/duties?light=red",
            "/duties?complete=yes",
            "/duties/board",
            "/duties/load",
            "/duties/matrix",
            "/duties/sheets/street-shaping",
            "/duties/1.2_street-shaping_share",
            "/plan/tasks/1.2",
            "/plan/versions",
            "/plan/versions/plan-2026-0001",
            "/plan/comparison?before=plan-2026-0001&after=plan-2026-0001",
            "/procedures/slip/new?duty=1.2_street-shaping_share&body=street-shaping",
            "/cases/plan-2026-0001",
            "/cases/{round}",
            "/cases/{round}/board",
            "/cases/{draft}/steps/issue",
            "/cases/{slip}",
            "/cases/{slip}/receipts/2",
            "/cases/{slip}/steps/return",
        ],
    ),
    (
        "artist",
        &[
            "/my",
            "/my/profile",
            "/my/closure",
            "/my/security",
            "/my/security/password",
            "/my/security/mail",
            "/my/security/second-factor",
            "/my/firms",
            "/my/firms/claim",
            "/my/firms/invitation?token={invitation}",
            "/inbox",
            "/ledgers/enterprises/records/91430105DEM0005080",
        ],
    ),
    (
        "firm",
        &[
            "/my/firms",
            "/my/firms/{firm}",
            "/my/firms/{firm}/invitation",
            "/my/firms/{firm}/mandate",
            "/my/firms/refusal?claim={claim}",
        ],
    ),
    ("agency", &["/my/firms"]),
    (
        "leader",
        &["/workbench", "/my/deputies", "/my/security/second-factor/end", "/my/security/recovery-codes"],
    ),
    (
        "street",
        &[
            "/workbench",
            "/ledgers/posts",
            "/procedures/report",
            "/procedures/report/steps/send",
            "/procedures/report/steps/send?taken=3",
            "/cases/{slip}/annulment",
            "/my/deputies",
            "/my/deputies/new",
            "/my/drafts",
            "/procedures/problem/new",
            "/apply/problem/{application}",
            "/apply/problem/{application}/what?back-to=check",
            "/apply/problem/{application}/who",
            "/apply/problem/{application}/check",
        ],
    ),
    (
        "system",
        &[
            "/admin",
            "/admin/users",
            "/admin/users/new",
            "/admin/users/{account}",
            "/admin/users/{account}/deed?deed=lock",
            "/admin/roles",
            "/admin/packs",
            "/admin/health",
            "/jobs/{job}",
        ],
    ),
    (
        "security",
        &[
            "/admin",
            "/admin/grants",
            "/admin/grants?role=clerk",
            "/admin/grants/new",
            "/admin/grants/taking?grant=1",
            "/admin/grants/deputations/end?deputation=1",
            "/admin/keys",
            "/admin/keys/new",
            "/admin/keys/revocation?key={key}",
        ],
    ),
    ("audit", &["/admin", "/admin/audit-log", "/ledgers"]),
];

/// Addresses that lead to a page which says why there is none.
const ERRORS: &[(&str, &[&str])] = &[
    (
        STRANGER,
        &["/nothing", "/attestations/1/0", "/display", "/sign-in/identity", "/sign-in/identity/departure"],
    ),
    ("artist", &["/workbench"]),
    // Nothing of a slip is personal.
    ("clerk", &["/cases/{slip}/erasure"]),
    ("leader", &["/signoff/x"]),
    ("street", &["/ledgers/bodies.csv"]),
];

#[tokio::test]
async fn every_page_holds_in_chinese() {
    visit("zh", "").await;
}

#[tokio::test]
async fn every_page_holds_in_english() {
    visit("en", "/en").await;
}

async fn visit(language: &str, prefix: &str) {
    let Some(browser) = browser::start().await else { return };
    let world = world().await;
    let places = Places::of(&world).await;
    let mut found = Vec::new();
    for (visits, is_there) in [(VISITS, true), (ERRORS, false)] {
        for (who, paths) in visits {
            browser.be(&world, places.session(who)).await;
            for path in *paths {
                let name = name(&format!("{language}-{who}{path}"));
                browser.open(&world.url(&format!("{prefix}{}", places.fill(path)))).await;
                let heading = browser.heading().await;
                if is_there == NOT_FOUND.contains(&heading.as_str()) && is_there {
                    found.push(format!("{name}: {heading}"));
                }
                found.extend(audit(&browser, &name).await);
            }
        }
    }
    browser.close().await;
    assert!(found.is_empty(), "{found:#?}");
}

/// A name for pictures and findings.
fn name(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<&str>>().join("-")
}

#[test]
fn no_page_is_forgotten() {
    let routes = page_routes();
    assert!(routes.len() > 60, "the list of routes is not written as it was: {routes:?}");
    let paths = VISITS.iter().chain(ERRORS).flat_map(|(_, paths)| paths.iter());
    let visited: BTreeSet<&str> = paths.filter_map(|path| route_of(path, &routes)).collect();
    let forgotten: Vec<&&str> =
        routes.iter().filter(|route| !visited.contains(*route) && !FILES.contains(route)).collect();
    assert!(forgotten.is_empty(), "no audit opens {forgotten:?}: add them to the visits in pages.rs");
}

/// The routes that answer to `GET` with a page, as the router lists them.
fn page_routes() -> BTreeSet<&'static str> {
    let pages = ROUTER.split_once("fn page_routes()").unwrap().1.split_once("fn statement(").unwrap().0;
    let routes = pages
        .split("route(")
        .skip(1)
        .filter(|route| ["get(", "statement("].iter().any(|word| route.contains(word)));
    routes.map(|route| route.split('"').nth(1).unwrap()).collect()
}

/// The route of a path: the one with the most segments that are written out.
fn route_of<'r>(path: &str, routes: &BTreeSet<&'r str>) -> Option<&'r str> {
    let path = path.split('?').next().unwrap();
    let fits = |route: &&&str| {
        let (route, path) = (route.split('/'), path.split('/'));
        route.clone().count() == path.clone().count()
            && route.zip(path).all(|(of_route, of_path)| of_route == of_path || of_route.starts_with('{'))
    };
    let by_names: BTreeMap<usize, &str> =
        routes.iter().filter(fits).map(|route| (route.matches('{').count(), *route)).collect();
    by_names.into_values().next()
}
