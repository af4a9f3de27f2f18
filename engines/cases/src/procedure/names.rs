//! The names a declaration uses of its own parts, and what is wrong with using them so.

use std::collections::BTreeSet;

use form::{Form, Kind};
use kernel::declaration::{Located, Table, nearest};

use super::fault::Fault;

/// The parts of a procedure by their names, also those that could not be read and have problems of their own.
pub(super) struct Names<'n> {
    pub(super) form: &'n Form,
    fields: BTreeSet<&'n str>,
    states: BTreeSet<&'n str>,
    steps: BTreeSet<&'n str>,
    clocks: BTreeSet<&'n str>,
    look_ups: BTreeSet<&'n str>,
}

/// What a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Field,
    /// A field that a step asks for: the only place for one that is sealed.
    Asked,
    Date,
    Quarter,
    File,
    Body,
    /// A field that names an authority: a body of the county, or in words one of elsewhere.
    Authority,
    State,
    Step,
    Clock,
    LookUp,
}

impl Part {
    fn is_of_field(self) -> bool {
        match self {
            Part::Field
            | Part::Asked
            | Part::Date
            | Part::Quarter
            | Part::File
            | Part::Body
            | Part::Authority => true,
            Part::State | Part::Step | Part::Clock | Part::LookUp => false,
        }
    }
}

impl<'n> Names<'n> {
    pub(super) fn of(root: &Table<'n>, form: &'n Form) -> Self {
        let ids = |key| {
            let id = |table: Table<'n>| table.item("id").and_then(|item| item.as_str());
            root.tables(key).into_iter().filter_map(id).collect()
        };
        Names {
            form,
            fields: ids("field"),
            states: ids("state"),
            steps: ids("step"),
            clocks: ids("clock"),
            look_ups: ids("look_up"),
        }
    }

    /// The name of a part that is there.
    pub(super) fn one(&self, table: &Table<'_>, name: &Located<String>, part: Part) -> String {
        let id = name.value.as_str();
        let known = match part {
            Part::Field
            | Part::Asked
            | Part::Date
            | Part::Quarter
            | Part::File
            | Part::Body
            | Part::Authority => &self.fields,
            Part::State => &self.states,
            Part::Step => &self.steps,
            Part::Clock => &self.clocks,
            Part::LookUp => &self.look_ups,
        };
        let field = self.form.field(id);
        let kind = field.map(|field| &field.kind);
        let is_sealed =
            part.is_of_field() && part != Part::Asked && field.is_some_and(|it| it.class.is_sealed());
        let fault = if is_sealed {
            Some(Fault::Sealed { field: id })
        } else if known.contains(id) {
            match (part, kind) {
                (Part::Date, Some(kind)) if *kind != Kind::Date => Some("kind = \"date\""),
                (Part::Quarter, Some(kind)) if *kind != Kind::Quarter => Some("kind = \"quarter\""),
                (Part::File, Some(kind)) if *kind != Kind::File => Some("kind = \"file\""),
                (Part::Body, Some(kind)) if *kind != Kind::Body => Some("kind = \"body\""),
                (Part::Authority, Some(kind)) if !matches!(kind, Kind::Body | Kind::Text(_)) => {
                    Some("kind = \"body\" or kind = \"text\"")
                }
                _ => None,
            }
            .map(|needed| Fault::WrongKind { id, needed })
        } else {
            Some(Fault::Unknown { part, id, meant: nearest(id, known.iter().copied()) })
        };
        if let Some(fault) = fault {
            table.problem(fault.at(name.place.clone()));
        }
        name.value.clone()
    }

    /// The names of parts that are there.
    pub(super) fn all(&self, table: &Table<'_>, names: &[Located<String>], part: Part) -> Vec<String> {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name.value.as_str()) {
                table.problem(Fault::ListedTwice { id: &name.value }.at(name.place.clone()));
            }
        }
        names.iter().map(|name| self.one(table, name, part)).collect()
    }
}
