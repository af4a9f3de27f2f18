//! Which words of addresses mean which place: the names of bodies that have a division, and what people have decided beyond them.

use form::Fields;
use jiff::civil::Date;
use ledger::Area;
use store::Db;

use crate::duties::{all, text};
use crate::{Declarations, Error};

/// The ledger of what people have decided, and its fields.
const AREAS: &str = "address-areas";
const WORDS: &str = "words";
const DIVISION: &str = "division";
const BODY: &str = "body";

/// Digits of the code of a county; those behind them are of its parts.
const COUNTY_DIGITS: usize = 6;

/// What is known on a day.
pub(super) async fn areas(db: &impl Db, declarations: &Declarations, day: Date) -> Result<Vec<Area>, Error> {
    let mut areas = Vec::new();
    for (key, fields) in all(db, declarations, form::BODIES, day).await? {
        let name = text(&fields, "name");
        areas.extend(name.and_then(|words| area(words, &fields, Some(key))));
    }
    if declarations.ledgers.contains_key(AREAS) {
        for (_, fields) in all(db, declarations, AREAS, day).await? {
            let body = text(&fields, BODY);
            areas.extend(text(&fields, WORDS).and_then(|words| area(words, &fields, body)));
        }
    }
    Ok(areas)
}

fn area(words: String, fields: &Fields, body: Option<String>) -> Option<Area> {
    let division = text(fields, DIVISION)?.get(..COUNTY_DIGITS)?.to_owned();
    Some(Area { words, division, body })
}
