//! The log on stderr: text for people at a terminal, otherwise a line of JSON for each event. It names routes, operations and
//! errors, never what a record says of a person.

use std::io::{self, IsTerminal};

use kernel::{Place, Problem, Wording};
use tracing_subscriber::EnvFilter;

use crate::failure::Failure;

/// The variable with the levels.
const VARIABLE: &str = "QIANGXIAN_LOG";

/// Parts of the program that write whole addresses, in which tokens of links and names that were looked for stand. They are
/// silent whatever levels are asked for.
const SILENT: [&str; 1] = ["tower_http=off"];

/// Starts the log in this form: `text`, `json`, or `auto` for what fits; at the usual levels where nobody said otherwise.
///
/// # Errors
/// The levels of the environment cannot be understood.
pub(crate) fn start(form: &str, usual: &str) -> Result<(), Failure> {
    let levels = std::env::var(VARIABLE).ok().filter(|levels| !levels.trim().is_empty());
    let levels = levels.as_deref().unwrap_or(usual);
    let filter = EnvFilter::try_new(levels).map_err(|_| not_understood(levels))?;
    let filter = SILENT.iter().fold(filter, |filter, part| {
        filter.add_directive(part.parse().expect("a constant that is a directive"))
    });
    let is_terminal = io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    // Somebody who has set a log up already keeps it.
    _ = match form {
        "auto" if is_terminal => log.try_init(),
        "text" => log.with_ansi(is_terminal).try_init(),
        _ => log.json().flatten_event(true).with_span_list(false).try_init(),
    };
    Ok(())
}

fn not_understood(levels: &str) -> Failure {
    Failure::Failed(vec![Problem::error(
        "bad-value",
        Place::default().at_field(VARIABLE),
        Wording::new(
            format!("“{levels}”不是日志级别"),
            format!("{levels} cannot be understood as levels of the log"),
        ),
        Wording::new(
            "请写 error、warn、info、debug 或 trace，也可分别指定，如 info,store=debug",
            "write error, warn, info, debug or trace, or one for each part, such as info,store=debug",
        ),
    )])
}
