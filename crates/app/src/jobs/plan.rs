use jiff::civil::{Time, time};
use jiff::{SignedDuration, Timestamp, Unit};
use store::jobs;

use super::work::make_at;
use super::{Work, tidy};
use crate::{App, Error};

/// When people are reminded, in China: before they begin to work.
const MORNING: Time = time(8, 0, 0, 0);

/// When periods that ended are closed, in China: what was entered in the last hours of the day before is there by then.
const SETTLED: Time = time(6, 0, 0, 0);

/// Puts down the work that comes again and again, as far as it is not put down already.
pub(super) async fn plan(app: &App) -> Result<(), Error> {
    let now = app.now();
    let planned = [
        (Work::Tidy, tidy::next_night(now)),
        (Work::RunClocks, next_hour(now)),
        (Work::Remind, tidy::next_at(now, MORNING)),
        (Work::ClosePeriods, tidy::next_at(now, SETTLED)),
    ];
    for (work, at) in planned {
        if jobs::is_waiting(&app.store().reader().await?, work.name()).await? {
            continue;
        }
        let housekeeping = app.store().housekeeping().await?;
        // Two may have come here at once.
        housekeeping.alone().await?;
        if !jobs::is_waiting(&housekeeping, work.name()).await? {
            make_at(app, &housekeeping, &work, None, at).await?;
        }
        housekeeping.commit().await?;
    }
    Ok(())
}

/// The beginning of the next hour: a day has ended then, wherever it has.
fn next_hour(now: Timestamp) -> Timestamp {
    let next = now.saturating_add(SignedDuration::from_hours(1)).unwrap_or(Timestamp::MAX);
    let begins = jiff::TimestampRound::new().smallest(Unit::Hour).mode(jiff::RoundMode::Trunc);
    next.round(begins).unwrap_or(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_hour_begins_with_it() {
        for (now, next) in [
            ("2026-03-05T00:00:00Z", "2026-03-05T01:00:00Z"),
            ("2026-03-05T15:59:59.5Z", "2026-03-05T16:00:00Z"),
        ] {
            assert_eq!(next_hour(now.parse().unwrap()), next.parse().unwrap(), "{now}");
        }
    }
}
