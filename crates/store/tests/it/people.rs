//! People and what belongs to them, told on both databases: who comes in, what they may, what is sent to them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use store::accounts::{self, AccountKind, HandleKind};
use store::api_keys::NewApiKey;
use store::firms::{Decision, FirmRole};
use store::grants::NewGrant;
use store::identities::Departure;
use store::inbox::{Counts, MessageKind, NewMessage};
use store::links::NewLink;
use store::mandates::NewMandate;
use store::sessions::NewSession;
use store::{
    Error, Store, Write, api_keys, consents, firms, grants, identities, inbox, letters, links, mandates,
    operations, origins, second_factors, sessions,
};

use crate::world::{on_both, operation};

const FIRM: &str = "91350100M000100Y43";

fn at(minute: i64) -> Timestamp {
    "2026-03-02T01:00:00Z".parse::<Timestamp>().unwrap() + jiff::SignedDuration::from_mins(minute)
}

fn day() -> Date {
    date(2026, 3, 2)
}

async fn write(store: &Store) -> Write {
    store.begin(operation("test", "1", "2026-03-02T01:00:00Z")).await.unwrap()
}

/// An account of a person, and the operation that made it.
async fn person(store: &Store) -> i64 {
    let write = write(store).await;
    let id = accounts::create(&write, AccountKind::Person, "zh").await.unwrap();
    write.commit().await.unwrap();
    id
}

#[test]
fn an_account_is_found_by_what_it_signs_in_with_until_it_is_closed() {
    on_both(async |world| {
        let store = world.create().await;
        assert!(!accounts::any(&store.reader().await.unwrap()).await.unwrap());
        let id = person(&store).await;
        let making = write(&store).await;
        accounts::set_name(&making, id, "sealed:1").await.unwrap();
        accounts::set_password(&making, id, "$argon2id$").await.unwrap();
        accounts::set_language(&making, id, "en").await.unwrap();
        accounts::add_handle(&making, id, HandleKind::Mail, [1; 32], "sealed:2").await.unwrap();
        consents::give(&making, id, "account", "2026-01").await.unwrap();
        consents::give(&making, id, "account", "2026-02").await.unwrap();
        origins::note(&making, "192.0.2.1").await.unwrap();
        let made = making.seq();
        making.commit().await.unwrap();

        let reader = store.reader().await.unwrap();
        let found = accounts::by_handle(&reader, [1; 32]).await.unwrap().unwrap();
        assert_eq!((found.id, found.sealed_name.as_str(), found.language.as_str()), (id, "sealed:1", "en"));
        assert!(found.is_open());
        assert_eq!(accounts::by_handle(&reader, [2; 32]).await.unwrap(), None);
        assert_eq!(accounts::list(&reader, AccountKind::Person, 0, 10).await.unwrap(), [found]);
        assert_eq!(accounts::list(&reader, AccountKind::Staff, 0, 10).await.unwrap(), []);
        let consents = consents::list(&reader, id).await.unwrap();
        assert_eq!(consents.iter().map(|consent| consent.ended_by).collect::<Vec<_>>(), [Some(made), None]);
        assert_eq!(origins::of(&reader, made).await.unwrap().as_deref(), Some("192.0.2.1"));
        drop(reader);

        let other = person(&store).await;
        let taken = write(&store).await;
        let refused = accounts::add_handle(&taken, other, HandleKind::Mail, [1; 32], "sealed:3").await;
        assert!(matches!(refused, Err(Error::Duplicate { .. })), "{refused:?}");
        drop(taken);

        let closing = write(&store).await;
        accounts::set_locked(&closing, id, true).await.unwrap();
        accounts::close(&closing, id).await.unwrap();
        accounts::add_handle(&closing, other, HandleKind::Mail, [1; 32], "sealed:4").await.unwrap();
        closing.commit().await.unwrap();
        let reader = store.reader().await.unwrap();
        let closed = accounts::get(&reader, id).await.unwrap().unwrap();
        assert!(!closed.is_open() && closed.password.is_none());
        assert_eq!(accounts::by_handle(&reader, [1; 32]).await.unwrap().unwrap().id, other);
        assert!(accounts::handles(&reader, id).await.unwrap()[0].ended_by.is_some());
    });
}

