//! After the acceptance the text still sets out to win what was accepted.

use super::{Draft, Subject};
use crate::findings::acceptance;
use crate::findings::words::Words;

const STRIVE: &[&str] = &["积极创建", "争创", "努力创建", "申报创建", "积极申报", "争取创建", "争创成为"];

/// A stage behind that of acceptance whose text creates or applies.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Draft> {
    let Some((at, accepted)) = acceptance::stage(subject) else { return Vec::new() };
    let words = Words::of(STRIVE);
    let acceptance_spot = || {
        let passages = acceptance::passages(subject, at);
        let clause =
            passages.iter().find_map(|passage| {
                Some(subject.spot(
                    passage,
                    passage.clause(passage.text.find("验收", passage.body..passage.text.len())?),
                ))
            });
        clause.unwrap_or_else(|| subject.spot_at(accepted.line, &accepted.title))
    };
    for later in at + 1..subject.plan.stages.len() {
        for passage in acceptance::passages(subject, later) {
            let Some((place, _)) = words.first(&passage.text.chars) else { continue };
            let draft = Draft::new(
                subject.spot(passage, passage.clause(place)),
                "验收之后仍写“创建”：验收的是什么、此后再创建的又是什么？是已获称号后的建设期，还是重新申报？",
                "The text still sets out to win the title after the acceptance. What is accepted, and what is won later: \
                 is this building after the designation, or a new application?",
            );
            return vec![draft.with([acceptance_spot()])];
        }
    }
    Vec::new()
}
