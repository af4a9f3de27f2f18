//! Numbers whose kind is not named.

use kernel::identifier::{Scheme, Scheme::*, Verdict, guess};

use super::today;

#[track_caller]
fn check(raw: &str, expected: &[(Scheme, Verdict)]) {
    let found: Vec<_> =
        guess(raw, today()).into_iter().map(|reading| (reading.scheme, reading.verdict)).collect();
    let expected: Vec<_> = expected.iter().map(|&(scheme, verdict)| (Some(scheme), verdict)).collect();
    assert_eq!(found, expected, "{raw}");
}

#[test]
fn the_example_of_each_scheme_is_recognized() {
    for scheme in Scheme::ALL {
        let found = guess(scheme.example(), today());
        assert!(found.iter().any(|reading| reading.scheme == Some(scheme)), "{scheme:?}");
        assert_eq!(found[0].verdict, Verdict::Ok, "{scheme:?}");
    }
}

#[test]
fn best_first() {
    check("91350100M000100Y43", &[(Uscc, Verdict::Ok)]);
    check("11010519491231002X", &[(ResidentIdentityNumber, Verdict::Ok)]);
    check("110105194912310021", &[(ResidentIdentityNumber, Verdict::BadCheck)]);
    check("202410123456.0", &[(ApplicationNumber, Verdict::Ok)]);
    check("202410123456", &[(ApplicationNumber, Verdict::BadCheck)]);
    check("430105", &[(DivisionCode, Verdict::Ok), (NiceClass, Verdict::Ok), (TrademarkNumber, Verdict::Ok)]);
    check(
        "0901",
        &[(NiceClass, Verdict::Ok), (LocarnoClass, Verdict::Ok), (TrademarkNumber, Verdict::BadShape)],
    );
    check("06-01", &[(LocarnoClass, Verdict::Ok)]);
    check("A01B 33/00", &[(IpcClass, Verdict::Ok)]);
}

#[test]
fn miswritten_numbers_are_recognized() {
    for (raw, scheme) in [
        ("长开市监处罚〔2026〕第12号", DocumentNumber),
        ("（2026）湘0105诉前调确01号", CourtCaseNumber),
        ("CN107345678", PublicationNumber),
        ("9135O100MOO0100Y43", Uscc),
        ("2024101 23456.0", ApplicationNumber),
        ("202440123456.0", ApplicationNumber),
        ("203010123456.0", ApplicationNumber),
        ("２０２４４０１２３４５６．０", ApplicationNumber),
        ("01624922189.X", ApplicationNumber),
        ("ZL20244012345", ApplicationNumber),
        ("110105491231002", ResidentIdentityNumber),
    ] {
        check(raw, &[(scheme, Verdict::BadShape)]);
    }
}

#[test]
fn nothing_fits() {
    for raw in ["", "   ", "你好", "https://example.org", "0", "🙂"] {
        let found = guess(raw, today());
        assert_eq!(found.len(), 1, "{raw}");
        assert_eq!((found[0].scheme, found[0].verdict), (None, Verdict::UnknownScheme));
        assert_eq!(found[0].raw, raw);
        assert!(found[0].remedy.is_some());
    }
}
