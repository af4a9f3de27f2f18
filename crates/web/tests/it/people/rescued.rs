//! What was written when a session ran out is there again after signing in, for whoever wrote it and for nobody else.

use app::{Clock, Visitor};
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};

use super::{Browser, PASSWORD, hidden, staff_of, staff_with};
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

#[tokio::test]
async fn files_that_were_chosen_when_a_session_ran_out_are_named_to_be_chosen_again() {
    let start: Timestamp = "2026-09-01T09:00:00+08:00".parse().unwrap();
    let clock = Clock::demonstration(start);
    let world = whole_at(clock.clone()).await;
    let (mut browser, factor) = staff_with(&world, "clerk-one", "clerk", OFFICE).await;
    clock.advance_to(start + SignedDuration::from_mins(40));
    let written = [("start-by", "raise"), ("subject", "缺一间窗口（演示数据）")];
    let file = ("documents", "会议纪要.pdf", b"%PDF-1.7".as_slice());
    let late = browser.upload(&world, "/procedures/problem/new", &written, file).await;
    assert_eq!(late.status, StatusCode::SEE_OTHER, "{}", late.main());
    let draft = late.header("location").split("next=").nth(1).unwrap().replace("%2F", "/");

    let mut again = sign_in(&world, "clerk-one", &draft).await;
    let code = factor.code(world.now());
    let given = again.post(&world, "/second-factor", &[("code", &code), ("next", &draft)]).await;
    assert_eq!(
        (given.status, given.header("location")),
        (StatusCode::SEE_OTHER, &*draft),
        "{}",
        given.main()
    );
    let page = format!("{draft}/what");
    for path in [&draft, &page] {
        let shown = again.get(&world, path).await;
        assert!(shown.main().contains("请重新选择这些文件"), "{}", shown.main());
        assert!(shown.main().contains("附件（会议纪要.pdf）"), "{}", shown.main());
    }
    let english = again.get(&world, &format!("/en{draft}")).await;
    assert!(english.main().contains("Documents (会议纪要.pdf)"), "{}", english.main());
    let other_page = again.get(&world, &format!("{draft}/who")).await;
    assert!(!other_page.main().contains("会议纪要"), "{}", other_page.main());

    // Who keeps the page has seen it.
    let form = again.get(&world, &page).await;
    assert!(form.main().contains("缺一间窗口（演示数据）"), "{}", form.main());
    let once = hidden(&form, "sent-once");
    let kept = [("sent-once", &*once), ("subject", "缺一间窗口（演示数据）"), ("keep-draft", "1")];
    let kept = again.post(&world, &page, &kept).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.main());
    assert!(!again.get(&world, &page).await.main().contains("会议纪要"));
}
