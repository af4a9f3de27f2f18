//! A statement as it was written: read, kept from writing, and its parameters bound.

use std::ops::ControlFlow;

use datafusion::sql::parser::{DFParserBuilder, Statement as Parsed};
use datafusion::sql::resolve::resolve_table_references;
use datafusion::sql::sqlparser::ast::{
    CastKind, DataType, Expr, ObjectName, Select, Statement as Sql, TableFactor, TypedString, Value,
    VisitMut, VisitorMut,
};
use indicators::Cell;
use indicators::sql::FUNCTIONS;
use kernel::declaration::nearest;

use crate::{Error, Params};

/// The longest statement in bytes; ten times longer than any that people read.
pub const SQL_BYTES_MAX: usize = 65_536;

/// The deepest expression; a hundred conditions joined by `and` are a hundred deep.
const DEPTH_MAX: usize = 250;
/// The most parts that a statement is put together from.
const SELECTS_MAX: usize = 250;

/// A statement that only reads.
#[derive(Debug, Clone)]
pub(crate) struct Statement(pub(crate) Parsed);

/// The parameter with the code of the county.
const DIVISION: &str = "division";

/// What stands in the place of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Binding {
    /// Its value.
    Value,
    /// The parameter with its type, for plans that have to hold for every value.
    Type,
    /// Its value, but for the county: that is another one in each row.
    Division,
}

impl Statement {
    /// Reads a statement and binds its parameters.
    pub(crate) fn read(sql: &str, params: &Params, binding: Binding) -> Result<Statement, Error> {
        if sql.len() > SQL_BYTES_MAX {
            return Err(too_long(format!("{} bytes, {SQL_BYTES_MAX} at most", sql.len())));
        }
        let mut statements = DFParserBuilder::new(sql).build()?.parse_statements()?;
        let (Some(statement), true) = (statements.pop_front(), statements.is_empty()) else {
            return Err(Error::NotOne { detail: format!("{} statements", statements.len()) });
        };
        let Parsed::Statement(mut sql) = statement else { return Err(not_reading(&statement.to_string())) };
        match sql.visit(&mut Binder { params, binding, depth: 0, selects: 0 }) {
            ControlFlow::Break(error) => Err(*error),
            ControlFlow::Continue(()) => Ok(Statement(Parsed::Statement(sql))),
        }
    }

    /// The tables it names, each once; what it names itself with `WITH` is left out.
    pub(crate) fn tables(&self) -> Result<Vec<String>, Error> {
        let (tables, _) = resolve_table_references(&self.0, true)?;
        Ok(tables.iter().map(ToString::to_string).collect())
    }
}

/// Puts values in the place of parameters, and stops at what does not only read.
struct Binder<'p> {
    params: &'p Params,
    binding: Binding,
    depth: usize,
    selects: usize,
}

impl VisitorMut for Binder<'_> {
    type Break = Box<Error>;

    fn pre_visit_statement(&mut self, statement: &mut Sql) -> ControlFlow<Box<Error>> {
        match statement {
            Sql::Query(_) => ControlFlow::Continue(()),
            other => ControlFlow::Break(Box::new(not_reading(&other.to_string()))),
        }
    }

    fn pre_visit_select(&mut self, select: &mut Select) -> ControlFlow<Box<Error>> {
        self.selects += 1;
        if self.selects > SELECTS_MAX {
            return ControlFlow::Break(Box::new(too_long(format!("more than {SELECTS_MAX} times SELECT"))));
        }
        match select.into {
            None => ControlFlow::Continue(()),
            Some(_) => ControlFlow::Break(Box::new(not_reading("SELECT INTO"))),
        }
    }

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<Box<Error>> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return ControlFlow::Break(Box::new(too_long(format!(
                "expressions nested more than {DEPTH_MAX} deep"
            ))));
        }
        match expr {
            Expr::Function(function) => known(&function.name),
            _ => ControlFlow::Continue(()),
        }
    }

    fn pre_visit_table_factor(&mut self, factor: &mut TableFactor) -> ControlFlow<Box<Error>> {
        match factor {
            TableFactor::Table { name, args: Some(_), .. } | TableFactor::Function { name, .. } => {
                known(name)
            }
            TableFactor::TableFunction { .. } => unknown("table"),
            _ => ControlFlow::Continue(()),
        }
    }

    // After its children, so that what is put there is not visited itself.
    fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<Box<Error>> {
        self.depth -= 1;
        let Expr::Value(value) = expr else { return ControlFlow::Continue(()) };
        let Value::Placeholder(name) = &value.value else { return ControlFlow::Continue(()) };
        match self.bound(name) {
            Ok(bound) => {
                *expr = bound;
                ControlFlow::Continue(())
            }
            Err(error) => ControlFlow::Break(Box::new(error)),
        }
    }
}

impl Binder<'_> {
    fn bound(&self, placeholder: &str) -> Result<Expr, Error> {
        let name = placeholder.trim_start_matches('$');
        let cell = match (name, self.params.others.get(name)) {
            ("as_of", _) => Cell::Date(self.params.as_of),
            (_, Some(cell)) => cell.clone(),
            (_, None) => {
                let known = self.params.others.keys().map(String::as_str).chain(["as_of"]);
                let meant = nearest(name, known).map(str::to_owned);
                return Err(Error::UnknownParameter { parameter: name.to_owned(), meant });
            }
        };
        Ok(match self.binding {
            Binding::Value => literal(&cell),
            Binding::Type => typed(placeholder, &cell),
            Binding::Division if name == DIVISION => typed(placeholder, &cell),
            Binding::Division => literal(&cell),
        })
    }
}

/// Whether statements may use a function.
fn known(name: &ObjectName) -> ControlFlow<Box<Error>> {
    let name = name.to_string().to_lowercase();
    if FUNCTIONS.contains(&name.as_str()) { ControlFlow::Continue(()) } else { unknown(&name) }
}

fn unknown(function: &str) -> ControlFlow<Box<Error>> {
    let meant = nearest(function, FUNCTIONS.iter().copied()).map(str::to_owned);
    ControlFlow::Break(Box::new(Error::UnknownFunction { function: function.to_owned(), meant }))
}

/// A value as SQL.
fn literal(cell: &Cell) -> Expr {
    let value = |value: Value| Expr::Value(value.with_empty_span());
    match cell {
        Cell::Empty => value(Value::Null),
        Cell::Flag(flag) => value(Value::Boolean(*flag)),
        Cell::Integer(integer) => value(Value::Number(integer.to_string(), false)),
        Cell::Text(text) => value(Value::SingleQuotedString(text.clone())),
        Cell::Date(day) => Expr::TypedString(TypedString {
            data_type: DataType::Date,
            value: Value::SingleQuotedString(day.to_string()).with_empty_span(),
            uses_odbc_syntax: false,
        }),
    }
}

/// A parameter of the type of its value.
fn typed(placeholder: &str, cell: &Cell) -> Expr {
    let data_type = match cell {
        Cell::Empty | Cell::Text(_) => DataType::Varchar(None),
        Cell::Flag(_) => DataType::Boolean,
        Cell::Integer(_) => DataType::BigInt(None),
        Cell::Date(_) => DataType::Date,
    };
    let expr = Box::new(Expr::Value(Value::Placeholder(placeholder.to_owned()).with_empty_span()));
    Expr::Cast { kind: CastKind::Cast, expr, data_type, array: false, format: None }
}

fn too_long(detail: String) -> Error {
    Error::TooLong { detail }
}

fn not_reading(statement: &str) -> Error {
    let statement = statement.split_whitespace().next().unwrap_or_default().to_uppercase();
    Error::NotReading { statement }
}
