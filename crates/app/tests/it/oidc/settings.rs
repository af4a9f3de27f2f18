//! Settings of a provider that cannot be used are refused when the server starts, and a provider that is not there is told.

use app::oidc::{self, Provider, Settings};
use kernel::Wording;
use store::Database;

use crate::people::stage::Stage;
use crate::people::story::shown;

fn settings(issuer: &str, certificates: Option<&str>) -> Settings {
    Settings {
        issuer: issuer.to_owned(),
        title: Wording::new("统一身份认证（演示数据）", "identity service (demonstration)"),
        client: "qiangxian".to_owned(),
        secret: "told-to-the-county-alone".to_owned(),
        certificates: certificates.map(|pem| pem.as_bytes().to_vec()),
    }
}

#[track_caller]
fn check(issuer: &str, certificates: Option<&str>, expected: &[&str]) {
    let problems = Provider::new(settings(issuer, certificates)).err().unwrap_or_default();
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, expected, "{issuer}");
}

#[test]
fn what_cannot_be_used_is_refused_with_all_its_problems() {
    let issued = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap().cert.pem();
    check("https://id.example.gov.cn", None, &[]);
    check("https://id.example.gov.cn/realms/county", Some(&issued), &[]);
    check("http://127.0.0.1:4000", None, &[]);
    check("http://id.example.gov.cn", None, &["identity-issuer"]);
    check("id.example.gov.cn", None, &["identity-issuer"]);
    check("https://id.example.gov.cn", Some("no certificate"), &["identity-certificates"]);
    check("", Some(""), &["identity-issuer", "identity-certificates"]);
}

#[test]
fn the_secret_is_not_printed() {
    let provider = Provider::new(settings("https://id.example.gov.cn", None)).unwrap();
    assert!(!format!("{provider:?}").contains("told-to-the-county-alone"), "{provider:?}");
}

#[tokio::test]
async fn without_a_provider_or_an_answer_people_are_told() {
    let mut stage = Stage::new(Database::Sqlite).await;
    let stranger = stage.who("artist").await;
    let refused = oidc::depart(&stage.app, &stranger).await.unwrap_err();
    assert_eq!(shown(&refused), "not found");

    // Nobody listens on the port for discarded messages.
    let silent = Provider::new(settings("http://127.0.0.1:9", None)).unwrap();
    let mut stage = Stage::with(Database::Sqlite, Some(silent)).await;
    let stranger = stage.who("artist").await;
    let refused = oidc::depart(&stage.app, &stranger).await.unwrap_err();
    assert!(shown(&refused).starts_with("conflict: the provider of identities cannot be used"), "{refused}");
}
