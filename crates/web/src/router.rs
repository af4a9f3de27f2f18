//! The list of all routes. A route names its policy; one without cannot be written here.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use app::sessions::who_was;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::Method;
use axum::middleware;
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router, extract::Request, middleware::Next, response::Response};

use crate::api::statements::Statement as Said;
use crate::error::Error;
use crate::input::BytesMax;
use crate::page::Reader;
use crate::pages::ledgers::{self, Statement};
use crate::pages::my::{self, firms, security};
use crate::pages::{
    admin, apply, cases, duties, imports, indicators, plan, procedures, recovery, register, set_up, sign_in,
};
use crate::policy::{Closed, Policy};
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
    use Policy::{Act, Administrator, Everyone, Recognized, SignedIn, SignedInOrJustWas, Staff};
    use app::Act::{GrantRoles, InstallPack, ManageAccounts, ManageKeys, ProveFirms, ReadAudit, SeeHealth};
    vec![
        route("/", Everyone, get(pages::home::show)),
        route("/display", Everyone, post(pages::display::save)),
        route("/ledgers", Everyone, get(ledgers::index::show)),
        route("/ledgers/{ledger}", Everyone, get(ledgers::list::show)),
        route("/ledgers/{ledger}/new", SignedIn, statement(Statement::Creation)),
        route("/ledgers/{ledger}/comparison", SignedIn, get(ledgers::comparison::show)),
        route("/ledgers/{ledger}/totals", Everyone, get(ledgers::totals::show)),
        route("/ledgers/{ledger}/totals/{total}", Everyone, get(ledgers::totals::rows)),
        route("/ledgers/{ledger}/records/{key}", Everyone, get(ledgers::record::show)),
        route("/ledgers/{ledger}/records/{key}/history", Everyone, get(ledgers::record::history)),
        route("/ledgers/{ledger}/records/{key}/held", Everyone, get(ledgers::held::show)),
        route("/ledgers/{ledger}/records/{key}/held/{by}/{field}", Everyone, get(ledgers::held::all::show)),
        route("/ledgers/{ledger}/records/{key}/printout", Everyone, get(ledgers::printout::show)),
        route("/ledgers/{ledger}/records/{key}/change", SignedIn, statement(Statement::Change)),
        route("/ledgers/{ledger}/records/{key}/correction", SignedIn, statement(Statement::Correction)),
        route("/ledgers/{ledger}/records/{key}/end", SignedIn, statement(Statement::End)),
        route("/ledgers/{ledger}/records/{key}/withdrawal", SignedIn, statement(Statement::Withdrawal)),
        route("/ledgers/{ledger}/records/{key}/merger", SignedIn, statement(Statement::Merger)),
        route("/ledgers/{ledger}/records/{key}/separation", SignedIn, statement(Statement::Separation)),
        route(
            "/ledgers/{ledger}/records/{key}/attestation",
            SignedIn,
            get(pages::attestations::ask).post(pages::attestations::send),
        ),
        route("/attestations/{number}/{code}", Everyone, get(pages::attestations::show)),
        route("/attestations/{number}/{code}/printout", Everyone, get(pages::attestations::printout)),
        route("/attestations/{number}/{code}/workbook", Everyone, get(pages::attestations::workbook)),
        route(
            "/ledgers/{ledger}/records/{key}/unmasking",
            SignedIn,
            get(ledgers::unmasking::ask).post(ledgers::unmasking::send),
        ),
        route(
            "/ledgers/{ledger}/records/{key}/erasure",
            SignedIn,
            get(ledgers::erasure::ask).post(ledgers::erasure::send),
        ),
        route("/sign-in", Everyone, get(sign_in::ask).post(sign_in::send)),
        route("/sign-in/link", Everyone, get(sign_in::ask_link).post(sign_in::follow)),
        route("/sign-in/identity", Everyone, get(sign_in::come_back)),
        route("/sign-in/identity/departure", Everyone, get(sign_in::depart)),
        route("/signoff/{token}", SignedIn, get(pages::sign_off::show).post(pages::sign_off::follow)),
        route("/sign-out", Recognized, post(sign_in::sign_out)),
        route(
            "/second-factor",
            Recognized,
            get(sign_in::ask_second_factor).post(sign_in::give_second_factor),
        ),
        route("/register", Everyone, get(register::ask).post(register::send)),
        route("/register/confirmation", Everyone, get(register::ask_person).post(register::send_person)),
        route("/recovery", Everyone, get(recovery::ask).post(recovery::send)),
        route("/recovery/password", Everyone, get(recovery::ask_password).post(recovery::send_password)),
        route("/set-up", Everyone, get(set_up::ask).post(set_up::send)),
        route("/my", SignedIn, get(my::show)),
        route("/my/profile", SignedIn, get(my::ask_profile).post(my::save_profile)),
        route("/my/closure", SignedIn, get(my::ask_closure).post(my::close)),
        route("/my/data", SignedIn, post(my::export_data)),
        route("/my/security", SignedIn, get(security::show)),
        route("/my/security/sessions", SignedIn, post(security::end_session)),
        route("/my/security/password", SignedIn, get(security::ask_password).post(security::change_password)),
        route("/my/security/mail", SignedIn, get(security::ask_address).post(security::change_address)),
        route(
            "/my/security/address",
            Everyone,
            get(security::follow_address).post(security::confirm_address),
        ),
        route(
            "/my/security/second-factor",
            Recognized,
            get(security::ask_factor).post(security::enroll_factor),
        ),
        route(
            "/my/security/second-factor/end",
            SignedIn,
            get(security::ask_factor_end).post(security::end_factor),
        ),
        route("/my/security/recovery-codes", SignedIn, get(security::ask_codes).post(security::renew_codes)),
        route("/my/security/identity", SignedIn, post(sign_in::unlink)),
        route("/my/deadlines", SignedIn, get(my::deadlines::show)),
        route("/my/deadlines/{format}", SignedIn, get(pages::rights::file::show)),
        route("/my/drafts", SignedIn, get(my::drafts::show)),
        route("/my/drafts/{draft}/removal", SignedIn, post(my::drafts::remove)),
        route("/my/calendar", SignedIn, get(my::calendar::show).post(my::calendar::renew)),
        route("/my/calendar/end", SignedIn, post(my::calendar::end)),
        route("/my/deputies", Staff, get(my::deputies::show)),
        route("/my/deputies/new", Staff, get(my::deputies::ask_new).post(my::deputies::appoint)),
        route("/my/deputies/end", Staff, post(my::deputies::end)),
        route("/my/firms", SignedIn, get(firms::show)),
        route("/my/firms/acting", SignedIn, post(firms::act_for)),
        route("/my/firms/claim", SignedIn, upload(get(firms::ask_claim).post(firms::send_claim))),
        route("/my/firms/withdrawal", SignedIn, post(firms::withdraw)),
        route("/my/firms/decision", SignedIn, post(firms::decide)),
        route("/my/firms/refusal", SignedIn, get(firms::ask_refusal).post(firms::refuse)),
        route("/my/firms/invitation", SignedIn, get(firms::show_invitation).post(firms::join)),
        route("/my/firms/mandate-end", SignedIn, post(firms::end_mandate)),
        route("/my/firms/documents/{kind}/{id}", SignedIn, get(firms::show_document)),
        route("/my/firms/{firm}", SignedIn, get(firms::show_users)),
        route("/my/firms/{firm}/invitation", SignedIn, get(firms::ask_invitation).post(firms::invite)),
        route("/my/firms/{firm}/users", SignedIn, post(firms::change_user)),
        route(
            "/my/firms/{firm}/mandate",
            SignedIn,
            upload(get(firms::ask_mandate).post(firms::send_mandate)),
        ),
        route("/inbox", SignedIn, get(pages::inbox::show)),
        route("/inbox/calendar", SignedIn, get(pages::inbox::calendar)),
        route("/workbench/firms", Act(ProveFirms), get(firms::waiting)),
        route("/admin/users", Act(ManageAccounts), get(admin::users::show)),
        route("/admin/users/new", Act(ManageAccounts), get(admin::users::ask_new).post(admin::users::create)),
        route("/admin/users/{account}", Act(ManageAccounts), get(admin::user::show)),
        route(
            "/admin/users/{account}/deed",
            Act(ManageAccounts),
            get(admin::user::ask_deed).post(admin::user::send_deed),
        ),
        route("/admin/users/{account}/link", Act(ManageAccounts), post(admin::user::renew_link)),
        route("/admin/grants", Act(GrantRoles), get(admin::grants::show)),
        route("/admin/grants/new", Act(GrantRoles), get(admin::grants::ask_new).post(admin::grants::give)),
        route(
            "/admin/grants/taking",
            Act(GrantRoles),
            get(admin::grants::ask_taking).post(admin::grants::take),
        ),
        route(
            "/admin/grants/deputations/end",
            Act(GrantRoles),
            get(admin::grants::ask_revocation).post(admin::grants::revoke),
        ),
        route("/ledgers/{ledger}/records/{key}/files/{digest}", Everyone, get(ledgers::file::show)),
        route("/plan", Everyone, get(plan::show::show)),
        route("/plan/tasks/{number}", Everyone, get(plan::task::show)),
        route("/plan/workbook", Everyone, get(plan::workbook::show)),
        route("/plan/versions", Everyone, get(plan::versions::show)),
        route("/plan/versions/{number}", Everyone, get(plan::show::version)),
        route("/plan/versions/{number}/comments", Staff, get(plan::comments::show)),
        route(
            "/plan/versions/{number}/readings",
            Staff,
            upload(get(plan::readings::show).post(plan::readings::send)),
        ),
        route("/plan/comparison", Everyone, get(plan::comparison::show)),
        route("/plan/questions", Everyone, get(plan::questions::show)),
        route("/duties", Staff, get(duties::list::show)),
        route("/duties/workbook", Staff, get(duties::workbook::show)),
        route("/burden", Everyone, get(pages::burden::show)),
        route("/duties/board", Staff, get(duties::board::show)),
        route("/duties/matrix", Staff, get(duties::matrix::show)),
        route("/duties/load", Staff, get(duties::load::show)),
        route("/duties/sheets", Staff, get(duties::sheet::print_all)),
        route("/duties/sheets/{body}", Staff, get(duties::sheet::show)),
        route("/duties/sheets/{body}/printout", Staff, get(duties::sheet::print)),
        route("/duties/{duty}", Staff, get(duties::record::show)),
        route("/procedures", SignedIn, get(procedures::index::show)),
        route("/procedures/{procedure}", Everyone, get(procedures::queue::show)),
        route(
            "/procedures/{procedure}/new",
            SignedInOrJustWas,
            upload(get(cases::step::ask_start).post(cases::step::send_start)),
        ),
        route(
            "/procedures/{procedure}/steps/{step}",
            SignedIn,
            upload(get(procedures::sheet::show).post(procedures::sheet::send)),
        ),
        route("/procedures/{procedure}/steps/{step}/workbook", SignedIn, get(procedures::sheet::workbook)),
        route("/apply/{procedure}/{draft}", SignedInOrJustWas, upload(get(apply::show).post(apply::send))),
        route("/apply/{procedure}/{draft}/check", SignedIn, get(apply::ask_check).post(apply::send_check)),
        route(
            "/apply/{procedure}/{draft}/{page}",
            SignedInOrJustWas,
            upload(get(apply::ask_page).post(apply::send_page)),
        ),
        route("/cases/{number}", Everyone, get(cases::record::show)),
        route("/cases/{number}/board", SignedIn, get(cases::board::show)),
        route("/cases/{number}/briefing/{format}", SignedIn, get(cases::briefing::show)),
        route("/cases/{number}/meeting-pack/{format}", SignedIn, get(cases::briefing::papers)),
        route("/cases/{number}/printout", Everyone, get(cases::printout::show)),
        route("/cases/{number}/documents/{seq}/{document}/{format}", SignedIn, get(cases::document::show)),
        route("/cases/{number}/files/{digest}", Everyone, get(cases::file::show)),
        route("/cases/{number}/receipts/{seq}", SignedIn, get(cases::receipt::show)),
        route("/cases/{number}/receipts/{seq}/printout", SignedIn, get(cases::receipt::print)),
        route("/track", Everyone, get(pages::track::ask).post(pages::track::send)),
        route(
            "/cases/{number}/steps/{step}",
            SignedInOrJustWas,
            upload(get(cases::step::ask).post(cases::step::send)),
        ),
        route("/cases/{number}/annulment", SignedIn, get(cases::annulment::ask).post(cases::annulment::send)),
        route("/cases/{number}/erasure", SignedIn, get(cases::erasure::ask).post(cases::erasure::send)),
        route("/documents", Staff, get(pages::documents::show)),
        route("/workbench", Staff, get(pages::workbench::show)),
        route("/workbench/backfill", Staff, get(pages::backfill::show)),
        route("/workbench/goals", Staff, get(pages::goals::show)),
        route("/workbench/gaps", Staff, get(pages::gaps::show)),
        route("/workbench/attribution", Staff, get(pages::attribution::show)),
        route("/workbench/attribution/holders", Staff, get(pages::attribution::holder::show)),
        route(
            "/workbench/attribution/{ledger}/{key}/holder",
            Staff,
            get(pages::attribution::holder::ask_one).post(pages::attribution::holder::decide),
        ),
        route(
            "/workbench/attribution/{ledger}/{key}",
            Staff,
            get(pages::attribution::ask_one).post(pages::attribution::decide),
        ),
        route("/workbench/imports", Staff, get(imports::list::show)),
        route("/workbench/imports/new", Staff, large(get(imports::new::ask).post(imports::new::send))),
        route("/workbench/imports/{import}", Staff, get(imports::show::show)),
        route(
            "/workbench/imports/{import}/mapping",
            Staff,
            get(imports::mapping::ask).post(imports::mapping::send),
        ),
        route("/workbench/imports/{import}/confirm", Staff, post(imports::show::confirm)),
        route("/workbench/imports/{import}/drop", Staff, post(imports::show::drop)),
        route(
            "/workbench/imports/{import}/taking-back",
            Staff,
            get(imports::show::ask_taking_back).post(imports::show::take_back),
        ),
        route("/workbench/imports/{import}/tables", Staff, post(imports::tables::another)),
        route("/workbench/imports/{import}/printout", Staff, get(imports::show::print)),
        route("/workbench/imports/{import}/rows", Staff, get(imports::rows::workbook)),
        route("/workbench/imports/{import}/rows/{line}", Staff, get(imports::rows::show)),
        route("/workbench/annuity-alerts", Staff, get(pages::rights::alerts::show)),
        route("/admin", Administrator, get(admin::show)),
        route("/admin/roles", Administrator, get(admin::roles::show)),
        route("/admin/keys", Act(ManageKeys), get(admin::keys::show)),
        route("/admin/keys/new", Act(ManageKeys), get(admin::keys::ask_new).post(admin::keys::make)),
        route(
            "/admin/keys/revocation",
            Act(ManageKeys),
            get(admin::keys::ask_revocation).post(admin::keys::revoke),
        ),
        route("/admin/audit-log", Act(ReadAudit), get(admin::audit_log::show)),
        route("/admin/packs", Act(InstallPack), get(admin::packs::show)),
        route("/cockpit", Staff, get(pages::cockpit::show)),
        route("/indicators", Staff, get(indicators::show_index)),
        route("/indicators/completion/{format}", Staff, get(indicators::completion)),
        route("/indicators/questions", Staff, get(indicators::show_questions)),
        route("/indicators/{indicator}", Staff, get(indicators::show)),
        route("/indicators/{indicator}/records", Staff, get(indicators::show_records)),
        route("/indicators/{indicator}/records/{format}", Staff, get(indicators::records_file)),
        route("/indicators/{indicator}/definition", Staff, get(indicators::show_definition)),
        route("/indicators/{indicator}/definition/printout", Staff, get(indicators::print_definition)),
        route("/indicators/{indicator}/proof", Staff, get(indicators::show_proof)),
        route("/indicators/{indicator}/proof/{ledger}/{state}/{file}", Staff, get(indicators::snapshot)),
        route("/open/indicators", Everyone, get(indicators::show_index)),
        route("/open/indicators/completion/{format}", Everyone, get(indicators::completion)),
        route("/open/indicators/{indicator}", Everyone, get(indicators::show)),
        route("/open/indicators/{indicator}/records", Everyone, get(indicators::show_records)),
        route("/open/indicators/{indicator}/records/{format}", Everyone, get(indicators::records_file)),
        route("/open/indicators/{indicator}/definition", Everyone, get(indicators::show_definition)),
        route(
            "/open/indicators/{indicator}/definition/printout",
            Everyone,
            get(indicators::print_definition),
        ),
        route("/open/indicators/{indicator}/proof", Everyone, get(indicators::show_proof)),
        route(
            "/open/indicators/{indicator}/proof/{ledger}/{state}/{file}",
            Everyone,
            get(indicators::snapshot),
        ),
        route("/jobs/{job}", SignedIn, get(pages::jobs::show)),
        route("/jobs/{job}/revival", Act(SeeHealth), post(pages::jobs::revive)),
        route("/admin/health", Act(SeeHealth), get(admin::health::show)),
        route("/help", Everyone, get(pages::help::show)),
        route("/accessibility", Everyone, get(pages::accessibility::show)),
        route("/privacy", Everyone, get(pages::privacy::show)),
        route("/about", Everyone, get(pages::about::show)),
        route("/components", Everyone, get(pages::components::show)),
    ]
}

