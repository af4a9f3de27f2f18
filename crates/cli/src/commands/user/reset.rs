use std::io::Write;

use app::accounts::{renew_set_up_link, second_factor};
use clap::{ArgMatches, Command};

use super::{about_one, as_console, named, reason};
use crate::commands::text_of;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server;
use crate::session::Session;

pub(in crate::commands) fn command(language: Language) -> Command {
    about_one("reset", language)
        .about(language.pick(
            "丢失密码或手机时，重新设置账号",
            "let somebody who lost password or telephone set the account up anew",
        ))
        .before_help("qiangxian user reset clerk-2 --data DIR --reason lost")
        .after_help(language.pick(
            "原密码在新密码设置前仍有效；双因素验证和登录立即失效",
            "The former password is good until a new one is set; the second factor and the sessions end at once",
        ))
        .arg(reason(language))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let (name, reason) = (text_of(matches, "name"), text_of(matches, "reason"));
    let link = as_console(matches, session, async |app, console| {
        let account = named(app, console, name).await?.profile.account;
        second_factor::reset(app, console, account, reason).await.map_err(server::failure)?;
        renew_set_up_link(app, console, account).await.map_err(server::failure)
    })?;
    let line = match link.link {
        Some(link) => link,
        None => session.language.pick("设置链接已寄出", "the link to set it up was sent").to_owned(),
    };
    writeln!(session.output, "{line}")?;
    Ok(Exit::Fine)
}
