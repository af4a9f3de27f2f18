//! `qiangxian cluster`: a scheduler and executors that count the figures of many counties on several machines.

mod executor;
mod scheduler;

pub(super) use executor::run as run_executor;
pub(super) use scheduler::run as run_scheduler;

use std::net::SocketAddr;
use std::time::Duration;

use app::lake::cluster::Cluster;
use clap::{Arg, ArgMatches, Command, value_parser};
use kernel::{Place, Wording};

use crate::failure::Failure;
use crate::language::Language;
use crate::server;

/// How long a scheduler may take to say whether it has executors.
const PATIENCE: Duration = Duration::from_secs(10);
/// Plans of long statements are deep.
const STACK_BYTES: usize = 32 << 20;

pub(super) fn group(language: Language) -> Command {
    Command::new("cluster")
        .about(language.pick(
            "集群：一个调度者和若干执行者，计算很多区县的指标",
            "a cluster: one scheduler and executors that count the figures of many counties",
        ))
        .before_help(
            "qiangxian cluster scheduler --listen 10.0.0.1:50050\n\
             qiangxian cluster executor --scheduler 10.0.0.1:50050 --listen 10.0.0.2:50051 --work DIR\n\
             qiangxian lake indicators --lake LAKE --cluster df://10.0.0.1:50050",
        )
        .after_help(language.pick(
            "集群没有密码，请放在单独的网络中；数据湖在各机器上须是同一路径，只需能读",
            "A cluster has no password: keep it in a network of its own. The lake has the same path on all machines, which only read it.",
        ))
        .subcommand(scheduler::command(language))
        .subcommand(executor::command(language))
}

/// `--listen HOST:PORT`.
fn listen(language: Language, default: &'static str) -> Arg {
    Arg::new("listen")
        .long("listen")
        .value_name("IP:PORT")
        .default_value(default)
        .value_parser(value_parser!(SocketAddr))
        .help(
            language
                .pick(format!("监听地址；默认 {default}"), format!("where to listen; {default} by default")),
        )
}

fn listen_of(matches: &ArgMatches) -> SocketAddr {
    *matches.get_one::<SocketAddr>("listen").expect("it has a default")
}

/// Waits for something that is done until the program is told to end.
fn serve(task: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.thread_stack_size(STACK_BYTES).enable_all().build()?.block_on(task)
}

/// Whether the scheduler is there and has executors.
pub(super) fn ask_whether_ready(cluster: &Cluster) -> Result<(), Failure> {
    let url = cluster.ready_url();
    let answer = server::wait_for(async {
        let client = reqwest::Client::builder().timeout(PATIENCE).build();
        let asked = async { client?.get(&url).send().await };
        Ok(asked.await.map(|answer| answer.status().is_success()))
    })?;
    let (zh, en) = match answer {
        Ok(true) => return Ok(()),
        Ok(false) => ("集群还没有执行者".to_owned(), "the cluster has no executor yet".to_owned()),
        Err(_) => ("调度者没有回答".to_owned(), "no scheduler answers there".to_owned()),
    };
    Err(Failure::failed(
        "no-cluster",
        Place::default().at_field("cluster"),
        Wording::new(zh, en),
        Wording::new(
            "请先启动 qiangxian cluster scheduler 和 executor，或去掉 --cluster",
            "start qiangxian cluster scheduler and executor first, or leave --cluster out",
        ),
    ))
}
