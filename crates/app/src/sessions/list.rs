use jiff::{SignedDuration, Timestamp};
use store::sessions;

use super::{IDLE_MINUTES, Who};
use crate::{App, Error};

/// One of the own sessions, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    /// Its number.
    pub id: i64,
    /// From which address it began.
    pub address: Option<String>,
    /// With which device.
    pub device: Option<String>,
    /// When it began.
    pub made_at: Timestamp,
    /// When it was last used, give or take a minute.
    pub seen_at: Timestamp,
    /// Whether it is the one of this request.
    pub is_this: bool,
}

/// The own sessions that go on, the last used first.
///
/// # Errors
/// If nobody has signed in.
pub async fn list(app: &App, who: &Who) -> Result<Vec<OwnSession>, Error> {
    let own = who.recognized()?;
    let now = app.now();
    let used_since = now.saturating_sub(SignedDuration::from_mins(IDLE_MINUTES)).unwrap_or(Timestamp::MIN);
    let open = sessions::open(&app.store().reader().await?, own.account, now).await?;
    let open = open.into_iter().filter(|session| session.seen_at > used_since);
    Ok(open
        .map(|session| OwnSession {
            id: session.id,
            address: session.address,
            device: session.device,
            made_at: session.made_at,
            seen_at: session.seen_at,
            is_this: session.id == own.session,
        })
        .collect())
}
