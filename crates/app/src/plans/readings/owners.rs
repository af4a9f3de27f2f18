use kernel::{Problem, Wording};
use plan::Meant;

use super::rows::{Look, at};

/// Who leads and who shares, as written.
#[derive(Clone, Copy)]
pub(super) struct Owners<'o> {
    pub(super) lead: &'o [String],
    pub(super) responsible: &'o [String],
}

/// What is wrong with who is said to lead and share, where others were read.
pub(super) fn owners(look: &Look<'_>, line: usize, read: Owners<'_>, said: Owners<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let problem = |field: &str, code: &str, what: (String, String), remedy: (&str, &str)| {
        let (what, remedy) = (Wording::new(what.0, what.1), Wording::new(remedy.0, remedy.1));
        Problem::error(code, at(line, field), what, remedy)
    };
    if said.lead.is_empty() && !read.lead.is_empty() {
        let what = ("牵头单位空着".to_owned(), "nobody leads".to_owned());
        let remedy = ("请写明牵头单位；照原文的写法", "say who leads, as the plan writes it");
        problems.push(problem("lead", "missing-field", what, remedy));
    }
    let is_new = |name: &&String| !read.lead.contains(name) && !read.responsible.contains(name);
    let is_unknown = |name: &&String| look.names.meant(name) == Meant::Unknown;
    for (field, named) in [("lead", said.lead), ("responsible", said.responsible)] {
        for name in named.iter().filter(is_new).filter(is_unknown) {
            let what = (format!("台账里没有“{name}”"), format!("no ledger knows {name}"));
            let remedy = (
                "请照单位名称或别名的写法，或先在“单位别名”登记",
                "write a name of the bodies, or enter it among their names first",
            );
            problems.push(problem(field, "unknown-body", what, remedy));
        }
    }
    for name in said.lead.iter().filter(|name| said.responsible.contains(name)) {
        let what = (format!("“{name}”既牵头又是责任单位"), format!("{name} both leads and shares"));
        problems.push(problem("responsible", "named-twice", what, ("请只留一处", "leave one of them")));
    }
    problems
}
