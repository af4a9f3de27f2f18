use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Wording;
use serde::{Deserialize, Serialize};
use store::jobs::NewJob;
use store::{DbMut, jobs};

use super::tidy::tidy;
use super::{Failure, Progress};
use crate::cases::News;
use crate::{
    Actor, App, Error, attribution, cases, day_of, deputies, gaps, imports, indicators, mail, rights,
};

/// What can be done beside the pages: the closed list. Nothing personal stands in it, only numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Work {
    /// Sends a letter.
    SendLetter {
        /// Its number.
        letter: i64,
    },
    /// Removes what is kept no longer.
    Tidy,
    /// Moves the clocks of a law of which another text has come into force, takes the steps that follow when a clock has run out, and hands
    /// over where somebody begins or ends to stand in.
    RunClocks,
    /// Reminds those who can end a clock that its last day is near.
    Remind,
    /// Makes the last days of all rights anew.
    Rights,
    /// Says what indicators came to in periods that are over.
    ClosePeriods,
    /// Brings the last days of those rights up to date for which a file spoke that was loaded.
    RightsOfFile {
        /// The ledger.
        ledger: String,
        /// The day for which it spoke.
        as_of: Date,
    },
    /// Computes the end of every open clock anew.
    Reproject {
        /// Because of this.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        news: Vec<News>,
        /// Of a job that was made before it was told what concerns which clock: because of what, in Chinese.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        zh: String,
        /// The same in English.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        en: String,
    },
    /// Looks at every row of a file that is to be loaded.
    CheckImport {
        /// The import.
        import: i64,
    },
    /// Loads it.
    Import {
        /// The import.
        import: i64,
    },
    /// Decides by the rule where rights count, as far as it can tell by now.
    Attribute,
    /// Looks up again what the names of holders mean that wait for people.
    Link,
    /// Takes back what it said.
    TakeBackImport {
        /// The import.
        import: i64,
    },
}

/// The name of [`Work::RightsOfFile`], to ask whether there is any.
pub(crate) const RIGHTS_OF_FILE: &str = "rights-of-file";

impl Work {
    /// Computes the end of every open clock anew because of this.
    pub(crate) fn reproject(news: Vec<News>) -> Work {
        Work::Reproject { news, zh: String::new(), en: String::new() }
    }

    /// Its name in the database and in logs.
    pub fn name(&self) -> &'static str {
        match self {
            Work::SendLetter { .. } => "send-letter",
            Work::Tidy => "tidy",
            Work::RunClocks => "run-clocks",
            Work::Remind => "remind",
            Work::Rights => "rights",
            Work::ClosePeriods => "close-periods",
            Work::RightsOfFile { .. } => RIGHTS_OF_FILE,
            Work::Reproject { .. } => "reproject",
            Work::Attribute => "attribute",
            Work::Link => "link",
            Work::CheckImport { .. } => "check-import",
            Work::Import { .. } => "import",
            Work::TakeBackImport { .. } => "take-back-import",
        }
    }

    /// What it is called on a page.
    pub fn title(&self) -> Wording {
        match self {
            Work::SendLetter { .. } => Wording::new("发送邮件", "send a letter"),
            Work::Tidy => Wording::new("清理到期数据", "remove what is kept no longer"),
            Work::RunClocks => Wording::new("办理到期事项", "take the steps of clocks that have run out"),
            Work::Remind => Wording::new("提醒将到期的事项", "remind of clocks that are about to run out"),
            Work::Rights => Wording::new("更新权利期限", "bring the last days of rights up to date"),
            Work::ClosePeriods => Wording::new("存定到期指标", "close periods of indicators"),
            Work::RightsOfFile { .. } => Wording::new(
                "按导入的文件更新权利期限",
                "bring the last days of the rights in a file up to date",
            ),
            Work::Reproject { .. } => Wording::new("重新计算期限", "compute the ends of clocks anew"),
            Work::Attribute => Wording::new("按规则判定归属", "decide by the rule where rights count"),
            Work::Link => Wording::new("按名称对应企业", "look up which firms the names of holders mean"),
            Work::CheckImport { .. } => Wording::new("校验导入文件", "look at a file that is to be loaded"),
            Work::Import { .. } => Wording::new("导入文件", "load a file"),
            Work::TakeBackImport { .. } => Wording::new("撤回导入", "take back what a file said"),
        }
    }

    /// The longest that it may take; then it has failed.
    pub(super) fn time_max(&self) -> Duration {
        let minutes = match self {
            // Some commands to a slow server, half a minute for each.
            Work::SendLetter { .. } => 5,
            Work::Tidy | Work::Reproject { .. } | Work::Remind | Work::Attribute | Work::Link => 60,
            Work::Rights | Work::RightsOfFile { .. } | Work::ClosePeriods => 60,
            // Millions of rows on a slow disk.
            Work::CheckImport { .. } | Work::Import { .. } | Work::TakeBackImport { .. } => 12 * 60,
            // Within the hour that it is for.
            Work::RunClocks => 50,
        };
        Duration::from_secs(60 * minutes)
    }

    /// Whether it makes sense to try it again by hand once it was given up.
    pub(super) fn may_be_revived(&self) -> bool {
        match self {
            // Its words are gone, and the links in them would not work any more.
            Work::SendLetter { .. } => false,
            Work::Tidy | Work::Reproject { .. } | Work::Attribute | Work::Link => true,
            Work::Rights | Work::RightsOfFile { .. } => true,
            // The next hour, or the next day, does the same.
            Work::RunClocks | Work::Remind | Work::ClosePeriods => false,
            // It is gone on with from the page of the import.
            Work::CheckImport { .. } | Work::Import { .. } | Work::TakeBackImport { .. } => false,
        }
    }

    /// Does it.
    pub(super) async fn be_done(&self, app: &App, progress: Progress<'_>) -> Result<(), Failure> {
        match self {
            Work::SendLetter { letter } => mail::send(app, *letter).await,
            Work::Tidy => tidy(app, progress).await,
            Work::RunClocks => {
                let last = jobs::last_done(&app.store().reader().await?, self.name()).await?;
                cases::come_into_force(app, last.map(day_of)).await?;
                cases::tick(app).await?;
                Ok(deputies::turn(app).await.map(drop)?)
            }
            Work::Remind => {
                // Firms that were entered by hand since yesterday have rights of their own before they are reminded.
                attribution::link(app).await?;
                cases::remind(app).await?;
                rights::remind(app).await?;
                gaps::remind(app).await?;
                Ok(rights::warn(app).await.map(drop)?)
            }
            Work::Rights => Ok(rights::rebuild(app).await.map(drop)?),
            Work::ClosePeriods => Ok(indicators::close(app).await.map(drop)?),
            Work::RightsOfFile { ledger, as_of } => Ok(rights::refresh_of_file(app, ledger, *as_of).await?),
            Work::Reproject { news, zh, en } => {
                let of_all = [News::of_everything(Wording::new(zh, en))];
                let news: &[News] = if news.is_empty() { &of_all } else { news };
                Ok(cases::reproject(app, &Actor::system(), news).await.map(drop)?)
            }
            Work::Attribute => Ok(attribution::attribute(app).await?),
            Work::Link => Ok(attribution::link(app).await?),
            Work::CheckImport { import } => Ok(imports::check_file(app, *import, Some(progress)).await?),
            Work::Import { import } => Ok(imports::load_file(app, *import, Some(progress)).await?),
            Work::TakeBackImport { import } => Ok(imports::take_back_file(app, *import).await?),
        }
    }

    /// What has to be put in order because it will never be done.
    pub(super) async fn be_given_up(&self, app: &App, db: &impl DbMut, why: &Wording) -> Result<(), Error> {
        match self {
            Work::SendLetter { letter } => mail::give_up(app, db, *letter, why).await,
            Work::CheckImport { import } | Work::Import { import } | Work::TakeBackImport { import } => {
                imports::give_up(app, db, *import).await
            }
            Work::Tidy
            | Work::RunClocks
            | Work::Remind
            | Work::Reproject { .. }
            | Work::Attribute
            | Work::Link
            | Work::Rights
            | Work::ClosePeriods
            | Work::RightsOfFile { .. } => Ok(()),
        }
    }
}

