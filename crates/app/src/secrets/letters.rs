//! Letters that nobody mistakes for another when copying by hand (Crockford's base 32, without I, L, O, U).

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The letter of the last five bits.
pub(super) fn letter(byte: u8) -> char {
    char::from(ALPHABET[usize::from(byte % 32)])
}

/// Reads what somebody copied: small letters, blanks and dashes do not matter, nor O for 0 and I or L for 1. Of what is too long
/// one letter more than there should be is kept.
pub(super) fn read(text: &str, count: usize) -> String {
    let letters = text.chars().filter(|letter| letter.is_alphanumeric()).map(|letter| {
        match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        }
    });
    letters.take(count + 1).collect()
}

/// In groups of four.
pub(super) fn in_groups(letters: &str) -> String {
    let letters: Vec<char> = letters.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}
