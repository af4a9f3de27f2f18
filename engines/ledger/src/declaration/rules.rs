//! The rules across fields that a declaration names.

use std::collections::BTreeMap;

use form::{Codes, Context, Field, Kind, Value};
use jiff::civil::Date;
use kernel::declaration::{Located, Table};
use kernel::identifier::{self, Scheme};
use kernel::{Place, Severity};

use super::check;
use super::fault::{Fault, Use};
use super::lists::{self, Names};
use super::{CONDITIONS_MAX, MONTHS_MAX, RULE_FIELDS_MAX, RULES_MAX, YEARS_APART_MAX};
use crate::rule::{Condition, Rule, RuleKind};

/// Which kinds there are, by their codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    Order,
    AtMost,
    Requires,
    EmptyUnless,
    OneOf,
    Differ,
    Anonymous,
    YearOf,
    Within,
    Apart,
    ClearOf,
}

const KINDS: [(&str, Code); 11] = [
    ("order", Code::Order),
    ("at-most", Code::AtMost),
    ("requires", Code::Requires),
    ("empty-unless", Code::EmptyUnless),
    ("one-of", Code::OneOf),
    ("differ", Code::Differ),
    ("anonymous", Code::Anonymous),
    ("year-of", Code::YearOf),
    ("within", Code::Within),
    ("apart", Code::Apart),
    ("clear-of", Code::ClearOf),
];

/// The keys of all kinds.
const KEYS: [&str; 13] = [
    "fields", "when", "needs", "one_of", "number", "day", "earlier", "later", "field", "months", "by",
    "other", "ledger",
];

const SEVERITIES: [(&str, Severity); 2] = [("error", Severity::Error), ("warning", Severity::Warning)];

/// How far the year of a number may be from that of a day, if nothing is said: what is filed in December may be numbered in
/// January.
const YEARS_APART_USUAL: u32 = 1;

pub(super) fn rules(root: &Table<'_>, names: &Names<'_>) -> Vec<Rule> {
    check::rules(root, RULES_MAX);
    root.tables("rule").iter().filter_map(|table| rule(table, names)).collect()
}

/// Everything is asked for before anything is put together, so that all problems are found.
fn rule(table: &Table<'_>, names: &Names<'_>) -> Option<Rule> {
    let id: Option<Located<String>> = table.required("id");
    check::id(table, id.as_ref());
    let title = table.required("title");
    let severity = table.optional_code("severity", &SEVERITIES).unwrap_or(Severity::Error);
    let code = table.required_code("kind", &KINDS);
    let asked = Asked { table, names };
    let kind = code.and_then(|code| kind(&asked, code));
    if code.is_none() {
        // Which keys belong to a kind that there is not, nobody knows; none of them is called strange.
        KEYS.iter().for_each(|key| _ = table.item(key));
        conditions(&asked);
    }
    Some(Rule { id: id?.value, title: title?, severity, kind: kind?, place: table.place() })
}

