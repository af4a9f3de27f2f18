//! The server that is measured: the same program in a process of its own, as `qiangxian serve` starts it.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::client::{Client, Target};
use crate::server::known_address;

/// How long the first page may take before the measurement is given up.
const START_TIME_MAX: Duration = Duration::from_secs(60);

/// How often one looks whether the server answers: a small part of what is measured.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// A running server. It ends with this value.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    pub(super) address: SocketAddr,
    /// From the start of the program to the end of the first page.
    pub(super) took: Duration,
}

impl Server {
    /// Starts the server of a data folder on a port that is free, and waits for its first page.
    pub(super) fn start(data: &Path, database: Option<&String>) -> io::Result<Server> {
        // What a server that was ended by force has left.
        _ = std::fs::remove_file(data.join("address"));
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("serve").arg("--data").arg(data).args(["--listen", "127.0.0.1:0"]);
        command.env("QIANGXIAN_REQUESTS_PER_SECOND", "0");
        if let Some(url) = database {
            command.env("QIANGXIAN_DATABASE_URL", url);
        }
        let start = Instant::now();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut server = Server { child, address: SocketAddr::from(([0; 4], 0)), took: Duration::ZERO };
        while start.elapsed() < START_TIME_MAX {
            if let Some(address) = first_page(data) {
                (server.address, server.took) = (address, start.elapsed());
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait()? {
                return Err(io::Error::other(format!("the server ended with {status}")));
            }
            sleep(LOOK_EVERY);
        }
        Err(io::ErrorKind::TimedOut.into())
    }

    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }
}

/// Where the server is, once it has given a page.
fn first_page(data: &Path) -> Option<SocketAddr> {
    let address = known_address(data)?.strip_prefix("http://")?.parse().ok()?;
    let target = Target { address, cookie: String::new() };
    let answer = Client::connect(&target).and_then(|mut client| client.get("/"));
    answer.is_ok_and(|answer| answer.status == 200).then_some(address)
}

impl Drop for Server {
    /// By force, as a power cut would: what was committed is there at the next start.
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
