//! What guards see of texts.

use kernel::likeness::Pairs;

/// How much of two texts is the same, in per cent; marks and blanks do not count.
pub(super) fn alike(one: &str, other: &str) -> i64 {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    if letters(one) == letters(other) {
        return 100;
    }
    let likeness = Pairs::of(one, LETTERS_MAX).likeness(&Pairs::of(other, LETTERS_MAX));
    (likeness * 100.0).floor() as i64
}

/// Letters of a text that are compared.
const LETTERS_MAX: usize = 10_000;

/// Whether a line names a day, a month, a quarter or a year, in figures or in words: `12月20日前`, `2026-12-20`, `四季度`, `年底`.
pub(super) fn is_dated(line: &str) -> bool {
    const NUMBERS: &str = "0123456789０１２３４５６７８９一二三四五六七八九十";
    const UNITS: [&str; 6] = ["年", "月", "日", "号", "季度", "旬"];
    const ENDS: [&str; 8] = ["年底", "年末", "月底", "月末", "季度末", "季末", "本月", "本季度"];
    let counted = |unit: &str| {
        line.match_indices(unit).any(|(at, _)| line[..at].ends_with(|before: char| NUMBERS.contains(before)))
    };
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let written = |word: &str| {
        let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
        parts.len() >= 2 && parts[0].len() == 4 && parts.iter().all(|part| digits(part))
    };
    let is_part_of_date = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.');
    UNITS.iter().any(|unit| counted(unit))
        || ENDS.iter().any(|end| line.contains(end))
        || line.split(|c| !is_part_of_date(c)).any(|word| written(word.trim_matches('.')))
        || line.split_whitespace().any(is_month)
}

/// A month of the English calendar, whole or by its first three letters.
fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_ascii_lowercase();
    word.len() >= 3 && MONTHS.iter().any(|month| word == *month || word == month[..3])
}

#[cfg(test)]
mod tests {
    use super::is_dated;

    #[test]
    fn a_line_is_dated_or_it_is_not() {
        for line in [
            "12月20日前完成走访",
            "2026-12-20 前报送",
            "2026.12.20前",
            "四季度开展培训",
            "年底前销号",
            "十一月上旬召开会议",
            "下月5号交材料",
            "by 20 December",
        ] {
            assert!(is_dated(line), "{line}");
        }
        for line in ["尽快完成", "继续推进", "走访企业5家", "3.5万元到位", "加强日常管理", "maybe later"]
        {
            assert!(!is_dated(line), "{line}");
        }
    }
}
