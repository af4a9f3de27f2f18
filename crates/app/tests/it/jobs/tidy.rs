//! The tidying of every night.

use app::jobs::{self, State};
use app::{Actor, Error, Surroundings};
use jiff::SignedDuration;
use store::Database;
use store::jobs::NewJob;
use store::throttles;

use super::letters::seen;
use crate::county::County;

#[tokio::test]
async fn what_had_its_time_is_removed_and_the_page_says_how_far_it_is() {
    let county = County::new(Database::Sqlite, Surroundings::default()).await;
    let administrator = county.with_role("system-administrator");
    let first = jobs::tidy_now(&county.app, &administrator).await.unwrap();
    let housekeeping = county.app.store().housekeeping().await.unwrap();
    throttles::set(&housekeeping, "address", [1; 32], 3, county.clock.now()).await.unwrap();
    housekeeping.commit().await.unwrap();
    jobs::run_due(&county.app).await.unwrap();
    let done = seen(&county, first).await;
    assert_eq!((done.state, done.percent), (State::Done(county.clock.now()), Some(100)));
    assert_eq!(done.line.unwrap().zh, "整理数据库文件", "the last that it told");

    county.pass(SignedDuration::from_hours(24 * 31));
    jobs::tidy_now(&county.app, &administrator).await.unwrap();
    jobs::run_due(&county.app).await.unwrap();
    let gone = jobs::see(&county.app, &administrator, first).await;
    assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
    let reader = county.app.store().reader().await.unwrap();
    assert_eq!(throttles::get(&reader, "address", [1; 32]).await.unwrap(), None);
}

#[tokio::test]
async fn work_that_this_program_does_not_know_waits_for_one_that_does() {
    let county = County::new(Database::Sqlite, Surroundings::default()).await;
    let now = county.clock.now();
    let housekeeping = county.app.store().housekeeping().await.unwrap();
    let new = NewJob { account: None, kind: "brew-tea", payload: r#"{"kind":"brew-tea"}"#, run_after: now };
    let id = store::jobs::make(&housekeeping, &new, now).await.unwrap();
    housekeeping.commit().await.unwrap();
    jobs::run_due(&county.app).await.unwrap();
    let waiting = seen(&county, id).await;
    assert!(matches!(waiting.state, State::Waiting(_)), "{waiting:?}");
    assert_eq!(waiting.line.unwrap().zh, "本版程序不认识这项任务");

    while let State::Waiting(at) = seen(&county, id).await.state {
        county.clock.advance_to(at);
        jobs::run_due(&county.app).await.unwrap();
    }
    let administrator = county.with_role("system-administrator");
    jobs::revive(&county.app, &administrator, id).await.unwrap();
    assert_eq!(seen(&county, id).await.state, State::Waiting(county.clock.now()));
}

#[tokio::test]
async fn who_asked_for_work_sees_how_far_it_is() {
    let county = County::new(Database::Sqlite, Surroundings::default()).await;
    let write = county.app.begin(&Actor::stranger(None), "create", ("account", "1"), None).await.unwrap();
    let account = store::accounts::create(&write, store::accounts::AccountKind::Staff, "zh").await.unwrap();
    write.commit().await.unwrap();
    let administrator = Actor { account: Some(account), ..county.with_role("system-administrator") };
    let job = jobs::tidy_now(&county.app, &administrator).await.unwrap();
    let without_role = Actor { account: Some(account), ..Actor::stranger(None) };
    assert_eq!(jobs::see(&county.app, &without_role, job).await.unwrap().title.zh, "清理到期数据");
    let somebody_else = Actor { account: Some(account + 1), ..Actor::stranger(None) };
    assert!(matches!(jobs::see(&county.app, &somebody_else, job).await, Err(Error::NotFound)));
}
