//! What the SQL of a pack may say: one statement that only reads, in a subset that DataFusion and DuckDB both run and both
//! answer alike. It is parsed here, never run.

mod columns;
mod fault;
mod functions;
mod steps;
mod tables;
mod walk;

use std::collections::BTreeSet;

use kernel::{Place, Problem};
use sqlparser::ast::{Query, Statement};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;

use fault::Fault;

pub use functions::FUNCTIONS;
pub use steps::is_circle;
pub(crate) use steps::{composed, used};
pub use tables::{parameters, tables, unknown_tables};

/// The parameters that every statement may use.
pub const PARAMETERS: [&str; 4] = ["as_of", "from", "to", "division"];

/// What checks see beside the ledgers: what rows.sql and base.sql returned.
pub const COUNTED: [&str; 2] = ["rows", "base"];

/// Bytes of one statement. The longest that people wrote has some thousand.
const BYTES_MAX: usize = 64 * 1024;

/// A statement with the place at which it stands.
#[derive(Debug, Clone, Copy)]
pub struct Source<'t> {
    /// The file, as messages name it.
    pub file: &'t str,
    /// The statement.
    pub text: &'t str,
    /// The line of the file at which it begins, from 1.
    pub first_line: usize,
}

/// What a statement may name, and what it must return.
#[derive(Debug, Clone, Default)]
pub struct Allowed<'n> {
    /// The names that `$name` may have.
    pub parameters: BTreeSet<&'n str>,
    /// The columns of the result; none: any.
    pub columns: Option<Expected<'n>>,
}

/// The columns that a statement returns, by name.
#[derive(Debug, Clone, Default)]
pub struct Expected<'n> {
    /// Those that have to be there.
    pub required: Vec<&'n str>,
    /// Those that may be.
    pub optional: Vec<&'n str>,
}

impl<'t> Source<'t> {
    /// A file that is one statement.
    pub fn whole(file: &'t str, text: &'t str) -> Source<'t> {
        Source { file, text, first_line: 1 }
    }

    /// A place in the file, by the line in the statement; 0: not known.
    fn place(&self, line: u64) -> Place {
        let line = usize::try_from(line).unwrap_or_default().saturating_sub(1);
        Place::file(self.file).at_line(self.first_line + line)
    }
}

/// Everything that is wrong with a statement, but for the tables it names; see [`unknown_tables`].
pub fn check(source: Source<'_>, allowed: &Allowed<'_>) -> Vec<Problem> {
    let query = match parse(source) {
        Ok(query) => query,
        Err(problems) => return problems,
    };
    let mut problems = walk::walk(source, &query, allowed);
    if let Some(expected) = &allowed.columns {
        problems.extend(columns::check(source, &query, expected));
    }
    problems.sort_by_key(|problem| problem.place.line);
    problems.dedup();
    problems
}

/// The one statement, if it only reads.
fn parse(source: Source<'_>) -> Result<Query, Vec<Problem>> {
    if source.text.len() > BYTES_MAX {
        return Err(vec![Fault::TooLong.at(source.place(0))]);
    }
    let statements = Parser::parse_sql(&GenericDialect {}, source.text).map_err(|error| {
        let message = error.to_string();
        let line = fault::line_of(&message);
        vec![Fault::Syntax { message: &message }.at(source.place(line))]
    })?;
    let mut statements = statements.into_iter();
    match (statements.next(), statements.next()) {
        (Some(Statement::Query(query)), None) => Ok(*query),
        (Some(Statement::Query(_)), Some(_)) => Err(vec![Fault::OneStatement.at(source.place(0))]),
        (Some(_), _) => Err(vec![Fault::NotReading.at(source.place(0))]),
        (None, _) => Err(vec![Fault::Empty.at(source.place(0))]),
    }
}
