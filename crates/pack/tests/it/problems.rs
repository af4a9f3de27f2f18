//! Everything that can be wrong with a pack is found, with file and line, all of it at once.

use std::fs;

use crate::world::{World, county};

const BODIES: &str = "id,name,kind,division,parent,valid_from,valid_to,source,note\n";

fn check(files: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(World::new(files).problems(), expected);
}

fn bodies(rows: &str) -> String {
    format!("{BODIES}{rows}")
}

#[test]
fn a_county_with_nothing_but_its_name_is_sound() {
    check(&[], &[]);
}

#[test]
fn the_manifest_is_read_to_the_end() {
    let text = "schema = 2\nname = \"Yun He\"\ntitel = 1\ndivision = \"43010\"\nextends = \"chnia\"\n\
                plan = \"../plan.txt\"\n";
    check(
        &[("pack.toml", text)],
        &[
            "pack.toml:1 schema bad-value",
            "pack.toml:1 title missing-key",
            "pack.toml:2 name id-shape",
            "pack.toml:3 titel unknown-key",
            "pack.toml:4 division division",
            "pack.toml:5 extends extends-not-found",
            "pack.toml:6 plan outside-pack",
        ],
    );
}

#[test]
fn files_that_are_missing_or_unknown_are_named() {
    let manifest = county("plan = \"plan.txt\"\n");
    let world =
        World::new(&[("pack.toml", &manifest), ("seed/alias.csv", ""), ("notes.txt", ""), ("README.md", "")]);
    fs::remove_file(world.folder.join("seed/bodies.csv")).unwrap();
    assert_eq!(
        world.problems(),
        [
            "notes.txt unknown-file",
            "pack.toml missing-file",
            "pack.toml:6 plan missing-file",
            "seed/alias.csv unknown-file",
        ]
    );
}

#[test]
fn a_folder_without_a_pack_says_so() {
    let world = World::new(&[]);
    fs::remove_file(world.folder.join("pack.toml")).unwrap();
    assert_eq!(world.problems(), ["pack.toml no-pack"]);
    let report = pack::check_folder(std::path::Path::new("/nowhere/at/all"));
    assert_eq!((report.problems.len(), report.problems[0].code.as_str()), (1, "no-pack"));
}

#[test]
fn broken_syntax_is_a_problem_with_its_line() {
    check(&[("pack.toml", "schema = 1\nname = \n")], &["pack.toml:2 toml-syntax"]);
}

#[test]
fn engines_find_what_is_wrong_in_their_files() {
    check(
        &[
            ("calendar.toml", "schema = 1\nchecked_on = 2026-01-01\nyaer = 1\n"),
            ("regimes.toml", "schema = 1\n"),
        ],
        &["calendar.toml:3 yaer unknown-key", "regimes.toml:1 checked_on missing-key"],
    );
}

#[test]
fn packs_may_not_extend_each_other() {
    let world = World::new(&[("pack.toml", &county("").replace("china", "shanhe"))]);
    let other = world.folder.parent().unwrap().join("shanhe");
    fs::create_dir_all(&other).unwrap();
    fs::write(other.join("pack.toml"), county("").replace("yunhe", "shanhe").replace("china", "yunhe"))
        .unwrap();
    fs::create_dir_all(other.join("seed")).unwrap();
    fs::write(other.join("seed/bodies.csv"), BODIES).unwrap();
    let problems = world.problems();
    assert!(problems.iter().any(|problem| problem.ends_with("extends-circle")), "{problems:?}");
}

#[test]
fn headers_are_checked_before_rows() {
    check(
        &[
            ("seed/bodies.csv", "id,nmae,kind,parent,valid_from,valid_to,source,note\n,,,,,,,\n"),
            ("seed/groups.csv", ""),
            ("seed/body-aliases.csv", "body,alias,alias\n"),
        ],
        &[
            "seed/bodies.csv:1 missing-column",
            "seed/bodies.csv:1 nmae unknown-column",
            "seed/body-aliases.csv:1 alias column-twice",
            "seed/groups.csv:1 empty-table",
        ],
    );
}

#[test]
fn every_field_of_every_row_is_checked() {
    let rows = "A b,名,office,,,2026-02-30,,,\n,,offise,,,2026-01-02,2026-01-02,,\ntoo,few\n";
    check(
        &[("seed/bodies.csv", &bodies(rows))],
        &[
            "seed/bodies.csv:2 id id-shape",
            "seed/bodies.csv:2 valid_from bad-date",
            "seed/bodies.csv:3 id missing-field",
            "seed/bodies.csv:3 kind unknown-code",
            "seed/bodies.csv:3 name missing-field",
            "seed/bodies.csv:3 valid_to date-order",
            "seed/bodies.csv:4 csv-syntax",
        ],
    );
}

