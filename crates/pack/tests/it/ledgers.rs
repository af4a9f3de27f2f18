//! Ledgers of a pack: one folder each, proved by their examples, one chain.

use pack::Pack;

use crate::world::{World, county};

const LEDGER: &str = r#"schema = 1
id = "stations"
title = { zh = "工作站", en = "stations" }
about = { zh = "工作站在哪里。", en = "Where the stations are." }
key = ["number"]
name = "title"
retention = { basis = { zh = "依据待核实", en = "to be checked" } }
[[field]]
id = "number"
title = { zh = "编号", en = "number" }
kind = "integer"
required = true
min = 1
[[field]]
id = "title"
title = { zh = "名称", en = "title" }
kind = "text"
required = true
[[field]]
id = "body"
title = { zh = "单位", en = "body" }
kind = "body"
"#;

const VALID: &str = "number,title,body\n1,演示站,a\n";
const INVALID: &str = "number,title,problem\n0,演示站,out-of-range\n1,,missing-field\n";

/// A county with this ledger and these examples.
fn check(ledger: &str, valid: &str, invalid: &str, more: &[(&str, &str)], expected: &[&str]) {
    let mut files = vec![
        ("ledgers/stations/ledger.toml", ledger),
        ("ledgers/stations/valid.csv", valid),
        ("ledgers/stations/invalid.csv", invalid),
    ];
    files.extend(more);
    assert_eq!(World::new(&files).problems(), expected);
}

#[test]
fn a_county_adds_a_ledger_with_one_folder() {
    check(LEDGER, VALID, INVALID, &[("seed/stations.csv", "number,title\n1,甲站\n2,乙站\n")], &[]);
    let world = World::new(&[
        ("ledgers/stations/ledger.toml", LEDGER),
        ("ledgers/stations/valid.csv", VALID),
        ("ledgers/stations/invalid.csv", INVALID),
        ("seed/stations.csv", "number,title\n1,甲站\n2,乙站\n"),
    ]);
    let pack = Pack::open(&world.folder).unwrap();
    let (ledgers, shared) = (pack.ledgers().unwrap(), pack.base().unwrap().ledgers().unwrap());
    assert_eq!(ledgers.len(), shared.len() + 1);
    let stations = ledgers.iter().find(|ledger| ledger.id == "stations").unwrap();
    let rows = pack.seed(stations, &pack.codes().unwrap()).unwrap();
    assert_eq!(rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["1", "2"]);
}

#[test]
fn a_county_replaces_a_shared_ledger_with_its_own() {
    // What counties publish has a key that everybody may see.
    let public = LEDGER.replace("kind = \"integer\"", "kind = \"integer\"\nclass = \"public\"");
    let with = public.replace("stations", "heritage-items");
    let world = World::new(&[
        ("ledgers/heritage-items/ledger.toml", &with),
        ("ledgers/heritage-items/valid.csv", VALID),
        ("ledgers/heritage-items/invalid.csv", INVALID),
        ("seed/heritage-items.csv", "number,title\n1,甲\n"),
    ]);
    assert_eq!(world.problems(), Vec::<String>::new());
    let ledgers = Pack::open(&world.folder).unwrap().ledgers().unwrap();
    let items = ledgers.iter().find(|ledger| ledger.id == "heritage-items").unwrap();
    assert_eq!(items.form.fields.len(), 3);
}

#[test]
fn a_ledger_without_examples_is_not_proved() {
    let world = World::new(&[("ledgers/stations/ledger.toml", LEDGER)]);
    assert_eq!(
        world.problems(),
        ["ledgers/stations/invalid.csv missing-examples", "ledgers/stations/valid.csv missing-examples"]
    );
    let remedies = pack::check_folder(&world.folder).problems.into_iter().map(|problem| problem.remedy.en);
    let headers: Vec<String> =
        remedies.filter_map(|remedy| Some(remedy.split_once("first line: ")?.1.to_owned())).collect();
    assert_eq!(headers, ["number,title,body,problem", "number,title,body"]);
    check(
        LEDGER,
        "number,title\n",
        "number,title,problem\n",
        &[],
        &["ledgers/stations/invalid.csv no-examples", "ledgers/stations/valid.csv no-examples"],
    );
}

