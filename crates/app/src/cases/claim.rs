//! What no two cases share, and when it is free again.

use std::collections::BTreeMap;

use cases::Procedure;
use kernel::Wording;
use store::Write;
use store::cases as rows;

use super::opened::Loaded;
use crate::Error;

/// Which of some claims are taken, each with the number of its case. A case that came to an end which settles nothing lets go of its own
/// as soon as somebody asks for it.
pub(super) async fn taken(
    write: &Write,
    procedure: &Procedure,
    claims: &[&str],
) -> Result<BTreeMap<String, String>, Error> {
    let mut taken = rows::claimed(write, &procedure.id, claims).await?;
    if !procedure.states.iter().any(|state| state.frees) {
        return Ok(taken);
    }
    for (claim, number) in taken.clone() {
        let current = rows::get(write, &number).await?;
        if let Some(current) = current.filter(|current| procedure.frees(&current.state)) {
            rows::keep_claim(write, current.id, None).await?;
            taken.remove(&claim);
        }
    }
    Ok(taken)
}

/// Takes back what a case let go of when it came to an end that did not count.
pub(super) async fn take_back(write: &Write, loaded: &Loaded) -> Result<(), Error> {
    let (procedure, own) = (&loaded.procedure, &loaded.current);
    let Some(claim) = procedure.claim(&loaded.case.fields) else { return Ok(()) };
    match taken(write, procedure, &[&claim]).await?.remove(&claim) {
        Some(number) if number != own.number => Err(Error::Conflict(there_already(procedure, &number))),
        Some(_) => Ok(()),
        None => Ok(rows::keep_claim(write, own.id, Some(&claim)).await?),
    }
}

/// That there is a case already that has what no two cases share.
pub(super) fn there_already(procedure: &Procedure, number: &str) -> Wording {
    let Wording { zh, en } = &procedure.title;
    Wording::new(
        format!("已有同样的{zh}（{number}），请打开它办理"),
        format!("there is such a {en} already ({number}); open it and go on there"),
    )
}
