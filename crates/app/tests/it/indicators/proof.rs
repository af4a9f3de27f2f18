//! Figures that strangers compute again.

use std::fs;

use app::Actor;
use app::indicators::{prove, snapshot, verify};
use app::records::{Said, When};
use jiff::civil::date;

use super::{DENSITY, SECOND, say, two_inventions};
use crate::world::world;

#[tokio::test]
async fn a_stranger_computes_a_figure_again_and_finds_a_changed_byte() {
    let world = world().await;
    two_inventions(&world).await;
    let stranger = Actor::stranger(world.app.declarations().roles.get(pack::Roles::STRANGER).cloned());
    let proved = prove(&world.app, &stranger, DENSITY, When::default(), true).await.unwrap();
    let there = tempfile::tempdir().unwrap();
    for file in &proved.files {
        let named = (file.ledger.as_str(), file.state.as_str(), file.name.as_str());
        let handed_out = snapshot(&world.app, &stranger, (DENSITY, true), named).await.unwrap();
        let folder = there.path().join(&file.ledger);
        fs::create_dir_all(&folder).unwrap();
        fs::copy(handed_out.path, folder.join(&file.name)).unwrap();
    }
    let proof = indicators::Proof::read("d1.json", &proved.proof.to_json()).unwrap();
    assert_eq!(verify(&proof, there.path()).await.unwrap(), []);
    // Whoever says another number is found out.
    let mut other = proof.clone();
    other.numerator = indicators::Exact::whole(3);
    let differences = verify(&other, there.path()).await.unwrap();
    assert_eq!(differences.iter().map(|it| it.part.as_str()).collect::<Vec<&str>>(), ["numerator"]);
    // The address is no public field, so the public snapshot does not have it.
    let open = there.path().join("patents").join("open.parquet");
    let mut bytes = fs::read(&open).unwrap();
    assert!(!bytes.windows(7).any(|word| word == b"address"));
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&open, bytes).unwrap();
    let problems = verify(&proof, there.path()).await.unwrap_err();
    assert!(
        problems.iter().any(|problem| problem.place.file.as_deref() == Some("open.parquet")),
        "{problems:?}"
    );
    fs::remove_dir_all(there.path().join("patents")).unwrap();
    assert_eq!(verify(&proof, there.path()).await.unwrap_err()[0].code, "no-snapshot");
}

#[tokio::test]
async fn a_proof_is_of_what_was_known_then() {
    let world = world().await;
    two_inventions(&world).await;
    let newest = store::operations::newest(&world.app.store().reader().await.unwrap()).await.unwrap();
    let ended = Said::Became { key: SECOND.to_owned(), from: date(2026, 8, 1) };
    say(&world, "patents", ended, &[("ended_on", "2026-08-01"), ("status", "lapsed")]).await;
    let then = When { as_of: None, known: Some(newest), known_on: None };
    let stranger = Actor::stranger(world.app.declarations().roles.get(pack::Roles::STRANGER).cloned());
    let proved = prove(&world.app, &stranger, DENSITY, then, true).await.unwrap();
    assert_eq!((proved.proof.numerator.to_string().as_str(), proved.proof.known), ("2", newest));
    let there = tempfile::tempdir().unwrap();
    for file in &proved.files {
        let folder = there.path().join(&file.ledger);
        fs::create_dir_all(&folder).unwrap();
        fs::copy(&file.path, folder.join(&file.name)).unwrap();
    }
    assert_eq!(verify(&proved.proof, there.path()).await.unwrap(), []);
    // The same state has the same files.
    let again = prove(&world.app, &stranger, DENSITY, When::default(), true).await.unwrap();
    assert_eq!(again.proof.snapshots, proved.proof.snapshots);
    assert_eq!(again.proof.numerator.to_string(), "1");
}
