use std::fmt;

use super::token::{Digest, digest, random_bytes};

/// How many are given at once: enough for years, few enough to be printed on a card.
const COUNT: usize = 10;
/// Letters of one code, five bits each: 80 bits cannot be tried even by who has the digests.
const LETTERS: usize = 16;
/// Letters that nobody mistakes for another when copying by hand (Crockford's base 32, without I, L, O, U).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code that stands in for the telephone, once. Only its digest is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    pub(crate) fn random() -> RecoveryCode {
        let letters = random_bytes::<LETTERS>().map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
        RecoveryCode(letters.iter().collect())
    }

    /// Reads what somebody copied from the card: small letters, blanks and dashes do not matter, nor O for 0 and I or L for 1.
    pub fn read(text: &str) -> RecoveryCode {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric()).map(|letter| {
            match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            }
        });
        RecoveryCode(letters.take(LETTERS + 1).collect())
    }

    /// In groups of four, as it is shown.
    pub fn text(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join("-")
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
