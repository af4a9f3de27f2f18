//! The meetings of the programme, as far as their kinds say what they are held for.

use form::Value;
use jiff::civil::Date;
use ledger::Ledger;
use pack::programme::Meeting as Part;

use crate::access::works_here;
use crate::duties::{all, text};
use crate::{Actor, App, Declarations, Error};

/// The day of the acceptance visit, for who works here: the next one that is entered, or the last one that was held; none where none is.
///
/// # Errors
/// [`Error::NotFound`] to all others.
pub async fn acceptance(app: &App, actor: &Actor) -> Result<Option<Date>, Error> {
    if !works_here(actor) {
        return Err(Error::NotFound);
    }
    let (declarations, today) = (app.declarations(), app.today());
    let Some(part) = &declarations.programme.meeting else { return Ok(None) };
    let Some(ledger) = declarations.ledgers.get(&part.ledger) else { return Ok(None) };
    let reader = app.store().reader().await?;
    let mut days = Vec::new();
    for (_, fields) in all(&reader, &declarations, &part.ledger, today).await? {
        let kind = text(&fields, &part.kind).unwrap_or_default();
        if is_held_for(&declarations, (part, ledger), &kind, &part.acceptance) {
            days.extend(fields.get(&part.date).and_then(Value::as_date));
        }
    }
    let next = days.iter().filter(|day| **day >= today).min();
    Ok(next.or_else(|| days.iter().max()).copied())
}

/// Whether meetings of a kind are held for something: whether a column of the table of kinds says anything of it.
pub(crate) fn is_held_for(
    declarations: &Declarations,
    (part, ledger): (&Part, &Ledger),
    kind: &str,
    column: &str,
) -> bool {
    let table = ledger.form.field(&part.kind).and_then(|field| field.kind.table());
    let row = table.and_then(|table| declarations.codes.get(table)?.get(kind));
    row.and_then(|row| row.more.get(column)).is_some_and(|says| !says.is_empty())
}
