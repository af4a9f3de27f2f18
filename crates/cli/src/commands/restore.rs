use std::io::Write;
use std::path::Path;

use clap::{ArgMatches, Command};
use store::backup;

use super::backup::form;
use super::installation::{data, data_of, shown};
use super::{file, file_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::render::backup::page;
use crate::server::{self, County};
use crate::session::Session;

pub(super) fn command(language: Language) -> Command {
    Command::new("restore")
        .about(language.pick("把备份恢复到一个新的数据文件夹", "put a backup back into a new data folder"))
        .before_help("qiangxian restore FOLDER --data DIR")
        .after_help(language.pick(
            "先把 master.key（和 qiangxian.toml）放进数据文件夹；其中不得已有数据库\n\
             恢复前逐个核对文件的摘要、数据库的完整性和行数，有一处不符就什么也不写",
            "Put master.key (and qiangxian.toml) into the data folder before; it must not have a database\n\
             Every digest, the database and the number of its rows are checked first; if one is wrong nothing is written",
        ))
        .arg(file("folder", "FOLDER", language.pick("备份的文件夹", "the folder of the backup")))
        .arg(data(language))
        .arg(form(language))
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let data = data_of(matches).unwrap_or_default();
    let county = County::at(&data, &[], session)?;
    let folder = Path::new(file_of(matches, "folder"));
    let manifest = server::wait_for(async {
        let restored = backup::restore(folder, &county.settings.store).await;
        restored.map_err(|error| server::failure(error.into()))
    })?;
    session.output.write_all(page(&manifest, matches, session)?.as_bytes())?;
    let folder = shown(&data);
    session.say(
        &format!("已恢复；接下来：qiangxian serve --data {folder}"),
        &format!("restored; next: qiangxian serve --data {folder}"),
    )?;
    Ok(Exit::Fine)
}
