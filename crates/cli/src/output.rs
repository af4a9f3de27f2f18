use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Where the data of a command goes: stdout, or a file that appears only when it is complete.
#[derive(Debug)]
pub(crate) enum Output {
    /// Standard output.
    Stdout(BufWriter<StdoutLock<'static>>),
    /// A device or a pipe with a name.
    Device(BufWriter<File>),
    /// A file, written beside its place first.
    File { writer: BufWriter<File>, partial: PathBuf, path: PathBuf },
}

/// Bytes that are gathered before they are written: 64 KiB.
const BUFFER_BYTES: usize = 64 * 1024;

impl Output {
    /// The output for `-o PATH`; `-` and nothing are stdout.
    pub(crate) fn open(path: Option<&Path>) -> Result<Output, Failure> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Output::Stdout(BufWriter::with_capacity(BUFFER_BYTES, io::stdout().lock())));
        };
        // `/dev/null` is written to; a file with its name in its place would be a disaster.
        if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            let device = File::options().write(true).open(path);
            let device = device.map_err(|error| Failure::write(path, &error))?;
            return Ok(Output::Device(BufWriter::with_capacity(BUFFER_BYTES, device)));
        }
        // Written beside its place, so that a failed command leaves an old file as it was.
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let partial = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let file = File::create(&partial).map_err(|error| Failure::write(path, &error))?;
        let writer = BufWriter::with_capacity(BUFFER_BYTES, file);
        Ok(Output::File { writer, partial, path: path.to_owned() })
    }

    /// Whether a person looks at the output directly.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Output::Stdout(_)) && io::stdout().is_terminal()
    }

    /// Writes what is left; a file takes its name.
    pub(crate) fn finish(&mut self) -> Result<(), Failure> {
        match self {
            Output::Stdout(writer) => Ok(writer.flush()?),
            Output::Device(writer) => Ok(writer.flush()?),
            Output::File { writer, partial, path } => {
                let written = writer.flush().and_then(|()| fs::rename(&*partial, &*path));
                written.map_err(|error| Failure::write(path, &error))
            }
        }
    }

    /// Gives up: a file that is not complete goes away.
    pub(crate) fn abandon(&mut self) {
        if let Output::File { partial, .. } = self {
            _ = fs::remove_file(partial);
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Stdout(writer) => writer.write(bytes),
            Output::Device(writer) | Output::File { writer, .. } => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stdout(writer) => writer.flush(),
            Output::Device(writer) | Output::File { writer, .. } => writer.flush(),
        }
    }
}
