use std::collections::BTreeSet;

use jiff::civil::Date;
use kernel::Wording;
use store::inbox::{MessageKind, is_told};

use super::{Draft, put};
use crate::{Actor, App, Error};

/// The act as the trail names it.
const ACT: &str = "remind";

/// Puts a reminder into the inboxes of those who have had none of this page and this day; gives how many that are.
pub(crate) async fn remind(
    app: &App,
    subject: (&str, &str),
    accounts: BTreeSet<i64>,
    (path, due): (&str, Date),
    title: &Wording,
) -> Result<u32, Error> {
    let reader = app.store().reader().await?;
    let mut new = Vec::new();
    for account in accounts {
        if !is_told(&reader, account, MessageKind::Reminder, (path, due)).await? {
            new.push(account);
        }
    }
    drop(reader);
    if new.is_empty() {
        return Ok(0);
    }
    let write = app.begin(&Actor::system(), ACT, subject, None).await?;
    for account in &new {
        let draft = Draft::reminder(title.clone()).leading_to(path).due(due);
        put(app, &write, *account, draft).await?;
    }
    write.commit().await?;
    Ok(u32::try_from(new.len()).unwrap_or(u32::MAX))
}