/// Puts work down, to be done as soon as this operation is; gives the number of the job.
pub(crate) async fn make(
    app: &App,
    db: &impl DbMut,
    work: &Work,
    account: Option<i64>,
) -> Result<i64, Error> {
    make_at(app, db, work, account, app.now()).await
}

/// Puts work down, to be done not before this time.
pub(crate) async fn make_at(
    app: &App,
    db: &impl DbMut,
    work: &Work,
    account: Option<i64>,
    run_after: Timestamp,
) -> Result<i64, Error> {
    let payload = serde_json::to_string(work).expect("numbers and names always serialize");
    let new = NewJob { account, kind: work.name(), payload: &payload, run_after };
    Ok(jobs::make(db, &new, app.now()).await?)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn work_is_kept_under_its_name() {
        for (work, payload) in [
            (Work::SendLetter { letter: 7 }, r#"{"kind":"send-letter","letter":7}"#),
            (Work::Tidy, r#"{"kind":"tidy"}"#),
            (Work::RunClocks, r#"{"kind":"run-clocks"}"#),
            (Work::Remind, r#"{"kind":"remind"}"#),
            (Work::Rights, r#"{"kind":"rights"}"#),
            (Work::ClosePeriods, r#"{"kind":"close-periods"}"#),
            (
                Work::RightsOfFile { ledger: "patents".to_owned(), as_of: date(2026, 6, 30) },
                r#"{"kind":"rights-of-file","ledger":"patents","as_of":"2026-06-30"}"#,
            ),
            (
                Work::reproject(vec![News::of_everything(Wording::new("放假安排", "a decree"))]),
                r#"{"kind":"reproject","news":[{"zh":"放假安排","en":"a decree","of":"everything"}]}"#,
            ),
            (
                // As it was made before it was told what concerns which clock.
                Work::Reproject {
                    news: Vec::new(),
                    zh: "放假安排（演示数据）".to_owned(),
                    en: "a decree (invented)".to_owned(),
                },
                r#"{"kind":"reproject","zh":"放假安排（演示数据）","en":"a decree (invented)"}"#,
            ),
            (Work::Attribute, r#"{"kind":"attribute"}"#),
            (Work::Link, r#"{"kind":"link"}"#),
            (Work::CheckImport { import: 7 }, r#"{"kind":"check-import","import":7}"#),
            (Work::Import { import: 7 }, r#"{"kind":"import","import":7}"#),
            (Work::TakeBackImport { import: 7 }, r#"{"kind":"take-back-import","import":7}"#),
        ] {
            assert_eq!(serde_json::to_string(&work).unwrap(), payload);
            assert_eq!(serde_json::from_str::<Work>(payload).unwrap(), work);
            assert!(payload.contains(work.name()));
        }
    }
}
