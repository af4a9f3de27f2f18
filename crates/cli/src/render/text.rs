//! Widths and line breaks of Chinese and Latin text.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Signs that may not begin a line.
const NOT_FIRST: &str = "、，。；：！？）〕》〉”’」』】…—·,.;:!?)]}%％";
/// Signs that may not end a line.
const NOT_LAST: &str = "（〔《〈“‘「『【([{";

/// The text without what a terminal would obey instead of showing: a document may bring control characters, escape
/// sequences and marks that turn the direction of reading.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let is_obeyed =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let shown = |c| match c {
        '\t' | '\n' | '\r' => ' ',
        c if is_obeyed(c) => '\u{fffd}',
        c => c,
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// How many columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text with blanks up to a width.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// A light rule.
pub(crate) fn rule(columns: usize) -> String {
    "─".repeat(columns)
}

/// The text in lines of at most this width: Latin words stay whole, Chinese breaks between any two characters but not
/// before a closing sign nor behind an opening one.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    fill(&pieces(&clean(text)), columns)
}

/// The same, for names joined by 、: a name stays on one line where it fits.
pub(crate) fn wrap_list(names: &[String], columns: usize) -> Vec<String> {
    let last = names.len().saturating_sub(1);
    let mut parts = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let name = clean(name);
        let part = if at == last { name.into_owned() } else { format!("{name}、") };
        if width(&part) <= columns { parts.push(part) } else { parts.extend(pieces(&part)) }
    }
    fill(&parts, columns)
}

fn fill(pieces: &[String], columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces {
        let needed = width(piece.trim_end());
        if used > 0 && used + needed > columns {
            lines.push(String::new());
            used = 0;
        }
        let piece = if used == 0 { piece.trim_start() } else { piece };
        for part in chopped(piece, columns) {
            if used > 0 && used + width(part.trim_end()) > columns {
                lines.push(String::new());
                used = 0;
            }
            used += width(&part);
            if let Some(line) = lines.last_mut() {
                line.push_str(&part);
            }
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// A piece that is wider than a line by itself, such as an address, is cut.
fn chopped(piece: &str, columns: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut used = 0;
    for character in piece.chars() {
        let wide = character.width().unwrap_or(0);
        if used > 0 && used + wide > columns.max(2) && !character.is_whitespace() {
            parts.push(String::new());
            used = 0;
        }
        used += wide;
        if let Some(part) = parts.last_mut() {
            part.push(character);
        }
    }
    parts
}

/// The smallest parts between which a line may break.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for character in text.chars() {
        let joins = match pieces.last().and_then(|piece| piece.chars().last()) {
            None => false,
            Some(before) => {
                NOT_FIRST.contains(character)
                    || NOT_LAST.contains(before)
                    || character.is_whitespace()
                    || (is_narrow(before) && is_narrow(character) && !before.is_whitespace())
            }
        };
        match pieces.last_mut() {
            Some(piece) if joins => piece.push(character),
            _ => pieces.push(character.to_string()),
        }
    }
    pieces
}

fn is_narrow(character: char) -> bool {
    character.width().unwrap_or(0) < 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_as_a_typesetter_would() {
        for (text, columns, expected) in [
            ("知识产权局", 4, vec!["知识", "产权", "局"]),
            ("知识产权，局", 8, vec!["知识产", "权，局"]),
            ("知识（产权）局", 6, vec!["知识", "（产", "权）局"]),
            ("at 2026年 end", 7, vec!["at 2026", "年 end"]),
            ("averylongword", 5, vec!["avery", "longw", "ord"]),
            ("", 5, vec![""]),
        ] {
            assert_eq!(wrap(text, columns), expected, "{text}");
        }
    }

    #[test]
    fn no_line_is_wider_than_asked_but_for_a_sign_that_has_to_stay() {
        let text =
            "到2026年底，每万人有效发明专利拥有量突破120件（含高价值50件以上），PCT专利授权量年平均增长10%。";
        for columns in 8..60 {
            let lines = wrap(text, columns);
            assert!(lines.iter().all(|line| width(line) <= columns), "{columns} {lines:?}");
            assert_eq!(lines.concat(), text);
        }
    }

    #[test]
    fn a_document_cannot_command_the_terminal() {
        assert_eq!(wrap("甲\u{1b}[31m乙\t丙", 80), ["甲\u{fffd}[31m乙 丙"]);
        assert_eq!(wrap_list(&["\u{202e}局".to_owned()], 80), ["\u{fffd}局"]);
    }

    #[test]
    fn a_name_in_a_list_stays_whole_where_it_fits() {
        let names = ["区财政局".to_owned(), "区司法局".to_owned()];
        assert_eq!(wrap_list(&names, 14), ["区财政局、", "区司法局"]);
        assert_eq!(wrap_list(&names, 20), ["区财政局、区司法局"]);
        assert_eq!(wrap_list(&names, 6), ["区财政", "局、区", "司法局"]);
    }
}
