//! Every part of a statement is held against what is allowed. What is not named here is refused.

use std::ops::ControlFlow;

use kernel::Problem;
use sqlparser::ast::{
    BinaryOperator, CastKind, DataType, Distinct, Expr, Function, FunctionArg, FunctionArgExpr,
    FunctionArguments, ObjectName, Query, Select, SelectItem, SetExpr, Spanned, TableFactor, Value,
    ValueWithSpan, Visit, Visitor,
};

use super::fault::Fault;
use super::functions::{CLOCKS, FUNCTIONS};
use super::tables::{HISTORY, name_of};
use super::{Allowed, Source};

pub(super) fn walk(source: Source<'_>, query: &Query, allowed: &Allowed<'_>) -> Vec<Problem> {
    let mut walk = Walk { source, allowed, problems: Vec::new() };
    _ = query.visit(&mut walk);
    walk.problems
}

struct Walk<'a> {
    source: Source<'a>,
    allowed: &'a Allowed<'a>,
    problems: Vec<Problem>,
}

impl Walk<'_> {
    fn add(&mut self, fault: Fault<'_>, at: &impl Spanned) {
        let place = self.source.place(at.span().start.line);
        self.problems.push(fault.at(place));
    }

    fn function(&mut self, function: &Function) {
        let name = function.name.to_string().to_lowercase();
        if CLOCKS.contains(&name.as_str()) {
            return self.add(Fault::Clock { name: &name }, &function.name);
        }
        if !FUNCTIONS.contains(&name.as_str()) {
            return self.add(Fault::Function { name: &name }, &function.name);
        }
        let FunctionArguments::List(list) = &function.args else {
            return self.add(Fault::Part { what: &name }, &function.name);
        };
        let is_star = |argument: &FunctionArg| matches!(argument, FunctionArg::Unnamed(argument) if !matches!(argument, FunctionArgExpr::Expr(_)));
        if name != "count" && list.args.iter().any(is_star) {
            self.add(Fault::Star, &function.name);
        }
        if name == "string_agg" && list.clauses.is_empty() {
            self.add(Fault::Unordered, &function.name);
        }
    }

    fn value(&mut self, value: &ValueWithSpan) {
        match &value.value {
            Value::Number(written, _) if written.bytes().any(|byte| !byte.is_ascii_digit()) => {
                self.add(Fault::Float { written }, value);
            }
            Value::Placeholder(written) => {
                let name = written.strip_prefix('$').unwrap_or_default();
                if !self.allowed.parameters.contains(name) {
                    let known = self.allowed.parameters.iter().copied();
                    let nearest = kernel::declaration::nearest(name, known);
                    self.add(Fault::Parameter { written, nearest }, value);
                }
            }
            Value::Number(..) | Value::SingleQuotedString(_) | Value::Boolean(_) | Value::Null => {}
            other => self.add(Fault::Part { what: &other.to_string() }, value),
        }
    }

    /// Window functions over intervals would resolve time a second time, and not as everybody else does.
    fn windows(&mut self, select: &Select) {
        let of_history = |factor: &TableFactor| matches!(factor, TableFactor::Table { name, .. } if name_of(name).ends_with(HISTORY));
        let tables = select.from.iter();
        let mut factors = tables.flat_map(|from| {
            [&from.relation].into_iter().chain(from.joins.iter().map(|join| &join.relation))
        });
        if !factors.any(of_history) {
            return;
        }
        let mut windows = Windows(false);
        _ = select.projection.visit(&mut windows);
        if windows.0 || select.qualify.is_some() {
            self.add(Fault::WindowOverHistory, select);
        }
    }
}

/// Whether there is a window function.
struct Windows(bool);

impl Visitor for Windows {
    type Break = ();

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        self.0 |= matches!(expression, Expr::Function(function) if function.over.is_some());
        ControlFlow::Continue(())
    }
}

