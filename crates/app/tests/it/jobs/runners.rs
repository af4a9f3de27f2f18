//! Runners that die, that are two, that are told to stop.

use std::sync::atomic::Ordering;
use std::time::Duration;

use app::Clock;
use app::jobs::{self, State};
use app::mail::Security;
use jiff::SignedDuration;
use store::Database;
use tokio::sync::oneshot;
use tokio::time::sleep;

use super::letters::{county, seen, write_letter};
use crate::county::{County, on_both};
use crate::smtp_sink::SmtpSink;

/// How long a job belongs to somebody who says nothing more.
const LEASE: SignedDuration = SignedDuration::from_mins(2);

/// Begins the job and dies in the middle of it, for the so many-th time.
async fn begin_and_die(county: &County, sink: &SmtpSink, times: usize) {
    let app = county.app.clone();
    let runner = tokio::spawn(async move { jobs::run_due(&app).await });
    sink.held(times).await;
    runner.abort();
    assert!(runner.await.unwrap_err().is_cancelled());
    // What it had begun ends a moment later, where another thread is at it.
    sink.left(times).await;
}

#[test]
fn what_a_dead_runner_began_is_done_by_another_one_once() {
    on_both(async |database| {
        let sink = SmtpSink::start(Security::None).await;
        let county = county(database, &sink.settings()).await;
        write_letter(&county).await;
        sink.hold(true);
        begin_and_die(&county, &sink, 1).await;
        assert_eq!(seen(&county, 1).await.state, State::UnderWay);
        assert_eq!(jobs::run_due(&county.app).await.unwrap(), 0, "nobody knows yet that it died");
        county.pass(LEASE);
        sink.hold(false);
        assert_eq!(jobs::run_due(&county.app).await.unwrap(), 1);
        let done = seen(&county, 1).await;
        assert_eq!((done.state, done.attempts), (State::Done(county.clock.now()), 2));
        assert_eq!(sink.deliveries().len(), 1);
    });
}

/// The clock of the machine is set back.
fn set_back(county: &County, time: SignedDuration) {
    let Clock::Demonstration(clock) = &county.clock else { panic!("tests set their clock") };
    clock.fetch_sub(i64::try_from(time.as_micros()).unwrap(), Ordering::SeqCst);
}

#[test]
fn a_clock_that_is_set_back_keeps_no_job_waiting() {
    const HOURS: SignedDuration = SignedDuration::from_hours(10);
    on_both(async |database| {
        let sink = SmtpSink::start(Security::None).await;
        let county = county(database, &sink.settings()).await;
        write_letter(&county).await;
        sink.hold(true);
        begin_and_die(&county, &sink, 1).await;
        set_back(&county, HOURS);
        write_letter(&county).await;
        set_back(&county, HOURS);
        sink.hold(false);
        assert_eq!(jobs::run_due(&county.app).await.unwrap(), 1, "the second letter, made ten hours ahead");
        assert_eq!(seen(&county, 1).await.state, State::UnderWay, "who works on the first one may be alive");
        county.pass(LEASE);
        assert_eq!(jobs::run_due(&county.app).await.unwrap(), 1, "and is dead now");
        assert_eq!(seen(&county, 1).await.state, State::Done(county.clock.now()));
        assert_eq!(sink.deliveries().len(), 2);
    });
}

#[tokio::test]
async fn what_kills_every_runner_is_given_up() {
    let sink = SmtpSink::start(Security::None).await;
    let county = county(Database::Sqlite, &sink.settings()).await;
    write_letter(&county).await;
    sink.hold(true);
    for times in 1..=12 {
        begin_and_die(&county, &sink, times).await;
        county.pass(LEASE);
    }
    assert_eq!(jobs::run_due(&county.app).await.unwrap(), 1);
    let dead = seen(&county, 1).await;
    assert_eq!(dead.state, State::GivenUp(county.clock.now()));
    assert_eq!(dead.line.unwrap().en, "the program stopped in the middle of it again and again");
}

/// Waits until so many letters were delivered.
async fn delivered(sink: &SmtpSink, letters: usize) {
    while sink.deliveries().len() < letters {
        sleep(Duration::from_millis(5)).await;
    }
}

#[test]
fn two_runners_on_one_database_do_everything_once() {
    const LETTERS: usize = 30;
    on_both(async |database| {
        let sink = SmtpSink::start(Security::None).await;
        let county = county(database, &sink.settings()).await;
        for _ in 0..LETTERS {
            write_letter(&county).await;
        }
        let one = jobs::run(&county.app, delivered(&sink, LETTERS));
        let other = jobs::run(&county.app, delivered(&sink, LETTERS));
        tokio::join!(one, other);
        assert_eq!(sink.deliveries().len(), LETTERS);
        let counts = jobs::counts(&county.app, &county.with_role("system-administrator")).await.unwrap();
        assert_eq!(
            (counts.waiting, counts.given_up),
            (4, 0),
            "the tidying of the night, the clocks of the hour, the reminders and the closing of periods of the morning"
        );
    });
}

#[tokio::test]
async fn a_runner_that_is_told_to_stop_finishes_what_it_has_begun() {
    let sink = SmtpSink::start(Security::None).await;
    let county = county(Database::Sqlite, &sink.settings()).await;
    write_letter(&county).await;
    sink.hold(true);
    let (stop, stopping) = oneshot::channel::<()>();
    let app = county.app.clone();
    let runner = tokio::spawn(async move { jobs::run(&app, async { drop(stopping.await) }).await });
    sink.held(1).await;
    stop.send(()).unwrap();
    sink.hold(false);
    runner.await.unwrap();
    assert_eq!(seen(&county, 1).await.state, State::Done(county.clock.now()));
}
