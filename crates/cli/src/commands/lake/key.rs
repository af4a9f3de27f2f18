use std::io::Write;

use app::lake::make_key;
use clap::{ArgMatches, Command};

use crate::commands::installation::{data, data_of};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server;
use crate::session::Session;

pub(super) fn command(language: Language) -> Command {
    Command::new("key")
        .about(language.pick(
            "显示发布用的公钥；还没有密钥就生成",
            "show the public key with which the county publishes; it is made if there is none",
        ))
        .before_help("qiangxian lake key --data DIR")
        .after_help(language.pick(
            "密钥在数据文件夹的 lake.key 中，请与 master.key 一起单独保存；公钥交给数据湖的管理者，写入 counties.toml",
            "The key is lake.key in the data folder: keep a copy of it beside that of master.key. The public key goes to whoever keeps\n\
             the lake, into counties.toml.",
        ))
        .arg(data(language))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let key = make_key(&data_of(matches).unwrap_or_default()).map_err(server::failure)?;
    writeln!(session.output, "{}", key.public())?;
    Ok(Exit::Fine)
}
