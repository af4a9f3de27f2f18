//! What the commands about an installation have in common: `--data`, and flags for settings.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::builder::{OsStringValueParser, PossibleValuesParser};
use clap::{Arg, ArgMatches};
use kernel::Wording;

use crate::failure::Failure;
use crate::language::Language;
use crate::settings::FlagValue;

/// The flags that say a setting: the flag, and the setting.
const FLAGS: [(&str, &str, &str); 4] = [
    ("listen", "--listen", "listen"),
    ("address", "--address", "address"),
    ("base-path", "--base-path", "base_path"),
    ("database", "--database", "database.url"),
];

/// The data folder.
pub(super) fn data(language: Language) -> Arg {
    Arg::new("data")
        .long("data")
        .value_name("DIR")
        .required(true)
        .value_parser(OsStringValueParser::new())
        .help(language.pick("数据文件夹", "the data folder"))
}

/// The data folder that was named.
pub(super) fn data_of(matches: &ArgMatches) -> Option<PathBuf> {
    matches.get_one::<OsString>("data").map(PathBuf::from)
}

/// `--listen ADDR`.
pub(super) fn listen(language: Language) -> Arg {
    text("listen", "ADDR").help(language.pick(
        "监听的地址和端口；默认 127.0.0.1:8080",
        "address and port to listen on; 127.0.0.1:8080 by default",
    ))
}

/// `--address URL`.
pub(super) fn address(language: Language) -> Arg {
    text("address", "URL").help(language.pick(
        "用户在浏览器中使用的地址，如 https://ip.example.gov.cn",
        "how people reach the server, such as https://ip.example.gov.cn",
    ))
}

/// `--base-path PATH`.
pub(super) fn base_path(language: Language) -> Arg {
    text("base-path", "PATH")
        .help(language.pick("全部页面所在的路径，如 /ip", "the path below which all pages are, such as /ip"))
}

/// `--database URL`.
pub(super) fn database(language: Language) -> Arg {
    text("database", "URL").help(language.pick(
        "PostgreSQL 的地址，不含密码；默认用数据文件夹中的 SQLite",
        "address of a PostgreSQL database, without its password; SQLite in the data folder by default",
    ))
}

/// `--log FORM`.
pub(super) fn log(language: Language) -> Arg {
    Arg::new("log")
        .long("log")
        .value_name("FORM")
        .value_parser(PossibleValuesParser::new(["auto", "text", "json"]))
        .default_value("auto")
        .help(language.pick(
            "日志形式；默认 auto：在终端为文字，否则每行一个 JSON",
            "form of the log; auto by default: text on a terminal, otherwise JSON lines",
        ))
}

fn text(name: &'static str, value_name: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value_name)
}

/// What the flags say of settings.
///
/// # Errors
/// A password stands on the command line, where everybody on the machine can read it.
pub(super) fn flags(matches: &ArgMatches) -> Result<Vec<FlagValue>, Failure> {
    let mut values = Vec::new();
    for (name, option, key) in FLAGS {
        // A command has only some of the flags.
        if let Ok(Some(text)) = matches.try_get_one::<String>(name) {
            if key == "database.url" && has_password(text) {
                return Err(password_told());
            }
            values.push(FlagValue { key, option, text: text.clone() });
        }
    }
    Ok(values)
}

/// Whether an address of a database has a password in it.
fn has_password(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (place, question) = rest.split_once('?').unwrap_or((rest, ""));
    let user = place.rsplit_once('@').map_or("", |(user, _)| user);
    user.contains(':') || question.split('&').any(|part| part.starts_with("password="))
}

fn password_told() -> Failure {
    Failure::usage(
        Wording::new(
            "命令行上的密码会被本机其他人看到",
            "a password on the command line can be read by everybody on this machine",
        ),
        Wording::new(
            "请把带密码的地址写在 qiangxian.toml 的 [database] url 中，或用环境变量 QIANGXIAN_DATABASE_URL",
            "put the address with its password into [database] url of qiangxian.toml, or into QIANGXIAN_DATABASE_URL",
        ),
    )
}

/// A path as a person would write it in a command.
pub(super) fn shown(path: &Path) -> String {
    let path = path.display().to_string();
    if path.contains(' ') { format!("\"{path}\"") } else { path }
}

#[cfg(test)]
mod tests {
    use super::has_password;

    #[test]
    fn passwords_in_addresses_are_seen() {
        for (url, expected) in [
            ("postgres://qiangxian@127.0.0.1/qiangxian", false),
            ("postgres:///qiangxian?host=/run/postgresql", false),
            ("postgres://qiangxian:x@127.0.0.1:5432/qiangxian", true),
            ("postgres:///qiangxian?user=a&password=x", true),
            ("postgres://127.0.0.1:5432/qiangxian", false),
        ] {
            assert_eq!(has_password(url), expected, "{url}");
        }
    }
}
