//! Keeps the figures of today at hand, so that whoever opens a page does not wait for them.

use std::future::Future;
use std::time::Duration;

use jiff::civil::Date;
use ledger::{Known, Past};
use store::ledgers::NOW;
use store::operations;

use super::answers::indicators;
use super::cards::bound_beside;
use super::compute::compute;
use super::unattributed::unattributed;
use crate::{App, Error, imports, plans};

/// How often one looks whether anything was recorded. Figures follow when nothing more came for so long: while a file is loaded they
/// wait, and whoever asks meanwhile counts for themselves.
const PAUSE: Duration = Duration::from_secs(1);

/// Counts all indicators anew when something was recorded and when a day has begun, until `stop` comes to its end.
pub async fn keep(app: &App, stop: impl Future<Output = ()>) {
    tokio::select! {
        () = keep_counting(app) => {}
        () = stop => {}
    }
}

async fn keep_counting(app: &App) {
    let mut counted: Option<(Known, Date)> = None;
    let mut seen = None;
    loop {
        tokio::time::sleep(PAUSE).await;
        let newest = match newest(app).await {
            Ok(newest) => (newest, app.today()),
            Err(error) => {
                tracing::warn!(%error, "whether figures have changed cannot be told");
                continue;
            }
        };
        let is_quiet = seen.replace(newest) == Some(newest);
        if !is_quiet || counted == Some(newest) {
            continue;
        }
        match count(app).await {
            // While a base is being written some of the newest is still missing.
            Ok(known) => counted = (known >= newest.0).then_some(newest),
            Err(error) => {
                tracing::warn!(%error, "figures could not be counted anew");
                counted = Some(newest);
            }
        }
    }
}

async fn newest(app: &App) -> Result<Known, Error> {
    Ok(operations::newest(&app.store().reader().await?).await?)
}

/// Counts all; what did not change is at hand already. Tells the last operation that is counted.
async fn count(app: &App) -> Result<Known, Error> {
    let all = indicators(app, NOW).await?;
    let ledgers = all.by_id.values().flat_map(|indicator| indicator.ledgers()).cloned().collect();
    let seen = app.indicators().at_hand.see(app, &ledgers).await?;
    let standing = plans::current(app, &imports::console(app)).await?;
    let past = Past { as_of: app.today(), known: NOW };
    for indicator in all.by_id.values() {
        let computed = compute(app, &seen, indicator, past).await?;
        bound_beside(app, &seen, indicator, standing.as_ref(), past).await?;
        unattributed(app, &seen, indicator, (&computed.window, NOW)).await?;
    }
    Ok(seen.known)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::civil::{Date, date};
    use ledger::Past;
    use pack::Pack;
    use store::ledgers::NOW;
    use store::{Database, FileSettings, MasterKey, Settings};

    use super::super::compute::{alone, compute};
    use super::keep;
    use crate::records::{Given, Mode, Proposal, Said, propose};
    use crate::{App, Clock, Surroundings, county, imports};

    /// How often one looks, and how many times: some minutes, which no machine needs.
    const LOOK: Duration = Duration::from_millis(100);
    const LOOKS: usize = 3_000;

    /// Waits until so many figures of a day are at hand.
    async fn until(app: &App, day: Date, count: usize) {
        for _ in 0..LOOKS {
            if app.indicators().count_of(day) >= count {
                return;
            }
            tokio::time::sleep(LOOK).await;
        }
        panic!("{} of {count} figures of {day} are at hand", app.indicators().count_of(day));
    }

    /// Records a patent, so that whatever counts patents changes.
    async fn patent(app: &App) {
        let fields = [
            ("application_number", "202410123456.0"),
            ("kind", "invention"),
            ("title", "演示数据"),
            ("applicants", "演示企业001"),
            ("filed_on", "2024-03-05"),
            ("status", "pending"),
        ];
        let cells = fields.map(|(id, cell)| (id.to_owned(), cell.to_owned()));
        let proposal = Proposal {
            said: Said::Created { from: app.today() },
            given: Given::Cells(cells.into()),
            reason: "演示数据".to_owned(),
            seen: None,
        };
        propose(app, &imports::console(app), "patents", &proposal, Mode::Save).await.unwrap();
    }

    async fn watched(app: &App, clock: &Clock) {
        let all = app.declarations().indicators.len();
        until(app, date(2026, 9, 1), all).await;
        // A day begins, and nobody has asked yet.
        clock.advance_to("2026-09-02T00:00:01+08:00".parse().unwrap());
        until(app, date(2026, 9, 2), all).await;
        // Something is recorded: what counts it is counted anew, beside what was counted before.
        patent(app).await;
        until(app, date(2026, 9, 2), all + 1).await;
    }

    /// A new county in a folder.
    async fn created(folder: &tempfile::TempDir, clock: &Clock) -> App {
        let settings = Settings {
            database: Database::Sqlite,
            folder: folder.path().join("data"),
            files: FileSettings::Folder,
            master_key: MasterKey::File,
        };
        let pack = Pack::built_in("kaifu").unwrap();
        county::create(&settings, pack, true, clock.clone(), Surroundings::default()).await.unwrap()
    }

    fn noon() -> Clock {
        Clock::demonstration("2026-09-01T12:00:00+08:00".parse().unwrap())
    }

    #[tokio::test]
    async fn a_figure_is_kept_without_its_rows() {
        let folder = tempfile::tempdir().unwrap();
        let app = created(&folder, &noon()).await;
        let day = date(2025, 12, 31);
        let at_hand = || (app.indicators().count_of(day), app.indicators().alone_of(day));
        let declarations = app.declarations();
        let indicator = &declarations.indicators["share-of-inventions"];
        let seen = app.indicators().at_hand.see(&app, indicator.ledgers()).await.unwrap();
        let past = Past { as_of: day, known: NOW };
        let found = alone(&app, &seen, indicator, past).await.unwrap();
        assert_eq!(at_hand(), (0, 1));
        // Once the figure is at hand with its rows, it is asked first.
        let computed = compute(&app, &seen, indicator, past).await.unwrap();
        assert_eq!((computed.figure().cloned(), at_hand()), (found.clone(), (1, 1)));
        assert_eq!(alone(&app, &seen, indicator, past).await.unwrap(), found);
        let other = Past { as_of: date(2024, 12, 31), ..past };
        compute(&app, &seen, indicator, other).await.unwrap();
        alone(&app, &seen, indicator, other).await.unwrap();
        assert_eq!(app.indicators().alone_of(other.as_of), 0);
    }

    #[tokio::test]
    async fn figures_of_today_are_at_hand_before_anybody_asks() {
        let folder = tempfile::tempdir().unwrap();
        let clock = noon();
        let app = created(&folder, &clock).await;
        tokio::select! {
            () = keep(&app, std::future::pending()) => panic!("nobody has stopped it"),
            () = watched(&app, &clock) => {}
        }
    }
}
