use app::accounts::second_factor::{self, Enrollment};
use app::secrets::{Password, RecoveryCode};
use app::sessions::Next;
use askama::Template;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use qrcode::QrCode;
use qrcode::render::svg;

use crate::components::{ErrorSummary, Field, FieldControl, Line};
use crate::error::{Error, INVALID};
use crate::input::Sent;
use crate::page::{Page, SESSION};
use crate::pages::draw;
use crate::pages::form::Form;
use crate::records::place_problems;
use crate::site::Site;

const CODE: &str = "code";
const PASSWORD: &str = "former-password";
/// The secret and the address that an authenticator reads, sent along while the code is asked again.
const SECRET: &str = "secret";
const URL: &str = "url";

/// How wide the picture is, in its own units; the style sheet says how large it is shown.
const PICTURE: u32 = 240;

#[derive(Template)]
#[template(path = "pages/my/enrollment.html")]
struct EnrollmentPage {
    errors: ErrorSummary,
    /// What a telephone reads.
    picture: String,
    secret: String,
    url: String,
    code: Field,
    page: Page,
}

#[derive(Template)]
#[template(path = "pages/my/recovery_codes.html")]
struct CodesPage {
    codes: Vec<String>,
    page: Page,
}

/// Says what a second factor is, and begins to enroll one.
pub(crate) async fn ask(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let words = page.words;
    let profile = app::accounts::profile(&site.app, &page.reader.who).await?;
    let is_asked_for = page.reader.who.next == Next::EnrollSecondFactor;
    let lead = match (is_asked_for, profile.has_second_factor) {
        (true, _) => words.factor_asked_for(),
        (false, true) => words.factor_another(),
        (false, false) => words.factor_lead(),
    };
    let path = "/my/security/second-factor";
    let page = page.below("/my/security", words.navigation_security()).titled(words.second_factor_title());
    let form = Form::new(page, path, lead, words.factor_begin(), Vec::new());
    match profile.has_second_factor && !is_asked_for {
        true => form.or("/my/security/second-factor/end", words.factor_end()).ask(),
        false => form.ask(),
    }
}

/// Shows the secret, then takes the first code.
pub(crate) async fn send(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    if input.text(CODE).is_empty() && input.text(SECRET).is_empty() {
        let enrollment = second_factor::enroll(&site.app, &page.reader.who).await?;
        return draw(&enrollment_page(page, &enrollment, &[])?);
    }
    match second_factor::confirm(&site.app, &page.reader.who, input.text(CODE)).await {
        Ok(confirmed) => {
            let cookie = site.cookie(SESSION, confirmed.signed_in.token.text(), None);
            let codes = draw(&codes_page(page, &confirmed.recovery_codes))?;
            Ok((AppendHeaders([(SET_COOKIE, cookie)]), codes).into_response())
        }
        Err(app::Error::Invalid(problems)) => {
            let enrollment =
                Enrollment { secret: input.text(SECRET).to_owned(), url: input.text(URL).to_owned() };
            Ok((INVALID, draw(&enrollment_page(page, &enrollment, &problems)?)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn enrollment_page(
    page: Page,
    enrollment: &Enrollment,
    problems: &[kernel::Problem],
) -> Result<EnrollmentPage, Error> {
    let words = page.words;
    let mut code = Field::new(words, CODE, words.second_factor_code(), FieldControl::Line(Line::CODE));
    let errors = place_problems(&page, problems, &mut [&mut code]);
    let mut page =
        page.below("/my/security", words.navigation_security()).titled(words.second_factor_title());
    page.has_problems = !problems.is_empty();
    let (secret, url) = (grouped(&enrollment.secret), enrollment.url.clone());
    Ok(EnrollmentPage { errors, picture: picture(&url)?, secret, url, code, page })
}

/// The picture that a telephone reads, as part of the page.
fn picture(url: &str) -> Result<String, Error> {
    let code = QrCode::new(url).map_err(|_| Error::BadRequest)?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(PICTURE, PICTURE).build();
    // What comes before is the declaration of a file.
    Ok(picture.find("<svg").map_or(String::new(), |start| picture[start..].to_owned()))
}

/// Groups of four are typed without losing one's place.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().filter(|letter| !letter.is_whitespace()).collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<String>>().join(" ")
}

fn codes_page(page: Page, codes: &[RecoveryCode]) -> CodesPage {
    let words = page.words;
    let page = page.below("/my/security", words.navigation_security()).titled(words.recovery_codes_title());
    CodesPage { codes: codes.iter().map(RecoveryCode::text).collect(), page }
}

/// Says what new recovery codes mean.
pub(crate) async fn ask_codes(page: Page) -> Result<Response, Error> {
    let words = page.words;
    let page = page.below("/my/security", words.navigation_security()).titled(words.recovery_codes_title());
    Form::new(
        page,
        "/my/security/recovery-codes",
        words.recovery_codes_renew_lead(),
        words.recovery_codes_renew(),
        Vec::new(),
    )
    .or("/my/security", words.form_cancel())
    .ask()
}

/// Makes new recovery codes.
pub(crate) async fn renew(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let codes = second_factor::renew_recovery_codes(&site.app, &page.reader.who).await?;
    draw(&codes_page(page, &codes))
}

/// Asks for the password before the second factor is taken away.
pub(crate) async fn ask_end(page: Page) -> Result<Response, Error> {
    end_form(page).ask()
}

/// Takes it away.
pub(crate) async fn end(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    let password = Password::new(input.untrimmed(PASSWORD));
    match second_factor::end(&site.app, &page.reader.who, password).await {
        Ok(()) => Ok(crate::error::see_other(&page.href("/my/security"))),
        Err(refusal) => end_form(page).refuse(refusal),
    }
}

fn end_form(page: Page) -> Form {
    let words = page.words;
    let password = Field::new(words, PASSWORD, words.account_password(), FieldControl::Line(Line::PASSWORD));
    let page = page.below("/my/security", words.navigation_security()).titled(words.factor_end());
    let form = Form::new(
        page,
        "/my/security/second-factor/end",
        words.factor_end_lead(),
        words.factor_end(),
        vec![password],
    );
    form.or("/my/security", words.form_cancel()).grave()
}
