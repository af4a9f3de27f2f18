use std::fmt;

use super::letters;
use super::token::{Digest, digest, random_bytes};

/// How many are given at once: enough for years, few enough to be printed on a card.
const COUNT: usize = 10;
/// Letters of one code, five bits each: 80 bits cannot be tried even by who has the digests.
const LETTERS: usize = 16;

/// A code that stands in for the telephone, once. Only its digest is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    pub(crate) fn random() -> RecoveryCode {
        RecoveryCode(random_bytes::<LETTERS>().map(letters::letter).iter().collect())
    }

    /// Reads what somebody copied from the card: small letters, blanks and dashes do not matter, nor O for 0 and I or L for 1.
    pub fn read(text: &str) -> RecoveryCode {
        RecoveryCode(letters::read(text, LETTERS))
    }

    /// In groups of four, as it is shown.
    pub fn text(&self) -> String {
        letters::in_groups(&self.0)
    }

    /// What is kept.
    pub fn digest(&self) -> Digest {
        digest(&self.0)
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RecoveryCode(…)")
    }
}

/// A new set; the former one ends with it.
pub fn recovery_codes() -> Vec<RecoveryCode> {
    (0..COUNT).map(|_| RecoveryCode::random()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_by_hand_it_is_the_same_code() {
        let code = RecoveryCode("01AB23CD45EF67GH".to_owned());
        assert_eq!(code.text(), "01AB-23CD-45EF-67GH");
        for copied in
            ["01AB-23CD-45EF-67GH", "o1ab 23cd 45ef 67gh", "OLAB23CD45EF67GH", " oiab-23cd-45ef-67gh\n"]
        {
            assert_eq!(RecoveryCode::read(copied).digest(), code.digest(), "{copied}");
        }
        assert_ne!(RecoveryCode::read("01AB-23CD-45EF-67GH-0").digest(), code.digest());
    }

    #[test]
    fn a_set_has_no_code_twice() {
        let mut codes: Vec<String> = recovery_codes().iter().map(RecoveryCode::text).collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), COUNT);
    }
}
