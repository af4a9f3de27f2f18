use app::records::{self, ListRequest, Opened, When};
use form::Value;

use super::compose::INTO;
use crate::error::Error;
use crate::input::Input;
use crate::page::Page;
use crate::site::Site;

/// How many records of a name are looked at; more than one of the same name are not told apart by it anyway.
const NAMESAKES: u16 = 20;

/// Puts keys in the place of full names where a field names records, so that people need not know keys. What is neither a key
/// nor the name of exactly one record stays as it is, and is refused later.
pub(super) async fn resolve(
    site: &Site,
    page: &Page,
    opened: &Opened,
    input: &mut Input,
) -> Result<(), Error> {
    let own = (INTO.to_owned(), opened.ledger().id.clone());
    let declared = opened.ledger().form.fields.iter();
    let named = declared.filter_map(|field| Some((field.id.clone(), field.kind.ledger()?.to_owned())));
    for (name, ledger) in named.chain([own]) {
        let mut texts = input.texts(&name).to_vec();
        for text in &mut texts {
            if let Some(key) = key_of(site, page, &ledger, text.trim()).await? {
                *text = key;
            }
        }
        if !texts.is_empty() {
            input.put(&name, texts);
        }
    }
    Ok(())
}

/// The key of the one record with this name; none if the text is a key itself, or no name, or that of several.
async fn key_of(site: &Site, page: &Page, ledger: &str, text: &str) -> Result<Option<String>, Error> {
    let actor = page.actor();
    if text.is_empty() || records::show(&site.app, actor, ledger, text, When::default()).await.is_ok() {
        return Ok(None);
    }
    let request = ListRequest { name: Some(text.to_owned()), limit: NAMESAKES, ..ListRequest::default() };
    let list = match records::list(&site.app, actor, ledger, &request).await {
        Ok(list) => list,
        // A ledger that the reader does not know of has no names for them.
        Err(app::Error::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let name = &list.opened.ledger().name;
    let is_named = |value: Option<&Value>| value.and_then(Value::as_text) == Some(text);
    let mut found = list.page.records.iter().filter(|record| is_named(record.fields.get(name)));
    Ok(found.next().filter(|_| found.next().is_none()).map(|record| record.key.clone()))
}
