use form::Language;
use serde::{Deserialize, Serialize};
use store::{Write, letters, seals};

use super::{Letter, Undelivered};
use crate::jobs::{self, Work};
use crate::{App, Error};

/// Where a letter goes and what it says.
#[derive(Serialize, Deserialize)]
struct Addressed {
    to: String,
    letter: Letter,
}

/// Puts a letter into the post, as part of the operation that causes it: it is sent if that is done, and only then.
pub async fn post(
    app: &App,
    write: &Write,
    account: Option<i64>,
    to: &str,
    language: Language,
    letter: &Letter,
) -> Result<(), Error> {
    let id = letters::make(write, account, language.id(), letter.name()).await?;
    let addressed = Addressed { to: to.to_owned(), letter: letter.clone() };
    let words = serde_json::to_string(&addressed).expect("texts always serialize");
    letters::set(write, id, &seals::seal(write, &subject(id), "letter", &words).await?).await?;
    jobs::make(app, write, &Work::SendLetter { letter: id }).await
}

/// Sends a letter that waits; it loses its words. One that was sent or taken back meanwhile is done.
pub(crate) async fn send(app: &App, id: i64) -> Result<(), String> {
    match try_to_send(app, id).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(undelivered)) => Err(undelivered.reason),
        Err(error) => Err(error.to_string()),
    }
}

async fn try_to_send(app: &App, id: i64) -> Result<Result<(), Undelivered>, Error> {
    let reader = app.store().reader().await?;
    let Some(kept) = letters::get(&reader, id).await? else { return Ok(Ok(())) };
    let Some(sealed) = kept.sealed_letter.filter(|_| kept.sent_at.is_none()) else { return Ok(Ok(())) };
    let Some(words) = seals::open(&reader, &subject(id), "letter", &sealed).await? else { return Ok(Ok(())) };
    drop(reader);
    let Addressed { to, letter } =
        serde_json::from_str(&words).map_err(|_| Error::broken(format!("letter {id} cannot be read")))?;
    let Some(mailer) = &app.surroundings().mailer else {
        return Ok(Err(Undelivered { is_final: false, reason: "no mail server is set".to_owned() }));
    };
    let language = if kept.language == "en" { Language::En } else { Language::Zh };
    let message = letter.write(language, &app.title(), &app.surroundings().address);
    let sent = mailer.send(&to, &message).await;
    let housekeeping = app.store().housekeeping().await?;
    match sent {
        Ok(()) => letters::sent(&housekeeping, id, app.now()).await?,
        // The server will never take it: done, and visibly failed.
        Err(undelivered) if undelivered.is_final => {
            letters::failed(&housekeeping, id, &undelivered.reason, app.now()).await?;
        }
        Err(undelivered) => return Ok(Err(undelivered)),
    }
    housekeeping.commit().await?;
    Ok(Ok(()))
}

fn subject(letter: i64) -> String {
    format!("letter/{letter}")
}
