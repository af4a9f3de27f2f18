//! What the seeds say of the bodies and questions of a plan, in types of its own: reading a plan asks for names.

use jiff::civil::Date;
use kernel::Place;

use crate::records::SeedRow;

/// Bodies, their names, groups with their members, and answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seeds {
    /// The bodies.
    pub bodies: Vec<Body>,
    /// Further names of bodies.
    pub aliases: Vec<Alias>,
    /// Words that stand for several bodies.
    pub groups: Vec<Group>,
    /// Which bodies belong to which group.
    pub members: Vec<Member>,
    /// What somebody has decided about a finding.
    pub answers: Vec<Answer>,
}

/// An organisation, office or place that can own a duty, or is named in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// A stable name.
    pub id: String,
    /// The name as the plan or the source writes it.
    pub name: String,
    /// What it is: a code of the table `body-kind`.
    pub kind: String,
    /// The division code of a street or town.
    pub division: Option<String>,
    /// Where the seed says so.
    pub place: Place,
}

/// A further name of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The id of the body.
    pub body: String,
    /// The name.
    pub alias: String,
    /// Where the seed says so.
    pub place: Place,
}

/// A word that stands for several bodies, such as 各街道.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// A stable name.
    pub id: String,
    /// The word.
    pub name: String,
    /// Other words for the same.
    pub aliases: Vec<String>,
    /// Where the seed says so.
    pub place: Place,
}

/// A body that belongs to a group for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The id of the group.
    pub group: String,
    /// The id of the body.
    pub body: String,
    /// The first day; none if not known.
    pub valid_from: Option<Date>,
    /// The first day it no longer belongs; none if open or not known.
    pub valid_to: Option<Date>,
}

/// What somebody has decided about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The code of the finding.
    pub finding: String,
    /// The words of the plan it is about; none for every finding with this code.
    pub quote: Option<String>,
    /// The decision.
    pub answer: String,
    /// Who decided.
    pub decided_by: String,
    /// When.
    pub decided_on: Date,
    /// Why.
    pub reason: String,
    /// Where the seed says so.
    pub place: Place,
}

/// Who a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner<'s> {
    /// One body.
    Body(&'s Body),
    /// A group.
    Group(&'s Group),
}

impl Seeds {
    /// The ledgers it is read from.
    pub const LEDGERS: [&'static str; 5] = ["bodies", "body-aliases", "groups", "group-members", "answers"];

    /// What the rows of these ledgers say. A row that lacks what a ledger of another pack no longer asks for is left out.
    pub fn of<'r>(rows: impl Fn(&str) -> &'r [SeedRow]) -> Seeds {
        let [bodies, aliases, groups, members, answers] = Seeds::LEDGERS;
        Seeds {
            bodies: rows(bodies).iter().filter_map(body).collect(),
            aliases: rows(aliases).iter().filter_map(alias).collect(),
            groups: rows(groups).iter().filter_map(group).collect(),
            members: rows(members).iter().filter_map(member).collect(),
            answers: rows(answers).iter().filter_map(answer).collect(),
        }
    }

    /// The body or group of a name as a plan writes it: by its name or by a further name, never by likeness.
    pub fn resolve(&self, name: &str) -> Option<Owner<'_>> {
        let name = folded(name);
        let body = |id: &str| self.bodies.iter().find(|body| body.id == id).map(Owner::Body);
        let alias = || self.aliases.iter().find(|alias| folded(&alias.alias) == name);
        let named = self.bodies.iter().find(|body| folded(&body.name) == name).map(Owner::Body);
        let group = || self.groups.iter().find(|group| group.names().any(|known| folded(known) == name));
        named.or_else(|| group().map(Owner::Group)).or_else(|| body(&alias()?.body))
    }

    /// The bodies of a group on a day; a bound that is not known does not exclude.
    pub fn members_on(&self, group: &str, day: Date) -> Vec<&Body> {
        let holds = |member: &&Member| {
            member.group == group
                && member.valid_from.is_none_or(|from| from <= day)
                && member.valid_to.is_none_or(|to| day < to)
        };
        let body = |member: &Member| self.bodies.iter().find(|body| body.id == member.body);
        self.members.iter().filter(holds).filter_map(body).collect()
    }

    /// Every name in use, for suggestions.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let bodies = self.bodies.iter().map(|body| body.name.as_str());
        let groups = self.groups.iter().flat_map(Group::names);
        bodies.chain(groups).chain(self.aliases.iter().map(|alias| alias.alias.as_str()))
    }
}

impl Group {
    /// The word and the other words.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// A name without regard to the width of its brackets and to blanks: （ and ( are the same bracket.
pub(super) fn folded(name: &str) -> String {
    let fold = |c| match c {
        '（' => '(',
        '）' => ')',
        other => other,
    };
    name.chars().filter(|c| !c.is_whitespace()).map(fold).collect()
}

fn text(row: &SeedRow, field: &str) -> Option<String> {
    row.text(field).map(str::to_owned)
}

fn body(row: &SeedRow) -> Option<Body> {
    let (id, name, kind) = (text(row, "id")?, text(row, "name")?, text(row, "kind")?);
    Some(Body { id, name, kind, division: text(row, "division"), place: row.place.clone() })
}

fn alias(row: &SeedRow) -> Option<Alias> {
    Some(Alias { body: text(row, "body")?, alias: text(row, "alias")?, place: row.place.clone() })
}

fn group(row: &SeedRow) -> Option<Group> {
    let aliases = row.texts("aliases").map(str::to_owned).collect();
    Some(Group { id: text(row, "id")?, name: text(row, "name")?, aliases, place: row.place.clone() })
}

fn member(row: &SeedRow) -> Option<Member> {
    let (group, body) = (text(row, "group")?, text(row, "body")?);
    Some(Member { group, body, valid_from: row.valid_from, valid_to: row.valid_to })
}

fn answer(row: &SeedRow) -> Option<Answer> {
    Some(Answer {
        finding: text(row, "finding")?,
        quote: text(row, "quote"),
        answer: text(row, "answer")?,
        decided_by: text(row, "decided_by")?,
        decided_on: row.text("decided_on")?.parse().ok()?,
        reason: text(row, "reason")?,
        place: row.place.clone(),
    })
}
