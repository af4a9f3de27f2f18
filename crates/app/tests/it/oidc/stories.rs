//! There and back, as it should be and in every wrong way.

use app::oidc::{self, Arrival, Came, Departed};
use app::{Error, accounts};
use jiff::SignedDuration;
use store::Database;

use super::journey::{Answer, travel};
use super::provider::{Running, run};
use crate::people::stage::{Stage, mail, password};
use crate::people::story::shown;

/// A county whose people may come in by a provider that runs.
async fn county() -> Option<(Running, Stage)> {
    let running = run().await?;
    let stage = Stage::with(Database::Sqlite, Some(running.provider())).await;
    Some((running, stage))
}

/// Somebody sets out.
async fn depart(stage: &mut Stage, name: &str) -> Departed {
    let who = stage.who(name).await;
    oidc::depart(&stage.app, &who).await.unwrap()
}

/// Somebody comes back with this answer to the browser that has this.
async fn come_back(
    stage: &mut Stage,
    name: &str,
    answer: &Answer,
    browser: &Departed,
) -> Result<Arrival, Error> {
    let (visitor, who) = (stage.visitor(name), stage.who(name).await);
    let came = Came {
        state: answer.state.clone(),
        code: answer.code.clone(),
        browser: browser.browser.text().to_owned(),
    };
    oidc::come_back(&stage.app, &visitor, &who, &came).await
}

/// Goes there and back, signing in at the provider under this name.
async fn there_and_back(stage: &mut Stage, name: &str, login: &str) -> Result<Arrival, Error> {
    let departed = depart(stage, name).await;
    let answer = travel(&departed.url, login).await;
    come_back(stage, name, &answer, &departed).await
}

fn told(result: Result<Arrival, Error>) -> String {
    match result {
        Ok(Arrival::SignedIn(_)) => "signed in".to_owned(),
        Ok(Arrival::Linked) => "linked".to_owned(),
        Err(error) => shown(&error),
    }
}

/// How many operations of this name there are.
async fn operations(stage: &Stage, act: &str) -> usize {
    let asked = store::operations::Asked { limit: 1_000, ..Default::default() };
    let reader = stage.app.store().reader().await.unwrap();
    let all = store::operations::list(&reader, &asked).await.unwrap();
    all.iter().filter(|operation| operation.act == act).count()
}

async fn sign_out(stage: &mut Stage, name: &str) {
    let who = stage.who(name).await;
    app::sessions::sign_out(&stage.app, &who).await.unwrap();
    stage.person(name).visitor.session = None;
}

#[tokio::test]
async fn who_has_linked_the_two_comes_in_by_the_provider() {
    let Some((_running, mut stage)) = county().await else { return };
    stage.registered("artist").await;
    assert_eq!(told(there_and_back(&mut stage, "artist", "canary-subject").await), "linked");
    let who = stage.who("artist").await;
    let account = who.actor.account.unwrap();
    let linked = oidc::linked(&stage.app, &who).await.unwrap();
    assert_eq!(linked.len(), 1);

    sign_out(&mut stage, "artist").await;
    let arrival = there_and_back(&mut stage, "artist", "canary-subject").await.unwrap();
    let Arrival::SignedIn(signed_in) = arrival else { panic!("{arrival:?}") };
    assert_eq!(signed_in.account, account);
    stage.enter("artist", &signed_in);
    assert_eq!(stage.who("artist").await.actor.account, Some(account));

    let who = stage.who("artist").await;
    oidc::unlink(&stage.app, &who, linked[0].id).await.unwrap();
    let twice = oidc::unlink(&stage.app, &who, linked[0].id).await.unwrap_err();
    assert_eq!(shown(&twice), "not found");
    sign_out(&mut stage, "artist").await;
    let unlinked = told(there_and_back(&mut stage, "artist", "canary-subject").await);
    assert_eq!(unlinked, "not allowed: this identity is not linked with an account yet");
    assert_eq!(operations(&stage, "link-identity").await, 1);
    assert_eq!(operations(&stage, "unlink-identity").await, 1);
}

