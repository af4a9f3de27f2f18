//! Who acts for a firm: claims and proofs, colleagues, agencies.

use app::Once;
use app::firms::{self, NewClaim, NewMandate};
use jiff::ToSpan as _;
use store::Database;

use super::stage::Stage;
use super::story::{shown, tell};

#[test]
fn a_clerk_finds_the_first_claim_proved_and_its_maker_is_manager() {
    tell(
        "owner colleague clerk:clerk",
        "
2026-03-02 10:00 owner claims weavers -> no-document
2026-03-02 10:00 owner claims weaver -> wrong-length
2026-03-02 10:01 owner claims weavers with a document -> claim 1; letter to clerk@example.cn
2026-03-02 10:01 owner claims weavers with a document -> conflict: you act for this organization already, or your claim is being checked
2026-03-02 10:02 owner proves 1 -> not allowed: nobody does this for themself
2026-03-02 10:02 colleague proves 1 -> not found
2026-03-02 10:02 owner acts for weavers -> not found
2026-03-02 10:03 clerk proves 1 -> done; letter to owner@example.cn
2026-03-02 10:03 clerk refuses 1 -> not found
2026-03-02 10:04 owner looks -> stranger citizen
2026-03-02 10:05 owner acts for weavers -> done
2026-03-02 10:05 owner looks -> stranger citizen firm-user
2026-03-02 10:06 owner acts for nobody -> done
2026-03-02 10:06 owner looks -> stranger citizen
",
    );
}

#[test]
fn a_refused_claim_says_why_and_can_be_made_again() {
    tell(
        "owner clerk:clerk",
        "
2026-03-02 10:00 owner claims weavers with a document -> claim 1; letter to clerk@example.cn
2026-03-02 10:01 clerk refuses 1 silently -> missing
2026-03-02 10:01 clerk refuses 1 -> done; letter to owner@example.cn
2026-03-02 10:02 owner acts for weavers -> not found
2026-03-02 10:03 owner claims weavers with a document -> claim 2; letter to clerk@example.cn
2026-03-02 10:04 owner withdraws 2 -> done
2026-03-02 10:05 clerk proves 2 -> not found
2026-03-02 10:06 owner claims weavers with a document -> claim 3; letter to clerk@example.cn
2026-03-02 10:07 clerk proves 3 -> done; letter to owner@example.cn
",
    );
}

#[test]
fn the_first_who_registers_does_not_block_colleagues() {
    tell(
        "owner colleague apprentice clerk:clerk",
        "
2026-03-02 10:00 owner claims weavers with a document -> claim 1; letter to clerk@example.cn
2026-03-02 10:01 clerk proves 1 -> done; letter to owner@example.cn
2026-03-02 10:02 colleague claims weavers -> claim 2; letter to clerk@example.cn, owner@example.cn
2026-03-02 10:03 colleague proves 2 -> not allowed: nobody does this for themself
2026-03-02 10:04 owner proves 2 -> done; letter to colleague@example.cn
2026-03-02 10:05 colleague may act for -> weavers
2026-03-02 10:06 apprentice claims weavers with a document -> claim 3; letter to clerk@example.cn, owner@example.cn
2026-03-02 10:07 colleague proves 3 -> not found
2026-03-02 10:08 clerk proves 3 -> done; letter to apprentice@example.cn
2026-03-02 10:09 apprentice may act for -> weavers
",
    );
}

