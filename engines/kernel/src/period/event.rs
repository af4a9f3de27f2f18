use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

use super::Error;

/// What sets a period running: a day, or a moment where hours count. Civil time of China throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Event {
    /// A day.
    Date(Date),
    /// A moment.
    Moment(DateTime),
}

impl Event {
    /// The day of the event.
    #[inline]
    pub fn date(self) -> Date {
        match self {
            Event::Date(date) => date,
            Event::Moment(moment) => moment.date(),
        }
    }
}

impl From<Date> for Event {
    fn from(date: Date) -> Self {
        Event::Date(date)
    }
}

impl From<DateTime> for Event {
    fn from(moment: DateTime) -> Self {
        Event::Moment(moment)
    }
}

impl From<Event> for String {
    fn from(event: Event) -> Self {
        event.to_string()
    }
}

impl TryFrom<String> for Event {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl fmt::Display for Event {
    /// `2026-02-10` or `2026-02-10T15:30`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::Date(date) => write!(out, "{date}"),
            Event::Moment(moment) => write!(out, "{}T{}", moment.date(), clock(moment.time())),
        }
    }
}

/// A time of day without seconds where there are none.
pub(super) fn clock(time: Time) -> String {
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") }
}

impl FromStr for Event {
    type Err = Error;

    /// Reads `2026-02-10`, `2026/2/10`, `2026.2.10` or `2026年2月10日`, each also with a time: `T15:30`, ` 15:30` or ` 15:30:20`.
    fn from_str(text: &str) -> Result<Self, Error> {
        let written = text.trim();
        let unknown = || Error::Event { written: written.to_owned() };
        let missing = || Error::NoSuchMoment { written: written.to_owned() };
        let (day, time) = match written.split_once(['T', ' ']) {
            Some((day, time)) => (day, Some(time)),
            None => match written.split_once('日') {
                Some((_, "")) | None => (written, None),
                Some((day, time)) => (day, Some(time)),
            },
        };
        let [year, month, day] = date_numbers(day).ok_or_else(unknown)?;
        let small = |number: i16| i8::try_from(number).map_err(|_| missing());
        let date = Date::new(year, small(month)?, small(day)?).map_err(|_| missing())?;
        let Some(time) = time else { return Ok(Event::Date(date)) };
        let [hour, minute, second] = time_numbers(time).ok_or_else(unknown)?;
        let time = Time::new(small(hour)?, small(minute)?, small(second)?, 0).map_err(|_| missing())?;
        Ok(Event::Moment(date.to_datetime(time)))
    }
}

/// Year, month and day, separated by the same sign or by the Chinese words.
fn date_numbers(text: &str) -> Option<[i16; 3]> {
    let numbers: Vec<&str> = match text.chars().find(|letter| !letter.is_ascii_digit())? {
        sign @ ('-' | '/' | '.') => text.split(sign).collect(),
        '年' => text.strip_suffix('日').unwrap_or(text).split(['年', '月']).collect(),
        _ => return None,
    };
    let [year, month, day] = numbers[..] else { return None };
    if year.len() != 4 { None } else { Some([number(year)?, number(month)?, number(day)?]) }
}

/// Hour, minute and second; the second may be left out.
fn time_numbers(text: &str) -> Option<[i16; 3]> {
    let numbers: Vec<&str> = text.split(':').collect();
    match numbers[..] {
        [hour, minute] => Some([number(hour)?, number(minute)?, 0]),
        [hour, minute, second] => Some([number(hour)?, number(minute)?, number(second)?]),
        _ => None,
    }
}

/// Plain digits only: no sign, no space.
fn number(text: &str) -> Option<i16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}
