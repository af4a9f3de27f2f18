use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ballista_core::extension::{SessionConfigExt, SessionStateExt};
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use kernel::{Place, Problem, Wording};

use super::MESSAGE_BYTES_MAX;
use super::codec::FilesCodec;
use crate::Error;

/// The port of a scheduler if none is named.
const PORT: u16 = 50050;

/// A cluster, as whoever asks it knows it. It is cheap to clone.
#[derive(Debug, Clone)]
pub struct Cluster {
    scheduler: String,
    failed: Arc<AtomicUsize>,
}

impl Cluster {
    /// The cluster whose scheduler is at an address such as `df://127.0.0.1:50050`; nobody is asked yet.
    ///
    /// # Errors
    /// That this is no such address.
    pub fn at(address: &str) -> Result<Cluster, Vec<Problem>> {
        let no_address = || vec![no_address(address)];
        let url = url::Url::parse(address).ok().filter(|url| url.scheme() == "df").ok_or_else(no_address)?;
        let host = url.host().ok_or_else(no_address)?;
        let scheduler = format!("http://{host}:{}", url.port().unwrap_or(PORT));
        Ok(Cluster { scheduler, failed: Arc::default() })
    }

    /// Where the scheduler says whether it has executors: it answers 200 there if it has.
    pub fn ready_url(&self) -> String {
        format!("{}/readyz", self.scheduler)
    }

    /// How many statements the cluster did not carry out.
    pub fn failed(&self) -> usize {
        self.failed.load(Ordering::Relaxed)
    }

    pub(crate) fn has_failed(&self) {
        self.failed.fetch_add(1, Ordering::Relaxed);
    }

    /// A session whose statements run there, each in so many parts.
    pub(crate) fn session(&self, partitions: usize) -> Result<SessionContext, Error> {
        let mut config = SessionConfig::new_with_ballista()
            .with_target_partitions(partitions)
            .with_ballista_grpc_client_max_message_size(
                usize::try_from(MESSAGE_BYTES_MAX).unwrap_or(usize::MAX),
            )
            .with_ballista_logical_extension_codec(Arc::new(FilesCodec));
        config.options_mut().sql_parser.collect_spans = true;
        config.options_mut().execution.enable_recursive_ctes = false;
        let state = SessionStateBuilder::new().with_config(config).with_default_features().build();
        Ok(SessionContext::new_with_state(state.upgrade_for_ballista(self.scheduler.clone())?))
    }
}

fn no_address(address: &str) -> Problem {
    Problem::error(
        "no-cluster-address",
        Place::default().at_field("cluster"),
        Wording::new(format!("“{address}”不是集群的地址"), format!("{address} is no address of a cluster")),
        Wording::new(
            "写作 df://主机:端口，如 df://127.0.0.1:50050",
            "write df://HOST:PORT, such as df://127.0.0.1:50050",
        ),
    )
}
