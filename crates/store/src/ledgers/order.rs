//! What Chinese texts are ordered by: how they are read.
//!
//! Each character becomes its reading, its tone and itself, so that names of one sound stand together and among them those
//! with the same characters: 安 (`~an1安`) before 昂 (`~ang2昂`). Digits come first, then Latin letters, whatever their
//! width and case, then Chinese characters, last those without a known reading. Signs and blanks do not count.
//!
//! A character with several readings has the usual one wherever it stands: 重庆 stands under zhòng. It is kept as text in a
//! column, so that one index orders a list in the same way in every database, and people can look at it.

use pinyin::ToPinyin as _;

/// So many characters decide; names that are equal so far are ordered by their keys. More would make the index large, and
/// PostgreSQL takes no entry of more than 2,700 bytes.
const CHARACTERS_MAX: usize = 40;

/// Stands before a reading. It is greater than all Latin letters and less than the characters that have no reading.
const READ: char = '~';

/// The full-width forms of the signs from `!` on.
const WIDE: std::ops::RangeInclusive<u32> = 0xFF01..=0xFF5E;

/// How far a full-width form is from its sign.
const WIDER_BY: u32 = 0xFEE0;

/// What a text is ordered by, byte by byte.
pub fn of(text: &str) -> String {
    let mut order = String::with_capacity(text.len() * 3);
    let counts = text.chars().map(narrow).filter(|letter| letter.is_alphanumeric());
    for letter in counts.take(CHARACTERS_MAX) {
        match letter.to_pinyin() {
            Some(reading) => {
                order.push(READ);
                order.push_str(reading.with_tone_num_end());
                order.push(letter);
            }
            None => order.extend(letter.to_lowercase()),
        }
    }
    order
}

fn narrow(letter: char) -> char {
    let code = u32::from(letter);
    let narrow = WIDE.contains(&code).then(|| char::from_u32(code - WIDER_BY)).flatten();
    narrow.unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::{CHARACTERS_MAX, of};

    /// The texts stand in the order in which they are listed.
    fn check(texts: &[&str]) {
        for pair in texts.windows(2) {
            assert!(of(pair[0]) < of(pair[1]), "{} comes before {}: {pair:?}", of(pair[0]), of(pair[1]));
        }
    }

    #[test]
    fn texts_are_ordered_by_their_readings() {
        check(&["区财政局", "区科技局", "区市场监督管理局", "区司法局"]);
        check(&["安", "昂", "八", "白", "百", "办", "中"]);
        // Tones, then the same characters together.
        check(&["妈", "麻", "马", "骂"]);
        check(&["李安", "李白", "里安", "里白"]);
        // The shorter first; digits, Latin letters, characters, and last what has no reading.
        check(&["街道", "街道办"]);
        check(&["2号", "A区", "b区", "啊", "\u{2A700}"]);
    }

    #[test]
    fn width_case_and_signs_do_not_count() {
        for (left, right) in [("ＡＢ１", "ab1"), ("《条例》", "条例"), ("局（办）", "局 办"), ("", "　")]
        {
            assert_eq!(of(left), of(right));
        }
        assert_eq!(of("重庆"), "~zhong4重~qing4庆");
    }

    #[test]
    fn a_long_text_is_ordered_by_its_beginning() {
        let long = "装".repeat(CHARACTERS_MAX);
        assert_eq!(of(&long), of(&format!("{long}一")));
        assert!(of(&long).len() < 600, "four of these and the rest fit into an entry of an index");
    }
}
