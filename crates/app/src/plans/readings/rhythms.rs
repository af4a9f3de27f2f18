//! How often something is done: the codes of the table are those of the reader, written with dashes.

use kernel::{Problem, Wording};

use super::rows::at;
use super::{NOTHING, code, titles};
use crate::Declarations;

const RHYTHMS: &str = "rhythm";

/// The code by which something is said to have no rhythm.
const NO_RHYTHM: &str = "none";

/// What people wrote, as the plan has it.
pub(super) fn every(
    declarations: &Declarations,
    line: usize,
    written: &[String],
    problems: &mut Vec<Problem>,
) -> Vec<String> {
    let mut found = Vec::new();
    for text in written {
        match code(declarations, RHYTHMS, text) {
            Some(code) if code == NO_RHYTHM => {}
            Some(code) => found.push(code.replace('-', "_")),
            None => problems.push(no_rhythm(declarations, line, text)),
        }
    }
    found
}

/// What a ledger holds, as the plan has it.
pub(super) fn every_of(declarations: &Declarations, codes: &[String]) -> Vec<String> {
    let known = codes.iter().filter_map(|text| code(declarations, RHYTHMS, text));
    known.filter(|code| code != NO_RHYTHM).map(|code| code.replace('-', "_")).collect()
}

/// What the plan has, as a ledger holds it.
pub(super) fn dashed(codes: &[String]) -> Vec<String> {
    codes.iter().map(|code| code.replace('_', "-")).collect()
}

/// How a ledger says that there is none.
pub(super) fn or_nothing(texts: Option<&Vec<String>>) -> Vec<String> {
    let or = |texts: &Vec<String>| if texts.is_empty() { vec![NOTHING.to_owned()] } else { texts.clone() };
    texts.map(or).unwrap_or_default()
}

fn no_rhythm(declarations: &Declarations, line: usize, text: &str) -> Problem {
    let (zh, en) = titles(declarations, RHYTHMS);
    Problem::error(
        "unknown-code",
        at(line, "rhythms"),
        Wording::new(format!("频次“{text}”看不懂"), format!("how often {text} is cannot be read")),
        Wording::new(format!("可以填：{zh}；几个之间用顿号"), format!("write one or several of: {en}")),
    )
}
