//! The form of a statement.

use app::records::{Opened, REASON_CHARACTERS_MAX, Shown};
use form::Field as Declared;
use kernel::Problem;

use super::kind::Statement;
use super::read;
use crate::components::{Field, FieldControl};
use crate::input::Input;
use crate::page::Page;
use crate::records::{ask, asks};

/// The names of what is given beside the fields of the record. Ids of fields have no hyphens.
pub(super) const FROM: &str = "holds-from";
pub(super) const TO: &str = "holds-before";
pub(super) const INTO: &str = "merged-into";
pub(super) const REASON: &str = "said-because";
/// The day as of which the form shows the record.
pub(super) const BASIS: &str = "as-of";
/// The newest operation on the record when the form was made.
pub(super) const SEEN: &str = "seen";

/// The fields that a statement asks: of a record that is there not those of its key, which do not change.
pub(super) fn asked(statement: Statement, opened: &Opened) -> impl Iterator<Item = &Declared> {
    let ledger = opened.ledger();
    let is_new = statement == Statement::Creation;
    let all = ledger.form.fields.iter().filter(move |_| statement.has_fields());
    all.filter(move |field| {
        is_new || (opened.sight.fields.contains(&field.id) && !ledger.key.contains(&field.id))
    })
}

/// What the form shows for each field of a record that is there. What is masked is not sent back.
pub(super) fn texts(statement: Statement, shown: &Shown) -> read::Shown {
    let Some(record) = &shown.record else { return read::Shown::new() };
    let open = asked(statement, &shown.opened).filter(|field| !shown.opened.sight.masked.contains(&field.id));
    open.filter_map(|field| Some((field.id.clone(), field.prefill(record.fields.get(&field.id)?)))).collect()
}

/// The fields of the record, with what was written or what is recorded.
pub(super) fn fields(
    page: &Page,
    statement: Statement,
    opened: &Opened,
    shown: Option<&Shown>,
    input: &Input,
) -> Vec<Field> {
    let recorded = shown.map(|shown| texts(statement, shown)).unwrap_or_default();
    let was_sent = !input.text(REASON).is_empty() || input.all().any(|(name, _)| name == REASON);
    let of_record = asked(statement, opened).map(|field| {
        let mut control = ask(page, field, &opened.declarations().codes);
        // What the address says of a new record is filled in: the reading of a task begins with the task.
        control.values = if was_sent || shown.is_none() {
            input.texts(&field.id).to_vec()
        } else {
            recorded.get(&field.id).cloned().unwrap_or_default()
        };
        let mask = shown.and_then(|shown| masked(page, shown, field));
        if let Some(mask) = mask {
            control.is_required = false;
            control.help = Some(page.words.statement_masked(mask));
        }
        control
    });
    let mut fields: Vec<Field> = of_record.collect();
    if statement == Statement::Merger {
        fields.push(other_record(page, opened, input));
    }
    fields
}

/// The fields of the form that name records, each with the ledger of these.
pub(super) fn references(opened: &Opened) -> Vec<(String, String)> {
    let ledger = opened.ledger();
    let declared = ledger.references.iter().map(|one| (one.field.clone(), one.ledger.clone()));
    declared.chain([(INTO.to_owned(), ledger.id.clone())]).collect()
}

/// From when on it holds, and why.
pub(super) fn circumstances(page: &Page, statement: Statement, input: &Input) -> Vec<Field> {
    let mut fields = days(page, statement, input);
    fields.push(reason(page, input));
    fields
}

/// What a record has in a field that this reader sees masked only.
fn masked(page: &Page, shown: &Shown, field: &Declared) -> Option<String> {
    let is_masked = shown.opened.sight.masked.contains(&field.id);
    let value = shown.record.as_ref()?.fields.get(&field.id).filter(|_| is_masked)?;
    Some(field.show(value, page.address.language, &shown.opened.declarations().codes))
}

fn field(page: &Page, id: &str, label: &str, help: &str, control: FieldControl, input: &Input) -> Field {
    Field::new(page.words, id, label, control).helped(help).filled(input.texts(id))
}

fn days(page: &Page, statement: Statement, input: &Input) -> Vec<Field> {
    let words = page.words;
    let Some(label) = statement.first_day_label(words) else { return Vec::new() };
    let mut days = vec![field(page, FROM, label, words.statement_from_help(), FieldControl::Day, input)];
    if statement == Statement::Correction {
        let mut to = field(
            page,
            TO,
            words.statement_correct_to(),
            words.statement_to_help(),
            FieldControl::Day,
            input,
        );
        to.is_required = false;
        days.push(to);
    }
    days
}

fn other_record(page: &Page, opened: &Opened, input: &Input) -> Field {
    let words = page.words;
    let control = asks(page, &opened.ledger().id, false);
    field(page, INTO, words.statement_into(), words.statement_into_help(), control, input)
}

fn reason(page: &Page, input: &Input) -> Field {
    let words = page.words;
    let control = FieldControl::Text { characters_max: REASON_CHARACTERS_MAX.min(200) };
    field(page, REASON, words.statement_reason(), words.statement_reason_help(), control, input)
}

/// Problems of `app` name its own arguments; the form calls them otherwise.
pub(super) fn name_as_form(problems: &mut [Problem], opened: &Opened) {
    for problem in problems {
        let name = match problem.place.field.as_deref() {
            Some(name)
                if opened.ledger().form.field(name).is_some() && !problem.code.starts_with("reason-") =>
            {
                continue;
            }
            Some("reason") => REASON,
            Some("into") => INTO,
            Some("from") => FROM,
            Some("to") => TO,
            _ => continue,
        };
        problem.place.field = Some(name.to_owned());
    }
}