fn kind(asked: &Asked<'_, '_>, code: Code) -> Option<RuleKind> {
    match code {
        Code::Order => Some(RuleKind::Order { fields: asked.fields("fields", 2, is_time)? }),
        Code::AtMost => {
            let fields = asked.fields("fields", 2, is_number)?;
            asked.alike(&fields).then_some(RuleKind::AtMost { fields })
        }
        Code::Requires => {
            let when = conditions(asked);
            let (needs, one_of) = (asked.optional_fields("needs"), asked.optional_fields("one_of"));
            let (needs, one_of) = (needs?, one_of?);
            if needs.is_empty() && one_of.is_empty() {
                asked.table.problem(Fault::Empty { list: "needs" }.at(asked.table.place_of("needs")));
                return None;
            }
            Some(RuleKind::Requires { when: when?, needs, one_of })
        }
        Code::EmptyUnless => {
            let (fields, when) = (asked.fields("fields", 1, |_| true), conditions(asked)?);
            if when.is_empty() {
                asked.table.problem(Fault::Empty { list: "when" }.at(asked.table.place_of("when")));
            }
            Some(RuleKind::EmptyUnless { fields: fields?, when })
        }
        Code::OneOf => Some(RuleKind::OneOf { fields: asked.fields("fields", 2, |_| true)? }),
        Code::Differ => {
            Some(RuleKind::Differ { fields: asked.fields("fields", 2, |field| !field.class.is_sealed())? })
        }
        Code::Anonymous => Some(RuleKind::Anonymous { fields: asked.fields("fields", 1, is_text)? }),
        Code::YearOf => {
            let (number, day) = (asked.one("number", has_year), asked.one("day", is_day));
            let (earlier, later) = (asked.years("earlier"), asked.years("later"));
            Some(RuleKind::YearOf { number: number?, day: day?, earlier: earlier?, later: later? })
        }
        Code::Within => {
            let (day, field) = (asked.one("day", is_day), asked.one("field", is_day));
            let months = asked.months("months");
            Some(RuleKind::Within { day: day?, field: field?, months: months? })
        }
        Code::Apart => {
            let field = asked.one("field", |field| !field.class.is_sealed());
            let by = asked.one("by", |field| field.kind.ledger().is_some());
            let other: Option<String> = asked.table.required("other");
            Some(RuleKind::Apart { field: field?, by: by?, other: other? })
        }
        Code::ClearOf => {
            let (when, field) = (conditions(asked), asked.one("field", |field| field.tells_of().is_some()));
            let (ledger, by): (Option<String>, Option<String>) =
                (asked.table.required("ledger"), asked.table.required("by"));
            Some(RuleKind::ClearOf { when: when?, field: field?, ledger: ledger?, by: by? })
        }
    }
}

/// The conditions of a rule; none at all is for the kind to judge.
fn conditions(asked: &Asked<'_, '_>) -> Option<Vec<Condition>> {
    let tables = asked.table.tables("when");
    if tables.len() > CONDITIONS_MAX {
        let place = asked.table.place_of("when");
        asked.table.problem(Fault::TooMany { list: "when", max: CONDITIONS_MAX }.at(place));
    }
    let conditions: Vec<Option<Condition>> =
        tables.iter().map(|table| condition(&Asked { table, names: asked.names })).collect();
    conditions.into_iter().collect()
}

fn condition(asked: &Asked<'_, '_>) -> Option<Condition> {
    let id: Option<Located<String>> = asked.table.required("field");
    let values: Vec<Located<String>> = asked.table.optional("values").unwrap_or_default();
    let id = id?;
    // Whether a field is filled in can be seen of a sealed one, too; what stands in it cannot.
    let field = match values.is_empty() {
        true => asked.named(&id, "field", |_| true)?,
        false => asked.named(&id, "field", |field| !field.class.is_sealed() && can_be_compared(field))?,
    };
    let Some(declared) = asked.names.field(&field) else {
        return Some(Condition { field, values: Vec::new(), titles: BTreeMap::new() });
    };
    let read: Vec<Option<Value>> =
        values.iter().map(|written| value(asked.table, declared, written)).collect();
    let values: Option<Vec<Value>> = read.into_iter().collect();
    Some(Condition { field, values: values?, titles: BTreeMap::new() })
}

/// A value of a condition, read as the field reads it. Codes are compared with their table later, when it is known.
fn value(table: &Table<'_>, field: &Field, written: &Located<String>) -> Option<Value> {
    if field.kind.table().is_some() {
        return Some(Value::Text(written.value.clone()));
    }
    let codes = Codes::new();
    let context = Context { today: Date::MAX, codes: &codes };
    match field.read_cell(&written.value, &written.place, context) {
        Ok(value) => value.and_then(|value| value.values().first().cloned()),
        Err(problems) => {
            for problem in problems {
                let place = Place { field: written.place.field.clone(), ..problem.place.clone() };
                table.problem(kernel::Problem { place, ..problem });
            }
            None
        }
    }
}

fn can_be_compared(field: &Field) -> bool {
    matches!(
        field.kind,
        Kind::Text(_)
            | Kind::Code(_)
            | Kind::Flag
            | Kind::Integer(_)
            | Kind::Decimal(_)
            | Kind::Money
            | Kind::Body
            | Kind::Reference(_)
    )
}

fn is_open(field: &Field) -> bool {
    !field.many && !field.class.is_sealed()
}

fn is_time(field: &Field) -> bool {
    is_open(field) && matches!(field.kind, Kind::Date | Kind::PartialDate | Kind::Quarter)
}

fn is_day(field: &Field) -> bool {
    is_open(field) && field.kind == Kind::Date
}

