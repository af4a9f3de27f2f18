//! `qiangxian user lock` and `unlock`.

use app::accounts;
use clap::{ArgMatches, Command};

use super::{about_one, as_console, named, reason};
use crate::commands::text_of;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server;
use crate::session::Session;

pub(in crate::commands) fn lock_command(language: Language) -> Command {
    about_one("lock", language)
        .about(language.pick("停用一个账号，结束其登录", "lock an account, and end its sessions"))
        .before_help("qiangxian user lock clerk-2 --data DIR --reason moved")
        .arg(reason(language))
}

pub(in crate::commands) fn unlock_command(language: Language) -> Command {
    about_one("unlock", language)
        .about(language.pick("恢复一个停用的账号", "open a locked account again"))
        .before_help("qiangxian user unlock clerk-2 --data DIR --reason back")
        .arg(reason(language))
}

pub(in crate::commands) fn lock(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    set(matches, session, true)?;
    session.say("已停用", "locked")?;
    Ok(Exit::Fine)
}

pub(in crate::commands) fn unlock(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    set(matches, session, false)?;
    session.say("已恢复", "unlocked")?;
    Ok(Exit::Fine)
}

fn set(matches: &ArgMatches, session: &Session, is_locked: bool) -> Result<(), Failure> {
    let (name, reason) = (text_of(matches, "name"), text_of(matches, "reason"));
    as_console(matches, session, async |app, console| {
        let account = named(app, console, name).await?.profile.account;
        let done = match is_locked {
            true => accounts::lock(app, console, account, reason).await,
            false => accounts::unlock(app, console, account, reason).await,
        };
        done.map_err(server::failure)
    })
}
