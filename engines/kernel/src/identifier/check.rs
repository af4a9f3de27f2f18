//! Check characters of the standards, as pure functions.
//!
//! Each takes the characters before the check character and gives the right one, or nothing if these characters
//! cannot be of that kind.

/// The 31 symbols of GB 32100-2015; I, O, S, V and Z are left out because they look like digits or each other.
pub(super) const USCC_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The check character of a Chinese patent application number, for its 8 or 12 digits (ZC 0006-2003).
///
/// Digits times 2 3 4 5 6 7 8 9 2 3 4 5, sum modulo 11, ten written `X`.
pub fn application_number(digits: &str) -> Option<char> {
    const WEIGHTS: [u32; 12] = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    if digits.len() != 8 && digits.len() != 12 {
        return None;
    }
    symbol(weighted_sum(digits, &WEIGHTS, |c| c.to_digit(10))? % 11)
}

/// The check character of an organization code, for its first eight characters (GB 11714-1997).
///
/// Values times 3 7 9 10 5 8 4 2 with A = 10 … Z = 35; eleven minus the sum modulo 11, ten written `X`, eleven `0`.
pub fn organization_code(body: &str) -> Option<char> {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    if body.len() != WEIGHTS.len() {
        return None;
    }
    let sum = weighted_sum(body, &WEIGHTS, |c| c.to_digit(36).filter(|_| !c.is_ascii_lowercase()))?;
    symbol((11 - sum % 11) % 11)
}

/// The check character of a unified social credit code, for its first 17 characters (GB 32100-2015).
///
/// Positions in the alphabet of 31 times powers of three, modulo 31.
pub fn uscc(body: &str) -> Option<char> {
    const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    if body.len() != WEIGHTS.len() {
        return None;
    }
    let place = |c| USCC_ALPHABET.find(c).and_then(|at| u32::try_from(at).ok());
    let index = (31 - weighted_sum(body, &WEIGHTS, place)? % 31) % 31;
    USCC_ALPHABET.chars().nth(usize::try_from(index).ok()?)
}

/// The check character of a resident identity number, for its first 17 digits (GB 11643-1999).
pub fn resident_identity_number(digits: &str) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if digits.len() != WEIGHTS.len() {
        return None;
    }
    // The standard's table 1 0 X 9 8 7 6 5 4 3 2 is twelve minus the remainder, modulo 11.
    symbol((12 - weighted_sum(digits, &WEIGHTS, |c| c.to_digit(10))? % 11) % 11)
}

fn weighted_sum(body: &str, weights: &[u32], value: impl Fn(char) -> Option<u32>) -> Option<u32> {
    body.chars().zip(weights).map(|(c, weight)| Some(value(c)? * weight)).sum()
}

/// A remainder modulo 11 as one character.
fn symbol(remainder: u32) -> Option<char> {
    if remainder == 10 { Some('X') } else { char::from_digit(remainder, 10) }
}
