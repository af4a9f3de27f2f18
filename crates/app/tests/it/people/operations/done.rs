//! How each operation of the table is done.

use std::future::Future;

use app::accounts::{self, NewStaff, second_factor};
use app::api_keys::{self, Access, NewKey, Scopes};
use app::cases::drafts::{self, Of};
use app::deputies::{self, NewDeputy};
use app::firms::{self, FirmRole, NewClaim};
use app::grants::{self, GivenRole};
use app::sessions::{self, Who};
use app::{Error, calendar, county, files, inbox, jobs, oidc, trail};
use form::Input;
use pack::Pack;

use super::targets::{WEAVERS, claim_of, mandate, role_for};
use crate::people::stage::{Stage, mail, new_staff, password};

/// Nobody cares for what an operation gives, only whether it was done.
async fn only<T>(operation: impl Future<Output = Result<T, Error>>) -> Result<(), Error> {
    operation.await.map(drop)
}

pub(super) async fn done(operation: &str, stage: &Stage, who: &Who, target: i64) -> Result<(), Error> {
    let (app, actor) = (&stage.app, &who.actor);
    match operation {
        "create-staff" => {
            let name = format!("new{}", stage.next());
            let new = NewStaff { sign_in_name: name.clone(), ..new_staff(&name) };
            only(accounts::create_staff(app, actor, &new)).await
        }
        "renew-set-up-link" => only(accounts::renew_set_up_link(app, actor, target)).await,
        "list-staff" => only(accounts::staff(app, actor, 0, 10)).await,
        "name-of-colleague" => {
            let names = accounts::colleagues(app, actor, [target].into()).await?;
            only(async { names.contains_key(&target).then_some(()).ok_or(Error::NotFound) }).await
        }
        "find-account" => only(accounts::find(app, actor, &mail("citizen"))).await,
        "lock" => only(accounts::lock(app, actor, target, "离岗")).await,
        "unlock" => only(accounts::unlock(app, actor, target, "返岗")).await,
        "reset-second-factor" => only(second_factor::reset(app, actor, target, "丢失")).await,
        "send-sign-in-link" => only(accounts::send_sign_in_link(app, actor, target)).await,
        "give-role" => {
            let given = GivenRole { role: "mediator".to_owned(), ..role_for(stage, target) };
            only(grants::give(app, actor, &given)).await
        }
        "take-role" => only(grants::take(app, actor, target, "调离")).await,
        "unattended-tasks" => only(grants::unattended(app, actor)).await,
        "appoint-deputy" => {
            let reader = app.store().reader().await.unwrap();
            let of_body = store::grants::of_body_in_use(&reader, "body-1").await.unwrap();
            let deputy = of_body.iter().find(|grant| grant.role == "mediator").unwrap().account;
            drop(reader);
            let (from, reason) = (app.today(), "出差".to_owned());
            only(deputies::appoint(app, who, &NewDeputy { grant: target, deputy, from, to: from, reason }))
                .await
        }
        "end-deputation" => only(deputies::end(app, who, target)).await,
        "own-deputies" => only(deputies::own(app, who)).await,
        "list-deputations" => only(deputies::all(app, actor)).await,
        "revoke-deputation" => only(deputies::revoke(app, actor, target, "调离")).await,
        "roles-of-another" => only(grants::of_account(app, actor, target)).await,
        "holders-of-role" => only(grants::holders(app, actor, "clerk")).await,
        _ => done_with_firms(operation, stage, who, target).await,
    }
}

async fn done_with_firms(operation: &str, stage: &Stage, who: &Who, target: i64) -> Result<(), Error> {
    let app = &stage.app;
    match operation {
        "waiting-claims" => only(firms::waiting(app, who)).await,
        "prove-claim" => only(firms::prove(app, who, target)).await,
        "refuse-claim" => only(firms::refuse(app, who, target, "材料不清")).await,
        "accept-mandate" => only(firms::accept_mandate(app, who, target)).await,
        "refuse-mandate" => only(firms::refuse_mandate(app, who, target, "没有委托")).await,
        "end-mandate" => only(firms::end_mandate(app, who, target)).await,
        "withdraw-claim" => only(firms::withdraw(app, who, target)).await,
        "claim-document" => only(firms::claim_document(app, who, target)).await,
        "mandate-document" => only(firms::mandate_document(app, who, target)).await,
        "list-mandates" => only(firms::mandates(app, who, WEAVERS)).await,
        "list-firm-users" => only(firms::users(app, who, WEAVERS)).await,
        "invite" => {
            let to = mail(&format!("invited{}", stage.next()));
            only(firms::invite(app, who, WEAVERS, &to, FirmRole::User)).await
        }
        "change-firm-role" => only(firms::change_role(app, who, WEAVERS, target, FirmRole::User)).await,
        "remove-firm-user" => only(firms::remove_user(app, who, WEAVERS, target)).await,
        "propose-mandate" => only(firms::propose_mandate(app, who, &mandate(), None)).await,
        "claim-firm" => {
            let new =
                NewClaim { code: "91430105M4L16JQ988".to_owned(), ..claim_of(stage, who, WEAVERS).await };
            only(firms::claim(app, who, &new, None)).await
        }
        "act-for-nobody" => only(sessions::act_for(app, who, None)).await,
        "act-for-firm" => only(sessions::act_for(app, who, Some((WEAVERS, None)))).await,
        "own-firms" => only(firms::own(app, who)).await,
        _ => done_with_oneself(operation, stage, who, target).await,
    }
}

