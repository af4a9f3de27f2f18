use kernel::Wording;
use kernel::declaration::{Item, Located, Table, Value};

use super::super::names::{Names, Part};
use super::clock::{optional_length, own_length};
use crate::guard::{Guard, Rule, When};

/// A guard of a step. Everything is asked for before anything is put together, so that all problems are found.
pub(super) fn guard(table: &Table<'_>, names: &Names<'_>) -> Option<Guard> {
    #[derive(Clone, Copy)]
    enum Kind {
        FieldPresent,
        DocumentPresent,
        Held,
        Dated,
        AtLeast,
        AtMost,
        NotBefore,
        NotSooner,
        NotAgainWithin,
        NotTaken,
        RecordPresent,
        RecordAbsent,
        DiffersFromEarlier,
        NotRecorded,
        AgreesWithLight,
        ChildrenEnded,
        PartsAccepted,
        TwoPersons,
        NoTie,
        SecondFactor,
        ApprovedBy,
        Within,
        Overdue,
        AskedInTime,
        NotRunning,
    }
    let kinds = [
        ("field-present", Kind::FieldPresent),
        ("document-present", Kind::DocumentPresent),
        ("held", Kind::Held),
        ("dated", Kind::Dated),
        ("at-least", Kind::AtLeast),
        ("at-most", Kind::AtMost),
        ("not-before", Kind::NotBefore),
        ("not-sooner", Kind::NotSooner),
        ("not-again-within", Kind::NotAgainWithin),
        ("not-taken", Kind::NotTaken),
        ("record-present", Kind::RecordPresent),
        ("record-absent", Kind::RecordAbsent),
        ("differs-from-earlier", Kind::DiffersFromEarlier),
        ("not-recorded", Kind::NotRecorded),
        ("agrees-with-light", Kind::AgreesWithLight),
        ("children-ended", Kind::ChildrenEnded),
        ("parts-accepted", Kind::PartsAccepted),
        ("two-persons", Kind::TwoPersons),
        ("no-tie", Kind::NoTie),
        ("second-factor", Kind::SecondFactor),
        ("approved-by", Kind::ApprovedBy),
        ("within", Kind::Within),
        ("overdue", Kind::Overdue),
        ("asked-in-time", Kind::AskedInTime),
        ("not-running", Kind::NotRunning),
    ];
    let kind = table.required_code("rule", &kinds);
    let when = table.optional_table("when").map(|table| conditions(&table, names)).unwrap_or_default();
    let given: Vec<Located<String>> = table.optional("given").unwrap_or_default();
    let given = names.all(table, &given, Part::Field);
    let without: Vec<Located<String>> = table.optional("without").unwrap_or_default();
    let without = names.all(table, &without, Part::Field);
    let until_overdue: Option<Located<String>> = table.optional("until_overdue");
    let until_overdue = until_overdue.map(|clock| names.one(table, &clock, Part::Clock));
    let message = table.optional("message");
    let part = |key, part| {
        let name: Option<Located<String>> = table.required(key);
        name.map(|name| names.one(table, &name, part))
    };
    let rule = match kind? {
        Kind::FieldPresent => Rule::FieldPresent { field: part("field", Part::Field)? },
        Kind::DocumentPresent => Rule::DocumentPresent { field: part("field", Part::File)? },
        Kind::Held => {
            let (field, values) = (part("field", Part::Field), table.required("values"));
            Rule::Held { field: field?, values: values? }
        }
        Kind::Dated => Rule::Dated { field: part("field", Part::Field)? },
        Kind::AtLeast => {
            let (field, value) = (part("field", Part::Field), table.required("value"));
            Rule::AtLeast { field: field?, value: value? }
        }
        Kind::AtMost => {
            let (field, value) = (part("field", Part::Field), table.required("value"));
            Rule::AtMost { field: field?, value: value? }
        }
        Kind::NotBefore => {
            let (field, other) = (part("field", Part::Date), part("other", Part::Date));
            Rule::NotBefore { field: field?, other: other? }
        }
        Kind::NotSooner => {
            let (field, length) = (part("field", Part::Date), own_length(table));
            Rule::NotSooner { field: field?, length: length? }
        }
        Kind::NotAgainWithin => {
            let (step, length) = (part("step", Part::Step), own_length(table));
            Rule::NotAgainWithin { step: step?, length: length? }
        }
        Kind::NotTaken => Rule::NotTaken { step: part("step", Part::Step)? },
        Kind::RecordPresent => Rule::RecordPresent { look_up: part("look_up", Part::LookUp)? },
        Kind::RecordAbsent => Rule::RecordAbsent { look_up: part("look_up", Part::LookUp)? },
        Kind::DiffersFromEarlier => {
            let (field, unless) = (part("field", Part::Field), part("unless", Part::Field));
            let same: Option<Vec<Located<String>>> = table.required("same");
            let same = same.map(|same| names.all(table, &same, Part::Field));
            let percent = percent(table);
            Rule::DiffersFromEarlier { field: field?, same: same?, percent: percent?, unless: unless? }
        }
        Kind::NotRecorded => {
            let (field, table_name) = (part("field", Part::Field), table.required("table"));
            let asking = table.required("asking");
            Rule::NotRecorded { field: field?, table: table_name?, asking: asking? }
        }
        Kind::AgreesWithLight => {
            let (field, unless) = (part("field", Part::Field), part("unless", Part::Field));
            let (values, duty) = (table.required("values"), part("duty", Part::Field));
            let behind = table.optional("behind").unwrap_or_default();
            Rule::AgreesWithLight { field: field?, values: values?, behind, duty: duty?, unless: unless? }
        }
        Kind::ChildrenEnded => Rule::ChildrenEnded { except: table.optional("except").unwrap_or_default() },
        Kind::PartsAccepted => {
            let same: Option<Vec<Located<String>>> = table.required("same");
            let same = same.map(|same| names.all(table, &same, Part::Field));
            let states: Option<Vec<Located<String>>> = table.required("states");
            let states = states.map(|states| names.all(table, &states, Part::State));
            Rule::PartsAccepted { same: same?, states: states?, unless: part("unless", Part::Field)? }
        }
        Kind::TwoPersons => Rule::TwoPersons { step: part("step", Part::Step)? },
        Kind::NoTie => Rule::NoTie { field: part("field", Part::Body)? },
        Kind::SecondFactor => Rule::SecondFactor,
        Kind::ApprovedBy => {
            let (step, after) = (part("step", Part::Step), part("after", Part::Step));
            Rule::ApprovedBy { step: step?, after: after? }
        }
        Kind::Within => Rule::Within { clock: part("clock", Part::Clock)? },
        Kind::Overdue => {
            let (clock, length) = (part("clock", Part::Clock), optional_length(table));
            Rule::Overdue { clock: clock?, length }
        }
        Kind::AskedInTime => Rule::AskedInTime { field: part("field", Part::Date)? },
        Kind::NotRunning => Rule::NotRunning { clock: part("clock", Part::Clock)? },
    };
    Some(Guard { rule, when, given, without, until_overdue, message })
}

/// How much of a whole, from 1 to 100.
fn percent(table: &Table<'_>) -> Option<i64> {
    let percent: i64 = table.required("percent")?;
    if (1..=100).contains(&percent) {
        return Some(percent);
    }
    table.item("percent")?.bad_value(
        Wording::new("百分比超出范围", "the per cent are out of range"),
        Wording::new("应在1至100之间", "write a number from 1 to 100"),
    )
}

/// `when = { colour = ["red"], kind = ["a", "b"] }`: the keys are fields, each with one text or several.
fn conditions(table: &Table<'_>, names: &Names<'_>) -> Vec<When> {
    let condition = |(key, item): (&str, Item<'_>)| {
        let field = names.one(table, &Located { value: key.to_owned(), place: item.place() }, Part::Field);
        let values = match item.as_list() {
            Some(items) => items.iter().filter_map(String::read).collect(),
            None => vec![String::read(&item)?],
        };
        Some(When { field, values })
    };
    table.entries().into_iter().filter_map(condition).collect()
}
