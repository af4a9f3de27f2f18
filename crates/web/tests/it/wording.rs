use generator::{File, generate};

#[path = "../../build/wording/mod.rs"]
mod generator;

fn file(name: &str, text: &str) -> File {
    File { name: name.to_owned(), text: text.to_owned() }
}

/// What the generator says of two files and what uses them; nothing if it is content.
#[track_caller]
fn check(zh: &str, en: &str, uses: &str, expected: &[&str]) {
    let result = generate(&file("zh.toml", zh), &file("en.toml", en), &[uses.to_owned()]);
    assert_eq!(result.err().unwrap_or_default(), expected);
}

#[test]
fn good_wording_has_no_problems() {
    check("a = \"甲\"", "a = \"one\"", "{{ words.a() }}", &[]);
    check("[x]\na = \"甲{n}\"", "[x]\na = \"{n} {n|one|many}\"", "words.x_a(3)", &[]);
    check("a = \"甲\"", "a = \"one\"", "(\"/a\", Words::a),", &[]);
    check("", "", "", &[]);
}

#[test]
fn a_key_of_one_language_is_missed_in_the_other() {
    check("a = \"甲\"", "", "words.a()", &["zh.toml:1: a is not in en.toml; write it there too"]);
    check("", "\n[x]\na = \"one\"", "", &["en.toml:3: x.a is not in zh.toml; write it there too"]);
}

#[test]
fn placeholders_are_the_same_in_both() {
    check(
        "a = \"{name}共{count}条\"",
        "a = \"{count} records\"",
        "words.a(1, 2)",
        &["zh.toml:1: a has the placeholders {count}{name}, but en.toml:1 has {count}; use the same in both"],
    );
    check(
        "a = \"甲\"",
        "a = \"{n}\"",
        "words.a()",
        &["zh.toml:1: a has the placeholders none, but en.toml:1 has {n}; use the same in both"],
    );
}

#[test]
fn a_key_that_nothing_uses_is_refused() {
    let unused = ["zh.toml:1: nothing uses a; call words.a() or delete it"];
    for uses in ["", "words.ab()", "words.b_a()", "a()", "Words::a_b", "words.a"] {
        check("a = \"甲\"", "a = \"one\"", uses, &unused);
    }
}

#[test]
fn what_cannot_be_read_is_named_with_its_line() {
    check(
        "a = 1",
        "a = \"one\"",
        "words.a()",
        &[
            "zh.toml:1: a is not a text; write it in quotes",
            "en.toml:1: a is not in zh.toml; write it there too",
        ],
    );
    for (text, problem) in [
        ("", "is empty; write the sentence"),
        ("{", "has a { without its }"),
        ("}", "has a } without its {"),
        ("{N}", "has the placeholder {N}; name it with small letters, digits and _"),
        ("{n|one}", "has {n|one}; a choice is {name|one|many}"),
    ] {
        let written = format!("a = \"{text}\"");
        let expected = [format!("zh.toml:1: a {problem}"), format!("en.toml:1: a {problem}")];
        check(&written, &written, "", &expected.iter().map(String::as_str).collect::<Vec<&str>>());
    }
    let taken = "a_b = \"甲\"\n[a]\nb = \"乙\"";
    check(
        taken,
        "a_b = \"one\"",
        "words.a_b()",
        &["zh.toml:1: a_b gives the same method as a.b in line 3; rename one"],
    );
    check("self = \"甲\"", "", "", &["zh.toml:1: self is a word of Rust; choose another"]);
    check("Ab = \"甲\"", "", "", &["zh.toml:1: Ab is not a name; use small letters, digits and _"]);
}

#[test]
fn all_problems_come_at_once() {
    let problems = generate(
        &file("zh.toml", "a = \"甲\"\nb = \"{n}\"\nc = \"丙\""),
        &file("en.toml", "b = \"x\"\nd = \"y\""),
        &[],
    );
    assert_eq!(problems.unwrap_err().len(), 7);
}

#[test]
fn a_file_that_is_no_toml_is_named() {
    let problems = generate(&file("zh.toml", "a = "), &file("en.toml", ""), &[]).unwrap_err();
    assert!(problems[0].starts_with("zh.toml: "), "{problems:?}");
}
