//! Rules across fields: what each kind refuses, in which words, and what a declaration of one has to keep to.

use form::{CodeRow, CodeTable, Codes, Fields, Status, Value};
use jiff::civil::date;
use kernel::{Problem, Severity, Wording};
use ledger::{Change, History, Ledger, Patch, Referred, apart, judge, revise, warnings};

/// A ledger of rights with a field of every kind that rules look at.
const RIGHTS: &str = r#"schema = 1
id = "rights"
title = { zh = "权利", en = "rights" }
about = { zh = "演示", en = "demonstration" }
key = ["number"]
name = "number"
retention = { basis = { zh = "演示", en = "demonstration" } }
[[field]]
id = "number"
title = { zh = "申请号", en = "number" }
kind = "application-number"
required = true
[[field]]
id = "filed_on"
title = { zh = "申请日", en = "day of filing" }
kind = "date"
[[field]]
id = "published_on"
title = { zh = "公布日", en = "day of publication" }
kind = "partial-date"
[[field]]
id = "granted_on"
title = { zh = "授权日", en = "day of grant" }
kind = "date"
[[field]]
id = "paid"
title = { zh = "已付", en = "paid" }
kind = "money"
[[field]]
id = "promised"
title = { zh = "承诺", en = "promised" }
kind = "money"
[[field]]
id = "share"
title = { zh = "份额", en = "share" }
kind = "decimal"
scale = 2
[[field]]
id = "state"
title = { zh = "状态", en = "state" }
kind = "code"
table = "state"
[[field]]
id = "reason"
title = { zh = "原因", en = "reason" }
kind = "text"
[[field]]
id = "note"
title = { zh = "备注", en = "note" }
kind = "text"
[[field]]
id = "holders"
title = { zh = "权利人代码", en = "codes of the holders" }
kind = "text"
many = true
[[field]]
id = "valuer"
title = { zh = "评估人", en = "valuer" }
kind = "reference"
ledger = "rights"
[[field]]
id = "person"
title = { zh = "姓名", en = "person" }
kind = "person"
class = "personal"
[[rule]]
id = "the-rule"
title = { zh = "演示规则", en = "a rule for demonstration" }
"#;

const ORDER: &str = "kind = 'order'\nfields = ['filed_on', 'published_on', 'granted_on']";
const REQUIRES: &str =
    "kind = 'requires'\nwhen = [{ field = 'state', values = ['ended', 'refused'] }]\nneeds = ['reason']";

fn rights(lines: &str) -> Ledger {
    let read = Ledger::read("rights.toml", &format!("{RIGHTS}{lines}"));
    let mut ledger = read.unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(ledger.name_codes(&codes()), []);
    ledger
}

fn codes() -> Codes {
    let row = |code: &str, zh: &str, en: &str| CodeRow::new(code, Wording::new(zh, en));
    let rows =
        vec![row("valid", "有效", "valid"), row("ended", "终止", "ended"), row("refused", "驳回", "refused")];
    let title = Wording::new("状态", "states");
    let table = CodeTable::new("state".to_owned(), title, Status::Official, "演示数据".to_owned(), rows);
    Codes::from([(table.id.clone(), table)])
}

/// `field=value field=value`, one record.
fn record(line: &str) -> Fields {
    let value = |field: &str, text: &str| match field {
        "paid" | "promised" | "share" => Value::Integer(text.parse().unwrap()),
        "holders" => Value::List(text.split('|').map(|text| Value::Text(text.to_owned())).collect()),
        _ => Value::Text(text.to_owned()),
    };
    let field = |pair: &str| {
        let (field, text) = pair.split_once('=').unwrap();
        (field.to_owned(), value(field, text))
    };
    line.split_whitespace().map(field).collect()
}

fn said(problem: &Problem) -> String {
    assert!(problem.remedy.zh.ends_with("（规则：演示规则）"), "{}", problem.remedy.zh);
    assert!(problem.remedy.en.ends_with(" (the rule: a rule for demonstration)"), "{}", problem.remedy.en);
    let field = problem.place.field.as_deref().unwrap_or_default();
    format!("{field}: {} / {}", problem.what.zh, problem.what.en)
}

