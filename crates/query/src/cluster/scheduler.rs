use std::sync::Arc;

use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::error::Result as BallistaResult;
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};
use tokio::net::TcpListener;

use super::codec::FilesCodec;
use super::{LOST_AFTER_SECONDS, MESSAGE_BYTES_MAX};
use crate::Error;

/// How often the scheduler looks who was lost.
const LOOK_EVERY_SECONDS: u64 = 5;

/// Divides work among the executors that come; it ends when it is dropped.
///
/// # Errors
/// What keeps it from beginning or going on.
pub async fn scheduler(listener: TcpListener) -> Result<(), Error> {
    serve(listener).await.map_err(|error| Error::Engine { detail: error.to_string() })
}

async fn serve(listener: TcpListener) -> BallistaResult<()> {
    let address = listener.local_addr()?;
    let config = SchedulerConfig {
        bind_host: address.ip().to_string(),
        bind_port: address.port(),
        external_host: address.ip().to_string(),
        // Tasks are pushed to executors; that they ask for them takes twice the time (crates.md).
        scheduling_policy: TaskSchedulingPolicy::PushStaged,
        executor_timeout_seconds: LOST_AFTER_SECONDS,
        expire_dead_executor_interval_seconds: LOOK_EVERY_SECONDS,
        no_executors_grace_period_seconds: LOST_AFTER_SECONDS,
        grpc_server_max_decoding_message_size: MESSAGE_BYTES_MAX,
        grpc_server_max_encoding_message_size: MESSAGE_BYTES_MAX,
        grpc_client_max_message_size: MESSAGE_BYTES_MAX,
        override_logical_codec: Some(Arc::new(FilesCodec)),
        ..SchedulerConfig::default()
    };
    config.validate()?;
    let cluster = BallistaCluster::new_from_config(&config).await?;
    let scheduler = create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config)).await?;
    start_grpc_service_with_listener(listener, scheduler).await
}
