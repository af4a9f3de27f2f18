use std::collections::BTreeMap;

use store::Db;

use super::each::line;
use super::opened::Loaded;
use crate::access::works_here;
use crate::duties::{self, text};
use crate::{Actor, App, Error};

/// The duties that a sheet holds, by the lines of words in which they are signed for: as they were owed when it was sent, and as they are
/// today. None of a case that is no such sheet, and for those who see no duties.
pub(super) async fn signed_for(
    app: &App,
    actor: &Actor,
    db: &impl Db,
    loaded: &Loaded,
) -> Result<BTreeMap<String, String>, Error> {
    let declarations = &loaded.declarations;
    let part = declarations.programme.duty_sheet.as_ref();
    let part = part.filter(|part| part.procedure == loaded.procedure.id && works_here(actor));
    let body = part.and_then(|part| text(&loaded.current.fields, &part.body));
    let mut duties = BTreeMap::new();
    if body.is_none() {
        return Ok(duties);
    }
    let sent = loaded.case.events.first().map(|event| event.happened.date());
    for day in sent.into_iter().chain([app.today()]) {
        let owed = duties::owed(db, declarations, day).await?;
        for duty in owed.into_iter().filter(|duty| duty.body == body) {
            duties.entry(line(declarations, &duty)).or_insert(duty.id);
        }
    }
    Ok(duties)
}
