//! Chinese numbers of headings, and dates as documents write them.

use jiff::civil::Date;

const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// 一, 十, 十一, 二十, 一百〇五; beyond 999 as digits, which no document reaches.
pub(super) fn chinese(number: usize) -> String {
    let ones = match number % 10 {
        0 => "",
        digit => DIGITS[digit],
    };
    let tens = DIGITS[number / 10 % 10];
    match number {
        0..=9 => DIGITS[number].to_owned(),
        10..=19 => format!("十{ones}"),
        20..=99 => format!("{tens}十{ones}"),
        100..=999 => {
            let rest = match number % 100 {
                0 => String::new(),
                1..=9 => format!("〇{ones}"),
                _ => format!("{tens}十{ones}"),
            };
            format!("{}百{rest}", DIGITS[number / 100])
        }
        _ => number.to_string(),
    }
}

/// 2026年3月5日.
pub(super) fn day(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_in_documents() {
        for (number, expected) in [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (34, "三十四"),
            (100, "一百"),
            (105, "一百〇五"),
            (110, "一百一十"),
            (999, "九百九十九"),
            (1000, "1000"),
        ] {
            assert_eq!(chinese(number), expected);
        }
    }
}
