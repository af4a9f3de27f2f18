use std::collections::BTreeMap;

use form::Form;
use kernel::declaration::{Item, Located, Reader, Table, Value};
use kernel::{Place, Problem, Wording};

use super::fault::Fault;
use super::names::{Names, Part};
use super::{
    Basis, Child, Each, LookUp, Mode, Move, Notice, PARTS_MAX, Procedure, Relation, Source, State, Step, Who,
    prove,
};
use crate::guard::{Guard, Rule, When};

mod clock;

impl Procedure {
    /// Reads `procedure.toml`.
    ///
    /// # Errors
    /// Every problem at once, each with its line and what to do about it: also that a state cannot be reached or left, and
    /// that a clock may run on when the case has ended. Which roles, ledgers, regimes, limits and other procedures exist is
    /// not known here; see [`check_all`](super::check_all).
    pub fn read(file: &str, text: &str) -> Result<Procedure, Vec<Problem>> {
        let reader = Reader::new(file, text)?;
        let procedure = procedure(&reader.root());
        let procedure = procedure.map(|it| Procedure { place: Place::file(file), ..it }.sealed());
        let procedure = reader.finish_with(procedure)?;
        let problems = prove::prove(&procedure);
        if problems.is_empty() { Ok(procedure) } else { Err(problems) }
    }
}

/// Everything is asked for before anything is put together, so that all problems are found.
fn procedure(root: &Table<'_>) -> Option<Procedure> {
    root.required_schema(1);
    let id: Option<Located<String>> = root.required("id");
    check_id(root, id.as_ref());
    let (title, about) = (root.required("title"), root.required("about"));
    let modes = [("own", Mode::Own), ("delegated", Mode::Delegated), ("referral", Mode::Referral)];
    let mode = root.required_code("mode", &modes);
    let form = Form::declared(root);
    for (field, table) in form.fields.iter().zip(root.tables("field")) {
        if field.class.is_sealed() {
            root.problem(Fault::Sealed { field: &field.id }.at(table.place_of("class")));
        }
    }
    let names = Names::of(root, &form);
    let proof: Option<Located<String>> = root.optional("proof");
    let proof = proof.map(|proof| names.one(root, &proof, Part::File));
    if mode.is_some_and(|mode| mode != Mode::Own) && proof.is_none() {
        root.problem(Fault::Proof.at(root.place_of("mode")));
    }
    let name: Option<Located<String>> = root.required("name");
    let name = name.map(|name| names.one(root, &name, Part::Field));
    let card = fields(root, &names, "card");
    let once = fields(root, &names, "once");
    let readers: Vec<Located<String>> = root.optional("readers").unwrap_or_default();
    let readers = whos(root, &names, &readers);
    for key in ["state", "step", "clock", "look_up"] {
        check_parts(root, key);
    }
    if root.tables("basis").is_empty() {
        root.problem(Fault::Empty { list: "[[basis]]" }.at(root.place()));
    }
    let basis = root.tables("basis").iter().filter_map(basis).collect();
    let states = root.tables("state").iter().filter_map(state).collect();
    let steps: Vec<Step> = root.tables("step").iter().filter_map(|table| step(table, &names)).collect();
    let clocks = root.tables("clock").iter().filter_map(|table| clock::clock(table, &names)).collect();
    let look_ups = root.tables("look_up").iter().filter_map(|table| look_up(table, &names)).collect();
    let retention = root.required_table("retention");
    let years = retention.as_ref().and_then(|table| table.optional("years"));
    let retention_basis = retention.and_then(|table| table.required("basis"));
    Some(Procedure {
        id: id?.value,
        title: title?,
        about: about?,
        mode: mode?,
        proof,
        basis,
        name: name?,
        card,
        once,
        readers,
        states,
        steps,
        clocks,
        look_ups,
        retention_years: years,
        retention_basis: retention_basis?,
        form,
        place: Place::default(),
        digest: String::new(),
    })
}

fn fields(root: &Table<'_>, names: &Names<'_>, key: &'static str) -> Vec<String> {
    let list: Vec<Located<String>> = root.optional(key).unwrap_or_default();
    names.all(root, &list, Part::Field)
}

/// Ids of procedures and their parts: small letters, digits, and single hyphens between words of them.
fn check_id(table: &Table<'_>, id: Option<&Located<String>>) {
    const ID_CHARACTERS_MAX: usize = 40;
    let Some(id) = id else { return };
    let is_sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(is_sign);
    let begins = id.value.starts_with(|first: char| first.is_ascii_lowercase());
    if !begins || !id.value.split('-').all(is_word) || id.value.len() > ID_CHARACTERS_MAX {
        table.problem(Fault::Id { id: &id.value }.at(id.place.clone()));
    }
}