#[test]
fn ids_and_names_are_used_once() {
    check(
        &[
            ("seed/bodies.csv", &bodies("a,县甲局,department,,,,,,\na,县乙局（丙局）,department,,,,,,\n")),
            ("seed/groups.csv", "id,name,aliases\ntowns,各乡镇,乡镇；各 乡镇\nothers,县甲局,\n"),
            ("seed/body-aliases.csv", "body,alias\na,县乙局(丙局)\na,甲\na,甲\na,乡镇\n"),
        ],
        &[
            "seed/bodies.csv:3 record-twice",
            "seed/body-aliases.csv:2 alias name-twice",
            "seed/body-aliases.csv:4 record-twice",
            "seed/body-aliases.csv:5 alias name-twice",
            "seed/groups.csv:2 aliases name-twice",
            "seed/groups.csv:3 name name-twice",
        ],
    );
}

#[test]
fn a_body_may_be_renamed_and_a_name_may_pass_to_another() {
    let rows = "a,县甲局,department,,,,2020-01-01,,\na,县乙局,department,,,2020-01-01,,,\n\
                b,县甲局,department,,,2021-01-01,,,\nc,县乙局,department,,,2021-01-01,,,\n";
    let aliases = "body,alias,valid_from,valid_to\na,甲,,2021-01-01\nb,甲,2021-01-01,\nb,甲,2022-01-01,\n";
    check(
        &[("seed/bodies.csv", &bodies(rows)), ("seed/body-aliases.csv", aliases)],
        &["seed/bodies.csv:5 name name-twice", "seed/body-aliases.csv:4 record-twice"],
    );
}

#[test]
fn references_lead_to_rows() {
    check(
        &[
            ("seed/bodies.csv", &bodies("finance,县财政局,department,,finanse,,,,\n")),
            ("seed/groups.csv", "id,name\ntowns,各乡镇\n"),
            ("seed/body-aliases.csv", "body,alias\nnobody,某局\n"),
            ("seed/group-members.csv", "group,body\nfinance,towns\n"),
            (
                "seed/meetings.csv",
                "number,title,kind,date,agenda,present\n1,会,special,2026-01-05,议题,finance；education\n",
            ),
        ],
        &[
            "seed/bodies.csv:2 parent dangling-reference",
            "seed/body-aliases.csv:2 body dangling-reference",
            "seed/group-members.csv:2 body dangling-reference",
            "seed/group-members.csv:2 group dangling-reference",
            "seed/meetings.csv:2 present dangling-reference",
        ],
    );
}

#[test]
fn references_form_no_circle_and_each_circle_is_told_once() {
    let rows = "a,甲,office,,b,,,,\nb,乙,office,,c,,,,\nc,丙,office,,b,,,,\nd,丁,office,,d,,,,\n";
    check(
        &[("seed/bodies.csv", &bodies(rows))],
        &["seed/bodies.csv:3 parent circle", "seed/bodies.csv:5 parent circle"],
    );
}

#[test]
fn a_street_lies_in_its_county_and_a_member_counts_once() {
    let rows = "a,甲街道,street,439922001,,,,,\nb,乙街道,street,439923001,,,,,\n";
    let members = "group,body,valid_from,valid_to,source\n\
                   streets,a,2020-01-01,2024-01-01,\nstreets,a,2024-01-01,,\nstreets,a,2025-01-01,,\n";
    check(
        &[
            ("seed/bodies.csv", &bodies(rows)),
            ("seed/groups.csv", "id,name\nstreets,各街道\n"),
            ("seed/group-members.csv", members),
        ],
        &["seed/bodies.csv:3 division division-elsewhere", "seed/group-members.csv:4 record-twice"],
    );
    check(
        &[("seed/bodies.csv", &bodies("c,丙街道,street,12,,,,,\n"))],
        &["seed/bodies.csv:2 division wrong-length"],
    );
}

