//! A demonstration county of its own for each test, served on a port of this machine.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use app::demonstration::{self, SignIn, SignIns};
use app::mail::Mailer;
use app::{App, Clock, Surroundings, county, jobs};
use pack::Pack;
use store::{Database, FileSettings, Settings, seals::MasterKey};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::{OnceCell, watch};
use web::{Site, serve_on};

/// The county, its server and the folder in which it lies.
pub(crate) struct World {
    pub(crate) app: App,
    address: SocketAddr,
    sign_ins: SignIns,
    folder: TempDir,
    // Dropped with the world, which stops the server.
    _stop: watch::Sender<()>,
}

/// The demonstration county, served.
pub(crate) async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let sign_ins = copy_of_the_demonstration(&settings(folder.path()).folder).await;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let surroundings = Surroundings {
        address: format!("http://{address}"),
        mailer: Some(Mailer::folder(letters(folder.path()))),
        sign_ins: Some(sign_ins.clone()),
        provider: None,
    };
    let app = county::open(&settings(folder.path()), Some(pack()), surroundings).await.unwrap();
    let pages = web::Settings { listen: address, rate: None, ..web::Settings::default() };
    let site = Site::open(app.clone(), pages).await.unwrap();
    let (stop, stopped) = watch::channel(());
    let end = |mut stopped: watch::Receiver<()>| async move { _ = stopped.changed().await };
    tokio::spawn(serve_on(listener, site, end(stopped.clone())));
    let worker = app.clone();
    tokio::spawn(async move { jobs::run(&worker, end(stopped)).await });
    World { app, address, sign_ins, folder, _stop: stop }
}

impl World {
    /// The address of a page.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How somebody signs in.
    pub(crate) fn sign_in(&self, name: &str) -> &SignIn {
        let mut sign_ins = self.sign_ins.iter();
        sign_ins.find(|sign_in| sign_in.name == name).unwrap_or_else(|| panic!("nobody is called {name}"))
    }

    /// What somebody's authenticator shows now.
    pub(crate) fn code(&self, name: &str) -> String {
        self.sign_in(name).code(Clock::System.now()).expect("they have a second factor")
    }

    /// The folder into which letters are put.
    pub(crate) fn letters(&self) -> PathBuf {
        letters(self.folder.path())
    }
}

fn letters(folder: &Path) -> PathBuf {
    folder.join("letters")
}

fn settings(folder: &Path) -> Settings {
    Settings {
        database: Database::Sqlite,
        folder: folder.join("data"),
        files: FileSettings::Folder,
        master_key: MasterKey::File,
    }
}

fn pack() -> Pack {
    Pack::built_in("kaifu-demo").unwrap()
}

/// Its past takes seconds to make, so it is made once for all tests, and each has a copy.
async fn copy_of_the_demonstration(to: &Path) -> SignIns {
    static MADE: OnceCell<SignIns> = OnceCell::const_new();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demonstration");
    let made = MADE.get_or_init(|| async {
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
        let now = Clock::System.now();
        demonstration::make(&settings(&folder), pack(), now, &mut |_| {}).await.unwrap()
    });
    let made = made.await.clone();
    copy(&settings(&folder).folder, to);
    made
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