fn check_parts(root: &Table<'_>, key: &'static str) {
    let tables = root.tables(key);
    if tables.len() > PARTS_MAX {
        root.problem(Fault::TooMany { list: key }.at(tables[PARTS_MAX].place()));
    }
    let mut lines = BTreeMap::new();
    for table in &tables {
        let Some(id) = table.item("id").and_then(|item| item.as_str()) else { continue };
        let place = table.place_of("id");
        check_id(table, Some(&Located { value: id.to_owned(), place: place.clone() }));
        if let Some(line) = lines.insert(id, place.line) {
            table.problem(Fault::Twice { id, line: line.unwrap_or_default() }.at(place));
        }
    }
}

fn basis(table: &Table<'_>) -> Option<Basis> {
    let (statute, article) = (table.required("statute"), table.required("article"));
    let (in_force, source) = (table.optional("in_force"), table.required("source"));
    Some(Basis { statute: statute?, article: article?, in_force, source: source? })
}

fn state(table: &Table<'_>) -> Option<State> {
    let (id, title, end) = (table.required("id"), table.required("title"), table.optional("end"));
    Some(State { id: id?, title: title?, end: end.unwrap_or(false) })
}

fn step(table: &Table<'_>, names: &Names<'_>) -> Option<Step> {
    let (id, title): (Option<String>, _) = (table.required("id"), table.required("title"));
    let list = |key| table.optional::<Vec<Located<String>>>(key).unwrap_or_default();
    let from = names.all(table, &list("from"), Part::State);
    let to: Option<Located<String>> = table.optional("to");
    let to = to.map(|to| names.one(table, &to, Part::State));
    let by = whos(table, names, &list("by"));
    let when_overdue: Option<Located<String>> = table.optional("when_overdue");
    let when_overdue = when_overdue.map(|clock| names.one(table, &clock, Part::Clock));
    let asks = names.all(table, &list("asks"), Part::Field);
    let sets = table.optional_table("sets").map(|table| sets(&table, names)).unwrap_or_default();
    let (reason, returns) = (table.optional("reason"), table.optional("returns"));
    let guards = table.tables("guards").iter().filter_map(|table| guard(table, names)).collect();
    let notices = table.tables("notice").iter().filter_map(|table| notice(table, names)).collect();
    let opens = table.tables("opens").iter().filter_map(|table| child(table, names)).collect();
    let moves = table.tables("moves").iter().filter_map(moved).collect();
    if let Some(step) = &id {
        if list("by").is_empty() && when_overdue.is_none() {
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
        when_overdue,
        asks,
        sets,
        reason: reason.unwrap_or(false),
        returns: returns.unwrap_or(false),
        guards,
        notices,
        opens,
        moves,
    })
}

