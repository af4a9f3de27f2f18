use form::Language;
use kernel::Wording;
use serde::{Deserialize, Serialize};
use store::{DbMut, Write, letters, seals};

use super::{Letter, Undelivered};
use crate::jobs::{self, Failure, Work};
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
    let (subject, field) = seal(account, id);
    letters::set(write, id, &seals::seal(write, &subject, &field, &words).await?).await?;
    jobs::make(app, write, &Work::SendLetter { letter: id }, None).await?;
    Ok(())
}

/// Sends a letter that waits; it loses its words. One that was sent or taken back meanwhile is done.
pub(crate) async fn send(app: &App, id: i64) -> Result<(), Failure> {
    let reader = app.store().reader().await?;
    let Some(kept) = letters::get(&reader, id).await? else { return Ok(()) };
    let Some(sealed) = kept.sealed_letter else { return Ok(()) };
    let (subject, field) = seal(kept.account, id);
    let Some(words) = seals::open(&reader, &subject, &field, &sealed).await? else { return Ok(()) };
    drop(reader);
    let Addressed { to, letter } =
        serde_json::from_str(&words).map_err(|_| Error::broken(format!("letter {id} cannot be read")))?;
    let Some(mailer) = &app.surroundings().mailer else {
        return Err(Failure {
            why: Wording::new("没有设置邮件服务器", "no mail server is set"),
            is_final: false,
        });
    };
    let language = if kept.language == Language::En.id() { Language::En } else { Language::Zh };
    let message = letter.write(language, &app.title(), &app.surroundings().address);
    mailer.send(&to, &message).await?;
    let housekeeping = app.store().housekeeping().await?;
    letters::sent(&housekeeping, id, app.now()).await?;
    Ok(housekeeping.commit().await?)
}

/// Notes that a letter will never be sent; it loses its words.
pub(crate) async fn give_up(app: &App, db: &impl DbMut, id: i64, why: &Wording) -> Result<(), Error> {
    Ok(letters::failed(db, id, &why.en, app.now()).await?)
}

impl From<Undelivered> for Failure {
    fn from(undelivered: Undelivered) -> Failure {
        Failure { why: undelivered.reason, is_final: undelivered.is_final }
    }
}

/// Under whose key a letter is sealed, and as what: that of the account, so that it cannot be sent once that is closed; one
/// key for all who have none.
fn seal(account: Option<i64>, letter: i64) -> (String, String) {
    let subject = account.map_or_else(|| "letters".to_owned(), |account| format!("account/{account}"));
    (subject, format!("letter/{letter}"))
}
