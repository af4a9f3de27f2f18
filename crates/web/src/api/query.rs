//! The query of an address, read with all its problems at once. What nobody knows is refused: a name that is misspelt would
//! silently ask for something else.

use app::records::ROWS_MAX;
use kernel::{Place, Problem, Wording};

use crate::error::Error;
use crate::input::Input;

/// How many records an answer has if it is not said.
const ROWS_USUAL: u16 = 50;

/// Problems of names that are not among these, and of those among these that are given more than once.
pub(super) fn only(input: &Input, names: &[&str]) -> Vec<Problem> {
    let unknown = input.all().filter(|(name, _)| !names.contains(name)).map(|(name, _)| unknown(name, names));
    unknown.chain(once(input, names)).collect()
}

/// Problems of names that are given more than once.
pub(super) fn once(input: &Input, names: &[&str]) -> Vec<Problem> {
    let several = names.iter().filter(|name| input.texts(name).len() > 1);
    several.map(|name| repeated(name)).collect()
}

/// Whether nothing was found in the query.
///
/// # Errors
/// What was.
pub(super) fn answerable(problems: Vec<Problem>) -> Result<(), Error> {
    if problems.is_empty() { Ok(()) } else { Err(Error::asked(problems)) }
}

/// How many records are wanted.
pub(super) fn limit(input: &Input, problems: &mut Vec<Problem>) -> u16 {
    let limit = match input.text("limit") {
        "" => Some(ROWS_USUAL),
        text => text.parse::<u16>().ok().filter(|limit| (1..=ROWS_MAX).contains(limit)),
    };
    limit.unwrap_or_else(|| {
        problems.push(wrong_limit());
        ROWS_USUAL
    })
}

/// Whether something is only to be checked. A word that is not understood must not save anything.
pub(super) fn check(input: &Input, problems: &mut Vec<Problem>) -> bool {
    match input.text("check") {
        "true" => true,
        "false" => false,
        "" if input.texts("check").is_empty() => false,
        _ => {
            problems.push(wrong_check());
            true
        }
    }
}

fn unknown(name: &str, names: &[&str]) -> Problem {
    let what = Wording::new(format!("不认识参数“{name}”"), format!("there is no parameter {name}"));
    let known = names.join(", ");
    let remedy = match names {
        [] => Wording::new("请删去", "leave it out"),
        _ => Wording::new(format!("可用：{known}"), format!("use one of: {known}")),
    };
    Problem::error("unknown-parameter", Place::default().at_field(name), what, remedy)
}

fn repeated(name: &str) -> Problem {
    let what = Wording::new(format!("参数“{name}”出现了多次"), format!("{name} is given more than once"));
    let remedy = Wording::new("请只留一个", "give it once");
    Problem::error("repeated-parameter", Place::default().at_field(name), what, remedy)
}

fn wrong_limit() -> Problem {
    Problem::error(
        "wrong-limit",
        Place::default().at_field("limit"),
        Wording::new(format!("每页条数应为1到{ROWS_MAX}"), format!("the limit is between 1 and {ROWS_MAX}")),
        Wording::new("请改小，或者不填", "make it smaller or leave it out"),
    )
}

fn wrong_check() -> Problem {
    Problem::error(
        "wrong-check",
        Place::default().at_field("check"),
        Wording::new("check 只能是 true 或 false", "check is true or false"),
        Wording::new("只核对填 true，保存则不填", "say true to check only; leave it out to save"),
    )
}
