use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::narrow;

/// A day, a month or a year, as exactly as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
    /// A day.
    Whole(Date),
}

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayFault {
    /// Nothing that looks like a day.
    Shape,
    /// The year has two digits.
    ShortYear,
    /// There is no year.
    NoYear,
    /// The year stands last, so that day and month may be taken for each other.
    YearLast,
    /// Six digits that are a month of a year or a day with a short year.
    Unclear,
    /// The year is before 1000 or after 9999.
    Year,
    /// There is no such month.
    Month(i64),
    /// The month has fewer days.
    DayOfMonth {
        /// The year.
        year: i16,
        /// The month.
        month: i8,
        /// Its days.
        days: i8,
    },
    /// A time of another zone: which day it is here cannot be seen.
    Zone,
}

/// The serial numbers that spreadsheets (in the 1900 system) give to the days from 1960 to 2099.
///
/// Five digits are never a date that somebody wrote, with one exception: `20261` may be meant for January 2026, and
/// `19991` for January 1999. As serial numbers these are days of the fifties, so serials begin only after them.
const SERIALS: std::ops::RangeInclusive<i32> = 21_916..=73_050;

/// The day before the one that spreadsheets count as 1; from March 1900 on their numbers are days after this one.
const SERIAL_ZERO: Date = date(1899, 12, 30);

impl Day {
    /// Reads a day, a month or a year in any of the ways in which people and spreadsheets write them. The time of day is left
    /// out.
    pub(crate) fn read(written: &str) -> Result<Day, DayFault> {
        let text = narrow(written);
        let text = without_time(&text)?;
        if text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            return with_month_name(text);
        }
        if let Some(digits) = only_digits(text) {
            return from_digits(digits);
        }
        from_parts(text)
    }

    fn checked(year: i64, month: Option<i64>, day: Option<i64>) -> Result<Day, DayFault> {
        let year =
            i16::try_from(year).ok().filter(|year| (1000..=9999).contains(year)).ok_or(DayFault::Year)?;
        let Some(month) = month else { return Ok(Day::Year(year)) };
        let fault = DayFault::Month(month);
        let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month)).ok_or(fault)?;
        let Some(day) = day else { return Ok(Day::Month(year, month)) };
        let days = date(year, month, 1).days_in_month();
        let day = i8::try_from(day).ok().filter(|day| (1..=days).contains(day));
        match day {
            Some(day) => Ok(Day::Whole(date(year, month, day))),
            None => Err(DayFault::DayOfMonth { year, month, days }),
        }
    }
}

impl fmt::Display for Day {
    /// `2026`, `2026-03` or `2026-03-05`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Day::Year(year) => write!(out, "{year}"),
            Day::Month(year, month) => write!(out, "{year}-{month:02}"),
            Day::Whole(day) => write!(out, "{day}"),
        }
    }
}

/// Halves of the day, as spreadsheets write them before or behind the hour.
const HALVES: [&str; 4] = ["上午", "下午", "AM", "PM"];

/// The zone in which all days here are counted.
const CHINA: [&str; 2] = ["+08:00", "+0800"];

/// The part before a time of day such as `2026-03-05 14:30:00`.
fn without_time(text: &str) -> Result<&str, DayFault> {
    let Some(colon) = text.find(':') else { return Ok(text) };
    let start = text[..colon].rfind([' ', 'T', 't']).ok_or(DayFault::Shape)?;
    let time = &text[start + 1..];
    let time =
        HALVES.iter().fold(time, |time, half| time.trim_start_matches(half).trim_end_matches(half)).trim();
    let time = CHINA.iter().find_map(|zone| time.strip_suffix(zone)).unwrap_or(time);
    if time.contains(['Z', 'z', '+', '-']) {
        return Err(DayFault::Zone);
    }
    if !time.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.')) {
        return Err(DayFault::Shape);
    }
    let day = text[..start].trim_end();
    Ok(HALVES.iter().fold(day, |day, half| day.trim_end_matches(half)).trim_end())
}

/// The digits, also of a number to which a spreadsheet added a fraction: zeros, or for serial numbers a time of day.
fn only_digits(text: &str) -> Option<&str> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let may_have_fraction = match whole.len() {
        5 => true,
        8 => fraction.bytes().all(|byte| byte == b'0'),
        _ => whole.len() == text.len(),
    };
    (all_digits(whole) && all_digits(fraction) && may_have_fraction).then_some(whole)
}

