//! Tables as they come from elsewhere: which row heads them, which column is which field, and what each row says.

use std::collections::BTreeMap;

use form::{Codes, Context};
use jiff::civil::date;
use kernel::Place;
use ledger::{Blank, Columns, Heading, Ledger, RowReader, letters};

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
        let found: Vec<String> = columns.check(&patents()).into_iter().map(|it| it.code).collect();
        assert_eq!(found, problems, "{columns:?}");
    }
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
        let reader = RowReader { ledger: &ledger, columns: &columns, blank, names: &names, context };
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
        let since = row.since.map_or(String::new(), |day| format!(" since {day}"));
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
}
