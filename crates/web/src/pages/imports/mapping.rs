use app::imports::{self, Choice as Reading, Sample, Seen};
use axum::extract::{Path, State};
use axum::response::Response;
use form::{CodeRow, Codes, Control, Field as Declared};
use ledger::{Blank, Columns, Fixed, Ledger};

use super::{below, later, path};
use crate::components::{Choice, Field, FieldControl, Line, Notice, Tone};
use crate::error::{Error, see_other};
use crate::input::{Input, Sent};
use crate::page::Page;
use crate::pages::form::Form;
use crate::site::Site;

const TABLE: &str = "table";
const HEADING: &str = "heading";
const BLANK: &str = "blank";
const CLEARS: &str = "clears";

/// With more codes than these a list is slower than writing the code or its title.
const CODES_CHOSEN_MAX: usize = 300;

/// Rows of which the first values of a column are shown.
const EXAMPLES: usize = 3;
const EXAMPLE_CHARACTERS_MAX: usize = 30;

/// Asks which column is which field.
pub(crate) async fn ask(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    form(page, &site, id, None).await?.ask()
}

/// Says which column is which field, and has the rows looked at; another table or heading is read first.
pub(crate) async fn send(
    page: Page,
    State(site): State<Site>,
    Path(id): Path<i64>,
    Sent(input): Sent,
) -> Result<Response, Error> {
    let seen = imports::see(&site.app, page.actor(), id).await?;
    let number = |name: &str, now: usize| input.text(name).parse().unwrap_or(now);
    let (table, heading) = (number(TABLE, seen.table.0), number(HEADING, seen.heading));
    let is_other = (table, heading) != (seen.table.0, seen.heading);
    let columns = (0..seen.heads.len())
        .map(|index| Some(input.text(&column_name(index)).to_owned()).filter(|field| !field.is_empty()));
    let opened = app::records::open(&site.app, page.actor(), &seen.ledger)?;
    let written = |field: &Declared| (field.id.clone(), input.text(&fixed_name(&field.id)).to_owned());
    let fixed: Fixed = opened.ledger().form.fields.iter().map(written).collect();
    let choice = Reading {
        table,
        heading,
        columns: (!is_other).then(|| Columns(columns.collect())),
        fixed: (!is_other).then_some(fixed),
        blank: if input.text(BLANK) == CLEARS { Blank::Clears } else { Blank::Keeps },
    };
    let chosen = imports::choose(&site.app, page.actor(), id, &choice).await;
    let done = match chosen {
        Ok(()) if is_other => return Ok(see_other(&page.href(&format!("{}/mapping", path(id))))),
        Ok(()) => imports::check(&site.app, page.actor(), id).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(see_other(&page.href(&path(id)))),
        Err(refusal) => form(page, &site, id, Some(&input)).await?.refuse(refusal),
    }
}

async fn form(page: Page, site: &Site, id: i64, input: Option<&Input>) -> Result<Form, Error> {
    let words = page.words;
    let seen = imports::see(&site.app, page.actor(), id).await?;
    let later_file = imports::later_file(&site.app, page.actor(), id).await?;
    let samples = imports::sample(&site.app, page.actor(), id).await?;
    let sample = samples.get(seen.table.0).cloned().unwrap_or_default();
    let opened = app::records::open(&site.app, page.actor(), &seen.ledger)?;
    let mut fields = Vec::new();
    let chosen = |name: &str, now: String| vec![input.map_or(now, |input| input.text(name).to_owned())];
    if samples.len() > 1 {
        let choices = samples.iter().enumerate();
        let choices =
            choices.map(|(at, it)| Choice { value: at.to_string(), text: it.name.clone() }).collect();
        let control = FieldControl::Choice { choices, several: false };
        let field = Field::new(words, TABLE, words.imports_table(), control).helped(words.imports_reread());
        fields.push(field.filled(&chosen(TABLE, seen.table.0.to_string())));
    }
    if sample.rows.len() > 1 {
        let control =
            FieldControl::Select { choices: headings(&page, &sample), none: words.imports_choose() };
        let field =
            Field::new(words, HEADING, words.imports_heading(), control).helped(words.imports_reread());
        fields.push(field.filled(&chosen(HEADING, seen.heading.to_string())));
    }
    let choices = vec![
        Choice { value: "keeps".to_owned(), text: words.imports_blank_keeps().to_owned() },
        Choice { value: CLEARS.to_owned(), text: words.imports_blank_clears().to_owned() },
    ];
    let now = if seen.blank == Blank::Clears { CLEARS } else { "keeps" };
    let blank = FieldControl::Choice { choices, several: false };
    fields
        .push(Field::new(words, BLANK, words.imports_blank(), blank).filled(&chosen(BLANK, now.to_owned())));
    let declared = &opened.ledger().form.fields;
    for index in 0..seen.heads.len() {
        let now = seen.columns.0.get(index).cloned().flatten().unwrap_or_default();
        let field = column(&page, (&seen, &sample, declared), index);
        fields.push(field.filled(&chosen(&column_name(index), now)));
    }
    let can_be = declared.iter().filter(|field| can_be_fixed(&seen, opened.ledger(), field));
    for (at, it) in can_be.enumerate() {
        let now = seen.fixed.get(&it.id).cloned().unwrap_or_default();
        let field = fixed(&page, it, &opened.declarations().codes);
        // The first says it for all of them.
        let field = if at == 0 { field.helped(words.imports_fixed_help()) } else { field };
        fields.push(field.filled(&chosen(&fixed_name(&it.id), now)));
    }
    let taken = seen.columns.0.iter().flatten().count();
    let lead = words.imports_mapping_lead(words.title(&seen.title), taken, seen.heads.len());
    let page = below(page).below(path(id), seen.name.clone()).titled(words.imports_mapping());
    let form = Form::new(page, &format!("{}/mapping", path(id)), lead, words.imports_check(), fields);
    let mut form = form.or(&path(id), words.form_cancel());
    let has_none =
        |field: &&Declared| seen.columns.of_field(&field.id).is_none() && !seen.fixed.contains_key(&field.id);
    let missing = declared.iter().filter(|field| field.required).filter(has_none);
    let missing: Vec<String> = missing.map(|field| words.title(&field.title)).collect();
    let notice = (!missing.is_empty()).then(|| Notice {
        tone: Tone::Warning,
        title: words.imports_missing(missing.join(words.comma())),
        text: words.imports_missing_what().to_owned(),
    });
    form.notice = notice.or(later_file.map(|file| later(&form.page, &file)));
    Ok(form)
}

