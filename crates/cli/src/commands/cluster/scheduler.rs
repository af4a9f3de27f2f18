use clap::{ArgMatches, Command};
use kernel::{Place, Wording};

use super::{listen, listen_of, serve};
use crate::commands::installation::log;
use crate::commands::text_of;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::server::{self, Stop};
use crate::session::Session;

pub(super) fn command(language: Language) -> Command {
    Command::new("scheduler")
        .about(language.pick("把计算分给执行者", "divide work among executors"))
        .before_help("qiangxian cluster scheduler --listen 10.0.0.1:50050")
        .arg(listen(language, "127.0.0.1:50050"))
        .arg(log(language))
}

pub(in crate::commands) fn run(matches: &ArgMatches, session: &mut Session) -> Result<Exit, Failure> {
    server::start_logs(text_of(matches, "log"), "warn")?;
    let address = listen_of(matches);
    serve(async {
        let listener = tokio::net::TcpListener::bind(address).await.map_err(|error| taken(&error))?;
        let address = listener.local_addr()?;
        session.say(&format!("调度者在 df://{address}"), &format!("the scheduler is at df://{address}"))?;
        let stop = Stop::at_signal()?;
        tokio::select! {
            ended = app::lake::cluster::scheduler(listener) => ended.map_err(|error| Failure::Failed(error.problems())),
            () = stop.wait() => Ok(()),
        }
    })?;
    Ok(Exit::Fine)
}

fn taken(error: &std::io::Error) -> Failure {
    Failure::failed(
        "listen",
        Place::default().at_field("listen"),
        Wording::new(format!("不能在这里监听：{error}"), format!("it cannot listen there: {error}")),
        Wording::new("请换一个端口，或停止占用它的程序", "take another port, or stop what uses it"),
    )
}
