use std::time::Duration;

use crate::migrations::tests::{new, on_both};
use crate::{Db, Error, Settings, Store};

const ENDLESS: &str =
    "with recursive endless(n) as (select 1 union all select n + 1 from endless where n > 0)
  select count(*) as n from endless";

async fn limited(settings: Settings) {
    let store = Store::create(&settings, &new()).await.unwrap();
    let limit = Duration::from_millis(50);
    // More often than there are readers: each is good for the next question.
    for _ in 0..20 {
        let reader = store.reader().await.unwrap();
        let transaction = reader.transaction();
        let ask = transaction.just(ENDLESS, [], |row| row.get::<i64>("n"));
        let error = transaction.within(limit, ask).await.unwrap_err();
        assert!(matches!(error, Error::TooSlow { limit: told } if told == limit), "{error:?}");
        drop(reader);
        assert_eq!(store.installation().await.unwrap().county, "tangxi");
    }
    let reader = store.reader().await.unwrap();
    let transaction = reader.transaction();
    let ask = transaction.just("select 7 as n", [], |row| row.get::<i32>("n"));
    assert_eq!(transaction.within(limit, ask).await.unwrap(), 7);
}

/// A question that nobody waits for any more does not keep its connection for ever.
async fn abandoned(settings: Settings) {
    let store = Store::create(&settings, &new()).await.unwrap();
    for _ in 0..20 {
        let reader = store.reader().await.unwrap();
        let transaction = reader.transaction();
        let ask = transaction.just(ENDLESS, [], |row| row.get::<i64>("n"));
        let asked = transaction.within(Duration::from_millis(200), ask);
        assert!(tokio::time::timeout(Duration::from_millis(10), asked).await.is_err());
    }
    assert_eq!(store.installation().await.unwrap().county, "tangxi");
}

#[test]
fn an_endless_question_is_given_up_and_its_connection_is_good_again() {
    on_both(limited);
}

#[test]
fn an_abandoned_question_ends() {
    on_both(abandoned);
}