#[track_caller]
fn check(lines: &str, fields: &str, expected: &[&str]) {
    let problems = judge(&rights(lines), &record(fields), None);
    assert_eq!(problems.iter().map(said).collect::<Vec<String>>(), expected, "{lines}\n{fields}");
}

#[test]
fn days_do_not_go_back() {
    check(ORDER, "filed_on=2024-03-05 published_on=2024-03 granted_on=2024-03-05", &[]);
    check(ORDER, "filed_on=2024-03-05", &[]);
    check(
        ORDER,
        "filed_on=2024-03-05 granted_on=2023-01-02",
        &[
            "granted_on: “申请日”2024年3月5日晚于“授权日”2023年1月2日 / day of filing 5 March 2024 is after day of grant 2 January 2023",
        ],
    );
    // A month is after a day only if all of it is.
    check(
        ORDER,
        "filed_on=2024-03-05 published_on=2024-02 granted_on=2024-01-31",
        &[
            "published_on: “申请日”2024年3月5日晚于“公布日”2024年2月 / day of filing 5 March 2024 is after day of publication February 2024",
            "granted_on: “公布日”2024年2月晚于“授权日”2024年1月31日 / day of publication February 2024 is after day of grant 31 January 2024",
        ],
    );
}

#[test]
fn a_number_does_not_exceed_another() {
    let lines = "kind = 'at-most'\nfields = ['paid', 'promised']";
    check(lines, "paid=100 promised=100", &[]);
    check(lines, "paid=100", &[]);
    check(
        lines,
        "paid=120000 promised=100000",
        &["paid: “已付”1,200元大于“承诺”1,000元 / paid ¥1,200 is more than promised ¥1,000"],
    );
}

#[test]
fn a_field_is_needed_where_another_says_so() {
    check(REQUIRES, "state=valid", &[]);
    check(REQUIRES, "state=ended reason=x", &[]);
    check(
        REQUIRES,
        "state=ended",
        &["reason: “状态”是“终止”，但“原因”没有填写 / state is ended, but reason is empty"],
    );
    check(
        "kind = 'requires'\nwhen = [{ field = 'granted_on' }, { field = 'state', values = ['valid'] }]\none_of = ['paid', 'promised']",
        "state=valid granted_on=2024-01-02",
        &["paid: “授权日”是“2024年1月2日”，“状态”是“有效”，但“已付”“承诺”都没有填写 / \
             day of grant is 2 January 2024, state is valid, but none of paid, promised is filled in"],
    );
    check(
        "kind = 'requires'\none_of = ['paid', 'promised']",
        "state=valid",
        &["paid: “已付”“承诺”都没有填写 / none of paid, promised is filled in"],
    );
    // What is personal is not repeated.
    check(
        "kind = 'requires'\nwhen = [{ field = 'person' }]\nneeds = ['reason']",
        "person=sealed:ab",
        &["reason: “姓名”已填写，但“原因”没有填写 / person is filled in, but reason is empty"],
    );
}

#[test]
fn a_field_is_empty_unless_another_says_so() {
    let lines = "kind = 'empty-unless'\nfields = ['reason', 'note']\nwhen = [{ field = 'state', values = ['ended'] }]";
    check(lines, "state=ended reason=x", &[]);
    check(lines, "state=valid", &[]);
    check(
        lines,
        "state=valid reason=x note=y",
        &[
            "reason: 填写了“原因”，但“状态”是“有效” / reason is filled in, but state is valid",
            "note: 填写了“备注”，但“状态”是“有效” / note is filled in, but state is valid",
        ],
    );
    check(lines, "note=y", &["note: 填写了“备注”，但“状态”没有填写 / note is filled in, but state is empty"]);
}

#[test]
fn one_of_some_fields_is_filled_in() {
    let lines = "kind = 'one-of'\nfields = ['reason', 'note']";
    check(lines, "note=y", &[]);
    check(lines, "state=valid", &["reason: “原因”“备注”都没有填写 / none of reason, note is filled in"]);
    check(lines, "reason=x note=y", &["note: “原因”“备注”同时填写了 / reason, note are filled in together"]);
    // That a flag says no is none of them.
    let breaks = |flag: bool, more: &str| {
        let mut fields = record(more);
        fields.insert("reason".to_owned(), Value::Flag(flag));
        !judge(&rights(lines), &fields, None).is_empty()
    };
    assert!(!breaks(true, ""));
    assert!(breaks(false, ""));
    assert!(breaks(true, "note=y"));
    assert!(!breaks(false, "note=y"));
}

