//! Tables as they come from elsewhere: which row heads them, which column is which field, and what each row says.

use std::collections::BTreeMap;

use form::{CodeRow, CodeTable, Codes, Context, Fields, Status, Value};
use jiff::civil::{Date, date};
use kernel::{Place, Wording};
use ledger::{Blank, Columns, Fixed, Heading, Ledger, Patch, RowReader, fill_in, fixed_values, letters};

fn patents() -> Ledger {
    Ledger::read("ledger.toml", include_str!("imports/patents.toml")).unwrap()
}

fn cells(line: &str) -> Vec<String> {
    line.split('|').map(|cell| cell.trim().to_owned()).collect()
}

/// Columns as they were recognized: the field of each, - where there is none.
fn shown(columns: &Columns) -> String {
    columns.0.iter().map(|field| field.as_deref().unwrap_or("-")).collect::<Vec<&str>>().join(" ")
}

#[test]
fn the_row_that_heads_a_table_is_found() {
    for (table, row, columns) in [
        // By the titles of the ledger, in another order.
        (&["名称|申请号|申请日"][..], 0, "title number filed_on"),
        // Above the heading stand a title and a note; the office has names of its own.
        (&["某区专利清单", "截至2026年6月", "专利号|发明名称|申请日"], 2, "number title filed_on"),
        // Blanks, full width, a star for what is required; of two columns that are called alike the whole head counts.
        (&["申 请 号*|名称（必填）|ＦＥＥ|费用（元）"], 0, "number title fee -"),
        // The ids of the fields, as JSON and XML give them; what is not known is left out.
        (&["number|title|inventor"], 0, "number title -"),
        // The same head twice: the first is taken.
        (&["申请号|名称|名称"], 0, "number title -"),
        // English titles.
        (&["Number|Title|Filed on"], 0, "number title filed_on"),
    ] {
        let rows: Vec<Vec<String>> = table.iter().map(|line| cells(line)).collect();
        let found = Heading::find(&patents(), rows.iter().map(Vec::as_slice)).unwrap();
        assert_eq!((found.row, shown(&found.columns).as_str()), (row, columns), "{table:?}");
    }
    let other = [cells("姓名|电话"), cells("甲|1")];
    assert_eq!(Heading::find(&patents(), other.iter().map(Vec::as_slice)), None);
}

#[test]
fn columns_are_checked_before_rows_are_read() {
    for (columns, problems) in [
        ("number title", &[][..]),
        ("title", &["no-key-column"]),
        ("number number", &["field-twice"]),
        ("number colour", &["unknown-field"]),
    ] {
        let columns = Columns(columns.split(' ').map(|field| Some(field.to_owned())).collect());
        let problems_of = columns.check(&patents(), &Fixed::new()).into_iter();
        assert_eq!(problems_of.map(|it| it.code).collect::<Vec<_>>(), problems, "{columns:?}");
    }
    let fixed = |id: &str| Fixed::from([(id.to_owned(), "A1".to_owned())]);
    let title = Columns(vec![Some("title".to_owned())]);
    for (id, problem) in [
        ("number", None),
        ("title", Some(("fixed-title", "field-twice"))),
        ("colour", Some(("fixed-colour", "unknown-field"))),
    ] {
        let problems = title.check(&patents(), &fixed(id));
        let first =
            problems.first().map(|it| (it.place.field.as_deref().unwrap_or_default(), it.code.as_str()));
        assert_eq!(first, problem, "{id}");
    }
}

