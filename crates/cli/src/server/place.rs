//! The file `address` in the data folder: where the server that owns it can be reached, for those on the same machine.

use std::fs;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

const FILE: &str = "address";

/// Where a server can be reached from the machine on which it listens.
pub(crate) fn url(listening: SocketAddr, base_path: &str) -> String {
    let host = match listening.ip() {
        IpAddr::V4(address) if address.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(address) if address.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        address => address,
    };
    format!("http://{}{base_path}", SocketAddr::new(host, listening.port()))
}

/// Says where the server can be reached.
pub(super) fn tell(data: &Path, url: &str) -> io::Result<()> {
    fs::write(data.join(FILE), format!("{url}\n"))
}

/// The server has come to its end.
pub(super) fn forget(data: &Path) {
    // It may be gone already; a file that stays is wrong only until somebody asks there in vain.
    _ = fs::remove_file(data.join(FILE));
}

/// Where the server of a data folder was last reached; none if it has come to its end.
pub(crate) fn address(data: &Path) -> Option<String> {
    fs::read_to_string(data.join(FILE))
        .ok()
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}
