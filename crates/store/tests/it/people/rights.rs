//! What people may, for whom they act, and what acts for them.

use jiff::civil::date;
use store::accounts;
use store::api_keys::{self, NewApiKey};
use store::deputations::{self, NewDeputation};
use store::firms::{self, Decision, FirmRole};
use store::grants::{self, NewGrant};
use store::identities::{self, Departure};
use store::mandates::{self, NewMandate};
use store::{Error, operations};

use super::{at, day, person, write};
use crate::world::on_both;

const FIRM: &str = "91350100M000100Y43";

#[test]
fn a_grant_holds_in_its_days_and_excludes_others_of_its_group() {
    on_both(async |world| {
        let store = world.create().await;
        let account = person(&store).await;
        let administrator = |role: &str| NewGrant {
            account,
            role: role.to_owned(),
            exclusive: Some("administrators".to_owned()),
            body: Some("body-1".to_owned()),
            case: None,
            from: day(),
            until: Some(date(2026, 4, 1)),
        };
        let giving = write(&store).await;
        let id = grants::give(&giving, &administrator("system-administrator")).await.unwrap();
        let given_by = giving.seq();
        giving.commit().await.unwrap();
        let nothing = write(&store).await;
        let by_nothing = nothing.seq();
        nothing.commit().await.unwrap();
        let reader = store.reader().await.unwrap();
        let content = async |seq| operations::get(&reader, seq).await.unwrap().unwrap().content;
        assert_ne!(content(given_by).await, content(by_nothing).await, "the trail commits to who got what");
        drop(reader);
        let second = write(&store).await;
        let refused = grants::give(&second, &administrator("audit-administrator")).await;
        assert!(matches!(refused, Err(Error::Duplicate { .. })), "{refused:?}");
        drop(second);
        let write = write(&store).await;
        let grant = grants::get(&write, id).await.unwrap().unwrap();
        for (on, holds) in
            [(date(2026, 3, 1), false), (day(), true), (date(2026, 3, 31), true), (date(2026, 4, 1), false)]
        {
            assert_eq!(grant.holds_on(on), holds, "{on}");
        }
        assert!(grants::end(&write, id).await.unwrap());
        assert!(!grants::end(&write, id).await.unwrap());
        grants::give(&write, &administrator("audit-administrator")).await.unwrap();
        assert_eq!(grants::of_role(&write, "audit-administrator").await.unwrap().len(), 1);
        grants::end_all(&write, account).await.unwrap();
        let all = grants::of_account(&write, account).await.unwrap();
        assert!(all.len() == 2 && all.iter().all(|grant| !grant.holds_on(day())), "{all:?}");
        write.commit().await.unwrap();
    });
}

#[test]
fn a_deputation_holds_in_its_days_while_the_grant_and_both_accounts_do() {
    on_both(async |world| {
        let store = world.create().await;
        let (holder, deputy) = (person(&store).await, person(&store).await);
        let write = write(&store).await;
        let new = NewGrant {
            account: holder,
            role: "leader".to_owned(),
            exclusive: None,
            body: Some("body-1".to_owned()),
            case: None,
            from: date(2026, 3, 3),
            until: None,
        };
        let grant = grants::give(&write, &new).await.unwrap();
        let reason = "出差".to_owned();
        let new = NewDeputation { grant, deputy, from: day(), until: date(2026, 4, 1), reason };
        let id = deputations::make(&write, &new).await.unwrap();
        let get = async || deputations::get(&write, id).await.unwrap().unwrap();
        let holds =
            [(day(), false), (date(2026, 3, 3), true), (date(2026, 3, 31), true), (date(2026, 4, 1), false)];
        for (on, holds) in holds {
            assert_eq!(get().await.holds_on(on), holds, "{on}");
        }
        for account in [holder, deputy] {
            accounts::set_locked(&write, account, true).await.unwrap();
            assert!(!get().await.holds_on(date(2026, 3, 5)));
            accounts::set_locked(&write, account, false).await.unwrap();
        }
        for (found, is_there) in [
            (deputations::of_account(&write, holder).await.unwrap(), true),
            (deputations::of_account(&write, deputy).await.unwrap(), true),
            (deputations::of_roles(&write, &["leader"]).await.unwrap(), true),
            (deputations::of_roles(&write, &["clerk"]).await.unwrap(), false),
            (deputations::open(&write, 10).await.unwrap(), true),
        ] {
            assert_eq!(found.iter().any(|it| it.id == id), is_there);
        }
        deputations::begin(&write, id).await.unwrap();
        assert_eq!(get().await.begun_by, Some(write.seq()));
        grants::end(&write, grant).await.unwrap();
        assert!(!get().await.holds_on(date(2026, 3, 5)), "it rests on the grant");
        assert!(deputations::end(&write, id).await.unwrap());
        assert!(!deputations::end(&write, id).await.unwrap());
        assert!(deputations::open(&write, 10).await.unwrap().is_empty());
        write.commit().await.unwrap();
    });
}

