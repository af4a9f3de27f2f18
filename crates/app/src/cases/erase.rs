use store::seals;

use super::opened::load;
use crate::erasure::{Erasure, destroy};
use crate::{Act, Actor, App, Error, Subject, may};

/// Destroys for ever what is personal of a case, in all that happened in it; gives the operation. No step is taken by it: the case goes
/// on as before.
///
/// # Errors
/// [`Error::NotFound`] for a case that the actor may not see, or of which they see nothing personal; [`Error::NotAllowed`] if they may
/// not destroy it; [`Error::Invalid`] if it is not confirmed, without a reason, or if nothing personal is there.
pub async fn erase(app: &App, actor: &Actor, number: &str, erasure: Erasure<'_>) -> Result<i64, Error> {
    let reason = erasure.reason.trim();
    let write = app.begin(actor, Act::Erase.id(), ("case", number), Some(reason)).await?;
    let (loaded, seen) = load(app, &write, actor, number).await?;
    let form = &loaded.procedure.form;
    let is_personal = |field: &form::Field| field.class.is_sealed() && seen.contains(&field.id);
    if !form.fields.iter().any(is_personal) {
        return Err(Error::NotFound);
    }
    may(actor, Act::Erase, Subject::Cases).map_err(Error::NotAllowed)?;
    destroy(write, &seals::subject_of_case(form, number), number, erasure).await
}
