//! Measuring: that every figure is there, not how good it is on the machine that runs the tests.

use serde_json::Value;

use crate::command::qiangxian;

#[test]
fn a_small_county_is_measured_whole() {
    let little = "bench server --records 8000 --answers 4 --users 2 --seconds 1 --format json --quiet";
    let outcome = qiangxian(&little.split(' ').collect::<Vec<_>>()).run();
    // 1 if a figure is not reached, as in a build for development on a busy machine.
    assert!(outcome.code <= 1, "{outcome:#?}");
    let report: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let figures = report["figures"].as_array().unwrap();
    let ids: Vec<&str> = figures.iter().map(|figure| figure["id"].as_str().unwrap()).collect();
    assert_eq!(
        ids,
        [
            "list-1",
            "list-2",
            "list-3",
            "list-4",
            "record",
            "save",
            "throughput",
            "start",
            "memory-started",
            "memory-rested"
        ]
    );
    for figure in figures {
        assert!(figure["measured"].as_f64().is_some_and(|measured| measured > 0.0), "{figure}");
    }
    assert_eq!(report["records"], 8000);
}

#[test]
fn a_programme_is_measured_whole() {
    let little = "bench programme --steps 3 --clocks 40 --format json --quiet";
    let outcome = qiangxian(&little.split(' ').collect::<Vec<_>>()).run();
    assert!(outcome.code <= 1, "{outcome:#?}");
    let report: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let figures = report["figures"].as_array().unwrap();
    let ids: Vec<&str> = figures.iter().map(|figure| figure["id"].as_str().unwrap()).collect();
    assert_eq!(
        ids,
        ["plan", "round", "batch", "steps", "board", "quarters", "lights", "clocks", "board-meanwhile"]
    );
    for figure in figures {
        assert!(figure["measured"].as_f64().is_some_and(|measured| measured > 0.0), "{figure}");
    }
}

#[test]
fn imports_are_measured_whole() {
    let little = ["bench", "imports", "--scale", "sample", "--format", "json", "--quiet"];
    let outcome = qiangxian(&little).run();
    assert!(outcome.code <= 1, "{outcome:#?}");
    let report: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let figures = report["figures"].as_array().unwrap();
    assert!(figures.len() >= 4, "{report}");
    for figure in figures {
        assert!(figure["measured"].as_f64().is_some_and(|measured| measured >= 0.0), "{figure}");
    }
}

#[test]
fn a_lake_is_measured_at_a_quarter_a_half_and_whole() {
    let little = ["bench", "lake", "--counties", "8", "--rights", "1600", "--format", "json", "--quiet"];
    let outcome = qiangxian(&little).run();
    assert!(outcome.code <= 1, "{outcome:#?}");
    let report: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let figures = report["figures"].as_array().unwrap();
    let ids: Vec<&str> = figures.iter().map(|figure| figure["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["time-2", "memory-2", "time-4", "memory-4", "time-8", "memory-8"]);
    // Something was counted, and for each county.
    let note = figures[4]["note"]["en"].as_str().unwrap();
    let numbers: Vec<u64> =
        note.split(' ').filter_map(|word| word.trim_end_matches(',').parse().ok()).take(3).collect();
    assert!(numbers[0] >= 5 && numbers[1] == numbers[0] * 8 && numbers[2] == 0, "{note}");
}

#[test]
fn all_indicators_of_a_county_are_measured() {
    let little = ["bench", "indicators", "--scale", "sample", "--format", "json", "--quiet"];
    let outcome = qiangxian(&little).run();
    assert!(outcome.code <= 1, "{outcome:#?}");
    let report: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let figures = report["figures"].as_array().unwrap();
    let ids: Vec<&str> = figures.iter().map(|figure| figure["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["first", "all", "proofs", "memory", "page", "rows"]);
    assert!(report["records"].as_u64().unwrap() > 100, "{report}");
}

#[cfg(debug_assertions)]
#[test]
fn a_build_for_development_does_not_measure_a_million() {
    for command in ["server", "imports", "indicators", "lake"] {
        let outcome = qiangxian(&["bench", command, "--lang", "en"]).exits(1);
        assert!(outcome.stderr.contains("cargo run --release"), "{}", outcome.stderr);
    }
}
