use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::DatabaseConnection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::{Deadline, WAIT};
use crate::Error;

/// One connection that reads, with its deadline.
#[derive(Debug)]
pub(crate) struct ReadConnection {
    pub(crate) connection: DatabaseConnection,
    pub(crate) deadline: Deadline,
}

/// The connections that read. Each is a pool of its own, so that its deadline is known.
#[derive(Debug)]
pub(crate) struct Readers {
    free: Arc<Mutex<Vec<ReadConnection>>>,
    permits: Arc<Semaphore>,
    all: Vec<DatabaseConnection>,
}

/// One reading connection in use; given back when dropped.
#[derive(Debug)]
pub(crate) struct Lease {
    taken: Option<ReadConnection>,
    free: Arc<Mutex<Vec<ReadConnection>>>,
    _permit: OwnedSemaphorePermit,
}

impl Readers {
    pub(crate) fn new(connections: Vec<ReadConnection>) -> Readers {
        Readers {
            permits: Arc::new(Semaphore::new(connections.len())),
            all: connections.iter().map(|reader| reader.connection.clone()).collect(),
            free: Arc::new(Mutex::new(connections)),
        }
    }

    /// Waits for a free connection.
    pub(crate) async fn lease(&self) -> Result<Lease, Error> {
        let permit = timeout(WAIT, Arc::clone(&self.permits).acquire_owned()).await;
        let permit = permit.map_err(|_| Error::Busy)?.map_err(|_| Error::Busy)?;
        let taken = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Ok(Lease { taken, free: Arc::clone(&self.free), _permit: permit })
    }

    pub(crate) async fn close(&self) -> Result<(), Error> {
        for connection in &self.all {
            connection.close_by_ref().await?;
        }
        Ok(())
    }
}

impl Lease {
    fn taken(&self) -> &ReadConnection {
        self.taken.as_ref().expect("there are as many connections as permits")
    }

    pub(crate) fn connection(&self) -> &DatabaseConnection {
        &self.taken().connection
    }

    pub(crate) fn deadline(&self) -> &Deadline {
        &self.taken().deadline
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(reader) = self.taken.take() {
            // Its deadline stays: a question that nobody waits for any more is still given up in time.
            self.free.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
        }
    }
}
