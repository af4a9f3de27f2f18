//! What the operations of the table are done to.

use app::accounts::{self, NewStaff};
use app::firms::{self, NewClaim, NewMandate};
use app::grants::{self, GivenRole};
use app::jobs;
use app::sessions::Who;
use jiff::civil::date;
use store::deputations::NewDeputation;
use store::grants::NewGrant;

use crate::people::stage::{Stage, new_staff, password};

pub(super) const WEAVERS: &str = "91350100M000100Y43";
const AGENCY: &str = "91110108MA01A2B32G";

/// Who is always there: an agent of an agency, an account that claims.
pub(super) struct County {
    agent: Who,
    claimant: Who,
    clerk: Who,
    leader: Who,
    security: app::Actor,
    system: app::Actor,
}

pub(super) async fn people(stage: &mut Stage) -> County {
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
        let claim = firms::claim(&stage.app, &who, &claim_of(stage, &who, firm).await, None).await.unwrap();
        firms::prove(&stage.app, &clerk, claim).await.unwrap();
    }
    County {
        agent: stage.who("agent").await,
        claimant: stage.who("claimant").await,
        leader: stage.who("leader").await,
        security: stage.actor("security").await,
        system: stage.actor("system").await,
        clerk,
    }
}

impl County {
    /// What an operation is done to, made anew: an account, a grant, a claim, a mandate.
    pub(super) async fn target(&self, stage: &Stage, operation: &str) -> i64 {
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
            "appoint-deputy" => self.role_of_leader(stage).await,
            "end-deputation" | "revoke-deputation" => {
                let grant = self.role_of_leader(stage).await;
                let write = app.begin(&console, "test", ("account", "1"), None).await.unwrap();
                let (from, until) = (app.today(), app.today().tomorrow().unwrap());
                let deputy = account_of(&self.clerk);
                let new = NewDeputation { grant, deputy, from, until, reason: "出差".to_owned() };
                let id = store::deputations::make(&write, &new).await.unwrap();
                write.commit().await.unwrap();
                id
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
                firms::claim(app, &self.claimant, &claim_of(stage, &self.claimant, WEAVERS).await, None)
                    .await
                    .unwrap()
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
                let claim =
                    firms::claim(app, &self.agent, &claim_of(stage, &self.agent, WEAVERS).await, None)
                        .await
                        .unwrap();
                firms::prove(app, &self.clerk, claim).await.unwrap();
                account_of(&self.agent)
            }
            _ => 0,
        }
    }

    /// A role of the leader for a body, where the clerk has one too.
    async fn role_of_leader(&self, stage: &Stage) -> i64 {
        let console = accounts::console(&stage.app);
        let write = stage.app.begin(&console, "test", ("account", "1"), None).await.unwrap();
        let grant = |account, role: &str| NewGrant {
            account,
            role: role.to_owned(),
            exclusive: None,
            body: Some("body-1".to_owned()),
            case: None,
            from: stage.app.today(),
            until: None,
        };
        store::grants::give(&write, &grant(account_of(&self.clerk), "mediator")).await.unwrap();
        let id = store::grants::give(&write, &grant(account_of(&self.leader), "leader")).await.unwrap();
        write.commit().await.unwrap();
        id
    }

    async fn mandate(&self, stage: &Stage) -> i64 {
        let new = NewMandate { document: Ok(Some(stage.document(&self.agent).await)), ..mandate() };
        firms::propose_mandate(&stage.app, &self.agent, &new, None).await.unwrap()
    }
}

async fn new_account(stage: &Stage) -> i64 {
    let name = format!("target{}", stage.next());
    let new = NewStaff { sign_in_name: name.clone(), ..new_staff(&name) };
    accounts::create_staff(&stage.app, &accounts::console(&stage.app), &new).await.unwrap().account
}

pub(super) fn account_of(who: &Who) -> i64 {
    who.actor.account.unwrap()
}

pub(super) async fn claim_of(stage: &Stage, who: &Who, firm: &str) -> NewClaim {
    // Who has no account sends no document either.
    let document = match who.actor.account {
        Some(_) => Some(stage.document(who).await),
        None => None,
    };
    NewClaim { code: firm.to_owned(), name: "演示数据公司".to_owned(), document: Ok(document) }
}

pub(super) fn mandate() -> NewMandate {
    NewMandate {
        agency: AGENCY.to_owned(),
        client: WEAVERS.to_owned(),
        client_name: "演示数据公司".to_owned(),
        from: Ok(date(2026, 3, 2)),
        until: Ok(date(2027, 1, 1)),
        document: Ok(None),
    }
}

pub(super) fn role_for(stage: &Stage, account: i64) -> GivenRole {
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
