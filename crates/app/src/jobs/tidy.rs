use jiff::civil::{Time, time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};
use kernel::Wording;
use store::{Housekeeping, drafts, identities, jobs, links, origins, sessions, throttles};

use super::see::looks_after;
use super::{Failure, Progress, Work};
use crate::cases::drafts::DRAFT_DAYS;
use crate::throttle::Gate;
use crate::{Actor, App, Deed, Error};

/// When one tidies up, in China: nobody is at work.
const HOUR: Time = time(3, 0, 0, 0);
/// Days for which ended sessions are kept, so that their owner sees them.
const SESSION_DAYS: i64 = 30;
/// Days for which links that expired are kept, so that their pages can say so.
const LINK_DAYS: i64 = 30;
/// Days for which work that was done is kept.
const JOB_DAYS: i64 = 30;
/// Days for which the addresses are kept from which operations came: cyber security law, article 21 (3), asks for six months
/// at least.
const ORIGIN_DAYS: i64 = 200;

/// Has everything tidied up now, not only in the night; gives the number of the job.
///
/// # Errors
/// [`Error::NotAllowed`] to all who may not see the health of the system.
pub async fn tidy_now(app: &App, actor: &Actor) -> Result<i64, Error> {
    looks_after(actor)?;
    let write = app.begin(actor, Deed::Tidy.id(), ("installation", ""), None).await?;
    let job = super::make(app, &write, &Work::Tidy, actor.account).await?;
    write.commit().await?;
    Ok(job)
}

/// Removes what is kept no longer.
pub(super) async fn tidy(app: &App, progress: Progress<'_>) -> Result<(), Failure> {
    let steps = Step::ALL;
    for (done, step) in steps.into_iter().enumerate() {
        progress.report(done, steps.len(), &step.title()).await?;
        if step == Step::Database {
            app.store().tidy().await?;
            continue;
        }
        let housekeeping = app.store().housekeeping().await?;
        step.forget(&housekeeping, app.now()).await?;
        housekeeping.commit().await?;
    }
    Ok(())
}

/// What is tidied up, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Sessions,
    Links,
    Identities,
    Throttles,
    Origins,
    Jobs,
    Drafts,
    Database,
}

impl Step {
    const ALL: [Step; 8] = [
        Step::Sessions,
        Step::Links,
        Step::Identities,
        Step::Throttles,
        Step::Origins,
        Step::Jobs,
        Step::Drafts,
        Step::Database,
    ];

    fn title(self) -> Wording {
        let (zh, en) = match self {
            Step::Sessions => ("清理已结束的登录", "ended sessions"),
            Step::Links => ("清理过期的链接", "links that have expired"),
            Step::Identities => {
                ("清理未完成的统一身份登录", "sign-ins with a provider that were not finished")
            }
            Step::Throttles => ("清理失败次数", "counts of failures"),
            Step::Origins => ("清理到期的访问地址", "addresses from which operations came"),
            Step::Jobs => ("清理已完成的任务", "work that was done"),
            Step::Drafts => ("清理久未改动的草稿", "drafts that nobody went on with"),
            Step::Database => ("整理数据库文件", "the files of the database"),
        };
        Wording::new(zh, en)
    }

    async fn forget(self, db: &Housekeeping, now: Timestamp) -> Result<(), store::Error> {
        let before =
            |hours: i64| now.saturating_sub(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MIN);
        match self {
            Step::Sessions => sessions::forget(db, before(24 * SESSION_DAYS)).await.map(drop),
            Step::Links => links::forget(db, before(24 * LINK_DAYS)).await.map(drop),
            Step::Identities => identities::forget(db, now).await.map(drop),
            Step::Origins => origins::forget(db, before(24 * ORIGIN_DAYS)).await.map(drop),
            Step::Jobs => jobs::forget(db, before(24 * JOB_DAYS)).await.map(drop),
            Step::Drafts => drafts::forget(db, before(24 * DRAFT_DAYS)).await.map(drop),
            Step::Throttles => {
                for gate in Gate::ALL {
                    let before = now.saturating_sub(gate.forgets_after()).unwrap_or(Timestamp::MIN);
                    throttles::forget(db, gate.name(), before).await?;
                }
                Ok(())
            }
            Step::Database => Ok(()),
        }
    }
}

/// The next time that it is [`HOUR`] in China.
pub(super) fn next_night(now: Timestamp) -> Timestamp {
    next_at(now, HOUR)
}

/// The next time that the clocks of China show this.
pub(super) fn next_at(now: Timestamp, time: Time) -> Timestamp {
    let china = TimeZone::fixed(Offset::constant(8));
    let local = now.to_zoned(china.clone()).datetime();
    let today = local.date().to_datetime(time);
    let next = if today > local { today } else { today.saturating_add(1.day()) };
    next.to_zoned(china).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_night_is_three_o_clock_in_china() {
        for (now, next) in [
            ("2026-03-05T00:00:00Z", "2026-03-05T19:00:00Z"),
            ("2026-03-05T18:59:59Z", "2026-03-05T19:00:00Z"),
            ("2026-03-05T19:00:00Z", "2026-03-06T19:00:00Z"),
            ("2026-12-31T20:00:00Z", "2027-01-01T19:00:00Z"),
        ] {
            assert_eq!(next_night(now.parse().unwrap()), next.parse().unwrap(), "{now}");
        }
    }
}
