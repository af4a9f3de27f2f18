use std::collections::BTreeMap;

use form::{Class, Form, Kind};
use kernel::declaration::{Located, Reader, Table, is_id};
use kernel::{Place, Problem};

use super::fault::Fault;
use super::names::{Names, Part};
use super::{Basis, Mode, PARTS_MAX, Procedure, State, Step, Untouched, prove};

mod clock;
mod document;
mod guard;
mod step;

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
    for table in root.tables("field") {
        let field = table.item("id").and_then(|item| form.field(item.as_str()?));
        // Whoever works with a case reads what is in it, and a secret is read by nobody.
        if let Some(field) = field.filter(|field| field.class == Class::Secret) {
            root.problem(Fault::Secret { field: &field.id }.at(table.place_of("class")));
            continue;
        }
        let names_another = |field: &&form::Field| field.kind == Kind::File || field.kind.ledger().is_some();
        if let Some(field) = field.filter(|field| field.class.is_sealed()).filter(names_another) {
            root.problem(Fault::SealedKind { field: &field.id }.at(table.place_of("class")));
        }
    }
    let names = Names::of(root, &form);
    let (competent, proof) = competence(root, &names, mode);
    let name: Option<Located<String>> = root.required("name");
    let name = name.map(|name| names.one(root, &name, Part::Field));
    let card = fields(root, &names, "card");
    let once = fields(root, &names, "once");
    let readers: Vec<Located<String>> = root.optional("readers").unwrap_or_default();
    let readers = step::whos(root, &names, &readers);
    for key in ["state", "step", "clock", "look_up", "document"] {
        check_parts(root, key);
    }
    if root.tables("basis").is_empty() {
        root.problem(Fault::Empty { list: "[[basis]]" }.at(root.place()));
    }
    let basis = root.tables("basis").iter().filter_map(basis).collect();
    let states = root.tables("state");
    let states = states.iter().filter_map(|table| state(table, &names, !once.is_empty())).collect();
    let steps: Vec<Step> = root.tables("step").iter().filter_map(|table| step::step(table, &names)).collect();
    step::check_links(root, &steps);
    check_competence(root, &form, &steps, [("competent", competent.as_ref()), ("proof", proof.as_ref())]);
    let clocks = root.tables("clock").iter().filter_map(|table| clock::clock(table, &names)).collect();
    let look_ups = root.tables("look_up").iter().filter_map(|table| step::look_up(table, &names)).collect();
    let documents = root.tables("document");
    let documents = documents.iter().filter_map(|table| document::document(table, &names)).collect();
    let replies = root.tables("reply").iter().filter_map(|table| step::reply(table, &names)).collect();
    let retention = root.required_table("retention");
    let years = retention.as_ref().and_then(|table| table.optional("years"));
    let retention_basis = retention.and_then(|table| table.required("basis"));
    Some(Procedure {
        id: id?.value,
        title: title?,
        about: about?,
        mode: mode?,
        competent,
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
        documents,
        replies,
        retention_years: years,
        retention_basis: retention_basis?,
        form,
        place: Place::default(),
        digest: String::new(),
    })
}

/// The fields that say who is competent and prove it: both where it is not the county itself, none where it is.
fn competence(root: &Table<'_>, names: &Names<'_>, mode: Option<Mode>) -> (Option<String>, Option<String>) {
    let competent: Option<Located<String>> = root.optional("competent");
    let competent = competent.map(|field| names.one(root, &field, Part::Authority));
    let proof: Option<Located<String>> = root.optional("proof");
    let proof = proof.map(|proof| names.one(root, &proof, Part::File));
    for (key, is_there) in [("competent", competent.is_some()), ("proof", proof.is_some())] {
        match mode {
            Some(Mode::Own) if is_there => root.problem(Fault::OwnCompetence { key }.at(root.place_of(key))),
            Some(Mode::Delegated | Mode::Referral) if !is_there => {
                root.problem(Fault::Competence { key }.at(root.place_of("mode")));
            }
            _ => {}
        }
    }
    (competent, proof)
}

/// What proves the competence is required, and asked for by whatever starts a case.
fn check_competence(
    root: &Table<'_>,
    form: &Form,
    steps: &[Step],
    fields: [(&'static str, Option<&String>); 2],
) {
    let is_asked = |id: &String| {
        let mut starting = steps.iter().filter(|step| step.from.is_empty());
        form.field(id).is_none_or(|field| field.required) && starting.all(|step| step.asks.contains(id))
    };
    for (key, field) in fields {
        if let Some(field) = field.filter(|field| !is_asked(field)) {
            root.problem(Fault::CompetenceNotAsked { field }.at(root.place_of(key)));
        }
    }
}

fn fields(root: &Table<'_>, names: &Names<'_>, key: &'static str) -> Vec<String> {
    let list: Vec<Located<String>> = root.optional(key).unwrap_or_default();
    names.all(root, &list, Part::Field)
}

/// Ids of procedures and their parts: small letters, digits, and single hyphens between words of them.
fn check_id(table: &Table<'_>, id: Option<&Located<String>>) {
    const ID_CHARACTERS_MAX: usize = 40;
    if let Some(id) = id.filter(|id| !is_id(&id.value, ID_CHARACTERS_MAX)) {
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
    let (statute, article): (Option<String>, _) = (table.required("statute"), table.required("article"));
    let (in_force, source) = (table.optional("in_force"), table.required("source"));
    let of_plan = table.optional("of_plan").unwrap_or(false);
    check_dated(table, statute.as_ref(), in_force.is_some() || of_plan);
    Some(Basis { statute: statute?, article: article?, in_force, of_plan, source: source? })
}

/// What rests on an article says since when that holds, or that it is the plan of the county itself.
fn check_dated(table: &Table<'_>, statute: Option<&String>, is_dated: bool) {
    if let Some(statute) = statute.filter(|_| !is_dated) {
        table.problem(Fault::Undated { statute }.at(table.place()));
    }
}

fn state(table: &Table<'_>, names: &Names<'_>, has_once: bool) -> Option<State> {
    let (id, title): (Option<String>, _) = (table.required("id"), table.required("title"));
    let (end, frees) = (table.optional("end").unwrap_or(false), table.optional("frees").unwrap_or(false));
    if let Some(state) = id.as_ref().filter(|_| frees && !(end && has_once)) {
        table.problem(Fault::FreesNothing { state }.at(table.place_of("frees")));
    }
    let untouched = table.optional_table("untouched").and_then(|table| untouched(&table, names));
    Some(State { id: id?, title: title?, end, frees, untouched })
}

fn untouched(table: &Table<'_>, names: &Names<'_>) -> Option<Untouched> {
    let (title, without): (_, Option<Located<String>>) = (table.required("title"), table.required("without"));
    let without = without.map(|field| names.one(table, &field, Part::Field));
    Some(Untouched { title: title?, without: without? })
}
