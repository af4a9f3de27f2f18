use jiff::{SignedDuration, Timestamp};
use store::DbMut;
use store::sessions::{self, NewSession};

use super::{LONGEST_HOURS, SignedIn, Visitor, Way};
use crate::Error;
use crate::secrets::{Token, digest};

/// Begins a session in the operation by which somebody came in. The one this browser had ends.
pub(crate) async fn begin(
    db: &impl DbMut,
    visitor: &Visitor,
    account: i64,
    way: Way,
    now: Timestamp,
) -> Result<SignedIn, Error> {
    if let Some(former) = &visitor.session
        && let Some(session) = sessions::by_digest(db, digest(former)).await?
    {
        sessions::end(db, session.account, session.id, now).await?;
    }
    let new = NewSession {
        account,
        way: way.name().to_owned(),
        address: visitor.address.clone(),
        device: visitor.device(),
        made_at: now,
        ends_at: now.saturating_add(SignedDuration::from_hours(LONGEST_HOURS)).unwrap_or(Timestamp::MAX),
    };
    let token = Token::random();
    sessions::begin(db, token.digest(), &new).await?;
    Ok(SignedIn { token, account })
}
