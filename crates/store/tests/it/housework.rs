//! Rows without history, told on both databases: jobs and throttles.

use std::time::Duration;

use jiff::Timestamp;
use kernel::Wording;
use store::jobs::{self, NewJob};
use store::throttles;

use crate::world::on_both;

fn at(minute: i64) -> Timestamp {
    "2026-03-02T01:00:00Z".parse::<Timestamp>().unwrap() + jiff::SignedDuration::from_mins(minute)
}

fn new(kind: &str, run_after: Timestamp) -> NewJob<'_> {
    NewJob { account: None, kind, payload: "{}", run_after }
}

fn why() -> Wording {
    Wording::new("没有连上", "no connection")
}

fn half() -> Wording {
    Wording::new("一半了", "half of it")
}

#[test]
fn a_job_belongs_to_who_took_it_last() {
    on_both(async |world| {
        let store = world.create().await;
        let db = store.housekeeping().await.unwrap();
        let later = jobs::make(&db, &new("export", at(30)), at(0)).await.unwrap();
        let first = jobs::make(&db, &new("letter", at(0)), at(0)).await.unwrap();
        let taken = jobs::take(&db, at(1), at(6)).await.unwrap().unwrap();
        assert_eq!((taken.id, taken.attempts), (first, 1));
        assert_eq!(jobs::take(&db, at(2), at(7)).await.unwrap(), None, "one is leased, the other not due");
        assert!(jobs::renew(&db, &taken, at(6)).await.unwrap());
        let again = jobs::take(&db, at(6), at(11)).await.unwrap().unwrap();
        assert_eq!((again.id, again.attempts), (first, 2), "the lease has run out");
        assert!(!jobs::done(&db, &taken, at(7)).await.unwrap(), "who lost it finishes nothing");
        assert!(!jobs::failed(&db, &taken, &why(), None, at(7)).await.unwrap());
        assert!(!jobs::renew(&db, &taken, at(12)).await.unwrap());
        jobs::report(&db, &taken, 90, &why()).await.unwrap();
        jobs::report(&db, &again, 40, &half()).await.unwrap();
        let seen = jobs::get(&db, first).await.unwrap().unwrap();
        assert_eq!((seen.percent, seen.line), (Some(40), Some(half())), "who lost it reports nothing");
        assert!(jobs::failed(&db, &again, &why(), Some(at(20)), at(7)).await.unwrap());
        assert_eq!(jobs::take(&db, at(19), at(24)).await.unwrap(), None);
        let third = jobs::take(&db, at(20), at(25)).await.unwrap().unwrap();
        assert_eq!((third.percent, third.line.clone()), (None, Some(why())));
        assert!(jobs::failed(&db, &third, &why(), None, at(21)).await.unwrap());
        assert_eq!(jobs::dead(&db, 10).await.unwrap()[0].id, first);
        assert_eq!(jobs::counts(&db).await.unwrap(), (1, 1));
        assert!(jobs::revive(&db, first, at(22)).await.unwrap());
        let fourth = jobs::take(&db, at(22), at(27)).await.unwrap().unwrap();
        assert!(jobs::done(&db, &fourth, at(23)).await.unwrap());
        assert_eq!(jobs::get(&db, later).await.unwrap().unwrap().attempts, 0);
        assert_eq!(jobs::forget(&db, at(24)).await.unwrap(), 1);
        assert_eq!(jobs::counts(&db).await.unwrap(), (1, 0));
        db.commit().await.unwrap();
    });
}

#[test]
fn those_who_take_jobs_at_once_take_different_ones() {
    const JOBS: i64 = 30;
    on_both(async |world| {
        let store = world.create().await;
        let db = store.housekeeping().await.unwrap();
        for _ in 0..JOBS {
            jobs::make(&db, &new("letter", at(0)), at(0)).await.unwrap();
        }
        db.commit().await.unwrap();
        let takers = [0; 3].map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut taken = Vec::new();
                loop {
                    let db = store.housekeeping().await.unwrap();
                    let Some(job) = jobs::take(&db, at(1), at(6)).await.unwrap() else { return taken };
                    // Long enough for the others to come by before it is sure who has it.
                    tokio::time::sleep(Duration::from_millis(2)).await;
                    db.commit().await.unwrap();
                    taken.push(job.id);
                }
            })
        });
        let mut all = Vec::new();
        for taker in takers {
            all.extend(taker.await.unwrap());
        }
        all.sort_unstable();
        assert_eq!(all, (1..=JOBS).collect::<Vec<_>>());
    });
}

#[test]
fn a_throttle_remembers_the_last_count() {
    on_both(async |world| {
        let store = world.create().await;
        let db = store.housekeeping().await.unwrap();
        throttles::set(&db, "address", [1; 32], 1, at(0)).await.unwrap();
        throttles::set(&db, "address", [1; 32], 2, at(1)).await.unwrap();
        throttles::set(&db, "mailbox", [1; 32], 9, at(5)).await.unwrap();
        assert_eq!(throttles::get(&db, "address", [1; 32]).await.unwrap(), Some((2, at(1))));
        throttles::clear(&db, "mailbox", [1; 32]).await.unwrap();
        assert_eq!(throttles::get(&db, "mailbox", [1; 32]).await.unwrap(), None);
        assert_eq!(throttles::forget(&db, "address", at(1)).await.unwrap(), 0);
        assert_eq!(throttles::forget(&db, "address", at(2)).await.unwrap(), 1);
        db.commit().await.unwrap();
    });
}
