//! Several values in one cell of a table.

use form::kind::Text;
use form::{Field, Kind, Value};
use kernel::identifier::Scheme;

use crate::world::{codes, context, field, place};

fn check(kind: &Kind, cell: &str, expected: &[&str], written: &str) {
    let codes = codes();
    let field = Field { many: true, ..field("several", kind) };
    let value = field.read_cell(cell, &place(), context(&codes)).unwrap();
    let texts = expected.iter().map(|text| Value::Text((*text).to_owned())).collect();
    assert_eq!(value, (!expected.is_empty()).then_some(Value::List(texts)), "{cell:?}");
    let Some(value) = value else { return };
    assert_eq!(field.write_cell(&value), written);
    assert_eq!(field.read_cell(written, &place(), context(&codes)), Ok(Some(value)), "{written:?}");
}

#[test]
fn semicolons_or_line_breaks_divide_values() {
    let text = || Kind::Text(Text::default());
    check(&Kind::Person, "张三；李四", &["张三", "李四"], "张三；李四");
    check(&Kind::Person, "张三; 李四 ;", &["张三", "李四"], "张三；李四");
    check(&Kind::Person, "张三\n李四\r\n\n", &["张三", "李四"], "张三；李四");
    check(&Kind::Person, "张三", &["张三"], "张三");
    check(&text(), "一；二\n三", &["一；二", "三"], "一；二\n三\n");
    check(&text(), "一；二\n", &["一；二"], "一；二\n");
    check(&text(), " ；\n", &["；"], "；\n");
    check(&text(), " ; ；", &[], "");
    // What names one thing stands in the list once; what does not, as often as it was written.
    check(&Kind::Identifier(Scheme::NiceClass), "9;35；09", &["09", "35"], "09；35");
    check(&text(), "甲；甲", &["甲", "甲"], "甲；甲");
}

#[test]
fn a_field_with_one_value_is_not_divided() {
    let codes = codes();
    let field = field("one", &Kind::Text(Text::default()));
    let value = Value::Text("一；二".to_owned());
    assert_eq!(field.read_cell("一；二", &place(), context(&codes)), Ok(Some(value.clone())));
    assert_eq!(field.write_cell(&value), "一；二");
}

#[test]
fn what_is_too_short_says_how_much_is_asked_for() {
    let codes = codes();
    let field = field("reason", &Kind::Text(Text { max: 40, min: Some(4) }));
    let read = |cell: &str| field.read_cell(cell, &place(), context(&codes));
    assert_eq!(read(" 已经核实 "), Ok(Some(Value::Text("已经核实".to_owned()))));
    assert_eq!(read(" "), Ok(None), "what is empty is not too short");
    let problems = read("已核实").unwrap_err();
    assert_eq!(
        (problems[0].code.as_str(), problems[0].what.zh.as_str()),
        ("too-short", "有3个字符，至少4个")
    );
    assert_eq!(field.json_schema(&codes)["minLength"], 4);
}

#[test]
fn each_wrong_value_is_named_by_its_number() {
    let codes = codes();
    let field = Field { many: true, ..field("phones", &Kind::Phone) };
    let problems = field.read_cell("13812345678；12；84558888", &place(), context(&codes)).unwrap_err();
    let what: Vec<&str> = problems.iter().map(|problem| problem.what.zh.as_str()).collect();
    assert_eq!(what, ["第2个值：手机号码应为11位，以13至19开头", "第3个值：固定电话缺少区号"]);
    assert!(problems.iter().all(|problem| problem.place.field.as_deref() == Some("phones")));
}
