use app::cases::{self, Shown};
use axum::extract::{Path, State};
use axum::response::Response;

use super::below;
use super::record::step_title;
use crate::error::{Error, see_other};
use crate::input::{Input, Sent};
use crate::page::Page;
use crate::pages::form::{Form, REASON};
use crate::query::Query;
use crate::site::Site;

/// The names of what is sent.
const OF: &str = "of";

/// Asks why the last step counts no longer.
pub(crate) async fn ask(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
) -> Result<Response, Error> {
    let shown = cases::show(&site.app, page.actor(), &number).await?;
    form(&page, &shown, &Input::default())?.ask()
}

/// Annuls the step.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path(number): Path<String>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let shown = cases::show(&site.app, page.actor(), &number).await?;
    let of = input.text(OF).parse().map_err(|_| Error::BadRequest)?;
    match cases::annul(&site.app, page.actor(), &number, of, input.text(REASON)).await {
        Ok(taken) => {
            let saved = taken.seq.map(|seq| seq.to_string()).unwrap_or_default();
            Ok(see_other(&page.href(&Query::default().with("saved", saved).after(&cases::path(&number)))))
        }
        Err(refusal) => form(&page, &shown, &input)?.refuse(refusal),
    }
}

fn form(page: &Page, shown: &Shown, input: &Input) -> Result<Form, Error> {
    let words = page.words;
    let of = shown.annullable.ok_or(Error::NotFound)?;
    let last = shown.told.iter().find(|told| told.event.seq == of).ok_or(Error::NotFound)?;
    let step = step_title(page, &shown.procedure, last);
    let home = cases::path(&shown.current.number);
    let titled = below(page, &shown.procedure)
        .below(home.clone(), shown.current.name.as_str())
        .titled(words.cases_annul_step(&step));
    let lead = words.cases_annul_what();
    let form = Form::of_reason(titled, &format!("{home}/annulment"), lead, words.cases_annul(), input);
    Ok(form.with(OF, of.to_string()).or(&home, words.form_cancel()))
}
