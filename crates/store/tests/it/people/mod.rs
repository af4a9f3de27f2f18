//! People and what belongs to them, told on both databases: who comes in, what they may, what is sent to them.

mod accounts;
mod rights;
mod sent;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use store::accounts::AccountKind;
use store::{Store, Write};

use crate::world::operation;

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
    let id = store::accounts::create(&write, AccountKind::Person, "zh").await.unwrap();
    write.commit().await.unwrap();
    id
}
