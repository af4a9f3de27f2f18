//! Numbers as people write them in plans: 120, 1.2, １０, 三十, 二十余.

use crate::text::Text;

/// A Chinese numeral character used for counting.
pub(crate) fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '零' | '〇' | '两'
    )
}

fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The value of a Chinese numeral below a thousand: 三, 十二, 二十, 一百零五, 二〇.
pub(crate) fn chinese(chars: &[char]) -> Option<u32> {
    if chars.is_empty() || chars.len() > 7 {
        return None;
    }
    if chars.iter().all(|&c| digit(c).is_some()) {
        return chars.iter().try_fold(0_u32, |value, &c| value.checked_mul(10)?.checked_add(digit(c)?));
    }
    let (mut value, mut pending) = (0, None);
    for &c in chars {
        match c {
            '十' => value += 10 * pending.take().unwrap_or(1),
            '百' => value += 100 * pending.take().unwrap_or(1),
            _ => pending = Some(digit(c)?),
        }
    }
    Some(value + pending.unwrap_or(0))
}

/// The Arabic number at the start of these characters: its value and how many characters it takes.
///
/// Accepts digits with one decimal point and commas between thousands.
pub(crate) fn arabic(chars: &[char]) -> Option<(f64, usize)> {
    let mut text = String::new();
    let mut length = 0;
    let digit_at = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    while length < 20 {
        let Some(&c) = chars.get(length) else { break };
        let thousands =
            c == ',' && text.len() <= 3 && (length + 1..length + 4).all(digit_at) && !digit_at(length + 4);
        if c.is_ascii_digit() || (c == '.' && !text.contains('.') && digit_at(length + 1) && !text.is_empty())
        {
            text.push(c);
        } else if !thousands || text.is_empty() {
            break;
        }
        length += 1;
    }
    Some((text.parse().ok()?, length))
}

/// A number as somebody writes it by itself: 120, 1.5, 1,200, １０. None for anything else, also with a unit behind it.
pub fn written_number(text: &str) -> Option<f64> {
    let text = Text::joined([(text, 1)]);
    let (number, length) = arabic(&text.chars)?;
    (length == text.chars.len()).then_some(number)
}

/// A whole number at the start of these characters, Arabic (at most four digits) or Chinese.
pub(crate) fn whole(chars: &[char]) -> Option<(u32, usize)> {
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        let text: String = chars[..digits].iter().collect();
        return (digits <= 4).then(|| text.parse().ok().map(|value| (value, digits)))?;
    }
    let numerals = chars.iter().take_while(|&&c| is_numeral(c)).count();
    chinese(&chars[..numerals]).map(|value| (value, numerals))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn chinese_numerals_have_values() {
        for (text, value) in [
            ("三", 3),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("三十四", 34),
            ("一百零五", 105),
            ("二〇", 20),
        ] {
            assert_eq!(chinese(&chars(text)), Some(value), "{text}");
        }
        assert_eq!(chinese(&chars("")), None);
        assert_eq!(chinese(&chars("甲")), None);
    }

    #[test]
    fn arabic_numbers_end_where_the_digits_end() {
        for (text, value, length) in
            [("120件", 120.0, 3), ("1.2亿", 1.2, 3), ("1,200家", 1200.0, 5), ("85.", 85.0, 2)]
        {
            assert_eq!(arabic(&chars(text)), Some((value, length)), "{text}");
        }
        assert_eq!(arabic(&chars("件")), None);
    }

    #[test]
    fn a_number_by_itself_has_nothing_beside_it() {
        for (text, value) in [("120", 120.0), ("１.５", 1.5), (" 1,200 ", 1200.0), ("0", 0.0)] {
            assert_eq!(written_number(text), Some(value), "{text}");
        }
        for text in ["", "120件", "一百", "-3", "1.2.3", "约5", "1e9"] {
            assert_eq!(written_number(text), None, "{text}");
        }
    }
}