#[tokio::test]
async fn nobody_gets_an_account_by_an_identity() {
    let Some((_running, mut stage)) = county().await else { return };
    let told = told(there_and_back(&mut stage, "stranger", "anybody").await);
    assert_eq!(told, "not allowed: this identity is not linked with an account yet");
    let reader = stage.app.store().reader().await.unwrap();
    assert!(!store::accounts::any(&reader).await.unwrap());
}

#[tokio::test]
async fn an_identity_leads_to_one_account() {
    let Some((_running, mut stage)) = county().await else { return };
    stage.registered("artist").await;
    stage.registered("weaver").await;
    assert_eq!(told(there_and_back(&mut stage, "artist", "shared").await), "linked");
    let second = told(there_and_back(&mut stage, "weaver", "shared").await);
    assert_eq!(second, "conflict: this identity is linked with an account already");
}

#[tokio::test]
async fn our_second_factor_is_asked_for_as_ever() {
    let Some((_running, mut stage)) = county().await else { return };
    stage.with_role("clerk", "clerk").await;
    assert_eq!(told(there_and_back(&mut stage, "clerk", "jingban").await), "linked");
    sign_out(&mut stage, "clerk").await;
    let Ok(Arrival::SignedIn(signed_in)) = there_and_back(&mut stage, "clerk", "jingban").await else {
        panic!("not signed in")
    };
    stage.enter("clerk", &signed_in);
    let who = stage.who("clerk").await;
    assert_eq!((who.next, who.actor.second_factor), (app::sessions::Next::GiveSecondFactor, false));
    let linked = oidc::linked(&stage.app, &who).await.unwrap_err();
    assert_eq!(shown(&linked), "second factor first");
    let departed = oidc::depart(&stage.app, &who).await.unwrap_err();
    assert_eq!(shown(&departed), "second factor first");
}

#[tokio::test]
async fn a_locked_account_stays_locked() {
    let Some((_running, mut stage)) = county().await else { return };
    stage.registered("artist").await;
    let account = stage.actor("artist").await.account.unwrap();
    assert_eq!(told(there_and_back(&mut stage, "artist", "subject").await), "linked");
    let console = accounts::console(&stage.app);
    accounts::lock(&stage.app, &console, account, "演示").await.unwrap();
    stage.person("artist").visitor.session = None;
    let told = told(there_and_back(&mut stage, "artist", "subject").await);
    assert_eq!(told, "not allowed: the account is locked");
}

#[tokio::test]
async fn a_journey_is_good_for_one_browser_once_and_for_ten_minutes() {
    let Some((_running, mut stage)) = county().await else { return };
    stage.registered("artist").await;
    let departed = depart(&mut stage, "artist").await;
    let answer = travel(&departed.url, "subject").await;

    let other_state = Answer { state: "0".repeat(64), ..answer.clone() };
    assert_eq!(told(come_back(&mut stage, "artist", &other_state, &departed).await), "identity-gone");
    assert_eq!(told(come_back(&mut stage, "artist", &answer, &departed).await), "linked");
    assert_eq!(told(come_back(&mut stage, "artist", &answer, &departed).await), "identity-gone", "twice");

    let departed = depart(&mut stage, "artist").await;
    let other = depart(&mut stage, "artist").await;
    let answer = travel(&departed.url, "subject").await;
    assert_eq!(
        told(come_back(&mut stage, "artist", &answer, &other).await),
        "identity-gone",
        "other browser"
    );

    let departed = depart(&mut stage, "artist").await;
    let answer = travel(&departed.url, "subject").await;
    stage.pass(SignedDuration::from_mins(10));
    assert_eq!(told(come_back(&mut stage, "artist", &answer, &departed).await), "identity-gone", "expired");

    let departed = depart(&mut stage, "artist").await;
    let answer = Answer { code: None, ..travel(&departed.url, "subject").await };
    assert_eq!(told(come_back(&mut stage, "artist", &answer, &departed).await), "identity-gone", "refused");
}

#[tokio::test]
async fn who_comes_back_is_who_went() {
    let Some((_running, mut stage)) = county().await else { return };
    stage.registered("artist").await;
    let departed = depart(&mut stage, "artist").await;
    let answer = travel(&departed.url, "subject").await;
    sign_out(&mut stage, "artist").await;
    assert_eq!(told(come_back(&mut stage, "artist", &answer, &departed).await), "identity-gone");
    assert_eq!(operations(&stage, "link-identity").await, 0);
}

