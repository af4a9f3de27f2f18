use kernel::Wording;
use kernel::declaration::{Item, Located, Table, Value};

use super::super::document::placeholders;
use super::super::fault::Fault;
use super::super::names::{Names, Part};
use super::super::{
    Alike, Child, DayOfQuarter, Each, Effect, FormPage, Keep, LookUp, Move, Moved, Notice, Preset,
    PresetValue, Relation, Reply, Source, Step, Who,
};
use super::check_parts;
use super::clock::own_length;
use super::document::check_placeholders;
use super::guard::guard;

/// No page is called so: there the answers of all pages are looked at before they are sent.
const CHECK: &str = "check";

/// A step. Everything is asked for before anything is put together, so that all problems are found.
pub(super) fn step(table: &Table<'_>, names: &Names<'_>) -> Option<Step> {
    let (id, title): (Option<String>, _) = (table.required("id"), table.required("title"));
    let list = |key| table.optional::<Vec<Located<String>>>(key).unwrap_or_default();
    let from = names.all(table, &list("from"), Part::State);
    let to: Option<Located<String>> = table.optional("to");
    let to = to.map(|to| names.one(table, &to, Part::State));
    let by = whos(table, names, &list("by"));
    let given = names.all(table, &list("given"), Part::Field);
    let when_overdue: Option<Located<String>> = table.optional("when_overdue");
    let when_overdue = when_overdue.map(|clock| names.one(table, &clock, Part::Clock));
    let follows = table.optional("follows").unwrap_or(false);
    let (asks, pages) = asks(table, names, from.is_empty());
    let sets = table.optional_table("sets").map(|table| sets(&table, names)).unwrap_or_default();
    let presets = table.tables("preset").iter().filter_map(|table| preset(table, names)).collect();
    let (reason, returns) = (table.optional("reason"), table.optional("returns"));
    let is_final = table.optional("final");
    let guards = table.tables("guards").iter().filter_map(|table| guard(table, names)).collect();
    let notices = table.tables("notice").iter().filter_map(|table| notice(table, names)).collect();
    let opens = table.tables("opens").iter().filter_map(|table| child(table, names)).collect();
    let moves = table.tables("moves").iter().filter_map(|table| moved(table, names)).collect();
    let records = table.tables("records").iter().filter_map(|table| effect(table, names)).collect();
    let alike = table.optional_table("alike").and_then(|it| alike(&it, names, pages.is_empty()));
    let keeps: Option<Located<String>> = table.optional_table("keeps").and_then(|it| it.required("duties"));
    let keeps = keeps.map(|field| Keep::Duties(names.one(table, &field, Part::File)));
    if let Some(step) = &id {
        let is_taken = !list("by").is_empty() || when_overdue.is_some();
        if follows && is_taken {
            table.problem(Fault::TakenAnyhow { step }.at(table.place_of("follows")));
        }
        if !is_taken && !follows {
            table.problem(Fault::NobodyTakes { step }.at(table.place()));
        }
        if from.is_empty() && to.is_none() {
            table.problem(Fault::StayAtStart { step }.at(table.place()));
        }
    }
    Some(Step {
        id: id?,
        title: title?,
        from,
        to,
        by,
        given,
        when_overdue,
        follows,
        asks,
        pages,
        sets,
        presets,
        reason: reason.unwrap_or(false),
        returns: returns.unwrap_or(false),
        is_final: is_final.unwrap_or(false),
        guards,
        notices,
        opens,
        moves,
        keeps,
        records,
        alike,
    })
}

/// Of which cases a step is told: that is where all answers are looked at before they are sent, so it has pages.
fn alike(table: &Table<'_>, names: &Names<'_>, is_one_page: bool) -> Option<Alike> {
    let same: Option<Vec<Located<String>>> = table.required("same");
    let same = same.map(|same| names.all(table, &same, Part::Field));
    let except: Vec<Located<String>> = table.optional("except").unwrap_or_default();
    let except = names.all(table, &except, Part::State);
    if is_one_page {
        table.problem(Fault::AlikeUnseen.at(table.place()));
    }
    Some(Alike { same: same?, except })
}