impl Visitor for Walk<'_> {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        if !matches!(
            *query.body,
            SetExpr::Select(_) | SetExpr::Query(_) | SetExpr::SetOperation { .. } | SetExpr::Values(_)
        ) {
            self.add(Fault::NotReading, query);
        }
        let is_cut = query.limit_clause.is_some() || query.fetch.is_some();
        if is_cut && query.order_by.is_none() {
            self.add(Fault::Unordered, query);
        }
        let is_strange = !query.locks.is_empty()
            || query.for_clause.is_some()
            || query.settings.is_some()
            || query.format_clause.is_some()
            || !query.pipe_operators.is_empty()
            || query.with.as_ref().is_some_and(|with| with.recursive);
        if is_strange {
            self.add(Fault::Part { what: "recursive, for update, settings" }, query);
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        for item in &select.projection {
            if !matches!(item, SelectItem::UnnamedExpr(_) | SelectItem::ExprWithAlias { .. }) {
                self.add(Fault::Star, item);
            }
        }
        let is_strange = select.top.is_some()
            || select.into.is_some()
            || !select.lateral_views.is_empty()
            || select.prewhere.is_some()
            || !select.connect_by.is_empty()
            || !select.sort_by.is_empty()
            || select.exclude.is_some()
            || matches!(select.distinct, Some(Distinct::On(_)));
        if is_strange {
            self.add(Fault::Part { what: "into, top, distinct on" }, select);
        }
        self.windows(select);
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        match factor {
            TableFactor::Table { args: None, sample: None, .. }
            | TableFactor::Derived { .. }
            | TableFactor::UNNEST { .. }
            | TableFactor::NestedJoin { .. } => {}
            other => self.add(Fault::Part { what: &other.to_string() }, other),
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, name: &ObjectName) -> ControlFlow<()> {
        if name.0.len() != 1 {
            self.add(Fault::Part { what: &name.to_string() }, name);
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_value(&mut self, value: &ValueWithSpan) -> ControlFlow<()> {
        self.value(value);
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        match expression {
            Expr::Function(function) => self.function(function),
            Expr::BinaryOp { op, .. } => {
                if matches!(op, BinaryOperator::Divide) {
                    self.add(Fault::Division, expression);
                } else if !OPERATORS.contains(op) {
                    self.add(Fault::Part { what: &op.to_string() }, expression);
                }
            }
            Expr::Cast { kind, data_type, .. } => {
                if !matches!(kind, CastKind::Cast | CastKind::DoubleColon) || !is_exact(data_type) {
                    self.add(Fault::Cast { to: &data_type.to_string() }, expression);
                }
            }
            Expr::TypedString(typed) if !is_exact(&typed.data_type) => {
                self.add(Fault::Cast { to: &typed.data_type.to_string() }, expression);
            }
            other if is_plain(other) => {}
            other => self.add(Fault::Part { what: &other.to_string() }, other),
        }
        ControlFlow::Continue(())
    }
}

/// What both engines compute alike. Division is not among them: one of them divides whole numbers into fractions.
const OPERATORS: [BinaryOperator; 13] = [
    BinaryOperator::Plus,
    BinaryOperator::Minus,
    BinaryOperator::Multiply,
    BinaryOperator::Modulo,
    BinaryOperator::StringConcat,
    BinaryOperator::Gt,
    BinaryOperator::Lt,
    BinaryOperator::GtEq,
    BinaryOperator::LtEq,
    BinaryOperator::Eq,
    BinaryOperator::NotEq,
    BinaryOperator::And,
    BinaryOperator::Or,
];

/// Types without fractions.
fn is_exact(kind: &DataType) -> bool {
    matches!(
        kind,
        DataType::BigInt(None)
            | DataType::Int(None)
            | DataType::Integer(None)
            | DataType::Text
            | DataType::Varchar(None)
            | DataType::Date
            | DataType::Boolean
    )
}

/// Expressions that need no further look; their parts are visited by themselves.
fn is_plain(expression: &Expr) -> bool {
    matches!(
        expression,
        Expr::Identifier(_)
            | Expr::CompoundIdentifier(_)
            | Expr::IsFalse(_)
            | Expr::IsNotFalse(_)
            | Expr::IsTrue(_)
            | Expr::IsNotTrue(_)
            | Expr::IsNull(_)
            | Expr::IsNotNull(_)
            | Expr::IsDistinctFrom(..)
            | Expr::IsNotDistinctFrom(..)
            | Expr::InList { .. }
            | Expr::InSubquery { .. }
            | Expr::Between { .. }
            | Expr::Like { .. }
            | Expr::UnaryOp { .. }
            | Expr::Extract { .. }
            | Expr::Substring { .. }
            | Expr::Trim { .. }
            | Expr::Position { .. }
            | Expr::Nested(_)
            | Expr::Value(_)
            | Expr::TypedString(_)
            | Expr::Case { .. }
            | Expr::Exists { .. }
            | Expr::Subquery(_)
            | Expr::Interval(_)
    )
}
