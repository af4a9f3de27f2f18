//! A plan for one county becomes a plan for many: the county is carried through every step.
//!
//! What holds of each step is the same: of the rows of the new plan, those of a county are the rows that the old plan gives over
//! that county alone. Tables have the county of each row; what comes from no table is there once for each county; joins also ask
//! for the same county; groups and windows are divided by it; and `$division` is the county of the row. Steps of which this cannot
//! be said, such as the first rows of an order, are refused.

use std::sync::Arc;

use datafusion::common::tree_node::{Transformed, TreeNode, TreeNodeRecursion};
use datafusion::common::{Column, JoinType, Result};
use datafusion::error::DataFusionError;
use datafusion::execution::SessionState;
use datafusion::functions::core::expr_fn::coalesce;
use datafusion::logical_expr::expr::Cast;
use datafusion::logical_expr::{
    Aggregate, Distinct, Expr, Filter, Join, LogicalPlan, LogicalPlanBuilder, Projection, SubqueryAlias,
    TableScan, TableScanBuilder, Union, Unnest, Window, lit,
};
use datafusion::optimizer::Optimizer;
use datafusion::optimizer::decorrelate_lateral_join::DecorrelateLateralJoin;
use datafusion::optimizer::decorrelate_predicate_subquery::DecorrelatePredicateSubquery;
use datafusion::optimizer::scalar_subquery_to_join::ScalarSubqueryToJoin;

use super::table::COUNTY;

/// The parameter that becomes the county of a row.
const PLACEHOLDER: &str = "$division";

/// A plan for many counties.
pub(super) struct ByCounty {
    pub(super) plan: LogicalPlan,
    /// The column with the county of each row.
    pub(super) county: Column,
}

/// Carries the county through a plan as it was written.
///
/// # Errors
/// [`DataFusionError::NotImplemented`] if a step cannot be divided by county.
pub(super) fn lift(mut state: SessionState, plan: LogicalPlan, counties: LogicalPlan) -> Result<ByCounty> {
    // A value of a subquery becomes a join as well: it is another one in each county.
    state.config_mut().options_mut().optimizer.enable_physical_uncorrelated_scalar_subquery = false;
    let state = &state;
    // Types first; then subqueries become joins, so that every step is one of a few.
    let plan = state.analyzer().execute_and_check(plan, state.config_options(), |_, _| {})?;
    let joins = Optimizer::with_rules(vec![
        Arc::new(DecorrelatePredicateSubquery::new()),
        Arc::new(ScalarSubqueryToJoin::new()),
        Arc::new(DecorrelateLateralJoin::new()),
    ]);
    let plan = joins.optimize(plan, state, |_, _| {})?;
    Lift { counties, made: 0 }.step(&plan)
}

struct Lift {
    /// One column of this name: [`COUNTY`].
    counties: LogicalPlan,
    /// Columns of counties that were named: each is the only one of its name, so that none is taken for another.
    made: usize,
}

impl Lift {
    fn step(&mut self, plan: &LogicalPlan) -> Result<ByCounty> {
        match plan {
            LogicalPlan::TableScan(scan) => self.scan(scan),
            LogicalPlan::EmptyRelation(_) | LogicalPlan::Values(_) => self.for_each_county(plan),
            LogicalPlan::Projection(projection) => {
                let ByCounty { plan, county } = self.step(&projection.input)?;
                let mut exprs = of_county_all(&projection.expr, &county)?;
                exprs.push(Expr::Column(county.clone()));
                let plan = LogicalPlan::Projection(Projection::try_new(exprs, Arc::new(plan))?);
                Ok(ByCounty { plan, county })
            }
            LogicalPlan::Filter(filter) => {
                let ByCounty { plan, county } = self.step(&filter.input)?;
                let predicate = of_county(&filter.predicate, &county)?;
                Ok(ByCounty {
                    plan: LogicalPlan::Filter(Filter::try_new(predicate, Arc::new(plan))?),
                    county,
                })
            }
            LogicalPlan::Join(join) => self.join(join),
            LogicalPlan::Aggregate(aggregate) => self.aggregate(aggregate),
            LogicalPlan::Window(window) => self.window(window),
            LogicalPlan::Union(union) => self.union(union),
            LogicalPlan::Unnest(unnest) => self.unnest(unnest),
            LogicalPlan::SubqueryAlias(alias) => {
                let ByCounty { plan, county } = self.step(&alias.input)?;
                let alias = SubqueryAlias::try_new(Arc::new(plan), alias.alias.clone())?;
                let county = Column::new(Some(alias.alias.clone()), county.name);
                Ok(ByCounty { plan: LogicalPlan::SubqueryAlias(alias), county })
            }
            LogicalPlan::Distinct(Distinct::All(input)) => {
                let ByCounty { plan, county } = self.step(input)?;
                Ok(ByCounty { plan: LogicalPlan::Distinct(Distinct::All(Arc::new(plan))), county })
            }
            // Rows are brought into order when all are there.
            LogicalPlan::Sort(sort) if sort.fetch.is_none() => self.step(&sort.input),
            other => Err(not_by_county(&other.display().to_string())),
        }
    }

