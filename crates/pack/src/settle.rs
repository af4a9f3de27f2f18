//! Which findings of a plan the pack has settled: by the members of a group, or by an answer somebody gave.

use plan::Finding;

use crate::seed::{Answer, Owner, Seeds};

/// The code of the question who belongs to a group; the members of a pack are its answer.
const GROUP_WITHOUT_MEMBERS: &str = "group-without-members";

/// A finding with what the pack says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled<'p> {
    /// The finding.
    pub finding: &'p Finding,
    /// What somebody has decided; none if it is still open.
    pub answer: Option<&'p Answer>,
}

impl Settled<'_> {
    /// Whether nobody has answered it yet.
    pub fn is_open(&self) -> bool {
        self.answer.is_none()
    }
}

/// The findings in their order, each with its answer. A group whose members the pack lists is not asked about any more.
///
/// An answer counts for findings with its code whose quote holds its words, or for every finding with its code if it
/// quotes nothing. Of several answers the one that quotes most counts, of those the latest.
pub fn settle<'p>(findings: &'p [Finding], seeds: &'p Seeds) -> Vec<Settled<'p>> {
    let asked = findings.iter().filter(|finding| !has_members(finding, seeds));
    asked.map(|finding| Settled { finding, answer: answer(finding, seeds) }).collect()
}

fn has_members(finding: &Finding, seeds: &Seeds) -> bool {
    finding.code == GROUP_WITHOUT_MEMBERS
        && matches!(seeds.resolve(&finding.quote), Some(Owner::Group(group))
            if seeds.members.iter().any(|member| member.group == group.id))
}

fn answer<'p>(finding: &Finding, seeds: &'p Seeds) -> Option<&'p Answer> {
    let quoted = |answer: &Answer| answer.quote.as_ref().map_or(0, String::len);
    let is_meant = |answer: &&Answer| {
        let quote = answer.quote.as_deref();
        answer.finding == finding.code && quote.is_none_or(|quote| finding.quote.contains(quote))
    };
    let meant = seeds.answers.iter().filter(is_meant);
    meant.max_by_key(|answer| (quoted(answer), answer.decided_on, &answer.place))
}