#[test]
fn what_a_list_says_in_its_title_is_one_value_for_all_rows() {
    let (ledger, codes) = (patents(), Codes::new());
    let columns = Columns(vec![Some("number".to_owned()), Some("title".to_owned())]);
    let bodies = BTreeMap::from([("演示街道".to_owned(), "demo-street".to_owned())]);
    let names = BTreeMap::from([("bodies".to_owned(), bodies)]);
    let context = Context { today: date(2026, 6, 30), codes: &codes };
    let written = |pairs: &[(&str, &str)]| -> Fixed {
        pairs.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect()
    };
    let fixed = written(&[("filed_on", "2024年3月5日"), ("body", "演示街道")]);
    let fixed = fixed_values(&ledger, &fixed, &names, context).unwrap();
    let reader = RowReader {
        ledger: &ledger,
        columns: &columns,
        fixed: &fixed,
        blank: Blank::Clears,
        as_of: context.today,
        names: &names,
        context,
    };
    let row = reader.read(&cells("A1|甲法"), &Place::default()).unwrap();
    assert_eq!(told(&row.fields), "body=demo-street filed_on=2024-03-05 number=A1 title=甲法");
    assert_eq!(row.life.since, Some(date(2024, 3, 5)), "as if it stood in a column");
    let problems = fixed_values(&ledger, &written(&[("filed_on", "去年"), ("fee", "十二")]), &names, context)
        .unwrap_err();
    let places: Vec<&str> = problems.iter().filter_map(|it| it.place.field.as_deref()).collect();
    assert_eq!(places, ["fixed-fee", "fixed-filed_on"], "all at once");
}

#[test]
fn a_row_says_what_its_cells_say() {
    let (ledger, codes) = (patents(), Codes::new());
    let columns =
        Columns(["number", "title", "filed_on", "fee", "body"].map(|id| Some(id.to_owned())).to_vec());
    let names = BTreeMap::from([(
        "bodies".to_owned(),
        BTreeMap::from([("演示街道".to_owned(), "demo-street".to_owned())]),
    )]);
    let context = Context { today: date(2026, 6, 30), codes: &codes };
    let read = |line: &str, blank: Blank| {
        let as_of = context.today;
        let fixed = Patch::new();
        let reader = RowReader {
            ledger: &ledger,
            columns: &columns,
            fixed: &fixed,
            blank,
            as_of,
            names: &names,
            context,
        };
        reader.read(&cells(line), &Place::default().at_line(7))
    };
    for (line, said) in [
        // Five styles of a day are one day; the record holds from it on.
        (
            "A1|甲法|2024-03-05|12元|",
            "A1 since 2024-03-05: fee=1200 filed_on=2024-03-05 number=A1 title=甲法",
        ),
        ("A1|甲法|2024.3.5||", "A1 since 2024-03-05: filed_on=2024-03-05 number=A1 title=甲法"),
        ("A1|甲法|20240305||", "A1 since 2024-03-05: filed_on=2024-03-05 number=A1 title=甲法"),
        ("A1|甲法|2024年3月5日||", "A1 since 2024-03-05: filed_on=2024-03-05 number=A1 title=甲法"),
        ("A1|甲法|2024/3/5||", "A1 since 2024-03-05: filed_on=2024-03-05 number=A1 title=甲法"),
        // A body is named as people name it.
        ("A1||||演示街道", "A1: body=demo-street number=A1"),
        ("A1||||demo-street", "A1: body=demo-street number=A1"),
        // A row that is shorter than the heading.
        ("A1|甲法", "A1: number=A1 title=甲法"),
    ] {
        let row = read(line, Blank::Keeps).unwrap();
        let value = |(id, value): (&String, &Option<form::Value>)| {
            let text = value.as_ref().map(|value| serde_json::to_string(value).unwrap().replace('"', ""));
            format!("{id}={}", text.unwrap_or_default())
        };
        let since = row.life.since.map_or(String::new(), |day| format!(" since {day}"));
        let fields: Vec<String> = row.fields.iter().map(value).collect();
        assert_eq!(format!("{}{since}: {}", row.key, fields.join(" ")), said, "{line}");
    }
    let cleared = read("A1||||", Blank::Clears).unwrap();
    assert_eq!(cleared.fields.values().filter(|value| value.is_none()).count(), 4, "all but the key");
    let problems = read("|甲法|2024-13-05|十二|", Blank::Keeps).unwrap_err();
    let found: Vec<String> = problems.iter().map(|it| format!("{} {}", it.place, it.code)).collect();
    assert_eq!(found.len(), 3, "all at once: {found:?}");
    assert!(problems.iter().all(|it| it.place.line == Some(7)));
}

/// A right with the days that a list tells of it.
const LIFE: &str = r#"
[[field]]
id = "granted_on"
title = { zh = "授权日", en = "granted on" }
kind = "date"

