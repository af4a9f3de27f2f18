use std::io::Write;

use clap::{Arg, ArgAction, ArgMatches, Command};
use store::{Schema, Store};

use super::installation::{data, data_of, database, flags};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server::{self, County};
use crate::session::Session;

pub(super) fn command(language: Language) -> Command {
    Command::new("migrate")
        .about(
            language.pick(
                "把数据库的结构升级到本程序的版本",
                "bring the tables of a database up to this program",
            ),
        )
        .before_help("qiangxian migrate --data DIR --dry-run\nqiangxian migrate --data DIR")
        .after_help(language.pick(
            "serve 启动时也会升级；先备份，再升级",
            "serve does the same when it starts; take a backup first",
        ))
        .arg(data(language))
        .arg(database(language))
        .arg(Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help(
            language.pick("只说明会做什么，什么也不改", "only tell what would be done, and change nothing"),
        ))
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let data = data_of(matches).unwrap_or_default();
    let county = County::at(&data, &flags(matches)?, session)?;
    let is_dry = matches.get_flag("dry-run");
    let pack = county.pack(session)?;
    let schema = server::wait_for(async {
        let schema = Store::schema(&county.settings.store).await;
        let schema = schema.map_err(|error| server::failure(error.into()))?;
        if !is_dry && schema.database < schema.program {
            let app = county.open(pack).await?;
            let closed = app.store().clone().close().await;
            closed.map_err(|error| server::failure(error.into()))?;
        }
        Ok(schema)
    })?;
    writeln!(session.output, "{}", sentence(schema, is_dry, session.language))?;
    Ok(Exit::Fine)
}

fn sentence(schema: Schema, is_dry: bool, language: Language) -> String {
    let Schema { database, program } = schema;
    if database == program {
        return format!(
            "{} {database}",
            language.pick("数据库结构已是最新版本", "the tables are up to date: version")
        );
    }
    let done = match is_dry {
        true => language.pick("将升级数据库结构", "the tables would be brought from version"),
        false => language.pick("已升级数据库结构", "the tables were brought from version"),
    };
    format!("{done}{}{database} → {program}", language.pick("：", " "))
}
