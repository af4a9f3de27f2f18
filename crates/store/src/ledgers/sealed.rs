use form::Fields;
use ledger::{Ledger, Patch};

use crate::{Error, Write, seals};

/// Replaces the personal and secret values of a patch by their pseudonyms, so that the engine sees whether they are new.
///
/// # Errors
/// If the database cannot.
pub async fn seal_patch(write: &Write, ledger: &Ledger, key: &str, patch: &mut Patch) -> Result<(), Error> {
    seal_patches(write, ledger, [(key, patch)].into_iter()).await
}

/// The patches of many records at once.
pub(super) async fn seal_patches<'p>(
    write: &Write,
    ledger: &Ledger,
    patches: impl Iterator<Item = (&'p str, &'p mut Patch)>,
) -> Result<(), Error> {
    let sealed: Vec<&String> =
        ledger.form.fields.iter().filter(|field| field.class.is_sealed()).map(|field| &field.id).collect();
    let mut taken: Vec<(&str, &mut Patch, Fields)> = Vec::new();
    for (key, patch) in patches {
        let value = |id: &&String| Some(((*id).clone(), patch.get(*id)?.clone()?));
        let values: Fields = sealed.iter().filter_map(value).collect();
        if !values.is_empty() {
            taken.push((key, patch, values));
        }
    }
    let mut records: Vec<(&str, &mut Fields)> =
        taken.iter_mut().map(|(key, _, values)| (*key, values)).collect();
    seals::seal_fields(write, seals::Sealing::ledger(ledger), &mut records).await?;
    for (_, patch, values) in taken {
        patch.extend(values.into_iter().map(|(id, value)| (id, Some(value))));
    }
    Ok(())
}
