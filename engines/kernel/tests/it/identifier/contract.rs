//! What every scheme has to do, from one table.

use kernel::Place;
use kernel::identifier::{Scheme, Scheme::*, Verdict};

use super::{check_ok, reading};

/// Scheme, a sound number as people write it, its canonical form, one with a wrong check, one with a wrong shape.
type Row = (Scheme, &'static str, &'static str, Option<&'static str>, &'static str);

const TABLE: [Row; 19] = [
    (CourtCaseNumber, "(2026)湘0105诉前调确1号", "（2026）湘0105诉前调确1号", None, "湘0105诉前调确1号"),
    (DocumentNumber, "长开市监处罚[2026]12号", "长开市监处罚〔2026〕12号", None, "〔2026〕12号"),
    (
        WorkRegistrationNumber,
        "国作登字：2026－A－00037559",
        "国作登字-2026-A-00037559",
        None,
        "国作登字-2026-Q-00037559",
    ),
    (SoftwareRegistrationNumber, "2024sr0123456", "2024SR0123456", None, "2024SR012345678"),
    (PctApplicationNumber, "pct/cn2024/123456", "PCT/CN2024/123456", None, "PCT/CN2024/1234567"),
    (PctPublicationNumber, "WO2024/123456", "WO 2024/123456", None, "WO 2024-123456"),
    (Uscc, "91350100m000100y43", "91350100M000100Y43", Some("91350100M000100Y44"), "91350100M000100Y4"),
    (
        ResidentIdentityNumber,
        "11010519491231002x",
        "11010519491231002X",
        Some("110105194912310021"),
        "11010519491331002X",
    ),
    (ApplicationNumber, "CN 2024 1 0123456.0", "202410123456.0", Some("202410123456.1"), "202450123456.0"),
    (PublicationNumber, "cn 107345678 a", "CN107345678A", None, "CN107345678U"),
    (IcLayoutNumber, "BS205012345", "BS.205012345", None, "BS.2050"),
    (GiNumber, "质检总局2010年第89号公告", "质检总局公告2010年第89号", None, "AGI"),
    (IpcClass, "a01b33/00", "A01B 33/00", None, "I01B 33/00"),
    (LocarnoClass, "LOC(13)Cl.6-1", "06-01", None, "33-01"),
    (OrganizationCode, "d2143569x", "D2143569-X", Some("D2143569-1"), "D214356-X"),
    (DivisionCode, " 430105001 ", "430105001", None, "430005"),
    (NiceClass, "第9类", "09", None, "46"),
    (TrademarkNumber, "第12345678号第9类", "12345678/9", None, "12345678/46"),
    (PlantVarietyNumber, "cna20191006012", "CNA20191006012", None, "CNB20191006012"),
];

#[test]
fn every_scheme_keeps_the_contract() {
    let listed: Vec<Scheme> = TABLE.iter().map(|row| row.0).collect();
    assert_eq!(listed, Scheme::ALL, "the table has one row for each scheme, in the order of the list");
    for (scheme, good, canonical, bad_check, bad_shape) in TABLE {
        check_ok(scheme, good, canonical);
        check_ok(scheme, canonical, canonical);
        assert!(!reading(scheme, good).parts.is_empty(), "{scheme:?} says nothing of its parts");
        assert_eq!(bad_check.is_some(), scheme.has_check(), "{scheme:?}");
        if let Some(raw) = bad_check {
            check_bad(scheme, raw, Verdict::BadCheck);
        }
        check_bad(scheme, bad_shape, Verdict::BadShape);
        check_bad(scheme, "", Verdict::BadShape);
        check_bad(scheme, &"1".repeat(100_000), Verdict::BadShape);
    }
}

#[track_caller]
fn check_bad(scheme: Scheme, raw: &str, verdict: Verdict) {
    let reading = reading(scheme, raw);
    assert_eq!(reading.verdict, verdict, "{scheme:?} {raw}");
    assert_eq!(reading.canonical, None);
    assert_eq!(reading.raw, raw, "what was given is always kept");
    let problem = reading.problem(Place::file("a.csv").at_line(2)).expect("a wrong number is a problem");
    assert_eq!(problem.code, reading.code);
    assert!(!problem.remedy.zh.is_empty() && !problem.remedy.en.is_empty());
}

#[test]
fn every_scheme_has_one_name_for_files_and_json_and_a_sound_example() {
    for scheme in Scheme::ALL {
        assert_eq!(serde_json::to_value(scheme).unwrap(), scheme.id());
        assert_eq!(Scheme::named(scheme.id()), Some(scheme));
        check_ok(scheme, scheme.example(), scheme.example());
        assert!(!scheme.label().zh.is_empty() && !scheme.label().en.is_empty());
    }
    assert_eq!(Scheme::named("fax_number"), None);
}

#[test]
fn a_sound_reading_in_json() {
    let value = serde_json::to_value(reading(ApplicationNumber, "zl202410123456.0")).unwrap();
    assert_eq!(value["scheme"], "application_number");
    assert_eq!(value["verdict"], "ok");
    assert_eq!(value["raw"], "zl202410123456.0");
    assert_eq!(value["canonical"], "202410123456.0");
    assert_eq!(value["parts"][0], serde_json::json!({"name": "year", "value": "2024"}));
    assert_eq!(value["notes"][1]["code"], "patent-number");
    assert_eq!(value["remedy"], serde_json::Value::Null);
}

#[test]
fn every_verdict_in_json() {
    let verdicts = [Verdict::Ok, Verdict::BadCheck, Verdict::BadShape, Verdict::UnknownScheme];
    let expected = serde_json::json!(["ok", "bad_check", "bad_shape", "unknown_scheme"]);
    assert_eq!(serde_json::to_value(verdicts).unwrap(), expected);
}