#[tokio::test]
async fn a_code_of_another_journey_proves_nothing() {
    let Some((_running, mut stage)) = county().await else { return };
    stage.registered("artist").await;
    let used = depart(&mut stage, "artist").await;
    let used_answer = travel(&used.url, "subject").await;
    assert_eq!(told(come_back(&mut stage, "artist", &used_answer, &used).await), "linked");
    let fresh = depart(&mut stage, "artist").await;
    let fresh_answer = travel(&fresh.url, "other").await;

    let replayed = Answer { code: used_answer.code, ..fresh_answer.clone() };
    let told_replayed = told(come_back(&mut stage, "artist", &replayed, &fresh).await);
    assert_eq!(told_replayed, "identity-not-proved", "a code that was used");

    let next = depart(&mut stage, "artist").await;
    let next_answer = travel(&next.url, "other").await;
    let stolen = Answer { code: fresh_answer.code, ..next_answer };
    let told_stolen = told(come_back(&mut stage, "artist", &stolen, &next).await);
    assert_eq!(told_stolen, "identity-not-proved", "a code for another verifier");
}

/// Goes there with a parameter that somebody has exchanged on the way.
async fn with_other(stage: &mut Stage, parameter: &str) -> String {
    let departed = depart(stage, "artist").await;
    let mut url = openidconnect::url::Url::parse(&departed.url).unwrap();
    let parameters: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    assert!(parameters.iter().any(|(name, _)| name == parameter), "{url}");
    url.query_pairs_mut().clear().extend_pairs(parameters.iter().map(|(name, value)| {
        let other = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        (name, if name == parameter { other } else { value })
    }));
    let answer = travel(url.as_str(), "subject").await;
    told(come_back(stage, "artist", &answer, &departed).await)
}

#[tokio::test]
async fn what_was_exchanged_on_the_way_is_noticed() {
    let Some((_running, mut stage)) = county().await else { return };
    stage.registered("artist").await;
    assert_eq!(with_other(&mut stage, "nonce").await, "identity-not-proved");
    assert_eq!(with_other(&mut stage, "code_challenge").await, "identity-not-proved");
    assert_eq!(with_other(&mut stage, "state").await, "identity-gone");
    assert_eq!(operations(&stage, "link-identity").await, 0);
}

#[tokio::test]
async fn a_wrong_secret_and_a_false_name_of_the_provider_are_noticed() {
    let Some((running, _)) = county().await else { return };
    let wrong = app::oidc::Settings { secret: "guessed".to_owned(), ..running.settings.clone() };
    let wrong = app::oidc::Provider::new(wrong).unwrap();
    let mut stage = Stage::with(Database::Sqlite, Some(wrong)).await;
    stage.registered("artist").await;
    let told = told(there_and_back(&mut stage, "artist", "subject").await);
    assert!(told.starts_with("conflict: the provider of identities cannot be used"), "{told}");

    let issuer = running.settings.issuer.replace("127.0.0.1", "localhost");
    let false_name = app::oidc::Provider::new(app::oidc::Settings { issuer, ..running.settings.clone() });
    let mut stage = Stage::with(Database::Sqlite, Some(false_name.unwrap())).await;
    let stranger = stage.who("artist").await;
    let refused = oidc::depart(&stage.app, &stranger).await.unwrap_err();
    assert!(shown(&refused).starts_with("conflict: "), "{refused}");
}

#[tokio::test]
async fn nothing_of_the_person_is_kept_but_a_digest() {
    let Some((_running, mut stage)) = county().await else { return };
    stage.registered("artist").await;
    assert_eq!(told(there_and_back(&mut stage, "artist", "canary-subject").await), "linked");
    stage.sign_in("artist", password("artist")).await.unwrap();
    stage.app.store().tidy().await.unwrap();
    let database = std::fs::read(stage.folder().join("data/qiangxian.sqlite")).unwrap();
    let has = |text: &str| database.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(!has("canary-subject"));
    assert!(!has(&mail("artist")), "and the address is sealed");
    assert!(has("link-identity"), "the trail is there");
}
