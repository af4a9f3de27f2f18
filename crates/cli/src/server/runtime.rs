use std::future::Future;

use crate::failure::Failure;

/// Waits for something that is done beside the thread of the command.
pub(crate) fn wait_for<T>(task: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(task)
}
