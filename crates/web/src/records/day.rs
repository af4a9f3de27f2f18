use app::App;
use form::{Context, Field, Kind};
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};

/// The day that a text says; none if it is empty. The problem is at the field of this name.
pub(crate) fn day_of(name: &str, text: &str, context: Context<'_>) -> Result<Option<Date>, Vec<Problem>> {
    let field = Field::new(name, Wording::new("日期", "date"), Kind::Date);
    let value = field.read(&[text.to_owned()], &Place::default(), context)?;
    Ok(value.and_then(|value| value.as_date()))
}

/// The day that a text says; that it says none is a problem.
pub(crate) fn read_day(app: &App, name: &str, text: &str) -> Result<Date, Vec<Problem>> {
    let declarations = app.declarations();
    let context = Context { today: app.today(), codes: &declarations.codes };
    day_of(name, text, context)?.ok_or_else(|| vec![no_day(name)])
}

/// No day was given.
pub(crate) fn no_day(name: &str) -> Problem {
    Problem::error(
        "no-day",
        Place::default().at_field(name),
        Wording::new("没有填写日期", "the day is missing"),
        Wording::new("请填写日期，如 2026-03-05", "give a day such as 2026-03-05"),
    )
}