/// The fields that a step asks for, and the pages on which it does, if it has some: these say it then.
fn asks(table: &Table<'_>, names: &Names<'_>, starts: bool) -> (Vec<String>, Vec<FormPage>) {
    let tables = table.tables("page");
    let Some(first) = tables.first() else {
        let asks: Vec<Located<String>> = table.optional("asks").unwrap_or_default();
        return (names.all(table, &asks, Part::Asked), Vec::new());
    };
    if table.item("asks").is_some() {
        table.problem(Fault::AsksBeside.at(table.place_of("asks")));
    }
    if !starts {
        table.problem(Fault::PagesGoOn.at(first.place()));
    }
    check_parts(table, "page");
    let mut all: Vec<Located<String>> = Vec::new();
    let pages = tables.iter().filter_map(|page| {
        let (id, title): (Option<Located<String>>, _) = (page.required("id"), page.required("title"));
        let asks: Option<Vec<Located<String>>> = page.required("asks");
        if asks.as_ref().is_some_and(Vec::is_empty) {
            page.problem(Fault::Empty { list: "asks" }.at(page.place_of("asks")));
        }
        all.extend(asks.clone().unwrap_or_default());
        if let Some(id) = id.as_ref().filter(|id| id.value == CHECK) {
            page.problem(Fault::Reserved { id: &id.value }.at(id.place.clone()));
        }
        let asks = asks?.into_iter().map(|field| field.value).collect();
        Some(FormPage { id: id?.value, title: title?, asks })
    });
    let pages = pages.collect();
    (names.all(table, &all, Part::Asked), pages)
}

/// `clerk`, `liaison@body`, `inspector!body`.
pub(super) fn whos(table: &Table<'_>, names: &Names<'_>, written: &[Located<String>]) -> Vec<Who> {
    let field = |written: &Located<String>, field: &str| {
        let field = Located { value: field.to_owned(), place: written.place.clone() };
        names.one(table, &field, Part::Body)
    };
    let who = |written: &Located<String>| {
        let text = written.value.as_str();
        let (role, relation) = match (text.split_once('@'), text.split_once('!')) {
            (Some((role, of)), None) => (role, Relation::Of(field(written, of))),
            (None, Some((role, other))) => (role, Relation::Other(field(written, other))),
            (None, None) => (text, Relation::Any),
            (Some(_), Some(_)) => {
                table.problem(Fault::Who { written: text }.at(written.place.clone()));
                return None;
            }
        };
        Some(Who { role: role.to_owned(), relation })
    };
    written.iter().filter_map(who).collect()
}

fn notice(table: &Table<'_>, names: &Names<'_>) -> Option<Notice> {
    let to: Option<Vec<Located<String>>> = table.required("to");
    let to = to.map(|to| whos(table, names, &to));
    let otherwise: Vec<Located<String>> = table.optional("otherwise").unwrap_or_default();
    let otherwise = whos(table, names, &otherwise);
    let (message, to_do): (Option<Located<Wording>>, _) =
        (table.required("message"), table.optional("to_do"));
    if let Some(message) = &message {
        for text in [&message.value.zh, &message.value.en] {
            check_placeholders(table, names, message, text);
        }
    }
    let link: Option<Located<String>> = table.optional("link");
    let link = link.map(|step| names.one(table, &step, Part::Step));
    Some(Notice { to: to?, otherwise, message: message?.value, to_do: to_do.unwrap_or(false), link })
}

/// A link in a letter leads to a step that whoever gets the letter may take, in the state in which the case is by then.
pub(super) fn check_links(root: &Table<'_>, steps: &[Step]) {
    let step_of =
        |id: Option<Item<'_>>| steps.iter().find(|step| id.as_ref().and_then(Item::as_str) == Some(&step.id));
    for table in root.tables("step") {
        let Some(step) = step_of(table.item("id")) else { continue };
        for (notice, written) in step.notices.iter().zip(table.tables("notice")) {
            let Some(linked) = step_of(written.item("link")) else { continue };
            for fault in misled(step, notice, linked) {
                written.problem(fault.at(written.place_of("link")));
            }
        }
    }
}

