use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::{CellKind, Column};

/// Songti is on every machine with Chinese Windows, WPS or Office; others put their own serif font in its place.
const BODY_FONT: &str = "宋体";
const TITLE_FONT: &str = "黑体";

const BORDER: u32 = 0x00B0_B7C3;
const HEADER_FILL: u32 = 0x00DD_E6F2;
const BAND_FILL: u32 = 0x00F6_F8FB;
const NOTE_COLOR: u32 = 0x0055_5555;

/// How much of the format library's decimals make sense.
const DECIMALS_MAX: u8 = 10;

pub(super) fn title() -> Format {
    Format::new()
        .set_font_name(TITLE_FONT)
        .set_font_size(16)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

pub(super) fn note() -> Format {
    Format::new()
        .set_font_name(BODY_FONT)
        .set_font_size(10)
        .set_font_color(Color::RGB(NOTE_COLOR))
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

pub(super) fn header() -> Format {
    bordered()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(HEADER_FILL))
        .set_text_wrap()
}

/// The look of the cells of a column, in every second row with a light band.
pub(super) fn body(column: &Column, wrap: bool, banded: bool) -> Format {
    let mut format = bordered().set_align(FormatAlign::Top);
    if wrap {
        format = format.set_text_wrap();
    }
    if banded {
        format = format.set_background_color(Color::RGB(BAND_FILL));
    }
    match column.kind {
        CellKind::Text => format.set_align(FormatAlign::Left),
        CellKind::Identifier => format.set_num_format("@").set_align(FormatAlign::Left),
        CellKind::Money => format.set_num_format(number("#,##0", 2, "")),
        CellKind::Number { decimals } => format.set_num_format(number("#,##0", decimals, "")),
        CellKind::Percent { decimals } => format.set_num_format(number("0", decimals, "%")),
        CellKind::Date => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
    }
}

fn number(whole: &str, decimals: u8, unit: &str) -> String {
    let decimals = usize::from(decimals.min(DECIMALS_MAX));
    let point = if decimals > 0 { "." } else { "" };
    format!("{whole}{point}{}{unit}", "0".repeat(decimals))
}

fn bordered() -> Format {
    Format::new()
        .set_font_name(BODY_FONT)
        .set_font_size(11)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(BORDER))
}
