//! Where every operation of `app` is tried by every role. A new operation has no line here: this test fails until it has one, and
//! the table that the line names fails until it has a row.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::people::operations::TABLE;
use crate::records::access::COLUMNS;
use crate::{attestations, cases, duties, imports, indicators, rights};

/// Each public function, and where it is tried: a row of the table of people, a column of the table of records, of cases or of duties, or who
/// else does it.
///
/// - `visitor`: somebody of whom nothing is known yet but what they bring: a password, a link, a key;
/// - `machine`: whoever owns the machine, before or beside anybody who signs in;
/// - `everybody`: what is public, the same for all;
/// - `within`: a part of operations that have asked already.
const OPERATIONS: &str = "
accounts::change_address            people change-address
accounts::change_password           people change-password
accounts::change_profile            people change-profile
accounts::close                     people close-account
accounts::colleagues                people name-of-colleague
accounts::confirm_address           visitor
accounts::consent                   people consent
accounts::create_staff              people create-staff
accounts::export                    people export-own-data
accounts::find                      people find-account
accounts::first_start               machine
accounts::follow_sign_off           people follow-sign-off
accounts::is_usable                 visitor
accounts::lock                      people lock
accounts::profile                   people own-profile
accounts::recover                   visitor
accounts::register                  visitor
accounts::renew_set_up_link         people renew-set-up-link
accounts::request_recovery          visitor
accounts::request_registration      visitor
accounts::send_sign_in_link         people send-sign-in-link
accounts::set_up                    visitor
accounts::sign_in_by_link           visitor
accounts::sign_off                  people look-at-sign-off
accounts::staff                     people list-staff
accounts::unlock                    people unlock
accounts::withdraw_consent          people withdraw-consent
answers::answers                    duties answers
api_keys::actor                     visitor
api_keys::list                      people list-keys
api_keys::make                      people make-key
api_keys::revoke                    people revoke-key
attestations::check                 visitor
attestations::issue                 attestations issue
attestations::names                 within
attestations::preview               attestations preview
attribution::decide                 imports decide
attribution::decide_holder          imports decide-holder
attribution::unlinked               imports unlinked
attribution::waiting                imports waiting
bodies::names                       everybody
burden::burden                      everybody
calendar::end                       people end-calendar
calendar::own                       people own-calendar
calendar::reader                    visitor
calendar::renew                     people renew-calendar
cases::alike                        within
cases::annul                        cases annul
cases::board                        cases board
cases::come_into_force              machine
cases::context                       within
cases::document                     cases document
cases::erase                        cases erase
cases::held_by_records              within
cases::late                         cases late
cases::list                         cases list
cases::naming                       within
cases::offered                      within
cases::parts                        within
cases::preview                      cases preview
cases::receipt                      cases receipt
cases::register                     cases register
cases::remind                       machine
cases::repeated                     within
cases::reproject                    machine
cases::sent_before                  people sent-case-before
cases::sheet                        cases sheet
cases::show                         cases show
cases::start                        cases start
cases::take                         cases take
cases::take_sheet                   cases take_sheet
cases::tick                         machine
cases::track                        visitor
county::create                      machine
county::differences                 machine
county::fit                         machine
county::install                     people install-pack
county::look                        machine
county::open                        machine
county::with                        machine
demonstration::make                 machine
deputies::all                       people list-deputations
deputies::appoint                   people appoint-deputy
deputies::end                       people end-deputation
deputies::own                       people own-deputies
deputies::revoke                    people revoke-deputation
deputies::turn                      machine
dimensions::spread                  duties spread
drafts::check_page                  people check-page-of-draft
drafts::keep                        people keep-draft
drafts::list                        people own-drafts
drafts::of_step                     people draft-of-step
drafts::read                        people read-draft
drafts::remove                      people remove-draft
duties::board                       duties board
duties::kept                        duties kept
duties::matrix                      duties matrix
duties::progress                    everybody
duties::proofs                      everybody
duties::reported                    duties reported
duties::standings                   duties standings
files::keep                         people keep-file
files::read                         within
firms::accept_mandate               people accept-mandate
firms::change_role                  people change-firm-role
firms::claim                        people claim-firm
firms::claim_document               people claim-document
firms::end_mandate                  people end-mandate
firms::invitation                   visitor
firms::invite                       people invite
firms::join                         visitor
firms::mandate_document             people mandate-document
firms::mandates                     people list-mandates
firms::own                          people own-firms
firms::propose_mandate              people propose-mandate
firms::prove                        people prove-claim
firms::refuse                       people refuse-claim
firms::refuse_mandate               people refuse-mandate
firms::remove_user                  people remove-firm-user
firms::users                        people list-firm-users
firms::waiting                      people waiting-claims
firms::withdraw                     people withdraw-claim
gaps::gaps                          duties gaps
gaps::remind                        machine
goals::goals                        attestations goals
grants::give                        people give-role
grants::holders                     people holders-of-role
grants::of_account                  people roles-of-another
grants::take                        people take-role
grants::unattended                  people unattended-tasks
imports::another                    imports another
imports::another_as                 imports another
imports::beside                     imports beside
imports::check                      imports check
imports::choose                     imports choose
imports::confirm                    imports confirm
imports::drop_file                  imports choose
imports::effect                     imports effect
imports::heading                    imports heading
imports::later_file                 imports later-file
imports::list                       imports list
imports::moves                      imports moves
imports::present                    within
imports::rows_aside                 imports set-aside
imports::sample                     imports sample
imports::see                        imports see
imports::set_aside                  imports set-aside
imports::source_row                 imports source-row
imports::take_back                  imports take-back
imports::take_in                    imports take-in
indicators::cards                   indicators cards
indicators::some                    indicators cards
indicators::check                   machine
indicators::close                   machine
indicators::keep                    machine
indicators::of_cockpit              indicators cockpit
indicators::open                    indicators show
indicators::prove                   indicators prove
indicators::questions               indicators questions
indicators::records                 indicators show
indicators::show                    indicators show
indicators::snapshot                indicators prove
indicators::take                    indicators take
indicators::verify                  machine
inbox::counts                       people count-messages
inbox::list                         people look-at-inbox
inbox::put                          within
inbox::read                         people read-message
jobs::counts                        people count-jobs
jobs::dead                          people dead-jobs
jobs::revive                        people revive-job
jobs::run                           machine
jobs::run_due                       machine
jobs::see                           people see-job
jobs::tidy_now                      people tidy-now
lake::figures                       everybody
lake::publish                       machine
mail::post                          within
meetings::acceptance                duties acceptance
oidc::come_back                     visitor
oidc::depart                        visitor
oidc::linked                        people linked-identities
oidc::unlink                        people unlink-identity
plans::comments                     duties comments
plans::compare                      duties compare
plans::current                      duties current
plans::questions                    duties questions
plans::stages                       duties stages
plans::version                      duties version
plans::versions                     duties versions
quarters::quarters                   duties quarters
readings::check_safeguards          duties check-safeguards
readings::check_stages              duties check-stages
readings::check_targets             duties check-targets
readings::check_tasks               duties check
readings::pending                   duties pending
records::check_named                within
records::compare                    records compare
records::dossier                    records dossier
records::erase                      records erase
records::export                     records export
records::find                       records find
records::held                       records held
records::held_by                    records held-by
records::history                    records history
records::list                       records list
records::propose                    records create
records::sent_before                records sent-before
records::show                       records show
records::told                       within
records::unmask                     records unmask
rights::all                         rights all
rights::entries                     people own-calendar
rights::life                        rights life
rights::list                        rights list
rights::rebuild                     machine
rights::refresh                     machine
rights::remind                      machine
rights::totals                      rights totals
rights::warn                        machine
second_factor::confirm              visitor
second_factor::end                  people end-second-factor
second_factor::enroll               people enroll-second-factor
second_factor::give                 visitor
second_factor::give_recovery_code   visitor
second_factor::renew_recovery_codes people renew-recovery-codes
second_factor::reset                people reset-second-factor
rounds::cut                         cases cut
rounds::kept_on                     cases kept_on
sessions::act_for                   people act-for-firm
sessions::choices                   people whom-to-act-for
sessions::end                       people end-session
sessions::end_others                people end-other-sessions
sessions::list                      people own-sessions
sessions::of_account                within
sessions::sign_in                   visitor
sessions::sign_out                  visitor
sessions::who                       visitor
sessions::who_was                   visitor
totals::totals                      attestations totals
trail::deputised                    people who-stood-in
trail::list                         people read-trail
";

