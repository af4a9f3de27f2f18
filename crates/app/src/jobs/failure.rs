use kernel::Wording;

use crate::{Error, Internal};

/// Why work was not done. Nothing personal stands in it: people see it in the list of what was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// What went wrong.
    pub(crate) why: Wording,
    /// Trying again is of no use.
    pub(crate) is_final: bool,
}

impl Failure {
    /// It may work later.
    pub(super) fn for_now(zh: &str, en: &str) -> Failure {
        Failure { why: Wording::new(zh, en), is_final: false }
    }
}

impl From<Error> for Failure {
    /// What the database says is told; all else stands in the log only.
    fn from(error: Error) -> Failure {
        let why = match &error {
            Error::Internal(Internal::Store(error)) => error.problem().what,
            Error::Conflict(why) => why.clone(),
            _ => {
                tracing::error!(%error, "a job cannot be done");
                Wording::new("程序出错，详见日志", "the program failed; the log says more")
            }
        };
        Failure { why, is_final: false }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Failure {
        Error::from(error).into()
    }
}
