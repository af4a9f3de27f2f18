//! The form by which what is personal is destroyed for ever: the number is written once more, and why.

use app::Erasure;

use super::form::{Form, REASON};
use crate::components::{Field, FieldControl, Line};
use crate::input::Input;
use crate::page::Page;

/// The field into which the number is written once more.
const CONFIRMED: &str = "confirmed";

/// What was sent.
pub(crate) fn erasure(input: &Input) -> Erasure<'_> {
    Erasure { confirmed: input.text(CONFIRMED), reason: input.text(REASON) }
}

/// The form for the record or case with this path and number.
pub(crate) fn form(page: Page, home: &str, number: &str, input: &Input) -> Form {
    let words = page.words;
    let line = FieldControl::Line(Line { autocomplete: "off", ..Line::TEXT });
    let confirmed = Field::new(words, CONFIRMED, words.erasure_confirmed(), line)
        .helped(words.erasure_confirmed_help(number))
        .filled(input.texts(CONFIRMED));
    let page = page.titled(words.erasure_title());
    let lead = words.erasure_lead();
    let mut form = Form::of_reason(page, &format!("{home}/erasure"), lead, words.erasure_button(), input);
    form.fields.push(confirmed);
    form.or(home, words.form_cancel())
}
