use super::MediaType;
use super::refusal::Refusal;
use crate::limits;

/// The type of a picture, refused when it is damaged or unpacks to too many points; none when it is no picture we know.
pub(super) fn recognize(bytes: &[u8]) -> Option<Result<MediaType, Refusal>> {
    let (media, size) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        (MediaType::Png, png(bytes))
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        (MediaType::Jpeg, jpeg(bytes))
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        (MediaType::Gif, little(bytes, 6).zip(little(bytes, 8)))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        (MediaType::Webp, webp(bytes))
    } else {
        return None;
    };
    Some(match size {
        Some((width, height)) if width == 0 || height == 0 => Err(Refusal::Damaged),
        Some((width, height)) if u64::from(width) * u64::from(height) > limits::UPLOADED_PIXELS_MAX => {
            Err(Refusal::Pixels { width, height })
        }
        Some(_) => Ok(media),
        None => Err(Refusal::Damaged),
    })
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let side = |place: usize| Some(u32::from_be_bytes(bytes.get(place..place + 4)?.try_into().ok()?));
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    side(16).zip(side(20))
}

/// Walks over the segments to the one with the size.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut place = 2;
    loop {
        // A segment may begin with any number of filling bytes.
        while bytes.get(place..place + 2)? == [0xff, 0xff] {
            place += 1;
        }
        let (mark, kind) = (*bytes.get(place)?, *bytes.get(place + 1)?);
        if mark != 0xff {
            return None;
        }
        match kind {
            // Start of a frame; C4, C8 and CC are other things.
            0xc0..=0xcf if !matches!(kind, 0xc4 | 0xc8 | 0xcc) => {
                return big(bytes, place + 7).zip(big(bytes, place + 5));
            }
            // The picture begins, or ends, before its size was said.
            0xd9 | 0xda => return None,
            0x01 | 0xd0..=0xd8 => place += 2,
            _ => place += 2 + big(bytes, place + 2)? as usize,
        }
    }
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8X" => {
            let side = |place: usize| {
                let [low, middle, high] = <[u8; 3]>::try_from(bytes.get(place..place + 3)?).ok()?;
                Some(u32::from_le_bytes([low, middle, high, 0]) + 1)
            };
            side(24).zip(side(27))
        }
        b"VP8L" => {
            let packed = u32::from_le_bytes(bytes.get(21..25)?.try_into().ok()?);
            Some(((packed & 0x3fff) + 1, (packed >> 14 & 0x3fff) + 1))
        }
        b"VP8 " => Some((little(bytes, 26)? & 0x3fff, little(bytes, 28)? & 0x3fff)),
        _ => None,
    }
}

fn big(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u16::from_be_bytes(bytes.get(place..place + 2)?.try_into().ok()?).into())
}

fn little(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u16::from_le_bytes(bytes.get(place..place + 2)?.try_into().ok()?).into())
}
