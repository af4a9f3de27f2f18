//! What follows from rights by the law of the china pack, told in a table: a right, what belongs to it, and what comes out.

use std::collections::BTreeMap;

use form::{Fields, Value};
use jiff::civil::Date;
use kernel::calendar::Calendar;
use kernel::period::Regimes;
use ledger::{Charge, Deadline, Facts, Link, Related, RightLaws, RightLook, RightRules, deadlines, linked};
use pack::Pack;

const TABLES: [(&str, &str); 4] = [
    ("fees", include_str!("rights/fees.txt")),
    ("patents", include_str!("rights/patents.txt")),
    ("trademarks", include_str!("rights/trademarks.txt")),
    ("others", include_str!("rights/others.txt")),
];

/// The day by which the tables are told, unless a block names another: what nobody owes and is over by then is left out.
const TODAY: Date = jiff::civil::date(2026, 11, 26);
/// The day by which annuities are told, unless a block names one: of none is the grace over.
const EVER: Date = Date::MIN;

struct World {
    laws: RightLaws,
    calendar: Calendar,
    regimes: Regimes,
}

fn world() -> World {
    let pack = Pack::built_in("china").unwrap();
    World {
        laws: pack.right_laws().unwrap(),
        calendar: pack.calendar().unwrap(),
        regimes: pack.regimes().unwrap(),
    }
}

