use std::collections::HashMap;

use crate::limits;

/// Reads a `ToUnicode` map: which text each character code shows.
///
/// Only the two sections that map are read, token by token; whatever else a map contains is PostScript that says
/// nothing about text. A broken map gives what it has.
pub(crate) fn read(map: &[u8]) -> HashMap<u32, String> {
    let mut texts = HashMap::new();
    let mut section = Section::None;
    let mut codes: Vec<&[u8]> = Vec::new();
    let mut list: Option<u32> = None;
    for token in Tokens(map) {
        match token {
            Token::Word(b"beginbfchar") => section = Section::Characters,
            Token::Word(b"beginbfrange") => section = Section::Ranges,
            Token::Word(word) if word.starts_with(b"end") => section = Section::None,
            Token::Word(_) => {}
            Token::ListStart => list = codes.first().and_then(|code| number(code)),
            Token::ListEnd => {
                list = None;
                codes.clear();
            }
            Token::Hex(hex) if list.is_some() => {
                let code = list.unwrap_or_default();
                insert(&mut texts, code, text(hex));
                list = code.checked_add(1);
            }
            Token::Hex(hex) => codes.push(hex),
        }
        match (section, codes.as_slice()) {
            (Section::None, _) => codes.clear(),
            (Section::Characters, [code, target]) => {
                if let Some(code) = number(code) {
                    insert(&mut texts, code, text(target));
                }
                codes.clear();
            }
            (Section::Ranges, [from, to, target]) if list.is_none() => {
                if let (Some(from), Some(to)) = (number(from), number(to)) {
                    insert_range(&mut texts, from, to, &text(target));
                }
                codes.clear();
            }
            _ => {}
        }
        if texts.len() >= limits::PDF_MAP_ENTRIES_MAX {
            break;
        }
    }
    texts
}

#[derive(Clone, Copy)]
enum Section {
    None,
    Characters,
    Ranges,
}

fn insert(texts: &mut HashMap<u32, String>, code: u32, text: Option<String>) {
    if let Some(text) = text {
        texts.insert(code, text);
    }
}

/// The last character of the text goes up with the code.
fn insert_range(texts: &mut HashMap<u32, String>, from: u32, to: u32, text: &Option<String>) {
    let Some(text) = text else { return };
    let mut head = text.clone();
    let Some(last) = head.pop() else { return };
    for (code, step) in (from..=to).zip(0_u32..0x1_0000) {
        let Some(character) = u32::from(last).checked_add(step).and_then(char::from_u32) else { continue };
        texts.insert(code, format!("{head}{character}"));
        if texts.len() >= limits::PDF_MAP_ENTRIES_MAX {
            return;
        }
    }
}

fn number(hex: &[u8]) -> Option<u32> {
    let hex = std::str::from_utf8(hex).ok()?;
    u32::from_str_radix(hex, 16).ok()
}

/// Hexadecimal UTF-16. A target of one byte is a character below 256.
fn text(hex: &[u8]) -> Option<String> {
    let bytes: Option<Vec<u8>> =
        hex.chunks(2).map(|pair| number(pair).and_then(|byte| u8::try_from(byte).ok())).collect();
    let bytes = bytes?;
    let units: Vec<u16> = match bytes.as_slice() {
        [byte] => vec![u16::from(*byte)],
        bytes => bytes.chunks_exact(2).map(|pair| u16::from(pair[0]) << 8 | u16::from(pair[1])).collect(),
    };
    let text = String::from_utf16_lossy(&units);
    // No text at all is an answer: the code is a part of what another code shows. A zero is none.
    (!text.contains('\0')).then_some(text)
}

enum Token<'a> {
    Hex(&'a [u8]),
    Word(&'a [u8]),
    ListStart,
    ListEnd,
}

struct Tokens<'a>(&'a [u8]);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let start = self.0.iter().position(|byte| !byte.is_ascii_whitespace())?;
        let rest = self.0.get(start..)?;
        let first = *rest.first()?;
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"<>[]".contains(byte);
        let (token, used) = match first {
            b'<' => {
                let end = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
                (Token::Hex(rest.get(1..end)?), end + 1)
            }
            b'[' => (Token::ListStart, 1),
            b']' => (Token::ListEnd, 1),
            b'>' => (Token::Word(b">"), 1),
            _ => {
                let end = rest.iter().position(is_end).unwrap_or(rest.len());
                (Token::Word(rest.get(..end)?), end)
            }
        };
        self.0 = rest.get(used..).unwrap_or(&[]);
        Some(token)
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn characters_ranges_and_lists_are_read() {
        let map = read(
            b"/CMapName /x def 1 begincodespacerange <0000><FFFF> endcodespacerange\n\
              3 beginbfchar <0001> <77E5> <02><8BC6> <03> <> endbfchar\n\
              2 beginbfrange <0010> <0012> <4E00>\n<0020><0021>[<4EA7> <D842DFB7>] endbfrange",
        );
        let text = |code: u32| map.get(&code).map_or("", String::as_str);
        assert_eq!([text(1), text(2), text(0x11), text(0x20), text(0x21)], ["知", "识", "丁", "产", "𠮷"]);
        assert_eq!((map.get(&3).map(String::as_str), map.len()), (Some(""), 8));
    }
}