#[test]
fn the_year_in_a_number_fits_a_day() {
    let lines = "kind = 'year-of'\nnumber = 'number'\nday = 'filed_on'\nearlier = 0\nlater = 2";
    check(lines, "number=202410123456.0 filed_on=2022-12-30", &[]);
    check(lines, "number=202410123456.0", &[]);
    check(
        lines,
        "number=202410123456.0 filed_on=2025-01-02",
        &["filed_on: “申请号”202410123456.0的年份是2024，与“申请日”2025年1月2日不符，应在2025至2027之间 / \
             the year 2024 of number 202410123456.0 does not fit day of filing 2 January 2025; it lies from 2025 to 2027"],
    );
}

#[test]
fn what_is_held_for_a_time_has_to_be_held_anew_after_it() {
    let lines = "kind = 'within'\nday = 'filed_on'\nfield = 'granted_on'\nmonths = 6";
    check(lines, "filed_on=2025-08-31 granted_on=2026-02-28", &[]);
    check(lines, "filed_on=2025-08-31", &[]);
    check(
        lines,
        "filed_on=2025-08-31 granted_on=2026-03-01",
        &["granted_on: “授权日”2026年3月1日超过“申请日”2025年8月31日之后6个月 / \
             day of grant 1 March 2026 is more than 6 months after day of filing 31 August 2025"],
    );
    let problems = judge(&rights(lines), &record("filed_on=2025-08-31 granted_on=2026-03-01"), None);
    assert_eq!(problems[0].remedy.zh, "最迟写2026-02-28（规则：演示规则）");
}

#[test]
fn what_stands_here_does_not_stand_in_the_record_that_is_named() {
    let ledger = rights("kind = 'apart'\nfield = 'holders'\nby = 'valuer'\nother = 'holders'");
    let named = ("rights".to_owned(), "a".to_owned());
    let referred = Referred::from([(named, record("holders=three|two"))]);
    assert_eq!(apart(&ledger, &record("holders=one valuer=a"), &referred), []);
    assert_eq!(apart(&ledger, &record("holders=two valuer=b"), &referred), []);
    let problems = apart(&ledger, &record("holders=one|two valuer=a"), &referred);
    assert_eq!(
        problems.iter().map(said).collect::<Vec<String>>(),
        ["holders: “权利人代码”中的 two 与“评估人”有利害关系 / \
             two among codes of the holders has an interest shared with valuer"]
    );
}

#[test]
fn what_another_record_tells_of_is_looked_at_twice() {
    let lines = "kind = 'clear-of'\nseverity = 'warning'\nwhen = [{ field = 'state', values = ['valid'] }]\nfield = 'valuer'\n\
        ledger = 'rights'\nby = 'valuer'";
    let ledger = rights(lines);
    let telling = ("rights".to_owned(), "b".to_owned());
    let referred = Referred::from([(telling, record("valuer=a"))]);
    assert_eq!(apart(&ledger, &record("valuer=c state=valid"), &referred), []);
    assert_eq!(
        apart(&ledger, &record("valuer=a state=ended"), &referred),
        [],
        "only where the conditions hold"
    );
    let problems = apart(&ledger, &record("valuer=a state=valid"), &referred);
    assert_eq!(
        problems.iter().map(said).collect::<Vec<String>>(),
        ["valuer: “评估人”中的 a 写在记录“b”里 / a among valuer stands in the record b"]
    );
    assert_eq!(problems[0].severity, Severity::Warning);
}