#[test]
fn the_tables_hold() {
    let world = world();
    let mut wrong = Vec::new();
    for (name, text) in TABLES {
        for block in text.split("\n\n").filter(|block| block.lines().any(|line| !line.starts_with('#'))) {
            let block: Vec<&str> = block.lines().filter(|line| !line.starts_with('#')).collect();
            let (given, expected): (Vec<&str>, Vec<&str>) =
                block.iter().skip(1).partition(|line| !line.starts_with("-> "));
            let found = tell(&world, &given);
            if found != expected {
                wrong.push(format!(
                    "{name}: {}\n{}\n  but it is\n{}",
                    block[0],
                    expected.join("\n"),
                    found.join("\n")
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Every sentence of every explanation is there in both languages, and none is left with something to be filled in.
#[test]
fn every_date_and_amount_explains_itself() {
    let world = world();
    for (_, text) in TABLES {
        for block in text.split("\n\n") {
            let block: Vec<&str> = block.lines().filter(|line| !line.starts_with('#')).collect();
            let given: Vec<&str> =
                block.iter().skip(1).filter(|line| !line.starts_with("-> ")).copied().collect();
            for deadline in found(&world, &given, |_| RightLook::Life).0 {
                assert!(!deadline.why.is_empty(), "{deadline:?}");
                for said in
                    deadline.why.iter().chain([&deadline.consequence, &deadline.title, &deadline.basis])
                {
                    assert!(!said.zh.is_empty() && !said.en.is_empty(), "{said:?}");
                    assert!(!said.zh.contains('{') && !said.en.contains('{'), "{said:?}");
                    assert!(
                        said.en.is_ascii()
                            || said.en.contains('《')
                            || said.en.contains('¥')
                            || said.en.chars().any(is_han),
                        "{said:?}"
                    );
                }
            }
        }
    }
}

fn is_han(sign: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&sign)
}

/// What an explanation rests on, and what it does not say.
#[test]
fn the_text_that_governs_is_named_and_no_other() {
    let world = world();
    let rows = [
        // The law of the last day governs a renewal, whether that day is on record or was computed.
        ("trademarks status=valid registered_on=2020-05-07", "renewal", "第四十四条", "两种结果"),
        (
            "trademarks status=valid registered_on=2020-05-07 until=2030-05-06",
            "renewal",
            "第四十四条",
            "两种结果",
        ),
        ("trademarks status=valid registered_on=2016-05-07", "renewal", "第四十条", "两种结果"),
        // Both texts come to the same day: there is nothing to choose between.
        ("layout-designs status=valid filed_on=2020-05-20", "term", "第十二条", "两种结果"),
        ("layout-designs status=valid filed_on=2026-11-02", "term", "第十七条", "两种结果"),
        ("plant-varieties status=valid granted_on=2020-07-01", "term-other", "两种结果", "尚未登记"),
        // The text of 2009 is on record; it had no such fee.
        (
            "patents kind=invention status=valid filed_on=2010-04-03 granted_on=2018-05-06 compensated_until=2032-04-02",
            "compensation-fee",
            "第四十二条第二款",
            "尚未登记",
        ),
        (
            "patents kind=invention status=valid filed_on=2008-04-03 granted_on=2012-05-06",
            "term-invention",
            "尚未登记",
            "两种结果",
        ),
    ];
    for (given, rule, says, says_not) in rows {
        let found = found(&world, &[given], |_| RightLook::Life).0;
        let deadline = found.iter().find(|deadline| deadline.rule == rule).unwrap();
        let why: String = deadline.why.iter().map(|said| said.zh.as_str()).collect();
        assert!(why.contains(says) && !why.contains(says_not), "{given}: {why}");
    }
}

/// Whoever may not see one of these fields learns nothing of the day.
#[test]
fn a_rule_tells_which_fields_it_looks_at() {
    let laws = world().laws;
    let annuity = laws.reads("patents", "annuity-invention");
    for field in [
        ("patents", "fee_reduction"),
        ("patents", "granted_on"),
        ("patents", "compensated_until"),
        ("patent-events", "patent"),
        ("patent-events", "kind"),
        ("patent-events", "amount"),
        ("patent-events", "proof"),
        ("open-licenses", "withdrawn_on"),
    ] {
        assert!(annuity.contains(&field), "{field:?}");
    }
    let term = laws.reads("patents", "term-invention");
    let expected = ["compensated_until", "filed_on", "kind", "status"].map(|field| ("patents", field));
    assert_eq!(term.into_iter().collect::<Vec<(&str, &str)>>(), expected);
    assert!(laws.reads("titles", "surveillance").contains(&("titles", "checked_on")));
    assert!(laws.reads("patents", "priority").contains(&("foreign-rights", "family")));
    assert!(laws.reads("patents", "priority").contains(&("patents", "family")));
    // Also which of the records that settle it do so.
    assert!(laws.reads("patents", "examination").contains(&("patent-events", "kind")));
    assert!(laws.reads("trademarks", "renewal").contains(&("trademark-events", "kind")));
    assert!(laws.reads("patents", "no-such").is_empty());
}

fn tell(world: &World, given: &[&str]) -> Vec<String> {
    let (found, on, today) = found(world, given, |today| RightLook::Next(today.unwrap_or(EVER)));
    let is_past = |deadline: &&Deadline| deadline.is_past(today.unwrap_or(TODAY));
    found.iter().filter(|deadline| !is_past(deadline)).map(|deadline| line(deadline, on)).collect()
}

/// What follows, the day on which it is paid, and the day by which it is told.
fn found(
    world: &World,
    given: &[&str],
    look: impl Fn(Option<Date>) -> RightLook,
) -> (Vec<Deadline>, Option<Date>, Option<Date>) {
    let Some((right, rest)) = given.split_first() else { return (Vec::new(), None, None) };
    let (ledger, record) = record(right);
    let mut related: BTreeMap<Link, Vec<Related>> = BTreeMap::new();
    let (mut on, mut confirmed_on, mut today) = (None, None, None);
    for line in rest {
        let (word, what) = line.split_once(' ').unwrap();
        match word {
            "on" => on = Some(what.parse().unwrap()),
            "today" => today = Some(what.parse().unwrap()),
            "confirmed" => confirmed_on = Some(what.parse().unwrap()),
            _ => {
                let (other, fields) = self::record(what);
                for link in world.laws.links(&ledger).into_iter().filter(|link| link.ledger == other) {
                    let named = fields.get(&link.by).and_then(Value::as_text);
                    if link.own.is_none() || named == linked(link, "", &record) {
                        let related = related.entry(link.clone()).or_default();
                        related.push(Related { fields: fields.clone(), imported: word == "imported" });
                    }
                }
            }
        }
    }
    let rules = RightRules { laws: &world.laws, calendar: &world.calendar, regimes: &world.regimes };
    let facts = Facts { ledger: &ledger, record: &record, related: &related, confirmed_on };
    (deadlines(rules, &facts, look(today)), on, today)
}

/// `patents kind=invention filed_on=2016-03-01`
fn record(text: &str) -> (String, Fields) {
    let mut words = text.split(' ');
    let ledger = words.next().unwrap().to_owned();
    let field = |word: &str| {
        let (field, value) = word.split_once('=').unwrap();
        let value = match value {
            "yes" => Value::Flag(true),
            number if ["year", "amount", "number"].contains(&field) => {
                Value::Integer(number.parse().unwrap())
            }
            text => Value::Text(text.to_owned()),
        };
        (field.to_owned(), value)
    };
    (ledger, words.map(field).collect())
}

fn line(deadline: &Deadline, on: Option<Date>) -> String {
    let mut line = format!("-> {}", deadline.rule);
    if deadline.number > 0 {
        line.push_str(&format!(" {}", deadline.number));
    }
    line.push_str(&deadline.opens.map(|day| format!(", from {day}")).unwrap_or_default());
    line.push_str(&format!(", due {}", deadline.due));
    line.push_str(&deadline.perhaps.map(|day| format!(" or {day}")).unwrap_or_default());
    line.push_str(&deadline.grace_until.map(|day| format!(", grace until {day}")).unwrap_or_default());
    line.push_str(if deadline.provisional { ", provisional" } else { "" });
    let charge = deadline.charge_on(on.unwrap_or(deadline.due));
    line.push_str(&charge.map(|charge| format!("; pays {}", told(charge))).unwrap_or_default());
    line
}

fn told(charge: &Charge) -> String {
    let yuan = |fen: i64| ledger::yuan(fen).en;
    let mut text = yuan(charge.pays());
    if charge.reduced.is_some() || charge.surcharge > 0 {
        text.push_str(&format!(" = {}", yuan(charge.fee())));
        if charge.reduced.is_some() {
            text.push_str(&format!(" of {}", yuan(charge.full)));
        }
        text.push_str(&format!(" + {}", yuan(charge.surcharge)));
    }
    text
}
