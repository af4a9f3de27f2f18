//! Who can be next on a list: which conditions a firm meets today, and which it does not.

use std::collections::BTreeSet;

use form::Fields;
use jiff::civil::Date;

use super::lists::Standing;
use super::ready::is_by_hand;
use super::{CULTIVATIONS, Known, day, shares, text};

/// A firm that is built up for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The firm.
    pub firm: String,
    /// The body that helps it.
    pub body: Option<String>,
    /// The record by which it is built up.
    pub record: String,
    /// The conditions that are met, with the day until which they are.
    pub met: Vec<(String, Option<Date>)>,
    /// The conditions that are missing.
    pub missing: Vec<String>,
    /// The conditions of which it cannot be told: the list has no data, or the actor does not see enough of it.
    pub unknown: Vec<String>,
    /// The conditions that no ledger tells: somebody has to look.
    pub by_hand: Vec<String>,
    /// What else the record says is missing.
    pub also_missing: Option<String>,
    /// What is done next.
    pub next: Option<String>,
}

impl Known<'_> {
    /// Who is built up for a list and not on it.
    pub(super) fn candidates(&self, goal: &str, fields: &Fields, counted: &BTreeSet<&str>) -> Vec<Candidate> {
        let is_open = |it: &&(String, Fields)| {
            shares(fields, "targets", &it.1, "target")
                && !it.1.contains_key("outcome")
                && !it.1.contains_key("left_on")
        };
        let open = self.cultivations.iter().filter(is_open);
        let mut candidates: Vec<Candidate> = open
            .filter_map(|(key, record)| self.candidate(goal, key, &self.seen(CULTIVATIONS, record)?))
            .filter(|candidate| !counted.contains(candidate.firm.as_str()))
            .collect();
        candidates.sort_by(|left, right| {
            (left.missing.len(), &left.record).cmp(&(right.missing.len(), &right.record))
        });
        candidates
    }

    fn candidate(&self, goal: &str, key: &str, record: &Fields) -> Option<Candidate> {
        let owned = |id: &str| text(record, id).map(str::to_owned);
        let mut candidate = Candidate {
            firm: owned("enterprise")?,
            body: owned("body"),
            record: key.to_owned(),
            met: Vec::new(),
            missing: Vec::new(),
            unknown: Vec::new(),
            by_hand: Vec::new(),
            also_missing: owned("missing"),
            next: owned("measures"),
        };
        for condition in self.conditions_of(goal) {
            let title = text(condition, "title").unwrap_or_default().to_owned();
            match self.standing(condition, &candidate.firm) {
                Standing::Met(until) => candidate.met.push((title, until)),
                Standing::Missing => candidate.missing.push(title),
                Standing::Unknown => candidate.unknown.push(title),
                Standing::ByHand => candidate.by_hand.push(title),
            }
        }
        Some(candidate)
    }

    fn standing(&self, condition: &Fields, firm: &str) -> Standing {
        if is_by_hand(condition) {
            return Standing::ByHand;
        }
        match text(condition, "on_list") {
            Some(list) => self.lists.stands(list, firm),
            None => self.held(condition, firm).map_or(Standing::Missing, Standing::Met),
        }
    }

    /// Whether a firm has a title or segment of a condition today, as far as the actor sees, and until when; the latest day of several.
    fn held(&self, condition: &Fields, firm: &str) -> Option<Option<Date>> {
        let (ledger, records, kind, asked) = self.told_by(condition);
        let of_firm = records.iter().filter(|(_, it)| text(it, "enterprise") == Some(firm));
        let seen = of_firm.filter_map(|(_, it)| self.seen(ledger, it));
        let holding = seen.filter(|it| shares(condition, asked, it, kind) && self.holds_today(it));
        let untils: Vec<Option<Date>> = holding.map(|it| day(&it, "until")).collect();
        if untils.is_empty() {
            return None;
        }
        Some(
            untils.iter().copied().collect::<Option<Vec<Date>>>().and_then(|untils| untils.into_iter().max()),
        )
    }
}