/// Which row heads the table, with what it says.
fn headings(page: &Page, sample: &Sample) -> Vec<Choice> {
    let text = |(line, cells): &(u64, Vec<String>)| {
        let said: Vec<&str> =
            cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).take(4).collect();
        page.words.imports_row(line, cut(&said.join(page.words.comma())))
    };
    let rows = sample.rows.iter().enumerate();
    rows.map(|(at, row)| Choice { value: at.to_string(), text: text(row) }).collect()
}

/// What a column is, with its first values.
fn column(page: &Page, (seen, sample, declared): (&Seen, &Sample, &[Declared]), index: usize) -> Field {
    let words = page.words;
    let choices =
        declared.iter().map(|field| Choice { value: field.id.clone(), text: words.title(&field.title) });
    let control = FieldControl::Select { choices: choices.collect(), none: words.imports_leave_out() };
    let head = seen.heads[index].trim();
    let label = words.imports_column(ledger::letters(index), head);
    let below = sample.rows.iter().skip(seen.heading + 1);
    let values = below.filter_map(|(_, cells)| cells.get(index)).map(|cell| cut(cell.trim()));
    let values: Vec<String> = values.filter(|cell| !cell.is_empty()).take(EXAMPLES).collect();
    // That it is left out is an answer, too.
    let field = Field::new(words, &column_name(index), label, control);
    match values.is_empty() {
        true => field.helped(words.imports_no_values()),
        false => field.helped(words.imports_values(values.join(words.comma()))),
    }
}

/// Whether it is asked what value of a field all rows have: no column is it, and a list may say it in its title.
fn can_be_fixed(seen: &Seen, ledger: &Ledger, field: &Declared) -> bool {
    let is_needed = field.required || ledger.key.contains(&field.id);
    let is_told = matches!(field.kind.control(), Control::Choice | Control::Date);
    seen.columns.of_field(&field.id).is_none()
        && !field.class.is_sealed()
        && field.kind.control() != Control::File
        && (is_needed || is_told || seen.fixed.contains_key(&field.id))
}

/// The value that all rows have, written as a cell would have it; a code is chosen.
fn fixed(page: &Page, field: &Declared, codes: &Codes) -> Field {
    let words = page.words;
    let rows = field.kind.table().and_then(|table| codes.get(table)).map_or(&[][..], |table| table.rows());
    let choice = |row: &CodeRow| Choice { value: row.code.clone(), text: words.title(&row.title) };
    let control = match rows.len() {
        1..=CODES_CHOSEN_MAX if !field.many => {
            FieldControl::Select { choices: rows.iter().map(choice).collect(), none: words.field_choose() }
        }
        _ => FieldControl::Line(Line::TEXT),
    };
    let label = words.imports_fixed(words.title(&field.title));
    Field::new(words, &fixed_name(&field.id), label, control).optional()
}

fn fixed_name(id: &str) -> String {
    format!("fixed-{id}")
}

fn column_name(index: usize) -> String {
    format!("column-{index}")
}

fn cut(text: &str) -> String {
    let mut cut: String = text.chars().take(EXAMPLE_CHARACTERS_MAX).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}