/// Every public function of the sources that has something to wait for, named by its module.
fn operations(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(operations(&path));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let names =
            text.lines().filter_map(|line| line.strip_prefix("pub async fn ")?.split(['(', '<']).next());
        found.extend(names.map(|name| format!("{}::{name}", module(&path))));
    }
    found
}

/// The folder of a file, or the file itself beside `lib.rs`.
fn module(path: &Path) -> String {
    let of = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    let folder = of(path.parent().unwrap());
    // The drafts of cases are a subject of their own in the folder of cases.
    if folder == "src" || of(path) == "drafts" { of(path) } else { folder }
}

#[test]
fn no_operation_is_left_out() {
    let lines = OPERATIONS.trim().lines().map(|line| line.split_once(' ').unwrap());
    let named: BTreeMap<String, &str> = lines.map(|(name, tried)| (name.to_owned(), tried.trim())).collect();
    let sources = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let there = operations(&sources);
    assert!(there.len() > 50, "{there:?}");
    assert_eq!(named.keys().cloned().collect::<BTreeSet<_>>(), there);
    let rows: Vec<&str> = TABLE.lines().filter_map(|line| line.split(' ').next()).collect();
    for (name, tried) in named {
        match tried.split_once(' ') {
            Some(("people", row)) => {
                assert!(rows.contains(&row), "{name}: the table of people has no row {row}");
            }
            Some(("records", column)) => {
                assert!(COLUMNS.contains(&column), "{name}: the table of records has no column {column}");
            }
            Some(("cases", column)) => {
                assert!(
                    cases::COLUMNS.contains(&column),
                    "{name}: the table of cases has no column {column}"
                );
            }
            Some(("attestations", column)) => {
                assert!(attestations::COLUMNS.contains(&column), "{name}: no column {column}");
            }
            Some(("rights", column)) => {
                assert!(rights::COLUMNS.contains(&column), "{name}: no column {column}");
            }
            Some(("indicators", column)) => {
                assert!(indicators::COLUMNS.contains(&column), "{name}: no column {column}");
            }
            Some(("imports", column)) => {
                assert!(imports::COLUMNS.contains(&column), "{name}: no column {column}");
            }
            Some(("duties", column)) => {
                assert!(
                    duties::COLUMNS.contains(&column),
                    "{name}: the table of duties has no column {column}"
                );
            }
            _ => assert!(["visitor", "machine", "within", "everybody"].contains(&tried), "{name}: {tried}"),
        }
    }
}
