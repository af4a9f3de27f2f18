use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::Path;
use std::{fs, io::BufReader};

use documents::{TextDocument, limits, read_text};
use kernel::declaration::nearest;
use kernel::{Place, Wording};
use pack::io_reason;

use crate::failure::Failure;
use crate::session::Session;

/// The name of stdin in messages.
pub(crate) fn name(file: &OsStr, session: &Session) -> String {
    if is_stdin(file) {
        session.language.pick("（标准输入）", "(stdin)").to_owned()
    } else {
        file.to_string_lossy().into_owned()
    }
}

/// Reads a document a person named, and tells what could not be read as it stands.
pub(crate) fn document(file: &OsStr, session: &Session) -> Result<TextDocument, Failure> {
    let name = name(file, session);
    let bytes = bytes(file)?;
    let document = read_text(&name, &bytes).map_err(|error| vec![error.to_problem(&name)])?;
    session.tell(&document.notes);
    Ok(document)
}

/// A reader of a file or of stdin, for what is read row by row.
pub(crate) fn reader(file: &OsStr) -> Result<Box<dyn Read>, Failure> {
    if is_stdin(file) {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(BufReader::with_capacity(256 * 1024, open(Path::new(file))?)))
}

/// The bytes of a file or of stdin; one more than the limit, so that a reader sees that there is more.
pub(crate) fn bytes(file: &OsStr) -> Result<Vec<u8>, Failure> {
    let limit = u64::try_from(limits::FILE_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = if is_stdin(file) {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        open(Path::new(file))?.take(limit).read_to_end(&mut bytes)
    };
    read.map_err(|error| not_read(Path::new(file), &error))?;
    Ok(bytes)
}

fn is_stdin(file: &OsStr) -> bool {
    file == "-"
}

fn open(path: &Path) -> Result<fs::File, Failure> {
    if path.is_dir() {
        return Err(folder(path));
    }
    fs::File::open(path).map_err(|error| not_read(path, &error))
}

/// A folder was named where a file is wanted: name a file in it, if one looks right.
fn folder(path: &Path) -> Failure {
    let files = names(path);
    let readable = |name: &&String| {
        [".txt", ".docx", ".pdf", ".md", ".html"].iter().any(|end| name.to_ascii_lowercase().ends_with(end))
            && !name.starts_with("README")
    };
    let remedy = match files.iter().find(readable) {
        Some(file) => {
            let file = path.join(file).display().to_string();
            Wording::new(format!("请指明文件，如 {file}"), format!("name a file in it, such as {file}"))
        }
        None => Wording::new("请指明其中的文件", "name a file in it"),
    };
    let what = Wording::new("这是文件夹，不是文件", "this is a folder, not a file");
    Failure::failed("is-a-folder", Place::file(path.display().to_string()), what, remedy)
}

pub(crate) fn not_read(path: &Path, error: &io::Error) -> Failure {
    let place = Place::file(path.display().to_string());
    match error.kind() {
        io::ErrorKind::NotFound => {
            let what = Wording::new("没有这个文件", "there is no such file");
            Failure::failed("file-not-found", place, what, elsewhere(path))
        }
        io::ErrorKind::PermissionDenied => Failure::failed(
            "no-permission",
            place,
            Wording::new("没有读取权限", "you may not read this file"),
            Wording::new(
                "请检查文件权限，或复制到自己的文件夹",
                "check its permissions, or copy it to a folder of yours",
            ),
        ),
        _ => {
            let reason = io_reason(error);
            Failure::failed(
                "not-read",
                place,
                Wording::new(format!("无法读取：{}", reason.zh), format!("cannot be read: {}", reason.en)),
                Wording::new("请检查文件是否完好", "check that the file is sound"),
            )
        }
    }
}

/// Where the file may be instead: a name like it in the same folder, or a folder that is not there either.
fn elsewhere(path: &Path) -> Wording {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let folder = folder.display();
        return Wording::new(
            format!("文件夹 {folder} 也不存在，请检查路径"),
            format!("the folder {folder} does not exist either; check the path"),
        );
    }
    let wanted = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let files = names(folder);
    match nearest(&wanted, files.iter().map(String::as_str)) {
        Some(file) => {
            let meant = path.with_file_name(file).display().to_string();
            Wording::new(format!("是不是 {meant}？"), format!("did you mean {meant}?"))
        }
        None => Wording::new("请检查路径；- 表示标准输入", "check the path; - is stdin"),
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
