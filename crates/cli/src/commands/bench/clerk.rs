//! Somebody who is signed in and may change records: made as anybody gets an account, with password, second factor and role.

use app::accounts::{NewStaff, console, create_staff, second_factor, set_up};
use app::grants::{GivenRole, give};
use app::secrets::{Password, SecondFactor, Token};
use app::sessions::{SignedIn, Who, who};
use app::{App, Error, Visitor};
use form::Language;

/// The role whose rights are needed.
const ROLE: &str = "clerk";

/// Makes a clerk who is signed in; gives the token of the session.
pub(super) async fn sign_in(app: &App) -> Result<String, Error> {
    let console = console(app);
    let new = NewStaff {
        name: "演示数据".to_owned(),
        // Another one in every run over the same county.
        sign_in_name: format!("bench-{}", app.now().as_second()),
        mail: String::new(),
        language: Language::Zh,
    };
    let made = create_staff(app, &console, &new).await?;
    give(app, &console, &role(app, made.account)).await?;
    let link = made.link.unwrap_or_default();
    let token = link.rsplit_once("token=").map_or("", |(_, token)| token);
    let password = Password::new(Token::random().text().to_owned());
    let signed_in = set_up(app, &Visitor::default(), token, password).await?;
    let whoever = recognized(app, signed_in).await?;
    let secret = second_factor::enroll(app, &whoever).await?.secret;
    let code = SecondFactor::from_text(&secret).map(|factor| factor.code(app.now())).unwrap_or_default();
    let confirmed = second_factor::confirm(app, &whoever, &code).await?;
    Ok(confirmed.signed_in.token.text().to_owned())
}

async fn recognized(app: &App, signed_in: SignedIn) -> Result<Who, Error> {
    let session = Some(signed_in.token.text().to_owned());
    who(app, &Visitor { session, ..Visitor::default() }).await
}

fn role(app: &App, account: i64) -> GivenRole {
    GivenRole {
        account,
        role: ROLE.to_owned(),
        body: None,
        case: None,
        from: app.today(),
        until: None,
        reason: "演示数据".to_owned(),
    }
}
