use std::collections::BTreeSet;

use ledger::Ledger;
use store::{Db, packs};

use crate::{Declarations, Error};

/// Adds to what is declared the fields that packs declared before and that are gone, each as it was declared last, so that
/// the history of a record can still say what they held. Sealed ones are left out: they are opened for declared fields alone.
pub(super) async fn remember(db: &impl Db, declarations: &mut Declarations) -> Result<(), Error> {
    let mut read = BTreeSet::new();
    for installed in packs::all(db).await? {
        for (path, digest) in packs::files(db, installed.id).await? {
            let Some(ledger) = ledger_of(&path).and_then(|id| declarations.ledgers.get(id)) else { continue };
            if !read.insert(digest.clone()) {
                continue;
            }
            let content = packs::content(db, &digest).await?.unwrap_or_default();
            // What an earlier program took may be refused by this one; then its fields stay without a title.
            let Ok(before) = Ledger::read(&path, &String::from_utf8_lossy(&content)) else { continue };
            let former = declarations.former.entry(ledger.id.clone()).or_default();
            for field in before.form.fields {
                let is_known = former.iter().any(|known| known.id == field.id);
                if !is_known && ledger.form.field(&field.id).is_none() {
                    former.push(field);
                }
            }
        }
    }
    for fields in declarations.former.values_mut() {
        fields.retain(|field| !field.class.is_sealed());
    }
    Ok(())
}

/// The ledger that a file of a pack declares.
fn ledger_of(path: &str) -> Option<&str> {
    path.strip_prefix("ledgers/")?.strip_suffix("/ledger.toml")
}
