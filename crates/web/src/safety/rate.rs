use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use axum::response::IntoResponse;
use governor::middleware::StateInformationMiddleware;
use tower_governor::governor::GovernorConfigBuilder;
use tower_governor::key_extractor::KeyExtractor;
use tower_governor::{GovernorError, GovernorLayer};

use super::address::client;
use crate::error::Error;
use crate::settings::{Network, Rate};

/// How often addresses that went quiet are forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(60);

/// Counts requests for each address.
#[derive(Debug, Clone)]
pub(super) struct ByAddress {
    trusted: Arc<[Network]>,
}

impl KeyExtractor for ByAddress {
    type Key = IpAddr;

    fn extract<T>(&self, request: &Request<T>) -> Result<IpAddr, GovernorError> {
        Ok(site_of(client(request, &self.trusted)))
    }
}

/// A household or office has 2^64 addresses of IPv6: they count as one.
fn site_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

/// The limit, with headers that say how much is left.
pub(super) fn layer(
    rate: Rate,
    trusted: &[Network],
) -> GovernorLayer<ByAddress, StateInformationMiddleware, Body> {
    let per_second = rate.per_second.max(1);
    let config = GovernorConfigBuilder::default()
        .key_extractor(ByAddress { trusted: trusted.into() })
        .period(Duration::from_secs(1) / per_second)
        .burst_size(rate.burst.max(1))
        .use_headers()
        .finish()
        .expect("neither period nor burst is zero");
    forget_quiet_addresses(&config);
    GovernorLayer::new(config).error_handler(|error| match error {
        GovernorError::TooManyRequests { wait_time, .. } => Error::TooMany(wait_time.max(1)).into_response(),
        _ => Error::Internal.into_response(),
    })
}

/// Without this the table of addresses would grow for as long as the server runs. A router outside a runtime has no
/// requests either.
fn forget_quiet_addresses(
    config: &tower_governor::governor::GovernorConfig<ByAddress, StateInformationMiddleware>,
) {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
    let limiter = Arc::downgrade(config.limiter());
    runtime.spawn(async move {
        let mut tick = tokio::time::interval(FORGET_EVERY);
        loop {
            tick.tick().await;
            let Some(limiter) = limiter.upgrade() else { return };
            limiter.retain_recent();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::site_of;

    #[test]
    fn an_office_is_one_address() {
        for (address, site) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ] {
            assert_eq!(site_of(address.parse().unwrap()).to_string(), site);
        }
    }
}