/// Why the link of a notice of a step leads to nothing that can be done.
fn misled<'s>(step: &'s Step, notice: &'s Notice, linked: &'s Step) -> Vec<Fault<'s>> {
    let mut faults = Vec::new();
    let then = step.to.as_slice();
    let then = if then.is_empty() { &step.from } else { then };
    if !then.iter().all(|state| linked.from.contains(state)) {
        faults.push(Fault::LinkTooEarly { step: &linked.id });
    }
    let may = |told: &Who| {
        let covers = |by: &Who| by.relation == Relation::Any || by.relation == told.relation;
        linked.by.iter().any(|by| by.role == told.role && covers(by))
    };
    let idle = notice.named().filter(|told| !may(told));
    faults.extend(idle.map(|told| Fault::LinkToIdle { step: &linked.id, role: &told.role }));
    faults
}

fn child(table: &Table<'_>, names: &Names<'_>) -> Option<Child> {
    let (procedure, step) = (table.required("procedure"), table.required("step"));
    let each = table.optional_code("each", &[("duty", Each::Duty), ("body", Each::Body)]);
    let fields = table.required_table("fields");
    let fields = fields.map(|table| {
        let fields = sources(&table, names);
        check_each(&table, &fields, each.map(Each::values).unwrap_or_default());
        fields
    });
    let given: Vec<Located<String>> = table.optional("given").unwrap_or_default();
    let given = names.all(table, &given, Part::Field);
    let only = table.optional_table("only").map(|table| only(&table, names, each)).unwrap_or_default();
    Some(Child { procedure: procedure?, step: step?, each, given, only, fields: fields? })
}

/// `only = { task = "tasks" }`: the keys are values of what a case is opened for, each; the texts are fields.
fn only(table: &Table<'_>, names: &Names<'_>, each: Option<Each>) -> Vec<(String, String)> {
    let known = each.map(Each::chosen_by).unwrap_or_default();
    let one = |(value, item): (&str, Item<'_>)| {
        let field = Located { value: String::read(&item)?, place: item.place() };
        if !known.contains(&value) {
            table.problem(Fault::NoEach { field: &field.value, value, known }.at(item.place()));
        }
        Some((value.to_owned(), names.one(table, &field, Part::Field)))
    };
    table.entries().into_iter().filter_map(one).collect()
}

fn preset(table: &Table<'_>, names: &Names<'_>) -> Option<Preset> {
    let field: Option<Located<String>> = table.required("field");
    let text: Option<Located<String>> = table.optional("text");
    let after: Option<Located<String>> = table.optional("after");
    let part = if text.is_some() { Part::Field } else { Part::Date };
    let field = field.map(|field| names.one(table, &field, part));
    let value = match (text, after) {
        (Some(text), _) => {
            for id in placeholders(&text.value) {
                let id = Located { value: id.to_owned(), place: text.place.clone() };
                names.one(table, &id, Part::Field);
            }
            Some(PresetValue::Text(text.value))
        }
        (None, Some(after)) => {
            let after = names.one(table, &after, Part::Date);
            own_length(table).map(|length| PresetValue::After(after, length))
        }
        (None, None) => table.required_table("day").and_then(|table| day_of_quarter(&table, names)),
    };
    Some(Preset { field: field?, value: value? })
}

fn day_of_quarter(table: &Table<'_>, names: &Names<'_>) -> Option<PresetValue> {
    let of: Option<Located<String>> = table.required("of");
    let of = of.map(|of| names.one(table, &of, Part::Quarter));
    let month = table.required_code("month", &[("first", 1), ("second", 2), ("last", 3)]);
    let day: Option<i64> = table.required("day");
    let moved = table.required_code("moved", &[("earlier", Moved::Earlier), ("later", Moved::Later)]);
    let day = day.and_then(|day| i8::try_from(day).ok()).filter(|day| (1..=31).contains(day));
    if day.is_none() && table.item("day").is_some() {
        table.problem(Fault::NoDay.at(table.place_of("day")));
    }
    Some(PresetValue::Day(DayOfQuarter { of: of?, month: month?, day: day?, moved: moved? }))
}

pub(super) fn reply(table: &Table<'_>, names: &Names<'_>) -> Option<Reply> {
    let part = |name: &Located<String>, part| names.one(table, name, part);
    let (field, question): (Option<Located<String>>, Option<Located<String>>) =
        (table.required("field"), table.required("question"));
    let field = field.map(|name| part(&name, Part::Field));
    let question = question.map(|name| part(&name, Part::Field));
    let required: Option<Located<String>> = table.optional("required");
    let required = required.map(|name| part(&name, Part::Field));
    Some(Reply { field: field?, question: question?, required })
}

