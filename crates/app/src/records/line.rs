//! What a line of a file has to keep to that a form is refused for, beside its own fields and the records that it names.

use form::Kind;
use kernel::Problem;
use ledger::{Ledger, Past, Revision, Rule, RuleKind, Statement, at};
use store::Db;
use store::ledgers::{self, Line, NOW};

use super::files::check_files;
use super::named::check_apart;
use crate::plans::check_written;
use crate::{Actor, Declarations, Error};

/// What is wrong with a line: what a reading says is written as a reading is, the files it names were sent by whoever sends it, and
/// what has to stay apart does. The records that it names are looked up for many lines at once, by [`super::check_named`].
///
/// # Errors
/// What the store says.
pub(crate) async fn check_line(
    db: &impl Db,
    actor: &Actor,
    declarations: &Declarations,
    ledger: &Ledger,
    line: &Line,
) -> Result<Vec<Problem>, Error> {
    let mut problems = check_written(ledger, &line.fields);
    let mut files = ledger.form.fields.iter().filter(|field| field.kind == Kind::File);
    let has_file = files.any(|field| line.fields.get(&field.id).is_some_and(Option::is_some));
    let looks_beside = |rule: &Rule| matches!(rule.kind, RuleKind::Apart { .. } | RuleKind::ClearOf { .. });
    if !has_file && !ledger.rules.iter().any(looks_beside) {
        return Ok(problems);
    }
    let history = ledgers::known(&ledgers::history(db, ledger, &line.key).await?);
    let mut fields = at(&history, Past { as_of: line.valid_from, known: NOW }).cloned().unwrap_or_default();
    for (id, value) in &line.fields {
        match value {
            Some(value) => _ = fields.insert(id.clone(), value.clone()),
            None => _ = fields.remove(id),
        }
    }
    let said = [Revision { valid_from: line.valid_from, statement: Statement::Holds(fields) }];
    let both = [
        check_files(db, actor, ledger, (&line.fields, &line.fields), &history).await,
        check_apart(db, declarations, ledger, &said).await.map(|_| ()),
    ];
    for checked in both {
        match checked {
            Ok(()) => {}
            Err(Error::Invalid(more)) => problems.extend(more),
            Err(error) => return Err(error),
        }
    }
    Ok(problems)
}
