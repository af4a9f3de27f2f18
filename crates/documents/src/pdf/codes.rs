use encoding_rs::{BIG5, Encoding, GBK};

/// How the bytes of a shown string are cut into character codes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Codes {
    /// One byte each.
    One,
    /// Two bytes each.
    Two,
    /// Two bytes each, and they are UTF-16.
    Utf16,
    /// One or two bytes in a Chinese encoding.
    Chinese(&'static Encoding),
}

impl Codes {
    /// By the name of a predefined character map of a composite font.
    pub(crate) fn of_map(name: &[u8]) -> Codes {
        let name = String::from_utf8_lossy(name);
        if name.starts_with("Uni") {
            Codes::Utf16
        } else if name.starts_with("GB") {
            Codes::Chinese(GBK)
        } else if name.starts_with("ETen") || name.starts_with("B5") {
            Codes::Chinese(BIG5)
        } else {
            Codes::Two
        }
    }

    /// The first code of the bytes: its number, its bytes, and the rest.
    pub(crate) fn cut(self, bytes: &[u8]) -> Option<(u32, &[u8], &[u8])> {
        let first = *bytes.first()?;
        let pair = self == Codes::Two
            || self == Codes::Utf16
            || (matches!(self, Codes::Chinese(_)) && (0x81..=0xfe).contains(&first));
        let length = if pair { bytes.len().min(2) } else { 1 };
        let (code, rest) = bytes.split_at(length);
        Some((code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)), code, rest))
    }

    /// The text of a code that says itself which character it is.
    pub(crate) fn text(self, code: &[u8]) -> Option<String> {
        let encoding = match self {
            Codes::One | Codes::Two => return None,
            Codes::Utf16 => encoding_rs::UTF_16BE,
            Codes::Chinese(encoding) => encoding,
        };
        let text = encoding.decode_without_bom_handling_and_without_replacement(code)?;
        Some(text.into_owned())
    }
}
