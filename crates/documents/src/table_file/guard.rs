use std::io::{self, Read};

/// A stream that gives no more than so many bytes at a stretch: whoever reads rows or elements from it starts a new stretch
/// with each. So no row of a file without an end is gathered in memory.
pub(super) struct Guard<R> {
    inner: R,
    given: u64,
    limit: u64,
}

impl<R> Guard<R> {
    pub(super) fn new(inner: R, limit: u64) -> Self {
        Guard { inner, given: 0, limit }
    }

    /// What has been read is a row that is not too large.
    pub(super) fn start_again(&mut self) {
        self.given = 0;
    }

    /// Whether it has refused to give more.
    pub(super) fn is_exhausted(&self) -> bool {
        self.given > self.limit
    }

    pub(super) fn inner(&self) -> &R {
        &self.inner
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.is_exhausted() {
            return Err(io::Error::other("more bytes than a row may have"));
        }
        let read = self.inner.read(into)?;
        self.given += read as u64;
        Ok(read)
    }
}