fn from_digits(digits: &str) -> Result<Day, DayFault> {
    let number = |part: &str| part.parse::<i64>().map_err(|_| DayFault::Shape);
    match digits.len() {
        4 => Day::checked(number(digits)?, None, None),
        5 => {
            let serial = digits.parse::<i32>().ok().filter(|serial| SERIALS.contains(serial));
            let day = serial.and_then(|serial| SERIAL_ZERO.checked_add(serial.days()).ok());
            day.map(Day::Whole).ok_or(DayFault::Shape)
        }
        6 if digits.starts_with("19") || digits.starts_with("20") => {
            if (1..=12).contains(&number(&digits[2..4])?) {
                return Err(DayFault::Unclear);
            }
            Day::checked(number(&digits[..4])?, Some(number(&digits[4..])?), None)
        }
        6 => Err(DayFault::ShortYear),
        8 => Day::checked(number(&digits[..4])?, Some(number(&digits[4..6])?), Some(number(&digits[6..])?)),
        _ => Err(DayFault::Shape),
    }
}

/// `2026-3-5`, `2026/3/5`, `2026.3.5`, `2026 年 3 月 5 日`; month and day may be missing.
fn from_parts(text: &str) -> Result<Day, DayFault> {
    let mut parts = [None; 3];
    let mut rest = text;
    for part in &mut parts {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number = rest[..end].parse::<i64>().map_err(|_| DayFault::Shape)?;
        *part = Some((end, number));
        rest = after_divider(&rest[end..])?;
        if rest.is_empty() {
            break;
        }
    }
    if !rest.is_empty() {
        return Err(DayFault::Shape);
    }
    let [year, month, day] = parts;
    let is_short = |part: Option<(usize, i64)>| part.is_none_or(|(length, _)| length <= 2);
    let number = |part: Option<(usize, i64)>| part.map(|(_, number)| number);
    match (year, day) {
        (Some((4, year)), _) if is_short(month) && is_short(day) => {
            Day::checked(year, number(month), number(day))
        }
        (Some((1 | 2, _)), Some((4, _))) if is_short(month) => Err(DayFault::YearLast),
        (Some((1 | 2, _)), Some((1 | 2, _))) if is_short(month) => Err(DayFault::ShortYear),
        (Some((1 | 2, _)), None) if text.contains('年') => Err(DayFault::ShortYear),
        (Some((1 | 2, _)), None) => Err(DayFault::NoYear),
        _ => Err(DayFault::Shape),
    }
}

/// What follows one divider and the blanks around it. Only 年, 月 and 日 may stand at the end.
fn after_divider(text: &str) -> Result<&str, DayFault> {
    let text = text.trim_start();
    let rest = text.strip_prefix(is_divider).unwrap_or(text).trim_start();
    let ends_well = text.is_empty() || text.starts_with(['年', '月', '日', '号']);
    if rest.is_empty() && !ends_well { Err(DayFault::Shape) } else { Ok(rest) }
}

fn is_divider(c: char) -> bool {
    matches!(c, '-' | '/' | '.' | '年' | '月' | '日' | '号' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// `5 March 2026`, `March 5, 2026`, `5-Mar-26` with the whole year, `March 2026`.
fn with_month_name(text: &str) -> Result<Day, DayFault> {
    let (mut year, mut month, mut day) = (None, None, None);
    for part in text.split(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | '.' | '/')) {
        if part.is_empty() {
            continue;
        }
        let number = part.parse::<i64>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
        let slot = match (number, part.len()) {
            (Some(_), 4) => &mut year,
            (Some(_), 1 | 2) => &mut day,
            (Some(_), _) => return Err(DayFault::Shape),
            (None, _) => &mut month,
        };
        let read = number.or_else(|| month_named(part)).ok_or(DayFault::Shape)?;
        if slot.replace(read).is_some() {
            return Err(if year.is_none() { DayFault::ShortYear } else { DayFault::Shape });
        }
    }
    let month = month.ok_or(DayFault::Shape)?;
    Day::checked(year.ok_or(DayFault::ShortYear)?, Some(month), day)
}

/// The English names of the months.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month by its name or the first three letters of it, as spreadsheets write it.
fn month_named(name: &str) -> Option<i64> {
    let is_named = |month: &&str| {
        month.eq_ignore_ascii_case(name)
            || month.get(..3).is_some_and(|short| short.eq_ignore_ascii_case(name))
    };
    let at = MONTHS.iter().position(is_named)?;
    i64::try_from(at + 1).ok()
}
