use jiff::civil::date;
use kernel::declaration::{Located, Reader, Table};
use kernel::identifier::{Context, DivisionCode, DivisionLevel, Identifier, Scheme, parse};
use kernel::{Place, Problem, Wording};

use crate::fault::Fault;
use crate::files::is_inside;
use crate::table::is_id;

/// What a pack says of itself: `pack.toml`.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    /// A stable name.
    pub name: String,
    /// What it is called on a page.
    pub title: Option<Wording>,
    /// The division code of the county; none for what several counties share.
    pub division: Option<String>,
    /// Where the division code is written.
    pub(crate) division_place: Option<Place>,
    /// The pack that this one extends.
    pub extends: Option<Located<String>>,
    /// The text of the plan, a path in the pack.
    pub plan: Option<Located<String>>,
}

/// Reads a manifest. What could be read is given even if something else is wrong; only broken TOML gives nothing.
pub(crate) fn read(file: &str, text: &str) -> (Option<Manifest>, Vec<Problem>) {
    let reader = match Reader::new(file, text) {
        Ok(reader) => reader,
        Err(problems) => return (None, problems),
    };
    let root = reader.root();
    root.required_schema(1);
    let (division, division_place) = division(&root).unzip();
    let manifest = Manifest {
        name: name(&root),
        title: root.required("title"),
        division,
        division_place,
        extends: root.optional("extends"),
        plan: inside(&root, "plan"),
    };
    (Some(manifest), reader.finish())
}

/// A path that stays inside the pack.
pub(crate) fn inside(table: &Table<'_>, key: &'static str) -> Option<Located<String>> {
    let path = table.optional::<Located<String>>(key)?;
    if is_inside(&path.value) {
        return Some(path);
    }
    table.problem(Fault::OutsidePack { path: path.value }.at(path.place));
    None
}

fn name(root: &Table<'_>) -> String {
    let Some(name) = root.required::<Located<String>>("name") else { return String::new() };
    if !is_id(&name.value) {
        root.problem(Fault::IdShape { id: name.value.clone() }.at(name.place));
    }
    name.value
}

fn division(root: &Table<'_>) -> Option<(String, Place)> {
    let written = root.optional::<Located<String>>("division")?;
    match division_code(&written.value) {
        Ok(code) if code.level() == DivisionLevel::Street => {
            root.problem(Fault::DivisionLevel.at(written.place));
            None
        }
        Ok(code) => Some((code.canonical(), written.place)),
        Err(fault) => {
            root.problem(fault.at(written.place));
            None
        }
    }
}

/// A division code, or what is wrong with it.
pub(crate) fn division_code(written: &str) -> Result<DivisionCode, Fault> {
    // The shape of a division code does not depend on the day it is read.
    let context = Context::on(date(2000, 1, 1));
    kernel::identifier::read(written, context).map_err(|_| {
        let reading = parse(Scheme::DivisionCode, written, context);
        let remedy = reading.remedy.unwrap_or_else(|| Wording::new("请核对", "check it"));
        Fault::Division { what: reading.what, remedy }
    })
}
