use form::{Field, Kind};
use kernel::declaration::{Located, Table};

use super::Importing;
use crate::declaration::{Fault, Names, Use, one};

/// The most names of the column of one field.
const HEADS_MAX: usize = 20;

/// Reads the table `import` of a declaration.
pub(crate) fn importing(root: &Table<'_>, names: &Names<'_>) -> Importing {
    let Some(table) = root.optional_table("import") else { return Importing::default() };
    let since: Option<Located<String>> = table.optional("since");
    let since = since.and_then(|id| {
        let name = one(&table, names, &id, ("since", Use::Import))?;
        let is_day = |field: &Field| field.kind == Kind::Date && !field.many;
        if names.field(&name).is_some_and(|field| !is_day(field)) {
            table.problem(Fault::OfOtherKind { id: &name, key: "since" }.at(id.place.clone()));
        }
        Some(name)
    });
    let mut importing = Importing { since, ..Importing::default() };
    let Some(heads) = table.optional_table("heads") else { return importing };
    for (field, item) in heads.entries() {
        let id = Located { value: field.to_owned(), place: item.place() };
        one(&heads, names, &id, ("heads", Use::Import));
        let Some(list) = item.as_list() else { continue };
        if list.len() > HEADS_MAX {
            heads.problem(Fault::TooMany { list: "heads", max: HEADS_MAX }.at(item.place()));
        }
        let titles = list.iter().filter_map(|item| item.as_str()).map(str::to_owned).collect();
        importing.heads.insert(field.to_owned(), titles);
    }
    importing
}
