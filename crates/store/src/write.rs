use std::sync::Mutex;
use std::sync::PoisonError;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::operations::{self, NewOperation};
use crate::{Db, DbMut, Error, Transaction};

/// The most revisions of one operation: what their ids leave room for. An import takes several operations.
pub(crate) const REVISIONS_MAX: i64 = 65_536;

/// One operation that is being done: all of its changes become lasting with [`Write::commit`], or none.
#[derive(Debug)]
pub struct Write {
    transaction: Transaction,
    operation: NewOperation,
    seq: i64,
    recorded_at: Timestamp,
    done: Mutex<Done>,
}

/// What the operation has done so far.
#[derive(Debug, Default)]
struct Done {
    /// Revisions written; they number the next one.
    revisions: i64,
    /// Over the digests of all that was written, in order.
    content: Sha256,
}

impl Write {
    /// Takes the next number. The row that holds it keeps all other operations waiting until this one ends.
    pub(crate) async fn begin(transaction: Transaction, operation: NewOperation) -> Result<Write, Error> {
        let now = operation.now.as_microsecond();
        let taken = transaction
            .one(
                "update installation
                 set seq = seq + 1,
                     recorded_at = case when recorded_at < $1 then $1 else recorded_at + 1 end
                 where owner = $2
                 returning seq, recorded_at",
                [now.into(), transaction.shared.owner.as_str().into()],
                |row| Ok((row.get("seq")?, row.get("recorded_at")?)),
            )
            .await?;
        let (seq, recorded_at): (i64, i64) = taken.ok_or(Error::TakenOver)?;
        let recorded_at = Timestamp::from_microsecond(recorded_at)
            .map_err(|_| Error::damaged("installation.recorded_at is no time"))?;
        Ok(Write { transaction, operation, seq, recorded_at, done: Mutex::default() })
    }

    /// Says to which thing the operation is done, if that was made by it and had no name before.
    pub fn set_subject_id(&mut self, id: &str) {
        id.clone_into(&mut self.operation.subject.id);
    }

    /// The number of the operation.
    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// When it is recorded: now, or a microsecond after the operation before if the clock went back.
    pub fn recorded_at(&self) -> Timestamp {
        self.recorded_at
    }

    /// The id that the next revision of this operation gets; those after it count up.
    pub(crate) fn revisions_from(&self) -> i64 {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        self.seq * REVISIONS_MAX + done.revisions
    }

    /// Notes that so many revisions more have got their ids.
    pub(crate) fn count_revisions(&self, count: usize) -> Result<(), Error> {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let all = i64::try_from(count).ok().and_then(|count| done.revisions.checked_add(count));
        done.revisions = all.filter(|all| *all <= REVISIONS_MAX).ok_or_else(|| Error::Refused {
            detail: format!("one operation writes more than {REVISIONS_MAX} revisions"),
        })?;
        Ok(())
    }

    /// The id of the next revision of this operation.
    pub(crate) fn next_revision(&self) -> Result<i64, Error> {
        let id = self.revisions_from();
        self.count_revisions(1)?;
        Ok(id)
    }

    /// Takes something that was written into what the operation commits to: what it is, and its digest.
    pub(crate) fn wrote(&self, what: &[&str], digest: &[u8; 32]) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        for word in what {
            // Each word after its length, so that no two lists of words are the same bytes.
            done.content.update((word.len() as u64).to_be_bytes());
            done.content.update(word);
        }
        done.content.update(digest);
    }

    /// Takes something that is said in words alone into what the operation commits to.
    pub(crate) fn noted(&self, what: &[&str]) {
        self.wrote(what, &[0; 32]);
    }

    /// Makes the operation and all its changes last. Without this they are undone.
    ///
    /// # Errors
    /// If the database cannot; then nothing of it is there.
    pub async fn commit(self) -> Result<(), Error> {
        let done = self.done.into_inner().unwrap_or_else(PoisonError::into_inner);
        let content = done.content.finalize().into();
        operations::record(&self.transaction, self.seq, self.recorded_at, &self.operation, content).await?;
        Ok(self.transaction.inner.commit().await?)
    }
}

impl Db for Write {
    fn transaction(&self) -> &Transaction {
        &self.transaction
    }
}

impl DbMut for Write {}
