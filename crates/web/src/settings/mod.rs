//! What an installation decides about its pages. Whoever starts the server reads these from its files and arguments.

use std::collections::BTreeSet;
use std::net::{Ipv6Addr, SocketAddr};

pub use app::Network;

use crate::page::Face;

/// The settings of the pages.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The path below which everything hangs, such as `/ip`; empty for the root.
    pub base_path: String,
    /// The faces that are served. An installation on the internet may leave out administration.
    pub faces: BTreeSet<Face>,
    /// The site of the government whose part this is.
    pub host_site: Option<HostSite>,
    /// What the law wants at the foot of a government site.
    pub footer: Footer,
    /// Whether people reach this server by `https://`, because a proxy in front of it speaks TLS. Then cookies are
    /// for TLS only and browsers are told to stay with it.
    pub tls_in_front: bool,
    /// The proxies whose forwarded addresses are believed.
    pub trusted_proxies: Vec<Network>,
    /// Other sites that may show these pages in a frame, such as `https://www.example.gov.cn`.
    pub frame_ancestors: Vec<String>,
    /// How many requests one address may make; none for as many as it likes (measurements).
    pub rate: Option<Rate>,
    /// The most records of one file that is taken out; never more than [`app::records::RECORDS_MAX`].
    pub export_records_max: usize,
    /// Who has this key may read `/metrics` from another machine; none for this machine only.
    pub metrics_key: Option<String>,
}

/// The site of the government whose part this is.
#[derive(Debug, Clone)]
pub struct HostSite {
    /// What it is called.
    pub name: String,
    /// Its address.
    pub url: String,
}

/// What the law wants at the foot of a government site; what is not given is not shown.
#[derive(Debug, Clone, Default)]
pub struct Footer {
    /// 主办单位: who is responsible for the site.
    pub sponsor: Option<String>,
    /// 承办单位: who runs it.
    pub operator: Option<String>,
    /// 联系方式: telephone or address of the editors.
    pub contact: Option<String>,
    /// ICP 备案: the number of the recordal with the telecommunication administration.
    pub icp_number: Option<String>,
    /// 公安备案: the number of the recordal with the police.
    pub police_number: Option<String>,
    /// 网站标识码: the ten digits that name a government site.
    pub site_code: Option<String>,
}

/// How many requests one address may make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many in one second, over time.
    pub per_second: u32,
    /// How many at once.
    pub burst: u32,
}

impl Default for Rate {
    /// A page is one request and its style sheet another; an office of fifty people may share one address.
    fn default() -> Self {
        Rate { per_second: 50, burst: 200 }
    }
}

impl Default for Settings {
    /// All faces on this machine only.
    fn default() -> Self {
        Settings {
            listen: SocketAddr::from((Ipv6Addr::LOCALHOST, 8080)),
            base_path: String::new(),
            faces: Face::ALL.into_iter().collect(),
            host_site: None,
            footer: Footer::default(),
            tls_in_front: false,
            trusted_proxies: Vec::new(),
            frame_ancestors: Vec::new(),
            rate: Some(Rate::default()),
            export_records_max: app::records::RECORDS_MAX,
            metrics_key: None,
        }
    }
}
