//! Where the statements of a lake run: in this process, or with the feature `cluster` where `--cluster` says.

use app::lake::Engine;
use clap::{ArgMatches, Command};

use crate::failure::Failure;
use crate::language::Language;
use crate::session::Session;

/// The command with `--cluster df://HOST:PORT`, if this program was built with it.
#[cfg(feature = "cluster")]
pub(in crate::commands) fn with_cluster(command: Command, language: Language) -> Command {
    command.arg(clap::Arg::new("cluster").long("cluster").value_name("df://HOST:PORT").help(language.pick(
        "在集群上计算：qiangxian cluster scheduler 的地址；数据湖在各机器上须是同一路径",
        "count on a cluster: the address of qiangxian cluster scheduler; the lake has the same path on all machines",
    )))
}

#[cfg(not(feature = "cluster"))]
pub(in crate::commands) fn with_cluster(command: Command, _: Language) -> Command {
    command
}

/// The engine that is asked for. A cluster is asked first whether it has executors, so that nobody waits for none.
#[cfg(feature = "cluster")]
pub(in crate::commands) fn engine_of(matches: &ArgMatches) -> Result<Engine, Failure> {
    let Some(address) = matches.get_one::<String>("cluster") else { return Ok(Engine::Here) };
    let cluster = app::lake::cluster::Cluster::at(address)?;
    crate::commands::cluster::ask_whether_ready(&cluster)?;
    Ok(Engine::Cluster(cluster))
}

#[cfg(not(feature = "cluster"))]
pub(in crate::commands) fn engine_of(_: &ArgMatches) -> Result<Engine, Failure> {
    Ok(Engine::Here)
}

/// Says how many statements the cluster did not carry out. They were run here, so that no figure is missing.
#[cfg(feature = "cluster")]
pub(in crate::commands) fn say_what_failed(engine: &Engine, session: &mut Session) -> Result<(), Failure> {
    match engine {
        Engine::Cluster(cluster) if cluster.failed() > 0 => session.say(
            &format!("集群未能完成{}条查询，已在本机计算", cluster.failed()),
            &format!("the cluster did not carry out {} statements; they were run here", cluster.failed()),
        ),
        _ => Ok(()),
    }
}

#[cfg(not(feature = "cluster"))]
pub(in crate::commands) fn say_what_failed(_: &Engine, _: &mut Session) -> Result<(), Failure> {
    Ok(())
}
