//! Promises of the plan, as `bindings.toml` declares them.

use indicators::{Binding, Comparator, Exact, Rate, ReadNumber};

fn check(text: &str, expected: &[&str]) {
    let problems = Binding::read("bindings.toml", text).err().unwrap_or_default();
    let told: Vec<String> =
        problems.iter().map(|problem| format!("{} {}", problem.place, problem.code)).collect();
    assert_eq!(told, expected, "{text}");
}

#[test]
fn a_baseline_has_a_day_and_a_source() {
    let start = "schema = 1\n[[binding]]\nindicator = \"a\"\nquote = \"甲\"\n";
    check(start, &[]);
    let basis = "baseline_basis = { zh = \"统计公报\", en = \"bulletin\" }\n";
    check(&format!("{start}baseline = \"77.23\"\nbaseline_on = 2023-12-31\n{basis}"), &[]);
    check(
        &format!("{start}baseline = \"77,23\"\nbaseline_on = 2023-12-31\n{basis}"),
        &["bindings.toml:5 binding[1].baseline bad-number"],
    );
    check(
        &format!("{start}baseline = \"77.23\"\n"),
        &[
            "bindings.toml:2 binding[1].baseline_on missing-key",
            "bindings.toml:2 binding[1].baseline_basis missing-key",
        ],
    );
    check("schema = 1\n[[binding]]\nindicator = \"a\"\n", &["bindings.toml:2 binding[1].quote missing-key"]);
}

#[test]
fn a_reading_has_its_number_its_comparison_and_why() {
    let start = "schema = 1\n[[binding]]\nindicator = \"a\"\nquote = \"清零\"\n";
    let number = "number = \"0\"\n";
    let comparator = "comparator = \"exactly\"\n";
    let why = "reading = { zh = \"一家不剩\", en = \"none is left\" }\n";
    let read = Binding::read("bindings.toml", &format!("{start}{number}{comparator}{why}")).unwrap();
    let reading = read[0].reading.as_ref().unwrap();
    assert_eq!(
        (reading.comparator, &reading.number, reading.rate),
        (Comparator::Exactly, &ReadNumber::Number(Exact::whole(0)), Rate::Compound)
    );
    check(
        &format!("{start}{number}"),
        &[
            "bindings.toml:2 binding[1].comparator missing-key",
            "bindings.toml:2 binding[1].reading missing-key",
        ],
    );
    check(
        &format!("{start}number = \"零\"\n{comparator}{why}"),
        &["bindings.toml:5 binding[1].number bad-number"],
    );
    check(
        &format!("{start}{number}comparator = \"equals\"\n{why}"),
        &["bindings.toml:6 binding[1].comparator bad-value"],
    );
}
