//! Firms that could be put forward and that nobody builds up yet: those that meet every condition which ledgers can tell. They are found
//! as sets, condition by condition; no firm is looked at by itself.

use std::collections::BTreeSet;

use form::{Fields, Value};

use super::{Known, SEGMENTS, TITLES, shares, text};

/// Records with their keys.
type Records = [(String, Fields)];

/// The fields of a condition by which a ledger tells whether it is met.
const TOLD_BY: [&str; 3] = ["on_list", "titles", "segments"];

/// Whether a condition is one that no ledger tells: it says so, or names nothing by which one could.
pub(super) fn is_by_hand(condition: &Fields) -> bool {
    condition.get("by_hand") == Some(&Value::Flag(true))
        || TOLD_BY.iter().all(|id| !condition.contains_key(*id))
}

impl<'k> Known<'k> {
    /// The conditions of a goal.
    pub(super) fn conditions_of(&self, goal: &str) -> impl Iterator<Item = &'k Fields> {
        let conditions = self.conditions.iter().filter(move |(_, it)| text(it, "goal") == Some(goal));
        conditions.map(|(_, condition)| condition)
    }

    /// The firms that meet all conditions of a goal which ledgers can tell, without those given and those that are or were built up for
    /// it with success; and what nobody but people can tell.
    pub(super) fn ready(
        &self,
        goal: &str,
        fields: &Fields,
        without: &BTreeSet<&str>,
    ) -> (Vec<String>, Vec<String>) {
        let (by_hand, told): (Vec<&Fields>, Vec<&Fields>) =
            self.conditions_of(goal).partition(|condition| is_by_hand(condition));
        let by_hand = by_hand.iter().filter_map(|condition| text(condition, "title").map(str::to_owned));
        let meeting = told.iter().map(|condition| self.meeting(condition));
        let meeting = meeting.reduce(|left, right| left.intersection(&right).cloned().collect());
        let built_up = self.built_up(fields);
        let is_new = |firm: &String| !without.contains(firm.as_str()) && !built_up.contains(firm.as_str());
        (meeting.unwrap_or_default().into_iter().filter(is_new).collect(), by_hand.collect())
    }

    /// The firms that a pool leads to and that are there already: they are in one of its segments today.
    pub(super) fn there(&self, goal: &Fields) -> BTreeSet<String> {
        if goal.contains_key("segments") { self.holding(goal, "segments") } else { BTreeSet::new() }
    }

    /// By what a condition is told that is no list: the ledger with its records, the field there, and that of the condition.
    pub(super) fn told_by(
        &self,
        condition: &Fields,
    ) -> (&'static str, &'k Records, &'static str, &'static str) {
        match condition.contains_key("titles") {
            true => (TITLES, self.titles, "kind", "titles"),
            false => (SEGMENTS, self.segments, "segment", "segments"),
        }
    }

    /// The firms that meet a condition, as far as the actor sees it.
    fn meeting(&self, condition: &Fields) -> BTreeSet<String> {
        match text(condition, "on_list") {
            Some(list) => self.lists.firms(list),
            None => self.holding(condition, self.told_by(condition).3),
        }
    }

    /// The firms that have one of the titles or segments today that a field asks for.
    fn holding(&self, asking: &Fields, asked: &str) -> BTreeSet<String> {
        let (ledger, records, kind) = match asked {
            "titles" => (TITLES, self.titles, "kind"),
            _ => (SEGMENTS, self.segments, "segment"),
        };
        let holds = |record: &Fields| shares(asking, asked, record, kind) && self.holds_today(record);
        let records = records.iter().filter(|(_, record)| holds(record));
        let seen = records.filter_map(|(_, record)| self.seen(ledger, record)).filter(|record| holds(record));
        seen.filter_map(|record| text(&record, "enterprise").map(str::to_owned)).collect()
    }

    /// The firms that are built up for one of the targets of a goal, or reached it, whoever sees that.
    fn built_up(&self, goal: &Fields) -> BTreeSet<&'k str> {
        let goes_on = |record: &&'k (String, Fields)| {
            shares(goal, "targets", &record.1, "target")
                && match text(&record.1, "outcome") {
                    Some(outcome) => outcome == "reached",
                    None => !record.1.contains_key("left_on"),
                }
        };
        let records = self.cultivations.iter().filter(goes_on);
        records.filter_map(|(_, record)| text(record, "enterprise")).collect()
    }
}
