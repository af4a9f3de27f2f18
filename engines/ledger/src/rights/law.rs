use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::{Place, Wording};

use super::rule::{Link, RightRule, RuleKind};

/// One version of a statute with what it lets follow from records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightLaw {
    /// A stable name, the same as its folder.
    pub id: String,
    /// What the statute is called.
    pub title: Wording,
    /// The day this version took effect.
    pub in_force: Date,
    /// Which periods that were already running it governs.
    pub transition: RightTransition,
    /// Where the text was read.
    pub source: String,
    /// The rules.
    pub rules: Vec<RightRule>,
    /// Where it is declared.
    pub place: Place,
}

/// Which periods that were running when a version took effect it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RightTransition {
    /// Those only that started on or after that day.
    StartEvent,
    /// All that had not ended.
    InForce,
    /// It is not known; both answers are shown.
    Unknown,
}

/// Every version of every statute on rights; the versions in the order in which they took effect.
#[derive(Debug, Clone, Default)]
pub struct RightLaws {
    statutes: BTreeMap<String, Vec<RightLaw>>,
}

/// A rule in the version that governs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Governing<'l> {
    pub(super) law: &'l RightLaw,
    pub(super) rule: &'l RightRule,
    /// No version that held on the first day is on record; this one is the earliest that is.
    pub(super) is_later: bool,
    /// A later version whose effect on what was running is not known.
    pub(super) perhaps: Option<(&'l RightLaw, &'l RightRule)>,
}

impl RightLaws {
    /// The versions put in order.
    pub fn new(laws: impl IntoIterator<Item = RightLaw>) -> Self {
        let mut statutes: BTreeMap<String, Vec<RightLaw>> = BTreeMap::new();
        for law in laws {
            statutes.entry(law.id.clone()).or_default().push(law);
        }
        for versions in statutes.values_mut() {
            versions.sort_by_key(|law| law.in_force);
        }
        RightLaws { statutes }
    }

    /// Every version of every statute.
    pub fn iter(&self) -> impl Iterator<Item = &RightLaw> {
        self.statutes.values().flatten()
    }

    /// Whether anything follows from the records of a ledger.
    pub fn concern(&self, ledger: &str) -> bool {
        self.iter().flat_map(|law| &law.rules).any(|rule| rule.ledger == ledger)
    }

    /// Whether a fee for each year follows from the records of a ledger: it counts as paid if the register has the right later.
    pub fn has_annuities(&self, ledger: &str) -> bool {
        let is_annuity =
            |rule: &RightRule| rule.ledger == ledger && matches!(rule.kind, RuleKind::Annuity(_));
        self.iter().flat_map(|law| &law.rules).any(is_annuity)
    }

    /// The ledgers from whose records something follows.
    pub fn ledgers(&self) -> BTreeSet<&str> {
        self.iter().flat_map(|law| &law.rules).map(|rule| rule.ledger.as_str()).collect()
    }

    /// What the rules on a ledger look at in others.
    pub fn links(&self, ledger: &str) -> BTreeSet<&Link> {
        let rules = self.iter().flat_map(|law| &law.rules).filter(|rule| rule.ledger == ledger);
        rules.flat_map(RightRule::links).collect()
    }

    /// The ledgers whose records change what follows from those of another: that other, and by which link.
    pub fn linked_from(&self, ledger: &str) -> BTreeSet<(&str, &Link)> {
        let rules = self.iter().flat_map(|law| &law.rules);
        let links = rules.flat_map(|rule| rule.links().into_iter().map(|link| (rule.ledger.as_str(), link)));
        links.filter(|(_, link)| link.ledger == ledger).collect()
    }

    /// The fields that a rule on a ledger looks at, in any of its versions: each with its ledger.
    pub fn reads(&self, ledger: &str, id: &str) -> BTreeSet<(&str, &str)> {
        let on_ledger = || self.iter().flat_map(|law| &law.rules).filter(|rule| rule.ledger == ledger);
        let has_years = on_ledger().any(|rule| rule.id == id && matches!(rule.kind, RuleKind::Annuity(_)));
        // How many years there are to pay for is told by the term.
        let is_term = |rule: &RightRule| has_years && matches!(rule.kind, RuleKind::Term(_));
        on_ledger().filter(|rule| rule.id == id || is_term(rule)).flat_map(RightRule::reads).collect()
    }

    /// The most months that a time of grace has in which something can still be done.
    pub fn grace_months_max(&self) -> u32 {
        let rules = self.iter().flat_map(|law| &law.rules);
        rules.map(RightRule::grace_months).max().unwrap_or(0)
    }

    /// The statute and the id of every rule on a ledger; each once, however many versions have it.
    pub(super) fn rules(&self, ledger: &str) -> Vec<(&str, &str)> {
        let mut rules: Vec<(&str, &str)> = Vec::new();
        for law in self.iter() {
            for rule in law.rules.iter().filter(|rule| rule.ledger == ledger) {
                if !rules.contains(&(&law.id, &rule.id)) {
                    rules.push((&law.id, &rule.id));
                }
            }
        }
        rules
    }

    /// The version of a rule that governs what started on a day: that of the day, unless a later one that took effect before
    /// the end says that it governs what was running.
    pub(super) fn governing(
        &self,
        (statute, id): (&str, &str),
        start: Date,
        end: impl Fn(&RightRule) -> Option<Date>,
    ) -> Option<Governing<'_>> {
        let versions = self.statutes.get(statute)?;
        let having =
            versions.iter().filter_map(|law| Some((law, law.rules.iter().find(|rule| rule.id == id)?)));
        let having: Vec<(&RightLaw, &RightRule)> = having.collect();
        let at_start = having.iter().rposition(|(law, _)| law.in_force <= start);
        let (law, rule) = *having.get(at_start.unwrap_or(0))?;
        // A version that held at the start and does not have the rule is on record all the same.
        let is_later = versions.iter().all(|law| law.in_force > start);
        let mut governing = Governing { law, rule, is_later, perhaps: None };
        for (law, rule) in having.iter().skip(at_start.unwrap_or(0) + 1) {
            if end(governing.rule).is_none_or(|end| end < law.in_force) {
                break;
            }
            match law.transition {
                RightTransition::StartEvent => {}
                RightTransition::InForce => {
                    governing = Governing { law, rule, is_later: false, perhaps: None };
                }
                RightTransition::Unknown => governing.perhaps = Some((law, rule)),
            }
        }
        Some(governing)
    }
}