#[test]
fn examples_prove_what_they_say() {
    check(
        LEDGER,
        "number,title\nx,演示站\n1,\n",
        "number,title,problem\n0,演示站,missing-field\n1,演示站,out-of-range\n0,,out-of-range\n1,,\n",
        &[],
        &[
            "ledgers/stations/invalid.csv:2 problem example-otherwise",
            "ledgers/stations/invalid.csv:3 problem example-otherwise",
            "ledgers/stations/invalid.csv:4 problem example-otherwise",
            "ledgers/stations/invalid.csv:5 problem empty-field",
            "ledgers/stations/valid.csv:2 number not-a-number",
            "ledgers/stations/valid.csv:3 title missing-field",
        ],
    );
    check(LEDGER, VALID, "number,title\n0,演示站\n", &[], &["ledgers/stations/invalid.csv:1 missing-column"]);
}

#[test]
fn what_ledgers_say_together_is_checked() {
    let table = LEDGER.replace("kind = \"body\"", "kind = \"code\"\ntable = \"body-kinds\"");
    check(
        &table,
        "number,title\n1,演示站\n",
        INVALID,
        &[],
        &["ledgers/stations/ledger.toml body unknown-table"],
    );
    let reference = LEDGER.replace("kind = \"body\"", "kind = \"reference\"\nledger = \"bodys\"");
    check(
        &reference,
        "number,title\n1,演示站\n",
        INVALID,
        &[],
        &["ledgers/stations/ledger.toml:23 field[3].ledger unknown-ledger"],
    );
    let grouped = |group: &str| LEDGER.replace("key = [", &format!("group = \"{group}\"\nkey = ["));
    check(&grouped("county"), VALID, INVALID, &[], &[]);
    check(&grouped("countys"), VALID, INVALID, &[], &["ledgers/stations/ledger.toml group unknown-group"]);
    check(
        &LEDGER.replace("id = \"stations\"", "id = \"station\""),
        VALID,
        INVALID,
        &[],
        &["ledgers/stations/ledger.toml ledger-folder"],
    );
    check(
        LEDGER,
        VALID,
        INVALID,
        &[("ledgers/stations/note.csv", ""), ("seed/station.csv", "")],
        &["ledgers/stations/note.csv unknown-file", "seed/station.csv unknown-file"],
    );
}

#[test]
fn roles_and_accounts_refer_to_what_there_is() {
    let role = |id: &str, more: &str| {
        format!(
            "[[role]]\nid = \"{id}\"\ntitle = {{ zh = \"甲\", en = \"a\" }}\nacts = [\"read\"]\nclasses = [\"public\"]\nrows = \"all\"\n{more}"
        )
    };
    let all = ["stranger", "citizen", "firm-user"].map(|id| role(id, "")).concat();
    let own = "[[role.ledger]]\nledger = \"enterprises\"\nrows = \"own-body\"\n\
               [[role.ledger]]\nledger = \"population\"\nrows = \"own-body\"\n[[role.ledger]]\nledger = \"meeting\"\n";
    let roles = format!("schema = 1\n{all}{}", role("agency", own));
    let accounts = "sign_in_name,role,body,title\na,agency,,演示\na,agent,nobody,演示\nB c,citizen,,\n";
    assert_eq!(
        World::new(&[("roles.toml", &roles), ("accounts.csv", accounts)]).problems(),
        [
            "accounts.csv:2 body empty-field",
            "accounts.csv:3 body dangling-reference",
            "accounts.csv:3 role unknown-role",
            "accounts.csv:3 sign_in_name id-twice",
            "accounts.csv:4 sign_in_name id-shape",
            "accounts.csv:4 title empty-field",
            "roles.toml:30 role[4].ledger[2].ledger no-body-field",
            "roles.toml:33 role[4].ledger[3].ledger unknown-ledger",
        ]
    );
}

#[test]
fn a_pack_that_rests_on_nothing_has_no_ledgers() {
    let manifest = county("").replace("extends = \"china\"\n", "").replace("division = \"439922\"\n", "");
    let world = World::new(&[("pack.toml", &manifest)]);
    assert!(Pack::open(&world.folder).unwrap().ledgers().unwrap().is_empty());
}