#[test]
fn a_manager_invites_and_removes_and_a_firm_keeps_one() {
    tell(
        "owner colleague stranger clerk:clerk",
        "
2026-03-02 10:00 owner claims weavers with a document -> claim 1; letter to clerk@example.cn
2026-03-02 10:01 clerk proves 1 -> done; letter to owner@example.cn
2026-03-02 10:02 colleague invites stranger to weavers -> not found
2026-03-02 10:03 owner invites colleague to weavers -> done; letter to colleague@example.cn
2026-03-02 10:04 colleague joins -> done
2026-03-02 10:05 colleague joins -> link-gone
2026-03-02 10:06 colleague acts for weavers -> done
2026-03-02 10:06 colleague looks -> stranger citizen firm-user
2026-03-02 10:07 colleague removes owner from weavers -> not found
2026-03-02 10:08 owner leaves weavers -> conflict: an organization needs a manager; make a colleague one first
2026-03-02 10:09 owner removes colleague from weavers -> done; letter to colleague@example.cn
2026-03-02 10:10 colleague looks -> stranger citizen
2026-03-02 10:11 colleague acts for weavers -> not found
2026-03-02 10:12 owner invites colleague to weavers -> done; letter to colleague@example.cn
2026-03-02 10:13 colleague joins -> done
2026-03-02 10:14 owner makes colleague manager of weavers -> done
2026-03-02 10:15 owner leaves weavers -> done
2026-03-02 10:16 owner may act for -> nobody
",
    );
}

#[test]
fn an_agency_acts_for_a_client_in_the_days_of_its_mandate() {
    tell(
        "agent owner bystander clerk:clerk",
        "
2026-03-02 10:00 agent claims agency with a document -> claim 1; letter to clerk@example.cn
2026-03-02 10:00 owner claims weavers with a document -> claim 2; letter to clerk@example.cn
2026-03-02 10:01 clerk proves 1 -> done; letter to agent@example.cn
2026-03-02 10:01 clerk proves 2 -> done; letter to owner@example.cn
2026-03-02 10:02 bystander proposes agency for weavers from 2026-03-02 until 2027-01-01 -> not found
2026-03-02 10:03 agent proposes agency for weavers from 2026-03-02 until 2026-03-02 -> mandate-days
2026-03-02 10:03 agent proposes agency for agency from 2026-03-02 until 2036-03-02 -> own-client, mandate-days
2026-03-02 10:04 agent proposes agency for weavers from 2026-03-03 until 2026-03-05 -> mandate 1; letter to clerk@example.cn, owner@example.cn
2026-03-02 10:05 agent acts for weavers by 1 -> not found
2026-03-02 10:05 agent accepts 1 -> not found
2026-03-02 10:06 owner accepts 1 -> done; letter to agent@example.cn
2026-03-02 10:07 agent acts for weavers by 1 -> not found
2026-03-03 00:01 agent signs in -> done
2026-03-03 00:01 agent may act for -> agency, weavers until 2026-03-05
2026-03-03 00:02 agent acts for weavers -> not found
2026-03-03 00:02 agent acts for weavers by 1 -> done
2026-03-03 00:02 agent looks -> stranger citizen agency
2026-03-04 23:55 agent signs in -> done
2026-03-04 23:56 agent acts for weavers by 1 -> done
2026-03-04 23:57 agent looks -> stranger citizen agency
2026-03-05 00:00 agent looks -> stranger citizen
2026-03-05 00:01 agent may act for -> agency
",
    );
}

#[test]
fn a_client_without_users_is_represented_by_a_document_and_either_side_ends_a_mandate() {
    tell(
        "agent owner clerk:clerk",
        "
2026-03-02 10:00 agent claims agency with a document -> claim 1; letter to clerk@example.cn
2026-03-02 10:01 clerk proves 1 -> done; letter to agent@example.cn
2026-03-02 10:02 agent proposes agency for painters from 2026-03-02 until 2027-01-01 -> no-document
2026-03-02 10:03 agent proposes agency for painters from 2026-03-02 until 2027-01-01 with a document -> mandate 1; letter to clerk@example.cn
2026-03-02 10:04 clerk declines 1 -> done; letter to agent@example.cn
2026-03-02 10:05 agent proposes agency for painters from 2026-03-02 until 2027-01-01 with a document -> mandate 2; letter to clerk@example.cn
2026-03-02 10:06 clerk accepts 2 -> done; letter to agent@example.cn
2026-03-02 10:07 agent acts for painters by 2 -> done
2026-03-02 10:07 agent looks -> stranger citizen agency
2026-03-02 10:08 owner ends 2 -> not found
2026-03-02 10:09 agent ends 2 -> done
2026-03-02 10:10 agent looks -> stranger citizen
2026-03-02 10:11 agent ends 2 -> not found
",
    );
}

