//! How people write numbers, and what the rules forbid.

use kernel::identifier::{
    ApplicationNumber as Application, DivisionCode as Division, ResidentIdentityNumber as Resident,
    Scheme::*, TrademarkNumber as Trademark, Uscc as Credit, check, mask, read,
};

use super::{check_fault, check_ok, notes, reading, today};

#[test]
fn application_numbers_as_people_write_them() {
    for raw in [
        "202410123456.0",
        "2024 1 0123456.0",
        "２０２４１０１２３４５６．０",
        "202410123456。0",
        "202410123456，0",
        "2024101234560",
        "CN202410123456.0",
        "申请号：202410123456.0",
        "\u{feff}202410123456.0\u{200b}",
    ] {
        check_ok(ApplicationNumber, raw, "202410123456.0");
    }
    check_ok(ApplicationNumber, "ZL 2024 1 0000001.x", "202410000001.X");
    check_ok(ApplicationNumber, "专利号ZL95115608.X", "95115608.X");
    check_ok(ApplicationNumber, "95 1 15608.x", "95115608.X");
    assert_eq!(notes(&reading(ApplicationNumber, "cn202410123456。0")), ["lower-case", "point", "prefix"]);
}

#[test]
fn application_numbers_that_are_wrong() {
    check_fault(ApplicationNumber, "202410123456", "check-missing", Some("202410123456.0"));
    check_fault(ApplicationNumber, "ZL95115608", "check-missing", Some("95115608.X"));
    check_fault(ApplicationNumber, "202410123456.", "check-missing", Some("202410123456.0"));
    check_fault(ApplicationNumber, "202410123456.5", "check-wrong", None);
    check_fault(ApplicationNumber, "2024101 23456.0", "space-misplaced", Some("202410123456.0"));
    check_fault(ApplicationNumber, "202410123456 .0", "space-misplaced", Some("202410123456.0"));
    check_fault(ApplicationNumber, "202710123456.0", "wrong-year", None);
    check_fault(ApplicationNumber, "199510123456.0", "wrong-year", None);
    check_fault(ApplicationNumber, "20410123.4", "wrong-year", None);
    check_fault(ApplicationNumber, "202440123456.0", "wrong-patent-kind", None);
    check_fault(ApplicationNumber, "20241012345.0", "wrong-length", None);
    check_fault(ApplicationNumber, "CN107345678A", "wrong-shape", None);
    let missing = reading(ApplicationNumber, "202410123456").remedy.unwrap();
    assert!(missing.zh.contains("校验位是“0”") && missing.en.contains("the check is \"0\""));
}

#[test]
fn credit_codes_say_which_check_failed() {
    check_fault(Uscc, "91350100M000100Y44", "outer-check-wrong", None);
    check_fault(Uscc, "91350101M000100Y43", "outer-check-wrong", None);
    check_fault(Uscc, "91350100M000101Y43", "both-checks-wrong", None);
    let inner = "91350100M000100Y5";
    check_fault(Uscc, &format!("{inner}{}", check::uscc(inner).unwrap()), "inner-check-wrong", None);
    check_fault(Uscc, "9135O100MOO0100Y43", "wrong-character", Some("91350100M000100Y43"));
    check_fault(Uscc, "9135A100M000100Y43", "wrong-character", None);
    check_fault(Uscc, "91350100M000100Y4", "wrong-length", None);
    check_ok(Uscc, "91 350100 M000100Y4-3", "91350100M000100Y43");
    let code: Credit = read("91350100M000100Y43", today()).unwrap();
    assert_eq!((code.authority(), code.first_division()), ("9", "350100"));
    assert_eq!(code.organization_code().body(), "M000100Y");
}

#[test]
fn organization_codes() {
    check_ok(OrganizationCode, "M000100Y4", "M000100Y-4");
    check_fault(OrganizationCode, "M000100Y", "check-missing", Some("M000100Y-4"));
    check_fault(OrganizationCode, "M000100Y-5", "check-wrong", None);
}

#[test]
fn identity_numbers_stay_private() {
    check_fault(ResidentIdentityNumber, "11010519490230002X", "wrong-birth-date", None);
    check_fault(ResidentIdentityNumber, "11010520270101002X", "wrong-birth-date", None);
    check_fault(ResidentIdentityNumber, "01010519491231002X", "wrong-shape", None);
    check_fault(ResidentIdentityNumber, "110105491231002", "fifteen-digits", None);
    let person: Resident = read("11010519491231002X", today()).unwrap();
    assert_eq!(person.masked(), "110105********002X");
    assert_eq!(format!("{person:?}"), "ResidentIdentityNumber(110105********002X)");
    assert_eq!(mask("110105491231002"), "110105*****1002");
    assert_eq!(mask("1101051949"), "**********");
    for raw in ["11010519491231002X", "110105194912310021", "1101051949123100"] {
        let reading = reading(ResidentIdentityNumber, raw);
        let said = format!("{:?}{:?}{:?}{:?}", reading.what, reading.remedy, reading.parts, reading.notes);
        assert!(!said.contains("19491231"), "{said}");
    }
}

