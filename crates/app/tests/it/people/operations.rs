//! Every operation of this part by every role: `yes` it does it, `no` it is refused, `-` it is not to be found, `2nd` it waits
//! for the second factor.

use std::future::Future;

use app::accounts::{self, NewStaff, Purpose, second_factor};
use app::api_keys::{self, Access, NewKey, Scopes};
use app::firms::{self, FirmRole, NewClaim, NewMandate};
use app::grants::{self, GivenRole};
use app::sessions::{self, Who};
use app::{Error, county, files, inbox, jobs, oidc, trail};
use jiff::civil::date;
use pack::Pack;
use store::Database;

use super::stage::{Stage, mail, new_staff, password};
use super::story::shown;

const WEAVERS: &str = "91350100M000100Y43";
const AGENCY: &str = "91110108MA01A2B32G";

/// Who tries: nobody, somebody registered, a manager of the firm, and one of each role of the staff; `late` is a clerk who has
/// not given the second factor in this session.
const PEOPLE: [&str; 9] =
    ["stranger", "citizen", "manager", "clerk", "late", "leader", "system", "security", "audit"];

/// Each row is an operation; `tests/it/operations.rs` says of which function of `app`, and misses none.
pub(crate) const TABLE: &str = "
                          stranger citizen manager clerk late leader system security audit
create-staff              no       no      no      no    no   no     yes    no       no
renew-set-up-link         no       no      no      no    no   no     yes    no       no
list-staff                no       no      no      no    no   no     yes    yes      no
find-account              no       no      no      no    no   no     yes    no       no
lock                      no       no      no      no    no   no     yes    no       no
unlock                    no       no      no      no    no   no     yes    no       no
reset-second-factor       no       no      no      no    no   no     yes    no       no
send-sign-in-link         no       no      no      no    no   no     yes    no       no
give-role                 no       no      no      no    no   no     no     yes      no
take-role                 no       no      no      no    no   no     no     yes      no
roles-of-another          no       no      no      no    no   no     no     yes      no
holders-of-role           no       no      no      no    no   no     no     yes      no
name-of-colleague         -        -       -       yes   -    yes    yes    yes      yes
waiting-claims            no       no      no      yes   2nd  no     no     no       no
prove-claim               no       -       yes     yes   2nd  -      -      -        -
refuse-claim              no       -       yes     yes   2nd  -      -      -        -
accept-mandate            no       -       yes     yes   2nd  -      -      -        -
refuse-mandate            no       -       yes     yes   2nd  -      -      -        -
end-mandate               no       -       yes     -     2nd  -      -      -        -
list-mandates             no       -       yes     -     2nd  -      -      -        -
list-firm-users           no       -       yes     -     2nd  -      -      -        -
invite                    no       -       yes     -     2nd  -      -      -        -
change-firm-role          no       -       yes     -     2nd  -      -      -        -
remove-firm-user          no       -       yes     -     2nd  -      -      -        -
propose-mandate           no       -       -       -     2nd  -      -      -        -
claim-firm                no       yes     yes     yes   2nd  yes    yes    yes      yes
act-for-nobody            no       yes     yes     yes   2nd  yes    yes    yes      yes
act-for-firm              no       -       yes     -     2nd  -      -      -        -
own-profile               no       yes     yes     yes   yes  yes    yes    yes      yes
own-sessions              no       yes     yes     yes   yes  yes    yes    yes      yes
own-roles                 no       yes     yes     yes   yes  yes    yes    yes      yes
own-firms                 no       yes     yes     yes   2nd  yes    yes    yes      yes
change-profile            no       yes     yes     yes   2nd  yes    yes    yes      yes
consent                   no       yes     yes     yes   2nd  yes    yes    yes      yes
export-own-data           no       yes     yes     yes   2nd  yes    yes    yes      yes
end-other-sessions        no       yes     yes     yes   2nd  yes    yes    yes      yes
enroll-second-factor      no       yes     yes     yes   2nd  yes    yes    yes      yes
renew-recovery-codes      no       2nd     2nd     yes   2nd  yes    yes    yes      yes
end-second-factor         no       2nd     2nd     no    2nd  no     no     no       no
look-at-inbox             -        yes     yes     yes   yes  yes    yes    yes      yes
read-message              -        -       -       -     -    -      -      -        -
count-messages            yes      yes     yes     yes   yes  yes    yes    yes      yes
keep-file                 no       yes     yes     yes   yes  yes    yes    yes      yes
withdraw-claim            no       -       -       -     2nd  -      -      -        -
claim-document            no       -       yes     yes   2nd  -      -      -        -
mandate-document          no       -       yes     yes   2nd  -      -      -        -
whom-to-act-for           no       yes     yes     yes   2nd  yes    yes    yes      yes
withdraw-consent          no       yes     yes     yes   2nd  yes    yes    yes      yes
change-address            no       yes     yes     yes   2nd  yes    yes    yes      yes
change-password           no       yes     yes     yes   2nd  yes    yes    yes      yes
close-account             no       yes     yes     yes   2nd  yes    yes    yes      yes
end-session               no       -       -       -     2nd  -      -      -        -
linked-identities         no       yes     yes     yes   2nd  yes    yes    yes      yes
unlink-identity           no       -       -       -     2nd  -      -      -        -
see-job                   -        -       -       -     -    -      yes    -        -
dead-jobs                 no       no      no      no    no   no     yes    no       no
count-jobs                no       no      no      no    no   no     yes    no       no
revive-job                no       no      no      no    no   no     -      no       no
tidy-now                  no       no      no      no    no   no     yes    no       no
read-trail                no       no      no      no    no   no     no     no       yes
list-keys                 no       no      no      no    no   no     no     yes      no
make-key                  no       no      no      no    no   no     no     yes      no
revoke-key                no       no      no      no    no   no     no     -        no
install-pack              no       no      no      no    no   no     yes    no       no
";