    /// The counties under a name.
    fn counties_as(&self, name: &str) -> Result<LogicalPlanBuilder> {
        LogicalPlanBuilder::from(self.counties.clone()).alias(name)
    }

    fn new_name(&mut self) -> String {
        self.made += 1;
        format!("{COUNTY}{}", self.made)
    }

    fn scan(&mut self, scan: &TableScan) -> Result<ByCounty> {
        let source = scan.source.schema();
        let (at, _) =
            source.column_with_name(COUNTY).ok_or_else(|| not_by_county("a table without counties"))?;
        if scan.fetch.is_some() {
            return Err(not_by_county("the first rows of a table"));
        }
        let projection = scan.projection.clone().map(|mut columns| {
            columns.push(at);
            columns
        });
        let whole = TableScanBuilder::new(scan.table_name.clone(), Arc::clone(&scan.source))
            .with_projection(projection)
            .with_filters(scan.filters.clone())
            .build()?;
        let (name, table) = (self.new_name(), whole.table_name.clone());
        let mut exprs = columns_of(&LogicalPlan::TableScan(scan.clone()));
        exprs.retain(|expr| !matches!(expr, Expr::Column(column) if column.name == COUNTY));
        exprs.push(Expr::Column(Column::new(Some(table), COUNTY)).alias(&name));
        let plan = Projection::try_new(exprs, Arc::new(LogicalPlan::TableScan(whole)))?;
        Ok(ByCounty { plan: LogicalPlan::Projection(plan), county: Column::new_unqualified(name) })
    }

    /// What comes from no table is the same for every county.
    fn for_each_county(&mut self, plan: &LogicalPlan) -> Result<ByCounty> {
        let name = self.new_name();
        let counties = self.counties_as(&name)?;
        let counties =
            counties.project([Expr::Column(Column::new(Some(name.as_str()), COUNTY)).alias(&name)])?;
        let crossed = LogicalPlanBuilder::from(plan.clone()).cross_join(counties.build()?)?.build()?;
        Ok(ByCounty { plan: crossed, county: Column::new_unqualified(name) })
    }

    fn join(&mut self, join: &Join) -> Result<ByCounty> {
        if join.null_aware {
            // `not in` over what may be empty asks for all rows of the other side at once.
            return Err(not_by_county("not in"));
        }
        let (left, right) = (self.step(&join.left)?, self.step(&join.right)?);
        let mut on = Vec::new();
        for (of_left, of_right) in &join.on {
            on.push((of_county(of_left, &left.county)?, of_county(of_right, &right.county)?));
        }
        on.push((Expr::Column(left.county.clone()), Expr::Column(right.county.clone())));
        let filter = join.filter.as_ref().map(|filter| of_county(filter, &left.county)).transpose()?;
        let joined = Join::try_new(
            Arc::new(left.plan),
            Arc::new(right.plan),
            on,
            filter,
            join.join_type,
            join.join_constraint,
            join.null_equality,
            false,
        )?;
        let county = match join.join_type {
            JoinType::Inner
            | JoinType::Left
            | JoinType::LeftSemi
            | JoinType::LeftAnti
            | JoinType::LeftMark => Expr::Column(left.county),
            JoinType::Right | JoinType::RightSemi | JoinType::RightAnti | JoinType::RightMark => {
                Expr::Column(right.county)
            }
            JoinType::Full => coalesce(vec![Expr::Column(left.county), Expr::Column(right.county)]),
        };
        // One county of a row is enough; two would tell rows apart that are the same.
        let name = self.new_name();
        let mut exprs: Vec<Expr> = join.schema.columns().into_iter().map(Expr::Column).collect();
        exprs.push(county.alias(&name));
        let plan = Projection::try_new(exprs, Arc::new(LogicalPlan::Join(joined)))?;
        Ok(ByCounty { plan: LogicalPlan::Projection(plan), county: Column::new_unqualified(name) })
    }

    fn aggregate(&mut self, aggregate: &Aggregate) -> Result<ByCounty> {
        if aggregate.group_expr.iter().any(|expr| matches!(expr, Expr::GroupingSet(_))) {
            return Err(not_by_county("grouping sets"));
        }
        let ByCounty { plan, county } = self.step(&aggregate.input)?;
        let mut groups = of_county_all(&aggregate.group_expr, &county)?;
        groups.push(Expr::Column(county.clone()));
        let sums = of_county_all(&aggregate.aggr_expr, &county)?;
        let plan = LogicalPlan::Aggregate(Aggregate::try_new(Arc::new(plan), groups, sums)?);
        let by_county = ByCounty { plan, county };
        if aggregate.group_expr.is_empty() { self.for_all_rows(aggregate, by_county) } else { Ok(by_county) }
    }

