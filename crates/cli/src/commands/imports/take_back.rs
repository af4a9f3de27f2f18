//! `qiangxian imports take-back`.

use std::io::Write as _;

use app::imports::{self, State};
use app::jobs;
use clap::{Arg, ArgMatches, Command};
use kernel::Wording;

use super::{about_one, as_console, number_of, refused};
use crate::commands::text_of;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server;
use crate::session::Session;

pub(in crate::commands) fn command(language: Language) -> Command {
    about_one("take-back", language)
        .about(language.pick("撤回一个文件写入的内容", "take back what a file said"))
        .before_help("qiangxian imports take-back 3 --data DIR --reason 'wrong file'")
        .after_help(language.pick(
            "写入的记录恢复到导入以前；此后又有变动、或以后导入的文件里也有的不动，逐条列出\n\
             中断以后再执行同一命令，接着撤回\n\
             服务器运行时请用页面或接口 POST /api/v1/imports/3/taking-back",
            "Records become what they were before; those that somebody changed since, or a file has that was loaded since,\n\
             stay and are listed. Broken off, the same command goes on\n\
             While a server runs, use the page or POST /api/v1/imports/3/taking-back",
        ))
        .arg(
            Arg::new("reason")
                .long("reason")
                .value_name("TEXT")
                .required(true)
                .help(language.pick("理由，记入操作日志", "why; it is kept with the operation")),
        )
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let (number, reason) = (number_of(matches), text_of(matches, "reason"));
    let seen = as_console(matches, session, async |app, console| {
        let see = async || imports::see(app, console, number).await.map_err(|error| refused(number, error));
        // What a command before this one has put down and not ended goes on.
        if see().await?.state != State::TakingBack {
            imports::take_back(app, console, number, reason).await.map_err(|error| refused(number, error))?;
        }
        jobs::run_due(app).await.map_err(server::failure)?;
        see().await
    })?;
    let told = seen.told.unwrap_or_default();
    let (state, language) = (seen.state.title(), session.language);
    let line = Wording::new(
        format!("第{number}号导入 {}：恢复{}条记录", state.zh, told.taken_back),
        format!("import {number} {}: {} records as they were before", state.en, told.taken_back),
    );
    writeln!(session.output, "{}", language.of(&line))?;
    if !told.left.is_empty() {
        let line = Wording::new(
            format!("没有撤回：{}", told.left.join("、")),
            format!("not taken back: {}", told.left.join(", ")),
        );
        writeln!(session.output, "{}", language.of(&line))?;
    }
    let is_done = seen.state == State::TakenBack && told.left.is_empty();
    Ok(if is_done { Exit::Fine } else { Exit::Found })
}
