use std::ffi::OsString;
use std::io::Write;
use std::path::Path;

use app::county::{Installed, install, with};
use app::{App, accounts};
use clap::builder::OsStringValueParser;
use clap::{Arg, ArgMatches, Command};
use documents::read_archive;
use pack::Pack;

use super::differences;
use crate::commands::installation::{data, data_of, database, flags};
use crate::failure::{Exit, Failure};
use crate::input;
use crate::language::Language;
use crate::server::{self, County};
use crate::session::{Session, is_folder};

pub(in crate::commands) fn command(language: Language) -> Command {
    Command::new("install")
        .about(language.pick(
            "把数据包安装到一个区县的数据库",
            "install a pack into the database of a county",
        ))
        .before_help(
            "qiangxian pack install my-county.zip --data DIR\n\
             qiangxian pack install packs/my-county --data DIR\n\
             qiangxian pack install china --data DIR",
        )
        .after_help(language.pick(
            "可以是区县自己的数据包，或它所继承的（如 china）；数据表随声明调整\n\
             与已有记录不合的声明会被拒绝或逐条提醒；先看后装用 pack check --against\n\
             已装入的种子数据以数据库为准，不同之处逐条列出",
            "The pack of the county itself, or one that it extends, such as china; the tables follow the declarations\n\
             What cannot be with the records that are there is refused or told; pack check --against tells before\n\
             Of seeds the database wins; what differs is listed",
        ))
        .arg(
            Arg::new("name").value_name("DIR|FILE|NAME").required(true).value_parser(OsStringValueParser::new()).help(
                language.pick(
                    "文件夹、.zip 文件，或内置数据包的名称",
                    "a folder, a .zip file, or the name of a built-in pack",
                ),
            ),
        )
        .arg(data(language))
        .arg(database(language))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let named = matches.get_one::<OsString>("name").cloned().unwrap_or_default();
    let county = County::at(&data_of(matches).unwrap_or_default(), &flags(matches)?, session)?;
    let (digest, installed) = server::wait_for(async {
        let app = county.open(None).await?;
        let installed = put(&app, &named).await;
        let closed = app.store().clone().close().await;
        closed.map_err(|error| server::failure(error.into())).and(installed)
    })?;
    let language = session.language;
    let what = match installed.is_new {
        true => language.pick("已安装，摘要", "installed, digest"),
        false => language.pick("已是安装的版本，摘要", "it was installed already, digest"),
    };
    session.tell(&installed.problems);
    writeln!(session.output, "{what} {digest}")?;
    let list = differences::page(&installed.differences, session);
    session.output.write_all(list.as_bytes())?;
    Ok(Exit::Fine)
}

/// Installs the pack of a folder or a file, and tells its digest.
async fn put(app: &App, named: &OsString) -> Result<(String, Installed), Failure> {
    let name = named.to_string_lossy();
    let files = if is_folder(named) {
        Pack::open(Path::new(named))?.contents()?
    } else if !Path::new(named).exists() && pack::built_in_names().any(|built_in| *built_in == *name) {
        // What a newer program brings is used by a county once it is installed.
        Pack::built_in(&name)?.contents()?
    } else {
        read_archive(&input::bytes(named)?).map_err(|error| vec![error.to_problem(&name)])?
    };
    let pack = with(app, &name, files).await.map_err(server::failure)?;
    let digest = pack.digest()?;
    let installed = install(app, &accounts::console(app), pack).await.map_err(server::failure)?;
    Ok((digest, installed))
}
