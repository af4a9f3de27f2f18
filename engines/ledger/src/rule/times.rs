use form::Value;
use jiff::civil::Date;

/// The first and the last day of a day, a month, a quarter or a year.
pub(super) fn days(value: &Value) -> Option<(Date, Date)> {
    if let Some(day) = value.as_date() {
        return Some((day, day));
    }
    let mut parts = value.as_text()?.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let (first, last) = match parts.next() {
        None => (1, 12),
        Some(part) => match part.strip_prefix('q') {
            None => {
                let month = part.parse().ok()?;
                (month, month)
            }
            Some(quarter) => {
                let quarter: i8 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
                (quarter * 3 - 2, quarter * 3)
            }
        },
    };
    Some((Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month()))
}
