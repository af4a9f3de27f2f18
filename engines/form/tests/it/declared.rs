//! Fields as TOML declares them; the good ones are in `all_kinds.toml`.

use form::kind::{Decimal, Integer, LongText, Text};
use form::{Class, Context, Form, Kind};
use kernel::declaration::Reader;
use kernel::identifier::Scheme;

use crate::world::{codes, place};

const HEAD: &str = "[[field]]\nid = \"x\"\ntitle = { zh = \"甲\", en = \"a\" }\n";

fn declared(toml: &str) -> (Form, Vec<String>) {
    let reader = Reader::new("ledger.toml", toml).unwrap();
    let form = Form::declared(&reader.root());
    let problems = reader.finish();
    let shown = problems.iter().map(|problem| {
        assert!(!problem.remedy.zh.is_empty() && !problem.remedy.en.is_empty());
        format!("{} {}", problem.place.to_string().trim_start_matches("ledger.toml:"), problem.code)
    });
    (form, shown.collect())
}

/// A field with these lines from the fourth on gives these problems, `line place code`.
#[track_caller]
fn check(lines: &str, expected: &[&str]) {
    assert_eq!(declared(&format!("{HEAD}{lines}\n")).1, expected, "{lines}");
}

#[track_caller]
fn check_kind(lines: &str, expected: &Kind) {
    let (form, problems) = declared(&format!("{HEAD}{lines}\n"));
    assert_eq!(problems, [""; 0], "{lines}");
    assert_eq!(&form.fields[0].kind, expected);
}

#[test]
fn what_is_left_out_has_its_usual_value() {
    let (form, _) = declared(&format!("{HEAD}kind = \"money\"\n"));
    let field = &form.fields[0];
    assert_eq!((field.required, field.many, field.class), (false, false, Class::Internal));
    assert_eq!((&field.help, &field.example), (&None, &None));
    check_kind("kind = \"text\"", &Kind::Text(Text { max: 200, min: None }));
    check_kind("kind = \"text\"\nmin = 20", &Kind::Text(Text { max: 200, min: Some(20) }));
    check_kind("kind = \"long-text\"", &Kind::LongText(LongText { max: 10_000 }));
    check_kind("kind = \"integer\"\nmin = 0", &Kind::Integer(Integer { min: 0, max: 9_007_199_254_740_991 }));
}

#[test]
fn a_decimal_says_how_exact_it_is() {
    let max = 9_007_199_254_740_991;
    let plain = |scale, shown, min, max| Kind::Decimal(Decimal { scale, shown, min, max, unit: None });
    check_kind("kind = \"decimal\"\nscale = 2", &plain(2, 2, -max, max));
    check_kind("kind = \"decimal\"\nscale = 3\nshown = 0\nmin = 0\nmax = \"99.5\"", &plain(3, 0, 0, 99_500));
    check("kind = \"decimal\"", &["1 field[1].scale missing-key"]);
    check("kind = \"decimal\"\nscale = 0", &["5 field[1].scale bad-value"]);
    check("kind = \"decimal\"\nscale = 7", &["5 field[1].scale bad-value"]);
    check("kind = \"decimal\"\nscale = 2\nshown = 3", &["6 field[1].shown bad-value"]);
    check("kind = \"decimal\"\nscale = 2\nmax = 99.5", &["6 field[1].max wrong-type"]);
    check("kind = \"decimal\"\nscale = 2\nmax = \"99.999\"", &["6 field[1].max bad-value"]);
    check("kind = \"decimal\"\nscale = 2\nmin = 5\nmax = 4", &["7 field[1].max bad-value"]);
    check(
        "kind = \"decimal\"\nscale = 2\nunit = { zh = \"1万人\", en = \"x\" }",
        &["6 field[1].unit bad-value"],
    );
}

#[test]
fn identifiers_have_the_names_of_their_schemes_with_either_dash() {
    check_kind("kind = \"uscc\"", &Kind::Identifier(Scheme::Uscc));
    check_kind("kind = \"division-code\"", &Kind::Identifier(Scheme::DivisionCode));
    check_kind("kind = \"division_code\"", &Kind::Identifier(Scheme::DivisionCode));
}

