use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use encoding_rs::Decoder;

use super::fault::TableFault;
use super::package;
use crate::decode::Survey;
use crate::{Encoding, Error, decode};

/// Bytes that are read and decoded at a time.
const CHUNK_BYTES: usize = 64 * 1024;

/// How the characters of a text file are written, by looking at all of it. The answer is that of [`decode::decode`] for the
/// same bytes.
pub(super) fn encoding(file: File, part: Part) -> Result<&'static encoding_rs::Encoding, Error> {
    read(file, part, |bytes| {
        let mut chunk = vec![0; CHUNK_BYTES];
        let mut survey = Survey::default();
        loop {
            match bytes.read(&mut chunk).map_err(unreadable)? {
                0 => break,
                read => survey.add(chunk.get(..read).unwrap_or_default()),
            }
        }
        survey.encoding(None).ok_or(Error::Table(TableFault::Unknown))
    })
}

/// Which file of an archive a table is; none: it is a file of its own.
pub(super) type Part = Option<usize>;

/// Reads the bytes of a file, or those of a file in an archive while it is unpacked.
pub(super) fn read<T, E: From<Error>>(
    mut file: File,
    part: Part,
    read: impl FnOnce(&mut dyn Read) -> Result<T, E>,
) -> Result<T, E> {
    match part {
        None => read(&mut file),
        Some(index) => package::unpacked(file, index, read),
    }
}

/// The name of an encoding for people.
pub(super) fn name(encoding: &'static encoding_rs::Encoding) -> Encoding {
    decode::name(encoding)
}

pub(super) fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(unreadable)
}

/// A file that the system does not give, with what it says.
pub(super) fn unreadable(detail: impl std::fmt::Display) -> Error {
    Error::Table(TableFault::Unreadable { detail: detail.to_string() })
}

/// A stream of bytes in any encoding as a stream of UTF-8, without a byte order mark. What cannot be decoded becomes U+FFFD.
pub(super) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    given: usize,
    is_over: bool,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(inner: R, encoding: &'static encoding_rs::Encoding) -> Self {
        Decoded {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; CHUNK_BYTES],
            text: Vec::new(),
            given: 0,
            is_over: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let read = self.inner.read(&mut self.raw)?;
        self.is_over = read == 0;
        let room = self.decoder.max_utf8_buffer_length(read).unwrap_or(4 * CHUNK_BYTES);
        self.text.resize(room, 0);
        let raw = self.raw.get(..read).unwrap_or_default();
        let (_, _, written, _) = self.decoder.decode_to_utf8(raw, &mut self.text, self.is_over);
        self.text.truncate(written);
        self.given = 0;
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if self.is_over {
                return Ok(0);
            }
            self.refill()?;
        }
        let rest = self.text.get(self.given..).unwrap_or_default();
        let count = rest.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}

/// The first bytes of a file.
pub(super) fn head(file: &mut File, bytes: u64) -> Result<Vec<u8>, Error> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    file.take(bytes).read_to_end(&mut head).map_err(unreadable)?;
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    Ok(head)
}
