//! Characters of symbol fonts, which say nothing in other fonts.

/// The ordinary character that looks like a character of Wingdings or Symbol. Others stay as they are; a note on the
/// line tells the reader about them.
pub(crate) fn ordinary(character: char) -> char {
    let code = u32::from(character);
    match code & 0xff {
        _ if !(0xf020..=0xf0ff).contains(&code) => character,
        0xb7 | 0x6c | 0x9f => '•',
        0x6e | 0xa7 => '■',
        0x71 | 0xa8 | 0x6f => '□',
        0x52 | 0xfe | 0x53 => '☑',
        0x78 | 0xfd | 0x54 => '☒',
        0x50 | 0xfc => '✓',
        0x4f | 0xfb => '✗',
        0xd8 | 0xe8 | 0xe0 => '→',
        0xb3 => '≥',
        0xa3 => '≤',
        0xb1 => '±',
        0xb4 => '×',
        _ => character,
    }
}

/// The character of a `w:sym`, by its hexadecimal code.
pub(crate) fn symbol(hexadecimal: &str) -> char {
    u32::from_str_radix(hexadecimal, 16).ok().and_then(char::from_u32).map_or('\u{fffd}', ordinary)
}

/// The text of a bullet of a list: itself where it is ordinary text such as ——, else a plain bullet.
pub(crate) fn bullet(text: &str) -> &str {
    let ordinary = |character: char| !matches!(character, '\u{e000}'..='\u{f8ff}') && !character.is_control();
    let letter = |character: char| character.is_ascii_alphanumeric();
    // Letters are shapes of a symbol font: l is a disc, n a square, o a circle.
    if !text.trim().is_empty() && text.chars().all(ordinary) && !text.chars().all(letter) {
        text
    } else {
        "•"
    }
}
