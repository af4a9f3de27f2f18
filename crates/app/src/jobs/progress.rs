use kernel::Wording;
use store::jobs::{self, Job};

use crate::{App, Error};

/// Says how far long work is, for the page of the job.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Progress<'p> {
    pub(super) app: &'p App,
    pub(super) job: &'p Job,
}

impl Progress<'_> {
    /// So many of so many steps are done, and this comes now. Each report is a small transaction: a hundred of them are
    /// enough for the longest work.
    pub(crate) async fn report(&self, done: usize, of: usize, line: &Wording) -> Result<(), Error> {
        let percent = (done.min(of) * 100).checked_div(of).unwrap_or(100);
        let housekeeping = self.app.store().housekeeping().await?;
        let percent = i64::try_from(percent).expect("a percentage is small");
        jobs::report(&housekeeping, self.job, percent, line).await?;
        Ok(housekeeping.commit().await?)
    }
}
