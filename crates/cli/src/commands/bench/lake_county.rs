//! Counties that are invented for a lake, written as snapshots without a database: 演示数据. Each follows from its number alone.

use std::path::Path;

use form::{Fields, Value};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use kernel::identifier::check;
use ledger::{Interval as Bounds, Ledger};
use query::lake::{Publication, PublishedLedger, Publisher, SigningKey};
use query::{Cut, Interval, Shape, Writer};

use super::invented::scatter;

/// The ledgers that are written, with how many records there are in each for a thousand rights. The rights are patents, trademarks,
/// works and programs; all other ledgers are there and hold little or nothing, as in most counties.
pub(super) const LEDGERS: [(&str, u64); 22] = [
    ("patents", 385),
    ("trademarks", 230),
    ("works", 270),
    ("software-copyrights", 115),
    ("patent-applicants", 385),
    ("enterprises", 20),
    ("bodies", 0),
    ("population", 0),
    ("pct-applications", 0),
    ("foreign-rights", 0),
    ("plant-varieties", 0),
    ("layout-designs", 0),
    ("geographical-indications", 0),
    ("gi-producers", 0),
    ("gi-sign-permits", 0),
    ("titles", 0),
    ("facilities", 0),
    ("schools-and-bases", 0),
    ("trainings", 0),
    ("budgets", 0),
    ("peer-figures", 0),
    ("survey-waves", 0),
];

/// The day of which all of them speak.
pub(super) const DAY: Date = Date::constant(2026, 6, 30);
const SEQ: i64 = 1_000;
const STREETS: u64 = 16;

/// A county by its number among many.
#[derive(Debug, Clone, Copy)]
pub(super) struct County {
    pub(super) number: u64,
    /// How many rights it has.
    pub(super) rights: u64,
}

impl County {
    /// A code that no county has.
    pub(super) fn division(self) -> String {
        format!("{}", 900_000 + self.number)
    }

