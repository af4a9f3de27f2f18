//! A headless browser, started for one test and stopped with it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;

/// Programs by the names that distributions give them.
const DRIVERS: [&str; 2] = ["chromedriver", "chromium-driver"];
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// How high the window is.
const HEIGHT: u32 = 900;
/// How high it becomes for a picture at most; a long list is known by its beginning.
const HEIGHT_MAX: u32 = 4000;

/// What a preference for the contents of pages calls forbidden.
const BLOCKED: u8 = 2;

/// A browser and the driver that steers it.
pub(crate) struct Browser {
    pub(crate) client: Client,
    pub(super) downloads: TempDir,
    driver: Child,
}

/// Whether the browser runs the scripts of pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scripts {
    Run,
    Blocked,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have ended already; the browser ends with it.
        _ = self.driver.kill();
        _ = self.driver.wait();
    }
}

/// Starts a browser; none, and a word on it, where there is no browser on this machine.
pub(crate) async fn start() -> Option<Browser> {
    start_with(Scripts::Run).await
}

/// Starts a browser that runs the scripts of pages or does not.
pub(crate) async fn start_with(scripts: Scripts) -> Option<Browser> {
    let (Some(driver), Some(browser)) = (program(&DRIVERS), program(&BROWSERS)) else {
        eprintln!("skipped: no chromium and chromedriver on this machine; .ci/run installs them");
        return None;
    };
    let mut driver = Command::new(driver)
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("chromedriver starts");
    let port = port(&mut driver);
    let downloads = tempfile::tempdir().expect("there is room for downloads");
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let client = builder
        .capabilities(capabilities(&browser, scripts, downloads.path()))
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .expect("the browser starts");
    Some(Browser { client, downloads, driver })
}

fn capabilities(browser: &Path, scripts: Scripts, downloads: &Path) -> Capabilities {
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--lang=zh-CN",
        "--force-color-profile=srgb",
        "--hide-scrollbars",
    ];
    let mut preferences = json!({
        "download.default_directory": downloads,
        "download.prompt_for_download": false,
        // Passwords of a demonstration stand on a page; nobody needs to be warned of them.
        "credentials_enable_service": false,
        "profile.password_manager_leak_detection": false,
    });
    if scripts == Scripts::Blocked {
        preferences["profile.managed_default_content_settings.javascript"] = BLOCKED.into();
    }
    let options = json!({ "binary": browser, "args": arguments, "prefs": preferences });
    json!({ "goog:chromeOptions": options }).as_object().expect("it is one").clone()
}

/// The driver chooses a port that is free and says which.
fn port(driver: &mut Child) -> u16 {
    let output = driver.stdout.take().expect("it is piped");
    for line in BufReader::new(output).lines() {
        let line = line.expect("the driver writes text");
        if let Some((_, port)) = line.trim_end_matches('.').split_once("started successfully on port ")
            && let Ok(port) = port.parse()
        {
            return port;
        }
    }
    panic!("chromedriver ended without naming a port");
}

fn program(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let mut candidates = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates.find(|path| path.is_file())
}

impl Browser {
    /// The window, as wide as a telephone (390) or an office screen (1280).
    pub(crate) async fn resize(&self, width: u32) {
        self.client.set_window_size(width, HEIGHT).await.unwrap();
    }

    /// Ends the browser.
    pub(crate) async fn close(self) {
        self.client.clone().close().await.unwrap();
    }

    /// Keeps a picture of the page from its head to its foot.
    pub(crate) async fn keep_picture(&self, name: &str, width: u32) {
        let Some(folder) = std::env::var_os("QIANGXIAN_SCREENSHOTS") else { return };
        std::fs::create_dir_all(&folder).unwrap();
        let below = "return document.documentElement.scrollHeight - innerHeight";
        let below = self.client.execute(below, vec![]).await.unwrap().as_u64().unwrap_or_default();
        let height = HEIGHT_MAX.min(HEIGHT.saturating_add(u32::try_from(below).unwrap_or(HEIGHT_MAX)));
        self.client.set_window_size(width, height).await.unwrap();
        let picture = self.client.screenshot().await.unwrap();
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), picture).unwrap();
    }
}
