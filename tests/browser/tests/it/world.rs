//! A demonstration county of its own for each test, served on a port of this machine.

use std::net::{Ipv4Addr, SocketAddr};

use app::{Clock, Surroundings, county};
use pack::Pack;
use store::{Database, FileSettings, Settings, seals::MasterKey};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use web::{Site, serve_on};

/// The county, its server and the folder in which it lies.
pub(crate) struct World {
    address: SocketAddr,
    // Dropped with the world, which stops the server.
    _stop: oneshot::Sender<()>,
    _folder: TempDir,
}

/// The demonstration county, served.
pub(crate) async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        database: Database::Sqlite,
        folder: folder.path().join("data"),
        files: FileSettings::Folder,
        master_key: MasterKey::File,
    };
    let pack = Pack::built_in("kaifu-demo").unwrap();
    let app = county::create(&settings, pack, true, Clock::System, Surroundings::default()).await.unwrap();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let settings = web::Settings { listen: address, rate: None, ..web::Settings::default() };
    let site = Site::open(app, settings).await.unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    tokio::spawn(serve_on(listener, site, async move { _ = stopped.await }));
    World { address, _stop: stop, _folder: folder }
}

impl World {
    /// The address of a page.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}
