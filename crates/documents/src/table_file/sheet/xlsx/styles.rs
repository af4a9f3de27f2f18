use std::collections::HashSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::Error;
use crate::docx::xml::{self, Element};

/// Numbers of formats of days that every workbook has without declaring them; 27 to 36 and 50 to 58 are the Chinese ones.
const BUILT_IN_DAYS: [std::ops::RangeInclusive<u32>; 4] = [14..=17, 22..=22, 27..=36, 50..=58];

/// The last day of the year 9999.
const DAY_MAX: f64 = 2_958_465.0;

/// Which looks of cells show a number as a day.
#[derive(Debug, Default)]
pub(super) struct Styles {
    shows_day: Vec<bool>,
    counts_from_1904: bool,
}

impl Styles {
    pub(super) fn read(part: &str, counts_from_1904: bool) -> Result<Self, Error> {
        let mut days: HashSet<u32> = HashSet::new();
        let mut styles = Styles { shows_day: Vec::new(), counts_from_1904 };
        let mut is_of_cells = false;
        xml::visit(part, |element| {
            match element {
                Element::Start(start) => match start.local_name().as_ref() {
                    "numFmt" => {
                        let id = number(&start, "numFmtId");
                        let is_day = xml::attribute(&start, "formatCode").is_some_and(|code| is_day(&code));
                        days.extend(id.filter(|_| is_day));
                    }
                    "cellXfs" => is_of_cells = true,
                    "xf" if is_of_cells => {
                        let id = number(&start, "numFmtId").unwrap_or_default();
                        let is_day =
                            days.contains(&id) || BUILT_IN_DAYS.iter().any(|range| range.contains(&id));
                        styles.shows_day.push(is_day);
                    }
                    _ => {}
                },
                Element::End(name) if name == "cellXfs" => is_of_cells = false,
                Element::End(_) | Element::Text(_) => {}
            }
            Ok(())
        })?;
        Ok(styles)
    }

    /// The number as a day, if the look says that it is one.
    pub(super) fn day(&self, style: usize, number: &str) -> Option<Date> {
        if !self.shows_day.get(style).copied().unwrap_or_default() {
            return None;
        }
        day(number.trim().parse().ok()?, self.counts_from_1904)
    }
}

fn number(start: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<u32> {
    xml::attribute(start, name)?.parse().ok()
}

/// A serial number as a day. Counted from 1900 there is a 29th of February 1900 that never was, so days before March are one
/// nearer.
fn day(serial: f64, counts_from_1904: bool) -> Option<Date> {
    let whole = serial.floor();
    let first = if counts_from_1904 { 0.0 } else { 1.0 };
    if !(first..=DAY_MAX).contains(&whole) {
        return None;
    }
    let epoch = match counts_from_1904 {
        true => date(1904, 1, 1),
        false if whole < 60.0 => date(1899, 12, 31),
        false => date(1899, 12, 30),
    };
    epoch.checked_add((whole as i64).days()).ok()
}

/// Whether a format shows a day: year or day stands in it outside of quoted text, conditions and escapes; a month alone may be
/// minutes.
fn is_day(format: &str) -> bool {
    let mut characters = format.chars();
    let (mut has_day, mut has_month, mut has_time) = (false, false, false);
    while let Some(character) = characters.next() {
        match character.to_ascii_lowercase() {
            '"' => drop(characters.by_ref().find(|end| *end == '"')),
            '[' => has_time |= is_duration(&mut characters),
            '\\' | '_' | '*' => drop(characters.next()),
            ';' => break,
            'y' | 'd' => has_day = true,
            'm' => has_month = true,
            'h' | 's' => has_time = true,
            _ => {}
        }
    }
    has_day || (has_month && !has_time)
}

/// Passes over what stands in brackets: a colour, a language, a condition, or hours that may be more than a day has.
fn is_duration(characters: &mut std::str::Chars<'_>) -> bool {
    let inside: String = characters.by_ref().take_while(|end| *end != ']').collect();
    !inside.is_empty()
        && inside.chars().all(|character| matches!(character.to_ascii_lowercase(), 'h' | 'm' | 's'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_days_are_told_from_others() {
        for (format, expected) in [
            ("yyyy-mm-dd", true),
            ("yyyy\"年\"m\"月\"d\"日\";@", true),
            ("[$-804]yyyy/m/d", true),
            ("m/d", true),
            ("mmm", true),
            ("mm:ss", false),
            ("[h]:mm", false),
            ("General", false),
            ("0.00E+00", false),
            ("#,##0.00\" yd\"", false),
            ("#,##0_);[Red]\\(#,##0\\)", false),
            ("@", false),
        ] {
            assert_eq!(is_day(format), expected, "{format}");
        }
    }

    #[test]
    fn serial_numbers_are_days() {
        assert_eq!(day(46081.0, false), Some(date(2026, 2, 28)));
        assert_eq!(day(46081.75, false), Some(date(2026, 2, 28)));
        assert_eq!(day(1.0, false), Some(date(1900, 1, 1)));
        assert_eq!(day(61.0, false), Some(date(1900, 3, 1)));
        assert_eq!(day(44619.0, true), Some(date(2026, 2, 28)));
        assert_eq!(day(0.5, false), None);
        assert_eq!(day(1e300, false), None);
    }
}