[[field]]
id = "ended_on"
title = { zh = "终止日", en = "ended on" }
kind = "date"

[[field]]
id = "holders"
title = { zh = "权利人", en = "holders" }
kind = "text"
many = true

[[field]]
id = "classes"
title = { zh = "分类", en = "classes" }
kind = "text"
many = true

[[field]]
id = "status"
title = { zh = "状态", en = "state" }
kind = "code"
table = "states"
required = true

[import]
since = "filed_on"
adds = ["classes"]

[[import.step]]
on = "filed_on"
is = { status = "pending" }

[[import.step]]
on = "granted_on"
with = ["fee"]
is = { status = "valid" }

[[import.step]]
on = "ended_on"
"#;

fn rights() -> Ledger {
    let (patents, _) = include_str!("imports/patents.toml").split_once("[import]").unwrap();
    Ledger::read("ledger.toml", &format!("{patents}{LIFE}")).unwrap()
}

/// Fields as `id=value`, an emptied one as `id=`.
fn told(fields: &Patch) -> String {
    let text = |value: &Option<Value>| value.as_ref().map(|it| serde_json::to_string(it).unwrap());
    let told = fields.iter().map(|(id, value)| format!("{id}={}", text(value).unwrap_or_default()));
    told.collect::<Vec<_>>().join(" ").replace('"', "")
}

#[test]
fn the_first_line_of_a_right_becomes_steps_by_its_own_days() {
    let ledger = rights();
    let codes = codes(&["pending", "valid", "lapsed", "withdrawn"]);
    let fields = ["number", "title", "filed_on", "granted_on", "ended_on", "status"];
    let columns = Columns(fields.map(|id| Some(id.to_owned())).to_vec());
    let names = BTreeMap::new();
    let life = |line: &str, as_of: Date| {
        let context = Context { today: date(2026, 9, 1), codes: &codes };
        let reader = RowReader {
            ledger: &ledger,
            columns: &columns,
            fixed: &Patch::new(),
            blank: Blank::Keeps,
            as_of,
            names: &names,
            context,
        };
        let life = reader.read(&cells(line), &Place::default()).unwrap().life;
        let before = life.before.iter().map(|(from, was)| format!("{from} {}", told(was)));
        let since = life.since.map(|since| since.to_string());
        before.chain(since).collect::<Vec<_>>().join("; ")
    };
    let june = date(2026, 6, 30);
    for (line, expected) in [
        // Granted and ended: it was filed, then it was valid, then it is as the list says.
        (
            "A1|甲|2012-03-05|2014-05-06|2017-03-05|lapsed",
            "2012-03-05 ended_on= fee= granted_on= status=pending; 2014-05-06 ended_on= status=valid; 2017-03-05",
        ),
        // Still valid.
        ("A1|甲|2012-03-05|2014-05-06||valid", "2012-03-05 fee= granted_on= status=pending; 2014-05-06"),
        // Ended before it was granted.
        ("A1|甲|2012-03-05||2013-03-05|withdrawn", "2012-03-05 ended_on= status=pending; 2013-03-05"),
        // Nothing is told but the filing.
        ("A1|甲|2012-03-05|||lapsed", "2012-03-05"),
        // Granted on the day of filing.
        ("A1|甲|2012-03-05|2012-03-05||valid", "2012-03-05"),
        // An end that is announced is not there yet on the day of the file.
        (
            "A1|甲|2012-03-05|2014-05-06|2026-12-31|valid",
            "2012-03-05 ended_on= fee= granted_on= status=pending; 2014-05-06",
        ),
        // Days in no order are for the rules of the ledger.
        ("A1|甲|2012-03-05|2011-05-06||valid", "2012-03-05"),
        // Filed after the day of the file: it holds from that day on, as any other.
        ("A1|甲|2026-07-05|||pending", ""),
    ] {
        assert_eq!(life(line, june), expected, "{line}");
    }
}

