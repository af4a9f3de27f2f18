//! Code tables: which row somebody means.

use form::{CodeRow, CodeTable, Found, Status};
use kernel::Wording;

fn nice() -> CodeTable {
    let row = |code: &str, zh: &str, en: &str| CodeRow::new(code, Wording::new(zh, en));
    let mut group = row("0901", "电子计算机及其外部设备", "computers");
    group.more.insert("class".to_owned(), "09".to_owned());
    let rows = vec![
        group,
        row("09", "科学仪器", "scientific apparatus"),
        row("9", "单独的九", "nine alone"),
        row("08", "手工具", "hand tools"),
        row("a", "小写", "small"),
        row("A", "大写", "capital"),
        row("35", "广告", "services"),
        row("36", "金融", "services"),
        row("08", "重复", "again"),
        row("000", "零", "zero"),
        row("广告", "标题是别人的代码", "code like a title"),
    ];
    CodeTable::new(
        "nice".to_owned(),
        Wording::new("尼斯", "Nice"),
        Status::Official,
        "演示数据".to_owned(),
        rows,
    )
}

fn check(written: &str, expected: Option<&str>) {
    let table = nice();
    match (table.find(written), expected) {
        (Found::Row(row), Some(code)) => assert_eq!(row.code, code, "{written}"),
        (Found::Nothing, None) => {}
        (found, _) => panic!("{written}: {found:?}"),
    }
}

#[test]
fn codes_count_for_more_than_titles_and_titles_for_more_than_lost_zeros() {
    check("0901", Some("0901"));
    check("901", Some("0901"));
    check("9", Some("9"));
    check("8", Some("08"));
    check("０８", Some("08"));
    check("手工具", Some("08"));
    check(" Hand\u{3000} Tools ", Some("08"));
    check("a", Some("a"));
    check("A", Some("A"));
    check("广告", Some("广告"));
    check("零", Some("000"));
    check("", None);
    check("0", None);
    check("重复的", None);
}

#[test]
fn a_title_of_two_rows_stands_for_neither() {
    assert_eq!(nice().find("services"), Found::Several);
}

#[test]
fn of_two_rows_with_one_code_the_first_counts() {
    let table = nice();
    assert_eq!(table.get("08").map(|row| row.title.zh.as_str()), Some("手工具"));
    assert_eq!(table.rows().len(), 11);
    assert_eq!(table.get("0901").and_then(|row| row.more.get("class")).map(String::as_str), Some("09"));
}
