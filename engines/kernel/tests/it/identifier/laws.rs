//! What holds for every text.

use kernel::identifier::{Scheme, Scheme::*, Verdict, check, guess, mask};
use proptest::prelude::*;

use super::{reading, today};

/// A sound number of each scheme that has a check.
fn checked_number() -> impl Strategy<Value = (Scheme, String)> {
    let application = "20(0[4-9]|1[0-9]|2[0-5])[12389][0-9]{7}".prop_filter_map("check", |body| {
        Some((ApplicationNumber, format!("{body}.{}", check::application_number(&body)?)))
    });
    let early = "(8[5-9]|9[0-9]|0[0-3])[123][0-9]{5}".prop_filter_map("check", |body| {
        Some((ApplicationNumber, format!("{body}.{}", check::application_number(&body)?)))
    });
    let credit = "9143010[1-5][0-9A-HJ-NP-RTUW-Y]{8}".prop_filter_map("check", |body| {
        // The check of the organization code may be X, which the alphabet of the whole code has too.
        let body = format!("{body}{}", check::organization_code(&body[8..])?);
        Some((Uscc, format!("{body}{}", check::uscc(&body)?)))
    });
    let birth_date = "19[4-9][0-9](0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])";
    let resident =
        ("43010[1-5]", birth_date, "[0-9]{3}").prop_filter_map("check", |(division, date, order)| {
            let body = format!("{division}{date}{order}");
            Some((ResidentIdentityNumber, format!("{body}{}", check::resident_identity_number(&body)?)))
        });
    let organization = "[0-9A-Z]{8}".prop_filter_map("check", |body| {
        Some((OrganizationCode, format!("{body}-{}", check::organization_code(&body)?)))
    });
    prop_oneof![application, early, credit, resident, organization]
}

/// Texts that are close to numbers, so that parsing goes deep.
fn near_number() -> impl Strategy<Value = String> {
    let examples = prop::sample::select(Scheme::ALL.to_vec()).prop_map(Scheme::example);
    (examples, any::<prop::sample::Index>(), "\\PC{0,3}", any::<bool>()).prop_map(
        |(example, at, other, drop)| {
            let mut characters: Vec<char> = example.chars().collect();
            let at = at.index(characters.len());
            let end = if drop { at + 1 } else { at };
            characters.splice(at..end, other.chars());
            characters.into_iter().collect()
        },
    )
}

proptest! {
    #[test]
    fn no_text_panics_and_every_text_is_kept(raw in prop_oneof![any::<String>(), near_number(), "[0-9A-Z./ -]{0,24}"]) {
        mask(&raw);
        let found = guess(&raw, today());
        prop_assert!(!found.is_empty());
        for scheme in Scheme::ALL {
            let reading = reading(scheme, &raw);
            prop_assert_eq!(&reading.raw, &raw);
            prop_assert_eq!(reading.canonical.is_some(), reading.verdict == Verdict::Ok);
            prop_assert_eq!(reading.remedy.is_none(), reading.verdict == Verdict::Ok);
        }
    }

    #[test]
    fn the_canonical_form_reads_as_itself(raw in prop_oneof![near_number(), "[0-9A-Z./ -]{0,24}", "[0-9]{1,9}"]) {
        for scheme in Scheme::ALL {
            let first = reading(scheme, &raw);
            let Some(canonical) = first.canonical else { continue };
            let again = reading(scheme, &canonical);
            prop_assert_eq!(again.canonical.as_deref(), Some(canonical.as_str()), "{:?} {}", scheme, raw);
        }
    }

    #[test]
    fn a_suggestion_is_sound(raw in prop_oneof![near_number(), "[0-9OISZ]{6,18}(\\.0)?"]) {
        for scheme in Scheme::ALL {
            let first = reading(scheme, &raw);
            // A number with a decimal point is only freed of it; whether it is sound remains to be seen.
            let Some(suggestion) = first.suggestion.filter(|_| first.code != "spreadsheet-damage") else { continue };
            prop_assert_eq!(reading(scheme, &suggestion).canonical, Some(suggestion), "{:?} {}", scheme, raw);
        }
    }

    #[test]
    fn a_checked_number_reads_ok((scheme, number) in checked_number()) {
        prop_assert_eq!(reading(scheme, &number).canonical, Some(number));
    }

    /// The moduli 11 and 31 are prime and no weight is a multiple of them, so one wrong digit always shows.
    #[test]
    fn one_changed_digit_never_reads_ok((scheme, number) in checked_number(), at: prop::sample::Index, by in 1u8..10) {
        let mut bytes = number.into_bytes();
        let digits: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit()).collect();
        prop_assume!(!digits.is_empty());
        let at = digits[at.index(digits.len())];
        bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
        let changed = String::from_utf8(bytes).unwrap();
        prop_assert_ne!(reading(scheme, &changed).verdict, Verdict::Ok, "{}", changed);
    }
}
