//! What the seed tables say together: ids, names, references, circles.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::Place;
use kernel::declaration::nearest;

use super::{Answer, Body, Member, Seeds, folded};
use crate::fault::Fault;
use crate::manifest::division_code;
use crate::pack::Pack;
use crate::table::Notes;

/// Notes every rule that is broken between the rows.
pub(super) fn check(pack: &Pack, seeds: &Seeds, wholes: Wholes, notes: &mut Notes) {
    let check = Check { pack, seeds, wholes };
    check.ids(notes);
    check.names(notes);
    check.references(notes);
    check.circles(notes);
    check.divisions(notes);
    check.members_once(notes);
    check.quotes(notes);
    check.findings(notes);
}

/// Whether all rows of a table were read; none if there is no such table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wholes {
    pub(super) bodies: Option<bool>,
    pub(super) groups: Option<bool>,
}

struct Check<'p> {
    pack: &'p Pack,
    seeds: &'p Seeds,
    wholes: Wholes,
}

impl Check<'_> {
    /// Bodies and groups share their ids, because an alias may name either.
    fn ids(&self, notes: &mut Notes) {
        let bodies = self.seeds.bodies.iter().map(|body| (&body.id, "seed/bodies.csv", body.line));
        let groups = self.seeds.groups.iter().map(|group| (&group.id, "seed/groups.csv", group.line));
        let mut seen = BTreeMap::new();
        for (id, file, line) in bodies.chain(groups) {
            match seen.get(id) {
                Some(first) => {
                    notes.add(&Fault::IdTwice { id: id.clone(), line: *first }, self.place(file, line, "id"));
                }
                None => {
                    seen.insert(id, line);
                }
            }
        }
    }

    /// A name leads to one body or group only.
    fn names(&self, notes: &mut Notes) {
        let bodies =
            self.seeds.bodies.iter().map(|body| (&body.name, &body.id, "seed/bodies.csv", body.line, "name"));
        let groups = self
            .seeds
            .groups
            .iter()
            .map(|group| (&group.name, &group.id, "seed/groups.csv", group.line, "name"));
        let aliases = self
            .seeds
            .aliases
            .iter()
            .map(|alias| (&alias.alias, &alias.body, "seed/aliases.csv", alias.line, "alias"));
        let mut seen: BTreeMap<String, (&String, usize)> = BTreeMap::new();
        for (name, id, file, line, column) in bodies.chain(groups).chain(aliases) {
            let folded = folded(name);
            match seen.get(&folded) {
                Some((_, first)) => {
                    let fault = Fault::NameTwice { name: name.clone(), line: *first };
                    notes.add(&fault, self.place(file, line, column));
                }
                None => {
                    seen.insert(folded, (id, line));
                }
            }
        }
    }

    /// Every id that a row refers to is the id of a row. What a table that was not read to the end would hold is not
    /// missed row by row: what is wrong with that table has been told.
    fn references(&self, notes: &mut Notes) {
        let (has_bodies, mut has_groups) =
            (self.wholes.bodies != Some(false), self.wholes.groups != Some(false));
        if let (None, Some(member)) = (self.wholes.groups, self.seeds.members.first()) {
            let file = "seed/groups.csv".to_owned();
            notes.add(&Fault::MissingFile { file }, self.place("seed/members.csv", member.line, "group"));
            has_groups = false;
        }
        let bodies: Vec<&str> = self.seeds.bodies.iter().map(|body| body.id.as_str()).collect();
        let groups: Vec<&str> = self.seeds.groups.iter().map(|group| group.id.as_str()).collect();
        let all: Vec<&str> = bodies.iter().chain(&groups).copied().collect();
        let mut refer = |id: &str, known: &[&str], file: &str, line: usize, column: &str| {
            if !known.contains(&id) {
                let nearest = nearest(id, known.iter().copied()).map(str::to_owned);
                notes.add(&Fault::Dangling { id: id.to_owned(), nearest }, self.place(file, line, column));
            }
        };
        for body in self.seeds.bodies.iter().filter(|_| has_bodies) {
            if let Some(parent) = &body.parent {
                refer(parent, &bodies, "seed/bodies.csv", body.line, "parent");
            }
        }
        for alias in self.seeds.aliases.iter().filter(|_| has_bodies && has_groups) {
            refer(&alias.body, &all, "seed/aliases.csv", alias.line, "body");
        }
        for member in &self.seeds.members {
            if has_groups {
                refer(&member.group, &groups, "seed/members.csv", member.line, "group");
            }
            if has_bodies {
                refer(&member.body, &bodies, "seed/members.csv", member.line, "body");
            }
        }
    }

    /// Nobody is a part of itself. Each circle is noted once, at its first row.
    fn circles(&self, notes: &mut Notes) {
        let parents: BTreeMap<&str, &Body> =
            self.seeds.bodies.iter().map(|body| (body.id.as_str(), body)).collect();
        for body in &self.seeds.bodies {
            let mut path = vec![body];
            while let Some(parent) = path.last().and_then(|last| parents.get(last.parent.as_deref()?)) {
                if std::ptr::eq(*parent, body) {
                    if path.iter().all(|other| body.line <= other.line) {
                        let ids: Vec<&str> =
                            path.iter().chain([&body]).map(|body| body.id.as_str()).collect();
                        let fault = Fault::CircularParents { path: ids.join(" → ") };
                        notes.add(&fault, self.place("seed/bodies.csv", body.line, "parent"));
                    }
                    break;
                }
                // A circle that this body leads into but does not lie on.
                if path.iter().any(|other| std::ptr::eq(*other, *parent)) {
                    break;
                }
                path.push(parent);
            }
        }
    }

    /// The streets of a county lie in it.
    fn divisions(&self, notes: &mut Notes) {
        let county = self.pack.manifest.division.as_deref().and_then(|code| division_code(code).ok());
        for body in &self.seeds.bodies {
            let Some(written) = &body.division else { continue };
            let place = self.place("seed/bodies.csv", body.line, "division");
            match (division_code(written), &county) {
                (Err(fault), _) => notes.add(&fault, place),
                (Ok(division), Some(county)) if !division.is_within(county) => {
                    let of = county.as_str().to_owned();
                    notes.add(&Fault::DivisionElsewhere { division: written.clone(), of }, place);
                }
                _ => {}
            }
        }
    }

    /// A body is a member of a group once at a time.
    fn members_once(&self, notes: &mut Notes) {
        let mut seen: BTreeMap<(&str, &str), Vec<&Member>> = BTreeMap::new();
        for member in &self.seeds.members {
            let same = seen.entry((&member.group, &member.body)).or_default();
            if let Some(first) = same.iter().find(|first| overlap(first, member)) {
                let fault = Fault::MemberTwice { line: first.line };
                notes.add(&fault, self.place("seed/members.csv", member.line, "body"));
            }
            same.push(member);
        }
    }

    /// An answer quotes the plan exactly.
    fn quotes(&self, notes: &mut Notes) {
        let Ok(Some(plan)) = self.pack.plan_text() else { return };
        let is_strange =
            |answer: &&Answer| answer.quote.as_ref().is_some_and(|quote| !plan.text.contains(quote));
        for answer in self.seeds.answers.iter().filter(is_strange) {
            notes.add(&Fault::QuoteNotFound, self.place("seed/answers.csv", answer.line, "quote"));
        }
    }

    /// An answer is kept under the code of a finding; under any other nobody would ever see it.
    fn findings(&self, notes: &mut Notes) {
        // Words to watch for that cannot be read are told where they stand.
        let Ok(watch) = self.pack.watch() else { return };
        let known = plan::finding_codes(&watch);
        for answer in self.seeds.answers.iter().filter(|answer| !known.contains(&answer.finding.as_str())) {
            let nearest = nearest(&answer.finding, known.iter().copied()).map(str::to_owned);
            let fault = Fault::UnknownFinding { written: answer.finding.clone(), nearest };
            notes.add(&fault, self.place("seed/answers.csv", answer.line, "finding"));
        }
    }

    fn place(&self, file: &str, line: usize, column: &str) -> Place {
        self.pack.files.place(file).at_line(line).at_field(column)
    }
}

/// Whether two periods share a day; a bound that is not known is open.
fn overlap(left: &Member, right: &Member) -> bool {
    let before = |to: Option<Date>, from: Option<Date>| to.zip(from).is_some_and(|(to, from)| to <= from);
    !before(left.valid_to, right.valid_from) && !before(right.valid_to, left.valid_from)
}
