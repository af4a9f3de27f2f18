//! Whom names mean: what people have decided of a name, else the one record that has it or once had it.

use std::collections::{BTreeMap, BTreeSet};

use form::Fields;
use jiff::civil::Date;
use ledger::{Ledger, Linking, Meaning, Past, called, is_person};
use store::Db;
use store::ledgers::{self, NOW, Rows, Sight};

use crate::duties::text;
use crate::{Declarations, Error};

/// The ledger of what people have decided, and its fields.
pub(super) const NAMES: &str = "holder-names";
pub(super) const NAME: &str = "name";
pub(super) const FIRM: &str = "enterprise";

/// So many names are remembered while a file is read; a city has some hundred thousand firms, and those with many rights come again and again.
const REMEMBERED_MAX: usize = 100_000;

/// What names were found to mean, each looked up once.
#[derive(Debug, Default)]
pub(crate) struct Meanings {
    known: BTreeMap<String, Meaning>,
}

impl Meanings {
    /// Looks up what is not known of these names. Those of one call are known afterwards, others may have been forgotten.
    pub(crate) async fn look_up(
        &mut self,
        db: &impl Db,
        (declarations, target): (&Declarations, &Ledger),
        day: Date,
        names: &[&str],
    ) -> Result<(), Error> {
        if self.known.len() >= REMEMBERED_MAX {
            self.known.clear();
        }
        // As it is compared, and as it is written.
        let mut asked: BTreeMap<String, &str> = BTreeMap::new();
        for name in names {
            let compared = called(name);
            if !self.known.contains_key(&compared) {
                asked.insert(compared, name);
            }
        }
        if asked.is_empty() {
            return Ok(());
        }
        let mut found = decided(db, (declarations, target), day, &asked).await?;
        // A firm may be called like a person.
        let is_left = |(compared, _): &(&String, &&str)| !found.contains_key(*compared);
        let left: Vec<&str> = asked.iter().filter(is_left).map(|(_, name)| *name).collect();
        let mut having: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (key, name) in ledgers::called(db, target, &left).await? {
            having.entry(called(&name)).or_default().insert(key);
        }
        for compared in asked.into_keys() {
            if found.contains_key(&compared) {
                continue;
            }
            let keys = having.remove(&compared).unwrap_or_default();
            let meaning = match (keys.len(), keys.into_iter().next()) {
                (1, Some(key)) => Meaning::One(key),
                // Only whom no firm is called like.
                (0, _) | (_, None) if is_person(&compared) => Meaning::Person,
                (0, _) | (_, None) => Meaning::Nobody,
                _ => Meaning::Several,
            };
            found.insert(compared, meaning);
        }
        self.known.extend(found);
        Ok(())
    }

    /// What a name means that was looked up.
    pub(crate) fn of(&self, name: &str) -> Meaning {
        self.known.get(&called(name)).cloned().unwrap_or(Meaning::Nobody)
    }
}

/// What people have decided of names.
async fn decided(
    db: &impl Db,
    (declarations, target): (&Declarations, &Ledger),
    day: Date,
    asked: &BTreeMap<String, &str>,
) -> Result<BTreeMap<String, Meaning>, Error> {
    let Some(ledger) = deciding(declarations, target) else { return Ok(BTreeMap::new()) };
    // Whoever enters a name by hand may write it as it stands in the file.
    let written = asked.values().map(|name| name.trim().to_owned());
    let keys: BTreeSet<String> = asked.keys().cloned().chain(written).collect();
    let keys: Vec<String> = keys.into_iter().collect();
    let sight = only(&[NAME, FIRM]);
    let found = ledgers::show_all(db, ledger, &keys, Past { as_of: day, known: NOW }, &sight).await?;
    let meaning = |fields: &Fields| text(fields, FIRM).map_or(Meaning::Elsewhere, Meaning::One);
    Ok(found.into_iter().map(|record| (called(&record.key), meaning(&record.fields))).collect())
}

/// The ledger in which it is decided what names of records of another mean, if the county has it.
pub(super) fn deciding<'d>(declarations: &'d Declarations, target: &Ledger) -> Option<&'d Ledger> {
    let ledger = declarations.ledgers.get(NAMES)?;
    let named = ledger.form.field(FIRM).and_then(|field| field.kind.ledger());
    (named == Some(target.id.as_str())).then_some(ledger)
}

/// The ledger whose records are meant.
pub(crate) fn target<'d>(
    declarations: &'d Declarations,
    ledger: &Ledger,
    link: &Linking,
) -> Option<&'d Ledger> {
    let named = ledger.form.field(&link.field).and_then(|field| field.kind.ledger())?;
    declarations.ledgers.get(named)
}

/// All records, but only these fields: nothing that is sealed is opened.
pub(super) fn only(fields: &[&str]) -> Sight {
    Sight { rows: Rows::All, fields: fields.iter().map(|id| (*id).to_owned()).collect() }
}
