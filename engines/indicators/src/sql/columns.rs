use std::collections::BTreeSet;

use kernel::Problem;
use kernel::declaration::nearest;
use sqlparser::ast::{Expr, Query, SelectItem, SetExpr, Spanned};

use super::fault::Fault;
use super::{Expected, Source};

/// What is wrong with the columns that the outermost `SELECT` returns.
pub(super) fn check(source: Source<'_>, query: &Query, expected: &Expected<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let Some(items) = projection(&query.body) else { return problems };
    let mut seen = BTreeSet::new();
    for item in items {
        let place = source.place(item.span().start.line);
        let Some(name) = name(item) else {
            problems.push(Fault::Unnamed.at(place));
            continue;
        };
        let known = expected.required.iter().chain(&expected.optional).copied();
        if !known.clone().any(|known| known == name) {
            problems.push(Fault::Column { name: &name, nearest: nearest(&name, known) }.at(place.clone()));
        }
        if !seen.insert(name.clone()) {
            problems.push(Fault::ColumnTwice { name: &name }.at(place));
        }
    }
    let missing = expected.required.iter().filter(|name| !seen.contains(**name));
    problems.extend(missing.map(|name| Fault::ColumnMissing { name }.at(source.place(0))));
    problems
}

/// The columns of a `SELECT`; of several that are put together those of the first.
fn projection(body: &SetExpr) -> Option<&[SelectItem]> {
    match body {
        SetExpr::Select(select) => Some(&select.projection),
        SetExpr::Query(query) => projection(&query.body),
        SetExpr::SetOperation { left, .. } => projection(left),
        _ => None,
    }
}

/// The name under which a column is returned.
fn name(item: &SelectItem) -> Option<String> {
    match item {
        SelectItem::ExprWithAlias { alias, .. } => Some(alias.value.clone()),
        SelectItem::UnnamedExpr(Expr::Identifier(name)) => Some(name.value.clone()),
        SelectItem::UnnamedExpr(Expr::CompoundIdentifier(names)) => {
            names.last().map(|name| name.value.clone())
        }
        _ => None,
    }
}
