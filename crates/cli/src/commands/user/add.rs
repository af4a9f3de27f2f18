use std::io::Write;

use app::accounts::{NewStaff, create_staff};
use app::grants::{GivenRole, give};
use clap::{Arg, ArgMatches, Command};

use super::{as_console, reason, role};
use crate::commands::installation::{data, database};
use crate::commands::text_of;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server;
use crate::session::Session;

pub(in crate::commands) fn command(language: Language) -> Command {
    Command::new("add")
        .about(language.pick("建立一个工作账号", "make an account for a member of the staff"))
        .before_help(
            "qiangxian user add liaison-3 --data DIR --called 'Liaison 3'\n\
             qiangxian user add clerk-2 --data DIR --called 'Clerk 2' --role clerk --reason appointed",
        )
        .after_help(language.pick(
            "没有默认密码：输出一次性的设置链接（7天有效），由本人设置密码和双因素验证",
            "There is no default password: a link is printed, good once and for 7 days, by which its owner sets the\n\
             password and the second factor",
        ))
        .arg(Arg::new("name").value_name("NAME").required(true).help(language.pick("登录名", "the sign-in name")))
        .arg(data(language))
        .arg(Arg::new("called").long("called").value_name("TEXT").required(true).help(
            language.pick("姓名或称呼", "how the person is called"),
        ))
        .arg(Arg::new("mail").long("mail").value_name("ADDRESS").help(
            language.pick("邮箱；设有发信时，链接直接寄去", "an address; where mail can be sent, the link goes there"),
        ))
        .args(role(language))
        .arg(reason(language).required(false).requires("role"))
        .arg(database(language))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let new = NewStaff {
        name: text_of(matches, "called").to_owned(),
        sign_in_name: text_of(matches, "name").to_owned(),
        mail: text_of(matches, "mail").to_owned(),
        language: session.language.of_forms(),
    };
    let made = as_console(matches, session, async |app, console| {
        let made = create_staff(app, console, &new).await.map_err(server::failure)?;
        if let Some(role) = matches.get_one::<String>("role") {
            let given = GivenRole {
                account: made.account,
                role: role.clone(),
                body: matches.get_one::<String>("body").cloned(),
                case: None,
                from: app.today(),
                until: None,
                reason: text_of(matches, "reason").to_owned(),
            };
            give(app, console, &given).await.map_err(server::failure)?;
        }
        Ok(made)
    })?;
    let line = match made.link {
        Some(link) => link,
        None => session.language.pick("设置链接已寄出", "the link to set it up was sent").to_owned(),
    };
    writeln!(session.output, "{line}")?;
    Ok(Exit::Fine)
}