#[tokio::test]
async fn every_operation_by_every_role() {
    let mut stage = Stage::new(Database::Sqlite).await;
    let county = people(&mut stage).await;
    let mut table = format!("{:26}{}", "", PEOPLE.join(" "));
    for (operation, _) in rows() {
        table.push_str(&format!("\n{operation:26}"));
        let mut target = county.target(&stage, operation).await;
        for (number, name) in PEOPLE.into_iter().enumerate() {
            let who = stage.who(name).await;
            let outcome = outcome(done(operation, &stage, &who, target).await);
            if outcome == "yes" {
                target = county.target(&stage, operation).await;
            }
            let width = if number + 1 == PEOPLE.len() { 0 } else { name.len() + 1 };
            table.push_str(&format!("{outcome:width$}"));
        }
    }
    assert_eq!(table.trim(), TABLE.trim(), "\n{table}\n");
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.trim().lines().skip(1).map(|line| line.split_once(' ').unwrap())
}

fn outcome(result: Result<(), Error>) -> String {
    match result {
        Ok(()) => "yes".to_owned(),
        Err(Error::NotFound) => "-".to_owned(),
        Err(Error::NotAllowed(denied)) if denied.needs_second_factor => "2nd".to_owned(),
        Err(Error::NotAllowed(_)) => "no".to_owned(),
        Err(other) => shown(&other),
    }
}

/// Who is always there: an agent of an agency, an account that claims.
struct County {
    agent: Who,
    claimant: Who,
    clerk: Who,
    security: app::Actor,
    system: app::Actor,
}

async fn people(stage: &mut Stage) -> County {
    stage.pass(jiff::SignedDuration::from_mins(1));
    for name in ["citizen", "manager", "agent", "claimant"] {
        stage.registered(name).await;
    }
    for (name, role) in [
        ("clerk", "clerk"),
        ("late", "clerk"),
        ("leader", "leader"),
        ("system", "system-administrator"),
        ("security", "security-administrator"),
        ("audit", "audit-administrator"),
    ] {
        stage.with_role(name, role).await;
    }
    stage.sign_in("late", password("late")).await.unwrap();
    let clerk = stage.who("clerk").await;
    for (name, firm) in [("manager", WEAVERS), ("agent", AGENCY)] {
        let who = stage.who(name).await;
        let claim = firms::claim(&stage.app, &who, &claim_of(stage, firm).await).await.unwrap();
        firms::prove(&stage.app, &clerk, claim).await.unwrap();
    }
    County {
        agent: stage.who("agent").await,
        claimant: stage.who("claimant").await,
        security: stage.actor("security").await,
        system: stage.actor("system").await,
        clerk,
    }
}

impl County {
    /// What an operation is done to, made anew: an account, a grant, a claim, a mandate.
    async fn target(&self, stage: &Stage, operation: &str) -> i64 {
        let app = &stage.app;
        let console = accounts::console(app);
        match operation {
            "renew-set-up-link"
            | "lock"
            | "reset-second-factor"
            | "send-sign-in-link"
            | "give-role"
            | "roles-of-another"
            | "make-key"
            | "name-of-colleague" => new_account(stage).await,
            "unlock" => {
                let account = new_account(stage).await;
                accounts::lock(app, &console, account, "离岗").await.unwrap();
                account
            }
            "take-role" => {
                let given = role_for(stage, new_account(stage).await);
                grants::give(app, &self.security, &given).await.unwrap()
            }
            "prove-claim" | "refuse-claim" | "withdraw-claim" | "claim-document" => {
                // What became of earlier claims is undone, so that there is something to claim.
                for earlier in firms::own(app, &self.claimant).await.unwrap().claims {
                    let _ = firms::withdraw(app, &self.claimant, earlier.claim.id).await;
                }
                let _ = firms::remove_user(app, &self.claimant, WEAVERS, account_of(&self.claimant)).await;
                firms::claim(app, &self.claimant, &claim_of(stage, WEAVERS).await).await.unwrap()
            }
            "see-job" => jobs::tidy_now(app, &self.system).await.unwrap(),
            "accept-mandate" | "refuse-mandate" | "mandate-document" => self.mandate(stage).await,
            "end-mandate" => {
                let id = self.mandate(stage).await;
                firms::accept_mandate(app, &self.clerk, id).await.unwrap();
                id
            }
            "change-firm-role" | "remove-firm-user" => {
                let _ = firms::remove_user(app, &self.agent, WEAVERS, account_of(&self.agent)).await;
                let claim = firms::claim(app, &self.agent, &claim_of(stage, WEAVERS).await).await.unwrap();
                firms::prove(app, &self.clerk, claim).await.unwrap();
                account_of(&self.agent)
            }
            _ => 0,
        }
    }

