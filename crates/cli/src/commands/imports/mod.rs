//! `qiangxian imports`: what can be done with a file that `qiangxian import` or a page has sent.

pub(super) mod drop;
pub(super) mod rows;
pub(super) mod take_back;

use app::imports;
use app::{Actor, App};
use clap::{Arg, ArgMatches, Command, value_parser};
use kernel::{Place, Wording};

use super::installation::{data, data_of, database, flags};
use crate::failure::Failure;
use crate::language::Language;
use crate::server::{self, County};
use crate::session::Session;

pub(super) fn group(language: Language) -> Command {
    Command::new("imports")
        .about(language.pick(
            "处理导入过的文件：取出搁置的行，撤回，放弃",
            "take along the rows set aside of a file, take a file back, drop one",
        ))
        .before_help(
            "qiangxian imports rows 3 --data DIR -o to-mend.xlsx\n\
             qiangxian imports take-back 3 --data DIR --reason 'wrong file'",
        )
        .subcommand(rows::command(language))
        .subcommand(take_back::command(language))
        .subcommand(drop::command(language))
}

/// A command about one import.
fn about_one(name: &'static str, language: Language) -> Command {
    Command::new(name)
        .arg(
            Arg::new("import")
                .value_name("NUMBER")
                .required(true)
                .value_parser(value_parser!(i64))
                .help(language.pick("第几号导入", "the number of the import")),
        )
        .arg(data(language))
        .arg(database(language))
}

/// The number of the import that a command is about.
fn number_of(matches: &ArgMatches) -> i64 {
    matches.get_one::<i64>("import").copied().unwrap_or_default()
}

/// Opens the county, does something as the console, and closes it.
fn as_console<T>(
    matches: &ArgMatches,
    session: &Session,
    task: impl AsyncFnOnce(&App, &Actor) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let county = County::at(&data_of(matches).unwrap_or_default(), &flags(matches)?, session)?;
    server::wait_for(async {
        let app = county.open(None).await?;
        let mut console = imports::console(&app);
        console.language = session.language.of_forms();
        let done = task(&app, &console).await;
        let closed = app.store().clone().close().await;
        closed.map_err(|error| server::failure(error.into())).and(done)
    })
}

/// Why something could not be done with an import.
fn refused(number: i64, error: app::Error) -> Failure {
    match error {
        app::Error::NotFound => Failure::failed(
            "no-import",
            Place::default().at_field(number.to_string()),
            Wording::new(format!("没有第{number}号导入"), format!("there is no import {number}")),
            Wording::new(
                "号码见 qiangxian import 的输出，或页面 /workbench/imports",
                "qiangxian import tells the number, and so does the page /workbench/imports",
            ),
        ),
        error => server::failure(error),
    }
}
