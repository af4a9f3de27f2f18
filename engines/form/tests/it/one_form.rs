//! One form that holds all kinds, from its declaration to its values.

use std::collections::BTreeSet;

use form::{Class, Fields, Form, Input, Kind, Value};
use kernel::Problem;
use kernel::declaration::Reader;
use serde_json::{Value as Json, json};

use crate::world::{codes, context, place};

const DIGEST: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The form of `all_kinds.toml`.
pub(crate) fn form() -> Form {
    let reader = Reader::new("all_kinds.toml", include_str!("all_kinds.toml")).unwrap();
    let form = Form::declared(&reader.root());
    assert_eq!(reader.finish(), []);
    form
}

/// A record of it in canonical JSON.
pub(crate) fn record() -> Json {
    json!({
        "name": "一种演示装置",
        "summary": "第一段\n第二段",
        "claims": 10,
        "score": 8496,
        "price": 12_000_000,
        "filed_on": "2026-03-05",
        "first_used": "2025-12",
        "reported_in": "2025-q4",
        "in_force": true,
        "class": ["A", "07"],
        "owner_code": "91350100M000100Y43",
        "nice": ["09", "0901"],
        "identity": "11010519491231002X",
        "inventors": ["张三", "李四"],
        "lead": "kf-ipo",
        "patent": "202410123456.0",
        "certificate": format!("sha256:{DIGEST}/证书.pdf"),
        "address": "湖南省长沙市开福区某某路1号",
        "site": "https://www.example.cn/",
        "phone": "0731-84558888-123",
        "email": "name@example.cn",
    })
}

/// The same record as somebody fills it in.
fn input() -> Input {
    let digest = DIGEST.to_uppercase();
    let certificate = format!("sha256:{digest}/证书.pdf");
    let rows: [(&str, &[&str]); 21] = [
        ("name", &["  一种演示装置 "]),
        ("summary", &["第一段\r\n第二段\r\n"]),
        ("claims", &["１０"]),
        ("score", &["８４．９６分"]),
        ("price", &["12万元"]),
        ("filed_on", &["2026年3月5日"]),
        ("first_used", &["2025年12月"]),
        ("reported_in", &["2025年第四季度"]),
        ("in_force", &["√"]),
        ("class", &["文字作品", "7", "a"]),
        ("owner_code", &["91350100m000100y43"]),
        ("nice", &["第9类", "0901"]),
        ("identity", &["11010519491231002x"]),
        ("inventors", &["张　三", "", "李四"]),
        ("lead", &["kf-ipo"]),
        ("patent", &["202410123456.0"]),
        ("certificate", &[&certificate]),
        ("address", &["湖南省长沙市开福区某某路１号"]),
        ("site", &["https://www.example.cn"]),
        ("phone", &["0731-84558888转123"]),
        ("email", &["name@EXAMPLE.cn"]),
    ];
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    rows.into_iter().map(|(id, written)| (id.to_owned(), texts(written))).collect()
}

fn fields() -> Fields {
    serde_json::from_value(record()).unwrap()
}

#[test]
fn the_form_has_every_kind() {
    let names = |kinds: &mut dyn Iterator<Item = Kind>| -> BTreeSet<String> {
        kinds.map(|kind| format!("{:?}", std::mem::discriminant(&kind))).collect()
    };
    let kinds = names(&mut form().fields.into_iter().map(|field| field.kind));
    let all = names(&mut crate::world::kinds().into_iter().map(|(_, kind)| kind));
    assert_eq!(kinds, all);
}

#[test]
fn what_people_write_and_canonical_json_give_the_same_record() {
    let (form, codes) = (form(), codes());
    assert_eq!(form.read(&input(), &place(), context(&codes)), Ok(fields()));
    assert_eq!(form.from_json(&record(), &place(), context(&codes)), Ok(fields()));
    assert_eq!(serde_json::to_value(fields()).unwrap(), record());
    assert_eq!(form.check(&fields()), []);
    assert_eq!(form.check_examples(&place(), context(&codes)), []);
    let written: Input = form
        .fields
        .iter()
        .filter_map(|field| Some((field.id.clone(), field.write(fields().get(&field.id)?))))
        .collect();
    assert_eq!(form.read(&written, &place(), context(&codes)), Ok(fields()));
    let cells = form.fields.iter().map(|field| (field.id.clone(), field.write_cell(&fields()[&field.id])));
    assert_eq!(form.read_cells(&cells.collect(), &place(), context(&codes)), Ok(fields()));
}

