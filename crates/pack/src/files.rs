use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use kernel::{Place, Problem, Wording};

use crate::fault::Fault;

/// Bytes of one file of a pack: 16 MiB; the largest table of a county has some thousand rows.
pub(crate) const FILE_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// Files of a pack: 10 000. More is a folder that was never meant to be a pack.
pub(crate) const FILES_MAX: usize = 10_000;
/// Folders inside folders: 8 deep, which also ends a circle of links.
const DEPTH_MAX: usize = 8;

/// What is said of a folder beyond these limits.
const TOO_MANY: &str = "too many files or folders for a pack";

/// Where the files of a pack come from.
#[derive(Debug, Clone)]
pub(crate) enum Files {
    /// Compiled in.
    BuiltIn { name: &'static str, files: &'static [(&'static str, &'static str)] },
    /// A folder.
    Folder { path: PathBuf },
    /// Given as bytes, such as those of an unpacked file; the name is that of the file. Other packs may be given with it.
    Given { name: String, files: Contents, beside: Arc<BTreeMap<String, Contents>> },
}

/// The files of a pack by their paths.
pub(crate) type Contents = Arc<BTreeMap<String, Vec<u8>>>;

impl Files {
    /// The place of a file as a person would name it.
    pub(crate) fn place(&self, file: &str) -> Place {
        Place::file(self.label(file))
    }

    /// The name of a file in messages.
    pub(crate) fn label(&self, file: &str) -> String {
        match self {
            Files::BuiltIn { name, .. } => format!("{name}/{file}"),
            Files::Folder { path } => path.join(file).display().to_string(),
            Files::Given { name, .. } => format!("{name}/{file}"),
        }
    }

    /// The paths of all files inside, with `/`, sorted. Hidden files are no part of a pack.
    pub(crate) fn list(&self) -> Result<Vec<String>, Vec<Problem>> {
        let mut paths = match self {
            Files::BuiltIn { files, .. } => files.iter().map(|(file, _)| (*file).to_owned()).collect(),
            Files::Folder { path } => {
                let mut paths = Vec::new();
                let listed = list(path, "", 0, &mut paths);
                listed.map_err(|error| vec![not_read(&error, self.place(""))])?;
                paths
            }
            Files::Given { files, .. } => files.keys().cloned().collect(),
        };
        paths.sort();
        Ok(paths)
    }

    /// The text of a file; none if there is no such file.
    pub(crate) fn read(&self, file: &str) -> Result<Option<Cow<'static, str>>, Vec<Problem>> {
        if let Files::BuiltIn { files, .. } = self {
            let found = files.iter().find(|(known, _)| *known == file);
            return Ok(found.map(|(_, text)| Cow::Borrowed(*text)));
        }
        let Some(bytes) = self.bytes(file)? else { return Ok(None) };
        let text = String::from_utf8(bytes.into_owned()).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
            vec![Fault::NotUtf8.at(self.place(file).at_line(line))]
        })?;
        // The mark some editors put before a text is no part of it.
        Ok(Some(Cow::Owned(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))))
    }

    /// The bytes of a file; none if there is no such file.
    pub(crate) fn bytes(&self, file: &str) -> Result<Option<Cow<'static, [u8]>>, Vec<Problem>> {
        let path = match self {
            Files::BuiltIn { files, .. } => {
                let found = files.iter().find(|(known, _)| *known == file);
                return Ok(found.map(|(_, text)| Cow::Borrowed(text.as_bytes())));
            }
            Files::Given { files, .. } => return Ok(files.get(file).cloned().map(Cow::Owned)),
            Files::Folder { path } => path.join(file),
        };
        let bytes = match read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(vec![not_read(&error, self.place(file))]),
        };
        if u64::try_from(bytes.len()).is_ok_and(|length| length > FILE_BYTES_MAX) {
            return Err(vec![Fault::TooLarge { bytes_max: FILE_BYTES_MAX }.at(self.place(file))]);
        }
        Ok(Some(Cow::Owned(bytes)))
    }

    /// The pack of this name beside this one: in a folder, or given with it.
    pub(crate) fn sibling(&self, name: &str) -> Option<Files> {
        if let Files::Given { beside, .. } = self {
            let files = Arc::clone(beside.get(name)?);
            return Some(Files::Given { name: name.to_owned(), files, beside: Arc::clone(beside) });
        }
        let Files::Folder { path } = self else { return None };
        // `.` and `packs/x/` have a parent only once they are spelt out.
        let path = path.canonicalize().ok()?.parent()?.join(name);
        path.join("pack.toml").is_file().then_some(Files::Folder { path })
    }
}

fn not_read(error: &io::Error, place: Place) -> Problem {
    Fault::NotRead { reason: io_reason(error) }.at(place)
}

/// Why the system would not read or write, in words for people; what is rare is told by its number in Chinese.
pub fn io_reason(error: &io::Error) -> Wording {
    let (zh, en) = match error.kind() {
        io::ErrorKind::NotFound => ("文件或文件夹不存在", "there is no such file or folder"),
        io::ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        io::ErrorKind::IsADirectory => ("这是文件夹，不是文件", "this is a folder, not a file"),
        io::ErrorKind::NotADirectory => {
            ("路径中有一段不是文件夹", "a part of the path is a file, not a folder")
        }
        io::ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        io::ErrorKind::QuotaExceeded => ("超出磁盘配额", "the disk quota is used up"),
        io::ErrorKind::ReadOnlyFilesystem => ("磁盘只读", "the disk is read-only"),
        io::ErrorKind::FileTooLarge => ("文件过大", "the file is too large"),
        io::ErrorKind::Other if error.to_string() == TOO_MANY => ("文件或文件夹过多，不像数据包", TOO_MANY),
        _ => return Wording::new(system_error(error), error.to_string()),
    };
    Wording::new(zh, en)
}

/// The number by which the system knows the error; its words are in another language.
fn system_error(error: &io::Error) -> String {
    error.raw_os_error().map_or_else(|| "系统错误".to_owned(), |number| format!("系统错误 {number}"))
}

/// Whether a path written in a pack stays inside that pack.
pub(crate) fn is_inside(path: &str) -> bool {
    !path.contains('\\') && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

/// Reads one byte more than is allowed, so that the caller sees that there is more.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn list(folder: &Path, prefix: &str, depth: usize, files: &mut Vec<String>) -> io::Result<()> {
    if depth > DEPTH_MAX || files.len() > FILES_MAX {
        return Err(io::Error::other(TOO_MANY));
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{path}/"), depth + 1, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
