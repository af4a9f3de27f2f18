//! The gaps that a declaration names: what is missing where, how bad it is, and who closes it.

use form::{Field, Kind};
use jiff::civil::Date;
use kernel::declaration::{Located, Table};

use super::check;
use super::fault::{Fault, Use};
use super::lists::{self, Names};
use super::{DAYS_MAX, GAPS_MAX, MONTHS_MAX, UNLESS_MAX};
use crate::gap::{Gap, GapKind, Having, Owner, Urgency};

/// Which kinds there are, by their codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    EachMemberOf,
    EachYear,
    EachPeriod,
    EachCell,
    NamedIs,
    NoneNamedIs,
    ToldOf,
    NotSince,
    DayNear,
    Below,
    Empty,
    Filled,
    DayPassed,
    IsNo,
}

const KINDS: [(&str, Code); 14] = [
    ("each-member-of", Code::EachMemberOf),
    ("each-year", Code::EachYear),
    ("each-period", Code::EachPeriod),
    ("each-cell", Code::EachCell),
    ("named-is", Code::NamedIs),
    ("none-named-is", Code::NoneNamedIs),
    ("told-of", Code::ToldOf),
    ("not-since", Code::NotSince),
    ("day-near", Code::DayNear),
    ("below", Code::Below),
    ("empty", Code::Empty),
    ("filled", Code::Filled),
    ("day-passed", Code::DayPassed),
    ("is-no", Code::IsNo),
];

/// The keys of all kinds.
const KEYS: [&str; 16] = [
    "ledger",
    "only",
    "by",
    "having",
    "months",
    "this_year",
    "here",
    "values",
    "on",
    "year",
    "dates",
    "field",
    "otherwise",
    "unless",
    "days",
    "than",
];

const URGENCIES: [(&str, Urgency); 2] = [("yellow", Urgency::Yellow), ("red", Urgency::Red)];

pub(super) fn gaps(root: &Table<'_>, names: &Names<'_>) -> Vec<Gap> {
    check::gaps(root, GAPS_MAX);
    root.tables("gap").iter().filter_map(|table| gap(table, names)).collect()
}

/// Everything is asked for before anything is put together, so that all problems are found.
fn gap(table: &Table<'_>, names: &Names<'_>) -> Option<Gap> {
    let id: Option<Located<String>> = table.required("id");
    check::id(table, id.as_ref());
    let (title, met) = (table.required("title"), table.optional("met"));
    let urgency = table.required_code("urgency", &URGENCIES);
    let code = table.required_code("kind", &KINDS);
    let kind = code.and_then(|code| kind(table, names, code));
    if code.is_none() {
        // Which keys belong to a kind that there is not, nobody knows; none of them is called strange.
        KEYS.iter().for_each(|key| _ = table.item(key));
    }
    let owner = owner(table, names, code == Some(Code::EachMemberOf));
    let hanging = optional(table, names, ("hanging", |_| true));
    let (id, place) = (id?.value, table.place());
    Some(Gap { id, title: title?, met, urgency: urgency?, owner: owner?, hanging, kind: kind?, place })
}

fn kind(table: &Table<'_>, names: &Names<'_>, code: Code) -> Option<GapKind> {
    let is_day = |field: &Field| matches!(field.kind, Kind::Date | Kind::PartialDate);
    match code {
        Code::EachMemberOf => {
            let ledger = table.required("ledger");
            let only = table.optional_table("only").and_then(|table| only(&table));
            let by = required(table, names, ("by", |field| field.kind.ledger().is_some()));
            let having = having(table, names);
            Some(GapKind::EachMemberOf { ledger: ledger?, only, by: by?, having })
        }
        Code::EachYear => {
            let by = required(table, names, ("by", |field| is_integer(field) || field.kind == Kind::Date));
            let having = having(table, names);
            Some(GapKind::EachYear { by: by?, having })
        }
        Code::EachPeriod => {
            let (ledger, values) = (table.required("ledger"), table.required("values"));
            let by = required(table, names, ("by", |field| field.kind.table().is_some()));
            let on = required(table, names, ("on", |field| field.kind == Kind::Date));
            Some(GapKind::EachPeriod { ledger: ledger?, by: by?, values: values?, on: on? })
        }
        Code::EachCell => {
            let by = required(table, names, ("by", |field| field.kind.table().is_some()));
            let year =
                required(table, names, ("year", |field| is_integer(field) || field.kind == Kind::Date));
            let (dates, having) = (dates(table), having(table, names));
            Some(GapKind::EachCell { by: by?, year: year?, dates: dates?, having })
        }
        Code::NamedIs => {
            let (field, ledger, only) = named(table, names)?;
            Some(GapKind::NamedIs { field, ledger, only })
        }
        Code::NoneNamedIs => {
            let (field, ledger, only) = named(table, names)?;
            Some(GapKind::NoneNamedIs { field, ledger, only })
        }
        Code::ToldOf => {
            let (ledger, by) = (table.required("ledger"), table.required("by"));
            let unless = unless(table, names);
            if unless.is_empty() {
                table.problem(Fault::Empty { list: "unless" }.at(table.place_of("unless")));
            }
            Some(GapKind::ToldOf { ledger: ledger?, by: by?, unless })
        }
        Code::NotSince => {
            let is_date = |field: &Field| field.kind == Kind::Date;
            let field = required(table, names, ("field", is_date));
            let otherwise = optional(table, names, ("otherwise", is_date));
            let months = table.required("months");
            check_months(table, months);
            let only = table.optional_table("only").and_then(|table| here(&table, names));
            let unless = unless(table, names);
            Some(GapKind::NotSince { field: field?, otherwise, months: months?, only, unless })
        }
        Code::DayNear => {
            let field = required(table, names, ("field", |field| field.kind == Kind::Date));
            let days: Option<u32> = table.required("days");
            if days.is_some_and(|days| !(1..=DAYS_MAX).contains(&days)) {
                table.problem(Fault::Days.at(table.place_of("days")));
            }
            let unless = unless(table, names);
            Some(GapKind::DayNear { field: field?, days: days?, unless })
        }
        Code::Below => {
            let (field, than) =
                (required(table, names, ("field", is_integer)), required(table, names, ("than", is_integer)));
            Some(GapKind::Below { field: field?, than: than? })
        }
        Code::Empty => Some(GapKind::Empty { field: required(table, names, ("field", |_| true))? }),
        Code::Filled => Some(GapKind::Filled { field: required(table, names, ("field", |_| true))? }),
        Code::IsNo => {
            let field = required(table, names, ("field", |field| field.kind == Kind::Flag));
            Some(GapKind::IsNo { field: field? })
        }
        Code::DayPassed => {
            let field = required(table, names, ("field", is_day));
            let unless = unless(table, names);
            Some(GapKind::DayPassed { field: field?, unless })
        }
    }
}