/// Whether somebody was asked for the password.
fn asked(result: Result<(), Error>) -> Result<(), Error> {
    result.or_else(|error| if matches!(error, Error::Invalid(_)) { Ok(()) } else { Err(error) })
}

async fn done_with_oneself(operation: &str, stage: &Stage, who: &Who, target: i64) -> Result<(), Error> {
    let app = &stage.app;
    match operation {
        "own-profile" => only(accounts::profile(app, who)).await,
        "own-sessions" => only(sessions::list(app, who)).await,
        "own-roles" => only(grants::of_account(app, &who.actor, who.actor.account.unwrap_or_default())).await,
        "change-profile" => only(accounts::change_profile(app, who, "名称", form::Language::Zh)).await,
        "consent" => only(accounts::consent(app, who, "bank", "2026-02")).await,
        "export-own-data" => only(accounts::export(app, who)).await,
        "end-other-sessions" => only(sessions::end_others(app, who)).await,
        "enroll-second-factor" => only(second_factor::enroll(app, who)).await,
        "renew-recovery-codes" => only(second_factor::renew_recovery_codes(app, who)).await,
        "end-second-factor" => only(second_factor::end(app, who, password("nobody"))).await,
        "look-at-inbox" => only(inbox::list(app, &who.actor, true, None)).await,
        "read-message" => only(inbox::read(app, &who.actor, 0)).await,
        "count-messages" => only(inbox::counts(app, &who.actor)).await,
        "renew-calendar" => only(calendar::renew(app, who)).await,
        "own-calendar" => only(calendar::own(app, who)).await,
        "end-calendar" => only(calendar::end(app, who)).await,
        "keep-file" => only(files::keep(app, &who.actor, "file", ("a.txt", "演示数据".as_bytes()))).await,
        "whom-to-act-for" => only(sessions::choices(app, who)).await,
        "withdraw-consent" => only(accounts::withdraw_consent(app, who, "bank")).await,
        // The password is wrong: who is asked for it may do this, and everybody stays who they are.
        // The link is unknown, which only those are told who may ask.
        "look-at-sign-off" => asked(accounts::sign_off(app, who, "nobody").await.map(drop)),
        "follow-sign-off" => asked(accounts::follow_sign_off(app, who, "nobody").await.map(drop)),
        "change-address" => {
            let visitor = app::Visitor { address: Some("192.0.2.99".to_owned()), ..Default::default() };
            asked(accounts::change_address(app, &visitor, who, password("nobody"), &mail("new")).await)
        }
        "change-password" => {
            asked(accounts::change_password(app, who, password("nobody"), password("new")).await)
        }
        "close-account" => asked(accounts::close(app, who, password("nobody")).await),
        "end-session" => only(sessions::end(app, who, 0)).await,
        "linked-identities" => only(oidc::linked(app, who)).await,
        "unlink-identity" => only(oidc::unlink(app, who, 0)).await,
        _ => done_with_drafts(operation, stage, who, target).await,
    }
}

async fn done_with_drafts(operation: &str, stage: &Stage, who: &Who, target: i64) -> Result<(), Error> {
    let (app, actor) = (&stage.app, &who.actor);
    match operation {
        "keep-draft" => {
            let round = Of { procedure: "round", step: "draft", number: None };
            only(drafts::keep(app, who, round, None, &Input::new())).await
        }
        "check-page-of-draft" => {
            let problem = Of { procedure: "problem", step: "raise", number: None };
            only(drafts::check_page(app, actor, problem, "what", &Input::new())).await
        }
        "own-drafts" => only(drafts::list(app, who)).await,
        "read-draft" => only(drafts::read(app, who, "nothing")).await,
        "draft-of-step" => only(drafts::of_step(app, who, "1", "answer")).await,
        "remove-draft" => only(drafts::remove(app, who, "nothing")).await,
        "sent-case-before" => {
            let once = app::Once { key: "form nothing".to_owned(), request: [0; 32] };
            only(app::cases::sent_before(app, actor, &once)).await
        }
        _ => done_about_the_county(operation, stage, who, target).await,
    }
}

async fn done_about_the_county(operation: &str, stage: &Stage, who: &Who, target: i64) -> Result<(), Error> {
    let (app, actor) = (&stage.app, &who.actor);
    match operation {
        "see-job" => only(jobs::see(app, actor, target)).await,
        "dead-jobs" => only(jobs::dead(app, actor)).await,
        "count-jobs" => only(jobs::counts(app, actor)).await,
        "revive-job" => only(jobs::revive(app, actor, target)).await,
        "tidy-now" => only(jobs::tidy_now(app, actor)).await,
        "read-trail" => only(trail::list(app, actor, &trail::Asked::default())).await,
        "who-stood-in" => only(trail::deputised(app, actor, &[])).await,
        "list-keys" => only(api_keys::list(app, actor)).await,
        "make-key" => {
            let new = NewKey {
                title: "演示数据".to_owned(),
                account: target,
                scopes: Scopes { all: Some(Access::Read), ..Scopes::default() },
                days: 30,
                addresses: Vec::new(),
            };
            only(api_keys::make(app, actor, &new, None)).await
        }
        "revoke-key" => only(api_keys::revoke(app, actor, target, "不再使用")).await,
        "install-pack" => only(county::install(app, actor, Pack::built_in("china").unwrap())).await,
        _ => panic!("nobody knows how to do this: {operation}"),
    }
}
