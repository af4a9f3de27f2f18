//! `checks.sql`: statements, each under a comment that says how bad it is and what is wrong.

use kernel::{Place, Problem, Severity, Wording};

use super::Check;
use super::fault::Fault;

/// The statements of the file, and every problem of its comments.
pub(super) fn read(file: &str, text: &str) -> (Vec<Check>, Vec<Problem>) {
    let (mut checks, mut problems): (Vec<Check>, Vec<Problem>) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(text.lines()) {
        match heading(line) {
            Some(Ok((severity, title))) => {
                checks.push(Check { severity, title, sql: String::new(), line: number + 1 });
            }
            Some(Err(fault)) => problems.push(fault.at(Place::file(file).at_line(number))),
            None => match checks.last_mut() {
                Some(check) => {
                    check.sql.push_str(line);
                    check.sql.push('\n');
                }
                None if line.trim().is_empty() || line.trim().starts_with("--") => {}
                None if problems.is_empty() => {
                    problems.push(Fault::NoHeading.at(Place::file(file).at_line(number)));
                }
                None => {}
            },
        }
    }
    (checks, problems)
}

/// `-- fail 中文 | English` or `-- warn 中文 | English`; none if the line is something else.
fn heading(line: &str) -> Option<Result<(Severity, Wording), Fault<'static>>> {
    let comment = line.trim().strip_prefix("--")?.trim();
    let (word, rest) = comment.split_once(char::is_whitespace).unwrap_or((comment, ""));
    let severity = match word {
        "fail" => Severity::Error,
        "warn" => Severity::Warning,
        _ => return None,
    };
    let title = rest.split_once('|').map(|(zh, en)| (zh.trim(), en.trim()));
    Some(match title {
        Some((zh, en)) if !zh.is_empty() && !en.is_empty() => Ok((severity, Wording::new(zh, en))),
        _ => Err(Fault::Heading),
    })
}
