use app::grants::{GivenRole, give};
use clap::{Arg, ArgMatches, Command};
use jiff::civil::Date;
use kernel::Wording;

use super::{about_one, as_console, named, reason, role};
use crate::commands::text_of;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server;
use crate::session::Session;

pub(in crate::commands) fn command(language: Language) -> Command {
    let [role, body] = role(language);
    about_one("grant", language)
        .about(language.pick("授予一个角色", "give a role to an account"))
        .before_help(
            "qiangxian user grant liaison-3 --data DIR --role liaison --body street-shaping --reason appointed\n\
             qiangxian user grant clerk-2 --data DIR --role clerk --until 2027-01-01 --reason seconded",
        )
        .after_help(language.pick(
            "系统、安全、审计三类管理员由不同的人担任",
            "system, security and audit administrators are three different people",
        ))
        .arg(role.required(true))
        .arg(body)
        .arg(Arg::new("until").long("until").value_name("DATE").help(
            language.pick("从这一天起不再有效，如 2027-01-01", "the day on which it holds no more, such as 2027-01-01"),
        ))
        .arg(reason(language))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let until = matches.get_one::<String>("until").map(|text| day(text)).transpose()?;
    as_console(matches, session, async |app, console| {
        let account = named(app, console, text_of(matches, "name")).await?.profile.account;
        let given = GivenRole {
            account,
            role: text_of(matches, "role").to_owned(),
            body: matches.get_one::<String>("body").cloned(),
            case: None,
            from: app.today(),
            until,
            reason: text_of(matches, "reason").to_owned(),
        };
        give(app, console, &given).await.map_err(server::failure)
    })?;
    session.say("已授予", "given")?;
    Ok(Exit::Fine)
}

fn day(text: &str) -> Result<Date, Failure> {
    text.parse().map_err(|_| {
        Failure::usage(
            Wording::new(format!("“{text}”不是日期"), format!("{text} is no date")),
            Wording::new("请写成 2027-01-01", "write it like 2027-01-01"),
        )
    })
}
