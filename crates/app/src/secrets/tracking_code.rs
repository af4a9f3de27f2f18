use std::fmt;

use super::letters;

/// Letters of one code, five bits each: 60 bits cannot be tried from outside, where who errs has to wait.
const LETTERS: usize = 12;

/// With which whoever has a receipt asks how a case stands, without signing in. It is derived from the number of the case under
/// the key of the installation and kept nowhere.
#[derive(Clone)]
pub struct TrackingCode(String);

impl TrackingCode {
    /// That of a keyed digest.
    pub(crate) fn of(digest: [u8; 32]) -> TrackingCode {
        TrackingCode(digest.iter().take(LETTERS).map(|byte| letters::letter(*byte)).collect())
    }

    /// Reads what somebody copied from a receipt: small letters, blanks and dashes do not matter, nor O for 0 and I or L for 1.
    pub fn read(text: &str) -> TrackingCode {
        TrackingCode(letters::read(text, LETTERS))
    }

    /// In groups of four, as it is shown.
    pub fn text(&self) -> String {
        letters::in_groups(&self.0)
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether they are the same, found out in the same time wherever they differ.
    pub(crate) fn is(&self, other: &TrackingCode) -> bool {
        let differing = self.0.bytes().zip(other.0.bytes()).fold(0, |all, (one, other)| all | (one ^ other));
        self.0.len() == other.0.len() && differing == 0
    }
}

impl fmt::Debug for TrackingCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("TrackingCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_by_hand_is_the_same_code() {
        let code = TrackingCode::of(std::array::from_fn(|at| u8::try_from(at).unwrap()));
        assert_eq!(code.text(), "0123-4567-89AB");
        for text in ["0123-4567-89AB", "o123 4567 89ab", "OI234567 89aB", "  0l23–4567–89ab\n"] {
            assert!(TrackingCode::read(text).is(&code), "{text}");
        }
        for text in ["", "0123-4567-89A", "0123-4567-89ABC", "1123-4567-89AB", "０１２３-4567-89AB"] {
            assert!(!TrackingCode::read(text).is(&code), "{text}");
        }
        assert_eq!(format!("{code:?}"), "TrackingCode(…)");
    }
}
