use form::{Codes, Control, Field as Declared, Kind};

use crate::components::{Choice, Field, FieldControl, Line, Width};
use crate::page::Page;

use super::asks;

/// With at most so many codes all of them are shown at once.
const RADIOS_MAX: usize = 6;

/// With at most so many codes of which several may be chosen all of them are shown at once.
const BOXES_MAX: usize = 24;

/// With more codes than these a list is slower than writing the code or its title.
const OPTIONS_MAX: usize = 300;

/// A declared field as a page asks it.
pub(crate) fn ask(page: &Page, field: &Declared, codes: &Codes) -> Field {
    let words = page.words;
    let asked = Field::new(words, &field.id, words.title(&field.title), control(page, field, codes));
    Field { help: help(page, field), is_required: field.required, ..asked }
}

fn help(page: &Page, field: &Declared) -> Option<String> {
    let words = page.words;
    match (field.help.as_ref().map(|help| words.of(help)), &field.example) {
        (Some(help), Some(example)) => Some(words.field_help_and_example(help, example)),
        (Some(help), None) => Some(help.to_owned()),
        (None, Some(example)) => Some(words.field_example(example)),
        (None, None) if field.kind.ledger().is_some() => Some(words.field_reference().to_owned()),
        (None, None) => None,
    }
}

fn control(page: &Page, field: &Declared, codes: &Codes) -> FieldControl {
    match field.kind.control() {
        Control::Text => FieldControl::Line(line(field)),
        Control::TextArea => FieldControl::Text { characters_max: characters_max(&field.kind) },
        Control::Date if field.many => FieldControl::Line(line(field)),
        Control::Date => FieldControl::Day,
        Control::Flag => FieldControl::Choice { choices: yes_and_no(page), several: false },
        Control::Choice => choice(page, field, codes),
        Control::Reference => asks(page, field.kind.ledger().unwrap_or_default(), field.many),
        Control::File => FieldControl::File { accept: String::new(), several: field.many },
    }
}

fn line(field: &Declared) -> Line {
    let kind = match field.kind {
        Kind::Email => "email",
        Kind::Phone => "tel",
        Kind::Url => "url",
        _ => "text",
    };
    let width = match field.kind {
        Kind::Integer(_) | Kind::Decimal(_) | Kind::PartialDate | Kind::Quarter => Width::Short,
        Kind::Money | Kind::Identifier(_) | Kind::Phone | Kind::Person | Kind::Code(_) => Width::Middle,
        _ => Width::Long,
    };
    Line { kind, autocomplete: "off", keys: field.kind.input_mode(), width, several: field.many }
}

fn characters_max(kind: &Kind) -> usize {
    match kind {
        Kind::LongText(text) => text.max,
        _ => form::limits::TEXT_CHARS_MAX,
    }
}

fn yes_and_no(page: &Page) -> Vec<Choice> {
    [("是", page.words.yes()), ("否", page.words.no())]
        .map(|(value, text)| Choice { value: value.to_owned(), text: text.to_owned() })
        .to_vec()
}

/// Few codes are shown, many are listed, very many are written.
fn choice(page: &Page, field: &Declared, codes: &Codes) -> FieldControl {
    let rows = field.kind.table().and_then(|table| codes.get(table)).map_or(&[][..], |table| table.rows());
    let choices = || {
        let choice =
            |row: &form::CodeRow| Choice { value: row.code.clone(), text: page.words.title(&row.title) };
        rows.iter().map(choice).collect::<Vec<Choice>>()
    };
    match rows.len() {
        1..=BOXES_MAX if field.many => FieldControl::Choice { choices: choices(), several: true },
        // A button that is pressed cannot be released, so a field that may stay empty is a list.
        1..=RADIOS_MAX if field.required => FieldControl::Choice { choices: choices(), several: false },
        1..=OPTIONS_MAX if !field.many => {
            FieldControl::Select { choices: choices(), none: page.words.field_choose() }
        }
        _ => FieldControl::Line(line(field)),
    }
}
