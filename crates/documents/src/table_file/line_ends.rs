use std::io::{self, Read};

/// A row that the stream adds at its end. Where it comes out as a row of its own, all quotation marks were closed; where
/// it comes out inside of a cell, one was not. The character is none that text may have.
pub(super) const END: &str = "\u{fdd0}end\u{fdd0}";

/// A stream of text in which every line ends with a line feed, however the file ends its lines, and with [`END`] as its
/// last line.
pub(super) struct LineEnds<R> {
    inner: R,
    after_return: bool,
    last: Option<u8>,
    tail: Option<Vec<u8>>,
    is_whole: bool,
}

impl<R: Read> LineEnds<R> {
    pub(super) fn new(inner: R) -> Self {
        LineEnds { inner, after_return: false, last: None, tail: None, is_whole: false }
    }

    /// Whether the last line of the file had an end; known once all is read.
    pub(super) fn ends_with_line(&self) -> bool {
        self.is_whole
    }

    /// Makes the line ends of these bytes alike, in place, and says how many are left.
    fn unify(&mut self, bytes: &mut [u8]) -> usize {
        let mut kept = 0;
        for at in 0..bytes.len() {
            let byte = bytes[at];
            let is_second = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            if !is_second {
                bytes[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
        }
        kept
    }

    /// What comes after the last byte of the file.
    fn start_tail(&mut self) -> Vec<u8> {
        self.is_whole = self.last.is_none_or(|byte| byte == b'\n');
        let first = if self.is_whole { "" } else { "\n" };
        format!("{first}{END}\n").into_bytes()
    }
}

impl<R: Read> Read for LineEnds<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        while self.tail.is_none() {
            let read = self.inner.read(into)?;
            if read == 0 {
                self.tail = Some(self.start_tail());
                break;
            }
            let kept = self.unify(&mut into[..read]);
            if kept > 0 {
                self.last = into.get(kept - 1).copied();
                return Ok(kept);
            }
        }
        let tail = self.tail.get_or_insert_default();
        let count = tail.len().min(into.len());
        for (to, from) in into.iter_mut().zip(tail.drain(..count)) {
            *to = from;
        }
        Ok(count)
    }
}