#[test]
fn the_plan_names_only_bodies_of_the_pack_and_answers_quote_it() {
    let plan =
        "云河县工作方案\n\n一、工作任务\n1、加强服务。做好工作。（牵头单位：县财政局；责任单位：县教育局）\n";
    let answers = "number,finding,quote,answer,decided_by,decided_on,reason\n\
                   1,target-without-date,做好工作,2026年,领导小组,2026-01-05,会议\n\
                   2,target-without-date,没有的话,2026年,领导小组,,会议\n\
                   3,target-without-date,没有的话,2026年,领导小组,2026-01-05,会议\n\
                   4,target-without-dat,,2026年,领导小组,2026-01-05,会议\n";
    check(
        &[
            ("pack.toml", &county("plan = \"plan.txt\"\n")),
            ("plan.txt", plan),
            ("seed/bodies.csv", &bodies("finance,县财政局,department,,,,,,\n")),
            ("seed/answers.csv", ""),
        ],
        &["seed/answers.csv:1 empty-table"],
    );
    check(
        &[
            ("pack.toml", &county("plan = \"plan.txt\"\n")),
            ("plan.txt", plan),
            ("seed/bodies.csv", &bodies("finance,县财政局,department,,,,,,\n")),
            ("seed/answers.csv", answers),
        ],
        &[
            "seed/answers.csv:3 decided_on missing-field",
            "seed/answers.csv:4 quote quote-not-found",
            "seed/answers.csv:5 finding unknown-finding",
        ],
    );
    check(
        &[
            ("pack.toml", &county("plan = \"plan.txt\"\n")),
            ("plan.txt", plan),
            ("seed/bodies.csv", &bodies("finance,县财政局,department,,,,,,\n")),
        ],
        &["plan.txt:4 plan-body-unknown"],
    );
}

#[test]
fn code_tables_are_declared_with_their_columns() {
    let table = |id: &str, file: &str| {
        format!(
            "[[table]]\nid = \"{id}\"\ntitle = {{ zh = \"表\", en = \"table\" }}\nfile = \"{file}\"\n\
             status = \"official\"\nsource = \"here\"\n"
        )
    };
    let codes = format!(
        "schema = 1\nchecked_on = 2026-01-01\n{}{}{}{}",
        table("kinds", "codes/kinds.csv"),
        table("province", "codes/kinds.csv"),
        table("absent", "codes/absent.csv"),
        table("outside", "../kinds.csv"),
    );
    check(
        &[("codes.toml", &codes), ("codes/kinds.csv", "code,zh,en\nA,甲,a\nA,,b\n"), ("codes/left.csv", "")],
        &[
            "codes.toml:10 table[2].id id-twice",
            "codes.toml:18 table[3].file missing-file",
            "codes.toml:24 table[4].file outside-pack",
            "codes/kinds.csv:3 zh empty-field",
            "codes/kinds.csv:3 zh empty-field",
            "codes/left.csv unknown-file",
        ],
    );
}

#[test]
fn other_encodings_and_marks_are_handled() {
    let world = World::new(&[("seed/groups.csv", "\u{feff}id,name\ntowns,各乡镇\n")]);
    fs::write(world.folder.join("seed/body-aliases.csv"), b"body,alias\ntowns,\xb8\xf7\n").unwrap();
    assert_eq!(world.problems(), ["seed/body-aliases.csv:2 not-utf-8"]);
}

#[test]
fn a_table_that_cannot_be_read_is_told_once_and_not_missed_row_by_row() {
    let rows = bodies("a,甲街道,street,,,,,,\nb,乙街道,street,,,,,,\n");
    let members = "group,body,valid_from,valid_to,source\nstreets,a,,,\nstreets,b,,,\n";
    let aliases = "body,alias\na,甲\n";
    let with = |bodies: &str, groups: &[(&str, &str)], expected: &[&str]| {
        let mut files = vec![
            ("seed/bodies.csv", bodies),
            ("seed/group-members.csv", members),
            ("seed/body-aliases.csv", aliases),
        ];
        files.extend(groups);
        check(&files, expected);
    };
    with(&rows, &[], &["seed/group-members.csv:2 group missing-file"]);
    with(
        &rows,
        &[("seed/groups.csv", "id,nmae\nstreets,各街道\n")],
        &["seed/groups.csv:1 missing-column", "seed/groups.csv:1 nmae unknown-column"],
    );
    let groups = [("seed/groups.csv", "id,name\nstreets,各街道\n")];
    with(&rows.replace("甲街道,street", "甲街道,road"), &groups, &["seed/bodies.csv:2 kind unknown-code"]);
    with(&rows.replace("甲街道", "\"甲街道"), &groups, &["seed/bodies.csv:2 quote-open"]);
    with(&rows.replace("甲街道", "\"甲\"\"街\n道\""), &groups, &[]);
}

#[test]
fn a_division_lies_in_a_province() {
    let manifest = county("").replace("439922", "999922");
    check(&[("pack.toml", &manifest)], &["pack.toml:4 division no-province"]);
}

