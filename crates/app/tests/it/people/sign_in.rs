//! Coming in: registration, wrong passwords and the waiting they cost, the second factor.

use app::accounts;
use app::secrets::Password;
use app::sessions;

use super::stage::{Stage, mail, new_person, password};
use super::story::{shown, tell};
use crate::people::stage::ADDRESS;

#[test]
fn an_artist_registers() {
    tell(
        "",
        "
2026-03-02 10:00 artist registers -> link-gone
2026-03-02 10:01 artist asks to register -> done; letter to artist@example.cn
2026-03-02 10:02 artist looks -> stranger
2026-03-02 10:03 artist registers -> done
2026-03-02 10:04 artist looks -> stranger citizen
2026-03-02 10:05 artist registers -> link-gone
2026-03-02 10:06 artist signs out -> done
2026-03-02 10:07 artist looks -> stranger
2026-03-02 10:08 artist signs in -> done
2026-03-02 10:09 artist looks -> stranger citizen
2026-03-02 10:10 artist asks to register -> done; letter to artist@example.cn
2026-03-02 10:11 artist registers -> link-gone
",
    );
}

#[test]
fn a_link_to_register_is_good_for_a_day() {
    tell(
        "",
        "
2026-03-02 10:00 artist asks to register -> done; letter to artist@example.cn
2026-03-03 10:00 artist registers -> link-gone
",
    );
}

#[test]
fn wrong_passwords_cost_time_that_grows_and_passes() {
    tell(
        "artist",
        "
2026-03-02 10:00 artist signs in wrongly -> sign-in-wrong
2026-03-02 10:00 artist signs in wrongly -> sign-in-wrong
2026-03-02 10:00 artist signs in wrongly -> sign-in-wrong
2026-03-02 10:00 artist signs in wrongly -> sign-in-wrong
2026-03-02 10:00 artist signs in wrongly -> sign-in-wrong
2026-03-02 10:00 artist signs in -> wait until 10:00:30
2026-03-02 10:01 artist signs in wrongly -> sign-in-wrong
2026-03-02 10:01 artist signs in -> wait until 10:02:00
2026-03-02 10:02 artist signs in wrongly -> sign-in-wrong
2026-03-02 10:03 artist signs in -> wait until 10:04:00
2026-03-02 10:04 artist signs in -> done
2026-03-02 10:05 artist signs in wrongly -> sign-in-wrong
2026-03-02 10:05 artist signs in -> done
",
    );
}

#[test]
fn nobody_learns_which_accounts_there_are() {
    // The same answers for a name that nobody has, and the same waiting.
    tell(
        "artist",
        "
2026-03-02 10:00 nobody signs in -> sign-in-wrong
2026-03-02 10:00 nobody signs in -> sign-in-wrong
2026-03-02 10:00 nobody signs in -> sign-in-wrong
2026-03-02 10:00 nobody signs in -> sign-in-wrong
2026-03-02 10:00 nobody signs in -> sign-in-wrong
2026-03-02 10:00 nobody signs in -> wait until 10:00:30
2026-03-02 10:10 nobody asks to recover -> done
2026-03-02 10:10 artist asks to recover -> done; letter to artist@example.cn
2026-03-02 10:11 artist asks to register -> done; letter to artist@example.cn
",
    );
}

#[test]
fn a_second_factor_is_asked_for_once_it_is_enrolled() {
    tell(
        "artist clerk:clerk",
        "
2026-03-02 10:00 artist enrolls -> done; letter to artist@example.cn
2026-03-02 10:01 artist looks -> stranger citizen
2026-03-02 10:02 artist signs in -> done
2026-03-02 10:02 artist looks -> stranger, has to give the second factor
2026-03-02 10:03 artist gives a wrong code -> code-wrong
2026-03-02 10:03 artist gives a code -> done
2026-03-02 10:03 artist gives a code -> code-wrong
2026-03-02 10:04 artist looks -> stranger citizen
2026-03-02 10:05 artist signs in -> done
2026-03-02 10:05 artist gives recovery code 3 -> done; letter to artist@example.cn
2026-03-02 10:06 artist signs in -> done
2026-03-02 10:06 artist gives recovery code 3 -> code-wrong
2026-03-02 10:07 artist gives recovery code 4 -> done; letter to artist@example.cn
2026-03-02 10:08 clerk signs in -> done
2026-03-02 10:08 clerk looks -> stranger clerk, has to give the second factor
2026-03-02 10:09 clerk gives a code -> done
2026-03-02 10:09 clerk looks -> stranger clerk
",
    );
}

