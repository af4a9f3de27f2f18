use store::cases::{self as rows, Query};

use super::opened::{Opened, names, procedures};
use super::{Listed, PAGE};
use crate::records::Names;
use crate::{Actor, App, Error};

/// The cases of a procedure in which something is late.
#[derive(Debug)]
pub struct Late {
    /// The procedure as the actor sees it.
    pub opened: Opened,
    /// The cases, the one that has been late longest first; [`PAGE`] of them at most.
    pub cases: Vec<Listed>,
    /// What the fields of the cases name by key.
    pub names: Names,
}

/// Everything that is late, of every procedure of which the actor sees a case.
///
/// # Errors
/// If the database cannot answer.
pub async fn late(app: &App, actor: &Actor) -> Result<Vec<Late>, Error> {
    let reader = app.store().reader().await?;
    let today = app.today();
    let mut all = Vec::new();
    for opened in procedures(app, actor) {
        let procedure = opened.procedure();
        let query = Query {
            procedure: &procedure.id,
            ended: Some(false),
            due_before: Some(today),
            limit: PAGE,
            ..Query::default()
        };
        let late = rows::list(&reader, &query, &opened.sight).await?.into_iter();
        let cases: Vec<Listed> = late
            .filter_map(|(current, due)| Listed::narrowed(actor, procedure, current, (due, today)))
            .collect();
        if !cases.is_empty() {
            let fields = cases.iter().map(|listed| &listed.current.fields);
            let names = names(app, actor, &reader, opened.procedure(), fields).await?;
            all.push(Late { opened, cases, names });
        }
    }
    Ok(all)
}
