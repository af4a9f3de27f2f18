//! From bytes to characters, where the bytes do not reliably say how they are written.
//!
//! The order of trust: a byte order mark, then valid UTF-8, then what a web page declares, then damaged UTF-8, then
//! GB18030. Chinese text in GB18030 is practically never valid UTF-8 by accident, while declarations are often wrong.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};
use kernel::Wording;

use crate::notes::Notes;
use crate::{Encoding, Error};

/// One zero byte in this many bytes still counts as text with a stray control character.
const TEXT_BYTES_PER_ZERO: u64 = 1000;

/// One undecodable character in this many is the most a text may have.
const CHARACTERS_PER_UNDECODABLE: usize = 10;

/// Decodes a text. `declared` is the encoding a web page claims to have.
pub(crate) fn decode(
    bytes: &[u8],
    declared: Option<&'static encoding_rs::Encoding>,
    notes: &mut Notes,
) -> Result<(String, Encoding), Error> {
    let (encoding, text) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => {
            (encoding, encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or(&[])).0)
        }
        None => {
            let mut survey = Survey::default();
            survey.add(bytes);
            let encoding = survey.encoding(declared).ok_or(Error::Unknown)?;
            (encoding, encoding.decode_without_bom_handling(bytes).0)
        }
    };
    refuse_undecodable(&text)?;
    if encoding == GB18030 && is_doubtful_gb18030(bytes) {
        notes.warn(
            "encoding-doubtful",
            None,
            Wording::new(
                "按 GB18030 解码，但文字不像简体中文",
                "decoded as GB18030, but it does not look like simplified Chinese",
            ),
            Wording::new(
                "请看一眼开头几行；如是乱码，请另存为 UTF-8",
                "look at the first lines; if they are garbled, save the file as UTF-8",
            ),
        );
    }
    Ok((text.into_owned(), name(encoding)))
}

pub(crate) fn name(encoding: &'static encoding_rs::Encoding) -> Encoding {
    match encoding {
        _ if encoding == UTF_8 => Encoding::Utf8,
        _ if encoding == UTF_16LE => Encoding::Utf16Le,
        _ if encoding == UTF_16BE => Encoding::Utf16Be,
        // GBK decodes exactly as GB18030 in the Encoding Standard.
        _ if encoding == GB18030 || encoding == encoding_rs::GBK => Encoding::Gb18030,
        _ => Encoding::Declared(encoding.name()),
    }
}

/// What tells the encoding of a text; gathered piece by piece, so that the text need not be in memory.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    mark: Option<&'static encoding_rs::Encoding>,
    bytes: u64,
    zeros: u64,
    /// Characters of three and more bytes, as Chinese ones are.
    wide: u64,
    /// Places that are not UTF-8.
    broken: u64,
    /// The beginning of a character that the next piece may complete.
    open: Vec<u8>,
}

impl Survey {
    pub(crate) fn add(&mut self, piece: &[u8]) {
        if self.bytes == 0 {
            self.mark = encoding_rs::Encoding::for_bom(piece).map(|(encoding, _)| encoding);
        }
        self.bytes += piece.len() as u64;
        self.zeros += piece.iter().filter(|byte| **byte == 0).count() as u64;
        let mut open = std::mem::take(&mut self.open);
        if open.is_empty() {
            self.look_at(piece);
        } else {
            open.extend_from_slice(piece);
            self.look_at(&open);
        }
    }

    fn look_at(&mut self, mut bytes: &[u8]) {
        loop {
            let error = match std::str::from_utf8(bytes) {
                Ok(text) => return self.count(text.as_bytes()),
                Err(error) => error,
            };
            let (valid, rest) = bytes.split_at(error.valid_up_to());
            self.count(valid);
            let Some(length) = error.error_len() else {
                self.open = rest.to_vec();
                return;
            };
            self.broken += 1;
            bytes = rest.get(length..).unwrap_or_default();
        }
    }

    fn count(&mut self, valid: &[u8]) {
        self.wide += valid.iter().filter(|byte| **byte >= 0xe0).count() as u64;
    }

    /// The encoding of what was added; none if it is no text. `declared` is the one a web page claims to have.
    pub(crate) fn encoding(
        &self,
        declared: Option<&'static encoding_rs::Encoding>,
    ) -> Option<&'static encoding_rs::Encoding> {
        if self.mark.is_some() {
            return self.mark;
        }
        if self.zeros * TEXT_BYTES_PER_ZERO > self.bytes {
            return None;
        }
        let broken = self.broken + u64::from(!self.open.is_empty());
        Some(match declared {
            _ if broken == 0 => UTF_8,
            Some(encoding) if encoding != UTF_8 && encoding.is_ascii_compatible() => encoding,
            // Most of what is not ASCII are whole characters of UTF-8: it is damaged, not in another encoding.
            _ if self.wide > 4 * broken => UTF_8,
            _ => GB18030,
        })
    }
}

/// Whether few of the two-byte characters lie in the rows of GB 2312, where all everyday Chinese lies.
fn is_doubtful_gb18030(bytes: &[u8]) -> bool {
    let mut everyday = 0_usize;
    let mut pairs = 0_usize;
    let mut rest = bytes;
    while let Some((lead, tail)) = rest.split_first() {
        rest = tail;
        if *lead < 0x81 {
            continue;
        }
        let trail = tail.first().copied().unwrap_or_default();
        rest = tail.get(1..).unwrap_or(&[]);
        pairs += 1;
        everyday += usize::from((0xa1..=0xf7).contains(lead) && trail >= 0xa1);
    }
    everyday * 10 < pairs * 7
}

fn refuse_undecodable(text: &str) -> Result<(), Error> {
    let undecodable = text.matches('\u{fffd}').count();
    if undecodable == 0 {
        return Ok(());
    }
    let characters = text.chars().count();
    if undecodable * CHARACTERS_PER_UNDECODABLE > characters {
        return Err(Error::UnknownEncoding { undecodable, characters });
    }
    Ok(())
}