#[test]
fn wrong_codes_cost_time_too() {
    tell(
        "clerk:clerk",
        "
2026-03-02 10:00 clerk signs in -> done
2026-03-02 10:00 clerk gives a wrong code -> code-wrong
2026-03-02 10:00 clerk gives a wrong code -> code-wrong
2026-03-02 10:00 clerk gives a wrong code -> code-wrong
2026-03-02 10:00 clerk gives a wrong code -> code-wrong
2026-03-02 10:00 clerk gives a wrong code -> code-wrong
2026-03-02 10:00 clerk gives a code -> wait until 10:01:00
2026-03-02 10:00 clerk gives recovery code 0 -> wait until 10:01:00
2026-03-02 10:01 clerk gives a code -> done
",
    );
}

#[tokio::test]
async fn what_was_said_at_registration_is_checked_and_the_link_stays_good() {
    let mut stage = Stage::new(store::Database::Sqlite).await;
    let visitor = stage.visitor("artist");
    for (typed, code) in [("artist", "mail-address"), ("", "mail-address")] {
        let refused = accounts::request_registration(&stage.app, &visitor, typed).await.unwrap_err();
        assert_eq!(shown(&refused), code);
    }
    accounts::request_registration(&stage.app, &visitor, " Artist@Example.CN ").await.unwrap();
    let letters = stage.post().await;
    assert_eq!(letters[0].to, mail("artist"));
    assert!(
        letters[0].body.contains(&format!("{ADDRESS}/register/confirmation?token=")),
        "{}",
        letters[0].body
    );
    let token = stage.person("artist").token.clone();
    let mut person = new_person(" ");
    (person.password, person.consent) = (Password::new("artist@example.cn"), None);
    let refused = accounts::register(&stage.app, &visitor, &token, person).await.unwrap_err();
    assert_eq!(shown(&refused), "missing, password-too-common, missing");
    accounts::register(&stage.app, &visitor, &token, new_person("artist")).await.unwrap();
}

#[tokio::test]
async fn a_burst_gets_no_more_attempts_than_one_after_the_other() {
    let mut stage = Stage::new(store::Database::Sqlite).await;
    stage.registered("artist").await;
    let (app, visitor) = (stage.app.clone(), stage.visitor("thief"));
    let attempts = (0..12).map(|_| {
        let (app, visitor) = (app.clone(), visitor.clone());
        tokio::spawn(async move {
            sessions::sign_in(&app, &visitor, &mail("artist"), Password::new("wrong")).await.unwrap_err()
        })
    });
    let mut answers = Vec::new();
    for attempt in attempts.collect::<Vec<_>>() {
        answers.push(shown(&attempt.await.unwrap()));
    }
    let wrong = answers.iter().filter(|answer| *answer == "sign-in-wrong").count();
    assert_eq!(wrong, 5, "{answers:?}");
    let waits = stage.sign_in("artist", password("artist")).await.unwrap_err();
    assert!(shown(&waits).starts_with("wait until"), "{waits:?}");
}

#[tokio::test]
async fn an_address_that_errs_for_many_names_waits_as_well() {
    let mut stage = Stage::new(store::Database::Sqlite).await;
    let visitor = stage.visitor("thief");
    for number in 0..50 {
        let name = format!("name{number}@example.cn");
        let refused =
            sessions::sign_in(&stage.app, &visitor, &name, Password::new("wrong")).await.unwrap_err();
        assert_eq!(shown(&refused), "sign-in-wrong");
    }
    let refused = sessions::sign_in(&stage.app, &visitor, "another@example.cn", Password::new("x")).await;
    assert_eq!(shown(&refused.unwrap_err()), "wait until 09:45:10");
    let other = stage.visitor("somebody else");
    let refused = sessions::sign_in(&stage.app, &other, "another@example.cn", Password::new("x")).await;
    assert_eq!(shown(&refused.unwrap_err()), "sign-in-wrong");
}
