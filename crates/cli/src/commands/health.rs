use std::io::Write;
use std::time::Duration;

use clap::{Arg, ArgMatches, Command};
use kernel::{Place, Wording};

use super::installation::{data, data_of, shown};
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server;
use crate::session::Session;

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) fn command(language: Language) -> Command {
    Command::new("health")
        .about(language.pick("问服务是否正常", "ask whether a server is well"))
        .before_help("qiangxian health --data DIR\nqiangxian health http://127.0.0.1:8080")
        .after_help(language.pick("正常为退出码 0，否则为 1", "exit code 0 if it is well, 1 if it is not"))
        .arg(
            Arg::new("url").value_name("URL").required_unless_present("data").help(
                language.pick("服务的地址，含 base_path", "the address of the server, with its base path"),
            ),
        )
        .arg(data(language).required(false).conflicts_with("url"))
}

pub(super) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    let url = match (data_of(matches), matches.get_one::<String>("url")) {
        (Some(data), _) => server::known_address(&data).ok_or_else(|| not_served(&shown(&data)))?,
        (None, url) => url.cloned().unwrap_or_default(),
    };
    let url = format!("{}/health", url.trim_end_matches('/'));
    let answer = server::wait_for(async { ask(&url).await.map_err(|error| unwell(&url, &error)) })?;
    writeln!(session.output, "{answer}")?;
    Ok(Exit::Fine)
}

/// What the server says of itself.
async fn ask(url: &str) -> Result<String, reqwest::Error> {
    let client = reqwest::Client::builder().timeout(PATIENCE).build()?;
    client.get(url).send().await?.error_for_status()?.text().await
}

fn not_served(data: &str) -> Failure {
    Failure::failed(
        "not-served",
        Place::file(data),
        Wording::new("没有服务在使用这个文件夹", "no server runs on this folder"),
        Wording::new(
            format!("请用 qiangxian serve --data {data} 启动"),
            format!("start one with qiangxian serve --data {data}"),
        ),
    )
}

fn unwell(url: &str, error: &reqwest::Error) -> Failure {
    let (zh, en) = match error.status() {
        Some(status) => (format!("服务回答 {status}"), format!("the server answers {status}")),
        None if error.is_timeout() => {
            ("服务没有及时回答".to_owned(), "the server did not answer in time".to_owned())
        }
        None if error.is_builder() => ("这不是网址".to_owned(), "this is no address of a server".to_owned()),
        None => ("服务没有回答".to_owned(), "nobody answers there".to_owned()),
    };
    Failure::failed(
        "unwell",
        Place::default().at_field(url),
        Wording::new(zh, en),
        Wording::new("请查看服务是否在运行及其日志", "look whether the server runs, and into its log"),
    )
}
