use serde::{Deserialize, Serialize};
use store::DbMut;

use crate::{App, Error, mail};

/// What can be done beside the pages: the closed list. Nothing personal stands in it, only numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Work {
    /// Sends a letter.
    SendLetter {
        /// Its number.
        letter: i64,
    },
}

impl Work {
    /// Its name in lists and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Work::SendLetter { .. } => "send-letter",
        }
    }

    /// Does it. An error is a sentence for the log and the list of what was given up; it holds nothing personal.
    pub(super) async fn be_done(&self, app: &App) -> Result<(), String> {
        match self {
            Work::SendLetter { letter } => mail::send(app, *letter).await,
        }
    }
}

/// Puts work down, to be done as soon as this operation is.
pub(crate) async fn make(app: &App, db: &impl DbMut, work: &Work) -> Result<(), Error> {
    let payload = serde_json::to_string(work).expect("numbers and names always serialize");
    store::jobs::make(db, work.name(), &payload, app.now(), app.now()).await?;
    Ok(())
}
