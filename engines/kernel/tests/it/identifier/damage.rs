//! What spreadsheets do to numbers.

use kernel::identifier::{Scheme::*, Verdict, check, guess};

use super::{check_fault, check_ok, notes, reading, today};

#[test]
fn powers_of_ten() {
    for raw in ["9.1E+17", "9.143E+17", "9.14301E+17", "9e17", "９．１Ｅ＋１７", "9.1e+17"] {
        check_fault(Uscc, raw, "spreadsheet-damage", None);
        check_fault(ResidentIdentityNumber, raw, "spreadsheet-damage", None);
        assert_eq!(reading(Uscc, raw).verdict, Verdict::BadShape);
    }
    check_fault(ApplicationNumber, "2.0241E+11", "spreadsheet-damage", None);
}

#[test]
fn eighteen_digits_ending_in_zeros() {
    check_fault(Uscc, "914301055676543000", "spreadsheet-damage", None);
    assert_eq!(reading(Uscc, "914301055676543000").verdict, Verdict::BadCheck);
    check_fault(ResidentIdentityNumber, "430105199001011000", "spreadsheet-damage", None);
    check_fault(Uscc, "91430105567654300", "spreadsheet-damage", None);
    check_fault(Uscc, "91430105567654321", "wrong-length", None);
}

#[test]
fn the_clerk_is_told_how_to_export_again() {
    for raw in ["9.1E+17", "914301055676543000", "91430105567654300"] {
        let remedy = reading(Uscc, raw).remedy.unwrap();
        assert!(remedy.zh.contains("“文本”格式") && remedy.zh.contains("重新导出"), "{}", remedy.zh);
        assert!(remedy.en.contains("format the column as text") && remedy.en.contains("export anew"));
    }
}

#[test]
fn a_sound_number_ending_in_zeros_is_not_called_damaged() {
    let genuine = sound_code_ending_in_zeros();
    check_ok(Uscc, &genuine, &genuine);
    assert_eq!(notes(&reading(Uscc, &genuine)), ["ends-like-damage"]);
    assert!(
        reading(Uscc, &genuine).what.en.contains("right"),
        "the doubt stands in a note, not in the verdict"
    );
}

/// Digits only, ending in 000, both checks right.
fn sound_code_ending_in_zeros() -> String {
    (0..10_000_000)
        .map(|serial| format!("91430105{serial:07}0"))
        .filter(|body| check::organization_code(&body[8..]) == Some('0'))
        .map(|body| format!("{body}0"))
        .find(|body| check::uscc(body) == Some('0'))
        .map(|body| format!("{body}0"))
        .expect("one in 341 is such a code")
}

#[test]
fn a_decimal_point() {
    check_fault(TrademarkNumber, "12345678.0", "spreadsheet-damage", Some("12345678"));
    check_fault(DivisionCode, "430105.00", "spreadsheet-damage", Some("430105"));
    check_fault(Uscc, "914301055676543000.0", "spreadsheet-damage", None);
    check_ok(ApplicationNumber, "202410123456.0", "202410123456.0");
    check_fault(ApplicationNumber, "202320123456.0", "check-wrong", None);
    assert_eq!(notes(&reading(ApplicationNumber, "202320123456.0")), ["zero-may-be-decimal"]);
}

#[test]
fn text_marks_do_no_harm() {
    check_ok(Uscc, "'91350100M000100Y43", "91350100M000100Y43");
    check_ok(Uscc, "=\"91350100M000100Y43\"", "91350100M000100Y43");
    assert_eq!(notes(&reading(Uscc, "'91350100M000100Y43")), ["spreadsheet-text-mark"]);
}

#[test]
fn a_damaged_number_is_recognized_without_its_scheme() {
    let found: Vec<_> = guess("9.143E+17", today()).into_iter().map(|r| (r.scheme, r.code)).collect();
    let damaged = "spreadsheet-damage";
    assert_eq!(found, [(Some(Uscc), damaged), (Some(ResidentIdentityNumber), damaged)]);
    assert_eq!(guess("2.0241E+11", today())[0].scheme, Some(ApplicationNumber));
}
