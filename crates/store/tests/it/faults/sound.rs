//! Whether a store is whole.

use store::ledgers::verify;
use store::{Store, operations};

use crate::ledgers::sample::bodies;

/// Checks that no operation is half there, and that every table is what was said; gives the last operation.
pub(super) async fn check(store: &Store) -> i64 {
    let reader = store.reader().await.unwrap();
    assert_eq!(operations::verify(&reader).await.unwrap(), [0; 0]);
    assert_eq!(verify(&reader, &bodies()).await.unwrap().wrong, [""; 0]);
    drop(reader);
    store.installation().await.unwrap().seq
}
