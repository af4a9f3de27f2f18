use form::{Codes, Fields, Language, Value};
use jiff::civil::{Date, date};
use kernel::calendar::Calendar;
use kernel::period::{Event, due};
use serde::Serialize;

use super::document::fill;
use super::{Procedure, Step};
use crate::{Length, Rules};

/// What a field holds where nobody fills it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preset {
    /// The field.
    pub field: String,
    /// What it holds then.
    pub value: PresetValue,
}

/// Where the value of a preset comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PresetValue {
    /// A text with `{field}`, as people read the fields in Chinese.
    Text(String),
    /// A day of the quarter in a field.
    Day(DayOfQuarter),
    /// The last day of a period that begins with the day in a field.
    After(String, Length),
}

/// A day of a quarter, such as the 25th of its last month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayOfQuarter {
    /// The field of kind quarter.
    pub of: String,
    /// Which month of the quarter, from 1 to 3.
    pub month: i8,
    /// Which day of the month.
    pub day: i8,
    /// To which working day it is moved where it is none.
    pub moved: Moved,
}

/// To which working day a day is moved that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moved {
    /// The last before it.
    Earlier,
    /// The first after it.
    Later,
}

impl Procedure {
    /// What the fields of a step hold where nobody fills them in, as far as the others say enough; in their order, each by those before.
    pub fn preset(&self, step: &Step, said: &Fields, rules: Rules<'_>) -> Fields {
        let mut fields = said.clone();
        let mut preset = Fields::new();
        for it in step.presets.iter().filter(|it| !said.contains_key(&it.field)) {
            let value = match &it.value {
                PresetValue::Text(text) => self.filled(text, &fields).map(Value::Text),
                PresetValue::Day(day) => day.of(&fields, rules.calendar).map(Value::date),
                PresetValue::After(field, length) => after(&fields, field, length, rules).map(Value::date),
            };
            if let Some(value) = value {
                fields.insert(it.field.clone(), value.clone());
                preset.insert(it.field.clone(), value);
            }
        }
        preset
    }

    /// A text with its fields filled in; none if one of them says nothing.
    fn filled(&self, text: &str, fields: &Fields) -> Option<String> {
        let codes = Codes::default();
        let shown = |id: &str| Some(self.form.field(id)?.show(fields.get(id)?, Language::Zh, &codes));
        let (filled, is_whole) = fill(text, shown);
        is_whole.then_some(filled)
    }
}

impl DayOfQuarter {
    fn of(&self, fields: &Fields, calendar: &Calendar) -> Option<Date> {
        let (year, quarter) = fields.get(&self.of)?.as_text()?.split_once("-q")?;
        let (year, quarter): (i16, i8) = (year.parse().ok()?, quarter.parse().ok()?);
        let month =
            Date::new(year, quarter.checked_sub(1)?.checked_mul(3)?.checked_add(self.month)?, 1).ok()?;
        let day = date(month.year(), month.month(), self.day.min(month.days_in_month()));
        Some(moved(calendar, day, self.moved))
    }
}

/// The last day of a period that begins with the day in a field; none where the field says none, or it cannot be counted.
fn after(fields: &Fields, field: &str, length: &Length, rules: Rules<'_>) -> Option<Date> {
    let Length::Own { period, regime, .. } = length else { return None };
    let from = Event::Date(fields.get(field)?.as_date()?);
    let regime = rules.regimes.get(regime).ok()?;
    due(rules.calendar, regime, from, *period).ok().map(|due| due.date)
}

/// The working day to which a day is moved; the day itself where the calendar does not know it.
fn moved(calendar: &Calendar, day: Date, moved: Moved) -> Date {
    let mut on = day;
    while calendar.is_working(on) == Ok(false) {
        let next = match moved {
            Moved::Earlier => on.yesterday(),
            Moved::Later => on.tomorrow(),
        };
        match next {
            Ok(next) => on = next,
            Err(_) => return day,
        }
    }
    on
}
