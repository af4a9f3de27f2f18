use std::net::IpAddr;
use std::str::FromStr;

/// Addresses that begin alike, such as `10.1.0.0/16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: u128,
    prefix: u32,
}

impl Network {
    /// Whether an address is one of them.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.prefix == 0 || (self.address ^ bits(address)) >> (128 - self.prefix) == 0
    }
}

impl FromStr for Network {
    type Err = String;

    /// Reads an address with or without `/` and the number of bits that are alike.
    fn from_str(text: &str) -> Result<Self, String> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let wrong = || format!("{text} is no network; write for example 10.1.0.0/16 or ::1");
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let shift = if address.is_ipv4() { 96 } else { 0 };
        let prefix = match prefix {
            Some(prefix) => prefix.parse::<u32>().map_err(|_| wrong())? + shift,
            None => 128,
        };
        if prefix > 128 { Err(wrong()) } else { Ok(Network { address: bits(address), prefix }) }
    }
}

/// IPv4 as the IPv6 address that maps it, so that a socket for both compares alike.
fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::Network;

    #[track_caller]
    fn check(network: &str, address: &str, contains: bool) {
        let network: Network = network.parse().unwrap();
        assert_eq!(network.contains(address.parse().unwrap()), contains);
    }

    #[test]
    fn a_network_holds_the_addresses_that_begin_like_it() {
        check("10.1.0.0/16", "10.1.2.3", true);
        check("10.1.0.0/16", "10.2.2.3", false);
        check("10.1.2.3", "10.1.2.3", true);
        check("10.1.2.3", "10.1.2.4", false);
        check("10.1.0.0/16", "::ffff:10.1.9.9", true);
        check("fd00::/8", "fd12::1", true);
        check("fd00::/8", "fe80::1", false);
        check("0.0.0.0/0", "1.2.3.4", true);
        check("::/0", "1.2.3.4", true);
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in ["", "10.1", "10.1.0.0/33", "::/129", "10.1.0.0/x"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }
}
