use app::accounts;
use axum::extract::State;
use axum::response::Response;
use form::Language;

use crate::components::{Choice, Field, FieldControl, Line};
use crate::error::{Error, see_other};
use crate::input::{Input, Sent};
use crate::page::Page;
use crate::pages::form::Form;
use crate::site::Site;

const NAME: &str = "name";
const LANGUAGE: &str = "language";

/// Asks how one is called and in which language one reads.
pub(crate) async fn ask(page: Page, State(site): State<Site>) -> Result<Response, Error> {
    let profile = accounts::profile(&site.app, &page.reader.who).await?;
    let recorded = [(NAME, profile.name), (LANGUAGE, profile.language.id().to_owned())];
    form(page, &recorded.map(|(name, text)| (name.to_owned(), text)).into_iter().collect()).ask()
}

/// Saves it.
pub(crate) async fn send(page: Page, State(site): State<Site>, Sent(input): Sent) -> Result<Response, Error> {
    let language = if input.text(LANGUAGE) == Language::En.id() { Language::En } else { Language::Zh };
    match accounts::change_profile(&site.app, &page.reader.who, input.text(NAME), language).await {
        Ok(()) => Ok(see_other(&page.href("/my"))),
        Err(refusal) => form(page, &input).refuse(refusal),
    }
}

fn form(page: Page, input: &Input) -> Form {
    let words = page.words;
    let languages = [(Language::Zh.id(), words.language_zh()), (Language::En.id(), words.language_en())];
    let choices =
        languages.map(|(value, text)| Choice { value: value.to_owned(), text: text.to_owned() }).to_vec();
    let name = Line { autocomplete: "name", ..Line::TEXT };
    let fields = vec![
        Field::new(words, NAME, words.account_name(), FieldControl::Line(name)).filled(input.texts(NAME)),
        Field::new(
            words,
            LANGUAGE,
            words.account_language(),
            FieldControl::Choice { choices, several: false },
        )
        .filled(input.texts(LANGUAGE)),
    ];
    let page = page.below("/my", words.navigation_my()).titled(words.profile_title());
    Form::new(page, "/my/profile", "", words.form_save(), fields).or("/my", words.form_cancel())
}
