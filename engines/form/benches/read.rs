//! How many values a second one thread reads, kind by kind: `cargo bench -p form`. An import reads one for each cell.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::hint::black_box;
use std::time::Instant;

use form::kind::{Code, Decimal, Integer, Text};
use form::{CodeRow, CodeTable, Codes, Context, Field, Kind, Status};
use jiff::civil::date;
use kernel::identifier::Scheme;
use kernel::{Place, Wording};

/// Values of each kind, and fewer when this is only tried out, by `cargo test --all-targets`.
const COUNT: u32 = 1_000_000;
const COUNT_TRIED: u32 = 1_000;

fn main() {
    let count = if std::env::args().any(|argument| argument == "--bench") { COUNT } else { COUNT_TRIED };
    let codes = codes();
    let context = Context { today: date(2026, 11, 25), codes: &codes };
    println!("{:<48}{:>14}", "text", "values a second");
    for (kind, text) in texts() {
        let field = Field::new("field", Wording::new("字段", "field"), kind);
        let start = Instant::now();
        for _ in 0..count {
            let value = field.read_cell(black_box(text), &Place::default(), context);
            black_box(value).expect("the examples are sound");
        }
        println!("{text:<48}{:>14.0}", f64::from(count) / start.elapsed().as_secs_f64());
    }
}

fn texts() -> [(Kind, &'static str); 15] {
    let code = || Kind::Code(Code { table: "division".to_owned() });
    [
        (Kind::Text(Text::default()), "one line of text, as it stands"),
        (Kind::Integer(Integer::default()), "12,345"),
        (Kind::Decimal(Decimal { scale: 2, shown: 2, min: 0, max: 10_000, unit: None }), "84.96"),
        (Kind::Money, "1,234.50"),
        (Kind::Date, "2026-03-05"),
        (Kind::PartialDate, "2026-03"),
        (Kind::Flag, "1"),
        (code(), "001234"),
        (code(), "division 1234"),
        (Kind::Identifier(Scheme::Uscc), "91350100M000100Y43"),
        (Kind::Identifier(Scheme::ApplicationNumber), "202410123456.0"),
        (Kind::Body, "kf-ipo"),
        (Kind::Url, "https://www.example.cn/"),
        (Kind::Phone, "13812345678"),
        (Kind::Email, "name@example.cn"),
    ]
}

/// A table as long as that of the divisions of the country.
fn codes() -> Codes {
    let row = |at: usize| {
        CodeRow::new(format!("{at:06}"), Wording::new(format!("区划{at}"), format!("division {at}")))
    };
    let title = Wording::new("区划", "divisions");
    let rows = (0..3_000).map(row).collect();
    let table = CodeTable::new("division".to_owned(), title, Status::Official, "演示数据".to_owned(), rows);
    Codes::from([(table.id.clone(), table)])
}
