//! Changes done as the application does them: read, decide, save, commit.

use ledger::{Change, Ledger, revise};
use store::Store;
use store::ledgers::{history, known, save};

use crate::world::operation;

/// Does one change as one operation and gives its number; none if it says nothing new or cannot be.
pub(crate) async fn record(store: &Store, ledger: &Ledger, key: &str, change: &Change) -> Option<i64> {
    let write = store.begin(operation("change", key, "2026-04-01T00:00:00Z")).await.unwrap();
    let said = history(&write, ledger, key).await.unwrap();
    let revisions = revise(ledger, &known(&said), change).ok().filter(|revisions| !revisions.is_empty())?;
    save(&write, ledger, key, &revisions).await.unwrap();
    let seq = write.seq();
    write.commit().await.unwrap();
    Some(seq)
}
