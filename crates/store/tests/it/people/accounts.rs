//! Accounts and how their people come in.

use store::accounts::{self, AccountKind, HandleKind};
use store::links::{self, NewLink};
use store::sessions::{self, NewSession};
use store::{Error, consents, origins, second_factors};

use super::{at, person, write};
use crate::world::on_both;

const FIRM: &str = "91350100M000100Y43";

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
