//! What indicators name has to be there: ledgers, roles, code tables; no two have the same code; and a question is the same in all of them.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Problem;
use kernel::declaration::{Located, nearest};

use crate::indicator::fault::Fault;
use crate::indicator::{Indicator, Kind};
use crate::sql::{self, Source, unknown_tables};

/// What there is beside the indicators.
#[derive(Debug, Clone, Default)]
pub struct Known<'n> {
    /// The ids of the ledgers.
    pub ledgers: BTreeSet<&'n str>,
    /// The ids of the roles.
    pub roles: BTreeSet<&'n str>,
    /// The ids of the code tables.
    pub tables: BTreeSet<&'n str>,
    /// The codes of the dimensions of the work.
    pub dimensions: BTreeSet<&'n str>,
}

/// Every name of an indicator that nothing has, lists of what can be done among them, every code that two of them have, and every name by which they ask two questions.
pub fn check_all(indicators: &[Indicator], known: &Known<'_>) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        indicators.iter().flat_map(|indicator| names(indicator, known)).collect();
    problems.extend(indicators.iter().flat_map(|indicator| statements(indicator, known)));
    let mut codes = BTreeMap::new();
    for indicator in indicators {
        let Some(code) = &indicator.code else { continue };
        if let Some(of) = codes.insert(code.value.as_str(), indicator.id.as_str()) {
            problems.push(Fault::CodeTwice { code: &code.value, of }.at(code.place.clone()));
        }
    }
    problems.extend(questions(indicators));
    problems.extend(lists(indicators));
    problems
}

/// What can be done is told by lists that there are.
fn lists(indicators: &[Indicator]) -> Vec<Problem> {
    let lists = indicators.iter().filter(|indicator| indicator.kind == Kind::List);
    let lists: BTreeSet<&str> = lists.map(|list| list.id.as_str()).collect();
    let named = indicators.iter().flat_map(|indicator| &indicator.lists);
    named.filter_map(|id| absent(id, &lists, |id, nearest| Fault::UnknownList { id, nearest })).collect()
}

/// One answer is for all who ask by the same name, so all have to ask the same.
fn questions(indicators: &[Indicator]) -> Vec<Problem> {
    let mut asked = BTreeMap::new();
    let mut problems = Vec::new();
    for indicator in indicators {
        for question in &indicator.open {
            let (first, of) =
                *asked.entry(question.id.as_str()).or_insert((&question.question, indicator.id.as_str()));
            if *first != question.question {
                let fault = Fault::OtherQuestion { id: &question.id, of };
                problems.push(fault.at(indicator.place.clone()));
            }
        }
    }
    problems
}

fn names(indicator: &Indicator, known: &Known<'_>) -> Vec<Problem> {
    let records = [&indicator.record, &indicator.base_record].into_iter().flatten();
    let ledgers = records.chain(indicator.needs.iter().map(|need| &need.ledger));
    let mut problems: Vec<Problem> = ledgers
        .filter_map(|id| absent(id, &known.ledgers, |id, nearest| Fault::UnknownLedger { id, nearest }))
        .collect();
    let role = absent(&indicator.role, &known.roles, |id, nearest| Fault::UnknownRole { id, nearest });
    problems.extend(role);
    problems.extend(absent(&indicator.dimension, &known.dimensions, |id, nearest| Fault::UnknownDimension {
        id,
        nearest,
    }));
    let tables = indicator.columns.iter().filter_map(|column| column.table.as_ref());
    problems.extend(
        tables.filter_map(|id| absent(id, &known.tables, |id, nearest| Fault::UnknownCodes { id, nearest })),
    );
    problems
}

fn absent<'a>(
    id: &'a Located<String>,
    known: &BTreeSet<&'a str>,
    fault: impl Fn(&'a str, Option<&'a str>) -> Fault<'a>,
) -> Option<Problem> {
    let is_there = known.contains(id.value.as_str());
    (!is_there).then(|| fault(&id.value, nearest(&id.value, known.iter().copied())).at(id.place.clone()))
}

/// Whether a step looks at what was counted, by itself or by another that it names: then it is for checks alone.
fn looks_at_rows(step: &str, steps: &BTreeMap<String, String>) -> bool {
    let looks = |text: &str| sql::tables(text).iter().any(|table| sql::COUNTED.contains(&table.as_str()));
    looks(step) || sql::used(step, steps).into_iter().any(|(_, other)| looks(other))
}

fn statements(indicator: &Indicator, known: &Known<'_>) -> Vec<Problem> {
    let (rows, base, checks) =
        (indicator.file("rows.sql"), indicator.file("base.sql"), indicator.file("checks.sql"));
    let mut tables = known.ledgers.clone();
    let before = indicator.steps.iter().filter(|(_, step)| !looks_at_rows(step, &indicator.steps));
    tables.extend(before.map(|(id, _)| id.as_str()));
    let mut problems = unknown_tables(Source::whole(&rows, &indicator.rows_sql), &tables);
    if let Some(text) = &indicator.base_sql {
        problems.extend(unknown_tables(Source::whole(&base, text), &tables));
    }
    tables.extend(indicator.steps.keys().map(String::as_str));
    tables.insert("rows");
    tables.extend(indicator.base_sql.is_some().then_some("base"));
    for check in &indicator.checks {
        let source = Source { file: &checks, text: &check.sql, first_line: check.line };
        problems.extend(unknown_tables(source, &tables));
    }
    problems
}
