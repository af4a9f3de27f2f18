use jiff::civil::Date;
use ledger::{Known, Past};
use store::ledgers::NOW;
use store::{Db, operations};

use crate::{App, Error};

/// A past as people ask for it: as of a day, as known then. Left out, both are now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct When {
    /// As of this day of the world.
    pub as_of: Option<Date>,
    /// As known at this operation.
    pub known: Option<Known>,
    /// As known at the end of this day, if no operation is named.
    pub known_on: Option<Date>,
}

impl When {
    /// Whether it asks for what holds today, as it is known now.
    pub fn is_now(&self) -> bool {
        *self == When::default()
    }

    /// The past it means.
    pub(crate) async fn past(self, app: &App, db: &impl Db) -> Result<Past, Error> {
        let known = match (self.known, self.known_on) {
            (Some(known), _) => known,
            (None, Some(day)) if day < app.today() => operations::known_on(db, day).await?,
            (None, _) => NOW,
        };
        Ok(Past { as_of: self.as_of.unwrap_or_else(|| app.today()), known })
    }
}

/// A past by the number of an operation that there is, so that whoever names it later is told the same.
pub(crate) async fn named(past: Past, db: &impl Db) -> Result<Past, Error> {
    let newest = operations::newest(db).await?;
    Ok(Past { known: past.known.min(newest), ..past })
}
