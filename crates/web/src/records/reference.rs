//! Records that a form names: shown and offered as `name (key)`, read as that, as a key, or as a name that only one has.

use std::collections::BTreeMap;

use app::records::{self, ListRequest, ROWS_MAX, When};
use kernel::{Place, Problem, Wording};
use ledger::Ledger;
use store::ledgers::Record;

use crate::components::{Field, FieldControl, Reference};
use crate::error::Error;
use crate::input::Input;
use crate::page::Page;

/// So many records are offered with the form; more are looked up while somebody writes.
const OFFERED_MAX: u16 = 200;

/// So many records of one name are named to choose from.
const NAMESAKES_SHOWN: usize = 5;

/// How a record of this ledger is asked.
pub(crate) fn asks(page: &Page, ledger: &str, several: bool) -> FieldControl {
    let suggestions = format!("{}/api/v1/ledgers/{ledger}/records", page.site.settings.base_path);
    FieldControl::Reference(Reference {
        ledger: ledger.to_owned(),
        offered: Vec::new(),
        suggestions,
        several,
    })
}

/// Offers the records of ledgers with few of them, and shows names beside the keys that are written.
pub(crate) async fn offer(page: &Page, fields: &mut [Field]) -> Result<(), Error> {
    let mut known: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for field in fields {
        let FieldControl::Reference(reference) = &mut field.control else { continue };
        if !known.contains_key(&reference.ledger) {
            known.insert(reference.ledger.clone(), few(page, &reference.ledger).await?);
        }
        let records = &known[&reference.ledger];
        reference.offered = records.values().cloned().collect();
        reference.offered.sort_by_cached_key(|record| store::ledgers::order(record));
        for text in &mut field.values {
            *text = match records.get(text.trim()) {
                Some(record) => record.clone(),
                None => named(page, &reference.ledger, text).await?,
            };
        }
    }
    Ok(())
}

/// All records of a ledger by their keys; nothing if there are too many, or the reader does not know of them.
async fn few(page: &Page, ledger: &str) -> Result<BTreeMap<String, String>, Error> {
    let request = ListRequest { limit: OFFERED_MAX, ..ListRequest::default() };
    match records::list(&page.site.app, page.actor(), ledger, &request).await {
        Ok(list) if list.page.next.is_none() => {
            let written = |record: &Record| (record.key.clone(), written(list.opened.ledger(), record));
            Ok(list.page.records.iter().map(written).collect())
        }
        Ok(_) | Err(app::Error::NotFound) => Ok(BTreeMap::new()),
        Err(error) => Err(error.into()),
    }
}

/// A key with its name; anything else as it is.
async fn named(page: &Page, ledger: &str, text: &str) -> Result<String, Error> {
    if text.trim().is_empty() {
        return Ok(text.to_owned());
    }
    match records::show(&page.site.app, page.actor(), ledger, text.trim(), When::default()).await {
        Ok(shown) => {
            let record = shown.record.as_ref().map(|record| written(shown.opened.ledger(), record));
            Ok(record.unwrap_or_else(|| text.to_owned()))
        }
        Err(app::Error::NotFound) => Ok(text.to_owned()),
        Err(error) => Err(error.into()),
    }
}

/// A record as it is written into a form; its key alone if the reader does not see its name.
fn written(ledger: &Ledger, record: &Record) -> String {
    match name(ledger, record) {
        Some(name) if name != record.key => format!("{name} ({})", record.key),
        _ => record.key.clone(),
    }
}

fn name<'r>(ledger: &Ledger, record: &'r Record) -> Option<&'r str> {
    record.fields.get(&ledger.name).filter(|name| !name.is_sealed())?.as_text()
}

/// Puts keys in the place of what is written into fields that name records of these ledgers, and tells which names several
/// records have. What names no record stays as it is, and is refused later.
pub(crate) async fn resolve(
    page: &Page,
    fields: impl IntoIterator<Item = (String, String)>,
    input: &mut Input,
) -> Result<Vec<Problem>, Error> {
    let mut problems = Vec::new();
    for (field, ledger) in fields {
        let mut texts = input.texts(&field).to_vec();
        for text in &mut texts {
            match meant(page, &ledger, text.trim()).await? {
                Meant::Key(key) => *text = key,
                Meant::Several(records) => problems.push(ambiguous(&field, text.trim(), &records)),
                Meant::Nothing => {}
            }
        }
        if !texts.is_empty() {
            input.put(&field, texts);
        }
    }
    Ok(problems)
}

/// The same for a cell of a table, in which several are divided by semicolons or lines.
pub(crate) async fn resolve_cell(
    page: &Page,
    (field, ledger): (&str, &str),
    cell: &mut String,
) -> Result<Vec<Problem>, Error> {
    let parts = cell.split(['；', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let mut input = Input::default();
    input.put(field, parts.map(str::to_owned).collect());
    let problems = resolve(page, [(field.to_owned(), ledger.to_owned())], &mut input).await?;
    *cell = input.texts(field).join("；");
    Ok(problems)
}

/// What a text says of a record.
enum Meant {
    Key(String),
    Several(Vec<String>),
    Nothing,
}

async fn meant(page: &Page, ledger: &str, text: &str) -> Result<Meant, Error> {
    let (app, actor) = (&page.site.app, page.actor());
    if text.is_empty() {
        return Ok(Meant::Nothing);
    }
    for key in [Some(text), key_in(text)].into_iter().flatten() {
        if records::show(app, actor, ledger, key, When::default()).await.is_ok() {
            return Ok(Meant::Key(key.to_owned()));
        }
    }
    let request = ListRequest { name: Some(text.to_owned()), limit: ROWS_MAX, ..ListRequest::default() };
    let list = match records::list(app, actor, ledger, &request).await {
        Ok(list) => list,
        // A ledger that the reader does not know of has no names for them.
        Err(app::Error::NotFound) => return Ok(Meant::Nothing),
        Err(error) => return Err(error.into()),
    };
    let ledger = list.opened.ledger();
    let namesakes: Vec<&Record> =
        list.page.records.iter().filter(|record| name(ledger, record) == Some(text)).collect();
    Ok(match namesakes.as_slice() {
        [] => Meant::Nothing,
        [record] => Meant::Key(record.key.clone()),
        records => Meant::Several(records.iter().map(|record| written(ledger, record)).collect()),
    })
}

/// The key in `name (key)`, also in the brackets of Chinese.
fn key_in(text: &str) -> Option<&str> {
    let (_, key) = text.strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    Some(key.trim())
}

fn ambiguous(field: &str, text: &str, records: &[String]) -> Problem {
    let shown = &records[..records.len().min(NAMESAKES_SHOWN)];
    let (zh, en) = (shown.join("、"), shown.join(", "));
    Problem::error(
        "ambiguous-name",
        Place::default().at_field(field),
        Wording::new(
            format!("有{}条记录名为“{text}”", records.len()),
            format!("{} records are called {text}", records.len()),
        ),
        Wording::new(format!("请选其中一条：{zh}"), format!("choose one of them: {en}")),
    )
}

#[cfg(test)]
mod tests {
    use super::key_in;

    #[test]
    fn a_key_stands_in_the_last_brackets() {
        for (text, key) in [
            ("区市场监督管理局（知识产权局） (market-supervision)", Some("market-supervision")),
            ("沙坪街道（shaping）", Some("shaping")),
            ("区市场监督管理局（知识产权局）", Some("知识产权局")),
            ("沙坪街道", None),
            (")", None),
        ] {
            assert_eq!(key_in(text), key, "{text}");
        }
    }
}
