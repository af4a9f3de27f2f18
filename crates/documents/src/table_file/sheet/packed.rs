//! Parts of an archive that are read while they are unpacked.

use std::io::{Read, Seek};

use zip::read::ZipFile;

use crate::Error;
use crate::archive::Archive;
use crate::table_file::TableFault;
use crate::table_file::feed::Halt;
use crate::table_file::guard::Guard;
use crate::table_file::pull::{Pull, PullFault};

/// Why reading a part stops.
pub(super) enum Stop {
    Xml(PullFault),
    Halt(Halt),
}

impl From<PullFault> for Stop {
    fn from(fault: PullFault) -> Self {
        Stop::Xml(fault)
    }
}

impl<T: Into<Halt>> From<T> for Stop {
    fn from(halt: T) -> Self {
        Stop::Halt(halt.into())
    }
}

/// A part that is unpacked while it is read.
pub(super) type Part<'a, R> = Guard<ZipFile<'a, R>>;

/// Reads a part; `read` keeps count of the line it is at. A part that unpacks to more than `limit`, or to one element without
/// an end, is a bomb.
pub(super) fn packed<R: Read + Seek, T>(
    archive: &mut Archive<R>,
    part: &str,
    limit: u64,
    read: impl FnOnce(&mut Pull<Part<'_, R>>, &mut u64) -> Result<T, Stop>,
) -> Result<T, Halt> {
    let missing = || Error::damaged(format!("{part} is missing"));
    let entry = archive.entry(part)?.ok_or_else(missing)?;
    let mut pull = Pull::new(Guard::new(entry, limit));
    let mut line = 0;
    match read(&mut pull, &mut line) {
        Ok(value) => Ok(value),
        Err(Stop::Halt(halt)) => Err(halt),
        Err(Stop::Xml(fault)) => {
            let is_bomb = matches!(fault, PullFault::TooLarge) || pull.inner().is_exhausted();
            let bomb = || TableFault::Bomb { part: part.to_owned() };
            Err(if is_bomb { bomb() } else { fault.at(line) }.into())
        }
    }
}