    /// The key that follows from its number: it signs nothing but invented records.
    pub(super) fn key(self) -> SigningKey {
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.number.to_be_bytes());
        SigningKey::of_seed(&seed)
    }

    /// Writes and signs what it publishes.
    pub(super) fn publish(self, lake: &Path, ledgers: &[(Ledger, u64)]) -> Result<(), Vec<kernel::Problem>> {
        let publisher = Publisher::new(lake, &self.division())?;
        let published = ledgers.iter().map(|(ledger, share)| self.write(&publisher, ledger, *share));
        let publication = Publication {
            format: 1,
            county: self.division(),
            day: DAY,
            seq: SEQ,
            demonstration: true,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            ledgers: published.collect::<Result<_, _>>()?,
            previous: None,
        };
        publisher.publish(&publication, &self.key())
    }

    fn write(
        self,
        publisher: &Publisher,
        ledger: &Ledger,
        share: u64,
    ) -> Result<PublishedLedger, Vec<kernel::Problem>> {
        let told = |error: query::Error| error.problems();
        let shape = Shape::of(ledger).public().unwrap_or_else(|| Shape::of(ledger));
        let cut = Cut {
            county: self.division(),
            seq: SEQ,
            recorded_at: "2026-06-30T15:00:00Z".to_owned(),
            previous: None,
        };
        let mut writer = Writer::create(&publisher.incoming(&ledger.id)?, &shape, cut).map_err(told)?;
        let count = match ledger.id.as_str() {
            "population" => 1,
            "bodies" => STREETS,
            _ => self.rights * share / 1_000,
        };
        for span in 0..count {
            writer.push(&self.interval(&ledger.id, span, count)).map_err(told)?;
        }
        publisher.keep(&ledger.id, &writer.finish().map_err(told)?, None)
    }

    /// The record with this number; their keys are in its order.
    fn interval(self, ledger: &str, number: u64, count: u64) -> Interval {
        let mut fields = match ledger {
            "population" => self.population(),
            "bodies" => street(number),
            "enterprises" => self.enterprise(number),
            "patent-applicants" => self.applicant(number, count),
            "patents" => self.patent(number, count),
            other => self.registered(other, number, count),
        };
        let key = match ledger {
            "population" => "2025~resident".to_owned(),
            "bodies" => text_of(&fields, "id"),
            "enterprises" => text_of(&fields, "uscc"),
            "patent-applicants" => format!("{}~1", text_of(&fields, "patent")),
            "patents" => text_of(&fields, "application_number"),
            "trademarks" => format!("{}~{}", text_of(&fields, "number"), text_of(&fields, "class")),
            _ => text_of(&fields, "number"),
        };
        fields.retain(|_, value| *value != Value::Text(String::new()));
        let span = i64::try_from(number).unwrap_or_default() + 1;
        Interval {
            span,
            key,
            revision: span,
            valid_from: date(2000, 1, 1),
            valid_to: Bounds::FOREVER,
            known_from: 1,
            known_to: Bounds::STILL,
            fields,
        }
    }

    fn population(self) -> Fields {
        let people = 200_000 + scatter(self.number) % 900_000;
        Fields::from([
            ("year".to_owned(), Value::Integer(2025)),
            ("kind".to_owned(), text("resident")),
            ("people".to_owned(), Value::Integer(i64::try_from(people).unwrap_or_default())),
            ("source".to_owned(), text("演示数据")),
        ])
    }

    fn enterprise(self, number: u64) -> Fields {
        Fields::from([
            ("uscc".to_owned(), text(&self.uscc(number))),
            ("name".to_owned(), text(&format!("演示企业{number:05}"))),
            ("body".to_owned(), text(&format!("street-{:02}", number % STREETS))),
            ("status".to_owned(), text("operating")),
        ])
    }

    fn uscc(self, number: u64) -> String {
        format!("91{}{number:010}", self.division())
    }

    /// The first owner of a patent.
    fn applicant(self, number: u64, count: u64) -> Fields {
        Fields::from([
            ("patent".to_owned(), text(&self.application_number(number, count).0)),
            ("number".to_owned(), Value::Integer(1)),
            ("kind".to_owned(), text("enterprise")),
        ])
    }

    /// The number of a patent, with its year and kind: years and kinds follow each other, so that numbers come in their order.
    fn application_number(self, number: u64, count: u64) -> (String, i16, usize) {
        let place = number * 51 / count.max(1);
        let year = i16::try_from(2010 + place / 3).unwrap_or(2010);
        let kind = usize::try_from(place % 3).unwrap_or_default();
        // Each county has a part of the numbers of a year to itself.
        let (each, first) = (count / 51 + 2, (place * count).div_ceil(51));
        let digits = format!("{year}{}{:07}", kind + 1, (self.number * each + number - first) % 10_000_000);
        let check = check::application_number(&digits).unwrap_or('0');
        (format!("{digits}.{check}"), year, kind)
    }

    fn patent(self, number: u64, count: u64) -> Fields {
        let random = scatter(number ^ (self.number << 32));
        let (application_number, year, kind) = self.application_number(number, count);
        let filed_on = date(year, 1, 5) + i64::try_from(random % 330).unwrap_or_default().days();
        let granted_on = filed_on + (300 + i64::try_from(random % 700).unwrap_or_default()).days();
        let (is_granted, is_over) = (granted_on <= DAY && random % 10 < 7, random % 10 < 2);
        let status = match (is_granted, is_over) {
            (true, true) => "lapsed",
            (true, false) => "valid",
            (false, _) => "pending",
        };
        let kind = ["invention", "utility-model", "design"][kind];
        let mut fields = Fields::from([
            ("application_number".to_owned(), text(&application_number)),
            ("kind".to_owned(), text(kind)),
            ("title".to_owned(), text(&format!("第{number}号检测装置（演示数据）"))),
            ("applicants".to_owned(), self.holders(random)),
            (
                "ipc_main".to_owned(),
                text(
                    ["G06F 16/00", "A61B 5/00", "H01M 10/05", "B25J 9/16"]
                        [usize::try_from(random % 4).unwrap_or_default()],
                ),
            ),
            ("filed_on".to_owned(), day(filed_on)),
            ("status".to_owned(), text(status)),
        ]);
        self.place(&mut fields, random);
        if !random.is_multiple_of(3) {
            let firm = random % (self.rights / 50).max(1);
            fields.insert("enterprise".to_owned(), text(&self.uscc(firm)));
        }
        if is_granted {
            fields.insert("granted_on".to_owned(), day(granted_on));
        }
        if is_granted && is_over {
            fields.insert("ended_on".to_owned(), day(granted_on + 400.days()));
        }
        fields
    }

    /// A trademark, a work or a program.
    fn registered(self, ledger: &str, number: u64, count: u64) -> Fields {
        let random = scatter(number ^ (self.number << 32) ^ 1 << 60);
        let year = i16::try_from(2010 + number * 17 / count.max(1)).unwrap_or(2010);
        let on = date(year, 1, 4) + i64::try_from(random % 170).unwrap_or_default().days();
        let serial = format!("{year}{:04}{number:08}", self.number % 10_000);
        let name = if ledger == "trademarks" { "name" } else { "title" };
        let mut fields = Fields::from([
            ("number".to_owned(), text(&serial)),
            (name.to_owned(), text(&format!("第{number}号（演示数据）"))),
            ("holders".to_owned(), self.holders(random)),
            ("registered_on".to_owned(), day(on)),
        ]);
        match ledger {
            "trademarks" => {
                fields.insert("class".to_owned(), text(&format!("{:02}", 1 + random % 45)));
                fields.insert("status".to_owned(), text("registered"));
            }
            "works" => drop(fields.insert("class".to_owned(), text("F"))),
            _ => {}
        }
        self.place(&mut fields, random);
        fields
    }

    fn holders(self, random: u64) -> Value {
        Value::List(vec![text(&format!("演示企业{:05}", random % 6_000))])
    }

    /// Where it counts: here, as a rule; and in which street, as far as that is decided.
    fn place(self, fields: &mut Fields, random: u64) {
        let elsewhere = random.is_multiple_of(50);
        let division = if elsewhere { "999999".to_owned() } else { self.division() };
        fields.insert("division".to_owned(), text(&division));
        if !random.is_multiple_of(20) {
            fields.insert("body".to_owned(), text(&format!("street-{:02}", random % STREETS)));
        }
    }
}

fn street(number: u64) -> Fields {
    Fields::from([
        ("id".to_owned(), text(&format!("street-{number:02}"))),
        ("name".to_owned(), text(&format!("演示街道{number}"))),
        ("kind".to_owned(), text("street")),
    ])
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn day(day: Date) -> Value {
    Value::Text(day.to_string())
}

fn text_of(fields: &Fields, field: &str) -> String {
    fields.get(field).and_then(Value::as_text).unwrap_or_default().to_owned()
}