/// A field that names records of another ledger, that ledger, and what is looked for there.
fn named(table: &Table<'_>, names: &Names<'_>) -> Option<(String, String, (String, Vec<String>))> {
    let field = required(table, names, ("field", |field| field.kind.ledger().is_some()));
    let only = table.required_table("only").and_then(|table| only(&table));
    let field = field?;
    let ledger = names.field(&field)?.kind.ledger()?.to_owned();
    Some((field, ledger, only?))
}

fn is_integer(field: &Field) -> bool {
    matches!(field.kind, Kind::Integer(_))
}

/// The records of the other ledger that are meant: a field of it and its values. Whether that ledger has them is seen across.
fn only(table: &Table<'_>) -> Option<(String, Vec<String>)> {
    let (field, values) = (table.required("field"), table.required("values"));
    Some((field?, values?))
}

/// The same of a field here.
fn here(table: &Table<'_>, names: &Names<'_>) -> Option<(String, Vec<String>)> {
    let field = required(table, names, ("field", |field| !field.class.is_sealed()));
    let values = table.required("values");
    Some((field?, values?))
}

/// Values with the month and the day of each, such as `world-ip = "04-26"`.
fn dates(table: &Table<'_>) -> Option<Vec<(String, (i8, i8))>> {
    let entries = table.required_table("dates")?.entries();
    let date = |(value, item): &(&str, kernel::declaration::Item<'_>)| {
        let written = <String as kernel::declaration::Value>::read(item)?;
        // A year with a 29th of February would let through a day that most years have not.
        match format!("2026-{written}").parse::<Date>() {
            Ok(date) => Some(((*value).to_owned(), (date.month(), date.day()))),
            Err(_) => {
                table.problem(Fault::MonthAndDay.at(item.place()));
                None
            }
        }
    };
    let dates: Vec<Option<(String, (i8, i8))>> = entries.iter().map(date).collect();
    dates.into_iter().collect()
}

fn check_months(table: &Table<'_>, months: Option<u32>) {
    if months.is_some_and(|months| !(1..=MONTHS_MAX).contains(&months)) {
        table.problem(Fault::Months.at(table.place_of("months")));
    }
}

fn having(table: &Table<'_>, names: &Names<'_>) -> Having {
    let field = optional(table, names, ("having", |_| true));
    let months: Option<u32> = table.optional("months");
    check_months(table, months);
    let this_year = optional(table, names, ("this_year", is_integer));
    let here = table.optional_table("here").and_then(|table| here(&table, names));
    Having { field, months, this_year, here }
}

/// Who closes it: the body in a field, whoever has a role, or the member itself if it is a body.
fn owner(table: &Table<'_>, names: &Names<'_>, is_of_member: bool) -> Option<Owner> {
    let role: Option<String> = table.optional("owner_role");
    if let Some(field) = optional(table, names, ("owner", |field| field.kind == Kind::Body)) {
        return Some(Owner::Field(field));
    }
    if role.is_none() && !is_of_member && table.item("owner").is_none() {
        table.problem(Fault::NoOwner.at(table.place()));
    }
    role.map(Owner::Role).or_else(|| is_of_member.then_some(Owner::Member))
}

/// The fields of which one says that there is no gap.
fn unless(table: &Table<'_>, names: &Names<'_>) -> Vec<String> {
    let fields: Vec<Located<String>> = table.optional("unless").unwrap_or_default();
    lists::several(table, names, &fields, ("unless", Use::Gap, UNLESS_MAX))
}

/// A field that a gap looks at: which key names it, and what it has to be.
type Asked = (&'static str, fn(&Field) -> bool);

fn required(table: &Table<'_>, names: &Names<'_>, asked: Asked) -> Option<String> {
    let id: Located<String> = table.required(asked.0)?;
    looked_at(table, names, &id, asked)
}

fn optional(table: &Table<'_>, names: &Names<'_>, asked: Asked) -> Option<String> {
    let id: Located<String> = table.optional(asked.0)?;
    looked_at(table, names, &id, asked)
}

fn looked_at(
    table: &Table<'_>,
    names: &Names<'_>,
    id: &Located<String>,
    (key, fits): Asked,
) -> Option<String> {
    let name = lists::one(table, names, id, (key, Use::Gap))?;
    if names.field(&name).is_some_and(|field| !fits(field)) {
        table.problem(Fault::OfOtherKind { id: &name, key }.at(id.place.clone()));
        return None;
    }
    Some(name)
}
