//! `qiangxian imports drop`.

use app::imports;
use clap::{ArgMatches, Command};

use super::{about_one, as_console, number_of, refused};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::session::Session;

pub(in crate::commands) fn command(language: Language) -> Command {
    about_one("drop", language)
        .about(language.pick("放弃一个还没有导入的文件", "drop a file that is not loaded"))
        .before_help("qiangxian imports drop 3 --data DIR")
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let number = number_of(matches);
    as_console(matches, session, async |app, console| {
        imports::drop_file(app, console, number).await.map_err(|error| refused(number, error))
    })?;
    session.say("已放弃", "dropped")?;
    Ok(Exit::Fine)
}