/// `clerk`, `liaison@body`, `inspector!body`.
fn whos(table: &Table<'_>, names: &Names<'_>, written: &[Located<String>]) -> Vec<Who> {
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

fn guard(table: &Table<'_>, names: &Names<'_>) -> Option<Guard> {
    #[derive(Clone, Copy)]
    enum Kind {
        FieldPresent,
        DocumentPresent,
        AtLeast,
        AtMost,
        NotBefore,
        RecordPresent,
        RecordAbsent,
        TwoPersons,
        NoTie,
        SecondFactor,
        ApprovedBy,
        Within,
        Overdue,
    }
    let kinds = [
        ("field-present", Kind::FieldPresent),
        ("document-present", Kind::DocumentPresent),
        ("at-least", Kind::AtLeast),
        ("at-most", Kind::AtMost),
        ("not-before", Kind::NotBefore),
        ("record-present", Kind::RecordPresent),
        ("record-absent", Kind::RecordAbsent),
        ("two-persons", Kind::TwoPersons),
        ("no-tie", Kind::NoTie),
        ("second-factor", Kind::SecondFactor),
        ("approved-by", Kind::ApprovedBy),
        ("within", Kind::Within),
        ("overdue", Kind::Overdue),
    ];
    let kind = table.required_code("rule", &kinds);
    let when = table.optional_table("when").map(|table| conditions(&table, names)).unwrap_or_default();
    let message = table.optional("message");
    let part = |key, part| {
        let name: Option<Located<String>> = table.required(key);
        name.map(|name| names.one(table, &name, part))
    };
    let rule = match kind? {
        Kind::FieldPresent => Rule::FieldPresent { field: part("field", Part::Field)? },
        Kind::DocumentPresent => Rule::DocumentPresent { field: part("field", Part::File)? },
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
        Kind::RecordPresent => Rule::RecordPresent { look_up: part("look_up", Part::LookUp)? },
        Kind::RecordAbsent => Rule::RecordAbsent { look_up: part("look_up", Part::LookUp)? },
        Kind::TwoPersons => Rule::TwoPersons { step: part("step", Part::Step)? },
        Kind::NoTie => Rule::NoTie { field: part("field", Part::Body)? },
        Kind::SecondFactor => Rule::SecondFactor,
        Kind::ApprovedBy => {
            let (step, after) = (part("step", Part::Step), part("after", Part::Step));
            Rule::ApprovedBy { step: step?, after: after? }
        }
        Kind::Within => Rule::Within { clock: part("clock", Part::Clock)? },
        Kind::Overdue => Rule::Overdue { clock: part("clock", Part::Clock)? },
    };
    Some(Guard { rule, when, message })
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

fn notice(table: &Table<'_>, names: &Names<'_>) -> Option<Notice> {
    let to: Option<Vec<Located<String>>> = table.required("to");
    let to = to.map(|to| whos(table, names, &to));
    let (message, to_do): (Option<Located<Wording>>, _) =
        (table.required("message"), table.optional("to_do"));
    if let Some(message) = &message {
        for text in [&message.value.zh, &message.value.en] {
            for written in placeholders(text) {
                let (id, part) = match written.strip_prefix("clock:") {
                    Some(clock) => (clock, Part::Clock),
                    None => (written, Part::Field),
                };
                names.one(table, &Located { value: id.to_owned(), place: message.place.clone() }, part);
            }
        }
    }
    Some(Notice { to: to?, message: message?.value, to_do: to_do.unwrap_or(false) })
}

/// What stands in braces in a text.
pub(crate) fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(inner, _)| inner))
}

fn child(table: &Table<'_>, names: &Names<'_>) -> Option<Child> {
    let (procedure, step) = (table.required("procedure"), table.required("step"));
    let each = table.optional_code("each", &[("duty", Each::Duty)]);
    let fields = table.required_table("fields");
    let fields = fields.map(|table| {
        let fields = sources(&table, names);
        for (field, source) in &fields {
            if let Source::Each(value) = source
                && each.is_none_or(|each| !each.values().contains(&value.as_str()))
            {
                let known = each.map(Each::values).unwrap_or_default();
                table.problem(Fault::NoEach { field, value, known }.at(table.place()));
            }
        }
        fields
    });
    Some(Child { procedure: procedure?, step: step?, each, fields: fields? })
}

fn moved(table: &Table<'_>) -> Option<Move> {
    let (procedure, step) = (table.required("procedure"), table.required("step"));
    Some(Move { procedure: procedure?, step: step? })
}

fn look_up(table: &Table<'_>, names: &Names<'_>) -> Option<LookUp> {
    let (id, ledger) = (table.required("id"), table.required("ledger"));
    let matching = table.required_table("matching").map(|table| sources(&table, names));
    Some(LookUp { id: id?, ledger: ledger?, matching: matching? })
}

/// As [`sources`], and the keys are fields of this procedure.
fn sets(table: &Table<'_>, names: &Names<'_>) -> Vec<(String, Source)> {
    let sets = sources(table, names);
    for (field, item) in table.entries() {
        names.one(table, &Located { value: field.to_owned(), place: item.place() }, Part::Field);
    }
    sets
}

/// `{ lead = "$body", basis = "@case", kind = "slip" }`: the keys are fields of another declaration and are checked where that
/// is known.
fn sources(table: &Table<'_>, names: &Names<'_>) -> Vec<(String, Source)> {
    let source = |(key, item): (&str, Item<'_>)| {
        let place = item.place();
        let text = String::read(&item)?;
        let source = match (text.as_str(), text.strip_prefix('$'), text.strip_prefix('%')) {
            ("@case", ..) => Source::Case,
            ("@day", ..) => Source::Day,
            (_, Some(field), _) => {
                Source::Field(names.one(table, &Located { value: field.to_owned(), place }, Part::Field))
            }
            (_, _, Some(value)) => Source::Each(value.to_owned()),
            (_, None, None) => Source::Text(text),
        };
        Some((key.to_owned(), source))
    };
    table.entries().into_iter().filter_map(source).collect()
}
