//! From bytes to characters, where the bytes do not reliably say how they are written.
//!
//! The order of trust: a byte order mark, then valid UTF-8, then what a web page declares, then damaged UTF-8, then
//! GB18030. Chinese text in GB18030 is practically never valid UTF-8 by accident, while declarations are often wrong.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};
use kernel::Wording;

use crate::notes::Notes;
use crate::{Encoding, Error};

/// One zero byte in this many bytes still counts as text with a stray control character.
const TEXT_BYTES_PER_ZERO: usize = 1000;

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
            refuse_binary(bytes)?;
            let encoding = choose(bytes, declared);
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

fn name(encoding: &'static encoding_rs::Encoding) -> Encoding {
    match encoding {
        _ if encoding == UTF_8 => Encoding::Utf8,
        _ if encoding == UTF_16LE => Encoding::Utf16Le,
        _ if encoding == UTF_16BE => Encoding::Utf16Be,
        // GBK decodes exactly as GB18030 in the Encoding Standard.
        _ if encoding == GB18030 || encoding == encoding_rs::GBK => Encoding::Gb18030,
        _ => Encoding::Declared(encoding.name()),
    }
}

fn choose(bytes: &[u8], declared: Option<&'static encoding_rs::Encoding>) -> &'static encoding_rs::Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    match declared {
        Some(encoding) if encoding != UTF_8 && encoding.is_ascii_compatible() => encoding,
        _ if is_damaged_utf8(bytes) => UTF_8,
        _ => GB18030,
    }
}

/// Whether most of what is not ASCII are whole three-byte characters of UTF-8, as Chinese is.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let mut whole = 0_usize;
    let mut broken = 0_usize;
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|character| character.len_utf8() >= 3).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 4 * broken
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

fn refuse_binary(bytes: &[u8]) -> Result<(), Error> {
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    if zeros * TEXT_BYTES_PER_ZERO > bytes.len() { Err(Error::Unknown) } else { Ok(()) }
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
