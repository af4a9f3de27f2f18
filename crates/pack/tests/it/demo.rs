//! The demonstration: invented, marked, and made by the rules that its README states.

use std::collections::{BTreeMap, BTreeSet};

use form::Codes;
use kernel::identifier::check::{organization_code, uscc};
use ledger::Ledger;
use pack::{Pack, SeedRow};

fn demo() -> (Pack, Vec<Ledger>, Codes) {
    let pack = Pack::built_in("kaifu-demo").unwrap();
    let (ledgers, codes) = (pack.ledgers().unwrap(), pack.codes().unwrap());
    (pack, ledgers, codes)
}

/// The rows that the demonstration adds to the county.
fn own_rows() -> BTreeMap<String, Vec<SeedRow>> {
    let (pack, ledgers, codes) = demo();
    let own = |ledger: &Ledger| {
        let rows = pack.seed(ledger, &codes).unwrap();
        rows.into_iter().filter(|row| row.place.to_string().starts_with("kaifu-demo/")).collect()
    };
    ledgers.iter().map(|ledger| (ledger.id.clone(), own(ledger))).collect()
}

#[test]
fn every_invented_row_says_so() {
    let rows = own_rows();
    for row in rows.values().flatten() {
        let words = format!("{:?}", row.fields);
        assert!(words.contains("演示数据"), "{}", row.place);
    }
    assert!(rows["bodies"].is_empty() && rows["answers"].is_empty(), "the county itself is not invented");
}

#[test]
fn every_example_of_a_ledger_says_so() {
    let china = Pack::built_in("china").unwrap();
    let mut count = 0;
    for (path, bytes) in china.contents().unwrap() {
        // What proves the gaps says nothing but which examples have them.
        let is_example = path.ends_with("valid.csv");
        if path.starts_with("ledgers/") && is_example {
            let text = String::from_utf8(bytes).unwrap();
            let mut rows = csv::Reader::from_reader(text.as_bytes());
            for row in rows.records().map(Result::unwrap) {
                assert!(row.iter().any(|field| field.contains("演示")), "{path}: {row:?}");
            }
            count += 1;
        }
    }
    assert_eq!(count, 2 * china.ledgers().unwrap().len());
}

#[test]
fn the_codes_of_enterprises_follow_the_stated_rule() {
    let rows = &own_rows()["enterprises"];
    let codes: BTreeSet<&str> = rows.iter().map(|row| row.key.as_str()).collect();
    let expected: BTreeSet<String> = (1..=200).map(code).collect();
    assert_eq!(codes, expected.iter().map(String::as_str).collect());
}

/// `91`, the division, `DEM` and the number as the organization code, and both check characters.
fn code(number: u32) -> String {
    let organization = format!("DEM{number:05}");
    let inner = organization_code(&organization).unwrap();
    let first = format!("91430105{organization}{inner}");
    let outer = uscc(&first).unwrap();
    format!("{first}{outer}")
}

#[test]
fn nobody_in_it_exists() {
    for row in &own_rows()["ip-staff"] {
        assert!(row.text("person").unwrap().starts_with("演示人员"), "{}", row.place);
        // Lines that begin with a zero are given to nobody.
        assert!(row.text("phone").is_none_or(|phone| phone.starts_with("0731-000000")), "{}", row.place);
    }
}

#[test]
fn every_role_that_signs_in_has_an_account_and_none_has_a_password() {
    let (pack, ..) = demo();
    let roles: BTreeSet<String> = pack.accounts().unwrap().into_iter().map(|account| account.role).collect();
    let expected: BTreeSet<String> =
        pack.roles().unwrap().iter().map(|role| role.id.clone()).filter(|role| role != "stranger").collect();
    assert_eq!(roles, expected);
    assert!(Pack::built_in("kaifu").unwrap().accounts().unwrap().is_empty());
}

#[test]
fn gaps_are_there_to_be_seen() {
    let rows = own_rows();
    let held: BTreeSet<&str> = rows["meetings"].iter().filter_map(|row| row.text("date")).collect();
    let in_quarter = |from: &str, to: &str| held.iter().any(|date| (from..to).contains(date));
    assert!(!in_quarter("2025-07", "2025-10") && in_quarter("2025-10", "2026-01"));
    let has_staff = |body: &str| {
        rows["ip-staff"].iter().any(|row| row.text("body") == Some(body) && row.valid_to.is_none())
    };
    assert!(has_staff("street-shaping") && !has_staff("street-qingzhuhu") && !has_staff("street-yuehu"));
}
