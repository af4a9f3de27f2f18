use std::collections::BTreeSet;
use std::ops::ControlFlow;

use kernel::Problem;
use kernel::declaration::nearest;
use sqlparser::ast::{ObjectName, Query, Spanned, Value, ValueWithSpan, Visit, Visitor};

use super::fault::Fault;
use super::{Source, parse};

/// What a table of intervals ends in: `patents_history`.
pub(super) const HISTORY: &str = "_history";

/// The ledgers that a statement reads, those whose history it reads included. A statement that cannot be parsed reads none.
pub fn tables(text: &str) -> BTreeSet<String> {
    named(Source::whole("", text)).into_iter().map(|(table, _)| ledger_of(&table)).collect()
}

/// The names of the parameters that a statement uses, without the `$`.
pub fn parameters(text: &str) -> Vec<String> {
    let Ok(query) = parse(Source::whole("", text)) else { return Vec::new() };
    let mut found = Found::default();
    _ = query.visit(&mut found);
    found.parameters
}

/// Every table of a statement that is none of these ledgers.
pub fn unknown_tables(source: Source<'_>, ledgers: &BTreeSet<&str>) -> Vec<Problem> {
    let mut problems: Vec<Problem> = shadows(source, ledgers);
    let is_unknown = |(table, _): &(String, u64)| !ledgers.contains(ledger_of(table).as_str());
    let problem = |(table, line): (String, u64)| {
        let id = ledger_of(&table);
        let nearest = nearest(&id, ledgers.iter().copied());
        Fault::Table { table: &table, nearest }.at(source.place(line))
    };
    problems.extend(named(source).into_iter().filter(is_unknown).map(problem));
    problems
}

/// What `WITH` makes has another name than every ledger; otherwise nobody could tell which of them is read.
fn shadows(source: Source<'_>, ledgers: &BTreeSet<&str>) -> Vec<Problem> {
    let Ok(query) = parse(source) else { return Vec::new() };
    let mut found = Found::default();
    _ = query.visit(&mut found);
    let shadowing = found.made.iter().filter(|name| ledgers.contains(ledger_of(name).as_str()));
    shadowing.map(|name| Fault::Shadow { name }.at(source.place(0))).collect()
}

/// The ledger of a table: `patents_history` is that of `patents`, and `-` is written `_`.
fn ledger_of(table: &str) -> String {
    table.strip_suffix(HISTORY).unwrap_or(table).replace('_', "-")
}

/// The tables with their lines, without those that the statement makes itself.
fn named(source: Source<'_>) -> Vec<(String, u64)> {
    let Ok(query) = parse(source) else { return Vec::new() };
    let mut found = Found::default();
    _ = query.visit(&mut found);
    found.tables.retain(|(table, _)| !found.made.contains(table));
    found.tables
}

/// A table as it is named in the statement.
pub(super) fn name_of(name: &ObjectName) -> String {
    name.to_string().trim_matches('"').to_lowercase()
}

#[derive(Default)]
struct Found {
    tables: Vec<(String, u64)>,
    /// Those of `WITH`.
    made: BTreeSet<String>,
    parameters: Vec<String>,
}

impl Visitor for Found {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let made = query.with.iter().flat_map(|with| &with.cte_tables);
        self.made.extend(made.map(|table| table.alias.name.value.to_lowercase()));
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, name: &ObjectName) -> ControlFlow<()> {
        self.tables.push((name_of(name), name.span().start.line));
        ControlFlow::Continue(())
    }

    fn pre_visit_value(&mut self, value: &ValueWithSpan) -> ControlFlow<()> {
        if let Value::Placeholder(written) = &value.value {
            self.parameters.extend(written.strip_prefix('$').map(str::to_owned));
        }
        ControlFlow::Continue(())
    }
}
