//! What was written when a session ran out is there again after signing in, for whoever wrote it and for nobody else.

use app::{Clock, Visitor};
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};

use super::{Browser, PASSWORD, hidden, staff_of};
use crate::world::{World, whole_at};

const OFFICE: &str = "market-supervision";
const NEW: &str = "/procedures/question/new";

async fn sign_in(world: &World, name: &str, next: &str) -> Browser {
    let mut browser = Browser::default();
    let form = [("name", name), ("password", PASSWORD), ("next", next)];
    let entered = browser.post(world, "/sign-in", &form).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.main());
    browser
}

#[tokio::test]
async fn what_was_written_when_a_session_ran_out_is_found_again_by_its_writer_alone() {
    let start: Timestamp = "2026-09-01T09:00:00+08:00".parse().unwrap();
    let clock = Clock::demonstration(start);
    let world = whole_at(clock.clone()).await;
    let mut browser = staff_of(&world, "clerk-one", "clerk", OFFICE).await;
    let form = browser.get(&world, NEW).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.main());
    let written = [
        ("sent-once", hidden(&form, "sent-once")),
        ("start-by", "ask".to_owned()),
        ("finding", "甲".to_owned()),
        ("question", "增长以哪一年为基数（演示数据）".to_owned()),
    ];
    let written = written.each_ref().map(|(name, text)| (*name, text.as_str()));
    clock.advance_to(start + SignedDuration::from_mins(40));
    let late = browser.post(&world, NEW, &written).await;
    assert_eq!(late.status, StatusCode::SEE_OTHER, "{}", late.main());
    let to = late.header("location").to_owned();
    assert!(to.starts_with("/sign-in?next=") && to.contains("apply"), "{to}");
    let draft = to.split("next=").nth(1).unwrap().replace("%2F", "/");
    let code = draft.rsplit('/').next().unwrap();
    let session = browser.cookies.iter().find(|(name, _)| name.contains("session")).unwrap().1.clone();
    let visitor = Visitor { session: Some(session), ..Visitor::default() };
    let who = app::sessions::who_was(world.app(), &visitor).await.unwrap().unwrap();
    let kept = app::cases::drafts::read(world.app(), &who, code).await.unwrap();
    assert_eq!(kept.texts["question"], ["增长以哪一年为基数（演示数据）"]);

    // Nobody else reads it, whoever signs in there.
    let mut stranger = Browser::default();
    assert!(stranger.get(&world, &draft).await.header("location").starts_with("/sign-in"));
    let mut other = staff_of(&world, "clerk-two", "clerk", OFFICE).await;
    assert_eq!(other.get(&world, &draft).await.status, StatusCode::NOT_FOUND);
    let queue = other.get(&world, "/procedures/question").await;
    assert!(!queue.main().contains("增长以哪一年为基数"), "nothing was asked: {}", queue.main());
    let mut again = sign_in(&world, "clerk-one", &draft).await;
    let waiting = again.get(&world, &draft).await;
    assert!(waiting.header("location").starts_with("/second-factor"), "{}", waiting.main());

    // What is sent without a session, or long after one, is nobody's.
    let sent = stranger.post(&world, NEW, &written).await;
    assert!(
        sent.header("location").starts_with("/sign-in?next=%2Fprocedures"),
        "{}",
        sent.header("location")
    );
    clock.advance_to(start + SignedDuration::from_hours(40));
    let old = browser.post(&world, NEW, &written).await;
    assert!(old.header("location").starts_with("/sign-in?next=%2Fprocedures"), "{}", old.header("location"));
}
