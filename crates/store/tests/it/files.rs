//! Stored files in a folder and on a real S3 server: the same story.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use store::files::{self, Files};
use store::{Error, FileSettings};

use crate::s3;
use crate::world::{World, on_both, operation, told};

/// Where the only file below a folder is that has this name.
fn find(root: &Path, name: &str) -> Option<PathBuf> {
    fs::read_dir(root).ok()?.flatten().find_map(|entry| {
        let path = entry.path();
        if path.is_dir() { find(&path, name) } else { (entry.file_name() == name).then_some(path) }
    })
}

async fn story(files: &Files, data: &Path, root: &Path) {
    let missing = [7; 32];
    assert_eq!(files.size(&missing).await.unwrap(), None);
    assert_eq!(files.read(&missing).await.unwrap(), None);

    // Twenty megabytes go to a bucket in three parts.
    for length in [0, 1, 1_000, 20 * 1024 * 1024 + 1] {
        let bytes: Vec<u8> = (0..length).map(|index: usize| (index % 251) as u8).collect();
        let mut upload = files.upload(length as u64).unwrap();
        for part in bytes.chunks(300_000) {
            upload.write(part).unwrap();
        }
        let stored = upload.finish().await.unwrap();
        assert_eq!((stored.digest, stored.size), (Sha256::digest(&bytes).into(), length as u64));
        assert_eq!(files.store(&bytes).await.unwrap(), stored, "the same again is the same file");
        assert_eq!(files.size(&stored.digest).await.unwrap(), Some(length as u64));
        assert_eq!(files.read(&stored.digest).await.unwrap(), Some(bytes));
    }

    let mut upload = files.upload(10).unwrap();
    upload.write(b"0123456789").unwrap();
    assert!(matches!(upload.write(b"a"), Err(Error::FileTooLarge { bytes_max: 10 })));
    drop(upload);
    drop(files.upload(10).unwrap());
    assert_eq!(
        fs::read_dir(data.join("incoming")).unwrap().count(),
        0,
        "nothing is left of what was given up"
    );

    let stored = files.store("演示数据".as_bytes()).await.unwrap();
    let path = find(root, &files::name(&stored.digest)).unwrap();
    fs::write(&path, "演示数椐").unwrap();
    let damaged = files.read(&stored.digest).await.unwrap_err();
    assert!(
        matches!(&damaged, Error::FileDamaged { name } if *name == files::name(&stored.digest)),
        "{damaged}"
    );
    let mut reading = files.reading(&stored.digest).await.unwrap().unwrap();
    assert!(reading.next().await.is_err(), "its last part is not given");
}

async fn folder(world: World) {
    let store = world.create().await;
    story(store.files(), &world.folder(), &world.folder().join("files")).await;
    // What a process that died has left half-way goes with the next start.
    std::mem::forget(store.files().upload(10).unwrap());
    store.close().await.unwrap();
    world.open().await;
    assert_eq!(fs::read_dir(world.folder().join("incoming")).unwrap().count(), 0);
}

async fn bucket(mut world: World) {
    let root = tempfile::tempdir().unwrap();
    world.settings.files = s3::serve(root.path()).await;
    let store = world.create().await;
    story(store.files(), &world.folder(), root.path()).await;
    assert!(!world.folder().join("files").exists());
}

async fn unreachable(mut world: World) {
    let settings = s3::serve(tempfile::tempdir().unwrap().path()).await;
    let FileSettings::S3 { endpoint, region, bucket, access_key, .. } = settings else { unreachable!() };
    world.settings.files =
        FileSettings::S3 { endpoint, region, bucket, access_key, secret_key: "wrong".to_owned() };
    let store = world.create().await;
    let refused = store.files().store(b"x").await.unwrap_err();
    assert!(matches!(refused, Error::FileStore { .. }), "{refused:?}");
    assert!(!format!("{refused} {:?}", world.settings).contains("wrong"), "no secret is told");
}

async fn known(world: World) {
    let store = world.create().await;
    let stored = store.files().store(b"%PDF-1.7").await.unwrap();
    for name in ["方案.pdf", "同一文件.pdf"] {
        let write = store.begin(operation("upload", name, "2026-04-01T00:00:00Z")).await.unwrap();
        let new = files::NewFile { name, media_type: "application/pdf", figures: Some(name) };
        files::add(&write, &stored, &new).await.unwrap();
        write.commit().await.unwrap();
    }
    let known = files::get(&store.reader().await.unwrap(), &stored.digest).await.unwrap().unwrap();
    assert_eq!((known.name.as_str(), known.size, known.added_by), ("方案.pdf", 8, 1));
    assert_eq!(known.figures.as_deref(), Some("方案.pdf"));
}

#[test]
fn files_are_kept_in_a_folder_by_their_digest() {
    told(folder(World::sqlite()));
}

#[test]
fn files_are_kept_in_a_bucket_by_their_digest() {
    told(bucket(World::sqlite()));
}

#[test]
fn a_bucket_that_refuses_is_an_error_without_secrets() {
    told(unreachable(World::sqlite()));
}

#[test]
fn the_first_who_stores_a_content_names_it() {
    on_both(known);
}
