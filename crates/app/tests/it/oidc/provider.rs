//! The provider: a process that ends with its test.

use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use app::oidc::{Provider, Settings};
use kernel::Wording;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::people::stage::ADDRESS;

/// The folder `node_modules` in which npm has installed the provider.
const MODULES: &str = "QIANGXIAN_NODE_MODULES";

/// A provider that runs.
pub(super) struct Running {
    pub(super) settings: Settings,
    // Its input is open for as long as this is here; when it closes, the provider ends. It writes warnings now and then.
    _process: Child,
    _warnings: Lines<BufReader<ChildStdout>>,
}

/// Where the provider sends people back to.
pub(super) fn back() -> String {
    format!("{ADDRESS}/sign-in/identity")
}

/// Runs a provider; none, and it is said, where there is none.
pub(super) async fn run() -> Option<Running> {
    let Some(modules) = std::env::var_os(MODULES).map(PathBuf::from) else {
        // Straight to the terminal: the harness hides what tests print.
        writeln!(
            std::io::stderr(),
            "SKIPPED: {MODULES} names no folder with oidc-provider in it; run npm install oidc-provider"
        )
        .unwrap();
        return None;
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/oidc/provider.mjs");
    let mut command = Command::new("node");
    command.arg(script).arg(modules).arg(back());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    let mut process = command.spawn().expect("Node can be run");
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let issuer = loop {
        let line = lines.next_line().await.unwrap().expect("the provider says where it listens");
        if let Some(issuer) = line.strip_prefix("ISSUER ") {
            break issuer.to_owned();
        }
    };
    let settings = Settings {
        issuer,
        title: Wording::new("统一身份认证（演示数据）", "identity service (demonstration)"),
        client: "qiangxian".to_owned(),
        secret: "told-to-the-county-alone".to_owned(),
        certificates: None,
    };
    Some(Running { settings, _process: process, _warnings: lines })
}

impl Running {
    pub(super) fn provider(&self) -> Provider {
        Provider::new(self.settings.clone()).unwrap()
    }
}
