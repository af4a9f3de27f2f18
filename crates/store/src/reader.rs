use crate::connections::Lease;
use crate::{Db, Transaction};

/// One state of everything, as it was when the first question was asked; others may write meanwhile.
///
/// There are few readers: keep one no longer than it takes to answer a page.
#[derive(Debug)]
pub struct Reader {
    // The order matters: the transaction ends before its connection is given back.
    transaction: Transaction,
    _lease: Lease,
}

impl Reader {
    pub(crate) fn new(transaction: Transaction, lease: Lease) -> Reader {
        Reader { transaction, _lease: lease }
    }
}

impl Db for Reader {
    fn transaction(&self) -> &Transaction {
        &self.transaction
    }
}