#[test]
fn document_numbers() {
    for raw in ["长开市监处罚【2026】12号", "长开市监处罚（2026）12号", "长开市监处罚 〔2026〕 12 号"]
    {
        check_ok(DocumentNumber, raw, "长开市监处罚〔2026〕12号");
    }
    let right = Some("长开市监处罚〔2026〕12号");
    check_fault(DocumentNumber, "长开市监处罚〔2026〕第12号", "ordinal-not-allowed", right);
    check_fault(DocumentNumber, "长开市监处罚〔2026〕012号", "leading-zeros", right);
    check_fault(DocumentNumber, "长开市监处罚[26]第012", "short-year", right);
    check_fault(DocumentNumber, "长开市监处罚〔2026〕12", "ending-missing", right);
    check_fault(DocumentNumber, "长开市监处罚2026年第12号", "year-without-brackets", right);
    check_fault(DocumentNumber, "长开市监处罚〔2027〕12号", "wrong-year", None);
    assert_eq!(notes(&reading(DocumentNumber, "长开市监处罚[2026]12号")), ["brackets"]);
}

#[test]
fn court_case_numbers() {
    check_ok(CourtCaseNumber, "（2020）最高法知民终1号", "（2020）最高法知民终1号");
    check_ok(CourtCaseNumber, "〔2024〕湘01民初123号之一", "（2024）湘01民初123号之一");
    check_ok(CourtCaseNumber, "(2013)开民初字第123号", "（2013）开民初字第123号");
    let right = Some("（2026）湘0105诉前调确1号");
    check_fault(CourtCaseNumber, "（2026）湘0105诉前调确第1号", "ordinal-not-allowed", right);
    check_fault(CourtCaseNumber, "（2026）湘0105诉前调确01号", "leading-zeros", right);
    assert_eq!(notes(&reading(CourtCaseNumber, "（2026）湘0105诉前调确1号")), [""; 0]);
    assert_eq!(notes(&reading(CourtCaseNumber, "(2026)湘0105诉前调确1号")), ["brackets"]);
}

#[test]
fn classes() {
    check_ok(NiceClass, "9", "09");
    check_fault(NiceClass, "901", "leading-zero-lost", Some("0901"));
    check_fault(NiceClass, "90342", "leading-zero-lost", Some("090342"));
    check_fault(NiceClass, "4601", "wrong-class", None);
    check_ok(IpcClass, "H04L", "H04L");
    check_ok(IpcClass, "A01B0033000000", "A01B 33/00");
    check_ok(IpcClass, "A61K 31/4045 (2006.01)", "A61K 31/4045");
    check_fault(IpcClass, "A01B 33", "wrong-shape", None);
    check_ok(LocarnoClass, "0601", "06-01");
}

#[test]
fn trademarks_are_a_number_and_a_class() {
    check_ok(TrademarkNumber, "g1234567", "G1234567");
    check_ok(TrademarkNumber, "12345678A", "12345678A");
    check_ok(TrademarkNumber, "12345678/09", "12345678/9");
    check_fault(TrademarkNumber, "00123456", "leading-zeros", Some("123456"));
    check_fault(TrademarkNumber, "12345678/46", "wrong-class", None);
    let mark: Trademark = read("12345678", today()).unwrap();
    assert_eq!(mark.in_class(9).unwrap().class(), Some(9));
    assert!(mark.in_class(0).is_err());
}

#[test]
fn other_rights() {
    check_ok(GiNumber, "AGI00234", "AGI00234");
    check_ok(GiNumber, "国家知识产权局公告第514号", "国家知识产权局公告第514号");
    check_ok(GiNumber, "国家知识产权局第514号公告", "国家知识产权局公告第514号");
    check_ok(PlantVarietyNumber, "CNA20100123.4", "CNA20100123.4");
    check_ok(PlantVarietyNumber, "2019-0123", "20190123");
    check_ok(WorkRegistrationNumber, "作登字：19-2001-F-0123", "作登字-19-2001-F-0123");
    check_ok(WorkRegistrationNumber, "作登字-2001-F-0123", "作登字-2001-F-0123");
    check_fault(PublicationNumber, "CN107345678", "kind-code-missing", None);
    check_fault(DivisionCode, "430105000", "no-street", Some("430105"));
    for (scheme, raw) in
        [(IcLayoutNumber, "BS.08500123.4"), (PlantVarietyNumber, "20190123"), (GiNumber, "AGI00234")]
    {
        assert!(reading(scheme, raw).is_low_confidence(), "{raw}");
    }
}

#[test]
fn typed_values_answer_questions() {
    let number: Application = read("ZL202320123456.1", today()).unwrap();
    assert_eq!((number.year(), number.serial(), number.check()), (2023, "0123456", '1'));
    assert_eq!(number.patent_number(), "ZL202320123456.1");
    assert!(number.fits_filing_year(2024) && !number.fits_filing_year(2025));
    let district: Division = read("430105", today()).unwrap();
    let street: Division = read("430105001", today()).unwrap();
    assert!(street.is_within(&district) && !district.is_within(&street));
}
