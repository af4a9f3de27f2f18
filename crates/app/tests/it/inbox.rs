//! Messages: who sees them, what they ask, and what the letter says that announces them.

use app::inbox::{self, Counts, Draft, MESSAGES_MAX, MessageKind};
use app::{Actor, Error};
use form::Language;
use jiff::civil::date;
use kernel::Wording;
use store::Database;

use crate::people::stage::Stage;

/// Names and keys that nobody may read in a mailbox.
const CANARY: &str = "canary";

fn about_canary() -> Wording {
    Wording::new("canary申请人的案件", "the case of canary")
}

/// An operation that puts a message into the inbox of somebody.
async fn put(stage: &mut Stage, name: &str, draft: Draft) {
    let account = stage.actor(name).await.account.unwrap();
    let write = stage.app.begin(&Actor::system(), "test", ("account", "1"), None).await.unwrap();
    inbox::put(&stage.app, &write, account, draft).await.unwrap();
    write.commit().await.unwrap();
}

/// A county with an artist who reads Chinese.
async fn county() -> Stage {
    let mut stage = Stage::new(Database::Sqlite).await;
    stage.registered("artist").await;
    stage
}

/// The letter about a message, without what stands in all of them.
async fn letter_about(draft: Draft, language: Language) -> String {
    let mut stage = county().await;
    let account = stage.actor("artist").await.account.unwrap();
    let write = stage.app.begin(&Actor::system(), "test", ("account", "1"), None).await.unwrap();
    store::accounts::set_language(&write, account, language.id()).await.unwrap();
    write.commit().await.unwrap();
    put(&mut stage, "artist", draft).await;
    let letters = stage.post().await;
    let [letter] = letters.as_slice() else { panic!("{letters:?}") };
    assert!(!letter.body.contains(CANARY), "{}", letter.body);
    let lines = letter.body.lines().filter(|line| !line.trim().is_empty());
    lines.take(2).map(str::trim).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_letter_says_kind_day_and_the_way_to_the_inbox_and_no_more() {
    let to_do = || Draft::to_do(about_canary()).leading_to("/cases/canary");
    let letter = letter_about(to_do().due(date(2026, 3, 5)), Language::Zh).await;
    assert_eq!(
        letter,
        "平台上有一条给您的待办，办理期限2026-03-05。内容不随邮件发送，请登录后查看。\nhttps://example.cn/qiangxian/inbox"
    );
    let letter = letter_about(to_do().due(date(2026, 3, 5)), Language::En).await;
    assert_eq!(
        letter,
        "There is a task for you, to be done by 2026-03-05. What it is about is not sent by mail; sign in to read it.\nhttps://example.cn/qiangxian/en/inbox"
    );
    let letter = letter_about(Draft::reminder(about_canary()), Language::Zh).await;
    assert!(letter.starts_with("平台上有一条给您的提醒。内容"), "{letter}");
    let letter = letter_about(Draft::notice(about_canary()), Language::En).await;
    assert!(letter.starts_with("There is a notice for you. What"), "{letter}");
}

#[tokio::test]
async fn what_waits_to_be_sent_names_nobody_either() {
    let mut stage = county().await;
    put(&mut stage, "artist", Draft::to_do(about_canary()).leading_to("/cases/canary")).await;
    let reader = stage.app.store().reader().await.unwrap();
    let mut job = 1;
    while let Some(found) = store::jobs::get(&reader, job).await.unwrap() {
        assert!(!found.payload.contains(CANARY), "{found:?}");
        job += 1;
    }
    let letter = store::letters::get(&reader, job - 1).await.unwrap().unwrap();
    assert_eq!((letter.kind.as_str(), letter.sent_at), ("inbox-message", None));
    assert!(!format!("{letter:?}").contains("artist"), "the address is sealed: {letter:?}");
}

#[tokio::test]
async fn what_has_to_be_done_counts_until_it_is_settled_and_what_is_read_is_not_new() {
    let mut stage = county().await;
    let words = || Wording::new("演示数据", "demonstration");
    put(&mut stage, "artist", Draft::to_do(words()).leading_to("/my/firms")).await;
    put(&mut stage, "artist", Draft::notice(words())).await;
    let artist = stage.actor("artist").await;
    let counts = async |stage: &Stage| inbox::counts(&stage.app, &artist).await.unwrap();
    assert_eq!(counts(&stage).await, Counts { unread: 2, to_do: 1 });
    let listed = inbox::list(&stage.app, &artist, true, None).await.unwrap().messages;
    let kinds: Vec<MessageKind> = listed.iter().map(|message| message.kind).collect();
    assert_eq!(kinds, [MessageKind::Notice, MessageKind::ToDo], "the newest first");
    for message in &listed {
        inbox::read(&stage.app, &artist, message.id).await.unwrap();
    }
    assert_eq!(counts(&stage).await, Counts { unread: 0, to_do: 1 });

    let write = stage.app.begin(&Actor::system(), "test", ("account", "1"), None).await.unwrap();
    store::inbox::settle(&write, artist.account, "/my/firms", stage.now()).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(counts(&stage).await, Counts { unread: 0, to_do: 0 });
    assert_eq!(inbox::list(&stage.app, &artist, true, None).await.unwrap().messages.len(), 1);
    assert_eq!(inbox::list(&stage.app, &artist, false, None).await.unwrap().messages.len(), 2);
}

#[tokio::test]
async fn nobody_sees_the_inbox_of_somebody_else() {
    let mut stage = county().await;
    stage.registered("weaver").await;
    put(&mut stage, "artist", Draft::notice(about_canary())).await;
    let weaver = stage.actor("weaver").await;
    assert_eq!(inbox::list(&stage.app, &weaver, false, None).await.unwrap().messages, []);
    assert_eq!(inbox::counts(&stage.app, &weaver).await.unwrap(), Counts::default());
    assert!(matches!(inbox::read(&stage.app, &weaver, 1).await, Err(Error::NotFound)));
    let stranger = Actor::stranger(None);
    assert!(matches!(inbox::list(&stage.app, &stranger, false, None).await, Err(Error::NotFound)));
    assert!(matches!(inbox::read(&stage.app, &stranger, 1).await, Err(Error::NotFound)));
    assert_eq!(inbox::counts(&stage.app, &stranger).await.unwrap(), Counts::default());
}

#[tokio::test]
async fn a_long_inbox_is_read_page_by_page() {
    let mut stage = county().await;
    let all = usize::from(MESSAGES_MAX) + 3;
    for number in 0..all {
        put(&mut stage, "artist", Draft::notice(Wording::new(number.to_string(), number.to_string()))).await;
    }
    let artist = stage.actor("artist").await;
    let first = inbox::list(&stage.app, &artist, true, None).await.unwrap();
    assert_eq!(first.messages.len(), usize::from(MESSAGES_MAX));
    let second = inbox::list(&stage.app, &artist, true, first.next).await.unwrap();
    assert_eq!((second.messages.len(), second.next), (3, None));
    let told = first.messages.iter().chain(&second.messages).map(|message| message.title_zh.clone());
    assert_eq!(told.collect::<Vec<_>>(), (0..all).rev().map(|number| number.to_string()).collect::<Vec<_>>());
}
