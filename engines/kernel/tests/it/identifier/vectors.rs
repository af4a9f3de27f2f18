//! Published and recomputed numbers of the standards.

use kernel::identifier::{Scheme::*, Verdict, check, guess};

use super::{check_ok, reading, today};

#[test]
fn application_number_checks() {
    for (digits, right) in [
        ("201710601862", '3'),
        ("95115608", 'X'),
        ("97101765", '4'),
        ("202410123456", '0'),
        ("202320123456", '1'),
        ("202430654321", '8'),
        ("202410000001", 'X'),
    ] {
        assert_eq!(check::application_number(digits), Some(right), "{digits}");
        let number = format!("{digits}.{right}");
        check_ok(ApplicationNumber, &number, &number);
    }
    assert_eq!(check::application_number("2024"), None);
    assert_eq!(check::application_number("20241012345A"), None);
}

#[test]
fn credit_and_organization_code_checks() {
    assert_eq!(check::uscc("91350100M000100Y4"), Some('3'));
    assert_eq!(check::organization_code("M000100Y"), Some('4'));
    assert_eq!(check::organization_code("D2143569"), Some('X'));
    assert_eq!(check::uscc("91350100I000100Y4"), None, "I is not in the alphabet");
    assert_eq!(check::organization_code("d2143569"), None);
    check_ok(Uscc, "91350100M000100Y43", "91350100M000100Y43");
    check_ok(OrganizationCode, "D2143569-X", "D2143569-X");
}

#[test]
fn resident_identity_number_checks() {
    assert_eq!(check::resident_identity_number("11010519491231002"), Some('X'));
    assert_eq!(check::resident_identity_number("44052418800101001"), Some('4'));
    check_ok(ResidentIdentityNumber, "11010519491231002X", "11010519491231002X");
    check_ok(ResidentIdentityNumber, "440524188001010014", "440524188001010014");
}

#[test]
fn numbers_without_check() {
    for number in ["CN107345678A", "CN213456789U", "CN306789012S", "CN1030001A", "CN85100001A"] {
        check_ok(PublicationNumber, number, number);
    }
    for number in ["国作登字-2026-A-00037559", "国作登字-2021-L-00268255", "湘作登字-2024-L-00000012"]
    {
        check_ok(WorkRegistrationNumber, number, number);
    }
    for number in ["2024SR0123456", "2014SR001852", "软著登字第1234567号", "软著登字第12345678号"]
    {
        check_ok(SoftwareRegistrationNumber, number, number);
    }
    check_ok(SoftwareRegistrationNumber, "软著登字第2014SR001852号", "2014SR001852");
    check_ok(PctApplicationNumber, "PCT/CN2024/123456", "PCT/CN2024/123456");
    check_ok(PctApplicationNumber, "PCT/CN03/00123", "PCT/CN03/00123");
    check_ok(PctPublicationNumber, "WO 2024/123456", "WO 2024/123456");
    check_ok(PctPublicationNumber, "WO 99/12345 A1", "WO 99/12345 A1");
    check_ok(DocumentNumber, "长开市监处罚〔2026〕12号", "长开市监处罚〔2026〕12号");
    check_ok(CourtCaseNumber, "（2026）湘0105诉前调确1号", "（2026）湘0105诉前调确1号");
    for code in ["500112", "430000", "430100", "430105", "430181", "430105001", "441900003"] {
        check_ok(DivisionCode, code, code);
    }
    for code in ["09", "45", "0901", "090342", "C090342"] {
        check_ok(NiceClass, code, code);
    }
}

/// Rows of the file of 200 written forms: text, truth, canonical form, kind, year.
#[test]
fn two_hundred_written_application_numbers() {
    let rows: Vec<&str> = include_str!("../../data/cn-application-numbers.csv").lines().skip(1).collect();
    assert_eq!(rows.len(), 200);
    for row in rows {
        let fields: Vec<&str> = row.split(',').collect();
        let reading = reading(ApplicationNumber, fields[0]);
        if fields[1] == "valid" {
            assert_eq!(reading.canonical.as_deref(), Some(fields[2]), "{row}: {}", reading.what.en);
            assert_eq!(reading.parts[0].value, fields[4], "{row}");
            assert_eq!(reading.parts[1].value, format!("{}_patent", fields[3].replace(' ', "_")), "{row}");
        } else {
            assert_ne!(reading.verdict, Verdict::Ok, "{row}");
            let guessed = guess(fields[0], today()).remove(0);
            assert_eq!(guessed.scheme, Some(ApplicationNumber), "{row}");
            assert!(matches!(guessed.verdict, Verdict::BadCheck | Verdict::BadShape), "{row}");
        }
    }
}

/// Rows of the sample of invented enterprises: number, name, code, division, truth, defect.
#[test]
fn codes_of_invented_enterprises() {
    let rows: Vec<&str> = include_str!("../../data/enterprises-sample.csv").lines().skip(1).collect();
    assert!(rows.len() > 40);
    for row in rows {
        let fields: Vec<&str> = row.split(',').collect();
        let reading = reading(Uscc, fields[2]);
        let expected = match fields[5] {
            "check digit" => Verdict::BadCheck,
            "17 characters" | "letter outside the alphabet" => Verdict::BadShape,
            _ => Verdict::Ok,
        };
        assert_eq!(reading.verdict, expected, "{row}: {}", reading.what.en);
        assert_eq!(expected == Verdict::Ok, fields[4] == "valid", "{row}");
        if expected == Verdict::Ok {
            assert_eq!(reading.parts[2].value, fields[3], "{row}");
        }
    }
}
