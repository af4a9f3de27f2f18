//! Any text is a definition of an indicator, a story or a proof, or says why not.

#![no_main]

use indicators::{Indicator, Proof, Sql, Story};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str, &str, &str)| {
    let (toml, rows, checks, other) = texts;
    let sql = Sql { rows: Some(rows), base: Some(other), checks: Some(checks), ..Sql::default() };
    let _ = Indicator::read("indicator.toml", toml, sql);
    let _ = Proof::read("proof.json", other);
    let _ = Story::read("stories.txt", other);
});