#[test]
fn a_change_is_judged_by_what_it_changes_alone() {
    let ledger = rights(ORDER);
    // Recorded before there was the rule.
    let wrong = record("number=202410123456.0 filed_on=2024-03-05 granted_on=2023-01-02");
    let history: History = revise(
        &rights("kind = 'one-of'\nfields = ['number', 'note']"),
        &[],
        &Change::created(date(2024, 4, 1), wrong),
    )
    .unwrap()
    .into_iter()
    .map(|revision| (1, revision))
    .collect();
    let change = |field: &str, text: &str| {
        let fields = Patch::from([(field.to_owned(), Some(Value::Text(text.to_owned())))]);
        revise(&ledger, &history, &Change::Became { from: date(2025, 1, 1), fields })
    };
    assert_eq!(change("note", "x").unwrap().len(), 1);
    let problems = change("granted_on", "2023-01-03").unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].code.as_str(), problems[0].severity), ("the-rule", Severity::Error));
    assert_eq!(change("granted_on", "2024-06-03").unwrap().len(), 1);
}

#[test]
fn a_warning_stands_in_no_way() {
    let ledger = rights(&format!("severity = 'warning'\n{ORDER}"));
    let wrong = record("number=202410123456.0 filed_on=2024-03-05 granted_on=2023-01-02");
    let revisions = revise(&ledger, &[], &Change::created(date(2024, 4, 1), wrong)).unwrap();
    let found = warnings(&ledger, &[], &revisions);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].severity, Severity::Warning);
}

#[test]
fn what_is_wrong_with_a_rule_is_said_at_its_line() {
    for (lines, expected) in [
        ("kind = 'orders'", "69 rule[1].kind bad-value"),
        ("kind = 'order'", "66 rule[1].fields missing-key"),
        ("kind = 'order'\nfields = ['filed_on']", "70 rule[1].fields too-few"),
        ("kind = 'order'\nfields = ['filed_on', 'state']", "70 rule[1].fields[2] other-kind"),
        ("kind = 'order'\nfields = ['filed_on', 'grant']", "70 rule[1].fields[2] unknown-field"),
        ("kind = 'order'\nfields = ['filed_on', 'filed_on']", "70 rule[1].fields[2] listed-twice"),
        ("kind = 'at-most'\nfields = ['paid', 'share']", "70 rule[1].fields other-kind"),
        ("kind = 'requires'\nwhen = [{ field = 'state' }]", "66 rule[1].needs empty-list"),
        ("kind = 'requires'\nneeds = ['reason']\nby = 'x'", "71 rule[1].by unknown-key"),
        (
            "kind = 'requires'\nwhen = [{ field = 'paid', values = ['x'] }]\nneeds = ['reason']",
            "70 rule[1].when[1].values[1] not-an-amount",
        ),
        (
            "kind = 'requires'\nwhen = [{ field = 'person', values = ['x'] }]\nneeds = ['reason']",
            "70 rule[1].when[1].field other-kind",
        ),
        ("kind = 'empty-unless'\nfields = ['reason']", "66 rule[1].when empty-list"),
        ("kind = 'year-of'\nnumber = 'note'\nday = 'filed_on'", "70 rule[1].number other-kind"),
        ("kind = 'year-of'\nnumber = 'number'\nday = 'filed_on'\nlater = 31", "72 rule[1].later rule-years"),
        (
            "kind = 'within'\nday = 'filed_on'\nfield = 'published_on'\nmonths = 6",
            "71 rule[1].field other-kind",
        ),
        (
            "kind = 'within'\nday = 'filed_on'\nfield = 'granted_on'\nmonths = 0",
            "72 rule[1].months bad-months",
        ),
        ("kind = 'apart'\nfield = 'holders'\nby = 'note'\nother = 'holders'", "71 rule[1].by other-kind"),
        ("kind = 'differ'\nfields = ['reason', 'person']", "70 rule[1].fields[2] other-kind"),
        ("kind = 'differ'\nfields = ['reason']", "70 rule[1].fields too-few"),
        ("kind = 'anonymous'\nfields = ['paid']", "70 rule[1].fields[1] other-kind"),
        (
            "kind = 'clear-of'\nfield = 'note'\nledger = 'rights'\nby = 'valuer'",
            "70 rule[1].field other-kind",
        ),
        (&format!("severity = 'hint'\n{ORDER}"), "69 rule[1].severity bad-value"),
    ] {
        let problems = Ledger::read("rights.toml", &format!("{RIGHTS}{lines}\n")).expect_err(lines);
        let found: Vec<String> = problems
            .iter()
            .map(|problem| {
                format!("{} {}", problem.place.to_string().trim_start_matches("rights.toml:"), problem.code)
            })
            .collect();
        assert_eq!(found, [expected], "{lines}");
    }
}

