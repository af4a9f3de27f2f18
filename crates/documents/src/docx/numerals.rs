//! Numbers as the numbering of Word writes them.

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LEGAL_DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const HEAVENLY_STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const EARTHLY_BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// Beyond this a numeral of repeated letters or Roman digits becomes a decimal: nobody reads `aaaaaaaa`.
const LETTERS_MAX: u32 = 26 * 9;
const ROMAN_MAX: u32 = 3999;

/// A number in one of the formats of `w:numFmt`; a format we do not know is written in decimals.
pub(crate) fn write(number: u32, format: &str) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number),
        "lowerLetter" => letters(number).to_lowercase(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting" => counting(number, DIGITS, ["十", "百", "千"], "零", true),
        "chineseLegalSimplified" => counting(number, LEGAL_DIGITS, ["拾", "佰", "仟"], "零", false),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            digits(number, |digit| DIGITS.get(digit).copied())
        }
        "decimalFullWidth" | "decimalFullWidth2" => digits(number, |digit| shifted('０', digit)),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number),
        "decimalEnclosedFullstop" => enclosed(number, '⒈', 20),
        "decimalEnclosedParen" => enclosed(number, '⑴', 20),
        "ideographEnclosedCircle" => enclosed(number, '㊀', 10),
        "ideographTraditional" => one_of(number, HEAVENLY_STEMS),
        "ideographZodiac" => one_of(number, EARTHLY_BRANCHES),
        "numberInDash" => format!("- {number} -"),
        _ => number.to_string(),
    }
}

fn shifted(first: char, by: usize) -> Option<char> {
    char::from_u32(u32::from(first) + u32::try_from(by).ok()?)
}

fn digits(number: u32, digit: impl Fn(usize) -> Option<char>) -> String {
    number.to_string().bytes().filter_map(|byte| digit(usize::from(byte - b'0'))).collect()
}

fn enclosed(number: u32, first: char, count: u32) -> String {
    if (1..=count).contains(&number) {
        return shifted(first, (number - 1) as usize).map(String::from).unwrap_or_default();
    }
    number.to_string()
}

fn circled(number: u32) -> String {
    match number {
        0 => "⓪".to_owned(),
        1..=20 => enclosed(number, '①', 20),
        21..=35 => enclosed(number - 20, '㉑', 15),
        36..=50 => enclosed(number - 35, '㊱', 15),
        _ => number.to_string(),
    }
}

fn one_of(number: u32, row: &str) -> String {
    let place = number.checked_sub(1).and_then(|place| usize::try_from(place).ok());
    place.and_then(|place| row.chars().nth(place)).map_or_else(|| number.to_string(), String::from)
}

fn letters(number: u32) -> String {
    if number == 0 || number > LETTERS_MAX {
        return number.to_string();
    }
    let letter = shifted('A', ((number - 1) % 26) as usize).unwrap_or('A');
    // Word goes on with AA, BB, CC.
    std::iter::repeat_n(letter, ((number - 1) / 26 + 1) as usize).collect()
}

fn roman(number: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number > ROMAN_MAX {
        return number.to_string();
    }
    let mut rest = number;
    let mut text = String::new();
    for (value, letters) in PARTS {
        while rest >= value {
            text.push_str(letters);
            rest -= value;
        }
    }
    text
}

/// Counting numerals up to 9999: 一, 十, 十一, 二十, 一百零一. `short_ten` writes 十 instead of 一十 for 10 to 19.
fn counting(number: u32, digit: [char; 10], unit: [&str; 3], zero: &str, short_ten: bool) -> String {
    if number == 0 {
        return digit[0].to_string();
    }
    if number > 9999 {
        return number.to_string();
    }
    let mut text = String::new();
    let mut skipped = false;
    for power in (0..4_usize).rev() {
        let value = number / 10_u32.pow(power as u32) % 10;
        if value == 0 {
            skipped = true;
            continue;
        }
        if skipped && !text.is_empty() {
            text.push_str(zero);
        }
        skipped = false;
        if !(short_ten && power == 1 && value == 1 && text.is_empty()) {
            text.push(digit[value as usize]);
        }
        text.push_str(power.checked_sub(1).and_then(|place| unit.get(place)).unwrap_or(&""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::write;

    fn check(format: &str, expected: &[(u32, &str)]) {
        for (number, text) in expected {
            assert_eq!(write(*number, format), *text, "{number} as {format}");
        }
    }

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        check(
            "chineseCounting",
            &[
                (1, "一"),
                (10, "十"),
                (12, "十二"),
                (20, "二十"),
                (35, "三十五"),
                (101, "一百零一"),
                (110, "一百一十"),
                (1001, "一千零一"),
            ],
        );
        check("ideographDigital", &[(10, "一〇"), (21, "二一")]);
        check("chineseLegalSimplified", &[(3, "叁"), (10, "壹拾")]);
        check("decimalFullWidth", &[(12, "１２")]);
        check("decimalEnclosedCircle", &[(1, "①"), (20, "⑳"), (21, "㉑"), (50, "㊿"), (51, "51")]);
        check("lowerLetter", &[(1, "a"), (27, "aa"), (4_000_000_000, "4000000000")]);
        check("upperRoman", &[(4, "IV"), (1994, "MCMXCIV"), (4000, "4000")]);
        check("ideographTraditional", &[(1, "甲"), (11, "11")]);
        check("decimalZero", &[(3, "03")]);
        check("anything", &[(3, "3")]);
    }
}
