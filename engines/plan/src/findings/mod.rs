//! What a plan leaves open or contradicts: one file for each rule, one list of them.
//!
//! A rule looks at the whole document as a [`Subject`] and drafts findings; code and severity come from the list. What
//! the text cannot tell (the figure of the base year, the members of a group) is asked, never guessed. Facts of law
//! and of the trade are no rules: they are words to watch for, in a pack ([`Watch`]).
//!
//! A rule that fires on more than two of five unrelated plans says something about the genre, not about the plan. Such a
//! rule is information.

mod acceptance;
mod alike;
mod draft;
mod enumeration;
mod objects;
mod passage;
mod rules;
mod subject;
mod time;
mod watch;
mod watched;
mod words;

pub use watch::Watch;

use crate::model::{Finding, Plan};
use crate::read::Reading;
use rules::RULES;
use subject::Subject;

/// Findings of one rule; a text with more has one fault many times, and the first of them tell enough.
const FINDINGS_MAX: usize = 12;

/// The codes of all findings there can be: those of the rules and of the words to watch for.
pub fn finding_codes(watch: &Watch) -> Vec<&str> {
    let rules = RULES.iter().map(|rule| rule.code);
    let terms = watch.terms.iter().map(|term| term.code.as_str());
    rules.chain(terms).chain(["body-expected", "slip-known"]).collect()
}

/// All findings, in the order of the text.
pub(crate) fn all(plan: &Plan, reading: &Reading, watch: &Watch) -> Vec<Finding> {
    let subject = Subject::new(plan, reading, watch);
    let mut findings = Vec::new();
    for rule in RULES {
        let drafts = (rule.find)(&subject);
        findings.extend(
            drafts.into_iter().take(FINDINGS_MAX).map(|draft| draft.finding(rule.code, rule.severity)),
        );
    }
    findings.extend(watched::find(&subject));
    findings.retain(|finding| !finding.quote.is_empty());
    findings.sort_by(|a, b| a.line.cmp(&b.line).then_with(|| b.severity.cmp(&a.severity)));
    findings
}
