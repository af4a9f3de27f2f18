//! What an installation decides: the file `qiangxian.toml` in its data folder, variables `QIANGXIAN_*`, and flags, the later
//! ones stronger. `keys.rs` is the list of all settings.

mod given;
mod keys;
mod mail;
mod network;
mod pages;
mod store;
mod template;

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ::store::Settings as StoreSettings;
use app::Surroundings;
use kernel::{Place, Problem, Severity, Wording};
use pack::io_reason;

pub(crate) use given::Given;
pub(crate) use template::{quoted, template};

/// The file of the settings in the data folder.
pub(crate) const FILE: &str = "qiangxian.toml";

/// The settings of an installation, ready to be used.
#[derive(Debug)]
pub(crate) struct Settings {
    /// The database and the files.
    pub(crate) store: StoreSettings,
    /// The pages.
    pub(crate) pages: web::Settings,
    /// Where people find it, and whom it talks to.
    pub(crate) surroundings: Surroundings,
    /// The pack, a folder or the name of one that is compiled in; none for the one the database has.
    pub(crate) pack: Option<OsString>,
    /// What somebody should look at.
    pub(crate) warnings: Vec<Problem>,
}

/// What a flag says of a setting.
#[derive(Debug, Clone)]
pub(crate) struct FlagValue {
    /// The setting.
    pub(crate) key: &'static str,
    /// The flag, as it is written.
    pub(crate) option: &'static str,
    /// Its value.
    pub(crate) text: String,
}

/// Reads the settings of the installation in a data folder.
///
/// # Errors
/// Every problem of the file, the environment and the flags.
pub(crate) fn read(data: &Path, flags: &[FlagValue]) -> Result<Settings, Vec<Problem>> {
    let mut given = Given::default();
    let path = data.join(FILE);
    match fs::read_to_string(&path) {
        Ok(text) => given.file(&path.display().to_string(), &text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(vec![unreadable(&path, &error)]),
    }
    given.environment(std::env::vars_os().filter_map(|(name, text)| {
        let name = name.into_string().ok()?;
        Some((name, text.to_string_lossy().into_owned()))
    }));
    for flag in flags {
        given.flag(flag.key, flag.option, &flag.text);
    }
    made(data, given)
}

/// The settings out of all that was said of them.
fn made(data: &Path, mut given: Given) -> Result<Settings, Vec<Problem>> {
    let store = store::settings(data, &mut given);
    let pages = pages::settings(&mut given);
    let surroundings = Surroundings {
        address: address(&mut given, &pages),
        mailer: mail::mailer(data, &mut given),
        provider: mail::provider(data, &mut given),
        sign_ins: None,
    };
    let pack = given.string("pack").map(|pack| beside(data, &given, pack));
    let (errors, warnings): (Vec<Problem>, Vec<Problem>) =
        given.problems.into_iter().partition(|problem| problem.severity == Severity::Error);
    match store {
        Some(store) if errors.is_empty() => Ok(Settings { store, pages, surroundings, pack, warnings }),
        _ => Err(errors),
    }
}

/// Where people find the server: what was said, else where it listens.
fn address(given: &mut Given, pages: &web::Settings) -> String {
    let Some(said) = given.string("address") else {
        return format!("http://{}{}", pages.listen, pages.base_path);
    };
    let host = said.strip_prefix("https://").or_else(|| said.strip_prefix("http://"));
    if host.is_none_or(|host| host.is_empty() || host.contains(['/', ' ', '?', '#'])) {
        given.wrong(
            "address",
            Wording::new(format!("“{said}”不是网站的地址"), format!("{said} is no address of a site")),
            Wording::new(
                "请写成 https://主机名，不带末尾的斜杠；路径写在 base_path 中",
                "write https://host without a slash at the end; a path belongs into base_path",
            ),
        );
    }
    format!("{said}{}", pages.base_path)
}

/// A pack that the file names is seen from the file, one that somebody types from where they are.
fn beside(data: &Path, given: &Given, pack: String) -> OsString {
    let in_file = given.place("pack").is_some_and(|place| place.file.is_some());
    let path = data.join(&pack);
    if in_file && path.is_dir() { path.into() } else { pack.into() }
}

/// A file that a setting names, seen from the settings.
fn named_file(data: &Path, given: &mut Given, name: &str) -> Option<Vec<u8>> {
    let path: PathBuf = data.join(given.string(name)?);
    match fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            let reason = io_reason(&error);
            let path = path.display();
            given.wrong(
                name,
                Wording::new(
                    format!("{path} 无法读取：{}", reason.zh),
                    format!("{path} cannot be read: {}", reason.en),
                ),
                Wording::new("请检查路径和权限", "check the path and its permissions"),
            );
            None
        }
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    let reason = io_reason(error);
    Problem::error(
        "not-read",
        Place::file(path.display().to_string()),
        Wording::new(format!("无法读取：{}", reason.zh), format!("cannot be read: {}", reason.en)),
        Wording::new("请检查文件和权限", "check the file and its permissions"),
    )
}
