//! A demonstration county: made up, with a past of some months that is real to the software.
//!
//! ```text
//! pack ──► county, on the first day of its history ──► people ──► what they said since, each line at its time ──► now
//! ```
//!
//! While it is made its clock is set, only forward; whoever opens it afterwards has the clock of the machine. Its people have
//! passwords that are told to everybody, so nothing true belongs into it.
//!
//! Not here: what is in it (`history.csv`, `imports.csv`, `cases.csv`, `accounts.csv` and the seeds of its pack).

mod firms;
mod history;
mod load;
mod people;
mod sign_ins;
mod steps;

pub use sign_ins::{SignIn, SignIns};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use kernel::{Place, Problem, Wording};
use pack::Pack;
use store::Settings;

use self::history::Told;

use crate::{Clock, Error, Surroundings, county, day_of};

/// China is eight hours ahead all year.
const CHINA: Offset = Offset::constant(8);

/// How far the making of a demonstration is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The county is made out of its pack.
    County,
    /// So many of its people have an account.
    People {
        /// How many.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// So much of what they said is said.
    History {
        /// How much.
        done: usize,
        /// Of how much.
        of: usize,
    },
}

/// Makes a demonstration in an empty folder, up to now, and closes it.
///
/// # Errors
/// [`Error::Invalid`] with every problem of the pack, or if it has no accounts; what the store says.
pub async fn make(
    settings: &Settings,
    pack: Pack,
    now: Timestamp,
    tell: &mut dyn FnMut(Progress),
) -> Result<SignIns, Error> {
    let (accounts, entries) =
        (pack.accounts().map_err(Error::Invalid)?, pack.history().map_err(Error::Invalid)?);
    let steps = pack.steps().map_err(Error::Invalid)?;
    let imports = pack.imports().map_err(Error::Invalid)?;
    if accounts.is_empty() {
        return Err(Error::invalid(no_demonstration(&pack.manifest().name)));
    }
    let first_day = entries.first().map_or(now, |entry| in_china(entry.at.date().at(8, 30, 0, 0)));
    let clock = Clock::demonstration(first_day.min(now));
    tell(Progress::County);
    let until = Some(day_of(clock.now()));
    let app =
        county::create_until(settings, pack, true, clock.clone(), Surroundings::default(), until).await?;
    let people = people::make(&app, &clock, &accounts, tell).await?;
    let told = Told { entries: &entries, steps: &steps, imports: &imports };
    history::say(&app, &clock, &people, told, now, tell).await?;
    let sign_ins = SignIns::new(people.into_iter().map(|person| person.sign_in).collect());
    sign_ins.write(&settings.folder)?;
    app.store().clone().close().await?;
    Ok(sign_ins)
}

/// A time by the clock of China.
fn in_china(time: DateTime) -> Timestamp {
    TimeZone::fixed(CHINA).to_timestamp(time).unwrap_or(Timestamp::MAX)
}

fn no_demonstration(pack: &str) -> Problem {
    Problem::error(
        "no-demonstration",
        Place::default(),
        Wording::new(
            format!("数据包“{pack}”不是演示：没有 accounts.csv"),
            format!("the pack {pack} is no demonstration: it has no accounts.csv"),
        ),
        Wording::new("请换用演示的数据包", "use the pack of a demonstration"),
    )
}
