use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object};

use super::codes::Codes;
use super::{glyphs, resources, unicode_map};
use crate::limits;

/// What a font says about the characters it draws.
#[derive(Debug)]
pub(crate) struct Font {
    codes: Codes,
    texts: HashMap<u32, String>,
    widths: HashMap<u32, f64>,
    /// Width of codes that have none of their own.
    usual_width: f64,
    /// From glyph units to text units: a thousandth, except in fonts of drawings.
    scale: f64,
}

/// One character code of a shown string.
pub(crate) struct Shown<'a> {
    pub(crate) text: Option<&'a str>,
    /// In text units for a size of 1.
    pub(crate) width: f64,
    /// A single byte 32, which word spacing widens.
    pub(crate) is_blank: bool,
}

impl Font {
    /// Reads a font, and how many bytes of streams that took.
    pub(crate) fn read(document: &Document, font: &Dictionary) -> (Font, usize) {
        let kind = font.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        let mut used = 0;
        let mut texts = HashMap::new();
        if let Ok(stream) = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream)
            && let Ok(content) = stream.get_plain_content_with_limit(limits::PDF_STREAM_BYTES_MAX)
        {
            used = content.len();
            texts = unicode_map::read(&content);
            texts.values_mut().for_each(|text| *text = glyphs::plain(text));
        }
        let font = if kind == b"Type0" {
            composite(document, font, texts)
        } else {
            simple(document, font, kind, texts)
        };
        (font, used)
    }

    /// Calls `each` with every code of a shown string.
    pub(crate) fn show(&self, bytes: &[u8], mut each: impl FnMut(Shown<'_>)) {
        let mut rest = bytes;
        while let Some((code, own, tail)) = self.codes.cut(rest) {
            rest = tail;
            let mapped = self.texts.get(&code).map(String::as_str);
            let spoken = if mapped.is_none() { self.codes.text(own) } else { None };
            let width = self.widths.get(&code).copied().unwrap_or(match self.codes {
                Codes::Chinese(_) if own.len() == 1 => 500.0,
                _ => self.usual_width,
            });
            each(Shown {
                text: mapped.or(spoken.as_deref()),
                width: width * self.scale,
                is_blank: own == b" ",
            });
        }
    }
}

fn composite(document: &Document, font: &Dictionary, texts: HashMap<u32, String>) -> Font {
    let descendant = font
        .get_deref(b"DescendantFonts", document)
        .and_then(Object::as_array)
        .ok()
        .and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
    let codes =
        font.get_deref(b"Encoding", document).and_then(Object::as_name).map_or(Codes::Two, Codes::of_map);
    // Widths are by glyph number, which equals the code only for identity maps; others are mostly full width.
    let widths = match (descendant, codes) {
        (Some(descendant), Codes::Two) => composite_widths(document, descendant),
        _ => HashMap::new(),
    };
    let usual = descendant.and_then(|font| font.get_deref(b"DW", document).and_then(Object::as_float).ok());
    Font { codes, texts, widths, usual_width: usual.map_or(1000.0, f64::from), scale: 0.001 }
}

/// `[first [w w w] first last w …]`
fn composite_widths(document: &Document, font: &Dictionary) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let Ok(array) = font.get_deref(b"W", document).and_then(Object::as_array) else { return widths };
    let integer = |object: Option<&Object>| object?.as_float().ok().map(|number| number as u32);
    let mut rest = array.as_slice();
    while let Some(first) = integer(rest.first()) {
        let second = rest.get(1).and_then(|object| document.dereference(object).ok());
        if let Some(list) = second.and_then(|(_, object)| object.as_array().ok()) {
            let numbers = list.iter().map(|width| width.as_float().map_or(0.0, f64::from));
            widths.extend((first..=u32::MAX).zip(numbers).take(limits::PDF_MAP_ENTRIES_MAX));
            rest = rest.get(2..).unwrap_or(&[]);
        } else {
            let (Some(last), Some(width)) = (integer(rest.get(1)), rest.get(2)) else { break };
            let width = width.as_float().map_or(0.0, f64::from);
            widths.extend((first..=last.min(0xffff)).map(|code| (code, width)));
            rest = rest.get(3..).unwrap_or(&[]);
        }
        if widths.len() > limits::PDF_MAP_ENTRIES_MAX {
            break;
        }
    }
    widths
}

fn simple(document: &Document, font: &Dictionary, kind: &[u8], mut texts: HashMap<u32, String>) -> Font {
    if texts.is_empty()
        && let Ok(encoding) = font.get_font_encoding_with_limit(document, limits::PDF_STREAM_BYTES_MAX)
    {
        for code in 0..=u8::MAX {
            let text = encoding.bytes_to_string(&[code]).unwrap_or_default();
            if !text.is_empty() {
                texts.insert(u32::from(code), glyphs::plain(&text));
            }
        }
    }
    let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
    let first = u32::try_from(first).unwrap_or(0);
    let widths =
        font.get_deref(b"Widths", document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let widths = widths.iter().take(256).map(|width| {
        document.dereference(width).ok().and_then(|(_, width)| width.as_float().ok()).map_or(0.0, f64::from)
    });
    let matrix = font.get_deref(b"FontMatrix", document).ok().and_then(resources::numbers::<6>);
    let scale = if kind == b"Type3" { matrix.map_or(0.001, |matrix| matrix[0]) } else { 0.001 };
    Font {
        codes: Codes::One,
        texts,
        widths: (first..=u32::MAX).zip(widths).collect(),
        usual_width: 500.0,
        scale,
    }
}