#[test]
fn firms_have_claims_users_and_mandates() {
    on_both(async |world| {
        let store = world.create().await;
        let (first, second) = (person(&store).await, person(&store).await);
        let write = write(&store).await;
        firms::note(&write, FIRM, "演示数据公司").await.unwrap();
        firms::note(&write, FIRM, "另一个名称").await.unwrap();
        assert_eq!(firms::get(&write, FIRM).await.unwrap().unwrap().name, "演示数据公司");
        let claim = firms::claim(&write, FIRM, first, Some("ab")).await.unwrap();
        let other = firms::claim(&write, FIRM, second, None).await.unwrap();
        assert_eq!(firms::waiting_claims(&write, None, 10).await.unwrap().len(), 2);
        assert_eq!(firms::waiting_claims(&write, Some("other"), 10).await.unwrap(), []);
        assert!(firms::decide(&write, claim, Decision::Proved, None).await.unwrap());
        assert!(!firms::decide(&write, claim, Decision::Refused, None).await.unwrap());
        firms::decide(&write, other, Decision::Refused, Some("材料不清")).await.unwrap();
        let refused = firms::get_claim(&write, other).await.unwrap().unwrap();
        assert_eq!(
            (refused.decision, refused.reason.as_deref()),
            (Some(Decision::Refused), Some("材料不清"))
        );
        firms::add_user(&write, FIRM, first, FirmRole::Manager).await.unwrap();
        firms::add_user(&write, FIRM, second, FirmRole::User).await.unwrap();
        assert!(firms::end_user(&write, FIRM, second).await.unwrap());
        firms::claim(&write, FIRM, second, None).await.unwrap();
        firms::leave_all(&write, second).await.unwrap();
        assert_eq!(firms::claims_of(&write, second).await.unwrap()[1].decision, Some(Decision::Withdrawn));
        assert_eq!(firms::users(&write, FIRM).await.unwrap()[0].role, FirmRole::Manager);
        assert_eq!(firms::of_account(&write, second).await.unwrap().len(), 1);

        let new = NewMandate {
            agency: FIRM.to_owned(),
            client: FIRM.to_owned(),
            from: day(),
            until: date(2027, 1, 1),
            document: None,
        };
        let id = mandates::propose(&write, &new).await.unwrap();
        assert!(!mandates::get(&write, id).await.unwrap().unwrap().holds_on(day()), "not accepted yet");
        assert!(mandates::decide(&write, id, true, None).await.unwrap());
        assert!(mandates::of_agency(&write, FIRM).await.unwrap()[0].holds_on(day()));
        assert!(!mandates::of_client(&write, FIRM).await.unwrap()[0].holds_on(date(2027, 1, 1)));
        assert!(mandates::end(&write, id).await.unwrap());
        assert!(!mandates::get(&write, id).await.unwrap().unwrap().holds_on(day()));
        write.commit().await.unwrap();
    });
}

#[test]
fn keys_expire_and_identities_are_linked_once() {
    on_both(async |world| {
        let store = world.create().await;
        let account = person(&store).await;
        let write = write(&store).await;
        let new = NewApiKey {
            title: "省平台".to_owned(),
            account,
            scopes: "{}".to_owned(),
            addresses: "[]".to_owned(),
            expires_at: at(60),
        };
        let id = api_keys::make(&write, [1; 32], &new).await.unwrap();
        api_keys::used(&write, id, at(1)).await.unwrap();
        let key = api_keys::usable(&write, [1; 32], at(59)).await.unwrap().unwrap();
        assert_eq!(key.last_used_at, Some(at(1)));
        assert_eq!(api_keys::usable(&write, [1; 32], at(60)).await.unwrap(), None);
        assert!(api_keys::revoke(&write, id).await.unwrap());
        assert_eq!(api_keys::usable(&write, [1; 32], at(2)).await.unwrap(), None);
        assert_eq!(api_keys::list(&write).await.unwrap().len(), 1);

        identities::link(&write, account, "https://id.example.cn", [5; 32]).await.unwrap();
        let found = identities::account(&write, "https://id.example.cn", [5; 32]).await.unwrap();
        assert_eq!(found, Some(account));
        let link = identities::of_account(&write, account).await.unwrap().remove(0);
        assert!(identities::unlink(&write, account, link.id).await.unwrap());
        identities::unlink_all(&write, account).await.unwrap();
        assert_eq!(identities::account(&write, "https://id.example.cn", [5; 32]).await.unwrap(), None);

        let departure = Departure {
            browser: [7; 32],
            nonce: "n".to_owned(),
            verifier: "v".to_owned(),
            account: None,
            expires_at: at(10),
        };
        for state in [[1; 32], [2; 32], [3; 32]] {
            identities::depart(&write, state, &departure).await.unwrap();
        }
        assert_eq!(identities::come_back(&write, [1; 32], at(9)).await.unwrap(), Some(departure));
        assert_eq!(identities::come_back(&write, [1; 32], at(9)).await.unwrap(), None, "twice");
        assert_eq!(identities::come_back(&write, [2; 32], at(10)).await.unwrap(), None, "too late");
        assert_eq!(identities::forget(&write, at(11)).await.unwrap(), 1);
        write.commit().await.unwrap();
    });
}
