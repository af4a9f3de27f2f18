use std::io;
use std::net::SocketAddr;
use std::path::Path;

use app::{App, indicators, jobs};
use kernel::{Place, Wording};
use pack::io_reason;
use tokio::net::TcpListener;
use web::Site;

use super::county::failure;
use super::place;
use super::stop::Stop;
use crate::failure::Failure;

/// Ports that are tried one after the other where nobody asked for one.
const PORTS_TRIED: u16 = 20;

/// Listens on this address.
///
/// # Errors
/// Somebody else listens there, or nobody may.
pub(crate) async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| taken(address, &error))
}

/// Listens on this address or, if somebody else does, on one of the next ports.
///
/// # Errors
/// None of them is free.
pub(crate) async fn listen_next(address: SocketAddr) -> Result<TcpListener, Failure> {
    let last = address.port().saturating_add(PORTS_TRIED);
    for port in address.port()..last {
        match TcpListener::bind(SocketAddr::new(address.ip(), port)).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            listener => return listener.map_err(|error| taken(address, &error)),
        }
    }
    listen(address).await
}

/// Serves the pages and does the jobs until somebody asks to stop; then both come to their end and the store is closed.
///
/// # Errors
/// The socket or the store fails.
pub(crate) async fn run(
    app: App,
    data: &Path,
    listener: TcpListener,
    pages: web::Settings,
) -> Result<(), Failure> {
    let stop = Stop::at_signal()?;
    let url = place::url(listener.local_addr()?, &pages.base_path);
    place::tell(data, &url)?;
    tracing::info!(url, "serving");
    let site = Site::open(app.clone(), pages).await.map_err(failure)?;
    let (worker, stop_worker) = (app.clone(), stop.clone());
    let jobs = tokio::spawn(async move { jobs::run(&worker, stop_worker.wait()).await });
    let (counter, stop_counter) = (app.clone(), stop.clone());
    let figures = tokio::spawn(async move { indicators::keep(&counter, stop_counter.wait()).await });
    let served = web::serve_on(listener, site, stop.wait()).await;
    // Jobs hear of the same signal; if the socket failed there was none.
    if served.is_err() {
        jobs.abort();
        figures.abort();
    }
    _ = jobs.await;
    _ = figures.await;
    place::forget(data);
    let closed = app.store().clone().close().await;
    tracing::info!("stopped");
    served?;
    closed.map_err(|error| failure(error.into()))
}

fn taken(address: SocketAddr, error: &io::Error) -> Failure {
    let place = Place::default().at_field(address.to_string());
    if error.kind() == io::ErrorKind::AddrInUse {
        return Failure::failed(
            "address-in-use",
            place,
            Wording::new(
                "这个地址和端口已被其他程序使用",
                "another program listens on this address and port",
            ),
            Wording::new(
                "请停止那个程序，或用 --listen 换一个端口",
                "stop that program, or take another port with --listen",
            ),
        );
    }
    let reason = io_reason(error);
    Failure::failed(
        "not-listening",
        place,
        Wording::new(format!("无法监听：{}", reason.zh), format!("one cannot listen there: {}", reason.en)),
        Wording::new(
            "请检查地址是否属于本机；1024 以下的端口需要相应权限",
            "check that the address is one of this machine; ports below 1024 need a permission",
        ),
    )
}
