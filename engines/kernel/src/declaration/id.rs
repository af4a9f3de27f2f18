/// Whether a text can be the id of something declared: small letters and digits, in words that single hyphens divide, the
/// first sign a letter; no more than so many signs.
pub fn is_id(text: &str, characters_max: usize) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(is_sign);
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.split('-').all(is_word)
        && text.len() <= characters_max
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn words_of_small_letters_and_digits() {
        for (text, holds) in [
            ("group-members", true),
            ("a", true),
            ("a1-2b", true),
            ("", false),
            ("1a", false),
            ("a--b", false),
            ("a-", false),
            ("A", false),
            ("a_b", false),
            ("台账", false),
            ("abcdefghijk", false),
        ] {
            assert_eq!(is_id(text, 10) || text == "group-members", holds, "{text}");
        }
        assert!(is_id("group-members", 13) && !is_id("group-members", 12));
    }
}
