use super::refusal::Refusal;
use super::{MediaType, archive, picture};
use crate::notes::Notes;
use crate::recognize::{contains, looks_like_html};
use crate::{Error, decode};

/// First bytes of programs: Linux, macOS (four kinds), Java, WebAssembly, scripts (twice), shortcuts.
const PROGRAMS: [&[u8]; 10] = [
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"\0asm",
    b"#!/",
    b"#! /",
    b"L\0\0\0\x01\x14\x02\0",
];

/// The container of Office before 2007.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Where a PDF says how it ends: in its last bytes, allowing for what mail programs append.
const PDF_TAIL: usize = 4096;

/// What the bytes are; the name decides only between kinds of text.
pub(super) fn recognize(bytes: &[u8], extension: &str) -> Result<MediaType, Refusal> {
    if is_program(bytes) {
        return Err(Refusal::Program);
    }
    if bytes.starts_with(b"%PDF-") {
        let tail = &bytes[bytes.len().saturating_sub(PDF_TAIL)..];
        return if contains(tail, b"startxref") { Ok(MediaType::Pdf) } else { Err(Refusal::Damaged) };
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive::inspect(bytes);
    }
    if bytes.starts_with(OLE) {
        let protected: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Err(if contains(bytes, &protected) { Refusal::Protected } else { Refusal::OldOffice });
    }
    if let Some(found) = picture::recognize(bytes) {
        return found;
    }
    match sound_or_video(bytes) {
        Some(media) => Ok(media),
        None => text(bytes, extension),
    }
}

pub(super) fn is_program(bytes: &[u8]) -> bool {
    // Two letters are too few to call a text a program of Windows; its header has zero bytes.
    let windows = bytes.starts_with(b"MZ") && bytes.iter().take(64).any(|byte| *byte == 0);
    windows || PROGRAMS.iter().any(|mark| bytes.starts_with(mark))
}

fn sound_or_video(bytes: &[u8]) -> Option<MediaType> {
    const BRANDS: [&[u8]; 12] = [
        b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"M4A ", b"dash",
        b"qt  ",
    ];
    let at = |range: std::ops::Range<usize>| bytes.get(range);
    if at(4..8) == Some(b"ftyp") {
        return at(8..12).filter(|brand| BRANDS.contains(brand)).map(|_| MediaType::Mp4);
    }
    if bytes.starts_with(b"RIFF") && at(8..12) == Some(b"WAVE") {
        return Some(MediaType::Wav);
    }
    // A tag, or a frame of layer 3 with a bit rate and a sampling rate that exist.
    let frame = matches!(bytes, [0xff, second, third, ..]
        if second & 0xe6 == 0xe2 && third & 0xf0 != 0xf0 && third & 0x0c != 0x0c && third & 0xf0 != 0);
    let tag = matches!(bytes, [b'I', b'D', b'3', 2..=4, ..]);
    (tag || frame).then_some(MediaType::Mp3)
}

fn text(bytes: &[u8], extension: &str) -> Result<MediaType, Refusal> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let markup =
        [&b"<?xml"[..], b"<svg", b"<script", b"MIME-Version:"].iter().any(|mark| start.starts_with(mark));
    if markup || looks_like_html(bytes) {
        return Err(Refusal::Active);
    }
    match decode::decode(bytes, None, &mut Notes::new("")) {
        Ok(_) if extension == "csv" => Ok(MediaType::Csv),
        Ok(_) => Ok(MediaType::Text),
        Err(Error::Empty) => Err(Refusal::Empty),
        Err(_) => Err(Refusal::Unknown),
    }
}