    async fn mandate(&self, stage: &Stage) -> i64 {
        let new = NewMandate { document: Some(stage.document().await), ..mandate() };
        firms::propose_mandate(&stage.app, &self.agent, &new).await.unwrap()
    }
}

async fn new_account(stage: &Stage) -> i64 {
    let name = format!("target{}", stage.next());
    let new = NewStaff { sign_in_name: name.clone(), ..new_staff(&name) };
    accounts::create_staff(&stage.app, &accounts::console(&stage.app), &new).await.unwrap().account
}

fn account_of(who: &Who) -> i64 {
    who.actor.account.unwrap()
}

async fn claim_of(stage: &Stage, firm: &str) -> NewClaim {
    let document = Some(stage.document().await);
    NewClaim { code: firm.to_owned(), name: "演示数据公司".to_owned(), document }
}

fn mandate() -> NewMandate {
    NewMandate {
        agency: AGENCY.to_owned(),
        client: WEAVERS.to_owned(),
        client_name: "演示数据公司".to_owned(),
        from: date(2026, 3, 2),
        until: date(2027, 1, 1),
        document: None,
    }
}

fn role_for(stage: &Stage, account: i64) -> GivenRole {
    GivenRole {
        account,
        role: "leader".to_owned(),
        body: None,
        case: None,
        from: stage.app.today(),
        until: None,
        reason: "任命文件".to_owned(),
    }
}

/// Nobody cares for what an operation gives, only whether it was done.
async fn only<T>(operation: impl Future<Output = Result<T, Error>>) -> Result<(), Error> {
    operation.await.map(drop)
}

async fn done(operation: &str, stage: &Stage, who: &Who, target: i64) -> Result<(), Error> {
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
        "propose-mandate" => only(firms::propose_mandate(app, who, &mandate())).await,
        "claim-firm" => {
            let new = NewClaim { code: "91430105M4L16JQ988".to_owned(), ..claim_of(stage, WEAVERS).await };
            only(firms::claim(app, who, &new)).await
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
        "keep-file" => only(files::keep(app, &who.actor, "file", ("a.txt", "演示数据".as_bytes()))).await,
        "whom-to-act-for" => only(sessions::choices(app, who)).await,
        "withdraw-consent" => only(accounts::withdraw_consent(app, who, "bank")).await,
        // The password is wrong: who is asked for it may do this, and everybody stays who they are.
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
        "list-keys" => only(api_keys::list(app, actor)).await,
        "make-key" => {
            let new = NewKey {
                title: "演示数据".to_owned(),
                account: target,
                scopes: Scopes { all: Some(Access::Read), ..Scopes::default() },
                days: 30,
                addresses: Vec::new(),
            };
            only(api_keys::make(app, actor, &new)).await
        }
        "revoke-key" => only(api_keys::revoke(app, actor, target, "不再使用")).await,
        "install-pack" => only(county::install(app, actor, Pack::built_in("china").unwrap())).await,
        _ => panic!("nobody knows how to do this: {operation}"),
    }
}

#[tokio::test]
async fn what_links_are_for_they_are_for_alone() {
    let mut stage = Stage::new(Database::Sqlite).await;
    let visitor = stage.visitor("artist");
    accounts::request_registration(&stage.app, &visitor, &mail("artist")).await.unwrap();
    stage.post().await;
    let token = stage.person("artist").token.clone();
    let purposes =
        [Purpose::SetUp, Purpose::Recovery, Purpose::Address, Purpose::SignIn, Purpose::Invitation];
    for purpose in purposes {
        assert!(!accounts::is_usable(&stage.app, purpose, &token).await.unwrap(), "{purpose:?}");
    }
    let refused = [
        accounts::set_up(&stage.app, &visitor, &token, password("artist")).await.map(drop),
        accounts::recover(&stage.app, &visitor, &token, password("artist")).await,
        accounts::confirm_address(&stage.app, &visitor, &token).await,
        accounts::sign_in_by_link(&stage.app, &visitor, &token).await.map(drop),
        firms::invitation(&stage.app, &visitor, &token).await.map(drop),
    ];
    for refused in refused {
        assert_eq!(shown(&refused.unwrap_err()), "link-gone");
    }
    assert!(accounts::is_usable(&stage.app, Purpose::Register, &token).await.unwrap());
}