#[test]
fn every_mistake_is_a_problem_at_its_line() {
    check("kind = \"txt\"\nmax = 5\nledger = \"a\"", &["4 field[1].kind bad-value"]);
    check("kind = 5", &["4 field[1].kind wrong-type"]);
    check("required = true", &["1 field[1].kind missing-key"]);
    check("kind = \"code\"", &["1 field[1].table missing-key"]);
    check("kind = \"reference\"", &["1 field[1].ledger missing-key"]);
    check("kind = \"date\"\nmax = 5", &["5 field[1].max unknown-key"]);
    check("kind = \"long-text\"\nmin = 5", &["5 field[1].min unknown-key"]);
    check("kind = \"text\"\nmin = 0", &["5 field[1].min bad-value"]);
    check("kind = \"text\"\nmin = 41\nmax = 40", &["5 field[1].min bad-value"]);
    check("kind = \"text\"\nmax = 0", &["5 field[1].max bad-value"]);
    check("kind = \"text\"\nmax = 1001", &["5 field[1].max bad-value"]);
    check("kind = \"text\"\nmax = \"1\"", &["5 field[1].max wrong-type"]);
    check("kind = \"integer\"\nmin = 5\nmax = 4", &["6 field[1].max bad-value"]);
    check("kind = \"integer\"\nmax = 9007199254740992", &["5 field[1].max bad-value"]);
    check("kind = \"integer\"\nmin = 9007199254740991\nmax = 9007199254740991", &[]);
    check("kind = \"money\"\nclass = \"privat\"", &["5 field[1].class bad-value"]);
    check("kind = \"long-text\"\nmany = true", &["5 field[1].many many-not-allowed"]);
    check("kind = \"flag\"\nmany = true", &["5 field[1].many many-not-allowed"]);
    check("kind = \"resident_identity_number\"", &["1 field[1].class class-too-open"]);
    check("kind = \"resident_identity_number\"\nclass = \"public\"", &["5 field[1].class class-too-open"]);
    check("kind = \"date\"\nrequierd = true", &["5 field[1].requierd unknown-key"]);
    check(
        "kind = \"text\"\nmany = 1\nhelp = \"x\"\nexample = \"\"",
        &["5 field[1].many wrong-type", "6 field[1].help wrong-type", "7 field[1].example bad-value"],
    );
}

#[test]
fn ids_are_names_of_columns() {
    let longest = "a".repeat(48);
    for (id, expected) in [
        ("X", &["2 field[1].id bad-value"][..]),
        ("1a", &["2 field[1].id bad-value"]),
        ("a-b", &["2 field[1].id bad-value"]),
        ("名", &["2 field[1].id bad-value"]),
        ("a b", &["2 field[1].id bad-value"]),
        (&longest, &[]),
        (&format!("{longest}a"), &["2 field[1].id bad-value"]),
    ] {
        let toml =
            format!("[[field]]\nid = \"{id}\"\ntitle = {{ zh = \"甲\", en = \"a\" }}\nkind = \"date\"\n");
        assert_eq!(declared(&toml).1, expected, "{id}");
    }
    let field = format!("{HEAD}kind = \"date\"\n");
    assert_eq!(declared(&format!("{field}{field}")).1, ["6 field[2].id field-twice"]);
}

#[test]
fn a_form_has_a_limit() {
    let field = |at: usize| {
        format!("[[field]]\nid = \"f{at}\"\ntitle = {{ zh = \"甲\", en = \"a\" }}\nkind = \"date\"\n")
    };
    let fields = |count: usize| (0..count).map(field).collect::<String>();
    assert_eq!(declared(&fields(200)).1, [""; 0]);
    assert_eq!(declared(&fields(201)).1, ["1 field too-many-fields"]);
}

#[test]
fn tables_and_examples_are_checked_against_the_pack() {
    let codes = codes();
    let context = Context { today: jiff::civil::date(2026, 11, 25), codes: &codes };
    let toml = format!(
        "{HEAD}kind = \"code\"\ntable = \"work-clas\"\nexample = \"A\"\n\
         [[field]]\nid = \"y\"\ntitle = {{ zh = \"乙\", en = \"b\" }}\nkind = \"date\"\nexample = \"昨天\"\n"
    );
    let (form, problems) = declared(&toml);
    assert_eq!(problems, [""; 0]);
    let problems = form.check_examples(&place(), context);
    let found: Vec<String> = problems
        .iter()
        .map(|problem| format!("{} {}；{}", problem.place, problem.code, problem.remedy.zh))
        .collect();
    assert_eq!(
        found,
        [
            "demo.csv:7 x unknown-table；是不是“work-class”？",
            "demo.csv:7 y not-a-date；请按 2026-03-05 或 2026年3月5日 的形式填写",
        ]
    );
}
