use store::{Error, idempotency, packs};

use crate::world::{World, on_both, operation};

const NOW: &str = "2026-04-01T00:00:00Z";

async fn installed(world: World) {
    let store = world.create().await;
    for (digest, ledger) in [("1", "old"), ("2", "new")] {
        let write = store.begin(operation("install-pack", "tangxi", NOW)).await.unwrap();
        let files =
            [("pack.toml", "id"), ("ledger.toml", ledger)].map(|(path, text)| (path, text.as_bytes()));
        packs::install(&write, "tangxi", digest, files).await.unwrap();
        write.commit().await.unwrap();
    }
    let reader = store.reader().await.unwrap();
    let in_force = packs::in_force(&reader).await.unwrap();
    assert_eq!(
        in_force.iter().map(|pack| (pack.digest.as_str(), pack.installed_by)).collect::<Vec<_>>(),
        [("2", 2)]
    );
    let mut read = Vec::new();
    for pack in packs::all(&reader).await.unwrap() {
        for (path, digest) in packs::files(&reader, pack.id).await.unwrap() {
            let content = packs::content(&reader, &digest).await.unwrap().unwrap();
            read.push(format!("{path}={}", String::from_utf8(content).unwrap()));
        }
    }
    assert_eq!(read, ["ledger.toml=new", "pack.toml=id", "ledger.toml=old", "pack.toml=id"]);
}

async fn answered(world: World) {
    let store = world.create().await;
    let now = NOW.parse().unwrap();
    let later = "2026-04-02T00:00:00Z".parse().unwrap();
    let answer = idempotency::Answer { request: [1; 32], status: 201, response: b"{}".to_vec() };
    let keep = async |key: &str| {
        let write = store.begin(operation("create", "a", NOW)).await.unwrap();
        idempotency::keep(&write, ("key-1", key), &answer, now, later).await?;
        write.commit().await
    };
    keep("k").await.unwrap();
    assert!(matches!(keep("k").await, Err(Error::Duplicate { .. })));
    let reader = store.reader().await.unwrap();
    let find = |scope: &'static str, key: &'static str, now| idempotency::find(&reader, scope, key, now);
    assert_eq!(find("key-1", "k", now).await.unwrap(), Some(answer.clone()));
    assert_eq!(find("key-2", "k", now).await.unwrap(), None);
    assert_eq!(find("key-1", "k", later).await.unwrap(), None);
}

#[test]
fn every_file_of_every_pack_that_was_installed_can_be_read() {
    on_both(installed);
}

#[test]
fn an_answer_is_kept_once_until_it_expires() {
    on_both(answered);
}