#[tokio::test]
async fn the_document_of_a_claim_is_there_and_for_those_who_decide() {
    let mut stage = Stage::new(Database::Sqlite).await;
    for name in ["owner", "bystander"] {
        stage.registered(name).await;
    }
    stage.with_role("clerk", "clerk").await;
    stage.with_role("leader", "leader").await;
    let who = stage.who("owner").await;
    let code = "91350100M000100Y43".to_owned();
    let bystander = stage.who("bystander").await;
    let of_another = stage.document(&bystander).await;
    for document in ["0123abcd".to_owned(), "0".repeat(64), of_another] {
        let nothing =
            NewClaim { code: code.clone(), name: "演示数据".to_owned(), document: Ok(Some(document)) };
        let refused = firms::claim(&stage.app, &who, &nothing, None).await.unwrap_err();
        assert_eq!(shown(&refused), "unknown-file");
    }
    let document = stage.document(&who).await;
    // What a firm is called passes the gate as all that is typed.
    let marked =
        NewClaim {
            code: code.clone(), name: "密级：机密".to_owned(), document: Ok(Some(document.clone()))
        };
    let refused = firms::claim(&stage.app, &who, &marked, None).await.unwrap_err();
    assert_eq!(shown(&refused), "marked-secret");
    let new = NewClaim { code, name: "演示数据".to_owned(), document: Ok(Some(document.clone())) };
    let claim = firms::claim(&stage.app, &who, &new, None).await.unwrap();
    for (name, may_read) in [("owner", true), ("clerk", true), ("bystander", false), ("leader", false)] {
        let who = stage.who(name).await;
        let read = firms::claim_document(&stage.app, &who, claim).await;
        assert_eq!(read.ok().as_ref(), may_read.then_some(&document), "{name}");
    }
}

#[tokio::test]
async fn what_is_sent_twice_is_made_once() {
    let mut stage = Stage::new(Database::Sqlite).await;
    stage.registered("agent").await;
    stage.with_role("clerk", "clerk").await;
    let (agent, clerk) = (stage.who("agent").await, stage.who("clerk").await);
    let document = Ok(Some(stage.document(&agent).await));
    let (agency, client) = ("91110108MA01A2B32G".to_owned(), "91350100M000100Y43".to_owned());
    let name = "演示数据".to_owned();
    let once = |key: &str| Once { key: key.to_owned(), request: [1; 32] };
    let new = NewClaim { code: agency.clone(), name: name.clone(), document: document.clone() };
    let mut made = Vec::new();
    for key in ["a", "a"] {
        made.push(firms::claim(&stage.app, &agent, &new, Some(&once(key))).await.unwrap());
    }
    firms::prove(&stage.app, &clerk, made[0]).await.unwrap();
    let (from, until) = (stage.app.today(), stage.app.today().saturating_add(1.years()));
    let new = NewMandate { agency, client, client_name: name, from: Ok(from), until: Ok(until), document };
    for key in ["b", "b", "c"] {
        made.push(firms::propose_mandate(&stage.app, &agent, &new, Some(&once(key))).await.unwrap());
    }
    assert_eq!(made, [1, 1, 1, 1, 2], "claim, mandate, and a mandate of another form");
    let other = Once { request: [2; 32], ..once("c") };
    let refused = firms::propose_mandate(&stage.app, &agent, &new, Some(&other)).await.unwrap_err();
    assert_eq!(shown(&refused), "idempotency-key-reused");
}