#[test]
fn who_checks_is_not_who_does() {
    let rule = "kind = 'differ'\nfields = ['reason', 'holders']";
    check(rule, "reason=甲 holders=乙|丙", &[]);
    check(rule, "reason=甲", &[]);
    check(
        rule,
        "reason=甲 holders=乙|甲",
        &["holders: “原因”和“权利人代码”相同 / reason and codes of the holders are the same"],
    );
}

#[test]
fn nothing_in_a_text_leads_to_a_person_by_itself() {
    let rule = "kind = 'anonymous'\nfields = ['note', 'holders']";
    let phone = "note: “备注”里有电话号码 / there is a telephone number in note";
    for text in [
        "电话13800000000。",
        "+86-138-0000-0000",
        "８６１３８００００００００",
        "（0731）80000000",
        "0731-8000000",
    ] {
        check(rule, &format!("note={text}"), &[phone]);
    }
    let identity = "note: “备注”里有身份证号码 / there is an identity number in note";
    for text in [
        "身份证号11010519491231002X",
        "110105194912310021的持有人",
        "１１０１０５－１９４９１２３１－００２Ｘ",
        "第3号110105-19491231-0021",
    ] {
        check(rule, &format!("note={text}"), &[identity]);
    }
    check(
        rule,
        "holders=甲公司|nobody@example.org",
        &["holders: “权利人代码”里有电子邮箱 / there is an e-mail address in codes of the holders"],
    );
    // Numbers of rights, cases, firms and days lead to nobody.
    for text in [
        "ZL202410123456.0",
        "（2026）湘0105民初12345678号",
        "91430105DEM0000148",
        "2026-03-05",
        "@演示",
        "1380000万元",
        "13800000000元",
        "合同金额13800000000.00元",
        "13800000000万元",
    ] {
        check(rule, &format!("note={text}"), &[]);
    }
    for (text, expected) in [
        ("110105 19491231 002X", Some(identity)),
        ("电话138 0000 0000", Some(phone)),
        ("电话13800000000 5元", Some(phone)),
        ("13800000000 元", None),
        ("430105 20260305 002", None),
    ] {
        let note = Fields::from([("note".to_owned(), Value::Text(text.to_owned()))]);
        let problems = judge(&rights(rule), &note, None);
        assert_eq!(
            problems.iter().map(said).collect::<Vec<_>>(),
            expected.into_iter().collect::<Vec<_>>(),
            "{text}"
        );
    }
}

#[test]
fn codes_and_other_ledgers_are_checked_beside_the_pack() {
    let lines = "kind = 'requires'\nwhen = [{ field = 'state', values = ['endet'] }]\nneeds = ['reason']";
    let mut ledger = Ledger::read("rights.toml", &format!("{RIGHTS}{lines}")).unwrap();
    let problems = ledger.name_codes(&codes());
    assert_eq!(problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>(), ["unknown-code"]);
    assert_eq!(problems[0].remedy.en, "did you mean ended?");
    for (other, code) in [("holder", "unknown-field"), ("note", "")] {
        let lines = format!("kind = 'apart'\nfield = 'reason'\nby = 'valuer'\nother = '{other}'");
        let problems =
            ledger::check_all(&[Ledger::read("rights.toml", &format!("{RIGHTS}{lines}")).unwrap()]);
        assert_eq!(problems.iter().map(|problem| problem.code.as_str()).collect::<String>(), code, "{other}");
    }
    for (ledger, by, code) in [
        ("right", "valuer", "unknown-ledger"),
        ("rights", "valuers", "unknown-field"),
        ("rights", "note", "other-kind"),
        ("rights", "valuer", ""),
    ] {
        let lines = format!("kind = 'clear-of'\nfield = 'valuer'\nledger = '{ledger}'\nby = '{by}'");
        let problems =
            ledger::check_all(&[Ledger::read("rights.toml", &format!("{RIGHTS}{lines}")).unwrap()]);
        assert_eq!(problems.iter().map(|problem| problem.code.as_str()).collect::<String>(), code, "{by}");
    }
}