/// A code table with these codes.
fn codes(all: &[&str]) -> Codes {
    let rows = all.iter().map(|code| CodeRow::new(*code, Wording::new(*code, *code))).collect();
    let title = Wording::new("状态", "states");
    let table = CodeTable::new("states".to_owned(), title, Status::Official, "演示数据".to_owned(), rows);
    Codes::from([(table.id.clone(), table)])
}

#[test]
fn what_was_published_fills_in_what_a_record_lacks_and_changes_nothing() {
    let ledger = rights();
    let text = |text: &str| Value::Text(text.to_owned());
    let list = |values: &[&str]| Value::List(values.iter().copied().map(text).collect());
    let held = Fields::from([
        ("number".to_owned(), text("A1")),
        ("title".to_owned(), text("甲法")),
        ("status".to_owned(), text("lapsed")),
        ("classes".to_owned(), list(&["B"])),
        ("holders".to_owned(), list(&["甲"])),
    ]);
    for (said, expected, warned) in [
        // It is known that it lapsed; the document of its grant says otherwise, and of what is lacking it tells the day.
        (
            &[("number", text("A1")), ("status", text("valid")), ("granted_on", text("2014-05-06"))][..],
            "granted_on=2014-05-06",
            Some("状态"),
        ),
        // Who holds it now, no publication says, though there may be several.
        (&[("holders", list(&["乙", "丙"]))], "", Some("权利人")),
        // Lists of publications become longer, never shorter.
        (&[("classes", list(&["A"]))], "classes=[B,A]", None),
        (&[("classes", list(&["B"]))], "", None),
        (&[("title", text("甲法"))], "", None),
    ] {
        let said: Patch = said.iter().map(|(id, value)| ((*id).to_owned(), Some(value.clone()))).collect();
        let (patch, warning) = fill_in(&ledger, &held, said);
        assert_eq!(told(&patch), expected);
        let warning = warning.map(|it| it.what.zh);
        assert_eq!(warning.is_some(), warned.is_some(), "{warning:?}");
        assert!(warned.is_none_or(|title| warning.is_some_and(|it| it.ends_with(title))));
    }
    // What a document leaves out is not gone.
    let (patch, warning) = fill_in(&ledger, &held, Patch::from([("title".to_owned(), None)]));
    assert_eq!((patch, warning), (Patch::new(), None));
}

#[test]
fn columns_are_called_as_spreadsheets_do() {
    for (index, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
    {
        assert_eq!(letters(index), name);
    }
}

#[test]
fn what_a_declaration_says_of_imports_is_checked() {
    let text = include_str!("imports/patents.toml");
    for (written, instead, code) in [
        ("since = \"filed_on\"", "since = \"title\"", "other-kind"),
        ("since = \"filed_on\"", "since = \"granted_on\"", "unknown-field"),
        ("number = [\"专利号\"]", "colour = [\"颜色\"]", "unknown-field"),
    ] {
        let text = text.replace(written, instead);
        let problems = Ledger::read("ledger.toml", &text).unwrap_err();
        assert_eq!(problems.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), [code], "{instead}");
    }
    let (patents, _) = text.split_once("[import]").unwrap();
    for (written, instead, code) in [
        ("on = \"granted_on\"", "on = \"title\"", "other-kind"),
        ("on = \"granted_on\"", "on = \"colour\"", "unknown-field"),
        ("with = [\"fee\"]", "with = [\"colour\"]", "unknown-field"),
        ("adds = [\"classes\"]", "adds = [\"title\"]", "other-kind"),
        ("is = { status = \"valid\" }", "is = { title = \"valid\" }", "other-kind"),
        ("is = { status = \"valid\" }", "is = { status = 1 }", "wrong-type"),
    ] {
        let text = format!("{patents}{}", LIFE.replace(written, instead));
        let problems = Ledger::read("ledger.toml", &text).unwrap_err();
        assert_eq!(problems.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), [code], "{instead}");
    }
    let strange = format!("{patents}{}", LIFE.replace("\"pending\"", "\"waiting\""));
    let mut ledger = Ledger::read("ledger.toml", &strange).unwrap();
    let problems = ledger.name_codes(&codes(&["pending", "valid"]));
    assert_eq!(problems.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["unknown-code"]);
}
