//! The clock of the machine is set back by days while people are at work.

use std::sync::atomic::Ordering;

use app::accounts::second_factor;
use app::sessions::Who;
use app::{Clock, Error, accounts, inbox};
use jiff::SignedDuration;
use store::operations;

use super::stage::{Stage, mail, password};
use crate::county::on_both;

/// Sets the clock to another time, as nobody can from within the product.
fn set_back(stage: &Stage, by: SignedDuration) {
    let Clock::Demonstration(now) = &stage.clock else { panic!("tests have a clock of their own") };
    now.fetch_sub(i64::try_from(by.as_micros()).unwrap(), Ordering::SeqCst);
}

async fn last_recorded(stage: &Stage) -> operations::Operation {
    let asked = operations::Asked { limit: 1, ..Default::default() };
    let reader = stage.app.store().reader().await.unwrap();
    operations::list(&reader, &asked).await.unwrap().remove(0)
}

async fn rename(stage: &Stage, who: &Who, name: &str) -> Result<(), Error> {
    accounts::change_profile(&stage.app, who, name, form::Language::En).await
}

async fn story(database: store::Database) {
    let mut stage = Stage::new(database).await;
    stage.staff("clerk").await;
    stage.pass(SignedDuration::from_mins(1));
    let before = last_recorded(&stage).await;
    let used = stage.code("clerk");
    let who = stage.who("clerk").await;
    let signed_in = second_factor::give(&stage.app, &who, &used).await.unwrap();
    stage.enter("clerk", &signed_in);
    for _ in 0..6 {
        let wrong = stage.sign_in("clerk", password("nobody")).await;
        assert!(matches!(wrong, Err(Error::Invalid(_) | Error::TooSoon { .. })), "{wrong:?}");
    }

    set_back(&stage, SignedDuration::from_hours(72));
    // Who is signed in goes on, and what is done is recorded after what was done before.
    let who = stage.who("clerk").await;
    assert!(who.actor.account.is_some() && who.actor.second_factor);
    rename(&stage, &who, "演示经办").await.unwrap();
    let after = last_recorded(&stage).await;
    assert!(after.seq > before.seq && after.recorded_at > before.recorded_at, "{after:?}");
    // A code that was used stays used, and so do those that come before it; a recovery code helps who cannot wait.
    stage.sign_in("clerk", password("clerk")).await.unwrap();
    let half = stage.who("clerk").await;
    for code in [used, stage.code("clerk")] {
        let replayed = second_factor::give(&stage.app, &half, &code).await;
        assert!(matches!(replayed, Err(Error::Invalid(_))), "{replayed:?}");
    }
    let recovery = stage.person("clerk").codes[0].text().to_owned();
    let signed_in = second_factor::give_recovery_code(&stage.app, &half, &recovery).await.unwrap();
    stage.enter("clerk", &signed_in);
    // Letters are sent, and the mailbox of somebody who errs is not closed for three days.
    let who = stage.who("clerk").await;
    inbox::list(&stage.app, &who.actor, true, None).await.unwrap();
    let stranger = stage.visitor("clerk");
    accounts::request_recovery(&stage.app, &stranger, &mail("clerk")).await.unwrap();
    assert!(!stage.post().await.is_empty(), "a letter is sent at once");
}

#[test]
fn a_clock_that_is_set_back_locks_nobody_out_and_forgets_nothing() {
    on_both(story);
}