fn is_text(field: &Field) -> bool {
    !field.class.is_sealed() && matches!(field.kind, Kind::Text(_) | Kind::LongText(_))
}

fn is_number(field: &Field) -> bool {
    is_open(field) && matches!(field.kind, Kind::Integer(_) | Kind::Decimal(_) | Kind::Money)
}

/// Whether it holds a year, or numbers in which one stands.
fn has_year(field: &Field) -> bool {
    let carries = |scheme: &Scheme| {
        identifier::year(*scheme, scheme.example(), identifier::Context::on(Date::MAX)).is_some()
    };
    is_open(field)
        && match &field.kind {
            Kind::Integer(_) => true,
            Kind::Identifier(scheme) => carries(scheme),
            _ => false,
        }
}

/// A rule as it is written, beside the fields that there are.
struct Asked<'a, 'n> {
    table: &'a Table<'a>,
    names: &'a Names<'n>,
}

impl Asked<'_, '_> {
    fn named(&self, id: &Located<String>, key: &'static str, fits: fn(&Field) -> bool) -> Option<String> {
        let name = lists::one(self.table, self.names, id, (key, Use::Rule))?;
        if self.names.field(&name).is_some_and(|field| !fits(field)) {
            self.table.problem(Fault::OfOtherKind { id: &name, key }.at(id.place.clone()));
            return None;
        }
        Some(name)
    }

    fn one(&self, key: &'static str, fits: fn(&Field) -> bool) -> Option<String> {
        let id: Located<String> = self.table.required(key)?;
        self.named(&id, key, fits)
    }

    /// A list of so many fields at least.
    fn fields(&self, key: &'static str, fewest: usize, fits: fn(&Field) -> bool) -> Option<Vec<String>> {
        let ids: Vec<Located<String>> = self.table.required(key)?;
        if ids.len() < fewest {
            self.table.problem(Fault::TooFew { list: key, min: fewest }.at(self.table.place_of(key)));
        }
        self.listed(key, &ids, fits)
    }

    fn optional_fields(&self, key: &'static str) -> Option<Vec<String>> {
        let ids: Vec<Located<String>> = self.table.optional(key).unwrap_or_default();
        self.listed(key, &ids, |_| true)
    }

    fn listed(
        &self,
        key: &'static str,
        ids: &[Located<String>],
        fits: fn(&Field) -> bool,
    ) -> Option<Vec<String>> {
        let names = lists::several(self.table, self.names, ids, (key, Use::Rule, RULE_FIELDS_MAX));
        let unfit = |id: &&Located<String>| self.names.field(&id.value).is_some_and(|field| !fits(field));
        let unfit: Vec<&Located<String>> = ids.iter().filter(unfit).collect();
        for id in &unfit {
            self.table.problem(Fault::OfOtherKind { id: &id.value, key }.at(id.place.clone()));
        }
        unfit.is_empty().then_some(names)
    }

    /// Numbers are compared with their like: yuan with yuan, and decimals of one scale.
    fn alike(&self, fields: &[String]) -> bool {
        let scale = |field: &Field| match &field.kind {
            Kind::Money => Some(None),
            Kind::Decimal(decimal) => Some(Some(decimal.scale)),
            Kind::Integer(_) => Some(Some(0)),
            _ => None,
        };
        let mut scales = fields.iter().filter_map(|id| Some((id, scale(self.names.field(id)?)?)));
        let Some((_, first)) = scales.next() else { return true };
        let Some((other, _)) = scales.find(|(_, scale)| *scale != first) else { return true };
        let place = self.table.place_of("fields");
        self.table.problem(Fault::OfOtherKind { id: other, key: "fields" }.at(place));
        false
    }

    fn months(&self, key: &'static str) -> Option<u32> {
        let months: u32 = self.table.required(key)?;
        if !(1..=MONTHS_MAX).contains(&months) {
            self.table.problem(Fault::Months.at(self.table.place_of(key)));
            return None;
        }
        Some(months)
    }

    fn years(&self, key: &'static str) -> Option<u32> {
        let years: u32 = self.table.optional(key).unwrap_or(YEARS_APART_USUAL);
        if years > YEARS_APART_MAX {
            self.table.problem(Fault::YearsApart.at(self.table.place_of(key)));
            return None;
        }
        Some(years)
    }
}
