//! Any text is read without a panic and without losing a character.

#![no_main]

use kernel::Line;
use libfuzzer_sys::fuzz_target;
use plan::Watch;

fuzz_target!(|text: &str| {
    let lines = Line::split(text);
    let plan = plan::read(&lines, &Watch::default());
    assert_eq!(plan.coverage.read + plan.coverage.unread, plan.coverage.characters);
    assert!(plan::diff(&plan, &plan).is_empty());
});
