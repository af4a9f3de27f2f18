//! The key with which a county signs what it publishes: a file of its data folder, like the master key.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use kernel::{Place, Problem, Wording};
use query::lake::SigningKey;

use crate::Error;

/// The file in the data folder: 64 hexadecimal digits.
const FILE: &str = "lake.key";

/// Reads the key. One that is not there is never made in passing: others know the county by it.
///
/// # Errors
/// There is none, or it cannot be read.
pub fn read_key(data: &Path) -> Result<SigningKey, Error> {
    let path = data.join(FILE);
    match fs::read_to_string(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Error::Invalid(vec![no_key(&path)])),
        Err(error) => Err(Error::Invalid(vec![unreadable(&path, &error.to_string())])),
        Ok(text) => SigningKey::parse(&text)
            .ok_or_else(|| Error::Invalid(vec![unreadable(&path, "64 hexadecimal digits are expected")])),
    }
}

/// Reads the key; makes one where there is none.
///
/// # Errors
/// It cannot be read or written.
pub fn make_key(data: &Path) -> Result<SigningKey, Error> {
    let path = data.join(FILE);
    if path.exists() {
        return read_key(data);
    }
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| Error::broken(error.to_string()))?;
    let key = SigningKey::of_seed(&seed);
    write(&path, &key.to_text())
        .map_err(|error| Error::Invalid(vec![unreadable(&path, &error.to_string())]))?;
    Ok(key)
}

/// Writes a file that only its owner may read; it has its name when it is whole.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let new: PathBuf = path.with_extension("new");
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&new)?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    fs::rename(&new, path)
}

fn no_key(path: &Path) -> Problem {
    Problem::error(
        "no-lake-key",
        Place::file(path.display().to_string()),
        Wording::new("没有发布用的签名密钥", "there is no key to sign with"),
        Wording::new(
            "请用 qiangxian lake key --data DIR 生成，并把公钥交给数据湖的管理者",
            "make one with qiangxian lake key --data DIR, and give the public key to whoever keeps the lake",
        ),
    )
}

fn unreadable(path: &Path, detail: &str) -> Problem {
    Problem::error(
        "bad-lake-key",
        Place::file(path.display().to_string()),
        Wording::new(
            format!("签名密钥无法使用：{detail}"),
            format!("the key to sign with cannot be used: {detail}"),
        ),
        Wording::new(
            "请从备份恢复这个文件；确已丢失的，移走它，重新生成，并让数据湖的管理者更换公钥",
            "restore the file from a backup; if it is lost, move it away, make a new one and have the public key replaced",
        ),
    )
}
