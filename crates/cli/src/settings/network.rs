use std::net::{Ipv4Addr, SocketAddr};

use kernel::Wording;
use web::Network;

use super::Given;

/// The port where nobody said another.
const PORT: u16 = 8080;

/// Where to listen: this machine only, unless somebody says otherwise.
pub(super) fn listen(given: &mut Given) -> SocketAddr {
    let usual = SocketAddr::from((Ipv4Addr::LOCALHOST, PORT));
    let Some(said) = given.string("listen") else { return usual };
    match said.parse() {
        Ok(address) => address,
        Err(_) => {
            given.wrong(
                "listen",
                Wording::new(format!("“{said}”不是地址和端口"), format!("{said} is no address with a port")),
                Wording::new(
                    "请写成 127.0.0.1:8080，或 [::]:8080 表示所有地址",
                    "write 127.0.0.1:8080, or [::]:8080 for all addresses",
                ),
            );
            usual
        }
    }
}

/// The proxies that are trusted.
pub(super) fn networks(given: &mut Given) -> Vec<Network> {
    let mut networks = Vec::new();
    for said in given.list("trusted_proxies").unwrap_or_default() {
        match said.parse() {
            Ok(network) => networks.push(network),
            Err(_) => given.wrong(
                "trusted_proxies",
                Wording::new(format!("“{said}”不是网段"), format!("{said} is no network")),
                Wording::new("请写成 10.1.0.0/16 或 ::1", "write for example 10.1.0.0/16 or ::1"),
            ),
        }
    }
    networks
}
