//! What is sent to people, and what the trail says of it.

use std::collections::BTreeSet;

use store::api_keys::{self, NewApiKey};
use store::inbox::{self, Counts, MessageKind, NewMessage};
use store::{identities, letters, operations};

use super::{at, day, person, write};
use crate::world::on_both;

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
