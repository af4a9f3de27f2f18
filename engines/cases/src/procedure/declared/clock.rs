use kernel::declaration::{Located, Table};

use super::super::fault::Fault;
use super::super::names::{Names, Part};
use super::check_dated;
use super::step::whos;
use crate::clock::{Clock, Extension, Ground, Length, Pausing, Start};
use crate::law;

/// A clock. Everything is asked for before anything is put together, so that all problems are found.
pub(super) fn clock(table: &Table<'_>, names: &Names<'_>) -> Option<Clock> {
    let (id, title): (Option<String>, _) = (table.required("id"), table.required("title"));
    let starts = steps(table, names, "starts");
    let stops = steps(table, names, "stops");
    let from: Option<Located<String>> = table.optional("from");
    let from = from.map(|field| Start::Field(names.one(table, &field, Part::Date)));
    let length = length(table, names);
    let pauses: Vec<Pausing> =
        table.tables("pauses").iter().filter_map(|table| pausing(table, names)).collect();
    let extensions: Vec<Extension> =
        table.tables("extensions").iter().filter_map(|table| extension(table, names)).collect();
    let (consequence, remind) = (table.optional("consequence"), table.optional("remind"));
    let reminds: Vec<Located<String>> = table.optional("reminds").unwrap_or_default();
    let reminds = whos(table, names, &reminds);
    if let (Some(id), Some(Length::Field(_))) = (&id, &length)
        && !(pauses.is_empty() && extensions.is_empty())
    {
        table.problem(Fault::GivenCannotWait { clock: id }.at(table.place()));
    }
    Some(Clock {
        id: id?,
        title: title?,
        starts,
        from: from.unwrap_or(Start::Step),
        length: length?,
        stops,
        pauses,
        extensions,
        consequence,
        remind: remind.unwrap_or_default(),
        reminds,
    })
}

fn steps(table: &Table<'_>, names: &Names<'_>, key: &'static str) -> Vec<String> {
    let list: Option<Vec<Located<String>>> = table.required(key);
    let list = list.unwrap_or_default();
    if list.is_empty() {
        table.problem(Fault::Empty { list: key }.at(table.place_of(key)));
    }
    names.all(table, &list, Part::Step)
}

fn length(table: &Table<'_>, names: &Names<'_>) -> Option<Length> {
    let due: Option<Located<String>> = table.optional("due");
    let limit: Option<Located<String>> = table.optional("limit");
    let own = table.optional_table("length");
    match (due, limit, own) {
        (Some(field), None, None) => Some(Length::Field(names.one(table, &field, Part::Date))),
        (None, Some(limit), None) => match limit.value.split_once('/') {
            Some((statute, limit)) => {
                Some(Length::Limit { statute: statute.to_owned(), limit: limit.to_owned() })
            }
            None => {
                table.problem(Fault::LimitName { written: &limit.value }.at(limit.place.clone()));
                None
            }
        },
        (None, None, Some(own)) => own_of(&own),
        _ => {
            table.problem(Fault::Lengths.at(table.place()));
            None
        }
    }
}

/// A period that the programme itself decided: the table `length`.
pub(super) fn own_length(table: &Table<'_>) -> Option<Length> {
    own_of(&table.required_table("length")?)
}

/// The same, where there is one.
pub(super) fn optional_length(table: &Table<'_>) -> Option<Length> {
    own_of(&table.optional_table("length")?)
}

fn own_of(table: &Table<'_>) -> Option<Length> {
    let (period, regime) = (law::period(table), table.required("regime"));
    let (statute, article): (Option<String>, _) = (table.required("statute"), table.required("article"));
    let (in_force, source) = (table.optional("in_force"), table.optional::<String>("source"));
    let of_plan = table.optional("of_plan").unwrap_or(false);
    let is_dated = in_force.is_some() && source.is_some();
    check_dated(table, statute.as_ref(), of_plan || is_dated);
    let (statute, article) = (statute?, article?);
    Some(Length::Own { period: period?, regime: regime?, statute, article, in_force, source, of_plan })
}

fn pausing(table: &Table<'_>, names: &Names<'_>) -> Option<Pausing> {
    let (opens, closes) = (steps(table, names, "opens"), steps(table, names, "closes"));
    let document: Option<Located<String>> = table.optional("document");
    let document = document.map(|field| names.one(table, &field, Part::File));
    Some(Pausing { opens, closes, document, ground: ground(table)? })
}

/// The article that allows something, and the text in which it stands where that is another one. Whether it is dated is asked where the
/// limits of the law are known.
fn ground(table: &Table<'_>) -> Option<Ground> {
    let (statute, in_force, source) =
        (table.optional("statute"), table.optional("in_force"), table.optional("source"));
    let of_plan = table.optional("of_plan").unwrap_or(false);
    Some(Ground { article: table.required("article")?, statute, in_force, source, of_plan })
}

fn extension(table: &Table<'_>, names: &Names<'_>) -> Option<Extension> {
    let step: Option<Located<String>> = table.required("step");
    let step = step.map(|step| names.one(table, &step, Part::Step));
    let of_limit: Option<String> = table.optional("limit");
    let has_amount = table.item("amount").is_some();
    let period = if has_amount { law::period(table) } else { None };
    if has_amount == of_limit.is_some() {
        table.problem(Fault::ExtensionLength.at(table.place()));
    }
    let times = table.optional("times");
    let document: Option<Located<String>> = table.optional("document");
    let document = document.map(|field| names.one(table, &field, Part::File));
    let ground = ground(table);
    Some(Extension { step: step?, period, of_limit, times, document, ground: ground? })
}