#[test]
fn all_problems_are_found_at_once() {
    let mut input = input();
    for (id, texts) in [
        ("name", &["   "][..]),
        ("claims", &["501"]),
        ("filed_on", &["2026-02-30"]),
        ("price", &["1元", "2元"]),
        ("class", &["A", "Z", "文字作平"]),
        ("inventor", &["张三"]),
        ("colour", &["红"]),
    ] {
        input.insert(id.to_owned(), texts.iter().map(|text| (*text).to_owned()).collect());
    }
    let codes = codes();
    let problems = form().read(&input, &place(), context(&codes)).unwrap_err();
    check(
        &problems,
        &[
            "demo.csv:7 name missing-field：必填项“名称”没有填写；请填写“名称”",
            "demo.csv:7 claims out-of-range：数值超出允许的范围；请填写1至500之间的整数",
            "demo.csv:7 price several-values：填了2个值，只能填一个；请只保留一个",
            "demo.csv:7 filed_on wrong-day：2026年2月只有28天；请核对日期",
            "demo.csv:7 class unknown-code：第2个值：代码表中没有这个代码或名称；请填写代码或名称：A 文字作品、B 口述作品、C 音乐作品、\
             F 美术作品、07 模型、L 其他、M 其他",
            "demo.csv:7 class unknown-code：第3个值：代码表中没有这个代码或名称；是不是“A 文字作品”？请按代码表“作品类别”填写代码或名称",
            "demo.csv:7 colour unknown-field：不认识的字段“colour”；可用的字段：name, summary, claims, score, price, filed_on, first_used, reported_in, \
             in_force, class, owner_code, nice, identity, inventors, lead, patent, certificate, address, site, phone, email",
            "demo.csv:7 inventor unknown-field：不认识的字段“inventor”；是不是“inventors”？",
        ],
    );
}

#[test]
fn a_record_is_checked_for_what_it_holds() {
    let mut fields = fields();
    fields.remove("filed_on");
    fields.insert("claims".to_owned(), Value::Text("10".to_owned()));
    fields.insert("in_force".to_owned(), Value::Text("sealed:ab".to_owned()));
    fields.insert("nice".to_owned(), Value::Text("09".to_owned()));
    fields.insert("class".to_owned(), Value::List(Vec::new()));
    fields.insert("first_used".to_owned(), Value::Text("2025-1".to_owned()));
    fields.insert("nicee".to_owned(), Value::Flag(true));
    let problems = form().check(&fields);
    let found: Vec<String> =
        problems.iter().map(|problem| format!("{} {}", problem.place, problem.code)).collect();
    assert_eq!(
        found,
        [
            "claims wrong-value",
            "filed_on missing-field",
            "first_used wrong-value",
            "class wrong-value",
            "nice wrong-value",
            "nicee unknown-field",
        ]
    );
}

#[test]
fn limits_hold() {
    let codes = codes();
    let many: Input = [("nice".to_owned(), vec!["9".to_owned(); 201])].into();
    let problems = form().read(&many, &place(), context(&codes)).unwrap_err();
    assert!(problems.iter().any(|problem| problem.code == "too-many-values"));
    let long: Input = [("name".to_owned(), vec!["字".repeat(400_000)])].into();
    let problems = form().read(&long, &place(), context(&codes)).unwrap_err();
    assert_eq!(problems[0].code, "too-long");
    let unknown: Input = (0..1000).map(|at| (format!("x{at}"), Vec::new())).collect();
    assert!(form().read(&unknown, &place(), context(&codes)).unwrap_err().len() < 300);
}

#[test]
fn a_field_says_what_it_names() {
    let form = form();
    let kind = |id: &str| &form.field(id).unwrap().kind;
    assert_eq!(kind("lead").ledger(), Some("bodies"));
    assert_eq!(kind("patent").ledger(), Some("patents"));
    assert_eq!(kind("class").table(), Some("work-class"));
    assert_eq!((kind("name").ledger(), kind("name").table()), (None, None));
    assert_eq!(form.field("identity").unwrap().class, Class::Secret);
    assert!(matches!(kind("nice"), Kind::Identifier(kernel::identifier::Scheme::NiceClass)));
    assert_eq!(form.field("nothing"), None);
}

#[track_caller]
fn check(problems: &[Problem], expected: &[&str]) {
    let found: Vec<String> = problems
        .iter()
        .map(|problem| {
            format!("{} {}：{}；{}", problem.place, problem.code, problem.what.zh, problem.remedy.zh)
        })
        .collect();
    assert_eq!(found, expected);
}
