//! Whom names mean: how they are compared, what is said of it, and of which days.

use form::{Codes, Fields, Value};
use jiff::civil::{Date, date};
use kernel::Place;
use ledger::{
    Change, Found, Known, Ledger, Linking, Meaning, Patch, Revision, Statement, called, check_all, is_person,
};

fn rule() -> Linking {
    Linking {
        rule: "演示规则".to_owned(),
        from: "holders".to_owned(),
        field: "firm".to_owned(),
        found: "found".to_owned(),
        basis: "basis".to_owned(),
        place: Place::default(),
    }
}

#[test]
fn names_are_compared_without_blanks_and_width() {
    for (one, other) in [
        ("演示（集团）有限公司", "演示(集团)有限公司"),
        ("演示 (集团)　有限公司 ", "演示（集团）有限公司"),
        ("Ｄemo Co", "demo co"),
    ] {
        assert_eq!(called(one), called(other), "{one}");
    }
    assert_ne!(called("演示有限公司"), called("演示有限责任公司"));
}

#[test]
fn persons_are_told_from_organizations_by_length_and_end() {
    for (name, expected) in [
        ("个人", true),
        ("王演示", true),
        ("欧阳演示", true),
        ("演示·示范·艾力", true),
        ("王 演示", true),
        ("演示甲公司", false),
        ("演示店", false),
        ("演示大学", false),
        ("西山林场", false),
        ("周氏农场", false),
        ("国营果园", false),
        ("演示苗圃", false),
        ("县政府", false),
        ("工作室", false),
        ("王", false),
        ("演示某某某某", false),
        ("Demo Wang", false),
        ("", false),
    ] {
        assert_eq!(is_person(name), expected, "{name}");
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// What is said, by the ids of the fields.
fn shown(patch: &Patch) -> Vec<String> {
    let word = |value: &Option<Value>| value.as_ref().and_then(Value::as_text).unwrap_or("-").to_owned();
    patch.iter().map(|(id, value)| format!("{id} {}", word(value))).collect()
}

#[test]
fn what_is_said_has_the_rule_with_it() {
    let one = rule().of(&Meaning::One("A1".to_owned()));
    assert_eq!(shown(&one), ["basis 演示规则", "firm A1", "found by-name"]);
    for (meaning, found) in [
        (Meaning::Several, "several"),
        (Meaning::Nobody, "nobody"),
        (Meaning::Elsewhere, "elsewhere"),
        (Meaning::Person, "natural-person"),
    ] {
        let said = rule().of(&meaning);
        // What a record held is taken away.
        assert_eq!(
            shown(&said),
            ["basis 演示规则".to_owned(), "firm -".to_owned(), format!("found {found}")]
        );
    }
    for found in Found::ALL {
        assert_eq!(Found::of(found.code()), Some(found));
    }
    assert_eq!(Found::of("nothing"), None);
}

/// Holder, firm and what was found, `-` for what is empty.
fn fields(words: &str) -> Fields {
    let words: Vec<&str> = words.split_whitespace().collect();
    let named = ["holders", "firm", "found"].into_iter().zip(words).filter(|(_, word)| *word != "-");
    named
        .map(|(id, word)| {
            let value = if id == "holders" { Value::List(vec![text(word), text("乙")]) } else { text(word) };
            (id.to_owned(), value)
        })
        .collect()
}

#[test]
fn what_people_and_files_have_said_stays_as_long_as_the_holder_does() {
    for (held, expected) in [
        ("甲公司 A1 by-person", true),
        // That it is nobody's here was decided, too.
        ("甲公司 - by-person", true),
        ("甲公司 A1 given", true),
        // As it stood before names were looked up.
        ("甲公司 A1 -", true),
        ("甲公司 A1 by-name", false),
        ("甲公司 - nobody", false),
        ("甲公司 - -", false),
        ("丙公司 A1 by-person", false),
        ("丙公司 A1 given", false),
    ] {
        assert_eq!(rule().stays("甲 公司", &fields(held)), expected, "{held}");
    }
}

#[test]
fn what_follows_from_a_name_is_said_where_nobody_has_said_it_of_the_holder() {
    let said: Patch = fields("甲公司 - -").into_iter().map(|(id, value)| (id, Some(value))).collect();
    for (held, is_publication, expected) in [
        (None, false, true),
        (None, true, true),
        (Some("甲公司 A1 by-name"), false, true),
        (Some("甲公司 - nobody"), false, true),
        (Some("甲公司 A1 given"), false, false),
        (Some("甲公司 - by-person"), false, false),
        (Some("丙公司 A1 by-person"), false, true),
        // A publication fills in what is not known.
        (Some("甲公司 - nobody"), true, false),
        (Some("丙公司 A1 by-name"), true, false),
        (Some("- A1 by-name"), true, true),
    ] {
        let held = held.map(fields);
        assert_eq!(rule().is_said(&said, held.as_ref(), is_publication), expected, "{held:?}");
    }
    assert!(!rule().is_said(&Patch::new(), None, false), "there is no name");
    assert!(rule().tells(&rule().of(&Meaning::Nobody)));
    assert!(!rule().tells(&said));
}

#[test]
fn whoever_names_a_firm_in_a_form_has_decided() {
    let patch =
        |words: &str| -> Patch { fields(words).into_iter().map(|(id, value)| (id, Some(value))).collect() };
    let by_hand = |said: &Patch, held: &str| rule().by_hand(said, Some(&fields(held)));
    for (said, held, expected) in [
        ("甲公司 A2 -", "甲公司 A1 by-name", true),
        ("甲公司 A2 by-name", "甲公司 A1 by-name", true),
        ("甲公司 A1 -", "甲公司 - nobody", true),
        ("甲公司 A1 -", "甲公司 A1 by-name", false),
        ("甲公司 - -", "甲公司 A1 by-name", false),
        // The page of decisions says itself what was found.
        ("甲公司 A2 by-person", "甲公司 A1 by-person", false),
        ("甲公司 A2 by-name", "甲公司 - nobody", false),
    ] {
        let told = by_hand(&patch(said), held);
        assert_eq!(told.contains_key("found"), expected, "{said} | {held}");
    }
    let taken_away = Patch::from([("firm".to_owned(), None)]);
    assert_eq!(by_hand(&taken_away, "甲公司 A1 by-name").get("found"), Some(&Some(text("by-person"))));
    assert!(rule().by_hand(&patch("甲公司 A1 -"), None).contains_key("found"));
}

const MARCH: Date = date(2026, 3, 1);
const MAY: Date = date(2026, 5, 1);
const JULY: Date = date(2026, 7, 1);

fn said(periods: &[(Date, &str)]) -> Vec<(Known, Revision)> {
    let revision = |(from, words): &(Date, &str)| {
        let fields = fields(words);
        let statement = if fields.is_empty() { Statement::Absent } else { Statement::Holds(fields) };
        Revision { valid_from: *from, statement }
    };
    periods.iter().zip(1..).map(|(period, known)| (known, revision(period))).collect()
}

#[test]
fn what_is_found_later_is_said_of_all_days_of_the_same_holder() {
    let one = Meaning::One("A1".to_owned());
    let follows = |periods: &[(Date, &str)], from: &[Found]| {
        let change = rule().follows(&one, &said(periods), (date(2026, 8, 1), from))?;
        let Change::WasAlways { from, to, .. } = change else { panic!("{change:?}") };
        Some((from, to))
    };
    for (periods, expected) in [
        (vec![(MARCH, "甲公司 - nobody")], Some((MARCH, None))),
        (vec![(MARCH, "甲公司 - nobody"), (MAY, "甲公司 - several")], Some((MARCH, None))),
        (vec![(MARCH, "丙公司 - nobody"), (MAY, "甲公司 - nobody")], Some((MAY, None))),
        // What was decided of former days stays.
        (vec![(MARCH, "甲公司 A2 by-person"), (MAY, "甲公司 - nobody")], Some((MAY, None))),
        (vec![(MARCH, "甲公司 - nobody"), (JULY, "甲公司 A2 by-person")], None),
        (vec![(MARCH, "甲公司 A1 by-name")], None),
        // Nobody has looked the name up yet.
        (vec![(MARCH, "甲公司 - -")], None),
        (vec![(MARCH, "甲公司 - nobody"), (JULY, "")], None),
    ] {
        assert_eq!(follows(&periods, &Found::WAITING), expected, "{periods:?}");
    }
}

#[test]
fn a_name_that_was_decided_reaches_what_the_rule_has_linked_and_nothing_that_people_have() {
    for (held, expected) in [
        ("甲公司 A2 by-name", true),
        ("甲公司 - elsewhere", true),
        ("甲公司 - nobody", true),
        ("甲公司 - natural-person", true),
        ("甲公司 A2 by-person", false),
        ("甲公司 - by-person", false),
        ("甲公司 A2 given", false),
        ("甲公司 A2 -", false),
    ] {
        let one = Meaning::One("A1".to_owned());
        let changes = rule().changes(&one, &fields(held), &Found::BY_RULE);
        assert_eq!(changes.is_some(), expected, "{held}");
    }
    // What was another's is taken away.
    let elsewhere = rule().changes(&Meaning::Elsewhere, &fields("甲公司 A2 by-name"), &Found::BY_RULE);
    assert_eq!(elsewhere.and_then(|said| said.get("firm").cloned()), Some(None));
}

const FIRMS: &str = r#"schema = 1
id = "firms"
title = { zh = "企业", en = "firms" }
about = { zh = "企业。", en = "Firms." }
key = ["code"]
name = "name"
retention = { basis = { zh = "演示", en = "demonstration" } }
[[field]]
id = "code"
title = { zh = "代码", en = "code" }
kind = "text"
class = "public"
required = true
[[field]]
id = "name"
title = { zh = "名称", en = "name" }
kind = "text"
class = "public"
required = true
[[view]]
id = "by-name"
title = { zh = "按名称", en = "by name" }
filters = []
sort = ["name"]
"#;

const RIGHTS: &str = r#"schema = 1
id = "rights"
title = { zh = "权利", en = "rights" }
about = { zh = "权利。", en = "Rights." }
key = ["number"]
name = "number"
retention = { basis = { zh = "演示", en = "demonstration" } }
[[field]]
id = "number"
title = { zh = "编号", en = "number" }
kind = "text"
class = "public"
required = true
[[field]]
id = "holders"
title = { zh = "权利人", en = "holders" }
kind = "text"
many = true
[[field]]
id = "firm"
title = { zh = "企业", en = "firm" }
kind = "reference"
ledger = "firms"
[[field]]
id = "found"
title = { zh = "对应", en = "found" }
kind = "code"
table = "found"
[[field]]
id = "basis"
title = { zh = "依据", en = "basis" }
kind = "text"
[link]
rule = "演示规则"
from = "holders"
field = "firm"
found = "found"
basis = "basis"
"#;

#[test]
fn a_link_is_declared_with_fields_that_fit() {
    let read = |text: &str| Ledger::read("rights/ledger.toml", text);
    let sound = read(RIGHTS).unwrap();
    assert_eq!(sound.link, Some(Linking { place: sound.link.clone().unwrap().place, ..rule() }));
    for (written, instead, code) in [
        ("from = \"holders\"", "from = \"firm\"", "other-kind"),
        ("field = \"firm\"", "field = \"basis\"", "other-kind"),
        ("found = \"found\"", "found = \"basis\"", "other-kind"),
        ("basis = \"basis\"", "basis = \"nothing\"", "unknown-field"),
    ] {
        let problems = read(&RIGHTS.replace(written, instead)).unwrap_err();
        assert_eq!(problems.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), [code], "{instead}");
    }
    let firms = |text: &str| Ledger::read("firms/ledger.toml", text).unwrap();
    let codes = |ledgers: &[Ledger]| check_all(ledgers).into_iter().map(|it| it.code).collect::<Vec<_>>();
    // Both are called by other titles than one another's.
    assert_eq!(codes(&[sound.clone(), firms(FIRMS)]), Vec::<String>::new());
    let unsorted = FIRMS.replace("sort = [\"name\"]", "sort = [\"code\"]");
    assert_eq!(codes(&[sound.clone(), firms(&unsorted)]), ["not-by-name"]);
    let mut lacking = sound;
    assert_eq!(lacking.name_codes(&Codes::new()), [], "that there is no table is told at the field");
}