#[test]
fn a_second_factor_counts_once_confirmed_and_each_code_once() {
    on_both(async |world| {
        let store = world.create().await;
        let id = person(&store).await;
        let enrolling = write(&store).await;
        second_factors::begin(&enrolling, id, "sealed:first").await.unwrap();
        second_factors::begin(&enrolling, id, "sealed:second").await.unwrap();
        second_factors::set_recovery_codes(&enrolling, id, &[[1; 32], [2; 32]]).await.unwrap();
        let pending = second_factors::pending(&enrolling, id).await.unwrap().unwrap();
        assert_eq!(pending.sealed_secret, "sealed:second");
        assert_eq!(second_factors::current(&enrolling, id).await.unwrap(), None);
        second_factors::confirm(&enrolling, id, pending.id, 100).await.unwrap();
        enrolling.commit().await.unwrap();

        let housekeeping = store.housekeeping().await.unwrap();
        let current = second_factors::current(&housekeeping, id).await.unwrap().unwrap();
        assert_eq!((current.id, current.last_step), (pending.id, Some(100)));
        for (step, is_good) in [(100, false), (101, true), (101, false), (99, false), (102, true)] {
            assert_eq!(
                second_factors::use_step(&housekeeping, current.id, step).await.unwrap(),
                is_good,
                "{step}"
            );
        }
        housekeeping.commit().await.unwrap();

        let using = write(&store).await;
        assert!(second_factors::has_recovery_code(&using, id, [1; 32]).await.unwrap());
        assert!(second_factors::use_recovery_code(&using, id, [1; 32]).await.unwrap());
        assert!(!second_factors::use_recovery_code(&using, id, [1; 32]).await.unwrap());
        assert_eq!(second_factors::recovery_codes_left(&using, id).await.unwrap(), 1);
        second_factors::end(&using, id, false).await.unwrap();
        assert_eq!(second_factors::current(&using, id).await.unwrap(), None);
        using.commit().await.unwrap();
    });
}

#[test]
fn sessions_are_seen_rotated_and_ended() {
    on_both(async |world| {
        let store = world.create().await;
        let account = person(&store).await;
        let new = NewSession {
            account,
            way: "password".to_owned(),
            address: Some("192.0.2.1".to_owned()),
            device: None,
            made_at: at(0),
            ends_at: at(600),
        };
        let db = store.housekeeping().await.unwrap();
        for token in [[1; 32], [2; 32], [3; 32]] {
            sessions::begin(&db, token, &new).await.unwrap();
        }
        let first = sessions::by_digest(&db, [1; 32]).await.unwrap().unwrap();
        sessions::see(&db, first.id, at(5)).await.unwrap();
        sessions::rotate(&db, first.id, [9; 32]).await.unwrap();
        sessions::second_factor_given(&db, first.id, at(6)).await.unwrap();
        sessions::act_for(&db, first.id, Some(FIRM), None).await.unwrap();
        assert_eq!(sessions::by_digest(&db, [1; 32]).await.unwrap(), None);
        let rotated = sessions::by_digest(&db, [9; 32]).await.unwrap().unwrap();
        assert_eq!((rotated.seen_at, rotated.second_factor_at), (at(5), Some(at(6))));
        assert_eq!(rotated.acting_for.as_deref(), Some(FIRM));
        assert_eq!(sessions::open(&db, account, at(10)).await.unwrap()[0].id, first.id);
        let second = sessions::by_digest(&db, [2; 32]).await.unwrap().unwrap();
        assert!(sessions::end(&db, account, second.id, at(7)).await.unwrap());
        assert!(!sessions::end(&db, account, second.id, at(7)).await.unwrap());
        assert!(!sessions::end(&db, account + 1, first.id, at(7)).await.unwrap(), "of somebody else");
        assert_eq!(sessions::end_all(&db, account, Some(first.id), at(8)).await.unwrap(), 1);
        assert_eq!(sessions::open(&db, account, at(10)).await.unwrap().len(), 1);
        assert_eq!(sessions::open(&db, account, at(600)).await.unwrap(), []);
        assert_eq!(sessions::forget(&db, at(9)).await.unwrap(), 2);
        db.commit().await.unwrap();
    });
}

