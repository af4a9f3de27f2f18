use std::ffi::OsString;
use std::path::PathBuf;

use app::lake::cluster::{self, Executor};
use clap::builder::OsStringValueParser;
use clap::{Arg, ArgMatches, Command, value_parser};

use super::{listen, listen_of, serve};
use crate::commands::installation::log;
use crate::commands::text_of;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server;
use crate::session::Session;

pub(super) fn command(language: Language) -> Command {
    Command::new("executor")
        .about(language.pick("做调度者分来的计算", "do the work that a scheduler gives"))
        .before_help(
            "qiangxian cluster executor --scheduler 10.0.0.1:50050 --listen 10.0.0.2:50051 --work DIR",
        )
        .arg(
            Arg::new("scheduler")
                .long("scheduler")
                .value_name("HOST:PORT")
                .required(true)
                .value_parser(host_and_port)
                .help(language.pick("调度者的地址", "where the scheduler is")),
        )
        .arg(listen(language, "127.0.0.1:50051"))
        .arg(
            Arg::new("work-port").long("work-port").value_name("PORT").value_parser(value_parser!(u16)).help(
                language.pick(
                    "接受任务的端口；默认为监听端口加一",
                    "the port on which it is given work; the one after that of --listen by default",
                ),
            ),
        )
        .arg(Arg::new("reached-at").long("reached-at").value_name("HOST").help(language.pick(
            "别的机器用什么名字找到它；默认为监听地址",
            "the name under which others reach it; the address of --listen by default",
        )))
        .arg(
            Arg::new("work")
                .long("work")
                .value_name("DIR")
                .required(true)
                .value_parser(OsStringValueParser::new())
                .help(language.pick("临时文件放在哪里", "where it keeps what it is working on")),
        )
        .arg(
            Arg::new("cores").long("cores").value_name("N").value_parser(value_parser!(u16).range(1..)).help(
                language.pick(
                    "同时做几件；默认为处理器核数",
                    "how many tasks at the same time; as many as there are cores by default",
                ),
            ),
        )
        .arg(
            Arg::new("memory")
                .long("memory")
                .value_name("MB")
                .value_parser(value_parser!(u64).range(64..))
                .help(language.pick(
                    "最多用多少内存（MB）；默认为本机的七成",
                    "the most memory in MB; seven tenths of the machine's by default",
                )),
        )
        .arg(log(language))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    server::start_logs(text_of(matches, "log"), "warn")?;
    let listen = listen_of(matches);
    let scheduler = matches.get_one::<(String, u16)>("scheduler").cloned().unwrap_or_default();
    let executor = Executor {
        listen,
        work_port: matches.get_one("work-port").copied().unwrap_or(listen.port().saturating_add(1)),
        reached_at: Some(text_of(matches, "reached-at").to_owned()).filter(|host| !host.is_empty()),
        scheduler: scheduler.clone(),
        folder: matches.get_one::<OsString>("work").map(PathBuf::from).unwrap_or_default(),
        cores: matches.get_one::<u16>("cores").map(|cores| usize::from(*cores)),
        memory_bytes: matches.get_one::<u64>("memory").map(|megabytes| megabytes << 20),
    };
    let (host, port) = scheduler;
    session.say(
        &format!("执行者在 {listen}，听从 {host}:{port}"),
        &format!("the executor is at {listen} and works for {host}:{port}"),
    )?;
    serve(async { cluster::executor(executor).await.map_err(|error| Failure::Failed(error.problems())) })?;
    Ok(Exit::Fine)
}

/// `HOST:PORT` in its parts.
fn host_and_port(text: &str) -> Result<(String, u16), String> {
    let (host, port) = text.rsplit_once(':').filter(|(host, _)| !host.is_empty()).ok_or("HOST:PORT")?;
    Ok((host.to_owned(), port.parse().map_err(|_| "HOST:PORT")?))
}
