//! The day, the code tables and the fields of all tests.

use form::kind::{Code, Decimal, Integer, LongText, Reference, Text};
use form::{CodeRow, CodeTable, Codes, Context, Field, Kind, Status, Value};
use jiff::civil::date;
use kernel::identifier::Scheme;
use kernel::{Place, Wording};

/// Every kind with the name of its table of examples.
pub(crate) fn kinds() -> Vec<(&'static str, Kind)> {
    vec![
        ("text", Kind::Text(Text { max: 40, min: None })),
        ("long_text", Kind::LongText(LongText { max: 40 })),
        ("integer", Kind::Integer(Integer::default())),
        ("decimal", Kind::Decimal(rate())),
        ("score", Kind::Decimal(score())),
        ("money", Kind::Money),
        ("date", Kind::Date),
        ("partial_date", Kind::PartialDate),
        ("quarter", Kind::Quarter),
        ("flag", Kind::Flag),
        ("code", Kind::Code(Code { table: "work-class".to_owned() })),
        ("uscc", Kind::Identifier(Scheme::Uscc)),
        ("application_number", Kind::Identifier(Scheme::ApplicationNumber)),
        ("resident_identity_number", Kind::Identifier(Scheme::ResidentIdentityNumber)),
        ("nice_class", Kind::Identifier(Scheme::NiceClass)),
        ("division_code", Kind::Identifier(Scheme::DivisionCode)),
        ("person", Kind::Person),
        ("body", Kind::Body),
        ("reference", Kind::Reference(Reference { ledger: "patents".to_owned() })),
        ("file", Kind::File),
        ("address", Kind::Address),
        ("url", Kind::Url),
        ("phone", Kind::Phone),
        ("email", Kind::Email),
    ]
}

/// A rate in percent, of four decimals, of which zeros are left out.
fn rate() -> Decimal {
    let unit = Some(Wording::new("%", "%"));
    Decimal { scale: 4, shown: 0, min: -9_007_199_254_740_991, max: 9_007_199_254_740_991, unit }
}

/// A score from 0 to 100 points, of two decimals.
pub(crate) fn score() -> Decimal {
    Decimal { scale: 2, shown: 2, min: 0, max: 10_000, unit: Some(Wording::new("分", "points")) }
}

/// A field of this kind.
pub(crate) fn field(id: &str, kind: &Kind) -> Field {
    Field::new(id, Wording::new("演示", "demo"), kind.clone())
}

/// The code tables.
pub(crate) fn codes() -> Codes {
    let row = |code: &str, zh: &str, en: &str| CodeRow::new(code, Wording::new(zh, en));
    let rows = vec![
        row("A", "文字作品", "text works"),
        row("B", "口述作品", "oral works"),
        row("C", "音乐作品", "musical works"),
        row("F", "美术作品", "works of art"),
        row("07", "模型", "models"),
        row("L", "其他", "others"),
        row("M", "其他", "more"),
    ];
    let title = Wording::new("作品类别", "classes of works");
    let table = CodeTable::new("work-class".to_owned(), title, Status::Official, "演示数据".to_owned(), rows);
    Codes::from([(table.id.clone(), table)])
}

/// Reading on the day of all tests.
pub(crate) fn context(codes: &Codes) -> Context<'_> {
    Context { today: date(2026, 11, 25), codes }
}

/// Where everything is read.
pub(crate) fn place() -> Place {
    Place::file("demo.csv").at_line(7)
}

/// The value that a field reads from a text.
#[track_caller]
pub(crate) fn read(field: &Field, text: &str) -> Value {
    let codes = codes();
    match field.read(&[text.to_owned()], &place(), context(&codes)) {
        Ok(Some(value)) => value,
        other => panic!("{} does not read {text:?}: {other:?}", field.id),
    }
}
