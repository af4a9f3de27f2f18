//! Recovering access, and changing password and address.

use app::accounts;
use app::secrets::Password;

use super::stage::{Stage, mail, password};
use super::story::{shown, tell};

#[test]
fn access_is_recovered_by_a_link_that_works_once_for_an_hour() {
    tell(
        "artist",
        "
2026-03-02 10:00 artist looks -> stranger citizen
2026-03-02 10:01 artist asks to recover -> done; letter to artist@example.cn
2026-03-02 11:01 artist recovers -> link-gone
2026-03-02 11:02 artist asks to recover -> done; letter to artist@example.cn
2026-03-02 11:03 artist recovers -> done; letter to artist@example.cn
2026-03-02 11:04 artist looks -> stranger
2026-03-02 11:05 artist signs in -> sign-in-wrong
2026-03-02 11:06 artist signs in anew -> done
2026-03-02 11:07 artist recovers -> link-gone
",
    );
}

#[test]
fn who_has_only_the_mailbox_does_not_get_past_the_second_factor() {
    tell(
        "clerk:clerk",
        "
2026-03-02 10:00 clerk asks to recover -> done; letter to clerk@example.cn
2026-03-02 10:01 clerk recovers -> done; letter to clerk@example.cn
2026-03-02 10:02 clerk signs in anew -> done
2026-03-02 10:02 clerk looks -> stranger clerk, has to give the second factor
",
    );
}

#[test]
fn letters_to_one_mailbox_are_few() {
    tell(
        "artist",
        "
2026-03-02 10:00 artist asks to recover -> done; letter to artist@example.cn
2026-03-02 10:00 artist asks to recover -> done; letter to artist@example.cn
2026-03-02 10:00 artist asks to recover -> wait until 10:10:00
2026-03-02 10:00 thief asks to recover -> done
2026-03-02 10:00 thief asks to recover -> done
2026-03-02 10:00 thief asks to recover -> done
2026-03-02 10:00 thief asks to recover -> wait until 10:10:00
2026-03-02 10:10 artist asks to recover -> done; letter to artist@example.cn
",
    );
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it() {
    let mut stage = Stage::new(store::Database::Sqlite).await;
    stage.registered("artist").await;
    let elsewhere = stage.visitor("artist").session;
    stage.person("artist").visitor.session = None;
    stage.sign_in("artist", password("artist")).await.unwrap();
    let who = stage.who("artist").await;
    let new = || Password::new("a quite different secret");
    let refused = accounts::change_password(&stage.app, &who, Password::new("wrong"), new()).await;
    assert_eq!(shown(&refused.unwrap_err()), "password-wrong");
    let refused =
        accounts::change_password(&stage.app, &who, password("artist"), Password::new("short")).await;
    assert_eq!(shown(&refused.unwrap_err()), "password-too-short");
    accounts::change_password(&stage.app, &who, password("artist"), new()).await.unwrap();
    assert_eq!(stage.post().await.len(), 1, "the owner is told");
    assert!(stage.who("artist").await.actor.account.is_some(), "this session goes on");
    stage.person("artist").visitor.session = elsewhere;
    assert_eq!(stage.who("artist").await.actor.account, None, "the others have ended");
    stage.sign_in("artist", new()).await.unwrap();
}

#[tokio::test]
async fn another_address_counts_once_it_is_proved() {
    let mut stage = Stage::new(store::Database::Sqlite).await;
    stage.registered("artist").await;
    stage.registered("neighbor").await;
    let (visitor, who) = (stage.visitor("artist"), stage.who("artist").await);
    let app = stage.app.clone();
    let change =
        async |to: &str| accounts::change_address(&app, &visitor, &who, password("artist"), to).await;
    change(&mail("neighbor")).await.unwrap();
    let letters = stage.post().await;
    assert_eq!(letters[0].to, mail("neighbor"), "they hear that somebody tried");
    change(&mail("new")).await.unwrap();
    stage.post().await;
    let token = stage.person("new").token.clone();
    assert_eq!(accounts::profile(&stage.app, &who).await.unwrap().mail, Some(mail("artist")));
    accounts::confirm_address(&stage.app, &visitor, &token).await.unwrap();
    let letters = stage.post().await;
    assert_eq!(letters[0].to, mail("artist"), "the former address hears of it");
    assert_eq!(accounts::profile(&stage.app, &who).await.unwrap().mail, Some(mail("new")));
    let refused = stage.sign_in("artist", password("artist")).await.unwrap_err();
    assert_eq!(shown(&refused), "sign-in-wrong");
    let signed_in =
        app::sessions::sign_in(&stage.app, &visitor, &mail("new"), password("artist")).await.unwrap();
    stage.enter("artist", &signed_in);
    let refused = accounts::confirm_address(&stage.app, &visitor, &token).await.unwrap_err();
    assert_eq!(shown(&refused), "link-gone");
}