/// The page that asks for a statement about a record, shows its effect and saves it.
fn statement(kind: Statement) -> MethodRouter<Site> {
    upload(
        get(move |page, site, names, asked| ledgers::ask(kind, page, site, names, asked))
            .post(move |page, site, names, sent| ledgers::send(kind, page, site, names, sent)),
    )
}

/// The same methods, which take files.
fn upload(methods: MethodRouter<Site>) -> MethodRouter<Site> {
    let max = safety::UPLOAD_BYTES_MAX;
    methods.layer((DefaultBodyLimit::max(max), Extension(BytesMax(max))))
}

/// The same methods, which take files that are loaded into ledgers: they go to the disk as they come.
fn large(methods: MethodRouter<Site>) -> MethodRouter<Site> {
    // The texts beside the file are small.
    let max = usize::try_from(app::imports::FILE_BYTES_MAX).unwrap_or(usize::MAX).saturating_add(64 * 1024);
    methods.layer((DefaultBodyLimit::max(max), Extension(BytesMax(max))))
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
        route("/api/v1/procedures", Everyone, get(api::procedures::list)),
        route("/api/v1/procedures/{procedure}/schema", Everyone, get(api::procedures::schema)),
        route(
            "/api/v1/procedures/{procedure}/cases",
            Everyone,
            get(api::cases::list).post(api::steps::start),
        ),
        route("/api/v1/cases/{number}", Everyone, get(api::cases::show)),
        route("/api/v1/cases/{number}/steps/{step}", SignedIn, post(api::steps::take)),
        route("/api/v1/cases/{number}/receipts/{seq}", SignedIn, get(api::cases::receipt)),
        route("/api/v1/files", SignedIn, upload(post(api::files::keep))),
        route("/api/v1/imports", SignedIn, large(get(api::imports::list).post(api::imports::take_in))),
        route("/api/v1/imports/{import}", SignedIn, get(api::imports::show)),
        route("/api/v1/imports/{import}/rows", SignedIn, get(api::imports::rows)),
        route("/api/v1/imports/{import}/rows.xlsx", SignedIn, get(api::imports::rows_file)),
        route("/api/v1/imports/{import}/effect", SignedIn, get(api::imports::effect)),
        route("/api/v1/imports/{import}/tables", SignedIn, post(api::imports::another)),
        route("/api/v1/imports/{import}/mapping", SignedIn, post(api::imports::choose)),
        route("/api/v1/imports/{import}/check", SignedIn, post(api::imports::check)),
        route("/api/v1/imports/{import}/confirmation", SignedIn, post(api::imports::confirm)),
        route("/api/v1/imports/{import}/dropping", SignedIn, post(api::imports::drop)),
        route("/api/v1/imports/{import}/taking-back", SignedIn, post(api::imports::take_back)),
        route("/api/v1/indicators", Everyone, get(api::indicators::list)),
        route("/api/v1/indicators/{indicator}", Everyone, get(api::indicators::show)),
        route("/api/v1/rights/deadlines", SignedIn, get(api::rights::list)),
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
        route("/calendar/{file}", Everyone, get(pages::inbox::subscribed)),
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
    let pages = assemble(page_routes(), site);
    let mut all = pages.clone().nest("/en", pages).merge(assemble(machine_routes(), site));
    all = all.fallback(error::not_found).method_not_allowed_fallback(error::method_not_allowed);
    if !site.settings.base_path.is_empty() {
        let elsewhere = Router::new().fallback(error::not_found);
        all = elsewhere.nest(&site.settings.base_path, all);
    }
    safety::protect(all, site).with_state(site.clone())
}

fn assemble(routes: Vec<Route>, site: &Site) -> Router<Site> {
    routes.into_iter().fold(Router::new(), |router, Route { path, policy, methods }| {
        let state = (policy, site.clone());
        router.route(path, methods.layer(middleware::from_fn_with_state(state, guard)))
    })
}

/// Lets in whom the policy allows. Who is not signed in is asked to; for all others there is no such page. Of who is turned away nothing
/// is read.
async fn guard(
    State((policy, site)): State<(Policy, Site)>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let reader = request.extensions().get::<Reader>().ok_or(Error::Internal)?;
    let is_rescued = policy == Policy::SignedInOrJustWas && request.method() == Method::POST;
    match policy.check(reader) {
        Err(Closed::SignIn) if is_rescued && who_was(&site.app, &reader.visitor).await?.is_some() => {}
        checked => checked?,
    }
    Ok(next.run(request).await)
}

#[cfg(test)]
mod tests;