    /// A sum over all rows is there also where there are none: then a count is zero and all else is nothing.
    fn for_all_rows(&mut self, aggregate: &Aggregate, sums: ByCounty) -> Result<ByCounty> {
        let name = self.new_name();
        let county = Column::new(Some(name.as_str()), COUNTY);
        let mut exprs = Vec::new();
        for (expr, sum) in aggregate.schema.columns().into_iter().zip(&aggregate.aggr_expr) {
            let value = match function(sum) {
                Some("count") => coalesce(vec![Expr::Column(expr.clone()), lit(0_i64)]),
                Some("max" | "min" | "sum" | "avg" | "string_agg") => Expr::Column(expr.clone()),
                other => return Err(not_by_county(other.unwrap_or("a sum that is no function"))),
            };
            exprs.push(value.alias_qualified(expr.relation, expr.name));
        }
        exprs.push(Expr::Column(county.clone()).alias(&name));
        let plan = self
            .counties_as(&name)?
            .join(sums.plan, JoinType::Left, (vec![county], vec![sums.county]), None)?
            .project(exprs)?
            .build()?;
        Ok(ByCounty { plan, county: Column::new_unqualified(name) })
    }

    fn window(&mut self, window: &Window) -> Result<ByCounty> {
        let ByCounty { plan, county } = self.step(&window.input)?;
        let divided = |expr: &Expr| {
            let (relation, name) = expr.qualified_name();
            let divided = of_county(expr, &county)?.transform_down(|expr| match expr {
                Expr::WindowFunction(mut function) => {
                    function.params.partition_by.push(Expr::Column(county.clone()));
                    Ok(Transformed::new(Expr::WindowFunction(function), true, TreeNodeRecursion::Jump))
                }
                other => Ok(Transformed::no(other)),
            })?;
            Ok(divided.data.alias_qualified(relation, name))
        };
        let exprs = window.window_expr.iter().map(divided).collect::<Result<Vec<_>>>()?;
        Ok(ByCounty { plan: LogicalPlan::Window(Window::try_new(exprs, Arc::new(plan))?), county })
    }

    fn union(&mut self, union: &Union) -> Result<ByCounty> {
        let name = self.new_name();
        let mut inputs = Vec::new();
        for input in &union.inputs {
            let ByCounty { plan, county } = self.step(input)?;
            let mut exprs = columns_of(input);
            exprs.push(Expr::Column(county).alias(&name));
            inputs.push(Arc::new(LogicalPlan::Projection(Projection::try_new(exprs, Arc::new(plan))?)));
        }
        let plan = LogicalPlan::Union(Union::try_new(inputs)?);
        Ok(ByCounty { plan, county: Column::new_unqualified(name) })
    }

    fn unnest(&mut self, unnest: &Unnest) -> Result<ByCounty> {
        let ByCounty { plan, county } = self.step(&unnest.input)?;
        let unnested = Unnest::try_new(Arc::new(plan), unnest.exec_columns.clone(), unnest.options.clone())?;
        Ok(ByCounty { plan: LogicalPlan::Unnest(unnested), county })
    }
}

/// The function of a sum.
fn function(sum: &Expr) -> Option<&str> {
    match sum {
        Expr::Alias(alias) => function(&alias.expr),
        Expr::AggregateFunction(function) => Some(function.func.name()),
        _ => None,
    }
}

fn columns_of(plan: &LogicalPlan) -> Vec<Expr> {
    plan.schema().columns().into_iter().map(Expr::Column).collect()
}

fn of_county_all(exprs: &[Expr], county: &Column) -> Result<Vec<Expr>> {
    exprs.iter().map(|expr| of_county(expr, county)).collect()
}

/// An expression with the county in the place of `$division`, of the same name as before: steps above know it by that.
fn of_county(expr: &Expr, county: &Column) -> Result<Expr> {
    let is_nested = |expr: &Expr| {
        Ok(matches!(
            expr,
            Expr::ScalarSubquery(_)
                | Expr::InSubquery(_)
                | Expr::Exists(_)
                | Expr::SetComparison(_)
                | Expr::OuterReferenceColumn(..)
        ))
    };
    if expr.exists(is_nested)? {
        return Err(not_by_county("a subquery that is no join"));
    }
    let before = expr.qualified_name();
    let replaced = expr.clone().transform_down(|expr| {
        let is_division = match &expr {
            Expr::Placeholder(placeholder) => placeholder.id == PLACEHOLDER,
            // Its type is that of the column already.
            Expr::Cast(Cast { expr, .. }) => {
                matches!(expr.as_ref(), Expr::Placeholder(placeholder) if placeholder.id == PLACEHOLDER)
            }
            _ => false,
        };
        Ok(if is_division { Transformed::yes(Expr::Column(county.clone())) } else { Transformed::no(expr) })
    })?;
    if !replaced.transformed || replaced.data.qualified_name() == before {
        return Ok(replaced.data);
    }
    Ok(replaced.data.alias_qualified(before.0, before.1))
}

fn not_by_county(step: &str) -> DataFusionError {
    DataFusionError::NotImplemented(step.to_owned())
}
