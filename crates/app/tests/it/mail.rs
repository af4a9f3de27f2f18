//! Letters over a real line, and what they say.

use app::inbox::MessageKind;
use app::mail::{Letter, Mailer, Security, Settings};
use form::Language;
use kernel::Wording;

use crate::smtp_sink::SmtpSink;

const LINK: &str = "https://example.cn/recovery?token=0123456789abcdef";

fn every_letter() -> Vec<Letter> {
    let link = || LINK.to_owned();
    vec![
        Letter::ConfirmAddress { link: link() },
        Letter::AlreadyRegistered,
        Letter::SetUp { link: link() },
        Letter::Recovery { link: link() },
        Letter::Recovered,
        Letter::PasswordChanged,
        Letter::NewAddress { link: link() },
        Letter::AddressChanged,
        Letter::SecondFactorChanged,
        Letter::SignInLink { link: link() },
        Letter::Invitation { link: link() },
        Letter::InboxMessage {
            kind: MessageKind::ToDo,
            due: Some(jiff::civil::date(2026, 3, 5)),
            link: link(),
        },
        Letter::SignOff { due: Some(jiff::civil::date(2026, 3, 5)), link: link() },
        Letter::Closed,
    ]
}

fn site() -> Wording {
    Wording::new("演示数据平台", "demonstration platform")
}

fn write(letter: &Letter, language: Language) -> app::mail::Message {
    letter.write(language, &site(), "https://example.cn")
}

/// The readable text of a letter as it came over the line: its base 64 undone.
pub(crate) fn body_of(letter: &str) -> String {
    let (_, body) = letter.split_once("\r\n\r\n").unwrap();
    let digits = body.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=');
    let values = digits.map(|byte| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    });
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for value in values {
        (bits, count) = (bits << 6 | u32::from(value), count + 6);
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn letters_arrive_in_each_way_of_protection() {
    for security in [Security::None, Security::StartTls, Security::Tls] {
        let sink = SmtpSink::start(security).await;
        let mailer = Mailer::smtp(&sink.settings()).unwrap();
        let message = write(&Letter::Recovery { link: LINK.to_owned() }, Language::Zh);
        mailer.send("moumou@example.cn", &message).await.unwrap();
        let deliveries = sink.deliveries();
        let [delivery] = deliveries.as_slice() else { panic!("{deliveries:?}") };
        assert_eq!(delivery.to, "moumou@example.cn");
        assert_eq!(delivery.protected, security != Security::None, "{security:?}");
        assert_eq!(body_of(&delivery.letter).replace("\r\n", "\n"), message.body);
    }
}

#[tokio::test]
async fn what_cannot_be_sent_says_whether_to_try_again_and_never_to_whom() {
    let sink = SmtpSink::start(Security::None).await;
    let mailer = Mailer::smtp(&sink.settings()).unwrap();
    let message = write(&Letter::Closed, Language::Zh);
    for (answer, is_final) in [
        ("550 5.1.1 <moumou@example.cn>: no such mailbox", true),
        ("450 4.2.0 <moumou@example.cn>: try later", false),
    ] {
        sink.refuse(Some(answer));
        let undelivered = mailer.send("moumou@example.cn", &message).await.unwrap_err();
        assert_eq!(undelivered.is_final, is_final, "{undelivered}");
        assert!(!undelivered.to_string().contains("moumou"), "{undelivered}");
        assert!(undelivered.reason.en.contains(&answer[..3]), "{undelivered}");
    }
    assert!(mailer.send("moumou", &message).await.unwrap_err().is_final);
    assert_eq!(sink.deliveries(), []);
}

#[tokio::test]
async fn a_server_without_the_protection_asked_for_gets_nothing() {
    let sink = SmtpSink::start(Security::None).await;
    for security in [Security::StartTls, Security::Tls] {
        let mailer = Mailer::smtp(&Settings { security, ..sink.settings() }).unwrap();
        let undelivered =
            mailer.send("moumou@example.cn", &write(&Letter::Closed, Language::Zh)).await.unwrap_err();
        assert!(!undelivered.is_final, "{undelivered}");
    }
    let stranger = SmtpSink::start(Security::Tls).await;
    let mailer = Mailer::smtp(&Settings { certificates: None, ..stranger.settings() }).unwrap();
    mailer.send("moumou@example.cn", &write(&Letter::Closed, Language::Zh)).await.unwrap_err();
    assert_eq!((sink.deliveries(), stranger.deliveries()), (Vec::new(), Vec::new()));
}

#[test]
fn settings_are_refused_with_all_their_problems() {
    let settings = Settings {
        host: "mail.example.cn".to_owned(),
        port: 25,
        security: Security::None,
        credentials: None,
        from: "nobody".to_owned(),
        certificates: None,
    };
    let codes: Vec<String> =
        Mailer::smtp(&settings).unwrap_err().into_iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["mail-unprotected", "mail-sender"]);
}

#[tokio::test]
async fn a_demonstration_keeps_its_letters_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = Mailer::folder(folder.path().join("mail"));
    mailer.send("moumou@example.cn", &write(&Letter::Closed, Language::En)).await.unwrap();
    let files: Vec<_> = std::fs::read_dir(folder.path().join("mail")).unwrap().flatten().collect();
    let letter = std::fs::read_to_string(files[0].path()).unwrap();
    assert_eq!(files.len(), 1);
    assert!(body_of(&letter).contains("Your account was closed"), "{letter}");
}

#[test]
fn every_letter_is_written_in_both_languages_and_its_link_stands_alone() {
    for letter in every_letter() {
        for language in [Language::Zh, Language::En] {
            let message = write(&letter, language);
            let name = language.of(&site()).to_owned();
            assert!(message.subject.starts_with(&format!("{name} · ")), "{}", message.subject);
            assert!(
                message.body.ends_with(&format!("-- \n{name}\nhttps://example.cn\n")),
                "{}",
                message.body
            );
            let links = message.body.lines().filter(|line| *line == LINK).count();
            assert_eq!(links, usize::from(format!("{letter:?}").contains("link")), "{letter:?}");
        }
        assert_ne!(write(&letter, Language::Zh).subject, write(&letter, Language::En).subject);
    }
}
