//! `qiangxian user`: the accounts of the staff, for whoever owns the machine. What is done here stands in the trail as done
//! from the console.

pub(super) mod add;
pub(super) mod grant;
pub(super) mod list;
pub(super) mod lock;
pub(super) mod reset;

use app::accounts::{self, SeenAccount};
use app::{Actor, App};
use clap::{Arg, ArgMatches, Command};
use kernel::{Place, Wording};

use super::installation::{data, data_of, database};
use crate::failure::Failure;
use crate::language::Language;
use crate::server::{self, County};
use crate::session::Session;

pub(super) fn group(language: Language) -> Command {
    Command::new("user")
        .about(language.pick("管理工作账号", "look after the accounts of the staff"))
        .before_help("qiangxian user list --data DIR")
        .subcommand(add::command(language))
        .subcommand(list::command(language))
        .subcommand(lock::lock_command(language))
        .subcommand(lock::unlock_command(language))
        .subcommand(grant::command(language))
        .subcommand(reset::command(language))
}

/// A command about an account that is there.
fn about_one(name: &'static str, language: Language) -> Command {
    Command::new(name)
        .arg(
            Arg::new("name")
                .value_name("NAME")
                .required(true)
                .help(language.pick("登录名或邮箱", "the sign-in name, or the address")),
        )
        .arg(data(language))
        .arg(database(language))
}

/// `--reason TEXT`, which must be given.
fn reason(language: Language) -> Arg {
    Arg::new("reason")
        .long("reason")
        .value_name("TEXT")
        .required(true)
        .help(language.pick("理由，记入操作日志", "why; it is kept with the operation"))
}

/// `--role ROLE` and `--body BODY`.
fn role(language: Language) -> [Arg; 2] {
    [
        Arg::new("role")
            .long("role")
            .value_name("ROLE")
            .help(language.pick("角色代号，如 clerk", "the id of the role, such as clerk")),
        Arg::new("body")
            .long("body")
            .value_name("BODY")
            .requires("role")
            .help(language.pick("所代表单位的代号", "the key of the body for which it holds")),
    ]
}

/// Opens the county, does something as the console, and closes it.
fn as_console<T>(
    matches: &ArgMatches,
    session: &Session,
    task: impl AsyncFnOnce(&App, &Actor) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let data = data_of(matches).unwrap_or_default();
    let county = County::at(&data, &super::installation::flags(matches)?, session)?;
    server::wait_for(async {
        let app = county.open(None).await?;
        let mut console = accounts::console(&app);
        console.language = session.language.of_forms();
        let done = task(&app, &console).await;
        let closed = app.store().clone().close().await;
        closed.map_err(|error| server::failure(error.into())).and(done)
    })
}

/// The account that a command names.
async fn named(app: &App, console: &Actor, name: &str) -> Result<SeenAccount, Failure> {
    accounts::find(app, console, name).await.map_err(|error| match error {
        app::Error::NotFound => nobody(name),
        error => server::failure(error),
    })
}

fn nobody(name: &str) -> Failure {
    Failure::failed(
        "no-account",
        Place::default().at_field(name),
        Wording::new("没有这个账号", "there is no such account"),
        Wording::new("请用 qiangxian user list 查看登录名", "see qiangxian user list for the names"),
    )
}