#[test]
fn a_link_works_once_and_in_its_time() {
    on_both(async |world| {
        let store = world.create().await;
        let account = person(&store).await;
        let new = NewLink {
            purpose: "recovery".to_owned(),
            account: Some(account),
            sealed_detail: Some("sealed:1".to_owned()),
            expires_at: at(60),
        };
        let write = write(&store).await;
        for digest in [[1; 32], [2; 32], [3; 32]] {
            links::make(&write, digest, &new).await.unwrap();
        }
        let usable = links::usable(&write, [1; 32], "recovery", at(0)).await.unwrap().unwrap();
        assert_eq!((usable.account, usable.sealed_detail.as_deref()), (Some(account), Some("sealed:1")));
        assert_eq!(links::usable(&write, [1; 32], "set-up", at(0)).await.unwrap(), None);
        assert_eq!(links::usable(&write, [1; 32], "recovery", at(60)).await.unwrap(), None);
        assert!(links::use_up(&write, [1; 32]).await.unwrap());
        assert!(!links::use_up(&write, [1; 32]).await.unwrap());
        links::end_all(&write, account, Some("set-up")).await.unwrap();
        assert!(links::usable(&write, [2; 32], "recovery", at(0)).await.unwrap().is_some());
        links::end_all(&write, account, None).await.unwrap();
        assert_eq!(links::usable(&write, [2; 32], "recovery", at(0)).await.unwrap(), None);
        write.commit().await.unwrap();
        let db = store.housekeeping().await.unwrap();
        assert_eq!(links::forget(&db, at(61)).await.unwrap(), 3);
    });
}

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
fn letters_lose_their_words_and_messages_are_read_and_settled() {
    on_both(async |world| {
        let store = world.create().await;
        let account = person(&store).await;
        let write = write(&store).await;
        let mut ids = Vec::new();
        for _ in 0..3 {
            let id = letters::make(&write, Some(account), "zh", "recovery").await.unwrap();
            letters::set(&write, id, "sealed:1").await.unwrap();
            ids.push(id);
        }
        letters::sent(&write, ids[0], at(1)).await.unwrap();
        letters::failed(&write, ids[1], "the server answered 550", at(2)).await.unwrap();
        letters::forget_words(&write, account).await.unwrap();
        for id in ids {
            assert_eq!(letters::get(&write, id).await.unwrap().unwrap().sealed_letter, None);
        }
        let new = NewMessage {
            account,
            kind: MessageKind::ToDo,
            title_zh: "请确认".to_owned(),
            title_en: "please confirm".to_owned(),
            path: Some("/my/firms".to_owned()),
            due: Some(day()),
        };
        let id = inbox::put(&write, &new, at(0)).await.unwrap();
        assert_eq!(inbox::counts(&write, account).await.unwrap(), Counts { unread: 1, to_do: 1 });
        assert!(inbox::read(&write, account, id, at(1)).await.unwrap());
        assert!(!inbox::read(&write, account + 1, id, at(1)).await.unwrap());
        assert_eq!(inbox::counts(&write, account).await.unwrap(), Counts { unread: 0, to_do: 1 });
        assert_eq!(inbox::list(&write, account, true, None, 10).await.unwrap()[0].read_at, Some(at(1)));
        assert_eq!(inbox::settle(&write, None, "/my/firms", at(2)).await.unwrap(), 1);
        assert_eq!(inbox::settle(&write, Some(account), "/my/firms", at(2)).await.unwrap(), 0);
        assert_eq!(inbox::counts(&write, account).await.unwrap(), Counts::default());
        assert_eq!(inbox::list(&write, account, true, None, 10).await.unwrap(), []);
        assert_eq!(inbox::list(&write, account, false, Some(id), 10).await.unwrap(), []);
        inbox::remove_all(&write, account).await.unwrap();
        assert_eq!(inbox::list(&write, account, false, None, 10).await.unwrap(), []);
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

#[test]
fn the_trail_commits_to_keys_and_to_linked_identities() {
    on_both(async |world| {
        let store = world.create().await;
        let account = person(&store).await;
        let nothing = write(&store).await;
        let mut seqs = vec![nothing.seq()];
        nothing.commit().await.unwrap();
        let new = NewApiKey {
            title: "省平台（演示数据）".to_owned(),
            account,
            scopes: "{}".to_owned(),
            addresses: "[]".to_owned(),
            expires_at: at(60),
        };
        for step in 0..4 {
            let write = write(&store).await;
            match step {
                0 => assert_eq!(api_keys::make(&write, [1; 32], &new).await.unwrap(), 1),
                1 => assert!(api_keys::revoke(&write, 1).await.unwrap()),
                2 => identities::link(&write, account, "https://id.example.cn", [5; 32]).await.unwrap(),
                _ => assert!(identities::unlink(&write, account, 1).await.unwrap()),
            }
            seqs.push(write.seq());
            write.commit().await.unwrap();
        }
        let reader = store.reader().await.unwrap();
        let mut contents = BTreeSet::new();
        for seq in &seqs {
            contents.insert(operations::get(&reader, *seq).await.unwrap().unwrap().content);
        }
        assert_eq!(contents.len(), seqs.len(), "each says something else, and none says nothing");
    });
}
