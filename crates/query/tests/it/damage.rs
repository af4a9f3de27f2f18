//! Snapshots that are not what was written.

use std::fs;
use std::path::Path;

use query::{Base, Error, Manifest, Part, Shape, Snapshots, verify, write};

use crate::files::intervals;
use crate::world::{ask, cut, works};

fn base(folder: &Path) -> Manifest {
    write(folder, &Shape::of(&works()), cut(5), intervals()).unwrap()
}

/// The codes and files of what is wrong.
fn found(folder: &Path, manifest: &Manifest) -> Vec<(String, String)> {
    let problems = verify(folder, manifest).unwrap_err();
    problems.into_iter().map(|problem| (problem.code, problem.place.file.unwrap())).collect()
}

fn pair(code: &str, file: &str) -> (String, String) {
    (code.to_owned(), file.to_owned())
}

#[test]
fn a_flipped_byte_anywhere_is_found_and_the_file_named() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = base(folder.path());
    let path = folder.path().join("closed.parquet");
    let whole = fs::read(&path).unwrap();
    for place in (0..whole.len()).step_by(whole.len() / 40 + 1) {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        fs::write(&path, bytes).unwrap();
        assert_eq!(
            found(folder.path(), &manifest),
            [pair("snapshot-file-digest", "closed.parquet")],
            "{place}"
        );
    }
    let problem = verify(folder.path(), &manifest).unwrap_err().remove(0);
    assert!(problem.what.zh.starts_with("closed.parquet 的内容被改动"), "{}", problem.what.zh);
    assert!(problem.what.en.starts_with("the bytes of closed.parquet were changed"), "{}", problem.what.en);
    assert!(Base::open(folder.path()).is_err());
}

#[test]
fn every_problem_is_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = base(folder.path());
    let open = folder.path().join("open.parquet");
    let whole = fs::read(&open).unwrap();
    fs::write(&open, &whole[..whole.len() / 2]).unwrap();
    fs::remove_file(folder.path().join("closed.parquet")).unwrap();
    let both = [pair("snapshot-file-bytes", "open.parquet"), pair("snapshot-file-missing", "closed.parquet")];
    assert_eq!(found(folder.path(), &manifest), both);
}

#[test]
fn a_manifest_that_says_otherwise_than_the_rows_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = base(folder.path());
    let mut wrong = manifest.clone();
    wrong.files[0].rows += 1;
    wrong.files[1].rows_sha256 = "0".repeat(64);
    wrong.files[1].key_max = Some("Z".into());
    let expected = [
        pair("snapshot-rows", "open.parquet"),
        pair("snapshot-rows-digest", "closed.parquet"),
        pair("snapshot-keys", "closed.parquet"),
    ];
    assert_eq!(found(folder.path(), &wrong), expected);
    let mut outside = manifest;
    outside.files[0].name = "../open.parquet".into();
    assert_eq!(found(folder.path(), &outside), [pair("snapshot-file-name", "../open.parquet")]);
}

#[test]
fn a_folder_without_a_manifest_or_with_another_is_no_base() {
    let folder = tempfile::tempdir().unwrap();
    let code = || Base::open(folder.path()).unwrap_err().problems()[0].code.clone();
    assert_eq!(code(), "snapshot-file-missing");
    fs::write(folder.path().join("manifest.json"), "{").unwrap();
    assert_eq!(code(), "snapshot-file-unreadable");
    base(folder.path());
    let text = fs::read_to_string(folder.path().join("manifest.json")).unwrap();
    fs::write(folder.path().join("manifest.json"), text.replace("\"format\": 1", "\"format\": 2")).unwrap();
    assert_eq!(code(), "snapshot-format");
}

#[tokio::test]
async fn a_file_that_is_damaged_while_it_is_in_use_is_named_by_whoever_asks() {
    let folder = tempfile::tempdir().unwrap();
    base(folder.path());
    let opened = Base::open(folder.path()).unwrap();
    let snapshots = Snapshots::default().with(Part::new(&works(), Some(opened), &[]).unwrap());
    fs::remove_file(folder.path().join("open.parquet")).unwrap();
    let error = ask(&snapshots, "select key, title from sample_works").await.unwrap_err();
    let Error::Damaged(problems) = &error else { panic!("{error:?}") };
    assert_eq!(problems[0].place.file.as_deref(), Some("open.parquet"));
    assert_eq!(problems[0].code, "snapshot-file-missing");
}