#[test]
fn chinese_messages_are_chinese() {
    for text in
        ["a = \n", "a = b\n", "a = \"b\n", "a\n", "[a\n", "a = [1\n", "a = 2026-13-01\n", "a = 1\na = 2\n"]
    {
        let world = World::new(&[("pack.toml", text)]);
        let report = pack::check_folder(&world.folder);
        assert!(!report.problems.is_empty(), "{text}");
        for problem in report.problems {
            let words = problem.what.zh.replace("TOML", "");
            assert!(!words.contains(|c: char| c.is_ascii_alphabetic()), "{text}: {words}");
        }
    }
    let error = std::io::Error::from(std::io::ErrorKind::StorageFull);
    assert_eq!(pack::io_reason(&error), kernel::Wording::new("磁盘已满", "the disk is full"));
    let error = fs::read(env!("CARGO_MANIFEST_DIR")).unwrap_err();
    assert_eq!(pack::io_reason(&error).zh, "这是文件夹，不是文件");
}

#[test]
fn the_history_of_a_demonstration_is_read_to_the_end() {
    let accounts = "sign_in_name,role,body,enterprise,title\nclerk,clerk,,,经办（演示）\n";
    let history = "at,by,ledger,said,key,from,to,into,reason,fields\n\
        2026-03-02 09:00,clerk,bodies,created,,2026-03-01,,,演示,id=a|name=甲|kind=office\n\
        2026-02-30 09:00,clerk,bodies,became,a,2026-03-01,,,演示,name=乙\n\
        2026-03-01 09:00,clrk,bodies,became,a,,,,演示,nmae=乙\n\
        2026-03-03 09:00,clerk,body,merged-into,,,,,,\n\
        2026-03-03 09:00,clerk,bodies,renamed,a,2026-03-01,,,演示,乙\n\
        2026-03-03 09:00,clerk,bodies,was-always,a,2026-03-01,,,演示,kind=ofice\n\
        2026-03-04 09:00,clrk,bodeis,became,a,2026-03-01,,,演示,name=乙\n\
        2026-03-03 10:00,clerk,bodies,created,,2026-03-01,,,演示,name=乙|colour=red\n";
    check(
        &[("accounts.csv", accounts), ("history.csv", history)],
        &[
            "history.csv:3 at bad-time",
            "history.csv:4 from empty-field",
            "history.csv:5 into empty-field",
            "history.csv:5 key empty-field",
            "history.csv:5 reason empty-field",
            "history.csv:6 fields no-field-name",
            "history.csv:6 said unknown-saying",
            "history.csv:7 kind unknown-code",
            "history.csv:8 by dangling-reference",
            "history.csv:8 ledger unknown-ledger",
            "history.csv:9 at time-order",
            "history.csv:9 colour unknown-field",
            "history.csv:9 id missing-field",
            "history.csv:9 kind missing-field",
        ],
    );
}

#[test]
fn a_part_of_the_programme_is_played_by_what_there_is() {
    let programme = "schema = 1\n[slip]\nprocedure = \"slpi\"\nduty = \"duty\"\nbody = \"body\"\n\
                     subject = \"subject\"\ndemand = \"demand\"\norigin = \"origin\"\n\
                     [evidence]\nprocedure = \"evidence\"\nduty = \"dutty\"\nproof = \"proof\"\ndate = \"what\"\nwhat = \"what\"\n\
                     accepted = \"taken\"\n\
                     [problem]\nprocedure = \"problem\"\nbody = \"owner\"\nassign = \"give\"\nanswer = \"answer\"\n\
                     [meeting]\nledger = \"metings\"\nkind = \"kind\"\nquarterly = \"quarterly\"\n\
                     acceptance = \"acceptance\"\ndate = \"date\"\ntitle = \"title\"\n";
    check(&[("programme.toml", programme)], &["programme.toml:21 meeting.minutes missing-key"]);
    check(
        &[("programme.toml", &format!("{programme}minutes = \"minutes_number\"\n"))],
        &[
            "programme.toml:3 slip.procedure not-there",
            "programme.toml:11 evidence.duty not-there",
            "programme.toml:13 evidence.date wrong-kind",
            "programme.toml:15 evidence.accepted not-there",
            "programme.toml:19 problem.assign not-there",
            "programme.toml:22 meeting.ledger not-there",
        ],
    );
    let meeting = |column: &str| {
        format!(
            "schema = 1\n[meeting]\nledger = \"meetings\"\nkind = \"kind\"\nquarterly = \"{column}\"\n\
             acceptance = \"acceptance\"\ndate = \"date\"\ntitle = \"title\"\nminutes = \"minutes_number\"\n"
        )
    };
    check(&[("programme.toml", &meeting("quarterly"))], &[]);
    check(&[("programme.toml", &meeting("monthly"))], &["programme.toml:5 meeting.quarterly not-there"]);
}
