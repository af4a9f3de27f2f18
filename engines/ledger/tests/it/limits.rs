//! Where a record cannot grow on.

use form::{Fields, Value, limits::KEY_CHARS_MAX};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use ledger::{Change, EARLIEST, History, LATEST, REVISIONS_MAX, Revision, Statement, revise};

use crate::bodies::bodies;

const BEGIN: Date = date(2020, 1, 1);

#[test]
fn a_record_with_too_many_revisions_can_only_be_ended() {
    let revision = |number: usize| Revision {
        valid_from: BEGIN + i32::try_from(number).unwrap().days(),
        statement: Statement::Holds(fields("A")),
    };
    let history: History =
        (0..REVISIONS_MAX).zip(1..).map(|(number, known)| (known, revision(number))).collect();
    let renamed = Change::created(BEGIN + 1.day(), [("name".to_owned(), Value::Text("b".into()))].into());
    check(&history, &renamed, &["too-many-revisions"]);
    check(&history[1..].to_vec(), &renamed, &[]);
    check(&history, &Change::Ended { from: BEGIN + 1.day() }, &[]);
    check(&history, &Change::NeverWas, &[]);
    check(&history, &Change::MergedInto { key: "B".into() }, &[]);
}

#[test]
fn keys_and_days_have_limits() {
    let longest = "字".repeat(KEY_CHARS_MAX);
    for (key, day, expected) in [
        (longest.as_str(), EARLIEST, &[][..]),
        (longest.as_str(), LATEST, &[]),
        (&(longest.clone() + "字"), BEGIN, &["key-too-long"]),
        ("A", EARLIEST - 1.day(), &["day-out-of-range"]),
        ("A", LATEST + 1.day(), &["day-out-of-range"]),
        ("A~B", Date::MIN, &["day-out-of-range", "separator-in-key"]),
        ("A", Date::MAX, &["day-out-of-range"]),
    ] {
        check(&History::new(), &Change::created(day, fields(key)), expected);
    }
}

#[test]
fn a_key_may_name_a_record_whose_key_is_joined() {
    let text = include_str!("bodies.toml").replace("key = [\"number\"]", "key = [\"member\", \"number\"]");
    let member = "\n[[field]]\nid = \"member\"\ntitle = { zh = \"人员\", en = \"member\" }\nkind = \"reference\"\n\
                  ledger = \"roster\"\nrequired = true\n";
    let ledger = ledger::Ledger::read("bodies.toml", &format!("{text}{member}")).unwrap();
    let mut said = fields("1");
    said.insert("member".to_owned(), Value::Text("mediator~1".to_owned()));
    assert_eq!(ledger::key_of(&ledger, &said), "mediator~1~1");
    let revisions = revise(&ledger, &[], &Change::created(date(2026, 1, 1), said));
    assert_eq!(revisions.map(|said| said.len()), Ok(1));
}

fn fields(key: &str) -> Fields {
    [("number", key), ("name", "a")].map(|(id, text)| (id.to_owned(), Value::Text(text.into()))).into()
}

fn check(history: &History, change: &Change, expected: &[&str]) {
    let problems = revise(&bodies(), history, change).err().unwrap_or_default();
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, expected, "{change:?}");
}
