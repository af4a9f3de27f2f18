//! The gaps that a declaration names: what is missing where, how bad it is, and who closes it.

use form::{Field, Kind};
use kernel::declaration::{Located, Table};

use super::check;
use super::fault::{Fault, Use};
use super::lists::{self, Names};
use super::{GAPS_MAX, MONTHS_MAX};
use crate::gap::{Gap, GapKind, Having, Owner, Urgency};

/// Which kinds there are, by their codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    EachMemberOf,
    EachYear,
    EachPeriod,
    Empty,
    Filled,
    DayPassed,
    IsNo,
}

const KINDS: [(&str, Code); 7] = [
    ("each-member-of", Code::EachMemberOf),
    ("each-year", Code::EachYear),
    ("each-period", Code::EachPeriod),
    ("empty", Code::Empty),
    ("filled", Code::Filled),
    ("day-passed", Code::DayPassed),
    ("is-no", Code::IsNo),
];

/// The keys of all kinds.
const KEYS: [&str; 10] =
    ["ledger", "only", "by", "having", "months", "this_year", "values", "on", "field", "unless"];

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
            let by = required(table, names, ("by", is_integer));
            let having = having(table, names);
            Some(GapKind::EachYear { by: by?, having })
        }
        Code::EachPeriod => {
            let (ledger, values) = (table.required("ledger"), table.required("values"));
            let by = required(table, names, ("by", |field| field.kind.table().is_some()));
            let on = required(table, names, ("on", |field| field.kind == Kind::Date));
            Some(GapKind::EachPeriod { ledger: ledger?, by: by?, values: values?, on: on? })
        }
        Code::Empty => Some(GapKind::Empty { field: required(table, names, ("field", |_| true))? }),
        Code::Filled => Some(GapKind::Filled { field: required(table, names, ("field", |_| true))? }),
        Code::IsNo => {
            let field = required(table, names, ("field", |field| field.kind == Kind::Flag));
            Some(GapKind::IsNo { field: field? })
        }
        Code::DayPassed => {
            let field = required(table, names, ("field", is_day));
            let unless = optional(table, names, ("unless", |_| true));
            Some(GapKind::DayPassed { field: field?, unless })
        }
    }
}

fn is_integer(field: &Field) -> bool {
    matches!(field.kind, Kind::Integer(_))
}

/// The records of the other ledger that are meant: a field of it and its values. Whether that ledger has them is seen across.
fn only(table: &Table<'_>) -> Option<(String, Vec<String>)> {
    let (field, values) = (table.required("field"), table.required("values"));
    Some((field?, values?))
}

fn having(table: &Table<'_>, names: &Names<'_>) -> Having {
    let field = optional(table, names, ("having", |_| true));
    let months: Option<u32> = table.optional("months");
    if months.is_some_and(|months| !(1..=MONTHS_MAX).contains(&months)) {
        table.problem(Fault::Months.at(table.place_of("months")));
    }
    Having { field, months, this_year: optional(table, names, ("this_year", is_integer)) }
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
