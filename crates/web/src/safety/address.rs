use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::Request;

use crate::settings::Network;

/// The header in which proxies write for whom they ask, the nearest last.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Who asks: the peer, or whom the nearest proxy that is not trusted names. What strangers write into the header is not
/// believed. A request without a peer (no network below it) counts as one address of its own.
pub(crate) fn client<B>(request: &Request<B>, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let Some(peer) = peer(request) else { return Ipv6Addr::UNSPECIFIED.into() };
    if !is_trusted(peer) {
        return peer;
    }
    let lists = request.headers().get_all(FORWARDED_FOR).into_iter().filter_map(|list| list.to_str().ok());
    let hops: Vec<&str> = lists.flat_map(|list| list.split(',')).map(str::trim).collect();
    let addresses = hops.into_iter().rev().map_while(|hop| hop.parse::<IpAddr>().ok());
    let mut last = peer;
    for address in addresses {
        last = address;
        if !is_trusted(address) {
            break;
        }
    }
    last
}

/// Whether the request was made on this machine, and not for somebody else.
pub(crate) fn is_this_machine<B>(request: &Request<B>) -> bool {
    let is_for_others =
        request.headers().contains_key(FORWARDED_FOR) || request.headers().contains_key("forwarded");
    peer(request).is_some_and(|peer| peer.to_canonical().is_loopback()) && !is_for_others
}

fn peer<B>(request: &Request<B>) -> Option<IpAddr> {
    request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::extract::ConnectInfo;
    use axum::http::Request;

    use super::{client, is_this_machine};

    #[track_caller]
    fn check(peer: &str, forwarded: &[&str], expected: &str) {
        let trusted = ["10.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()];
        let mut request = Request::new(());
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1)));
        for list in forwarded {
            request.headers_mut().append("x-forwarded-for", list.parse().unwrap());
        }
        assert_eq!(client(&request, &trusted).to_string(), expected);
    }

    #[test]
    fn a_forwarded_address_counts_only_from_a_trusted_proxy() {
        check("203.0.113.5", &[], "203.0.113.5");
        check("203.0.113.5", &["198.51.100.1"], "203.0.113.5");
        check("10.0.0.1", &[], "10.0.0.1");
        check("10.0.0.1", &["198.51.100.1"], "198.51.100.1");
        check("10.0.0.1", &["1.1.1.1, 198.51.100.1"], "198.51.100.1");
        check("10.0.0.1", &["1.1.1.1, 198.51.100.1, 10.0.0.2"], "198.51.100.1");
        check("10.0.0.1", &["1.1.1.1", "198.51.100.1"], "198.51.100.1");
        check("10.0.0.1", &["1.1.1.1, nobody"], "10.0.0.1");
        check("10.0.0.1", &["nobody, 198.51.100.1"], "198.51.100.1");
        check("::1", &["2001:db8::7"], "2001:db8::7");
    }

    #[test]
    fn this_machine_does_not_ask_for_others() {
        let mut request = Request::new(());
        assert!(!is_this_machine(&request));
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
        assert!(is_this_machine(&request));
        request.headers_mut().append("x-forwarded-for", "198.51.100.1".parse().unwrap());
        assert!(!is_this_machine(&request));
    }
}
