use jiff::civil::Date;
use kernel::declaration::{Located, Reader};
use kernel::{Problem, Wording};

/// What stands in a test as `line path code: remedy`.
pub(crate) fn lines(problems: &[Problem]) -> Vec<String> {
    problems
        .iter()
        .map(|problem| {
            let (line, field) =
                (problem.place.line.unwrap_or(0), problem.place.field.as_deref().unwrap_or("-"));
            format!("{line} {field} {}", problem.code)
        })
        .collect()
}

#[test]
fn every_problem_of_a_file_comes_at_once() {
    let text = r#"
name = { zh = "台账" }
checked_on = "2026-11-23"
statsu = "open"
days = [2026-02-10, "2026-02-11", 2026-02-12T10:00:00]

[[field]]
key = "number"
kind = "txet"

[[field]]
kind = ""
width = 5000000000
"#;
    let reader = Reader::new("ledger.toml", text).unwrap();
    let root = reader.root();
    root.required::<Wording>("name");
    root.required::<Date>("checked_on");
    root.required_code("status", &[("open", true), ("closed", false)]);
    root.optional::<Vec<Date>>("days");
    root.optional::<bool>("hidden");
    for field in root.tables("field") {
        field.required::<String>("key");
        field.required_code("kind", &[("text", ()), ("date", ())]);
        field.optional::<u32>("width");
    }
    let problems = reader.finish();
    assert_eq!(
        lines(&problems),
        [
            "1 status missing-key",
            "2 name.en missing-key",
            "3 checked_on wrong-type",
            "4 statsu unknown-key",
            "5 days[2] wrong-type",
            "5 days[3] wrong-type",
            "9 field[1].kind bad-value",
            "11 field[2].key missing-key",
            "12 field[2].kind bad-value",
            "13 field[2].width bad-value",
        ]
    );
    assert_eq!(problems[3].remedy, Wording::new("是不是“status”？", "did you mean status?"));
    assert_eq!(problems[6].remedy.en, "did you mean text? One of: text, date");
    assert_eq!(problems[4].place.to_string(), "ledger.toml:5 days[2]");
}

#[test]
fn errors_of_syntax_all_have_their_line() {
    let problems = Reader::new("x.toml", "a = 1\nb = = 2\nc = 3\n\"d = 4\n").unwrap_err();
    let lines: Vec<_> = problems.iter().map(|problem| problem.place.line.unwrap()).collect();
    assert!(lines.contains(&2) && lines.contains(&4), "{problems:?}");
    assert!(problems.iter().all(|problem| problem.code == "toml-syntax"));
}

#[test]
fn what_is_right_is_read_and_located() {
    let reader = Reader::new("x.toml", "[limit]\ndays = [\n  3,\n  5,\n]\nfrom = 2026-02-10\n").unwrap();
    let limit = reader.root().required_table("limit").unwrap();
    let days: Vec<Located<u32>> = limit.required("days").unwrap();
    assert_eq!(days[1].value, 5);
    assert_eq!(days[1].place.to_string(), "x.toml:4 limit.days[2]");
    assert_eq!(limit.required::<Date>("from").unwrap().to_string(), "2026-02-10");
    assert_eq!(reader.finish(), []);
}

#[test]
fn each_unknown_code_of_a_list_is_told() {
    let text = "acts = [\"read\", \"raed\", 1]\nrows = \"all\"\nnone = []\n";
    let reader = Reader::new("roles.toml", text).unwrap();
    let root = reader.root();
    let codes = [("read", 1), ("all", 2)];
    assert_eq!(root.required_codes("acts", &codes), None);
    assert_eq!(root.required_codes("rows", &codes), None);
    assert_eq!(root.optional_codes("none", &codes), Some(Vec::new()));
    assert_eq!(root.optional_codes("absent", &codes), None);
    assert_eq!(root.required_codes("missing", &codes), None);
    assert_eq!(
        lines(&reader.finish()),
        ["1 acts[2] bad-value", "1 acts[3] wrong-type", "1 missing missing-key", "2 rows wrong-type"]
    );
}

#[test]
fn a_table_nobody_opened_is_an_unknown_key() {
    let reader = Reader::new("x.toml", "a = 1\n[other]\nb = 2\n").unwrap();
    reader.root().required::<i64>("a");
    assert_eq!(lines(&reader.finish()), ["2 other unknown-key"]);
}
