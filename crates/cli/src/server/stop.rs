use std::io;

use tokio::sync::watch;

/// The exit code of a program that was interrupted: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// Tells everybody who waits for it that the server is to stop.
#[derive(Debug, Clone)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Stops at SIGTERM or Ctrl-C. Who sends it a second time does not want to wait: the process ends at once.
    pub(crate) fn at_signal() -> io::Result<Stop> {
        let mut signals = Signals::open()?;
        let (tell, told) = watch::channel(false);
        tokio::spawn(async move {
            signals.next().await;
            tracing::info!("stopping: requests under way are finished; a second signal ends at once");
            _ = tell.send(true);
            signals.next().await;
            std::process::exit(INTERRUPTED);
        });
        Ok(Stop(told))
    }

    /// Waits until the server is to stop.
    pub(crate) async fn wait(mut self) {
        // Whoever could tell is gone: that is the end as well.
        _ = self.0.wait_for(|is_stopping| *is_stopping).await;
    }
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn open() -> io::Result<Signals> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn open() -> io::Result<Signals> {
        Ok(Signals)
    }

    async fn next(&mut self) {
        // Without the signal there is nothing to wait for; the process is ended from outside.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
