use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use datafusion::prelude::SessionContext;

use super::{HEARTBEAT_SECONDS, MESSAGE_BYTES_MAX};
use crate::Error;

/// What an executor needs to know.
#[derive(Debug, Clone)]
pub struct Executor {
    /// Where rows are fetched from it.
    pub listen: SocketAddr,
    /// The port on which it is given work, at the same address.
    pub work_port: u16,
    /// The address under which others reach it, if it is another one.
    pub reached_at: Option<String>,
    /// The scheduler: its host and its port.
    pub scheduler: (String, u16),
    /// The folder for what one step leaves for the next; it is emptied of old work.
    pub folder: PathBuf,
    /// How many tasks it does at the same time; as many as there are cores if that is not said.
    pub cores: Option<usize>,
    /// The most memory for all tasks in bytes; seven tenths of that of the machine if it is not said.
    pub memory_bytes: Option<u64>,
}

/// What work left is removed after an hour.
const KEPT_SECONDS: u64 = 3_600;
const CLEANED_EVERY_SECONDS: u64 = 600;
/// How long a scheduler is waited for.
const PATIENCE_SECONDS: u16 = 30;

/// Does the work that the scheduler gives, until the process is told to end.
///
/// # Errors
/// The folder cannot be made, nobody is at the address of the scheduler, or a port is taken.
pub async fn executor(executor: Executor) -> Result<(), Error> {
    std::fs::create_dir_all(&executor.folder).map_err(|error| Error::file(&executor.folder, error))?;
    let local = |address: IpAddr| if address.is_unspecified() { None } else { Some(address.to_string()) };
    let config = ExecutorProcessConfig {
        bind_host: executor.listen.ip().to_string(),
        external_host: executor.reached_at.or_else(|| local(executor.listen.ip())),
        port: executor.listen.port(),
        grpc_port: executor.work_port,
        scheduler_host: executor.scheduler.0,
        scheduler_port: executor.scheduler.1,
        scheduler_connect_timeout_seconds: PATIENCE_SECONDS,
        // Zero is as many as there are cores.
        vcores: executor.cores.unwrap_or_default(),
        task_scheduling_policy: TaskSchedulingPolicy::PushStaged,
        work_dir: Some(executor.folder.display().to_string()),
        job_data_ttl_seconds: KEPT_SECONDS,
        job_data_clean_up_interval_seconds: CLEANED_EVERY_SECONDS,
        grpc_max_decoding_message_size: MESSAGE_BYTES_MAX,
        grpc_max_encoding_message_size: MESSAGE_BYTES_MAX,
        executor_heartbeat_interval_seconds: HEARTBEAT_SECONDS,
        memory_pool_size: executor.memory_bytes,
        // The functions that Ballista knows by itself leave out those on lists, such as array_has.
        override_function_registry: Some(Arc::new(BallistaFunctionRegistry::from(
            &SessionContext::new().state(),
        ))),
        ..ExecutorProcessConfig::default()
    };
    let ended = start_executor_process(Arc::new(config)).await;
    ended.map_err(|error| Error::Engine { detail: error.to_string() })
}