fn moved(table: &Table<'_>, names: &Names<'_>) -> Option<Move> {
    let (procedure, step) = (table.required("procedure"), table.required("step"));
    let (others, parent) = (table.optional("others"), table.optional("parent"));
    let (others, parent) = (others.unwrap_or(false), parent.unwrap_or(false));
    let same: Vec<Located<String>> = table.optional("same").unwrap_or_default();
    let same = names.all(table, &same, Part::Field);
    if !same.is_empty() && !others {
        table.problem(Fault::SameOfNone.at(table.place_of("same")));
    }
    Some(Move { procedure: procedure?, step: step?, others, same, parent })
}

fn effect(table: &Table<'_>, names: &Names<'_>) -> Option<Effect> {
    let ledger = table.required("ledger");
    let each: Option<Located<String>> = table.optional("each");
    let each = each.map(|field| names.one(table, &field, Part::Field));
    let given: Vec<Located<String>> = table.optional("given").unwrap_or_default();
    let given = names.all(table, &given, Part::Field);
    let ends = table.optional("ends").unwrap_or(false);
    let prefills = table.optional("prefills").unwrap_or(false);
    if prefills && (ends || each.is_some()) {
        table.problem(Fault::PrefillsNothing.at(table.place_of("prefills")));
    }
    let known: &[&str] = if each.is_some() { &["value"] } else { &[] };
    let fields = table.required_table("fields").map(|table| {
        let fields = sources(&table, names);
        check_each(&table, &fields, known);
        fields
    });
    Some(Effect { ledger: ledger?, each, given, fields: fields?, ends, prefills })
}

/// Of what something is done for each, only these values are known.
fn check_each(table: &Table<'_>, fields: &[(String, Source)], known: &[&str]) {
    for (field, source) in fields {
        let parts = match source {
            Source::Joined(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        };
        for part in parts {
            if let Source::Each(value) = part
                && !known.contains(&value.as_str())
            {
                table.problem(Fault::NoEach { field, value, known }.at(table.place()));
            }
        }
    }
}

pub(super) fn look_up(table: &Table<'_>, names: &Names<'_>) -> Option<LookUp> {
    let (id, ledger) = (table.required("id"), table.required("ledger"));
    let matching = table.required_table("matching").map(|table| sources(&table, names));
    let (from, until) = (table.optional("from"), table.optional("until"));
    Some(LookUp { id: id?, ledger: ledger?, matching: matching?, from, until })
}

/// As [`sources`], and the keys are fields of this procedure.
fn sets(table: &Table<'_>, names: &Names<'_>) -> Vec<(String, Source)> {
    let sets = sources(table, names);
    for (field, item) in table.entries() {
        names.one(table, &Located { value: field.to_owned(), place: item.place() }, Part::Field);
    }
    sets
}

/// `{ lead = "$body", basis = "@case", number = "{@case}_{$body}", kind = "slip" }`: the keys are fields of another declaration and
/// are checked where that is known.
fn sources(table: &Table<'_>, names: &Names<'_>) -> Vec<(String, Source)> {
    let entries = table.entries().into_iter();
    entries.filter_map(|(key, item)| Some((key.to_owned(), source(table, names, &item)?))).collect()
}

fn source(table: &Table<'_>, names: &Names<'_>, item: &Item<'_>) -> Option<Source> {
    let text = String::read(item)?;
    let one = |text: &str| match (text, text.strip_prefix('$'), text.strip_prefix('%')) {
        ("@case", ..) => Source::Case,
        ("@day", ..) => Source::Day,
        (_, Some(field), _) => {
            let field = Located { value: field.to_owned(), place: item.place() };
            Source::Field(names.one(table, &field, Part::Field))
        }
        (_, _, Some(value)) => Source::Each(value.to_owned()),
        (_, None, None) => Source::Text(text.to_owned()),
    };
    if !text.contains('{') {
        return Some(one(&text));
    }
    let mut parts = Vec::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (inner, after) = after.split_once('}').unwrap_or((after, ""));
        parts.extend((!before.is_empty()).then(|| Source::Text(before.to_owned())));
        parts.push(one(inner));
        rest = after;
    }
    parts.extend((!rest.is_empty()).then(|| Source::Text(rest.to_owned())));
    Some(Source::Joined(parts))
}
