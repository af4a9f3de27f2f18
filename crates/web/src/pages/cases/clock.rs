use ::cases::Standing;
use app::Declarations;
use app::cases::ClockShown;

use crate::components::{Clock, Tag, Tone};
use crate::page::Page;

/// A clock with how it stands and why.
pub(crate) fn clock(page: &Page, declarations: &Declarations, clock: &ClockShown) -> Clock {
    let words = page.words;
    let app = &page.site.app;
    let today = app.today();
    let due = clock.projection.due;
    let calendar = &declarations.calendar;
    let (text, tone) = match (clock.projection.standing, due) {
        (Standing::Stopped, _) => (words.cases_clock_ended().to_owned(), Tone::Plain),
        (Standing::StandsStill { left, working: true }, _) => {
            (words.cases_clock_still(left), Tone::Information)
        }
        (Standing::StandsStill { left, working: false }, _) => {
            (words.cases_clock_still_days(left), Tone::Information)
        }
        (Standing::Runs, Some(due)) if clock.projection.is_overdue(app.moment().into()) => {
            (words.cases_overdue_since(due.date), Tone::Bad)
        }
        (Standing::Runs, Some(due)) => {
            let left = calendar.working_days_between(today, due.date).unwrap_or(0);
            (words.cases_clock_left(left), if left <= NEAR_DAYS { Tone::Warning } else { Tone::Good })
        }
        (Standing::Runs, None) => (words.cases_clock_ended().to_owned(), Tone::Plain),
    };
    let ends = match due {
        Some(due) if due.provisional => words.cases_ends_provisional(due.to_string()),
        Some(due) => words.cases_ends(due.to_string()),
        None => words.cases_ends_later().to_owned(),
    };
    let moved = clock.moved.iter().map(|moved| {
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "—".to_owned(), |day| day.to_string());
        // What was provisional may stay as it is and be certain from then on.
        if moved.before == moved.after {
            return words.cases_stays(day(moved.after), words.of(&moved.reason));
        }
        words.cases_moved(day(moved.before), day(moved.after), words.of(&moved.reason))
    });
    Clock {
        words,
        is_open: false,
        title: words.title(&clock.title),
        standing: Tag { text, tone },
        ends,
        sentences: clock.sentences.iter().map(|sentence| words.of(sentence).to_owned()).collect(),
        days: clock
            .days
            .iter()
            .map(|day| (day.date.to_string(), day.number, words.of(&day.why).to_owned()))
            .collect(),
        moved: moved.collect(),
    }
}

/// So many working days before its end a clock is near it.
const NEAR_DAYS: i64 = 3;
