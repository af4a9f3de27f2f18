use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use app::App;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::pages::metrics;
use crate::router::router;
use crate::settings::Settings;
use crate::site::Site;

/// How long requests that are under way may go on when the server is told to stop.
const STOP_TIME_MAX: Duration = Duration::from_secs(20);

/// Serves the pages until `stop` is ready, then lets requests that are under way come to their end.
///
/// # Errors
/// The address cannot be listened on, or the database does not answer.
pub async fn serve(
    app: App,
    settings: Settings,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let listener = TcpListener::bind(settings.listen).await?;
    let site = Site::open(app, settings).await.map_err(io::Error::other)?;
    serve_on(listener, site, stop).await
}

/// The same on a socket that is open already.
///
/// # Errors
/// The socket fails.
pub async fn serve_on(
    listener: TcpListener,
    site: Site,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    metrics::keep();
    let service = router(&site).into_make_service_with_connect_info::<SocketAddr>();
    let (stopping, stopped) = oneshot::channel();
    let stop = async move {
        stop.await;
        _ = stopping.send(());
    };
    let server = axum::serve(listener, service).with_graceful_shutdown(stop);
    let patience = async move {
        // An error means that the server ended by itself; then there is nothing to wait for.
        if stopped.await.is_ok() {
            tokio::time::sleep(STOP_TIME_MAX).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        ended = server => ended,
        () = patience => {
            tracing::warn!("requests were still under way when the time to stop was over");
            Ok(())
        }
        never = metrics::gather() => match never {},
    }
}
