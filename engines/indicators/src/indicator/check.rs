//! What a declaration must keep to, beyond its types.

use std::collections::BTreeSet;

use kernel::Problem;
use kernel::declaration::{Located, Table, is_id};

use super::fault::Fault;
use super::{Indicator, Kind, State};
use crate::sql::{self, Allowed, Expected, Source};

/// Characters of an id, and of a name in SQL.
const ID_CHARACTERS_MAX: usize = 60;
/// What a ratio may be multiplied by at most: a hundred million residents.
const PER_MAX: i64 = 100_000_000;

/// The columns of rows.sql that the engine knows by itself.
pub(super) const OWN_COLUMNS: [&str; 8] =
    ["key", "weight", "record", "body", "on", "owner", "reasons", "name"];
/// Those of base.sql; it may have the declared columns by which the figure is broken down as well.
const BASE_COLUMNS: [&str; 5] = ["key", "weight", "record", "body", "name"];

pub(super) fn id(table: &Table<'_>, id: Option<&Located<String>>) {
    if let Some(id) = id.filter(|id| !is_id(&id.value, ID_CHARACTERS_MAX)) {
        table.problem(Fault::Id { id: &id.value }.at(id.place.clone()));
    }
}

/// Whether a text can be a name in SQL without quotation marks.
pub(super) fn is_name(text: &str) -> bool {
    is_id(&text.replace('_', "-"), ID_CHARACTERS_MAX)
}

/// Keys that only some kinds have, and numbers that cannot be.
pub(super) fn keys(root: &Table<'_>, indicator: &Indicator, per: Option<i64>) {
    let kind = indicator.kind;
    let needs = |key: &'static str, is_there: bool, is_needed: bool| {
        if is_there && !is_needed {
            root.problem(Fault::NotOfKind { key }.at(root.place_of(key)));
        }
        if !is_there && is_needed {
            root.problem(Fault::NeededByKind { key }.at(root.place_of("kind")));
        }
    };
    needs("base_year", root.item("base_year").is_some(), kind == Kind::Growth);
    needs("peers_min", indicator.peers_min.is_some(), kind == Kind::Rank);
    let has_base = indicator.base_sql.is_some();
    let is_ratio = matches!(kind, Kind::Level | Kind::Flow);
    if has_base && !is_ratio && kind != Kind::Coverage {
        root.problem(Fault::BaseNotOfKind.at(root.place_of("kind")));
    }
    if kind == Kind::Coverage && !has_base {
        root.problem(Fault::NoBase.at(root.place_of("kind")));
    }
    for key in ["per", "base_record", "base_weight_decimals"] {
        if root.item(key).is_some() && !has_base {
            root.problem(Fault::WithoutBase { key }.at(root.place_of(key)));
        }
    }
    if per.is_some_and(|per| !(1..=PER_MAX).contains(&per)) {
        root.problem(Fault::Per.at(root.place_of("per")));
    }
    if root.item("base_year").is_some()
        && indicator.base_year.is_none_or(|year| !(1900..=9000).contains(&year))
    {
        root.problem(Fault::BaseYear.at(root.place_of("base_year")));
    }
    if indicator.public && indicator.state == State::Draft && !indicator.is_asked() {
        root.problem(Fault::PublicDraft.at(root.place_of("public")));
    }
}

/// Versions fall by one, and each ends before the next begins.
pub(super) fn earlier(root: &Table<'_>, indicator: &Indicator) {
    let (mut version, mut from) = (indicator.version, indicator.in_force);
    for (table, earlier) in root.tables("earlier").iter().zip(&indicator.earlier) {
        if earlier.version >= version {
            table.problem(Fault::VersionOrder.at(table.place_of("version")));
        }
        if earlier.until >= from {
            table.problem(Fault::UntilOrder.at(table.place_of("until")));
        }
        (version, from) = (earlier.version, earlier.until);
    }
}

/// The SQL keeps to the subset that is allowed and returns the columns that the kind needs.
pub(super) fn statements(indicator: &Indicator) -> Vec<Problem> {
    let mut allowed = Allowed::default();
    allowed.parameters.extend(indicator.parameter_names());
    allowed.columns = Some(of_rows(indicator));
    let (rows, base, checks) =
        (indicator.file("rows.sql"), indicator.file("base.sql"), indicator.file("checks.sql"));
    let mut problems = Vec::new();
    if !indicator.rows_sql.is_empty() {
        problems.extend(sql::check(Source::whole(&rows, &indicator.rows_sql), &allowed));
    }
    if let Some(text) = &indicator.base_sql {
        let by = indicator.columns.iter().filter(|column| column.by).map(|column| column.id.as_str());
        let optional = BASE_COLUMNS.into_iter().chain(by).collect();
        let expected = Expected { required: vec!["key"], optional };
        allowed.columns = Some(expected);
        problems.extend(sql::check(Source::whole(&base, text), &allowed));
    }
    allowed.columns = None;
    for check in &indicator.checks {
        let source = Source { file: &checks, text: &check.sql, first_line: check.line };
        problems.extend(sql::check(source, &allowed));
    }
    for (id, text) in &indicator.steps {
        let known: Vec<&str> = indicator.parameter_names().collect();
        let missing = sql::parameters(text).into_iter().filter(|name| !known.contains(&name.as_str()));
        let missing: BTreeSet<String> = missing.collect();
        let fault = |name: &String| Fault::StepNeeds { step: id, name }.at(indicator.place.clone());
        problems.extend(missing.iter().map(fault));
    }
    problems.extend(unused(indicator));
    problems
}

fn of_rows(indicator: &Indicator) -> Expected<'_> {
    let mut required = vec!["key"];
    if matches!(indicator.kind, Kind::Flow | Kind::Growth | Kind::Score | Kind::Milestone | Kind::Rank) {
        required.push("on");
    }
    if matches!(indicator.kind, Kind::Score | Kind::Rank) {
        required.push("weight");
    }
    required.extend(indicator.columns.iter().map(|column| column.id.as_str()));
    Expected { required, optional: OWN_COLUMNS.to_vec() }
}

/// A parameter that no statement uses is a slip, and would stand on the card as if it decided something.
fn unused(indicator: &Indicator) -> Vec<Problem> {
    let checks = indicator.checks.iter().map(|check| check.sql.as_str());
    let texts = [indicator.rows_sql.as_str()].into_iter().chain(indicator.base_sql.as_deref()).chain(checks);
    let texts = texts.chain(indicator.steps.values().map(String::as_str));
    let used: Vec<String> = texts.flat_map(sql::parameters).collect();
    let unused = indicator.parameters.iter().filter(|parameter| !used.contains(&parameter.id));
    unused.map(|parameter| Fault::Unused { id: &parameter.id }.at(indicator.place.clone())).collect()
}
