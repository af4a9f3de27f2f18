//! What a line of a file has to keep to that a form is refused for, beside its own fields and the records that it names.

use form::Kind;
use kernel::Problem;
use ledger::{History, Ledger, Past, Revision, Rule, RuleKind, Statement, at};
use store::Db;
use store::ledgers::{self, Line, NOW};

use super::files::check_files;
use super::named::check_apart;
use crate::cautions::check_indicator;
use crate::plans::check_written;
use crate::{Actor, Declarations, Error};

/// What is wrong with lines, each in its place: what a reading says is written as a reading is, the files it names were sent by whoever
/// sends it, and what has to stay apart does; and what rules only warn of, where it says something new. The records that they name are
/// looked up by [`super::check_named`].
///
/// # Errors
/// What the store says.
pub(crate) async fn check_lines(
    db: &impl Db,
    actor: &Actor,
    declarations: &Declarations,
    ledger: &Ledger,
    lines: &[Line],
) -> Result<Vec<Vec<Problem>>, Error> {
    let written = |line: &Line| {
        let named = check_indicator(declarations, ledger, &line.fields);
        check_written(ledger, &line.fields).into_iter().chain(named).collect::<Vec<Problem>>()
    };
    let mut problems: Vec<Vec<Problem>> = lines.iter().map(written).collect();
    let looks_beside = |rule: &Rule| matches!(rule.kind, RuleKind::Apart { .. } | RuleKind::ClearOf { .. });
    let looks_beside = ledger.rules.iter().any(looks_beside);
    let is_looked_at = |at: &usize| looks_beside || has_file(ledger, &lines[*at]);
    let looked_at: Vec<usize> = (0..lines.len()).filter(is_looked_at).collect();
    if looked_at.is_empty() {
        return Ok(problems);
    }
    let keys: Vec<&str> = looked_at.iter().map(|at| lines[*at].key.as_str()).collect();
    let histories = ledgers::histories_of(db, ledger, keys.into_iter()).await?;
    for at in looked_at {
        let line = &lines[at];
        let history = ledgers::known(histories.get(&line.key).map(Vec::as_slice).unwrap_or_default());
        problems[at].extend(beside(db, (actor, declarations), ledger, line, &history).await?);
    }
    Ok(problems)
}

fn has_file(ledger: &Ledger, line: &Line) -> bool {
    let mut files = ledger.form.fields.iter().filter(|field| field.kind == Kind::File);
    files.any(|field| line.fields.get(&field.id).is_some_and(Option::is_some))
}

/// What is wrong with a line beside its own words.
async fn beside(
    db: &impl Db,
    (actor, declarations): (&Actor, &Declarations),
    ledger: &Ledger,
    line: &Line,
    history: &History,
) -> Result<Vec<Problem>, Error> {
    let held = at(history, Past { as_of: line.valid_from, known: NOW });
    let mut fields = held.cloned().unwrap_or_default();
    for (id, value) in &line.fields {
        match value {
            Some(value) => _ = fields.insert(id.clone(), value.clone()),
            None => _ = fields.remove(id),
        }
    }
    let is_new = held != Some(&fields);
    let said = [Revision { valid_from: line.valid_from, statement: Statement::Holds(fields) }];
    let both = [
        check_files(db, actor, ledger, (&line.fields, &line.fields), history).await.map(|()| Vec::new()),
        check_apart(db, declarations, ledger, &said).await,
    ];
    let mut problems = Vec::new();
    for checked in both {
        match checked {
            Ok(warnings) => problems.extend(warnings.into_iter().filter(|_| is_new)),
            Err(Error::Invalid(more)) => problems.extend(more),
            Err(error) => return Err(error),
        }
    }
    Ok(problems)
}
