use std::io::Write;

use clap::{ArgMatches, Command};
use store::{Store, backup};

use super::installation::{data, data_of, shown};
use super::{file, file_of, format};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::render::backup::page;
use crate::server::{self, County};
use crate::session::Session;

pub(super) fn command(language: Language) -> Command {
    Command::new("backup")
        .about(language.pick("备份数据库和文件，服务可以照常运行", "back up database and files, while the server runs on"))
        .before_help("qiangxian backup FOLDER --data DIR")
        .after_help(language.pick(
            "备份是一个文件夹：数据库、所存文件和清单 manifest.json，逐个文件附摘要\n\
             主密钥 master.key 不在备份中，请另行保管；没有它，备份中的个人信息无法打开\n\
             使用 PostgreSQL 的，请用 pg_dump",
            "A backup is a folder: the database, the stored files, and manifest.json with the digest of each\n\
             The master key master.key is not in it; keep it elsewhere: without it personal values cannot be opened\n\
             For PostgreSQL use pg_dump",
        ))
        .arg(file(
            "folder",
            "FOLDER",
            language.pick("备份写入的新文件夹", "a new folder for the backup"),
        ))
        .arg(data(language))
        .arg(form(language))
}

/// `--format table|json`.
pub(super) fn form(language: Language) -> clap::Arg {
    format(&["table", "json"], language.pick("输出形式；默认 table", "form of the output; table by default"))
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let data = data_of(matches).unwrap_or_default();
    let county = County::at(&data, &[], session)?;
    let folder = std::path::Path::new(file_of(matches, "folder"));
    let manifest = server::wait_for(async {
        let taken = async {
            let store = Store::look(&county.settings.store).await?;
            let manifest = backup::take(&store, folder).await?;
            store.close().await?;
            Ok(manifest)
        };
        taken.await.map_err(|error: store::Error| server::failure(error.into()))
    })?;
    session.output.write_all(page(&manifest, matches, session)?.as_bytes())?;
    let key = shown(&data.join("master.key"));
    session.say(
        &format!("请把 {key} 与备份分开保管：恢复时要用"),
        &format!("keep {key} apart from the backup: a restore needs it"),
    )?;
    Ok(Exit::Fine)
}
