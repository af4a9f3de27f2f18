use form::{FileReference, Kind, Value};
use ledger::{History, Ledger, Patch};
use store::Db;

use crate::{Actor, Error, files};

/// Whether the actor may name the files of a patch: those that the record has named before, and those that they sent.
pub(super) async fn check_files(
    db: &impl Db,
    actor: &Actor,
    ledger: &Ledger,
    (patch, sealed): (&Patch, &Patch),
    history: &History,
) -> Result<(), Error> {
    let mut problems = Vec::new();
    for field in ledger.form.fields.iter().filter(|field| matches!(field.kind, Kind::File)) {
        let (Some(Some(given)), Some(Some(kept))) = (patch.get(&field.id), sealed.get(&field.id)) else {
            continue;
        };
        for (given, kept) in given.values().iter().zip(kept.values()) {
            let Some(file) = FileReference::of(given) else { continue };
            if !was_named(history, &field.id, kept) {
                problems.extend(files::check(db, actor, &field.id, file.digest).await?);
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// Whether the record said this before, as it is kept.
fn was_named(history: &History, field: &str, value: &Value) -> bool {
    let fields = history.iter().filter_map(|(_, revision)| revision.statement.fields());
    fields.filter_map(|fields| fields.get(field)).any(|said| said.values().contains(value))
}
