//! The seed tables of a county: CSV files that a database loads once.

mod check;
mod read;

use jiff::civil::Date;

pub(crate) use read::{TABLES, read};

/// Everything a database loads once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seeds {
    /// The bodies.
    pub bodies: Vec<Body>,
    /// Further names of bodies and groups.
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
    /// What it is.
    pub kind: BodyKind,
    /// The division code of a street or town.
    pub division: Option<String>,
    /// The body it is a part of.
    pub parent: Option<String>,
    /// The first day it exists under this name; none if not known.
    pub valid_from: Option<Date>,
    /// The first day it no longer does; none if open or not known.
    pub valid_to: Option<Date>,
    /// Where the fact was read.
    pub source: Option<String>,
    /// What else to know.
    pub note: Option<String>,
    /// The line of its table.
    pub line: usize,
}

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BodyKind {
    /// A body of the Party.
    Party,
    /// A department of the government, or a branch of a higher one.
    Department,
    /// A public institution (事业单位).
    Institution,
    /// A court or procuratorate; never assessed by the government.
    Judicial,
    /// A leading group (议事协调机构).
    LeadingGroup,
    /// An office within another body.
    Office,
    /// An industrial park or development zone; the place, not its management.
    Park,
    /// A street office.
    Street,
    /// A town or township.
    Town,
    /// An association, committee or other social organization.
    Society,
    /// A company or bank.
    Company,
    /// A party outside the county, which can be invited and not ordered.
    Outside,
}

impl BodyKind {
    /// The codes of the table.
    pub const CODES: [(&'static str, BodyKind); 12] = [
        ("party", BodyKind::Party),
        ("department", BodyKind::Department),
        ("institution", BodyKind::Institution),
        ("judicial", BodyKind::Judicial),
        ("leading-group", BodyKind::LeadingGroup),
        ("office", BodyKind::Office),
        ("park", BodyKind::Park),
        ("street", BodyKind::Street),
        ("town", BodyKind::Town),
        ("society", BodyKind::Society),
        ("company", BodyKind::Company),
        ("outside", BodyKind::Outside),
    ];
}

/// A further name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The id of the body or group.
    pub body: String,
    /// The name.
    pub alias: String,
    /// Where it was read.
    pub source: Option<String>,
    /// The line of its table.
    pub line: usize,
}

/// A word that stands for several bodies, such as 各街道.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// A stable name, different from that of every body.
    pub id: String,
    /// The word.
    pub name: String,
    /// Where it was read.
    pub source: Option<String>,
    /// What else to know.
    pub note: Option<String>,
    /// The line of its table.
    pub line: usize,
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
    /// Where it was read.
    pub source: Option<String>,
    /// The line of its table.
    pub line: usize,
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
    /// The line of its table.
    pub line: usize,
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
    /// The body or group of a name as a plan writes it: by its name or by a further name, never by likeness.
    pub fn resolve(&self, name: &str) -> Option<Owner<'_>> {
        let name = folded(name);
        let alias = || self.aliases.iter().find(|alias| folded(&alias.alias) == name);
        let named = self.bodies.iter().find(|body| folded(&body.name) == name).map(Owner::Body);
        let group = || self.groups.iter().find(|group| folded(&group.name) == name).map(Owner::Group);
        named.or_else(group).or_else(|| self.owner(&alias()?.body))
    }

    /// The body or group with this id.
    pub fn owner(&self, id: &str) -> Option<Owner<'_>> {
        let body = self.bodies.iter().find(|body| body.id == id).map(Owner::Body);
        body.or_else(|| self.groups.iter().find(|group| group.id == id).map(Owner::Group))
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
        let groups = self.groups.iter().map(|group| group.name.as_str());
        bodies.chain(groups).chain(self.aliases.iter().map(|alias| alias.alias.as_str()))
    }
}

/// A name without regard to the width of its brackets and to blanks: （ and ( are the same bracket.
fn folded(name: &str) -> String {
    let fold = |c| match c {
        '（' => '(',
        '）' => ')',
        other => other,
    };
    name.chars().filter(|c| !c.is_whitespace()).map(fold).collect()
}
