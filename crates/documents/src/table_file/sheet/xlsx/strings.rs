use std::io::Read;

use crate::table_file::pull::{Pull, Token};
use crate::table_file::sheet::packed::Stop;

/// The texts that cells share, one behind the other: a list of a million short texts would be three times as large.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    pub(super) fn read<R: Read>(pull: &mut Pull<R>) -> Result<Self, Stop> {
        let mut strings = Strings::default();
        let mut words = Words::default();
        loop {
            match pull.next()? {
                Token::Start(start) => words.start(start.local_name().as_ref()),
                Token::Text(text) if words.is_text() => strings.text.push_str(&text),
                Token::End(name) if name == "si" => strings.end(),
                Token::End(name) => words.end(&name),
                Token::Over => return Ok(strings),
                Token::Text(_) | Token::Nothing => {}
            }
        }
    }

    fn end(&mut self) {
        let start = self.ends.last().copied().unwrap_or_default();
        if let Some(text) = self.text.get(start..).filter(|text| text.contains("_x")) {
            let text = unescaped(text);
            self.text.truncate(start);
            self.text.push_str(&text);
        }
        self.ends.push(self.text.len());
    }

    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start =
            index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.text.get(start..end)
    }
}

/// Where in a text with several looks the words are: not in the readings that stand above characters.
#[derive(Debug, Default)]
pub(super) struct Words {
    is_text: bool,
    is_reading: bool,
}

impl Words {
    pub(super) fn start(&mut self, name: &str) {
        match name {
            "t" => self.is_text = true,
            "rPh" => self.is_reading = true,
            _ => {}
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        match name {
            "t" => self.is_text = false,
            "rPh" => self.is_reading = false,
            _ => {}
        }
    }

    pub(super) fn is_text(&self) -> bool {
        self.is_text && !self.is_reading
    }
}

/// Characters that XML does not have are written `_x000D_`.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let character = escape
            .get(2..7)
            .and_then(|code| code.strip_suffix('_'))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        let (shown, length) = match character {
            Some('\r') => (String::new(), 7),
            Some(character) => (character.to_string(), 7),
            None => ("_x".to_owned(), 2),
        };
        out.push_str(&shown);
        rest = escape.get(length..).unwrap_or_default();
    }
    out + rest
}
