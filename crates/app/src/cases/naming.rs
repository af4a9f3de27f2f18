use cases::Procedure;
use form::Field;
use store::cases::{self as rows, Query};

use super::opened::{Opened, names, procedures};
use super::{Listed, PAGE};
use crate::records::Names;
use crate::{Actor, App, Error};

/// The cases of a procedure that name a record, as an actor sees them.
#[derive(Debug)]
pub struct Naming {
    /// The procedure as the actor sees it.
    pub opened: Opened,
    /// The field that names the record.
    pub field: String,
    /// The cases, the newest first; [`PAGE`] of them at most.
    pub cases: Vec<Listed>,
    /// Whether there are more.
    pub is_cut: bool,
    /// What the fields of the cases name by key.
    pub names: Names,
}

/// The cases that name a record of a ledger, of every procedure that asks for one and of which the actor sees a case. Whether they see
/// the record itself is for their caller to say.
///
/// # Errors
/// If the database cannot answer.
pub async fn naming(app: &App, actor: &Actor, ledger: &str, key: &str) -> Result<Vec<Naming>, Error> {
    let reader = app.store().reader().await?;
    let (today, mut all) = (app.today(), Vec::new());
    for opened in procedures(app, actor) {
        let procedure = opened.procedure();
        let Some(field) = field_of(procedure, ledger).map(|field| field.id.clone()) else { continue };
        let saying = [(field.as_str(), Some(key))];
        let query = Query { procedure: &procedure.id, saying: &saying, limit: PAGE + 1, ..Query::default() };
        let mut found = rows::list(&reader, &query, &opened.sight).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let is_cut = found.len() > page;
        found.truncate(page);
        let listed = |(current, due)| Listed::narrowed(actor, procedure, current, (due, today));
        let cases: Vec<Listed> = found.into_iter().filter_map(listed).collect();
        if !cases.is_empty() {
            let fields = cases.iter().map(|listed| &listed.current.fields);
            let names = names(app, actor, &reader, procedure, fields).await?;
            all.push(Naming { field, cases, is_cut, names, opened });
        }
    }
    Ok(all)
}

/// The field of a procedure that names one record of a ledger.
fn field_of<'p>(procedure: &'p Procedure, ledger: &str) -> Option<&'p Field> {
    procedure.form.fields.iter().find(|field| !field.many && field.kind.ledger() == Some(ledger))
}
