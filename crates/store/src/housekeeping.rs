use crate::{Db, DbMut, Error, Transaction};

/// A change of rows that have no history: when a session was last seen, how often a door was tried, who works on a job.
/// It is no operation and leaves no trace.
#[derive(Debug)]
pub struct Housekeeping {
    transaction: Transaction,
}

impl Housekeeping {
    pub(crate) fn new(transaction: Transaction) -> Housekeeping {
        Housekeeping { transaction }
    }

    /// Keeps all others who write waiting until this ends: for what is looked up first and changed then.
    ///
    /// # Errors
    /// If the database cannot.
    pub async fn alone(&self) -> Result<(), Error> {
        self.transaction.run("update installation set one = one", []).await.map(drop)
    }

    /// Makes the changes last. Without this they are undone.
    ///
    /// # Errors
    /// If the database cannot.
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.transaction.inner.commit().await?)
    }
}

impl Db for Housekeeping {
    fn transaction(&self) -> &Transaction {
        &self.transaction
    }
}

impl DbMut for Housekeeping {}
