use jiff::Timestamp;
use kernel::{Problem, Wording};

/// Why an operation was not done. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the actor may not know of it.
    #[error("not found")]
    NotFound,
    /// The actor may know of it but not do this to it.
    #[error("not allowed: {}", .0.why.en)]
    NotAllowed(Denied),
    /// What was given cannot be used; every problem of it.
    #[error("{} problems in what was given", .0.len())]
    Invalid(Vec<Problem>),
    /// Somebody else was faster, or the same is being done already.
    #[error("conflict: {}", .0.en)]
    Conflict(Wording),
    /// It was tried too often.
    #[error("too soon, before {opens_at}")]
    TooSoon {
        /// When it can be tried again.
        opens_at: Timestamp,
        /// How long that is from now.
        wait_seconds: u64,
    },
    /// It could not be done for a reason that is not the actor's; the log says more.
    #[error(transparent)]
    Internal(#[from] Internal),
}

/// A refusal, and what would change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied {
    /// Why not.
    pub why: Wording,
    /// What to do.
    pub remedy: Wording,
    /// Giving the second factor would be enough.
    pub needs_second_factor: bool,
}

/// A fault of the system and not of what was given.
#[derive(Debug, thiserror::Error)]
pub enum Internal {
    /// The database or the file store.
    #[error("the store: {0}")]
    Store(#[from] store::Error),
    /// Something that the program takes for granted did not hold.
    #[error("{0}")]
    Broken(String),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            // The store has a page only for the list for which it was given; another one was asked for.
            store::Error::Cursor => {
                let problem = error.problem();
                let place = problem.place.clone().at_field("cursor");
                Error::invalid(Problem { place, ..problem })
            }
            // A question that no view serves and that reads too much has to be put otherwise.
            store::Error::TooSlow { .. } => Error::invalid(error.problem()),
            error => Error::Internal(Internal::Store(error)),
        }
    }
}

/// What the actor sees, if anything: that something is not found is no error where it may be missing.
pub(crate) fn seen<T>(found: Result<T, Error>) -> Result<Option<T>, Error> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Error {
    /// Something that the program takes for granted did not hold.
    pub(crate) fn broken(detail: impl Into<String>) -> Error {
        Error::Internal(Internal::Broken(detail.into()))
    }

    /// One problem.
    pub fn invalid(problem: Problem) -> Error {
        Error::Invalid(vec![problem])
    }
}
